"""Periods: spellings, names, days, order."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxplan.errors import ValueTextError
from dxplan.model.fiscal_year import FiscalYear
from dxplan.model.period import Period, PeriodKind

YEARS = st.integers(1868, 2117).map(FiscalYear)
PERIODS = st.one_of(
    st.builds(Period, YEARS),
    st.builds(Period.half, YEARS, st.integers(1, 2)),
    st.builds(Period.quarter, YEARS, st.integers(1, 4)),
)
TO_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("R4", "R4"),
        ("R4-FY", "R4"),
        ("FY2022", "R4"),
        ("2022", "R4"),
        ("R4通期", "R4"),
        ("令和4年度", "R4"),
        ("令和4年度通期", "R4"),
        ("R4-H1", "R4-H1"),
        ("r4-h1", "R4-H1"),
        ("R4H1", "R4-H1"),
        ("R4 H1", "R4-H1"),
        ("R4-1H", "R4-H1"),
        ("2022-H1", "R4-H1"),
        ("２０２２－Ｈ１", "R4-H1"),
        ("R4上半期", "R4-H1"),
        ("R4年度上半期", "R4-H1"),
        ("令和4年度上半期", "R4-H1"),
        ("令和４年度　上半期", "R4-H1"),
        ("R4上期", "R4-H1"),
        ("R4下半期", "R4-H2"),
        ("R4-H2", "R4-H2"),
        ("R4-Q1", "R4-Q1"),
        ("R4第1四半期", "R4-Q1"),
        ("R4第１四半期", "R4-Q1"),
        ("R4第一四半期", "R4-Q1"),
        ("FY2022-Q3", "R4-Q3"),
        ("H31-Q4", "R1-Q4"),
        ("H1", "H1"),
        ("H1-H1", "H1-H1"),
    ],
)
def test_periods_are_read(text: str, name: str) -> None:
    assert str(Period.parse(text)) == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "上半期",
        "R4-H3",
        "R4-Q5",
        "R4-Q0",
        "R42H",
        "R4年上半期",
        "R4.9",
        "2022-09-30",
        "HEAD",
        "main",
        ".",
        "R4-",
    ],
)
def test_what_is_no_period_is_quoted(text: str) -> None:
    with pytest.raises(ValueTextError) as caught:
        Period.parse(text)
    assert dict(caught.value.message.values)["text"] == text


@pytest.mark.parametrize(
    ("text", "start", "last", "japanese", "english"),
    [
        ("R4", date(2022, 4, 1), date(2023, 3, 31), "R4通期", "FY2022"),
        ("R4-H1", date(2022, 4, 1), date(2022, 9, 30), "R4上半期", "FY2022-H1"),
        ("R4-H2", date(2022, 10, 1), date(2023, 3, 31), "R4下半期", "FY2022-H2"),
        ("R4-Q1", date(2022, 4, 1), date(2022, 6, 30), "R4第1四半期", "FY2022-Q1"),
        ("R4-Q2", date(2022, 7, 1), date(2022, 9, 30), "R4第2四半期", "FY2022-Q2"),
        ("R4-Q3", date(2022, 10, 1), date(2022, 12, 31), "R4第3四半期", "FY2022-Q3"),
        ("R4-Q4", date(2023, 1, 1), date(2023, 3, 31), "R4第4四半期", "FY2022-Q4"),
    ],
)
def test_days_and_names(text: str, start: date, last: date, japanese: str, english: str) -> None:
    period = Period.parse(text)
    assert (period.days.start, period.last_day) == (start, last)
    assert (str(period), period.japanese, period.english) == (text, japanese, english)
    assert period.contains(start)
    assert period.contains(last)
    assert not period.contains(period.days.end)


def test_order_is_by_last_day_then_length() -> None:
    names = ["R3", "R4-Q1", "R4-Q2", "R4-H1", "R4-Q3", "R4-Q4", "R4-H2", "R4", "R5-Q1"]
    assert [str(period) for period in sorted(map(Period.parse, reversed(names)))] == names


def test_steps_stay_with_the_kind() -> None:
    assert str(Period.parse("R4-H2").next()) == "R5-H1"
    assert str(Period.parse("R4-Q1").previous()) == "R3-Q4"
    assert str(Period.parse("R4").next()) == "R5"


@pytest.mark.parametrize(("end_month", "length"), [(5, 6), (12, 5), (0, 3), (15, 3), (18, 6)])
def test_other_lengths_are_no_periods(end_month: int, length: int) -> None:
    with pytest.raises(ValueError, match="no period"):
        Period(FiscalYear(2022), end_month, length)


@given(PERIODS)
def test_every_name_reads_back_in_either_width(period: Period) -> None:
    for text in (str(period), period.japanese, period.english):
        assert Period.parse(text) == Period.parse(text.translate(TO_FULL_WIDTH)) == period


@given(PERIODS, PERIODS)
def test_the_order_is_that_of_last_day_and_length(one: Period, other: Period) -> None:
    assert (one < other) is ((one.last_day, one.length) < (other.last_day, other.length))


@given(PERIODS)
def test_periods_of_a_kind_follow_without_gap(period: Period) -> None:
    if period.next().fiscal_year.start_year <= 2117:
        assert period.days.end == period.next().days.start
        assert period.next().previous() == period
        assert period < period.next()


@given(YEARS)
def test_quarters_tile_halves_and_halves_tile_the_year(year: FiscalYear) -> None:
    halves = [Period.half(year, number).days for number in (1, 2)]
    quarters = [Period.quarter(year, number).days for number in (1, 2, 3, 4)]
    assert [quarters[0].through(quarters[1]), quarters[2].through(quarters[3])] == halves
    assert halves[0].through(halves[1]) == year.days == Period(year).days
    for parts in (halves, quarters):
        assert [part.end for part in parts[:-1]] == [part.start for part in parts[1:]]
        assert sum(map(len, parts)) == len(year.days)


@given(st.dates(date(1868, 4, 1), date(2117, 1, 1)), st.sampled_from(PeriodKind))
def test_a_day_is_in_the_period_that_contains_it(day: date, kind: PeriodKind) -> None:
    period = Period.containing(day, kind)
    assert period.kind is kind
    assert period.contains(day)
    assert 1 <= period.number <= 12 // period.length
