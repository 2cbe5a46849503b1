"""Keys lent to a book, an archive, a download: only while the journal is open where it was asked for, and then gone."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from archive import exporting, line, orders, pdf, press, volumes
from archive.book import told_of_damage
from archive.gathering import NothingToSet
from archive.models import BookPart, Turn
from entries.content import EntryContent
from entries.models import Entry
from tests.ordering import is_done, made, until
from tests.ordering import orders as orders_a_book
from tests.people import A_DAY, PASSWORD, Person
from vault import rekeying
from vault.core.errors import StaleKeys
from vault.keyslots import OpenVault
from vault.models import Vault, VaultSession
from vault.session import Locked

pytestmark = pytest.mark.django_db(transaction=True)


def is_left_alone(person: Person) -> None:
    VaultSession.objects.filter(owner=person.user).update(last_seen_at=timezone.now() - timedelta(hours=1))


def has_run_out(person: Person) -> None:
    VaultSession.objects.filter(owner=person.user).update(expires_at=timezone.now())


def gets_a_new_key(person: Person) -> None:
    rekeying.start(person.vault, password=person.password)


ENDS = [Person.locks, is_left_alone, has_run_out]


def keys_of(vault: OpenVault) -> dict[int, bytes]:
    """Return what keys a vault still holds: there is no other way to ask a keyring that is empty."""
    return dict(vault.keyring._keys)


def streamed(answer: Any) -> Iterator[bytes]:
    return iter(answer.streaming_content)


@pytest.fixture
def lent(monkeypatch: pytest.MonkeyPatch) -> list[OpenVault]:
    """Every vault that was lent since."""
    seen: list[OpenVault] = []
    lend = OpenVault.lent

    def lent(vault: OpenVault) -> OpenVault:
        seen.append(lend(vault))
        return seen[-1]

    monkeypatch.setattr(OpenVault, "lent", lent)
    return seen


@pytest.mark.parametrize("ends", ENDS)
def test_a_book_that_waits_ends_with_the_open_journal_however_that_ends(
    alice: Person, lent: list[OpenVault], ends: Callable[[Person], None]
) -> None:
    line.join(uuid4())
    alice.writes("words")
    orders_a_book(alice, password="a quiet river", password_again="a quiet river")
    ends(alice)
    until(lambda: Turn.objects.count() == 1)
    order = alice.user.book_orders.get()
    assert (order.state, order.read(alice.vault).password) == ("wished", "")
    until(lambda: not any(map(keys_of, lent)))


def test_the_page_that_looks_how_far_it_is_keeps_no_journal_open(alice: Person) -> None:
    alice.writes("words")
    line.join(uuid4())
    orders_a_book(alice)
    before = timezone.now() - timedelta(minutes=14)
    VaultSession.objects.filter(owner=alice.user).update(last_seen_at=before)
    alice.client.get("/book/progress/", headers={"X-Background": "1"})
    assert alice.user.vault_sessions.get().last_seen_at == before
    alice.client.post("/book/call-off/")
    until(lambda: Turn.objects.count() == 1)


def test_a_lock_at_the_last_moment_keeps_nothing(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    alice.writes("words")

    def locks_meanwhile(number: int) -> str:
        alice.locks()
        return told_of_damage(number)

    monkeypatch.setattr(press, "told_of_damage", locks_meanwhile)
    orders_a_book(alice, file="epub")
    assert (is_done(alice).state, alice.user.book_parts.count()) == ("wished", 0)


def test_after_a_lock_no_further_volume_is_put_together(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(volumes, "LONGEST", 50)
    for year in range(2000, 2020):
        alice.writes(f"the words of {year}, rather many of them", written_on=A_DAY.replace(year=year))
    begun: list[str] = []
    set_in_type, is_begun = pdf.set_in_type, threading.Event()

    def counted(book: Any, **how: Any) -> Any:
        begun.append(book.volume)
        is_begun.set()
        return set_in_type(book, **how)

    monkeypatch.setattr(pdf, "set_in_type", counted)
    orders_a_book(alice)
    is_begun.wait()
    alice.locks()
    before = len(begun)
    until(lambda: not Turn.objects.exists())
    assert len(begun) - before <= press.AT_ONCE


def test_a_lock_is_heard_while_a_long_book_is_put_together(alice: Person) -> None:
    has_pages(alice, "Some words of hers, rather many of them, day after day.\n\n" * 5_000)
    orders_a_book(alice, file="epub")
    until(lambda: alice.user.book_orders.get().steps == 1)
    alice.locks()
    locked_at = timezone.now()
    until(lambda: not Turn.objects.exists())
    assert timezone.now() - locked_at < timedelta(seconds=3)


def test_a_new_key_meanwhile_ends_a_book_that_could_not_be_set(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    alice.writes("words")

    def finds_nothing(*_what: Any, **_how: Any) -> None:
        gets_a_new_key(alice)
        raise NothingToSet

    monkeypatch.setattr(press, "gather", finds_nothing)
    orders_a_book(alice)
    assert is_done(alice).state == "failed"


@pytest.mark.parametrize("ends", [*ENDS, gets_a_new_key])
def test_a_book_that_is_being_fetched_breaks_off_when_the_journal_is_open_no_more(
    alice: Person, lent: list[OpenVault], ends: Callable[[Person], None]
) -> None:
    alice.writes("words")
    made(alice)
    another_part(alice)
    pieces = streamed(alice.client.get("/book/file/"))
    next(pieces)
    ends(alice)
    with pytest.raises(Locked):
        next(pieces)
    assert not any(map(keys_of, lent))


@pytest.mark.parametrize("ends", [*ENDS, gets_a_new_key, lambda person: person.user.delete()])
def test_an_archive_breaks_off_and_opens_nowhere_when_the_journal_is_open_no_more(
    alice: Person, lent: list[OpenVault], ends: Callable[[Person], None]
) -> None:
    has_pages(alice)
    pieces = streamed(alice.client.post("/archive/", {"zip_password": ""}))
    come = next(pieces)
    ends(alice)
    with pytest.raises(Locked):
        come += b"".join(pieces)
    assert b"PK\x05\x06" not in come
    assert not any(map(keys_of, lent))


def test_an_archive_from_the_terminal_is_never_finished_under_a_key_that_is_former(alice: Person) -> None:
    has_pages(alice)
    pieces = exporting.archive_of(alice.user, vault=alice.vault)
    come = next(pieces)
    fresh = rekeying.start(alice.vault, password=PASSWORD)
    while not rekeying.go_on(fresh).is_finished:
        pass
    with pytest.raises(StaleKeys):
        come += b"".join(pieces)
    assert b"PK\x05\x06" not in come


def test_the_keys_of_a_download_that_never_began_are_let_go_of(alice: Person, lent: list[OpenVault]) -> None:
    exporting.archive_of(alice.user, vault=alice.vault).close()  # type: ignore[attr-defined]  # as Django closes it
    orders.file_of(alice.user, uuid4(), vault=alice.vault.lent()).close()  # type: ignore[attr-defined]  # the same
    assert [keys_of(vault) for vault in lent] == [{}, {}]


def test_a_journal_that_was_set_aside_lends_no_keys(alice: Person) -> None:
    has_pages(alice)
    pieces = exporting.archive_of(alice.user, vault=alice.vault)
    Vault.objects.filter(owner=alice.user).update(is_current=False)
    with pytest.raises(StaleKeys):
        next(pieces)


def has_pages(person: Person, words: str = "") -> None:
    """Write more than one piece of an archive holds."""
    rows, vault = [Entry(owner=person.user, written_on=A_DAY) for _ in range(30)], person.vault
    head = EntryContent(title="", body=words).head().as_bytes()
    for row in rows:
        row.seal("head", head, vault)
        row.seal("body", (words or " ".join(uuid4().hex for _ in range(500))).encode(), vault)
    Entry._base_manager.bulk_create(rows)


def another_part(person: Person) -> None:
    order, vault = person.user.book_orders.get(), person.vault
    assert order.work is not None
    part = BookPart(owner=person.user, work=order.work, number=1)
    part.seal("part", b"more", vault)
    part.save()
