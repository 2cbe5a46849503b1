"""Which questions are offered: every rule of the library, and every prompt within reach."""

from dataclasses import replace

import pytest

from accounts.personal import Personal
from reflections.choosing import DOORWAY, PLAIN_PAGE, TOMORROW, Ground, Offer, again, choose
from reflections.library import Prompt, library, read_yaml
from reflections.limits import COMPANY
from reflections.signals import PageReading, read_page
from tests.reflections.lately import A_DAY, answered, days_ago, page_with, recent

ALL = library().prompts
# Set by the calendar, by other chapters or by the clock: no sentence brings them.
NOT_ON_A_PAGE = {"goal_week", "goal_slip", "program_end", "then_and_now", "anniversary", "circling"}
THEMES = ("regret", "self_work", "letting_go")


def slugs(offer: Offer) -> list[str]:
    return [question.prompt.slug for question in offer.questions]


def test_one_that_fits_one_a_step_further_and_a_plain_page() -> None:
    offer = choose(page_with("longing", "self_blame"), recent())
    first, second, third = (question.prompt for question in offer.questions)
    assert (first.theme, first.stage) == ("letting_go", "raw")
    assert (second.theme, second.stage) == ("regret", "perspective")
    assert third.slug == PLAIN_PAGE


def test_a_page_without_signals_is_offered_a_plain_page() -> None:
    assert slugs(choose(PageReading(words=80), recent())) == [PLAIN_PAGE]


def test_the_strongest_signal_is_the_one_in_most_sentences() -> None:
    (first, *_) = choose(page_with("worth", "longing"), recent()).questions
    assert "worth" in first.prompt.offer.signals


def test_signals_of_one_sentence_are_as_strong_as_they_are_early_whatever_process_reads_it() -> None:
    """An order left to a set differed from process to process, and with it the questions about one page."""
    cues = page_with(*"abcdefghij").cues
    in_one = PageReading(cues=tuple(replace(cue, sentence=cues[0].sentence) for cue in cues))
    assert in_one.signals == tuple("abcdefghij")


@pytest.mark.parametrize("weak", ["absolutist", "acceptance"])
def test_the_weakest_signals_come_second(weak: str) -> None:
    (first, *_) = choose(page_with(weak, "longing"), recent()).questions
    assert first.cue is not None
    assert first.cue.signal == "longing"


@pytest.mark.parametrize("prompt", ALL.values(), ids=lambda prompt: prompt.slug)
def test_every_prompt_is_within_reach(prompt: Prompt) -> None:
    assert prompt.slug in reach(prompt)


def reach(prompt: Prompt) -> list[str]:
    """Return what is offered to whoever has only this prompt left: for each signal, by day, by night, after a week."""
    others = frozenset(ALL) - {prompt.slug}
    stages = dict.fromkeys(THEMES, library().stage_number(prompt))
    found = []
    for signal in prompt.offer.signals:
        also = frozenset({signal} & NOT_ON_A_PAGE)
        for clock, began in (("15:00", A_DAY), ("02:00", A_DAY), ("15:00", days_ago(30))):
            known = recent(clock, began=began, offered_last=others, stages=stages, also=also)
            found += slugs(choose(page_with(signal), known))
    return found


@pytest.mark.parametrize("prompt", ALL.values(), ids=lambda prompt: prompt.slug)
def test_no_prompt_is_offered_against_its_rule(prompt: Prompt) -> None:
    others = frozenset(ALL) - {prompt.slug}
    stages = dict.fromkeys(THEMES, library().stage_number(prompt))
    for forbidden in prompt.offer.none_of - {"night", "fear_of_ex_now"}:
        known = recent(offered_last=others, stages=stages, also=frozenset({forbidden}))
        page = page_with(*prompt.offer.signals, *({forbidden} & {"crisis", "fear_of_ex", "worth", "hopeless_time"}))
        assert prompt.slug not in {*slugs(choose(page, known))} - {PLAIN_PAGE, TOMORROW, COMPANY}
    if "fear_of_ex_now" in prompt.offer.none_of:
        unsafe = recent(offered_last=others, stages=stages, personal=Personal(contact_is_unsafe=True))
        assert prompt.slug not in slugs(choose(page_with(*prompt.offer.signals), unsafe))


def test_beside_words_of_crisis_nothing_is_offered_whatever_a_prompt_says() -> None:
    offer = choose(read_page("I want to kill myself. I feel so lonely, and I have nobody to talk to."), recent())
    assert (offer.ground, offer.questions) == (Ground.CRISIS, ())


def test_at_night_a_list_for_tomorrow_comes_first_then_a_plain_page_and_nothing_but_light() -> None:
    offer = choose(page_with("longing", "worth", "lost_future"), recent("02:00"))
    assert offer.ground is Ground.NIGHT
    assert slugs(offer)[:2] == [TOMORROW, PLAIN_PAGE]
    assert {question.prompt.depth for question in offer.questions} == {"light"}


def test_whoever_circles_is_offered_the_day_or_the_doorway_and_nothing_deeper() -> None:
    offer = choose(page_with("lost_future", whys=3), recent())
    assert offer.ground is Ground.CIRCLING
    assert slugs(offer) == [PLAIN_PAGE, DOORWAY]
    assert slugs(choose(page_with("lost_future", whys=3), recent(offered={DOORWAY: days_ago(3)}))) == [PLAIN_PAGE]


def test_whoever_feels_heavier_each_time_is_offered_the_day_alone() -> None:
    offer = choose(page_with("longing"), recent(felt=("heavier",) * 3))
    assert (offer.ground, slugs(offer)) == (Ground.HEAVIER, [PLAIN_PAGE])


def test_in_the_first_fortnight_there_is_no_bright_side_no_friendship_and_nothing_deep() -> None:
    early = Personal(ended_on=str(days_ago(5)))
    stages = dict.fromkeys(THEMES, 2)
    page = page_with("friend_hope", "gratitude", "acceptance", "small_good", "lost_future")
    later = {slug for slug, prompt in ALL.items() if prompt.offer.not_before_days}
    for slug in later | {slug for slug, prompt in ALL.items() if prompt.depth == "deep"}:
        others = frozenset(ALL) - {slug}
        known = recent(personal=early, stages=stages, offered_last=others)
        assert slug not in slugs(choose(page, known))
    weeks_ago = recent(
        personal=Personal(ended_on=str(days_ago(14))), stages=stages, offered_last=frozenset(ALL) - later
    )
    assert not later.isdisjoint(slugs(choose(page, weeks_ago)))


def test_a_person_is_suggested_once_a_week_in_place_of_the_second_question() -> None:
    offer = choose(page_with("worth", "longing"), recent(began=days_ago(30)))
    assert slugs(offer)[1:] == [COMPANY, PLAIN_PAGE]


def test_a_theme_that_rests_is_not_asked_about_and_is_named() -> None:
    three = (answered("r-say-it-plain", 1), answered("r-sorry-for", 2), answered("r-kind-friend", 3))
    offer = choose(page_with("self_blame", "longing"), recent(answers=three))
    assert offer.resting == {"regret"}
    assert [question.prompt.theme for question in offer.questions] == ["self_work", "letting_go", "letting_go"]


def test_the_lost_house_is_walked_once() -> None:
    page = page_with("lost_future")
    others = frozenset(ALL) - {"l-lost-house"}
    assert "l-lost-house" in slugs(choose(page, recent(offered_last=others)))
    ever = recent(offered_last=others, answered_ever=frozenset({"l-lost-house"}))
    assert "l-lost-house" not in slugs(choose(page, ever))


def test_beside_a_card_of_any_kind_nobody_is_asked_about_her_worth() -> None:
    page = read_page("He hit me last night. I am worthless. I will never be good enough.")
    assert any(cue.card for cue in page.cues)
    offered = [question for question in choose(page, recent()).questions if question.cue]
    assert all(question.cue and question.cue.signal != "worth" for question in offered)


def test_a_sentence_that_brought_a_card_is_never_quoted() -> None:
    offer = choose(read_page("He hit me in the kitchen and I was so afraid of him."), recent())
    assert "s-was-i-at-ease" in slugs(offer)
    assert all(question.cue is None for question in offer.questions)


def test_whoever_said_that_contact_is_unsafe_is_not_asked_what_is_for_equals() -> None:
    stages = dict.fromkeys(THEMES, 1)
    unsafe = recent(personal=Personal(contact_is_unsafe=True), stages=stages)
    page = page_with("self_blame", "apology_wish", "absolutist")
    for_equals = {slug for slug, prompt in ALL.items() if "fear_of_ex" in prompt.offer.none_of}
    only_those = frozenset(ALL) - for_equals
    assert not for_equals.isdisjoint(slugs(choose(page, recent(stages=stages, offered_last=only_those))))
    assert for_equals.isdisjoint(slugs(choose(page, replace(unsafe, offered_last=only_those))))


def test_nothing_is_asked_about_somebody_who_is_left_out_for_now() -> None:
    left_out = Personal(leave_them_out=True)
    about_them = {slug for slug, prompt in ALL.items() if prompt.is_about_them}
    for signal in read_yaml("prompts.yaml")["signals"]:
        others = frozenset(set(ALL) - about_them)
        offered = slugs(choose(page_with(signal), recent(personal=left_out, offered_last=others)))
        assert about_them.isdisjoint(offered)
    named = slugs(choose(page_with("longing"), recent(offered_last=frozenset(set(ALL) - about_them))))
    assert not about_them.isdisjoint(named)


def test_an_unwanted_question_and_what_such_questions_share_are_left_alone() -> None:
    page = page_with("longing")
    unwanted = tuple((days_ago(1), slug) for slug in ("l-what-i-miss", "l-small-goodbyes", "l-on-waking"))
    assert slugs(choose(page, recent(declined=unwanted))) == [PLAIN_PAGE]


def test_a_quote_is_of_the_strongest_signal_that_brought_the_question_and_fair_in_length() -> None:
    page = read_page("I miss her. " + "I miss her laugh in the mornings when it rains outside. " * 2)
    offer = choose(page, recent())
    assert offer.questions[0].cue is not None
    assert offer.questions[0].cue.sentence.text == "I miss her laugh in the mornings when it rains outside."


def test_what_was_offered_is_shown_again_as_long_as_it_still_may_be() -> None:
    page = page_with("longing", "worth")
    offered = slugs(choose(page, recent()))
    assert slugs(again(offered, page, recent())) == offered
    assert {question.prompt.depth for question in again(offered, page, recent("02:00")).questions} <= {"light"}
    assert slugs(again(offered, page_with("crisis"), recent())) == []
    assert slugs(again(["gone-from-the-library"], page, recent())) == []
    assert slugs(again(offered, page_with("longing", whys=3), recent())) == [PLAIN_PAGE]
