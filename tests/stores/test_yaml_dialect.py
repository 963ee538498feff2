"""Which values unquoted scalars stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxplan.stores.yaml_dialect import NumberRangeError, is_text, plain_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *((text, None) for text in ("", "~", "null", "Null", "NULL")),
        *((text, True) for text in ("true", "True", "TRUE")),
        *((text, False) for text in ("false", "False", "FALSE")),
        *(("0", 0), ("-0", 0), ("+12", 12), ("-7", -7), ("007", 7), ("0o17", 15), ("0x1F", 31), ("0x0", 0)),
        *(("9223372036854775807", 2**63 - 1), ("-9223372036854775808", -(2**63)), ("0" * 5000 + "1", 1)),
        *(
            ("1.5", 1.5),
            ("-.5", -0.5),
            ("1.", 1.0),
            ("1e3", 1000.0),
            ("1E-2", 0.01),
            ("+1.5e+2", 150.0),
            ("0.0", 0.0),
        ),
    ],
)
def test_values(text: str, value: object) -> None:
    found = plain_value(text)
    assert (type(found), found) == (type(value), value)
    assert not is_text(text)


@pytest.mark.parametrize(
    "text",
    [
        *("nULL", "tRUE", "yes", "no", "on", "off", "y", "n", "None", "NULL "),
        *(
            ".inf",
            "-.inf",
            ".nan",
            ".Inf",
            "inf",
            "nan",
            "1_000",
            "12:30",
            "1:2:3",
            "0b11",
            "-0x1",
            "0xg",
            "0o8",
            "0o",
        ),
        *(
            "2022-09-30",
            "2022-09",
            "R5.4月",
            "1.2.3",
            "1e",
            "e1",
            ".",
            "-",
            "+",
            "--1",
            "1 000",
            "１２",
            "1,5",
            "0x",
            "<<",
            "=",
        ),
    ],
)
def test_texts(text: str) -> None:
    assert plain_value(text) == text
    assert is_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "9223372036854775808",
        "-9223372036854775809",
        "1" * 5000,
        "0x" + "f" * 16,
        "0o" + "7" * 22,
        "1e309",
        "-1e400",
        "9" * 400 + ".",
    ],
)
def test_numbers_beyond_the_range(text: str) -> None:
    with pytest.raises(NumberRangeError):
        plain_value(text)
    assert not is_text(text)


@given(st.text(max_size=8) | st.from_regex(r"[-+.0-9exo_]{1,8}", fullmatch=True))
def test_text_is_what_stays_as_it_is(text: str) -> None:
    try:
        value = plain_value(text)
    except NumberRangeError:
        value = None
    assert is_text(text) == isinstance(value, str)
    assert value == text or not isinstance(value, str)
