"""What happens when somebody takes her journal with her."""

from accounts.models import User
from archive import pdf
from archive.book import as_data
from archive.gathering import gather
from archive.order import Form, Selection
from archive.typesetting import Typeset
from vault.keyslots import OpenVault


def make_book(owner: User, *, selection: Selection, form: Form, vault: OpenVault) -> Typeset:
    """Return the PDF of the owner's journal, and which scripts had no typeface.

    `selection` says what goes in, `form` how it is set. Raises `archive.gathering.NothingToSet`, or
    `archive.pdf.BookNotSet` when it is too large to set. Nothing is written.
    """
    return pdf.set_in_type(as_data(gather(owner, selection, form, vault=vault)))
