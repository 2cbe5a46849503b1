"""What she reads and writes in a wait: the message here instead, her plan, her line, and words that fit the hour."""

import re
from datetime import timedelta

import pytest

from entries.content import URGE
from reflections.wait.content import LASTS
from reflections.wait.flows import OPENED_AT_MOST
from tests.people import PASSWORD, Person, change
from tests.waiting import BEGUN, MoveTo, begins, every_step, leaves, message, page, writes


def test_what_she_writes_instead_is_kept_as_such_and_the_wait_knows_it(ana: Person) -> None:
    begins(ana)
    entry_id = writes(ana, "I miss you.")
    content = ana.user.entries.get().read(ana.vault)
    assert (content.kind, content.body) == (URGE, "I miss you.")
    assert "Go on with what you wrote" in page(ana)
    assert f'href="/wait/write/{entry_id}/"' in page(ana)
    assert "I miss you." in page(ana, f"/wait/write/{entry_id}/")
    assert "I miss you." not in page(ana, "/wait/write/")


def test_sent_twice_it_is_one_page_and_without_a_wait_it_is_kept_as_well(ana: Person) -> None:
    entry_id = writes(ana, "I miss you.")
    writes(ana, "I miss you.", entry_id=entry_id)
    assert ana.user.entries.get().read(ana.vault).body == "I miss you."
    assert ana.user.waits.count() == 0


def test_written_on_from_an_old_tab_both_texts_are_kept(ana: Person) -> None:
    entry_id = writes(ana, "first")
    writes(ana, "second", entry_id=entry_id)
    assert ana.user.entries.get().read(ana.vault).body == "first"
    assert ana.user.versions.get(is_beside=True).read(ana.vault).body == "second"


def test_written_while_the_journal_locked_itself_it_comes_back_and_is_kept(ana: Person) -> None:
    ana.locks()
    fields = message("I miss you.")
    answer = ana.client.post("/wait/write/", fields)
    assert (answer.status_code, b"I miss you." in answer.content) == (423, True)
    ana.client.post("/wait/write/", fields | {"vault_password": PASSWORD})
    assert ana.user.entries.get().read(ana.vault).kind == URGE


def test_what_is_typed_is_kept_while_it_is_written(ana: Person) -> None:
    begins(ana)
    typed = message("I mi")
    answer = ana.client.post(f"/wait/write/{typed['entry_id']}/autosave/", typed)
    assert answer.json()["url"] == f"/wait/write/{typed['entry_id']}/"
    assert ana.user.entries.get().read(ana.vault).kind == URGE
    assert "Go on with what you wrote" in page(ana)


def test_a_page_of_the_journal_is_no_message(ana: Person) -> None:
    assert ana.client.get(f"/wait/write/{ana.writes('a page').id}/").status_code == 404


def test_an_empty_message_is_none(ana: Person) -> None:
    writes(ana, "  ")
    assert ana.user.entries.count() == 0


def test_its_page_says_what_it_is_and_offers_no_copy(ana: Person) -> None:
    entry_id = writes(ana, "I miss you.")
    read = page(ana, f"/journal/{entry_id}/")
    assert "written instead of a message" in read
    assert "written instead of a message" in page(ana, "/journal/")
    assert "<copy-words" not in read
    assert 'id="words"' not in read
    assert "<copy-words" in page(ana, f"/journal/{ana.writes('a page').id}/")


def test_edited_in_the_journal_it_stays_what_it_is(ana: Person) -> None:
    entry_id = writes(ana, "I miss you.")
    form = ana.client.get(f"/write/{entry_id}/").context["form"]
    assert form.hidden_fields()[-1].name == "kind"
    fields = {name: form[name].value() for name in ("entry_id", "revision", "sitting", "sequence", "kind", "title")}
    ana.client.post(f"/write/{entry_id}/", fields | {"written_on": "2030-07-20", "body": "I missed you."})
    content = ana.user.entries.get().read(ana.vault)
    assert (content.kind, content.body) == (URGE, "I missed you.")


def test_nothing_in_the_flow_sends_shares_copies_or_prints(ana: Person, at: MoveTo) -> None:
    begins(ana)
    writes(ana, "I miss you.")
    shown = every_step(ana)
    at(BEGUN + LASTS)
    for each in [*shown, page(ana)]:
        assert not re.search(r'copy-words|>\s*(Send|Share|Copy|Print)\b|href="(?:mailto|sms|https?):(?!//www\.)', each)


def test_her_plan_is_given_back_to_her_with_its_day(ana: Person) -> None:
    begins(ana)
    assert "own-words" not in page(ana)
    ana.answers("The day after I felt *hollow*.", prompt="l-after-contact")
    assert "The day after I felt hollow." in page(ana)
    ana.answers("If it is late, then I call Mia.", prompt="l-quiet-phone")
    shown = page(ana)
    assert "If it is late, then I call Mia." in shown
    assert "hollow" not in shown
    assert "From you, 14 June 2025, for a moment like this" in shown


def test_a_plan_is_looked_for_among_the_newest_answers_only(ana: Person) -> None:
    ana.answers("If it is late, then I call Mia.", prompt="l-quiet-phone")
    begins(ana)
    for _ in range(OPENED_AT_MOST - 1):
        ana.answers("something else")
    assert "I call Mia" in page(ana)
    ana.answers("something else")
    assert "I call Mia" not in page(ana)


def test_an_answer_that_does_not_open_does_not_stop_the_wait(ana: Person) -> None:
    ana.answers("The day after I felt hollow.", prompt="l-after-contact")
    damaged = ana.answers("If it is late, then I call Mia.", prompt="l-quiet-phone")
    ana.user.reflections.filter(id=damaged.id).update(body=b"x" * 400)
    begins(ana)
    assert "The day after I felt hollow." in page(ana)


def test_the_line_she_leaves_comes_before_anything_else_the_next_time(ana: Person) -> None:
    leaves(ana, "Call Mia.")
    first = page(ana)
    assert first.index("Call Mia.") < first.index("Is this about safety")
    ana.answers("If it is late, then I walk.", prompt="l-quiet-phone")
    begins(ana)
    waiting = page(ana)
    assert waiting.index("Call Mia.") < waiting.index("I walk")


def test_the_line_can_be_changed_and_emptied(ana: Person) -> None:
    leaves(ana, "Call Mia.")
    assert "Call Mia." in page(ana, "/wait/next-time/")
    leaves(ana, "Call Mia first.", revision=1)
    assert ana.user.lines_for_next_time.get().read(ana.vault).text == "Call Mia first."
    leaves(ana, " ", revision=2)
    assert ana.user.lines_for_next_time.count() == 0


def test_a_line_is_never_replaced_unseen(ana: Person) -> None:
    leaves(ana, "Call Mia.")
    answer = leaves(ana, "Go for a walk.")
    assert answer.status_code == 409
    assert b"Call Mia." in answer.content
    assert b"Go for a walk." in answer.content
    leaves(ana, "Go for a walk.", revision=answer.context["form"]["revision"].value())
    assert ana.user.lines_for_next_time.get().read(ana.vault).text == "Go for a walk."


def test_a_line_that_does_not_open_stays_where_it_is_and_bars_no_other(ana: Person) -> None:
    leaves(ana, "Call Mia.")
    ana.user.lines_for_next_time.update(line=b"x" * 400)
    assert "own-words" not in page(ana)
    leaves(ana, "Go for a walk.")
    assert "Go for a walk." in page(ana)
    assert ana.user.lines_for_next_time.count() == 2


def test_a_line_sent_twice_is_left_once(ana: Person) -> None:
    for _ in range(2):
        leaves(ana, "Call Mia.")
    assert ana.user.lines_for_next_time.get().revision == 1


def test_a_line_that_is_too_long_is_given_back(ana: Person) -> None:
    long = "Call Mia. " * 40
    answer = leaves(ana, long)
    assert b"Nothing is lost" in answer.content
    assert long.strip() in answer.content.decode()


def test_a_practical_message_has_hints_and_no_field(ana: Person) -> None:
    shown = page(ana, "/wait/practical/")
    assert all(hint in shown for hint in ("What it is about", "What you ask or offer", "By when"))
    assert "a lawyer, a mediator or a third person carries it" in shown
    assert "<textarea" not in shown


def test_the_first_page_says_plainly_what_holds_where_contact_is_forbidden(ana: Person) -> None:
    assert "there is a court order, the wish can be written here and nowhere else" in page(ana)


def test_who_says_that_contact_is_not_safe_is_shown_the_lines_and_how_to_leave_everywhere(
    ana: Person, at: MoveTo
) -> None:
    shown = page(ana, "/wait/unsafe/")
    assert "it is not your fault" in shown
    assert "Shift three times" in shown
    assert "it is not your fault" not in page(ana)
    change(ana, contact_is_unsafe=True)
    assert all("it is not your fault" in page(ana, url) for url in ("/wait/", "/wait/practical/"))
    begins(ana)
    assert "it is not your fault" in page(ana)
    at(BEGUN + LASTS)
    assert "it is not your fault" in page(ana)


def test_whoever_is_left_out_is_named_on_no_page_of_it(ana: Person, at: MoveTo) -> None:
    change(ana, their_name="Sam", leave_them_out=True)
    begins(ana)
    shown = every_step(ana)
    at(BEGUN + LASTS)
    shown += [page(ana), page(ana, "/")]
    assert not any(re.search(r"\bSam\b|write to (?:him|her|them)|/prompts/l-", each) for each in shown)
    assert "Wanting to send a message?" in shown[-1]
    assert ">I looked</button>" in shown[-2]


@pytest.mark.parametrize(("pronoun", "said"), [("him", "message him?"), ("her", "message her?")])
def test_today_leads_to_it_in_the_words_she_chose(ana: Person, pronoun: str, said: str) -> None:
    change(ana, their_pronoun=pronoun)
    assert f"Wanting to {said} <u>Wait ten minutes first</u>" in page(ana, "/")


@pytest.mark.parametrize(
    ("hour", "after", "is_dim"),
    [(13, "l-after-contact", False), (23, "l-quiet-phone", True), (3, "l-quiet-phone", True)],
)
def test_at_night_it_is_dim_and_asks_only_light_questions(
    ana: Person, at: MoveTo, hour: int, after: str, *, is_dim: bool
) -> None:
    begun = BEGUN.replace(hour=hour)
    at(begun)
    begins(ana)
    shown = page(ana)
    assert ("/prompts/l-this-wave/" in shown) != is_dim
    assert ("cover--night" in shown) == ("tool--larger" in shown) == is_dim
    at(begun + timedelta(minutes=10))
    assert re.findall(r"/prompts/(l-[\w-]+)/", page(ana)) == [after]
