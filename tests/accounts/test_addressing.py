"""The other person is named as the writer chose."""

import pytest

from accounts.addressing import addressed, names_them
from accounts.personal import Personal

TEXT = "If {they} never {know|knows}, what would you tell {them} of {their} day? {They} {were|was} there, {themselves}."


@pytest.mark.parametrize(
    ("name", "pronoun", "said"),
    [
        ("", "them", "If they never know, what would you tell them of their day? They were there, themselves."),
        ("", "him", "If he never knows, what would you tell him of his day? He was there, himself."),
        ("", "her", "If she never knows, what would you tell her of her day? She was there, herself."),
        ("Sam", "them", "If Sam never knows, what would you tell them of their day? They were there, themselves."),
        (" J. ", "her", "If J. never knows, what would you tell her of her day? She was there, herself."),
    ],
)
def test_a_text_names_them_as_she_chose(name: str, pronoun: str, said: str) -> None:
    assert addressed(TEXT, Personal(their_name=name, their_pronoun=pronoun)) == said


def test_a_name_can_own_something() -> None:
    assert addressed(
        "What was {their} part in {their} own words?", Personal(their_name="Ana", their_pronoun="her")
    ) == ("What was Ana’s part in her own words?")


def test_a_text_about_nobody_stays_as_it_is() -> None:
    assert addressed("What did you eat?", Personal(their_name="Ana")) == "What did you eat?"
    assert not names_them("What did you eat?")
    assert names_them("What did {they} eat?")


def test_a_name_is_never_read_as_a_place_for_another() -> None:
    assert addressed("For {them} and {them}.", Personal(their_name="{they}")) == "For {they} and them."
