"""The form of the search: words, and the filters of the journal's list, with answers and goals among the kinds."""

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from entries.filtering import KIND_NAMES, THEME_NAMES, FilterForm
from entries.forms import WordsField
from entries.search import Query
from reflections.search.content import Asked
from reflections.search.sources import ANSWER, GOAL

LONGEST = 500
_A_DAY = 10
_KINDS = KIND_NAMES | {ANSWER: _("Answers"), GOAL: _("Self-work")}


class SearchForm(FilterForm):
    """Asks what to look for, and among what."""

    words = WordsField(
        label=_("Search your words"),
        max_length=LONGEST,
        error_messages={"max_length": _("This is too long to look for. A few words of it will do.")},
    )
    kinds = forms.MultipleChoiceField(
        label=_("Kinds"), choices=list(_KINDS.items()), widget=forms.CheckboxSelectMultiple, required=False
    )

    @classmethod
    def of(cls, asked: Asked) -> "SearchForm":
        """Return the form as it was sent."""
        return cls(asked.in_fields({name: cls.add_prefix(name) for name in cls.base_fields}))

    @classmethod
    def asked(cls, sent: "MultiValueDict[str, Any]") -> Asked:
        """Return what was sent: words as they are, and of the filters what may be one."""
        name = cls.add_prefix
        first, last = (str(sent.get(name(each), ""))[:_A_DAY] for each in ("first", "last"))
        themes, kinds = (sent.getlist(name(each)) for each in ("themes", "kinds"))
        return Asked(
            WordsField().to_python(sent.get("words", "")).strip(),
            first,
            last,
            tuple(theme for theme in THEME_NAMES if theme in themes),
            tuple(kind for kind in _KINDS if kind in kinds),
        )

    def query(self) -> Query:
        """Return what is looked for; nothing where the form says why. Ask for what is `chosen` first."""
        return Query.of(self.cleaned_data.get("words", ""))
