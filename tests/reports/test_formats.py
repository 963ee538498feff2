"""Formats for programs and for Markdown: what goes in comes out, and nothing more happens."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dxplan.reports.blocks import Column, Heading, Lines, Pairs, Report, Streamed, Table, Value, cell
from dxplan.reports.formats import FORMATS, FormatName, Surroundings, render
from dxplan.reports.formats.json_object import compact, indented
from dxplan.reports.width import as_escapes, on_screen, one_line, shown

NOTHING = Table((), ())
# Signs that mean something to Markdown, HTML, spreadsheets or terminals, among plain ones.
FRAGMENTS = (
    "市民課", "a1", " ", "  ", "\n", "\n\n", "\t", "\r\n", "\x1b[31m", "\x9b", "\u202e", "\u2028", "\u200b", "\\",
    "&lt;", "&#60;", "&", "**b**", "_i_", "*", "_", "`c`", "```", "[x](y)", "![a](b)", "<b>", "<!--", "<script>", "</td>",
    "|", "| x |", "# h", "---", "===", "- x", "+ x", "1. x", "2) y", "> q", "~~d~~", "$m$", "@user", "!",
    "=1+1", "+1", "-1", "@A1", "＝1", "＋1", "－1", "＠x", ",", '"', "'", ";", "\u3000",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(FRAGMENTS), max_size=6).map("".join) | st.text(
    st.characters(codec="utf-8"), max_size=20
)
# All that a payload may hold, and what it should not: NaN, halves of surrogate pairs, keys that are no texts.
JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(
        [10**30, 2**64, -(2**63) - 1, 1e16, 1e-7, -0.0, 5e-324, "\ud800", "\x7f", "\u2028", "\\", '"']
    )
    | TEXTS
    | st.text(max_size=8),
    lambda below: (
        st.lists(below, max_size=4)
        | st.tuples(below)
        | st.dictionaries(TEXTS | st.integers() | st.booleans() | st.none(), below, max_size=4)
    ),
    max_leaves=20,
)
PAGE = MarkdownIt("commonmark").enable(["table", "strikethrough"])
CONTROLS = {chr(code) for code in (*range(9), *range(11, 32), *range(127, 160))} | set(
    "\u2028\u2029\u202a\u202e\u2066\u200e\u061c"
)


def _records(*rows: tuple[Value, ...]) -> Report:
    return Report(
        (),
        Table(tuple(Column(key, key) for key in "ab"[: len(rows[0])]), rows),
        {"rows": [list(row) for row in rows]},
    )


def _page(markdown: str) -> list[tuple[str, str]]:
    """Return the words of a rendered page, as a reader of GitHub's Markdown sees them, each with its element."""
    found, kind = [], ""
    for token in PAGE.parse(markdown):
        if token.type.endswith("_open"):
            kind = token.tag
        elif token.type == "inline":
            text = "".join(
                {"softbreak": "\n", "hardbreak": "\n"}.get(part.type, part.content)
                for part in token.children or ()
                if part.type in {"text", "softbreak", "hardbreak", "html_inline", "text_special"}
            )
            found.append((kind, text))
    return found


def _read(text: str) -> str:
    """Return a text as it is to be read: control characters shown, line breaks as such, spaces that count as one."""
    return "<br>".join(shown(text).splitlines())


def test_every_format_has_a_module() -> None:
    report = Report((Heading("x"),), _records((1,)).records, {"a": 1})
    texts = {form: render(report, Surroundings(form)) for form in FORMATS}
    assert texts == {
        "table": "x\n",
        "plain": "x\n",
        "md": "# x\n",
        "json": '{\n  "version": 1,\n  "a": 1\n}\n',
        "csv": "a\r\n1\r\n",
        "tsv": "a\n1\n",
    }


@settings(max_examples=600)
@given(TEXTS)
def test_no_text_leaves_its_place_in_markdown(text: str) -> None:
    table = Table((Column("a", "A"), Column("b", "B")), ((text, "next"), ("x", "y")))
    report = Report((Heading(text), table, Pairs((("Key", text),)), Lines(("first", text, "last"))), NOTHING)
    markdown = render(report, Surroundings("md"))
    assert not set(markdown) & CONTROLS
    # What parts a name from the sign that would call it is not seen; a text's own would have been shown.
    page = [(kind, words.replace("\u200b", "")) for kind, words in _page(markdown)]
    cells = [words for kind, words in page if kind in {"th", "td"}]
    assert len(cells) == 6
    assert cells[:2] + cells[3:] == ["A", "B", "next", "x", "y"]
    assert " ".join(cells[2].split()) == " ".join(_read(text).split())
    if " ".join(shown(text).split()):
        assert page[0][0] == "h1"
        assert " ".join(page[0][1].split()) == " ".join(shown(text).split())
    if text.rstrip():
        assert [kind for kind, _ in page[-2:]] == ["p", "p"]
        entry, lines = (" ".join(words.split()) for _, words in page[-2:])
        assert entry == " ".join(f"Key: {_read(text)}".split())
        assert lines == " ".join(f"first {_read(text.rstrip())} last".split())


@settings(max_examples=600)
@given(TEXTS, st.sampled_from(["csv", "tsv"]))
def test_no_text_leaves_its_cell_or_starts_a_formula(text: str, form: str) -> None:
    out = render(_records((text, "next"), ("x", "y")), Surroundings(form))
    assert not set(out.replace("\r\n", "\n")) & CONTROLS
    delimiter = "," if form == "csv" else "\t"
    rows = list(csv.reader(io.StringIO(out, newline=""), delimiter=delimiter))
    assert rows[0] == ["a", "b"]
    assert rows[-1] == ["x", "y"]
    value, following = rows[1]
    assert following == "next"
    assert not value.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    expected = one_line(text) if form == "tsv" else shown(text)
    assert value in {expected, f"'{expected}"}


@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans() | st.none())
def test_numbers_stay_numbers(value: Value) -> None:
    out = render(_records((value, 1)), Surroundings("csv"))
    assert out == f"a,b\r\n{cell(value)},1\r\n"


@given(TEXTS)
def test_json_holds_every_text(text: str) -> None:
    out = render(_records((text,)), Surroundings("json"))
    assert json.loads(out) == {"version": 1, "rows": [[text]]}
    assert not set(out) & CONTROLS
    assert "市" not in text or "市" in out


@settings(max_examples=600)
@given(JSON_VALUES)
def test_json_is_set_in_lines_as_the_library_does_it(value: object) -> None:
    # Only what is no number in JSON comes out otherwise, and some numbers with an exponent are spelled another way.
    known = json.loads(json.dumps(value), parse_constant=lambda _name: None)
    text = indented(value)
    assert json.loads(text) == known
    assert _spelled(text) == _spelled(as_escapes(json.dumps(known, ensure_ascii=False, indent=2)))


def _spelled(text: str) -> str:
    return re.sub(r"(?<![^ \n])-?[0-9][-+.e0-9]*(?=,?\n|$)", lambda found: repr(float(found.group())), text)


@given(st.lists(JSON_VALUES, max_size=4), st.integers(0, 3))
def test_json_of_a_list_that_is_made_while_it_is_written(values: list[object], times: int) -> None:
    many = values * times * 200
    payload = {"before": values, "items": many, "after": {"a": [1]}}
    streamed = payload | {"items": Streamed(lambda: iter(many))}
    texts = [render(Report((), NOTHING, each), Surroundings("json")) for each in (payload, streamed)]
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ([], "[]"),
        ({}, "{}"),
        ([[]], "[\n  []\n]"),
        ({"a": {}}, '{\n  "a": {}\n}'),
        (float("nan"), "null"),
        ({"a": ["\udfff", float("-inf")]}, '{\n  "a": [\n    "\udfff",\n    null\n  ]\n}'),
        ([10**40], f"[\n  {10**40}\n]"),
        ({1: [None]}, '{\n  "1": [\n    null\n  ]\n}'),
        (["\u3000a\x9b\u202e"], '[\n  "\u3000a\\u009b\\u202e"\n]'),
    ],
)
def test_json_of_odd_values(value: object, text: str) -> None:
    assert indented(value) == text


def test_json_in_a_cell() -> None:
    assert compact({"名称": ["a", 1.5, 10**30, None, True]}) == (
        '{"名称":["a",1.5,1000000000000000000000000000000,null,true]}'
    )


def test_who_asks_for_colour_gets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    report = Report((Heading("市"), Lines(("bad", ""), "error"), Lines(("plain",), tight=True)), NOTHING)
    expected = "\x1b[1m市\x1b[0m\n\n\x1b[1;31mbad\x1b[0m\n\nplain\n"
    assert render(report, Surroundings("table", colour=True)) == expected
    # Whether the environment wants colour was decided before.
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    assert render(report, Surroundings("table", colour=True)) == expected


@given(TEXTS)
def test_plain_text_is_one_line_per_row(text: str) -> None:
    table = Table((Column("a", "A"), Column("b", "B")), ((text, "next"), ("x", "y")))
    lines = render(Report((table,), NOTHING), Surroundings("plain")).splitlines()
    assert len(lines) == 3
    assert lines[1].split() == [*one_line(text).split(), "next"]


def test_values_as_cells() -> None:
    values: list[Value] = [None, True, False, 0, 1.5, "", "x"]
    assert [cell(value) for value in values] == ["", "true", "false", "0", "1.5", "", "x"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("市民課 a\nb\tc", "市民課 a\nb\tc"),
        ("\x00\x1b[0m\r", "␀␛[0m␍"),
        ("\x7f\x80\x9b", "<U+007F><U+0080><U+009B>"),
        ("a\u202eb\u2066c\u200ed\u061c", "a<U+202E>b<U+2066>c<U+200E>d<U+061C>"),
        ("a\u2028b\u2029c", "a<U+2028>b<U+2029>c"),
        ("ゼロ幅\u200bと\u3000印\ufeff\u2060\U000e0041", "ゼロ幅<U+200B>と\u3000印<U+FEFF><U+2060><U+E0041>"),
        ("か\u3099\u200d\ufe0f\U000e0100", "か\u3099\u200d\ufe0f\U000e0100"),
    ],
)
def test_what_would_work_on_a_terminal_is_shown(text: str, expected: str) -> None:
    assert shown(text) == expected
    assert shown(expected) == expected


def test_other_forms_of_safe_text() -> None:
    assert one_line(" a\n\tb\u2028c\x1b ") == "a b c␛"
    assert on_screen("a\tb\nc\x1b") == "a b\nc␛"
    assert as_escapes("a\x1b\u202e\nb\U000e0041") == "a\\u001b\\u202e\nb\\udb40\\udc41"


def test_the_choices_of_the_option_are_the_formats_that_there_are() -> None:
    assert get_args(FormatName) == tuple(FORMATS)
