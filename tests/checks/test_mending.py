"""Mending: what a value that does not fit was certainly meant to be."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxplan.checks.explaining import explaining_validator
from dxplan.checks.mending import mended
from dxplan.checks.schema_words import as_written
from dxplan.stores.documents import parse_document
from dxplan.stores.schemas import schema
from dxplan.stores.yaml_dialect import plain_value

if TYPE_CHECKING:
    from collections.abc import Callable

DEFINITIONS = schema("initiative")["definitions"]
PARTS: dict[str, dict[str, Any]] = {
    **DEFINITIONS,
    "id": schema("initiative")["properties"]["id"],
    "amount": DEFINITIONS["budget"]["items"]["properties"]["amount"],
    "value": DEFINITIONS["figure"]["properties"]["value"],
    "field": DEFINITIONS["waivers"]["items"]["properties"]["field"],
    "schema": schema("initiative")["properties"]["schema"],
    "done": schema("initiative")["properties"]["tasks"]["items"]["properties"]["done"],
    "published": schema("plan")["properties"]["published"],
    "means": schema("plan")["properties"]["statuses"]["items"]["properties"]["means"],
}


def fits(name: str) -> Callable[[object], bool]:
    """Return the test whether a value fits a part of the schemas."""
    is_valid: Callable[[object], bool] = explaining_validator(
        {**PARTS[name], "definitions": DEFINITIONS}
    ).is_valid
    return is_valid


@pytest.mark.parametrize(
    ("part", "value", "cure"),
    [
        ("number", "８", 8),
        ("number", "8", 8),
        ("number", " 8 ", 8),
        ("number", "08", 8),
        ("number", "1,234", 1234),
        ("number", "12,34", None),
        ("number", "八", None),
        ("number", "8.0", 8),
        ("number", 8.5, None),
        ("number", 0, None),
        ("number", "0", None),
        ("number", "10000", None),
        ("number", True, None),
        ("number", None, None),
        ("number", ["8"], None),
        ("amount", "12,000", 12000),
        ("amount", "12,000千円", 12000),
        ("number", "No.1", 1),
        ("number", "Ｎｏ．１２", 12),
        ("number", "№3", 3),
        ("amount", "１２，０００ 千円", 12000),
        ("amount", "1,200万円", None),
        ("amount", "12,000円", None),
        ("amount", "約12000", None),
        ("amount", "-5", None),
        ("amount", "未 定", None),
        ("amount", " 未定", "未定"),
        ("amount", "Undecided", "undecided"),
        ("value", "45", 45),
        ("value", "+4.5", 4.5),
        ("value", "－４．５", -4.5),
        ("value", "1,234.5", 1234.5),
        ("value", "45%", None),
        ("value", "45.0", 45),
        ("value", "-0.0", 0),
        ("value", "9" * 18, 10**18 - 1),
        ("value", "9" * 19, None),
        ("value", "1e999", None),
        ("fiscalYear", "令和5年度", "R5"),
        ("fiscalYear", "令和元年度", "R1"),
        ("fiscalYear", "Ｒ５", "R5"),
        ("fiscalYear", "r5", "R5"),
        ("fiscalYear", "R5年度", "R5"),
        ("fiscalYear", "2023年度", "R5"),
        ("fiscalYear", "fy2023", "FY2023"),
        ("fiscalYear", " R5", "R5"),
        ("fiscalYear", "R5年", None),
        ("fiscalYear", "R5～R6", None),
        ("fiscalYear", "5", None),
        ("period", "令和4年度上半期", "R4-H1"),
        ("period", "R4上期", "R4-H1"),
        ("period", "R4第3四半期", "R4-Q3"),
        ("period", "r4-h1", "R4-H1"),
        ("period", "R4_H1", "R4-H1"),
        ("period", "R4-H3", None),
        ("date", "2024/9/30", "2024-09-30"),
        ("date", "2024.9.30", "2024-09-30"),
        ("date", "2024年9月30日", "2024-09-30"),
        ("date", "２０２４－０９－３０", "2024-09-30"),
        ("date", "令和6年9月30日", "2024-09-30"),
        ("date", "R6.9.30", "2024-09-30"),
        ("date", "9月30日", None),
        ("date", "R6.9", None),
        ("date", "2024-13-01", None),
        ("date", "R6.9.30～", None),
        ("published", "令和4年3月", "2022-03"),
        ("published", "R4.3", "2022-03"),
        ("published", "2022年3月", "2022-03"),
        ("published", "2022/3/25", "2022-03-25"),
        ("published", "令和4年", None),
        ("published", "令和4年3月～4月", None),
        ("id", "Online-Forms", "online-forms"),
        ("id", "online_forms", "online-forms"),
        ("id", "online forms", "online-forms"),
        ("id", "ｏｎｌｉｎｅ", "online"),
        ("id", "窓口", None),
        ("id", "con", None),
        ("id", "online-", None),
        ("field", "operation_start", "/operation_start"),
        ("field", "tasks/0/text", "/tasks/0/text"),
        ("field", "", None),
        ("key", "１－２", "1-2"),
        ("key", "1.2", None),
        ("line", "窓口の見直し　", "窓口の見直し"),
        ("line", " ＤＸの推進～", "ＤＸの推進～"),
        ("line", "窓口\nの見直し", None),
        ("line", "窓口の見直し\n", "窓口の見直し"),
        ("line", "", None),
        ("line", "　", None),
        ("line", "あ" * 301, None),
        ("fuzzyDate", "R5.4月～ ", "R5.4月～"),
        ("prose", "　\n", None),
        ("schema", "1", 1),
        ("schema", "2", None),
        ("done", ["true"], None),
        ("means", "Planned", "planned"),
        ("means", "ＰＬＡＮＮＥＤ", "planned"),
        ("means", "plan", None),
    ],
)  # fmt: skip
def test_cures(part: str, value: object, cure: object) -> None:
    found = mended(value, fits(part))
    assert found == cure
    assert type(found) is type(cure)


@pytest.mark.parametrize(
    ("part", "source", "cure"),
    [
        ("line", "2024", "2024"),
        ("line", "007", "007"),
        ("line", "1.10", "1.10"),
        ("line", "0x1F", "0x1F"),
        ("line", "1e3", "1e3"),
        ("line", "true", "true"),
        ("fuzzyDate", "2024", "2024"),
        ("fiscalYear", "2024", "R6"),
        ("fiscalYear", "6", None),
        ("period", "2024", "R6"),
        ("id", "8", "8"),
        ("id", "True", None),
        ("date", "2024", None),
    ],
)
def test_a_number_in_place_of_text_keeps_what_is_written(part: str, source: str, cure: str | None) -> None:
    value = plain_value(source)
    assert not isinstance(value, str)
    assert mended(value, fits(part), source) == cure
    assert mended(value, fits(part)) is None


VALUES = st.one_of(
    st.text(max_size=12),
    st.text("０１２３４５６７８９0123456789,.-－/年月日度RrHＲ令和元千円%　 上下半期第四Q_-aA", max_size=12),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.booleans(),
)


@given(st.sampled_from(sorted(PARTS)), VALUES, st.none() | st.text("0123456789.-+xeatrufls", max_size=8))
def test_a_cure_fits_and_is_another_value(part: str, value: object, written: str | None) -> None:
    accepts = fits(part)
    cure = mended(value, accepts, written)
    if cure is None:
        return
    assert accepts(cure)
    assert (type(cure), cure) != (type(value), value)
    assert not isinstance(cure, bool)
    assert not isinstance(cure, float) or math.isfinite(cure)


@given(st.text(min_size=1, max_size=20), st.text(" 　\t\n", min_size=1, max_size=3))
def test_a_text_keeps_its_width_where_only_spaces_are_wrong(text: str, spaces: str) -> None:
    accepts = fits("line")
    if accepts(text):
        assert mended(text + spaces, accepts) == text
        assert mended(spaces + text, accepts) == text


@given(
    st.one_of(
        st.from_regex(r"[0-9A-Za-z+.~][0-9A-Za-z+._/-]*", fullmatch=True),
        st.integers(-(2**63), 2**63 - 1),
        st.floats(allow_nan=False, allow_infinity=False),
    )
)
def test_a_cure_is_shown_as_it_is_to_be_written(cure: str | float) -> None:
    read = parse_document("x", f"value: {as_written(cure)}\n".encode()).data["value"]
    assert read == cure
    assert type(read) is type(cure)


def test_quotes_are_shown_only_where_they_are_needed() -> None:
    assert as_written("窓口") == "窓口"
    assert as_written("R5.4月～") == "R5.4月～"
    assert as_written("2024-09-30") == "2024-09-30"
    assert as_written("no") == "no"
    assert as_written("8") == '"8"'
    assert as_written("true") == '"true"'
    assert as_written("9" * 30) == f'"{"9" * 30}"'
    assert as_written(8) == "8"
