"""Any text at all is kept as it was written: save it, read it, and it is the same."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entries.forms import WordsField
from tests.people import Person

PER_FUNCTION = HealthCheck.function_scoped_fixture
# Whatever a keyboard, a clipboard or a broken program may send, half surrogate pairs included.
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=400)


def kept(text: str) -> str:
    """The text as it is kept: one kind of line ending, no NUL, and what no encoding takes shown as such."""
    lines = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    return lines.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@given(title=st.text(max_size=60), body=ANYTHING)
@settings(max_examples=60, deadline=None, suppress_health_check=[PER_FUNCTION, HealthCheck.too_slow])
def test_what_is_saved_is_read_back_the_same(alice: Person, title: str, body: str) -> None:
    page = {"entry_id": str(uuid4()), "revision": "0", "written_on": "2025-06-14"}
    sent = body.encode("utf-8", "replace").decode()
    answer = alice.client.post(f"/write/{page['entry_id']}/autosave/", page | {"title": title, "body": sent})
    if not (kept(title).strip() or kept(sent).strip()):
        assert answer.status_code == 204
        return
    read = alice.user.entries.get(id=page["entry_id"]).read(alice.vault)
    assert (read.title, read.body) == (kept(title).strip(), kept(sent))
    shown = alice.client.get(f"/write/{page['entry_id']}/")
    assert shown.context["form"]["body"].value() == kept(sent)
    assert alice.client.get(f"/journal/{page['entry_id']}/").status_code == 200


@pytest.mark.parametrize("text", ["half a pair \ud83d", "\udc00 the other half", "a whole one \ud83d\ude00"])
def test_half_a_surrogate_pair_stops_no_save(alice: Person, text: str) -> None:
    assert "\ud83d" not in WordsField().clean(text)
    assert alice.writes(WordsField().clean(text)).read(alice.vault).body == kept(text)
