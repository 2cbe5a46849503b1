"""Ten minutes first: by the server's clock, on every device, and without a trace afterwards."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from entries.models import Entry
from reflections.wait.content import LASTS, STANDS_FOR
from reflections.wait.models import LineForNextTime, Wait
from tests.people import PASSWORD, Person, change
from tests.waiting import BEGUN, MoveTo, begins, leaves, page, writes

OVER = b"And now?</h1>"


def test_nothing_says_it_is_over_before_ten_minutes_are(ana: Person, at: MoveTo) -> None:
    begins(ana)
    for seconds in (0, 1, 300, 599):
        at(BEGUN + timedelta(seconds=seconds))
        answer = ana.client.get("/wait/")
        assert OVER not in answer.content
        assert answer.context["left"] == 600 - seconds
    at(BEGUN + LASTS)
    assert OVER in ana.client.get("/wait/").content


def test_it_says_until_when_by_her_own_clock_and_never_too_early(ana: Person) -> None:
    begins(ana)
    assert '<time datetime="2030-07-20T14:03:00+0200">14:03</time>' in page(ana)
    assert "10 min" in page(ana)
    ana.user.preferences.update(time_zone="Asia/Kolkata")
    assert ">17:33</time>" in page(ana)


def test_a_wait_that_ends_on_the_minute_says_that_minute(ana: Person, at: MoveTo) -> None:
    at(BEGUN.replace(second=0))
    begins(ana)
    assert ">14:02</time>" in page(ana)


def test_closing_the_tab_neither_stops_it_nor_begins_it_again(ana: Person, at: MoveTo) -> None:
    begins(ana)
    at(BEGUN + timedelta(minutes=7))
    assert ana.client.get("/wait/").context["left"] == 180
    at(BEGUN + timedelta(hours=3))
    assert OVER in ana.client.get("/wait/").content


def test_another_device_knows_it_and_can_end_it(ana: Person, at: MoveTo) -> None:
    begins(ana)
    phone = Client()
    ana.signs_in(phone)
    at(BEGUN + timedelta(minutes=4))
    assert phone.get("/wait/").context["left"] == 360
    phone.post("/wait/end/")
    assert "Is this about safety" in page(ana)


def test_it_goes_on_while_the_journal_is_locked(ana: Person, at: MoveTo) -> None:
    begins(ana, strength="8")
    ana.locks()
    assert ana.client.get("/wait/").status_code == 302
    at(BEGUN + timedelta(minutes=9))
    ana.unlocks()
    assert ana.client.get("/wait/").context["left"] == 60
    ana.locks()
    at(BEGUN + LASTS)
    ana.unlocks()
    assert OVER in ana.client.get("/wait/").content


def test_beginning_while_locked_asks_for_the_password_and_then_begins(ana: Person) -> None:
    ana.locks()
    assert ana.client.post("/wait/begin/", {"strength": "8"}).status_code == 423
    assert ana.user.waits.count() == 0
    ana.client.post("/wait/begin/", {"strength": "8", "vault_password": PASSWORD})
    assert ana.user.waits.get().read(ana.vault).before == 8


def test_begun_twice_it_is_one_wait(ana: Person, at: MoveTo) -> None:
    begins(ana, strength="8")
    at(BEGUN + timedelta(minutes=5))
    begins(ana, strength="2")
    wait = ana.user.waits.get().read(ana.vault)
    assert (wait.began_at, wait.before) == (BEGUN, 8)


def test_the_numbers_are_hers_to_leave_out(ana: Person, at: MoveTo) -> None:
    begins(ana)
    at(BEGUN + LASTS)
    ana.client.post("/wait/now/")
    wait = ana.user.waits.get().read(ana.vault)
    assert (wait.before, wait.now) == (None, None)


def test_both_numbers_stand_beside_one_another_and_nothing_is_made_of_them(ana: Person, at: MoveTo) -> None:
    begins(ana, strength="0")
    at(BEGUN + LASTS)
    ana.client.post("/wait/now/", {"strength": "9"})
    assert "0 before, 9 now." in page(ana)


@pytest.mark.parametrize("strength", ["11", "-1", "much"])
def test_a_number_that_is_none_begins_nothing(ana: Person, strength: str) -> None:
    assert ana.client.post("/wait/begin/", {"strength": strength}).status_code == 200
    assert ana.user.waits.count() == 0


def test_a_wait_nobody_came_back_to_is_not_asked_about_the_next_evening(ana: Person, at: MoveTo) -> None:
    begins(ana, strength="8")
    at(BEGUN + STANDS_FOR)
    ana.unlocks()
    assert "Is this about safety" in page(ana)
    begins(ana)
    wait = ana.user.waits.get().read(ana.vault)
    assert (wait.began_at, wait.before) == (BEGUN + STANDS_FOR, None)


def test_the_daily_sweep_forgets_such_a_wait_and_no_other(ana: Person, at: MoveTo, bob: Person) -> None:
    begins(ana)
    at(BEGUN + STANDS_FOR)
    bob.unlocks()
    begins(bob)
    call_command("sweep", stdout=StringIO())
    assert (ana.user.waits.count(), bob.user.waits.count()) == (0, 1)


def test_a_wait_that_does_not_open_does_not_bar_the_way_to_another(ana: Person) -> None:
    begins(ana)
    ana.user.waits.update(content=b"x" * 400)
    assert "Is this about safety" in page(ana)
    begins(ana, strength="5")
    assert ana.user.waits.get().read(ana.vault).before == 5


def buttons_that_end(shown: str) -> list[str]:
    form = re.search(r'<form[^>]*action="/wait/end/".*?</form>', shown, re.DOTALL)
    assert form
    return re.findall(r"<button[^>]*>[^<]*</button>", form.group())


def test_all_four_answers_are_the_same_to_the_server_and_get_the_same_line(ana: Person, at: MoveTo) -> None:
    change(ana, their_pronoun="him")
    begins(ana)
    at(BEGUN + LASTS)
    assert buttons_that_end(page(ana)) == [
        f'<button class="btn btn--quiet">{answer}</button>'
        for answer in ("Not today", "Tomorrow, if I still want to", "I wrote to him", "I looked him up")
    ]
    assert ana.client.post("/wait/end/")["Location"] == "/wait/over/"
    assert "However it went, nothing is counted." in page(ana, "/wait/over/")


def test_waiting_can_be_stopped_at_any_time_with_the_same_line(ana: Person) -> None:
    begins(ana)
    assert buttons_that_end(page(ana)) == ['<button class="btn btn--text">Stop waiting</button>']
    assert ana.client.post("/wait/end/")["Location"] == "/wait/over/"
    assert ana.client.post("/wait/end/")["Location"] == "/wait/over/"


def test_nothing_is_left_afterwards_but_what_she_chose_to_keep(ana: Person, at: MoveTo) -> None:
    begins(ana, strength="9")
    entry_id = writes(ana, "I miss you.")
    at(BEGUN + LASTS)
    ana.client.post("/wait/now/", {"strength": "4"})
    ana.client.post("/wait/end/")
    leaves(ana, "Call Mia.")
    assert Wait._base_manager.count() == 0
    assert [str(entry.id) for entry in Entry._base_manager.all()] == [entry_id]
    assert LineForNextTime._base_manager.count() == 1
    page(ana, "/")
    assert "wait" not in str(ana.client.session.items())


def test_no_page_counts_waits_or_names_the_last_one(ana: Person, at: MoveTo) -> None:
    urls = ["/", "/contents/", "/wait/", "/wait/begin/", "/wait/practical/", "/wait/unsafe/", "/wait/over/"]
    token = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|data-\w+="\d+"')
    before = [token.sub("", page(ana, url)) for url in urls]
    for hours in range(3):
        at(BEGUN - timedelta(hours=hours))
        begins(ana, strength="7")
        ana.client.post("/wait/end/")
    at(BEGUN)
    assert [token.sub("", page(ana, url)) for url in urls] == before
    assert re.search(r'<a href="/wait/"><span>Wait</span></a>', page(ana, "/contents/"))
