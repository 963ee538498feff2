"""The exact reader: values of odd but valid files, places, and the tree for writers."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings

from dxplan.errors import DocumentError
from dxplan.model.message import message
from dxplan.model.pointer import join_pointer
from dxplan.stores.yaml_exact import ExactDocument, parse_exact
from dxplan.stores.yaml_tree import round_trip_yaml
from tests.stores.yaml_texts import PLAN_TEXTS, any_text, dumped_contents

LAUGHS = "a: &a [x, x]\nb: &b [*a, *a]\nc: {d: *b}\n"

VALID: list[tuple[str, dict[str, object]]] = [
    ("a: 1", {"a": 1}),
    ("a:\n", {"a": None}),
    ("a:\n- b\n- c\n", {"a": ["b", "c"]}),
    ("%YAML 1.2\n---\na: yes\n...\n", {"a": "yes"}),
    ("--- # c\n'a': \"b\\u3042\\n\"\n", {"a": "bあ\n"}),
    ("? a\n: - b\n? c\n", {"a": ["b"], "c": None}),
    ("<<: {a: 1}\n=: 2\n", {"<<": {"a": 1}, "=": 2}),
    ("a: &x {b: 1}\nc: *x\nd: [*x]\n", {"a": {"b": 1}, "c": {"b": 1}, "d": [{"b": 1}]}),
    ("a: &x 1\nb: *x\nc: &x 2\nd: *x\n", {"a": 1, "b": 1, "c": 2, "d": 2}),
    (LAUGHS, {"a": ["x", "x"], "b": [["x", "x"]] * 2, "c": {"d": [["x", "x"]] * 2}}),
    ("a: |-\n \n   text\n", {"a": "\ntext"}),
    ("a: |+\n  x\n\nb: >\n  y\n  z\n", {"a": "x\n\n", "b": "y z\n"}),
    ("a: x\n  y\n\n  z\n", {"a": "x y\nz"}),
    ("a: [b: c, {d, e: f},]\n", {"a": [{"b": "c"}, {"d": None, "e": "f"}]}),
    ("on: off\nno: 12:30\nn: ~\n", {"on": "off", "no": "12:30", "n": None}),
    ("絵文字: 🙂\n全角：の鍵: １\n", {"絵文字": "🙂", "全角：の鍵": "１"}),
    ('{"a": [1, 1.5, true, null, "x"]}', {"a": [1, 1.5, True, None, "x"]}),
]


@pytest.mark.parametrize(("text", "data"), VALID)
def test_valid_files(text: str, data: dict[str, object]) -> None:
    assert parse_exact(text).data == data
    assert repr(parse_exact(text).data) == repr(data)


def test_what_is_referred_to_twice_is_not_shared() -> None:
    data = parse_exact("a: &x [1]\nb: *x\n").data
    assert data["a"] == data["b"]
    assert data["a"] is not data["b"]


PLACED = parse_exact(
    """\
# comment
title: 電子申請  # 注
tasks:
  - name: "a"
    years: [R5, {in: R6}]
  - |-
    text
empty:
last: &x
  a/b~c: 1
again: *x
"""
)


@pytest.mark.parametrize(
    ("pointer", "value", "key"),
    [
        ("", (2, 1), (2, 1)),
        ("/title", (2, 8), (2, 1)),
        ("/tasks", (4, 3), (3, 1)),
        ("/tasks/0", (4, 5), (4, 5)),
        ("/tasks/0/name", (4, 11), (4, 5)),
        ("/tasks/0/years", (5, 12), (5, 5)),
        ("/tasks/0/years/0", (5, 13), (5, 13)),
        ("/tasks/0/years/1", (5, 17), (5, 17)),
        ("/tasks/0/years/1/in", (5, 22), (5, 18)),
        ("/tasks/1", (6, 5), (6, 5)),
        ("/empty", (8, 7), (8, 1)),
        ("/last", (9, 7), (9, 1)),
        ("/last/a~1b~0c", (10, 10), (10, 3)),
        ("/again", (11, 8), (11, 1)),
        ("/again/a~1b~0c", (10, 10), (10, 3)),
        ("/missing", (2, 1), (2, 1)),
        ("/missing/more", (2, 1), (2, 1)),
        ("/title/0", (2, 8), (2, 1)),
        ("/tasks/0/missing", (4, 5), (4, 5)),
        ("/tasks/0/years/missing", (5, 12), (5, 5)),
        ("/tasks/2", (4, 3), (3, 1)),
        ("/tasks/-1", (4, 3), (3, 1)),
        ("/tasks/²", (4, 3), (3, 1)),
        ("/tasks/x/name", (4, 3), (3, 1)),
        ("/empty/x", (8, 7), (8, 1)),
    ],
)
def test_positions(pointer: str, value: tuple[int, int], key: tuple[int, int]) -> None:
    assert PLACED.position(pointer) == value
    assert PLACED.position(pointer, key=True) == key


def walk(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], object]]:
    found = [(path, value)]
    if isinstance(value, dict):
        for key, inner in value.items():
            found += walk(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            found += walk(inner, (*path, index))
    return found


def text_at(document: ExactDocument, place: tuple[int, int]) -> str:
    line, column = place
    return document.text.split("\n")[line - 1][column - 1 :]


def begins(written: str, value: object) -> bool:
    """Say whether a text at a place can be the beginning of a value, however it is written."""
    if written[:1] in ('"', "'", "|", ">", "*", "&"):
        return True
    if isinstance(value, list):
        return written.startswith(("-", "["))
    if isinstance(value, dict):
        return written.startswith(("{", "?")) or (bool(value) and begins(written, next(iter(value))))
    if isinstance(value, str):
        return written.startswith(value.split("\n")[0].split(" ")[0])
    if value is None:
        return True
    return written.lower().startswith(("true", "false", "+", "-", ".", *"0123456789"))


def check_places(text: str) -> None:
    try:
        document = parse_exact(text)
    except DocumentError:
        return
    for path, value in walk(document.data):
        pointer = join_pointer(path)
        assert begins(text_at(document, document.position(pointer)), value), pointer
        if path and isinstance(path[-1], str):
            assert begins(text_at(document, document.position(pointer, key=True)), path[-1]), pointer


@given(any_text | dumped_contents())
@settings(max_examples=1000)
def test_every_place_is_where_its_text_begins(text: str) -> None:
    check_places(text)


@pytest.mark.parametrize("text", PLAN_TEXTS)
def test_every_place_of_real_files(text: str) -> None:
    check_places(text)


def rewritten(document: ExactDocument) -> str:
    sink = io.StringIO()
    round_trip_yaml().dump(document.tree, sink)
    return sink.getvalue()


@pytest.mark.parametrize("text", PLAN_TEXTS)
def test_real_files_are_written_back_unchanged(text: str) -> None:
    assert rewritten(parse_exact(text)) == text


def test_comments_quotes_and_numbers_are_kept() -> None:
    text = """\
# 前書き
a: 'x'  # 注
b:
  - 007  # 番号

  # 次
  - 0x1F
  - "12:30"
  - 12:30
c: 1_000
d: yes
e: 1.50
long: 長い文章は折り返されない 長い文章は折り返されない 長い文章は折り返されない 長い文章は折り返されない 長い文章は折り返されない
"""
    assert rewritten(parse_exact(text)) == text


def test_a_text_that_looks_like_a_number_gets_quotes() -> None:
    document = parse_exact("a: x\nb: x\nc: x\nd: x\n")
    document.tree.update({"a": "12", "b": "true", "c": "yes", "d": "9" * 30})
    assert rewritten(document) == f"a: '12'\nb: 'true'\nc: yes\nd: '{'9' * 30}'\n"


def test_the_tree_is_made_once() -> None:
    document = parse_exact("a: 1\n")
    assert document.tree is document.tree


def test_a_file_that_cannot_be_written_back() -> None:
    text = "k: v\nm:\n\n|+ # c\nz: 1\n"
    document = parse_exact(text)
    assert document.data == {"k": "v", "m": "", "z": 1}
    with pytest.raises(DocumentError) as caught:
        _ = document.tree
    assert caught.value.rule == "yaml-rewrite"
    assert caught.value.message == message("dxplan can read this file but cannot rewrite it without loss.")


@given(any_text)
@settings(max_examples=500)
def test_a_tree_has_the_same_values_or_is_refused(text: str) -> None:
    try:
        document = parse_exact(text)
    except DocumentError:
        return
    try:
        tree = document.tree
    except DocumentError:
        return
    assert tree == document.data
