"""Any text at all is kept as it was written: save it, read it, and it is the same."""

from urllib.parse import urlencode
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entries.forms import WordsField
from tests.people import Person

NOT_OURS = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
# Whatever a keyboard, a clipboard or a broken program may send, half surrogate pairs included.
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=400)
FORM = "application/x-www-form-urlencoded"


def as_kept(sent: bytes) -> str:
    """The text as it is kept: what is no UTF-8 shown as such, no NUL, one kind of line ending."""
    lines = sent.decode("utf-8", "replace").replace("\x00", "")
    return "\n".join(lines.replace("\r\n", "\n").split("\r"))


@given(title=st.text(max_size=60), body=ANYTHING)
@settings(max_examples=60, deadline=None, suppress_health_check=NOT_OURS)
def test_what_is_saved_is_read_back_the_same(alice: Person, title: str, body: str) -> None:
    page = {"entry_id": str(uuid4()), "revision": "0", "written_on": "2025-06-14"}
    words = {"title": title.encode(), "body": body.encode("utf-8", "surrogatepass")}
    answer = alice.client.post(f"/write/{page['entry_id']}/autosave/", urlencode({**page, **words}), content_type=FORM)
    wanted = as_kept(words["title"]).strip(), as_kept(words["body"])
    if not any(part.strip() for part in wanted):
        assert answer.status_code == 204
        return
    read = alice.user.entries.get(id=page["entry_id"]).read(alice.vault)
    assert (read.title, read.body) == wanted
    assert alice.client.get(f"/write/{page['entry_id']}/").context["form"]["body"].value() == wanted[1]
    assert alice.client.get(f"/journal/{page['entry_id']}/").status_code == 200


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("half a pair \ud83d", "half a pair \ufffd"),
        ("\udc00 the other half", "\ufffd the other half"),
        ("a whole one \ud83d\ude00", "a whole one \U0001f600"),
    ],
)
def test_half_a_surrogate_pair_stops_no_save(alice: Person, text: str, kept: str) -> None:
    assert alice.writes(WordsField().clean(text)).read(alice.vault).body == kept
