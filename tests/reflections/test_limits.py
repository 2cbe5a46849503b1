"""The limits of asking, one by one, with a clock that stands still."""

from dataclasses import replace

import pytest

from accounts.personal import Personal
from reflections import limits
from reflections.library import library
from reflections.recent import Answered, Sitting
from reflections.signals import PageReading, read_page
from tests.reflections.lately import A_DAY, answered, days_ago, page_with, recent, sat

LONGING = page_with("longing")


@pytest.mark.parametrize(
    ("words", "is_crisis"),
    [
        ("I want to kill myself.", True),
        ("I’m not suicidal.", True),
        ("He hit me.", False),
        ("I miss him so much.", False),
    ],
)
def test_beside_words_of_dying_nothing_is_asked_be_they_denied_or_past(words: str, is_crisis: bool) -> None:
    assert limits.is_in_crisis(read_page(words), recent()) is is_crisis


@pytest.mark.parametrize(
    ("words", "days", "is_crisis"),
    [
        ("I want to die.", 0, True),
        ("I want to die.", 1, True),
        ("I want to die.", 2, False),
        ("I’m not suicidal.", 0, False),
    ],
)
def test_words_of_dying_keep_the_next_pages_of_that_day_and_the_day_after_free_of_questions(
    words: str, days: int, is_crisis: bool
) -> None:
    lately = recent(sittings=(sat(days, read_page(words)),))
    assert limits.is_in_crisis(read_page("It rained."), lately) is is_crisis


@pytest.mark.parametrize(
    ("clock", "is_night"), [("22:59", False), ("23:00", True), ("00:30", True), ("04:59", True), ("05:00", False)]
)
def test_night_is_from_eleven_to_five(clock: str, is_night: bool) -> None:
    assert limits.is_night(recent(clock)) is is_night


def test_night_can_be_moved_and_switched_off() -> None:
    assert limits.is_night(recent("22:30", personal=Personal(night="22-6")))
    assert not limits.is_night(recent("03:00", personal=Personal(night="off")))


@pytest.mark.parametrize(
    ("sittings", "circles"),
    [
        ([sat(2, LONGING, "heavier"), sat(4, LONGING, "same")], True),
        ([sat(2, LONGING, "heavier"), sat(4, LONGING, "lighter")], False),
        ([sat(2, LONGING, "heavier"), sat(4, LONGING)], False),
        ([sat(2, LONGING, "heavier")], False),
        ([sat(2, LONGING, "heavier"), sat(4, page_with("worth"), "same")], False),
    ],
)
def test_the_same_thing_in_three_sittings_of_which_two_were_not_lighter_is_circling(
    sittings: list[Sitting], circles: bool
) -> None:
    assert limits.is_circling(LONGING, recent(sittings=tuple(sittings))) is circles


def test_the_same_long_phrases_again_are_circling() -> None:
    scene = "He stood in the hall with his coat on and said that he was tired of it. "
    again = read_page(scene + "I made tea.")
    assert limits.is_circling(again, recent(sittings=(sat(1, read_page(scene + "It rained.")),)))
    assert not limits.is_circling(again, recent(sittings=(sat(1, read_page("Something else altogether, and long.")),)))


@pytest.mark.parametrize(("minutes", "long", "circles"), [(20, False, False), (21, True, False), (31, True, True)])
def test_over_twenty_minutes_closing_is_suggested_and_over_thirty_it_is_circling(
    minutes: int, long: bool, circles: bool
) -> None:
    assert limits.sat_long(recent(minutes=minutes)) is long
    assert limits.is_circling(LONGING, recent(minutes=minutes)) is circles


def test_three_questions_why_are_a_loop() -> None:
    assert limits.asks_why(read_page("Why did he go? Why not me? Why now? It rained."), recent())
    assert not limits.asks_why(read_page("Why did he go? Why not me? I know why."), recent())


def test_two_questions_why_are_a_loop_for_somebody_who_seldom_asks() -> None:
    page = PageReading(words=100, whys=2)
    seldom = recent(sittings=(sat(1, PageReading(words=1_000, whys=1)),))
    often = recent(sittings=(sat(1, PageReading(words=100, whys=2)),))
    assert limits.asks_why(page, seldom)
    assert not limits.asks_why(page, often)
    assert not limits.asks_why(page, recent())


@pytest.mark.parametrize(
    ("answers", "spent"),
    [
        ([answered("l-lost-house", 0)], True),
        ([answered("l-lost-house", 1)], False),
        ([answered("l-lost-house", 1), answered("l-never-said", 3), answered("l-the-story", 6)], True),
        ([answered("l-lost-house", 1), answered("l-never-said", 3), answered("l-the-story", 7)], False),
        ([answered("l-what-i-miss", 0)], False),
    ],
)
def test_one_deep_prompt_a_day_and_three_a_week_are_enough(answers: list[Answered], spent: bool) -> None:
    assert limits.deep_is_spent(recent(answers=tuple(answers))) is spent


@pytest.mark.parametrize(("days", "spent"), [(0, True), (13, True), (14, False), (400, False)])
def test_in_the_first_fortnight_nothing_deep_is_asked(days: int, spent: bool) -> None:
    assert limits.deep_is_spent(recent(personal=Personal(ended_on=str(days_ago(days))))) is spent


def test_whoever_has_not_said_when_it_ended_is_kept_from_nothing() -> None:
    assert not limits.deep_is_spent(recent())


def test_after_three_sittings_on_a_topic_it_rests_for_three_days() -> None:
    three = (answered("r-say-it-plain", 1), answered("r-sorry-for", 2), answered("r-kind-friend", 4))
    assert limits.resting_themes(recent(answers=three)) == {"regret"}
    assert limits.resting_themes(recent(answers=three[:2])) == set()
    assert limits.resting_themes(recent(today=A_DAY.replace(day=16), answers=three)) == set()
    assert limits.resting_themes(recent(answers=(*three[:2], answered("r-kind-friend", 5)))) == set()


def test_a_prompt_and_the_one_that_follows_it_are_one_sitting() -> None:
    one = (answered("r-what-you-knew", 0), answered("r-one-hour-back", 0), answered("r-sorry-for", 1))
    assert limits.resting_themes(recent(answers=one)) == set()


def test_other_topics_in_between_do_not_hide_that_one_is_worn() -> None:
    mixed = (
        answered("r-say-it-plain", 0),
        answered("l-this-wave", 0),
        answered("r-sorry-for", 1),
        answered("l-what-i-miss", 2),
        answered("r-kind-friend", 2),
    )
    assert limits.resting_themes(recent(answers=mixed)) == {"regret"}


def test_what_three_unwanted_prompts_had_in_common_rests_for_a_month() -> None:
    three = tuple(
        (days_ago(days), slug) for days, slug in ((1, "r-kind-friend"), (5, "s-two-truths"), (29, "s-how-i-speak"))
    )
    assert limits.resting_signals(recent(declined=three)) == {"worth", "self_blame"}
    assert limits.resting_signals(recent(declined=three[:2])) == set()
    assert limits.resting_signals(recent(today=A_DAY.replace(day=15), declined=three)) == set()


def test_an_unwanted_prompt_is_not_offered_for_a_month() -> None:
    prompt = library().prompts["l-this-wave"]
    assert limits.is_declined(prompt, recent(declined=((days_ago(29), prompt.slug),)))
    assert not limits.is_declined(prompt, recent(declined=((days_ago(30), prompt.slug),)))


@pytest.mark.parametrize(("days", "cools"), [(0, True), (6, True), (7, False)])
def test_a_prompt_rests_for_its_days_after_it_was_offered(days: int, cools: bool) -> None:
    prompt = library().prompts["r-say-it-plain"]
    assert limits.is_cooling_down(prompt, recent(offered={prompt.slug: days_ago(days)})) is cools


def test_no_prompt_is_offered_twice_running() -> None:
    prompt = library().prompts["l-this-wave"]
    assert prompt.offer.cooldown_days == 0
    assert limits.is_cooling_down(prompt, recent(offered_last=frozenset({prompt.slug})))


@pytest.mark.parametrize(
    ("felt", "heavier"),
    [
        (("heavier", "heavier", "heavier"), True),
        (("heavier", "same", "heavier"), False),
        (("heavier", "heavier"), False),
        (("lighter", "heavier", "heavier", "heavier"), False),
    ],
)
def test_three_sittings_in_a_row_that_ended_heavier_lead_to_plain_pages(felt: tuple[str, ...], heavier: bool) -> None:
    assert limits.grows_heavier(recent(felt=felt)) is heavier


def test_once_a_week_a_person_is_suggested_but_not_on_the_first_days() -> None:
    assert not limits.needs_company(recent(began=days_ago(6)))
    assert limits.needs_company(recent(began=days_ago(7)))
    assert not limits.needs_company(recent(began=days_ago(70), offered={limits.COMPANY: days_ago(6)}))
    assert limits.needs_company(recent(began=days_ago(70), offered={limits.COMPANY: days_ago(7)}))


def test_many_we_words_are_those_at_the_top_of_her_own_range() -> None:
    usual = tuple(sat(day, PageReading(words=100, we=3)) for day in range(1, 5))
    assert limits.says_we(PageReading(words=100, we=4), recent(sittings=usual))
    assert not limits.says_we(PageReading(words=100, we=2), recent(sittings=usual))
    assert not limits.says_we(PageReading(words=100, we=4), recent(sittings=usual[:3]))


def test_a_week_of_pages_in_which_nobody_else_is_named_is_noticed() -> None:
    alone = tuple(sat(day, PageReading(words=100)) for day in range(1, 4))
    assert limits.names_nobody(PageReading(words=100), recent(sittings=alone))
    assert not limits.names_nobody(PageReading(words=100, names_somebody=True), recent(sittings=alone))
    assert not limits.names_nobody(PageReading(words=100), recent(sittings=alone[:2]))
    company = (*alone[:2], replace(alone[2], reading=PageReading(words=100, names_somebody=True)))
    assert not limits.names_nobody(PageReading(words=100), recent(sittings=company))
