"""How a text names the other person: by the name and the pronoun the writer chose.

Texts of the library hold `{they}`, `{them}`, `{their}`, `{theirs}` and `{themselves}` (capitalised where they begin a
sentence) wherever the other person is meant, and `{plural|singular}` for a verb that follows, as in
`if {they} never {know|knows}`. The first mention in a text is by name, where there is one.
"""

import re
from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from accounts.personal import Personal

_Forms = Mapping[str, Sequence[str | Promise]]
_FORMS: _Forms = {
    "them": ("they", "them", "their", "theirs", "themselves"),
    "him": ("he", "him", "his", "his", "himself"),
    "her": ("she", "her", "her", "hers", "herself"),
}
# What a sentence of the interface says of them, as subject and behind "to", in the language of whoever reads.
_FORMS_HERE: _Forms = {
    "them": (pgettext_lazy("the other person", "they"), pgettext_lazy("the other person", "them")),
    "him": (pgettext_lazy("the other person", "he"), pgettext_lazy("the other person", "him")),
    "her": (pgettext_lazy("the other person", "she"), pgettext_lazy("the other person", "her")),
}
_MENTION = re.compile(r"\{(?:(they|them|their|theirs|themselves)|([^{}|]*)\|([^{}|]*))\}", re.IGNORECASE)


def names_them(text: str) -> bool:
    """Tell whether a text of the library is about the other person."""
    return any(match.group(1) for match in _MENTION.finditer(text))


def addressed(text: str, personal: Personal) -> str:
    """Return a text of the library with the other person named as the writer chose; it is in English."""
    return _Addressing(personal, _FORMS).rewrite(text)


def addressed_here(sentence: str, personal: Personal) -> str:
    """Return a sentence of the interface, which holds only `{they}` and `{them}`, likewise, in its own language."""
    return _Addressing(personal, _FORMS_HERE).rewrite(sentence)


class _Addressing:
    """One text being rewritten: whether the name was used already, and which verb agrees with the last mention."""

    def __init__(self, personal: Personal, forms: _Forms) -> None:
        self._name = personal.their_name.strip()
        self._forms = dict(zip(_FORMS["them"], forms[personal.their_pronoun], strict=False))
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
        word = str(self._forms[form])
        return word.capitalize() if mention[0].isupper() else word
