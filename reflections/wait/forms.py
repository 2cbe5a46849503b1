"""How strong the wish is, and the line for the next time. What she writes instead is an entry, and has its form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from entries.forms import WordsField
from reflections.wait.flows import line_row
from vault.keyslots import OpenVault

LONGEST_LINE = 300


class StrengthForm(forms.Form):
    """A number from 0 to 10, or none."""

    strength = forms.TypedChoiceField(
        choices=[(number, str(number)) for number in range(11)],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class LineForm(forms.Form):
    """One line, and the revision it started from. It is named as words are, so that it is given back like them."""

    revision = forms.IntegerField(min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput)
    body = WordsField(
        label=_("One line for the next time"),
        max_length=LONGEST_LINE,
        widget=forms.Textarea(attrs={"autocomplete": "off", "spellcheck": "true", "dir": "auto", "rows": 2}),
        error_messages={
            "max_length": _(
                "A line holds up to %(limit_value)d characters. Nothing is lost: it is below as you wrote it."
            )
        },
    )

    @classmethod
    def of(cls, owner: User, vault: OpenVault) -> "LineForm":
        """Return the form with the line as it stands saved, if there is one."""
        row = line_row(owner, vault=vault)
        return cls(initial={"revision": row.revision, "body": row.read(vault).text} if row else {"revision": 0})

    def clean_body(self) -> str:
        """Leave out the space around it."""
        return str(self.cleaned_data["body"]).strip()
