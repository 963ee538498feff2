"""Expressions over rows, beyond what the command's tests try."""

from __future__ import annotations

from inspect import signature

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxplan.analysis.expression import FUNCTIONS, NAMES, compile_expression
from dxplan.errors import UsageError
from tests.analysis.making import initiative, row

ROW = row(initiative("one", number=3, departments=["情報課", "市民課"]))
PIECES = (
    "number", "title", "departments", "added", "overdue", "null", "true", "3", "'x'", "1.5", "[1, 2]", "()", "+", "-", "*", "/",
    "**", "%", "//", "==", "<", "in", "not", "and", "or", "is", "(", ")", "[", "]", ",", ".", ":", "lambda", "for", "if", "else",
    "__class__", "len(", "contains(", "lower(", "f'{number}'", "await", "=", ":=", ";", "\n", "#", "{", "}", "@", "~", "\\",
)  # fmt: skip


def test_every_name_has_a_value() -> None:
    assert set(ROW.values()) == set(NAMES)
    for name in NAMES:
        compile_expression(f"{name} == {name}")(ROW)


def test_values_are_plain_and_new_for_every_row() -> None:
    first, second = ROW.values(), ROW.values()
    assert first == second
    assert first["departments"] is not second["departments"]
    assert {type(value) for value in first.values()} <= {str, int, bool, list, type(None)}


def test_functions_are_few_and_take_what_the_documentation_says() -> None:
    assert {name: len(signature(function).parameters) for name, function in FUNCTIONS.items()} == {
        "contains": 2,
        "len": 1,
        "lower": 1,
    }


@pytest.mark.parametrize(
    ("expression", "holds"),
    [
        ("number", True),
        ("added", False),
        ("departments == ['情報課', '市民課']", True),
        ("'市民課' in departments and '総務課' not in departments", True),
        ("number * 2 - 1 == 5", True),
        ("-number < 0 and not number < 0", True),
        ("number in (1, 2, 3)", True),
        ("1 < 2 < number <= 3", True),
        ("added < 'R6'", False),  # there is none, so that it is neither
        ("added >= 'R6'", False),
        ("not added < 'R6'", False),
        ("status is '着手中'", True),
        ("status is not '着手中'", False),
        ("contains(departments, '市民')", True),
        ("lower('ＡＢＣ') == 'abc'", True),
        ("0x10 == 16", True),
        ("title == 'o' 'ne'", True),
    ],
)
def test_examples(expression: str, *, holds: bool) -> None:
    assert compile_expression(expression)(ROW) is holds


@pytest.mark.parametrize(
    "expression",
    ["number < title", "title + 1", "departments < 1", "len(overdue)", "lower(number)", "~number"],
)
def test_what_makes_no_sense_is_told_when_a_row_is_there(expression: str) -> None:
    with pytest.raises(UsageError):
        compile_expression(expression)(ROW)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join) | st.text(max_size=30))
def test_any_text_is_an_answer_or_a_mistake(expression: str) -> None:
    try:
        answer = compile_expression(expression)(ROW)
    except UsageError as error:
        assert error.exit_code == 2  # noqa: PT017
    else:
        assert answer in {True, False}
