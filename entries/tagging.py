"""What happens to tags: pages get and lose them, one is renamed, two become one. See `entries.tags`.

The row that names them changes in the transaction of the pages themselves, with the vault's row locked. Words of tags
whose pages are gone leave it with its next change.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from uuid import UUID, uuid4

from django.db import transaction

from accounts.models import User
from entries import indexes
from entries.models import Entry
from entries.tags import Tag, TagIndex, Tags, key, tags_in
from vault.core.errors import VaultError
from vault.keeping import Origin, keep_once, through_broken_connections
from vault.keyslots import OpenVault, locked_row
from vault.reading import read_or_none

# As many ids as a database takes in one question.
_IDS_AT_ONCE = 500


class NoSuchTag(VaultError):
    """No page has this tag any more."""


def tags_of(owner: User, *, vault: OpenVault) -> list[Tag]:
    """Return the owner's tags in alphabetical order; a row that does not open is left out."""
    return [tag for _key, tag in sorted(_as_one(indexes.readable(owner.tag_indexes.all(), vault)).items())]


def tag_of(owner: User, tag: UUID, *, vault: OpenVault) -> Tag:
    """Return one of the owner's tags by its id; raise `NoSuchTag`."""
    for each in tags_of(owner, vault=vault):
        if each.id == tag:
            return each
    raise NoSuchTag("no page has this tag any more")


def counted(owner: User, *, vault: OpenVault) -> list[tuple[Tag, int]]:
    """Return the tags that pages in the journal have, each with the number of these, in two queries."""
    shown = set(owner.entries.values_list("id", flat=True))
    numbers = ((tag, len(tag.pages & shown)) for tag in tags_of(owner, vault=vault))
    return [(tag, number) for tag, number in numbers if number]


def named(owner: User, words: Sequence[str], *, vault: OpenVault) -> list[tuple[str, Tag | None]]:
    """Return the tags a page has, each with what is known of it; None where the row that names them is damaged."""
    tags = _as_one(indexes.readable(owner.tag_indexes.all(), vault)) if words else {}
    return [(word, tags.get(key(word))) for word in words]


def note(owner: User, pages: Mapping[UUID, Sequence[str]], *, vault: OpenVault) -> None:
    """Note which tags these pages have now. It is done in the transaction in which they get them."""

    def change(tags: Tags) -> None:
        for each, tag in tags.items():
            tags[each] = replace(tag, pages=tag.pages - pages.keys())
        for page, words in pages.items():
            for word in words:
                tag = tags.setdefault(key(word), Tag(uuid4(), word))
                tags[key(word)] = replace(tag, pages=tag.pages | {page})

    _change(owner, change, vault, comes=pages.keys())


def forget(owner: User, page: UUID, *, vault: OpenVault) -> None:
    """Leave no trace of a page that is gone, nor of a tag that only that page had."""
    note(owner, {page: ()}, vault=vault)


def rename(owner: User, tag: UUID, word: str, *, vault: OpenVault) -> int:
    """Give every page with a tag another one in its place, in one transaction; return how many pages.

    `tag` is an id, `word` one tag as `entries.tags.tags_in` returns it. Where a page has both it keeps one, and where
    there is a tag of that word already the two become one, under the id of that one. Pages in the trash and closed ones
    are among them. What a page says stays untouched; it counts as a save, so words that are being written on an older
    revision are kept beside the page and overwrite nothing. Earlier versions keep the tags they had. A page that does
    not open keeps its tag. Raises `NoSuchTag`, and `StaleKeys` as every save does; then nothing is changed.
    """

    @transaction.atomic
    def change() -> int:
        locked_row(vault)
        old, sitting = tag_of(owner, tag, vault=vault), uuid4()
        pages = list(_opening(owner, old, vault))
        for page in pages:
            _retag(owner, page, old, word, sitting, vault)
        _change(owner, lambda tags: _rename(tags, old, word), vault)
        return len(pages)

    return through_broken_connections(change)


def _opening(owner: User, tag: Tag, vault: OpenVault) -> Iterator[Entry]:
    """Yield the heads of the pages with a tag that open."""
    ids = sorted(tag.pages)
    for begin in range(0, len(ids), _IDS_AT_ONCE):
        for page in Entry.kept_by(owner).filter(id__in=ids[begin : begin + _IDS_AT_ONCE]).heads():
            if read_or_none(page.read_head, vault) is not None:
                yield page


def _retag(owner: User, page: Entry, old: Tag, word: str, sitting: UUID, vault: OpenVault) -> None:
    head = page.read_head(vault)
    tags = tags_in(",".join(word if key(each) == key(old.word) else each for each in head.tags))
    keep_once(
        Entry.kept_by(owner).heads(),
        page,
        vault=vault,
        origin=Origin(page.revision, sitting),
        says_the_same=lambda _saved: tags == head.tags,
        write=lambda saved: saved.retag(tags, vault),
    )


def _rename(tags: Tags, old: Tag, word: str) -> None:
    tag = tags.pop(key(old.word))
    other = tags.get(key(word))
    tags[key(word)] = replace(other, pages=other.pages | tag.pages) if other else replace(tag, word=word)


@transaction.atomic
def _change(owner: User, change: Callable[[Tags], object], vault: OpenVault, comes: Collection[UUID] = ()) -> None:
    """Change the row; `comes` are pages of which it is not certain that they are saved yet."""
    locked_row(vault)
    rows = indexes.readable(owner.tag_indexes.all(), vault)
    before, after = _as_one(rows), _as_one(rows)
    change(after)
    if after == before:
        return
    after = _without_what_is_gone(after, {*comes, *Entry.kept_by(owner).values_list("id", flat=True)})
    indexes.keep_as_one([row for row, _said in rows], TagIndex(owner=owner), after, vault)


def _without_what_is_gone(tags: Tags, there: Collection[UUID]) -> Tags:
    left = {each: replace(tag, pages=tag.pages.intersection(there)) for each, tag in tags.items()}
    return {each: tag for each, tag in left.items() if tag.pages}


def _as_one(rows: Iterable[tuple[TagIndex, Tags]]) -> Tags:
    one: Tags = {}
    for _row, tags in rows:
        for each, tag in tags.items():
            there = one.setdefault(each, tag)
            one[each] = replace(there, pages=there.pages | tag.pages)
    return one
