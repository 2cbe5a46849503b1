"""How a text names the other person: by the name and the pronoun the writer chose.

Texts of the library hold `{they}`, `{them}`, `{their}`, `{theirs}` and `{themselves}` (capitalised where they begin a
sentence) wherever the other person is meant, and `{plural|singular}` for a verb that follows, as in
`if {they} never {know|knows}`. The first mention in a text is by name, where there is one.
"""

import re

from accounts.personal import Personal

_FORMS = {
    "them": ("they", "them", "their", "theirs", "themselves"),
    "him": ("he", "him", "his", "his", "himself"),
    "her": ("she", "her", "her", "hers", "herself"),
}
_MENTION = re.compile(r"\{(?:(they|them|their|theirs|themselves)|([^{}|]*)\|([^{}|]*))\}", re.IGNORECASE)


def names_them(text: str) -> bool:
    """Tell whether a text of the library is about the other person."""
    return any(match.group(1) for match in _MENTION.finditer(text))


def addressed(text: str, personal: Personal) -> str:
    """Return a text of the library with the other person named as the writer chose."""
    return _Addressing(personal).rewrite(text)


class _Addressing:
    """One text being rewritten: whether the name was used already, and which verb agrees with the last mention."""

    def __init__(self, personal: Personal) -> None:
        self._name = personal.their_name.strip()
        self._forms = dict(zip(_FORMS["them"], _FORMS[personal.their_pronoun], strict=True))
        self._pronoun_is_plural = personal.their_pronoun == "them"
        self._verb_is_plural = self._pronoun_is_plural

    def rewrite(self, text: str) -> str:
        return _MENTION.sub(self._replaced, text)

    def _replaced(self, match: re.Match[str]) -> str:
        mention, plural, singular = match.groups()
        if mention is None:
            return str(plural if self._verb_is_plural else singular)
        return self._mentioned(mention)

    def _mentioned(self, mention: str) -> str:
        name, form = self._name, mention.lower()
        if name and form != "themselves":
            self._name, self._verb_is_plural = "", False
            return f"{name}’s" if form in {"their", "theirs"} else name
        self._verb_is_plural = self._pronoun_is_plural
        word = self._forms[form]
        return word.capitalize() if mention[0].isupper() else word
