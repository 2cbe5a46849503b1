"""Whatever file is chosen: pages, or one sentence; never anything else."""

import copy
import io
import json
import zipfile
from contextlib import suppress
from datetime import UTC
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.importers.found import Found, NotReadable
from archive.importers.reading import read
from entries.forms import LONGEST_BODY, LONGEST_TITLE
from tests.archive.importers.exports import zipped

ZONE = ZoneInfo("Pacific/Kiritimati")
FEW = settings(max_examples=60, deadline=None)
MANY = settings(max_examples=200, deadline=None)
DAY_ONE = {
    "metadata": {"version": "1.0"},
    "entries": [
        {
            "uuid": "A",
            "creationDate": "2025-06-14T10:00:00Z",
            "timeZone": "Europe/Vienna",
            "isAllDay": False,
            "text": "# A\\.\n![](dayone-moment://B)",
            "photos": [{"identifier": "B", "md5": "C"}],
            "tags": ["a"],
        },
        {"creationDate": "2025-06-14T10:00:00Z", "richText": json.dumps({"contents": [{"text": "a"}]})},
    ],
}
JRNL = {"entries": [{"title": "A", "body": "B", "date": "2025-06-14", "time": "10:00", "uuid": "C"}]}
DELTA = {
    "ops": [{"insert": "a\n", "attributes": {"header": 1, "list": "bullet", "bold": True}}, {"insert": {"image": "a"}}]
}
JOURNIV = {
    "journals": [
        {
            "entries": [
                {
                    "title": "A",
                    "content_delta": DELTA,
                    "content_plain_text": "A",
                    "entry_date": "2025-06-14",
                    "entry_datetime_utc": "2025-06-14T10:00:00Z",
                    "entry_timezone": "Europe/Vienna",
                    "created_at": "2025-06-14T10:00:00Z",
                    "mood_log": {"note": "A"},
                    "media": [{"file_path": "a/b.jpg"}],
                }
            ]
        }
    ],
    "moments": [
        {"logged_at_utc": "2025-06-14T10:00:00Z", "entry": {"title": "A", "content_delta": DELTA}, "note": "B"}
    ],
}
DAILYTXT = {"days": [{"day": 14, "text": "A", "files": [{"filename": "a"}], "tags": [1]}]}
EXPORTS = [("Journal.json", DAY_ONE), ("j.json", JRNL), ("data.json", JOURNIV), ("2025/06.json", DAILYTXT)]

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.datetimes().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
names = st.text(max_size=20) | st.sampled_from(
    [
        "a.md",
        "../a.md",
        "/a",
        "2025/06.json",
        "data.json",
        "a\\b",
        "C:a",
        "__MACOSX/a",
        "2025-06-14.txt",
        "user.json",
        "a/",
    ]
)


def is_found_or_said(upload: bytes, name: str = "2025-06-14.txt") -> None:
    found = Found("", ())
    with suppress(NotReadable):
        found = read(upload, name, ZONE)
    assert len({page.source_id for page in found.pages}) == len(found.pages)
    for page in found.pages:
        assert (page.source_id + page.title + page.body).encode()
        assert "\0" not in page.title + page.body
        assert len(page.title) <= LONGEST_TITLE
        assert len(page.body) <= LONGEST_BODY
        assert page.written_at is None or page.written_at.astimezone(UTC)


def places(value: object) -> list[tuple[object, object]]:
    """Return every list and object, with every key in it."""
    inside: list[tuple[object, object]] = []
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            inside += [(value, key), *places(value[key])]
    return inside


@MANY
@given(st.binary(max_size=500), st.text(max_size=30))
@example(b"\xff\xfe\0", "a")
@example(b"", "")
def test_any_bytes(upload: bytes, name: str) -> None:
    is_found_or_said(upload, name)


@MANY
@given(st.text(max_size=300), st.sampled_from(["", "---\n", "---\ndate: ", "[2025-06-14 10:00] ", "2025-06-14 ", "{"]))
def test_any_text(text: str, before: str) -> None:
    is_found_or_said((before + text).encode("utf-8", "surrogatepass"))


@MANY
@given(anything)
def test_any_json(value: object) -> None:
    is_found_or_said(json.dumps(value).encode())


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(EXPORTS), anything, st.data())
def test_any_value_in_the_place_of_any_other(export: tuple[str, object], value: object, data: st.DataObject) -> None:
    name, document = copy.deepcopy(export)
    holder, key = data.draw(st.sampled_from(places(document)))
    holder[key] = value  # type: ignore[index]  # a list with its index, or an object with its key
    is_found_or_said(zipped({name: document}))


@FEW
@given(st.dictionaries(names, st.binary(max_size=50), max_size=4))
def test_any_names_in_a_zip(files: dict[str, bytes]) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as zip_file:
        for name, content in files.items():
            zip_file.writestr(zipfile.ZipInfo(name.encode("utf-8", "replace").decode() or "a"), content)
    is_found_or_said(packed.getvalue())


@MANY
@given(st.sampled_from(EXPORTS), st.data())
def test_any_byte_of_a_zip_changed(export: tuple[str, object], data: st.DataObject) -> None:
    content = bytearray(zipped(dict([export])))
    for _change in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    is_found_or_said(bytes(content))


@FEW
@given(st.sampled_from(EXPORTS), st.data())
def test_any_beginning_of_a_zip(export: tuple[str, object], data: st.DataObject) -> None:
    content = zipped(dict([export]))
    is_found_or_said(content[: data.draw(st.integers(0, len(content)))])
