"""Eras: their days, their years, and the spellings of a year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxplan.errors import ValueTextError
from dxplan.model.era import (
    ERAS,
    HEISEI,
    MEIJI,
    REIWA,
    SHOWA,
    TAISHO,
    Era,
    EraYear,
    era_of,
    japanese_day,
    short_day,
)
from dxplan.model.plain_text import fold

YEARS = st.integers(1868, 2117).map(EraYear.of_year)


@pytest.mark.parametrize(
    ("text", "era", "number", "gregorian"),
    [
        ("令和4年", REIWA, 4, 2022),
        ("R4", REIWA, 4, 2022),
        ("r4", REIWA, 4, 2022),
        ("Ｒ４", REIWA, 4, 2022),
        ("R04", REIWA, 4, 2022),
        ("㋿4年", REIWA, 4, 2022),
        ("令和元年", REIWA, 1, 2019),
        ("R元", REIWA, 1, 2019),
        ("令和４年（２０２２年）", REIWA, 4, 2022),
        ("令和4(2022)年", REIWA, 4, 2022),
        (" 令和 5 年 ", REIWA, 5, 2023),
        ("平成31年", HEISEI, 31, 2019),
        ("平成35年", HEISEI, 35, 2023),
        ("昭和64年", SHOWA, 64, 1989),
        ("S1", SHOWA, 1, 1926),
        ("大正15年", TAISHO, 15, 1926),
        ("T元年", TAISHO, 1, 1912),
        ("明治45年", MEIJI, 45, 1912),
        ("M1", MEIJI, 1, 1868),
    ],
)
def test_years_are_read(text: str, era: Era, number: int, gregorian: int) -> None:
    year = EraYear.parse(text)
    assert year == EraYear(era, number)
    assert year.gregorian == gregorian


@pytest.mark.parametrize(
    "text",
    [
        "",
        "R",
        "R0",
        "R100",
        "元年",
        "2022年",
        "令和4年度",
        "令和4年（2023年）",
        "昭和65年",
        "S80",
        "R4.4",
        "X3",
        "令和四十年目",
    ],
)
def test_what_is_no_era_year_is_quoted(text: str) -> None:
    with pytest.raises(ValueTextError) as caught:
        EraYear.parse(text)
    assert dict(caught.value.message.values)["text"] == text


@pytest.mark.parametrize(
    ("day", "era"),
    [
        (date(1868, 1, 25), MEIJI),
        (date(1912, 7, 29), MEIJI),
        (date(1912, 7, 30), TAISHO),
        (date(1926, 12, 24), TAISHO),
        (date(1926, 12, 25), SHOWA),
        (date(1989, 1, 7), SHOWA),
        (date(1989, 1, 8), HEISEI),
        (date(2019, 4, 30), HEISEI),
        (date(2019, 5, 1), REIWA),
    ],
)
def test_an_era_begins_on_its_first_day(day: date, era: Era) -> None:
    assert era_of(day) is era


def test_before_meiji_there_is_no_era() -> None:
    with pytest.raises(ValueTextError):
        era_of(date(1868, 1, 24))
    with pytest.raises(ValueTextError):
        EraYear.of_year(1867)
    assert EraYear.of_year(1868) == EraYear(MEIJI, 1)


def test_days_and_years_are_written() -> None:
    assert short_day(date(2023, 4, 1)) == "R5.4.1"
    assert japanese_day(date(2023, 4, 1)) == "令和5年4月1日"
    assert japanese_day(date(2019, 4, 30)) == "平成31年4月30日"
    assert japanese_day(date(2019, 5, 1)) == "令和元年5月1日"
    assert str(EraYear.of_year(2019)) == "R1"
    assert EraYear.of_year(2019).japanese == "令和元年"


@given(YEARS)
def test_a_year_reads_back(year: EraYear) -> None:
    for text in (str(year), year.japanese, f"{year.japanese}（{year.gregorian}年）"):
        assert EraYear.parse(text) == year


@given(st.dates(date(1868, 1, 25), date(2117, 12, 31)))
def test_the_era_year_of_a_day_is_its_gregorian_year(day: date) -> None:
    assert EraYear.of_day(day).gregorian == day.year
    assert era_of(day).first_day <= day


@given(st.sampled_from(ERAS[1:]))
def test_the_day_before_an_era_is_of_the_one_before(era: Era) -> None:
    assert era_of(era.first_day - timedelta(days=1)) is ERAS[ERAS.index(era) - 1]


@given(YEARS, YEARS)
def test_years_are_ordered_by_time(one: EraYear, other: EraYear) -> None:
    assert (one < other) is (one.gregorian < other.gregorian)


@given(st.text())
def test_folding_keeps_every_position(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
