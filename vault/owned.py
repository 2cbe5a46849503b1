"""Rows that belong to one person: a query on them that does not name their owner refuses to run.

`person.entries` names the owner by itself. `Entry.objects.all()` raises `OwnerNotNamed` before any SQL is sent, for
reads, counts, updates and deletes alike. Django's own cascades and saves go by `_base_manager` and are not affected.
"""

from functools import cache
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.db.models import sql
from django.db.models.expressions import Col
from django.db.models.fields.composite import CompositePrimaryKey
from django.db.models.lookups import Exact, In
from django.db.models.sql.where import AND, WhereNode

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class OwnerNotNamed(RuntimeError):
    """A query reached for people's rows without saying whose."""


def _names_owner(where: WhereNode, model: type[models.Model]) -> bool:
    if where.connector != AND or where.negated:
        return False
    return any(_is_about_owner(condition, model) for condition in where.children)


def _is_about_owner(condition: Any, model: type[models.Model]) -> bool:
    if isinstance(condition, WhereNode):
        return _names_owner(condition, model)
    if not isinstance(condition, Exact | In):
        return False
    subject = condition.lhs
    if isinstance(subject, Col):
        return subject.target.model is model and subject.target.name == "owner"
    return isinstance(getattr(subject, "field", None), CompositePrimaryKey)


class OwnedQuery(sql.Query):
    """A query that compiles only once an owner is among its conditions."""

    def require_owner(self) -> None:
        """Raise `OwnerNotNamed` unless every row this query can reach belongs to a named owner."""
        assert self.model is not None
        if not self.is_empty() and not _names_owner(self.where, self.model):
            raise OwnerNotNamed(f"{self.model.__name__}: reach rows through their owner")

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        """Check before anything is turned into SQL."""
        self.require_owner()
        return super().get_compiler(*args, **kwargs)

    def chain(self, klass: Any = None) -> Any:
        """Check at the last moment before the query becomes an update, which is another class."""
        if klass is not None and not issubclass(klass, OwnedQuery):
            self.require_owner()
        return super().chain(klass)


class OwnedQuerySet(models.QuerySet[Row_co]):
    """What `person.entries` answers with."""

    def __init__(self, model: Any = None, query: Any = None, using: Any = None, hints: Any = None) -> None:
        super().__init__(model, OwnedQuery(model) if query is None else query, using, hints)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete rows of a named owner; Django's fast path would otherwise not ask."""
        self.query.require_owner()  # type: ignore[attr-defined]  # the query is an OwnedQuery, see __init__
        return super().delete()

    def one_or_none(self) -> Row_co | None:
        """Return the row of which there is one at the most, or None; `first` would put it into an order."""
        return next(iter(self), None)

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse: no owner can be read out of hand-written SQL."""
        raise OwnerNotNamed("raw SQL is not available on people's rows")


OwnedManager = models.Manager.from_queryset(OwnedQuerySet)


class PresentManager(OwnedManager[Row_co]):
    """Finds the rows of the present journal: those of a former one, which is kept sealed, are set aside."""

    # What every row it finds fulfils: constants only, since the query is made once.
    CONDITIONS: ClassVar[tuple[tuple[str, Any], ...]] = (("is_set_aside", False),)

    def get_queryset(self) -> "OwnedQuerySet[Row_co]":
        """Leave out what was set aside."""
        rows = super().get_queryset()
        rows.query = _present(self.model, self.CONDITIONS).chain()
        return rows  # type: ignore[return-value]  # an OwnedQuerySet


@cache
def _present(model: type[models.Model], conditions: tuple[tuple[str, Any], ...]) -> sql.Query:
    """Return the query that all others on these rows are made from, in every thread: it is never changed itself."""
    return OwnedQuerySet(model).filter(**dict(conditions)).query
