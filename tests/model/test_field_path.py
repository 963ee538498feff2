"""Paths to fields: what they mean, and where a wrong one is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxplan.errors import UsageError
from dxplan.model.field_path import Assignment, How, Step, parse_assignment, parse_path, path_text

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("text", "steps", "how", "value"),
    [
        ("status=運用中", [("status", None, False)], "set", "運用中"),
        ("components[LINE導入].status=運用中",
         [("components", "LINE導入", False), ("status", None, False)], "set", "運用中"),
        ("indicators[名].actuals[R5].value=44",
         [("indicators", "名", False), ("actuals", "R5", False), ("value", None, False)], "set", "44"),
        ("departments+=総務課", [("departments", None, False)], "add", "総務課"),
        ("departments-=総務課", [("departments", None, False)], "take", "総務課"),
        ("stage-=", [("stage", None, False)], "take", ""),
        ("note=a=b-=c", [("note", None, False)], "set", "a=b-=c"),
        ("note= a ", [("note", None, False)], "set", " a "),
        ('indicators["a]b"].unit=%', [("indicators", "a]b", True), ("unit", None, False)], "set", "%"),
        ("indicators['a \"b\"'].unit=%", [("indicators", 'a "b"', True), ("unit", None, False)], "set", "%"),
        (r'indicators["a\"\\b"].unit=%', [("indicators", 'a"\\b', True), ("unit", None, False)], "set", "%"),
        ("indicators[ a = b ].unit=%", [("indicators", "a = b", False), ("unit", None, False)], "set", "%"),
        ("odd-name=1", [("odd-name", None, False)], "set", "1"),
        ("状況=運用中", [("状況", None, False)], "set", "運用中"),
        ("budget[*].amount=1", [("budget", "*", False), ("amount", None, False)], "set", "1"),
    ],
)  # fmt: skip
def test_what_is_written_is_meant(
    text: str, steps: list[tuple[str, str | None, bool]], how: How, value: str
) -> None:
    found = parse_assignment(text)
    assert [(step.name, step.key, step.exact) for step in found.steps] == steps
    assert (found.how, found.value) == (how, value)


@pytest.mark.parametrize(
    ("text", "column", "what"),
    [
        ("=1", 1, "the name of a field is missing"),
        ("a..b=1", 3, "the name of a field is missing"),
        ("a.=1", 3, "the name of a field is missing"),
        ("a b=1", 2, "“=” is missing"),
        ("a[b=1", 6, "“]” is missing"),
        ('a["b=1', 3, "the quote is not closed"),
        ('a["b"c]=1', 6, "“]” is missing"),
        ("a[]=1", 3, "the name of the entry is missing"),
        ("a[b]c=1", 5, "“=” is missing"),
        ("a+b=1", 2, "“=” is missing"),
        ("a+", 2, "“=” is missing"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, column: int, what: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_assignment(text)
    values = dict(caught.value.message.values)
    assert (values["column"], getattr(values["what"], "template", "")) == (column, what)


@pytest.mark.parametrize("text", ["status=", "departments+="])
def test_an_empty_value_is_no_value(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_assignment(text)
    assert caught.value.message.template == "“{text}” gives no value."


def test_only_taking_nothing_takes_the_field_away() -> None:
    assert parse_assignment("stage-=").removes
    assert not parse_assignment("stage-=x").removes
    assert not parse_assignment("stage=x").removes


@pytest.mark.parametrize("text", ["status=x", "components[a]x", "status-="])
def test_a_path_alone_ends_where_the_text_ends(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_path(text)
    assert getattr(dict(caught.value.message.values)["what"], "template", "") == "here the path should end"


NAMES = st.from_regex(r"[a-z_状況]+(-[a-z]+)?", fullmatch=True)


@given(st.lists(st.tuples(NAMES, st.none() | TEXT, st.booleans()), min_size=1, max_size=3), TEXT)
def test_a_path_that_is_written_is_read_back(parts: list[tuple[str, str | None, bool]], value: str) -> None:
    steps = tuple(Step(name, key, exact and key is not None) for name, key, exact in parts)
    text = path_text(steps)
    found = parse_assignment(f"{text}={value}")
    assert [(step.name, step.key) for step in found.steps] == [(step.name, step.key) for step in steps]
    assert found.value == value
    assert parse_path(text) == found.steps
    assert Assignment(found.steps, "set", value).path == path_text(found.steps)
