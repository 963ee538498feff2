"""Editing in place: the value changes as asked, and nothing else of the text does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxplan.errors import DocumentError
from dxplan.model.pointer import join_pointer, look_up
from dxplan.model.replacing import replaced
from dxplan.stores.editing import Edit, edit, identical
from dxplan.stores.source_text import decode, encode
from dxplan.stores.yaml_exact import parse_exact
from dxplan.stores.yaml_nodes import Scalar, walk_down
from tests.stores.yaml_texts import PLAN_TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.stores.yaml_dialect import PlainValue


def replace_scalar(text: str, pointer: str, value: PlainValue) -> str:
    return edit(text, [Edit(pointer, value)])


def replace_characters(text: str, pointer: str, replacements: Sequence[tuple[str, str]]) -> str:
    value = look_up(parse_exact(text).data, pointer)
    assert isinstance(value, str)
    return edit(text, [Edit(pointer, replaced(value, replacements), tuple(replacements))])


# What stands in the file, the new value, and what stands in the file then. Each text is the value of ``a:``.
SCALARS = [
    ("３ # number", 3, "3 # number"),
    ("'３'", 3, "3"),
    ('"３"', 3, "3"),
    ("1,234.5", 1234.5, "1234.5"),
    ("2022", "2022", '"2022"'),
    ("２０２２", "2022", '"2022"'),
    ("old   # why", "new", "new   # why"),
    ("old", "no: it is # not", '"no: it is # not"'),
    ("old", " spaced ", '" spaced "'),
    ("old", "- item", '"- item"'),
    ("old", 'it\'s “it”, "so"', 'it\'s “it”, "so"'),
    ("old", "", '""'),
    ("old", "null", '"null"'),
    ("old", "12:30", "12:30"),
    ("old", "two\nlines", '"two\\nlines"'),
    ("old", "next\x85line", '"next\\x85line"'),
    ("old", True, "true"),
    ("old", None, "null"),
    ("old\n  on two lines", "new", "new"),
    ("\n  # before\n  old\n  # after", "new", "\n  # before\n  new\n  # after"),
    ("'old'", "it's", "'it''s'"),
    ("'old'", "2022", "'2022'"),
    ("'old'", "two\nlines", '"two\\nlines"'),
    ('"old"', 'a "b" \\ c\u3000', '"a \\"b\\" \\\\ c\u3000"'),
    ('"old\\\n   line"', "new", '"new"'),
    ("[x, ３ , y]", [3], "[x, 3 , y]"),
    ("[x, old, y]", ["a, b"], '[x, "a, b", y]'),
    ("{0: x}", None, None),
    ("|\n  old\n\n# after", "new\n", "|\n  new\n\n# after"),
    ("|\n  old\n", "new", "|-\n  new\n"),
    ("|-\n    old\n\n", "one\n\ntwo", "|-\n    one\n\n    two\n\n"),
    ("|\n  old\n\n", "new\n\n\n", "|+\n  new\n\n"),
    ("|+\n  old\n\n\n", "new\n", "|+\n  new"),
    ("|\n  old\n", "  spaced\nnot\n", "|2\n    spaced\n  not\n"),
    ("|2-\n   old\n", "new", "|2-\n  new\n"),
    ("| # why\n  ３\n\n# after", 3, "3 # why\n\n# after"),
    ("| # why\n  old\n", "", '"" # why\n'),
    ("|\n  old\n", "next\x85line", '"next\\x85line"\n'),
    (">-\n  old\n  text\n", "new text", ">-\n  new text\n"),
    (">\n  old\n", "one\ntwo\n\nthree\n", ">\n  one\n\n  two\n\n\n  three\n"),
]

CHARACTERS = [
    ("⼿続き # 手", [("⼿", "手")], "手続き # 手"),
    ("⼿続き\n  ⼿数料", [("⼿", "手")], "手続き\n  手数料"),
    ("'it''s ⼿'", [("⼿", "手"), ("'", "’")], "'it’s 手'"),
    ("'⼿'", [("⼿", "'手'")], "'''手'''"),
    ('"a\u200bb \\u200B \\x41"', [("\u200b", "")], '"ab  \\x41"'),
    ('"a\\_b\\\n  ⼿"', [("\xa0", " "), ("⼿", '"手"')], '"a b\\\n  \\"手\\""'),
    ("|-\n  ⼿続き\n\n  ⼿数料\n", [("⼿", "手")], "|-\n  手続き\n\n  手数料\n"),
    (">\n  ⼿続き\n  ⼿数料\n", [("⼿", "手")], ">\n  手続き\n  手数料\n"),
    ('[⼿続き, "⼿"]', [("⼿", "手")], '[手続き, "⼿"]'),
    ("デ一タ一ム", [("デ一タ", "データ"), ("タ一ム", "ターム")], "データーム"),
    ("\u200b2022", [("\u200b", "")], '"2022"'),
    ("\u200b- x", [("\u200b", "")], '"- x"'),
    ("\xa0x", [("\xa0", " ")], '" x"'),
    ("x\xa0\n  y", [("\xa0", " ")], "x  y"),
    ("|\n  \xa0x\n  y\n", [("\xa0", " ")], "|2\n   x\n  y\n"),
    ("|-\n  x\n  \u200b", [("\u200b", "")], "|\n  x"),
    ("x", [("y", "z"), ("", "w")], "x"),
]


def _document(source: str) -> str:
    return f"# head\nbefore: 'x'   # c\n\na: {source}\nlast: [ 1,2 ]"


@pytest.mark.parametrize(("source", "value", "after"), SCALARS)
def test_a_scalar_is_set_in_its_style(source: str, value: object, after: str | None) -> None:
    if after is None:
        with pytest.raises(DocumentError):
            replace_scalar(_document(source), "/a/0", 1)
        return
    pointer = "/a"
    if isinstance(value, list):
        pointer, value = "/a/1", value[0]
    assert value is None or isinstance(value, str | int | float)
    result = replace_scalar(_document(source), pointer, value)
    assert result == _document(after)
    assert identical(look_up(parse_exact(result).data, pointer), value)


@pytest.mark.parametrize(("source", "replacements", "after"), CHARACTERS)
def test_characters_are_replaced_in_any_style(
    source: str, replacements: list[tuple[str, str]], after: str
) -> None:
    pointer = "/a/0" if source.startswith("[") else "/a"
    assert replace_characters(_document(source), pointer, replacements) == _document(after)


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        ("a: 1\n", "/b"),
        ("a: 1\n", "/a/b"),
        ("a: 1\n", ""),
        ("a: [1]\n", "/a"),
        ("a: [1]\n", "/a/1"),
        ("a:\nb: 1\n", "/a"),
        ("a: &x 1\nb: *x\n", "/a"),
        ("a: &x 1\nb: *x\n", "/b"),
        ("a: &x {k: 1}\nb: *x\n", "/b/k"),
        ("a: &x {k: 1}\nb: *x\n", "/a/k"),
    ],
)
def test_what_cannot_be_changed_alone_is_refused(text: str, pointer: str) -> None:
    with pytest.raises(DocumentError) as caught:
        replace_scalar(text, pointer, "new")
    assert caught.value.rule == "yaml-rewrite"
    assert caught.value.line > 0


@pytest.mark.parametrize("value", [2**70, float("inf"), "\ud800", float("nan")])
def test_values_that_yaml_cannot_hold_are_refused(value: str | float) -> None:
    with pytest.raises(DocumentError):
        replace_scalar("a: 1\n", "/a", value)


def test_a_broken_text_is_not_edited() -> None:
    with pytest.raises(DocumentError) as caught:
        replace_scalar("a: [\n", "/a", 1)
    assert caught.value.rule == "yaml-syntax"


def test_the_same_value_leaves_the_text_alone() -> None:
    text = 'a: 0x10\nb: "\\u0041"\nc: >\n  x\n  y\n'
    assert edit(text, [Edit("/a", 16), Edit("/b", "A"), Edit("/c", "x y\n")]) == text


def test_a_key_with_the_same_text_stays() -> None:
    assert replace_characters('"⼿/": ⼿\n', "/⼿~1", [("⼿", "手")]) == '"⼿/": 手\n'


def test_many_edits_are_made_at_once_in_any_order() -> None:
    text = "a: 1 # c\nb: [x, y]\nc: z"
    edits = [Edit("/c", "3"), Edit("/a", 2), Edit("/b/1", "w")]
    assert edit(text, edits) == 'a: 2 # c\nb: [x, w]\nc: "3"'


def test_one_value_of_many_that_needs_quotes_gets_them() -> None:
    assert edit("a: 1\nb: 2\nc: 3\n", [Edit("/a", "x"), Edit("/b", "k: v"), Edit("/c", "z")]) == (
        'a: x\nb: "k: v"\nc: z\n'
    )


def test_all_edits_are_made_or_none() -> None:
    with pytest.raises(DocumentError):
        edit("a: 1\nb: &x 2\nc: *x\n", [Edit("/a", 2), Edit("/b", 3)])


def test_many_edits_take_no_longer_than_reading() -> None:
    text = "".join(f"k{number}: ⼿{number}\n" for number in range(2000))
    edits = [Edit(f"/k{number}", f"手{number}", (("⼿", "手"),)) for number in range(2000)]
    assert edit(text, edits) == text.replace("⼿", "手")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (1, 1, True),
        (1, 1.0, False),
        (1, True, False),
        ("1", 1, False),
        ([1, {"a": 1}], [1, {"a": 1}], True),
        ([1], [1, 2], False),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, False),
    ],
)
def test_values_are_the_same_in_type_and_order(one: object, other: object, same: object) -> None:
    assert identical(one, other) is same


# Properties: documents of all styles, and the real plan files.

LETTERS = "abz09 .-'\"#:,[]{}&*!|>%@`\\手ー（）🙂é"
ANY_TEXT = st.text(st.sampled_from(LETTERS + "\n\u3000\u200b\x85\t"), max_size=12)
LINE = st.text(st.sampled_from(LETTERS), min_size=1, max_size=12).map(str.strip).filter(bool)
WORD = st.text("abz手ー（）🙂é", min_size=1, max_size=8).filter(lambda word: word not in {"null", "true"})
VALUES = st.one_of(
    ANY_TEXT, st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False, allow_infinity=False)
)


def _block(draw: st.DrawFn, indent: str) -> str:
    lines = draw(st.lists(st.one_of(LINE, st.just("")), min_size=1, max_size=4))
    if not any(lines):
        lines = ["x"]
    sign, chomp = draw(st.sampled_from("|>")), draw(st.sampled_from(["", "-", "+"]))
    body = "\n".join(f"{indent}  {line}" if line else "" for line in lines)
    return f"{sign}{chomp}\n{body}" + draw(st.sampled_from(["", "\n", "\n\n"]))


@st.composite
def sources(draw: st.DrawFn, indent: str) -> str:
    """Return the source of one value."""
    comment = draw(st.sampled_from(["", "  # c", " # ' \" ["]))
    match draw(st.sampled_from(["plain", "number", "single", "double", "block", "flow", "lines"])):
        case "number":
            return str(draw(st.integers(0, 9999))) + comment
        case "single":
            return "'" + draw(LINE).replace("'", "''") + "'" + comment
        case "double":
            return '"' + draw(LINE).replace("\\", "\\\\").replace('"', '\\"') + '"' + comment
        case "block":
            return _block(draw, indent)
        case "flow":
            return "[" + ", ".join(draw(st.lists(WORD, min_size=1, max_size=3))) + "]" + comment
        case "lines":
            return f"\n{indent}  ".join(draw(st.lists(WORD, min_size=2, max_size=3))) + comment
        case _:
            return draw(WORD) + comment


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """Return the bytes of a document with comments, blank lines, nesting, and any dress."""
    lines = ["# head"]
    for number in range(draw(st.integers(1, 5))):
        match draw(st.sampled_from(["value", "list", "mapping"])):
            case "list":
                lines += [f"k{number}:", *(f"  - {draw(sources('  '))}" for _ in range(2))]
            case "mapping":
                lines += [f'"k{number}":', *(f"    {key}: {draw(sources('    '))}" for key in "ab")]
            case _:
                lines.append(f"k{number}: {draw(sources(''))}")
        lines += draw(st.sampled_from([[], [""], ["# c"], ["", "  # c"]]))
    text = "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n"]))
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return (b"\xef\xbb\xbf" if draw(st.booleans()) else b"") + text.encode()


RAW = st.one_of(
    documents(), st.integers(0, len(PLAN_TEXTS) - 1).map(lambda number: PLAN_TEXTS[number].encode())
)


def _scalars(data: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str, object]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _scalars(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _scalars(value, (*path, index))
    elif data is not None:
        yield join_pointer(path), data


def _node(text: str, pointer: str) -> Scalar:
    *_, (node, _entry) = walk_down(parse_exact(text).root, tuple(pointer[1:].split("/")))
    assert isinstance(node, Scalar)
    return node


def _with(data: object, parts: list[str], value: object) -> object:
    if not parts:
        return value
    if isinstance(data, dict):
        return {
            key: _with(below, parts[1:], value) if key == parts[0] else below for key, below in data.items()
        }
    assert isinstance(data, list)
    return [_with(below, parts[1:], value) if str(at) == parts[0] else below for at, below in enumerate(data)]


@given(RAW, VALUES, st.data())
def test_only_the_source_of_the_value_changes(raw: bytes, value: str | float, data: st.DataObject) -> None:
    text = decode(raw).text
    before = parse_exact(text).data
    pointer, _ = data.draw(st.sampled_from(list(_scalars(before))))
    node = _node(text, pointer)
    after = replace_scalar(text, pointer, value)
    assert after.startswith(text[: node.start])
    assert after.endswith(text[node.end :])
    assert identical(parse_exact(after).data, _with(before, pointer[1:].split("/"), value))


@given(RAW, st.one_of(LINE, WORD, st.integers(0, 99)), st.data())
def test_setting_a_value_and_setting_it_back_gives_the_same_bytes(
    raw: bytes, new: str | int, data: st.DataObject
) -> None:
    source = decode(raw)
    pointer, old = data.draw(st.sampled_from(list(_scalars(parse_exact(source.text).data))))
    assert isinstance(old, str | int | float)
    node = _node(source.text, pointer)
    if isinstance(old, str) and isinstance(new, str):
        new += "\n" * (len(old) - len(old.rstrip("\n")))
    there = replace_scalar(source.text, pointer, new)
    back = replace_scalar(there, pointer, old)
    # A value that needed quotes keeps them, and one on several lines in quotes or none comes back on one.
    kept = _node(there, pointer).style == node.style
    several = node.style != "|" and "\n" in source.text[node.start : node.end].rstrip("\n")
    if kept and not several:
        assert encode(back, source) == raw
    assert identical(look_up(parse_exact(back).data, pointer), old)


@given(RAW, st.data())
def test_replacing_characters_and_replacing_them_back_gives_the_same_bytes(
    raw: bytes, data: st.DataObject
) -> None:
    source = decode(raw)
    texts = [
        (pointer, value)
        for pointer, value in _scalars(parse_exact(source.text).data)
        if isinstance(value, str) and any(map(str.isalnum, value))
    ]
    if not texts:
        return
    pointer, value = data.draw(st.sampled_from(texts))
    character = data.draw(st.sampled_from(sorted(filter(str.isalnum, value))))
    there = replace_characters(source.text, pointer, [(character, "鿋")])
    assert there.count("鿋") == value.count(character)
    assert there.count("\n") == source.text.count("\n")
    assert encode(replace_characters(there, pointer, [("鿋", character)]), source) == raw
