"""Every page in the reader's language: none of its strings is left out, content says which language it is in."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone, translation

from accounts.languages import languages
from tests import pseudo
from tests.accounts.test_preferences import FORM
from tests.people import Person
from tests.self_work import ACT, MOMENT, works_on
from tests.site.test_pages import every_page

pytestmark = pytest.mark.django_db

HERE = {"Sec-Fetch-Site": "same-origin"}


def test_every_string_of_every_page_can_be_translated(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    pseudo.in_brackets(monkeypatch)
    pages = every_page(alice)
    assert len(pages) > 100
    assert {url: said for url, page in pages.items() if (said := pseudo.outside(page))} == {}


def test_what_stands_outside_of_brackets_is_found() -> None:
    page = (
        '<p title="None">⟦Some <b>of ⟦14 June⟧</b> it⟧ and <bdi>hers</bdi><q dir="auto">too</q></p><p lang="en">En</p>'
    )
    assert pseudo.outside(page) == ["None", "and"]


@pytest.mark.parametrize(
    ("asked", "answered", "direction"),
    [("de-AT,de;q=0.9,en;q=0.5", "de", "ltr"), ("ar", "ar", "rtl"), ("es-MX", "es", "ltr"), ("fr", "en", "ltr")],
)
def test_pages_are_in_the_language_of_the_browser(client: Client, asked: str, answered: str, direction: str) -> None:
    answer = client.get("/", headers={"Accept-Language": asked})
    assert f'<html lang="{answered}" dir="{direction}"' in answer.content.decode()
    assert answer["Content-Language"] == answered
    assert {"Accept-Language", "Cookie"} <= {each.strip() for each in answer["Vary"].split(",")}


def test_who_is_not_signed_in_chooses_a_language_at_the_foot_of_the_page(client: Client) -> None:
    page = client.get("/help-now/?country=DE").content.decode()
    assert 'name="language" value="de"' in page
    assert '<input type="hidden" name="next" value="/help-now/?country=DE">' in page
    answer = client.post("/language/", {"language": "de", "next": "/help-now/?country=DE"}, headers=HERE)
    assert (answer.status_code, answer["Location"]) == (302, "/help-now/?country=DE")
    assert '<html lang="de"' in client.get("/", headers={"Accept-Language": "es"}).content.decode()


def test_the_choice_is_forgotten_with_the_browsers_session_and_no_script_reads_it(client: Client) -> None:
    client.post("/language/", {"language": "de"}, headers=HERE)
    cookie = client.cookies["language"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"], cookie["expires"]) == (True, "Lax", "", "")


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_choosing_a_language_leads_to_no_other_site(client: Client, target: str) -> None:
    answer = client.post("/language/", {"language": "de", "next": target}, headers=HERE)
    assert answer["Location"] == "/"


def test_no_other_site_chooses_a_language(client: Client) -> None:
    answer = client.post("/language/", {"language": "de"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert "language" not in client.cookies


@pytest.mark.parametrize("code", ["tlh", "fr", "zh-hans"])
def test_a_language_that_is_not_there_is_not_kept(client: Client, code: str) -> None:
    assert client.post("/language/", {"language": code}, headers=HERE).status_code == 403
    assert "language" not in client.cookies


def test_a_form_that_gives_words_back_offers_no_way_to_lose_them(alice: Person) -> None:
    page = Client().post("/write/", {"title": "T", "body": "words", "revision": "0"}).content.decode()
    assert "words</textarea>" in page
    assert 'name="language"' not in page


def test_an_address_that_is_not_ours_is_refused_in_the_readers_language() -> None:
    answer = Client(headers={"Host": "elsewhere.example", "Accept-Language": "de"}).get("/")
    assert answer.status_code == 400
    assert '<html lang="de"' in answer.content.decode()


def test_looking_at_a_page_leaves_no_cookie(client: Client) -> None:
    client.get("/help-now/")
    assert not client.cookies


def test_a_language_that_awaits_a_native_reader_says_so_in_itself() -> None:
    for code, name in languages():
        with translation.override(code):
            assert ("(" in name) == (code in settings.LANGUAGES_AWAITING_A_READER)


def test_asking_for_the_first_language_leaves_the_page_in_its_own() -> None:
    with translation.override("es"):
        begun = iter(languages())
        next(begun)
        assert translation.get_language() == "es"


def test_a_language_chosen_in_settings_is_kept_with_the_account(alice: Person) -> None:
    alice.user.preferences.update(language="de")
    elsewhere = Client(headers={"Accept-Language": "es"})
    assert '<html lang="es"' in elsewhere.get("/accounts/login/").content.decode()
    alice.signs_in(elsewhere)
    for url in ("/", "/journal/", "/help-now/", "/no/"):
        answer = elsewhere.get(url)
        assert '<html lang="de"' in answer.content.decode()
        assert answer["Content-Language"] == "de"
    elsewhere.post("/lock/")
    assert '<html lang="de"' in elsewhere.get("/unlock/").content.decode()


def test_a_language_chosen_in_settings_is_that_of_the_answer(alice: Person) -> None:
    page = alice.client.post("/settings/", FORM | {"language": "es"}, follow=True).content.decode()
    assert '<html lang="es"' in page
    with translation.override("es"):
        assert translation.gettext("Kept.") in page


def test_like_the_browser_means_the_browser_and_not_what_was_chosen_before_signing_in(alice: Person) -> None:
    browser = Client(headers={"Accept-Language": "es"})
    browser.post("/language/", {"language": "de"}, headers=HERE)
    alice.signs_in(browser)
    assert '<html lang="de"' in browser.get("/settings/").content.decode()
    page = browser.post("/settings/", FORM | {"language": ""}, follow=True).content.decode()
    assert '<html lang="es"' in page
    with translation.override("es"):
        assert translation.gettext("Kept.") in page


def test_one_persons_language_is_not_the_next_ones(alice: Person, bob: Person) -> None:
    alice.user.preferences.update(language="ar")
    alice.client.get("/")
    assert '<html lang="en" dir="ltr"' in bob.client.get("/").content.decode()


def test_a_language_chosen_before_signing_up_is_the_accounts() -> None:
    browser = Client()
    browser.post("/language/", {"language": "es"}, headers=HERE)
    person = Person("carla@example.org", "correct horse battery staple", browser)
    sent = {"email": person.email, "password1": person.password, "tab_name": "Notes", "time_zone": ""}
    browser.post("/accounts/signup/", sent)
    assert person.user.preferences.get().language == "es"


def test_a_mail_is_in_the_language_of_whoever_reads_it(alice: Person) -> None:
    alice.user.preferences.update(language="de")
    Client(headers={"Accept-Language": "es"}).post("/accounts/password/reset/", {"email": alice.email})
    with translation.override("de"):
        assert mail.outbox[-1].subject == translation.gettext("A note for you")
    Client(headers={"Accept-Language": "es"}).post("/accounts/password/reset/", {"email": "nobody@example.org"})
    with translation.override("es"):
        assert mail.outbox[-1].subject == translation.gettext("A note for you")


@pytest.mark.parametrize(
    ("language", "day", "number"),
    [
        ("en", "Saturday, 14 June 2025", "1,200"),
        ("de", "Samstag, 14. Juni 2025", "1.200"),
        ("es", "Sábado, 14 de junio de 2025", "1\xa0200"),
        ("ar", "السبت، 14 يونيو 2025", "1.200"),
    ],
)
def test_days_and_numbers_are_written_as_the_language_writes_them(
    alice: Person, language: str, day: str, number: str
) -> None:
    entry = alice.writes("word " * 1200)
    page = alice.client.get(f"/journal/{entry.id}/", headers={"Accept-Language": language}).content.decode()
    assert day in page
    assert f"<span>{number} " in page


@pytest.mark.parametrize(("language", "month"), [("en", "Jun"), ("de", "Jun"), ("es", "jun")])
def test_a_short_month_is_written_as_the_language_writes_it(alice: Person, language: str, month: str) -> None:
    alice.writes("A page.")
    page = alice.client.get("/then-and-now/pages/", headers={"Accept-Language": language}).content.decode()
    assert f"<b>14</b> {month}<br>2025" in page


def test_both_halves_of_a_plan_keep_their_place_in_a_page_from_right_to_left(alice: Person) -> None:
    works_on(alice)
    page = alice.client.get("/self-work/", headers={"Accept-Language": "ar"}).content.decode()
    assert f"<bdi>{MOMENT}</bdi>" in page
    assert f"<bdi>{ACT}</bdi>" in page


def test_what_machines_read_is_the_same_in_every_language(alice: Person) -> None:
    alice.notes(timezone.localdate(), today=2)
    alice.writes("word " * 1200)
    for url in ("/over-time/", "/journal/calendar/", "/settings/", "/check-in/", "/wait/begin/"):
        pages = [alice.client.get(url, headers={"Accept-Language": each}, follow=True) for each in ("en", "de")]
        english, german = (for_machines(page.content.decode()) for page in pages)
        assert english, url
        assert english == german, url


def for_machines(page: str) -> list[str]:
    """Return what is drawn, and the values of fields and of scripts, but for what is new on every page."""
    drawn = re.findall(r'\s(?:d|x|y|cx|cy|r|width|height|viewBox|value|data-l[a-z]+)="([-\d.,MHhVv ]+)"', page)
    return [each for each in drawn if any(letter.isdigit() for letter in each)]


@pytest.mark.parametrize("language", ["de", "es", "ar"])
def test_a_failure_of_ours_is_told_in_the_readers_language(language: str, settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.site.urls"
    browser = Client(raise_request_exception=False, headers=HERE | {"Accept-Language": language})
    page = browser.post("/boom/", {"body": "my words"}).content.decode()
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert "my words" in page
