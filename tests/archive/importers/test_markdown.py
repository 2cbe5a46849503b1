"""Markdown and plain text: whose day is known comes under it, and no other day is made up."""

from datetime import UTC, date, datetime

import pytest

from tests.archive.importers.exports import VIENNA, only_page, read_text, read_zip, reasons

OTHERS = "Front matter besides title, date and tags"
DAY = date(2025, 6, 14)


@pytest.mark.parametrize(
    "name",
    [
        "2025-06-14.md",
        "20250614.txt",
        "2025_06_14.md",
        "2025-06-14 The lake.markdown",
        "2025-06-14-the-lake.md",
        "IMG_20250614_152000.md",
        "2024-01-01 export/2025-06-14.md",
        "journal/2025/06/14.txt",
    ],
)
def test_the_day_is_the_one_in_the_name(name: str) -> None:
    page = only_page(read_zip({name: "We did not speak."}))
    assert (page.written_on, page.body) == (DAY, "We did not speak.")


def test_what_a_name_says_besides_the_day_is_the_title() -> None:
    assert only_page(read_zip({"2025-06-14 The lake.md": "Words"})).title == "The lake"
    assert only_page(read_zip({"2025-06-14 The lake.md": "# My own\nWords"})).title == "My own"
    assert only_page(read_zip({"notes.md": "2025-06-14\nWords"})).title == ""


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2025-06-14", None),
        ('"2025-06-14"', None),
        ("20250614", None),
        ("2025-06-14 23:30", datetime(2025, 6, 14, 23, 30, tzinfo=VIENNA)),
        ("2025-06-14T23:30:00-07:00", datetime(2025, 6, 15, 6, 30, tzinfo=UTC)),
        ("2025-06-14 23:30:00 -0700", datetime(2025, 6, 15, 6, 30, tzinfo=UTC)),
        ("2025-06-13T22:30:00Z", datetime(2025, 6, 13, 22, 30, tzinfo=UTC)),
        ("2025-06-14 9:05", None),
    ],
)
def test_the_day_in_the_front_matter_comes_first(written: str, at: datetime | None) -> None:
    page = only_page(read_text(f"---\ntitle: The lake\ndate: {written}\n---\n\nWords\n", "2020-01-01.md"))
    assert (page.written_on, page.written_at) == (DAY, at)
    assert (page.title, page.body) == ("The lake", "Words")


def test_front_matter_that_is_none_stays_with_the_words() -> None:
    for text in (
        "---\n: [\n---\nWords",
        "---\nonly a line\n---\nWords",
        "---\ntitle: [[The lake]]\n---\nWords",
        f"---\ntitle: {'x' * 600}\n---\nWords",
        "---\nMonday: a bad day\n---\nWords",
        "---\nWords",
        "--- \n" + "x" * 20_000 + "\n---\n",
    ):
        assert only_page(read_text(text, "2025-06-14.md")).body == text.strip("\n")


def test_front_matter_is_read_through_what_is_broken_in_it() -> None:
    text = "---\nTags: {{x}} [\ntitle: >\n  The\n  lake\ndate: '2025-06-14'\n---\nWords"
    (page,) = read_text(text, "a.md").pages
    assert (page.title, page.written_on, page.body) == ("The lake", DAY, "Words")


def test_a_day_in_the_front_matter_that_is_none_is_looked_for_elsewhere() -> None:
    for written in (
        "2025-13-45",
        "June",
        "[2025]",
        "{a: b}",
        "0000-00-00",
        "99999-01-01",
        "!!python/object:os.system x",
    ):
        assert read_text(f"---\ndate: {written}\n---\nWords", "2025-06-14.md").pages[0].written_on == DAY


def test_other_front_matter_is_said_to_stay_behind_once() -> None:
    text = "---\ntitle: The lake\ntags: [lake]\nmood: low\n---\nWords"
    found = read_zip({"2025-06-14.md": text, "2025-06-15.md": text})
    assert list(reasons(found)) == [OTHERS]


@pytest.mark.parametrize(
    "written", ["[the lake, 'Sleep']", "the lake, Sleep", "\n  - the lake\n  - '#Sleep'", "\n- the lake\n- Sleep"]
)
def test_tags_in_the_front_matter_come_along(written: str) -> None:
    page = only_page(read_text(f"---\ntags: {written}\ndate: 2025-06-14\n---\nWords", "a.md"))
    assert (page.tags, page.written_on, page.body) == (("the lake", "Sleep"), DAY, "Words")


@pytest.mark.parametrize("fields", ["title: Day 3: the lake", "title: [a, b]", f"title: {'x' * 600}"])
def test_front_matter_with_a_field_that_cannot_be_read_stays_with_the_words_whatever_its_tags(fields: str) -> None:
    text = f"---\n{fields}\ndate: 2024-01-02\ntags: [lake]\n---\nWords"
    assert only_page(read_text(text, "2025-06-14.md")).body == text


@pytest.mark.parametrize("tags", ["[@lake, b]", "#lake #sleep", "{a: b}", f"[{', '.join(['a long tag'] * 200)}]"])
def test_tags_that_cannot_be_read_are_named_as_staying_behind(tags: str) -> None:
    found = read_text(f"---\ntitle: The lake\ntags: {tags}\n---\nWords", "2025-06-14.md")
    assert ([page.tags for page in found.pages], list(reasons(found))) == ([()], [OTHERS])


@pytest.mark.parametrize(
    "fields",
    [
        "kind: recipe\nid: 3f0c1d5e-8a9b-4c3d-9e2f-0123456789ab",
        "kind: letter\nid: 20250614",
        "kind: letter",
        "id: 3f0c1d5e-8a9b-4c3d-9e2f-0123456789ab",
        "kind: page\nid: 6ba7b810-9dad-11d1-80b4-00c04fd430c8",
        "kind: page\nid: 3F0C1D5E-8A9B-4C3D-9E2F-0123456789AB",
        "kind: [page]\nid: {a: b}",
    ],
)
def test_kinds_and_ids_of_other_programs_are_named_as_staying_behind(fields: str) -> None:
    found = read_text(f"---\ntitle: The lake\n{fields}\n---\nWords", "2025-06-14.md")
    assert [(page.kind, page.id) for page in found.pages] == [("page", None)]
    assert list(reasons(found)) == [OTHERS]


def test_a_page_of_ours_without_a_title_gets_none() -> None:
    head = "date: 2025-06-14\ntitle: ''\ntags: ['#metoo']\nkind: page\nid: 3f0c1d5e-8a9b-4c3d-9e2f-0123456789ab"
    page = only_page(read_text(f"---\n{head}\n---\n\n# A heading\n\nWords", "2025-06-14-3f0c1d5e.md"))
    assert (page.title, page.body, page.tags) == ("", "# A heading\n\nWords", ("#metoo",))


def test_pages_of_one_day_and_text_that_differ_in_their_tags_are_all_kept() -> None:
    texts = {f"{tag}/2025-06-14.md": f"---\ntags: {tag}\n---\nWords" for tag in "abc"}
    found = read_zip(texts)
    assert ([page.tags for page in found.pages], list(reasons(found))) == ([("a",), ("b",), ("c",)], [])


def test_tags_that_are_too_long_together_become_the_last_line() -> None:
    tags = [f"tag {number}" for number in range(200)]
    page = only_page(read_text(f"---\ntags: [{', '.join(tags)}]\n---\nWords", "2025-06-14.md"))
    assert (page.tags, page.body) == ((), f"Words\n\n{', '.join(tags)}")


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("2025-06-14\nWords", "", "Words"),
        ("# 2025-06-14\n\n# The lake\nWords", "The lake", "Words"),
        ("2025-06-14 was the day.\nWords", "", "2025-06-14 was the day.\nWords"),
        ("# 2025-06-14 The lake\nWords", "2025-06-14 The lake", "Words"),
    ],
)
def test_the_day_in_the_first_line_is_read_and_no_word_of_it_is_lost(text: str, title: str, body: str) -> None:
    page = only_page(read_text(text, "notes.txt"))
    assert (page.written_on, page.title, page.body) == (DAY, title, body)


@pytest.mark.parametrize(
    "name", ["notes.md", "14-06-2025.md", "06-14-2025.md", "2025-13-45.md", "2025-6-14.md", "1.md"]
)
def test_a_page_without_a_day_is_left_out_and_never_given_todays(name: str) -> None:
    found = read_zip({name: "Words"})
    assert list(found.pages) == []
    assert "No day was found" in reasons(found)[name]


def test_other_files_are_named_and_hidden_ones_passed_over() -> None:
    files = {
        "2025-06-14.md": "Words",
        "lake.jpg": b"\xff",
        "__MACOSX/._2025-06-14.md": b"x",
        ".obsidian/app.json": "{}",
    }
    assert list(reasons(read_zip(files))) == ["lake.jpg"]


def test_a_long_title_becomes_the_first_line() -> None:
    page = only_page(read_text(f"# {'x' * 201}\nWords", "2025-06-14.md"))
    assert (page.title, page.body) == ("", f"{'x' * 201}\n\nWords")


def test_a_page_without_words_or_longer_than_a_page_is_left_out_with_the_reason() -> None:
    found = read_zip({"2025-06-14.md": " \n", "2025-06-15.md": "x" * 1_000_001, "2025-06-16.md": "Words"})
    assert [page.written_on.day for page in found.pages] == [16]
    assert "no words" in reasons(found)["2025-06-14.md"]
    assert "longer than one page" in reasons(found)["2025-06-15.md"]
