"""Every page as it is rendered: valid, named, labelled, without inline style or script, and asking no other host."""

import re
from typing import Any
from uuid import UUID, uuid4

import html5lib
import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from accounts.devices import sessions_of
from entries.models import Entry
from entries.tagging import tags_of
from tests import waiting
from tests.mails import last_code
from tests.one_of_everything import PROGRAM
from tests.ordering import has_a_book
from tests.passkeys import adds_passkey
from tests.people import PROMPT, Person, change
from tests.searching import looked_for
from tests.self_work import notes, pages_of_goals, works_on
from tests.side_by_side import NEWER, OLDER, answered_on, notices, two_pages
from tests.site.test_doors import patterns, said
from vault.flows import mark_sealed
from vault.models import Vault

pytestmark = pytest.mark.django_db

OPEN = [
    "/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/inactive/",
    "/accounts/deleted/",
    "/accounts/login/",
    "/accounts/signup/",
    "/help-now/?country=GB",
    "/settings/what-stays-private/",
    "/no/",
]


_seen: dict[str, str] = {}


@pytest.fixture
def pages(request: pytest.FixtureRequest) -> dict[str, str]:
    """Every page there is; they are asked for once, since no test changes them."""
    if not _seen:
        _seen.update(every_page(request.getfixturevalue("alice")))
    return _seen


def every_page(alice: Person) -> dict[str, str]:
    """Return every page as its owner sees it: empty, full, locked, sealed, and with mistakes in its forms."""
    shown = {f"signed out {url}": Client().get(url).content.decode() for url in OPEN}
    shown |= {
        f"empty {url}": alice.client.get(url).content.decode()
        for url in ("/", "/journal/", "/journal/tags/", "/journal/calendar/", "/book/")
    }
    for url in [*addresses_of_one_of_each(alice), "/settings/new-key/progress/?tried=all"]:
        shown |= {url: alice.client.get(url).content.decode(), f"sent {url}": sent(alice, url)}
    shown |= in_a_wait(alice) | while_a_book_is_made(alice) | on_the_way_in(alice) | while_locked(alice)
    return {url: page for url, page in shown.items() if "<html" in page}


def while_a_book_is_made(person: Person) -> dict[str, str]:
    """Return the page of an order in every state there is."""
    shown = {}
    for state, steps in [("waiting", 0), ("setting", 0), ("setting", 9), ("ready", 1), ("ready", 9), ("failed", 0)]:
        has_a_book(person, state=state, steps=steps, done=min(steps, 3), alive_at=timezone.now())
        shown[f"book {state} {steps}"] = person.client.get("/book/progress/").content.decode()
    return shown


def addresses_of_one_of_each(person: Person) -> list[str]:
    """Make one of everything, and return every address there is about it."""
    entry = person.revises(person.writes("before"), "# A heading\n\n> I said so.\n\n- one", title="A title")
    discarded = person.writes("not wanted")
    discarded.discard()
    ids = {"entry_id": entry.id, "reflection_id": person.answers("Yes.", entry=entry, quote="I said so.").id}
    adds_passkey(person)
    ids |= {"vault_id": former_vault_of(person), "session_id": sessions_of(person.user).get().pk}
    ids |= {"version_id": person.user.versions.get().id} | things_asked(person, entry)
    ids |= {"pk": Authenticator.objects.filter(type="webauthn").get().pk}
    ids |= side_by_side(person) | found_in_a_file(person) | looked_for(person) | tag_and_day_of(person)
    routes = [route for _, route, _ in patterns()]
    urls = [re.sub(r"<(?:uuid|int):(\w+)>", lambda match: str(ids[match.group(1)]), route) for route in routes]
    urls += [f"/journal/?theme=regret&kind=page&tag={ids['tag_id']}", "/journal/?from=x"]
    urls += [f"/journal/{discarded.id}/", f"/journal/{discarded.id}/delete/"]
    urls += [f"{url}?entry={entry.id}" for url in ("/reflections/", f"/reflections/prompts/{PROMPT}/")]
    return [*urls, *addresses_of_letters(person), *pages_of_goals(person)]


def things_asked(person: Person, entry: Entry) -> dict[str, UUID]:
    """Note how the day is, keep a question, ask one of her own, close a page, work on something; return their ids."""
    person.notes(timezone.localdate(), today=2, wish=4, acted=1)
    person.leaves_line("Call Mia.")
    url = f"/journal/{entry.id}"
    person.client.post(f"{url}/questions/", {"prompt": PROMPT, "do": "later", "row_id": str(uuid4())})
    own = {"row_id": str(uuid4()), "title": "What did the sea say?", "theme": "regret"}
    person.client.post("/reflections/own/", own)
    person.client.post(f"{url}/closing/", {"closing_id": str(uuid4()), "body_line": "Soup.", "felt": "same"})
    person.client.post(f"/reflections/programs/{PROGRAM}/begin/", {"run_id": str(uuid4())})
    kept = {"kept_id": person.user.kept_for_later.get().id, "closing_id": person.user.closings.get().id}
    noted = {"check_in_id": person.user.check_ins.get().id, "about_id": entry.id, "mark_id": marked(person)}
    fact = notes(person, works_on(person, reason="Mine.", support="Ana"), "slipped", "A line.")
    goal = {"goal_id": fact.goal_id, "fact_id": fact.id, "run_id": person.user.program_runs.get().id}
    return kept | noted | goal | {"prompt_id": person.user.own_prompts.get().id}


def marked(person: Person) -> UUID:
    """Mark a day, and ask for figures of words."""
    person.marks(timezone.localdate(), "The call.")
    change(person, counts_words=True)
    mark: UUID = person.user.marks.get().id
    return mark


def side_by_side(person: Person) -> dict[str, UUID]:
    """Two of everything that is read side by side, and a note; the page and the answer there are stand as the older."""
    person.user.entries.all().update(written_on=OLDER)
    person.user.reflections.all().update(written_on=OLDER)
    note = notices(person, two_pages(person), "Noticed.")
    newer = person.user.entries.get(written_on=NEWER)
    return {
        "comparison_id": note.id,
        "other_entry_id": newer.id,
        "other_reflection_id": answered_on(person, NEWER, "No.").id,
    }


def tag_and_day_of(person: Person) -> dict[str, Any]:
    person.writes("By the sea.", tags=("the sea", "him"), written_on=OLDER)
    tag = tags_of(person.user, vault=person.vault)[0]
    return {"tag_id": tag.id, "year": OLDER.year, "month": OLDER.month, "day": OLDER.day}


def found_in_a_file(person: Person) -> dict[str, UUID]:
    person.chooses_file("words from elsewhere")
    return {"import_id": person.user.pending_imports.get().id}


def in_a_wait(person: Person) -> dict[str, str]:
    """The ten minutes, and after them, for somebody who has a plan and for whom contact is not safe."""
    change(person, contact_is_unsafe=True)
    person.answers("If it is late, then I walk.", prompt="l-quiet-phone")
    person.waits(minutes=3)
    message = waiting.writes(person, "I miss you.")
    shown = {url: waiting.page(person, url) for url in ("/wait/", f"/wait/write/{message}/", f"/journal/{message}/")}
    person.waits(minutes=11)
    shown["after waiting"] = waiting.page(person)
    shown["line changed elsewhere"] = waiting.leaves(person, "Go for a walk.").content.decode()
    return shown


def addresses_of_letters(person: Person) -> list[str]:
    letter, closed = person.writes_letter("J.,\n\nI said so.\n\nM.", title="To J."), person.writes_letter("closed")
    person.answers("Yes.", entry=letter)
    person.closes(closed)
    urls = [f"/letters/{letter.id}/{way}" for way in ("", "?read=now", "close/", "let-go/", "gone/")]
    return [*urls, f"/letters/{closed.id}/", "/letters/new/?to=later", "/write/?kind=letter"]


def on_the_way_in(person: Person) -> dict[str, str]:
    """The pages between the password and the journal, and of a journal that is sealed."""
    browser = Client()
    person.signs_in(browser)
    shown = {"second step": browser.get("/accounts/second-step/").content.decode()}
    browser.post("/accounts/password/reset/", {"email": person.email})
    shown["code of a reset"] = browser.get("/accounts/password/reset/confirm/").content.decode()
    browser.post("/accounts/password/reset/confirm/", {"code": last_code()})
    shown["new password"] = browser.get("/accounts/password/reset/complete/").content.decode()
    mark_sealed(person.user)
    person.locks()
    shown["sealed"] = person.client.get("/recover/").content.decode()
    shown["sealed, given back"] = person.client.post("/write/", {"body": "words"}).content.decode()
    shown["start again"] = person.client.get("/start-again/").content.decode()
    person.user.vaults.filter(is_current=True).update(sealed_since=None)
    person.unlocks()
    return shown


def while_locked(person: Person) -> dict[str, str]:
    """The pages of a locked journal, and of words that came too late."""
    person.locks()
    shown = {f"locked {url}": person.client.get(url, follow=True).content.decode() for url in ("/", "/recover/")}
    late = {"title": "T", "body": "words", "revision": "0"}
    shown["given back"] = person.client.post("/write/", late).content.decode()
    shown["given back, signed out"] = Client().post("/write/", late).content.decode()
    strict = Client(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": "same-origin"})
    strict.cookies = person.client.cookies
    shown["given back, stale and locked"] = strict.post("/write/", late).content.decode()
    return shown


def former_vault_of(person: Person) -> UUID:
    """A former journal, so that the pages about one have something to show."""
    return Vault.objects.create(owner=person.user, is_current=False).id


def sent(person: Person, url: str) -> str:
    if any(part in url for part in ("logout", "lock", "/end", "/remove/")):
        return ""
    return said(person.client.post(url, {"email": "x", "password1": "short", "body": "x", "scope": "range"}))


def test_every_page_is_valid_html(pages: dict[str, str]) -> None:
    assert len(pages) > 30
    for url, page in pages.items():
        parser = html5lib.HTMLParser()
        parser.parse(page)
        assert [error[1] for error in parser.errors] == [], url


def test_every_page_has_a_title_one_heading_and_a_language(pages: dict[str, str]) -> None:
    for url, page in pages.items():
        assert re.search(r"<title>[^<]+</title>", page), url
        assert page.count("<h1") == 1, url
        assert '<html lang="en" dir="ltr"' in page or '<html lang="en">' in page, url
        assert 'id="main"' in page, url


def test_no_id_stands_twice_on_a_page(pages: dict[str, str]) -> None:
    for url, page in pages.items():
        ids = re.findall(r'\sid="([^"]*)"', page)
        assert sorted(set(ids)) == sorted(ids), url


def test_no_page_has_inline_style_or_script(pages: dict[str, str]) -> None:
    for url, page in pages.items():
        assert not re.search(r'\sstyle="|<style|\son\w+="|javascript:', page), url
        assert all(" src=" in tag for tag in re.findall(r"<script[^>]*>", page)), url


def test_every_field_has_a_label(pages: dict[str, str]) -> None:
    for url, page in pages.items():
        labelled = set(re.findall(r'<label[^>]*\sfor="([^"]+)"', page))
        without_wrapped = re.sub(r"<label[^>]*>(?:(?!</label>).)*<input.*?</label>", "", page, flags=re.DOTALL)
        for field in re.findall(r"<(?:input|select|textarea)\b[^>]*>", without_wrapped):
            if 'type="hidden"' not in field:
                name = re.search(r'\sid="([^"]+)"', field)
                assert name, (url, field)
                assert name.group(1) in labelled, (url, field)


def test_every_form_with_words_is_forgotten_by_the_browser_and_stays_out_of_addresses(pages: dict[str, str]) -> None:
    for url, page in pages.items():
        for form in re.findall(r"<form\b.*?</form>", page, re.DOTALL):
            head = form.split(">", 1)[0]
            if "<textarea" in form or 'type="text"' in form:
                assert 'method="post"' in head, (url, head)
                assert 'autocomplete="off"' in head, (url, head)


def test_no_page_asks_another_host_for_anything(pages: dict[str, str]) -> None:
    for url, page in pages.items():
        asked = re.findall(r'<(?:script|link|img|iframe|source|use)\b[^>]*\s(?:src|href)="([^"]+)"', page)
        assert all(each.startswith("/static/") for each in asked), (url, asked)


def test_every_link_to_another_site_says_nothing_about_where_it_comes_from(pages: dict[str, str]) -> None:
    for url, page in pages.items():
        for link in re.findall(r'<a\b[^>]*href="https?:[^>]*>', page):
            assert "noreferrer" in link, (url, link)


def test_help_now_and_leave_are_on_every_page(pages: dict[str, str]) -> None:
    for url, page in pages.items():
        assert "/help-now/" in page or "Talk to a person now" in page, url
        if "Something went wrong here" not in page:
            assert "tool--leave" in page, url


def test_a_page_of_the_journal_never_names_itself_in_the_browsers_tab(pages: dict[str, str]) -> None:
    for url, page in pages.items():
        if not url.startswith(("signed out", "/accounts", "sent /accounts", "/help", "/settings/what")):
            title = re.search(r"<title>([^<]+)</title>", page)
            assert title, url
            assert title.group(1) in {"Notes", "Help now", "What stays private", "\u200b"}, url


@pytest.mark.parametrize("url", ["/", "/help-now/", "/accounts/login/", "/no/"])
def test_every_answer_carries_the_headers_that_keep_it_private(client: Client, url: str) -> None:
    headers = client.get(url).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_the_server_says_that_it_is_well(client: Client) -> None:
    assert client.get("/healthz/").content == b"ok"
