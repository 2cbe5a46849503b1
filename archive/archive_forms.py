"""The forms of the archive: how it is locked, and which file is brought in."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

# As long as the password of the journal: whoever has the file can try as often as they like.
SHORTEST_PASSWORD = 12
TOO_SHORT = {"min_length": _("This is too short. It needs at least %(limit_value)d characters.")}
TYPED = {"autocomplete": "new-password", "spellcheck": "false", "autocapitalize": "none"}


class ArchiveForm(forms.Form):
    """A password for the zip, if she wants one, typed twice: nobody could look it up for her."""

    zip_password = forms.CharField(
        label=_("A password for it, optional"),
        required=False,
        strip=False,
        min_length=SHORTEST_PASSWORD,
        error_messages=TOO_SHORT,
        max_length=200,
        widget=forms.PasswordInput(attrs=TYPED),
        help_text=_("At least 12 characters. If you forget it, the file stays closed, and nobody can look it up."),
    )
    zip_password_again = forms.CharField(
        label=_("The same once more"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs=TYPED),
    )

    def clean(self) -> dict[str, Any]:
        """See to it that it was typed as it was meant."""
        given = self.cleaned_data
        if not self.errors and given["zip_password"] != given["zip_password_again"]:
            self.add_error("zip_password_again", _("These two are not the same. Type both again."))
        return given


class ImportForm(forms.Form):
    """A file, what opens it, and the day of a text that names none."""

    file = forms.FileField(
        label=_("File"),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("That file is empty. Choose another one."),
        },
    )
    archive_password = forms.CharField(
        label=_("Password of an Afterword archive, if it has one"),
        required=False,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    day = forms.DateField(
        label=_("Day, if the file names none"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "off"}),
        error_messages={"invalid": _("That is no day. Write it like 2025-06-14.")},
    )

    def upload(self) -> "UploadedFile[bytes]":
        """Return the file that was chosen; it is in memory."""
        upload: UploadedFile[bytes] = self.cleaned_data["file"]
        return upload
