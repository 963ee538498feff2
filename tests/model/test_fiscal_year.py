"""Fiscal years: spellings, names, days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxplan.errors import ValueTextError
from dxplan.model.fiscal_year import FiscalYear

YEARS = st.integers(1868, 2117).map(FiscalYear)
TO_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@pytest.mark.parametrize(
    ("text", "start_year"),
    [
        ("R5", 2023),
        ("r5", 2023),
        ("R05", 2023),
        ("R5年度", 2023),
        ("令和5年度", 2023),
        ("令和５年度", 2023),
        ("Ｒ５年度", 2023),
        ("令和元年度", 2019),
        ("R1", 2019),
        ("H31", 2019),
        ("平成31年度", 2019),
        ("H30", 2018),
        ("H35", 2023),
        ("S63", 1988),
        ("S64", 1989),
        ("H1", 1989),
        ("FY2023", 2023),
        ("fy2023", 2023),
        ("ＦＹ２０２３", 2023),
        ("2023", 2023),
        ("2023年度", 2023),
        ("令和5年度（2023年度）", 2023),
        ("令和5(2023)年度", 2023),
        (" R5 ", 2023),
    ],
)
def test_fiscal_years_are_read(text: str, start_year: int) -> None:
    assert FiscalYear.parse(text) == FiscalYear(start_year)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "R",
        "R5.4",
        "R0",
        "5年度",
        "FYR5",
        "FY23",
        "1867",
        "9999",
        "令和5年度（2022年度）",
        "R5-H1",
        "2023-04",
        "S80",
    ],
)
def test_what_is_no_fiscal_year_is_quoted(text: str) -> None:
    with pytest.raises(ValueTextError) as caught:
        FiscalYear.parse(text)
    assert dict(caught.value.message.values)["text"] == text


@pytest.mark.parametrize("text", ["R5年", "令和5年", "2023年"])
def test_a_calendar_year_is_refused_with_a_cure(text: str) -> None:
    with pytest.raises(ValueTextError) as caught:
        FiscalYear.parse(text)
    assert caught.value.hint is not None
    assert dict(caught.value.hint.values) == {"name": "令和5年度"}


@pytest.mark.parametrize(
    ("start_year", "name", "japanese", "english"),
    [
        (2023, "R5", "令和5年度", "FY2023"),
        (2019, "R1", "令和元年度", "FY2019"),
        (2018, "H30", "平成30年度", "FY2018"),
        (1989, "H1", "平成元年度", "FY1989"),
        (1988, "S63", "昭和63年度", "FY1988"),
    ],
)
def test_names(start_year: int, name: str, japanese: str, english: str) -> None:
    year = FiscalYear(start_year)
    assert (str(year), year.japanese, year.english) == (name, japanese, english)


def test_days() -> None:
    year = FiscalYear(2023)
    assert year.days.start == date(2023, 4, 1)
    assert year.last_day == date(2024, 3, 31)
    assert year.month(2).last_day == date(2024, 2, 29)
    assert year.month(4).start == date(2023, 4, 1)
    assert year.months(1, 12) == year.days
    assert year.months(7, 9).last_day == date(2023, 12, 31)
    assert FiscalYear.containing(date(2024, 3, 31)) == year
    assert FiscalYear.containing(date(2024, 4, 1)) == year.next()


def test_spans() -> None:
    assert [str(year) for year in FiscalYear(2018).through(FiscalYear(2020))] == ["H30", "R1", "R2"]
    assert list(FiscalYear(2020).through(FiscalYear(2019))) == []
    assert FiscalYear(2020).previous() == FiscalYear(2019)


@pytest.mark.parametrize("start_year", [1867, 9991])
def test_years_out_of_the_calendar_are_refused(start_year: int) -> None:
    with pytest.raises(ValueTextError):
        FiscalYear(start_year)


@given(YEARS)
def test_every_name_reads_back_in_either_width(year: FiscalYear) -> None:
    for text in (str(year), year.japanese, year.english, f"{year}年度", f"{year.start_year}年度"):
        assert FiscalYear.parse(text) == FiscalYear.parse(text.translate(TO_FULL_WIDTH)) == year


@given(YEARS)
def test_years_follow_without_gap(year: FiscalYear) -> None:
    assert year.days.end == year.next().days.start
    assert year < year.next()
    assert year.next().previous() == year
    assert len(year.days) in {365, 366}


@given(st.dates(date(1868, 4, 1), date(2117, 1, 1)))
def test_a_day_is_in_the_fiscal_year_that_contains_it(day: date) -> None:
    year = FiscalYear.containing(day)
    assert day in year.days
    assert day in year.month(day.month)
