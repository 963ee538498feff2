"""Half-open ranges of days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxplan.model.day_range import DayRange

RANGES = st.builds(
    lambda start, length: DayRange(start, start + timedelta(days=length)),
    st.dates(date(2019, 1, 1), date(2031, 1, 1)),
    st.integers(1, 800),
)
DAYS = st.dates(date(2018, 1, 1), date(2034, 1, 1))


def test_the_start_is_in_and_the_end_is_not() -> None:
    days = DayRange(date(2022, 4, 1), date(2022, 10, 1))
    assert date(2022, 4, 1) in days
    assert date(2022, 9, 30) in days
    assert date(2022, 10, 1) not in days
    assert date(2022, 3, 31) not in days
    assert days.last_day == date(2022, 9, 30)
    assert len(days) == 183


@pytest.mark.parametrize("end", [date(2022, 4, 1), date(2022, 3, 31)])
def test_no_range_is_empty(end: date) -> None:
    with pytest.raises(ValueError, match="no day"):
        DayRange(date(2022, 4, 1), end)


def test_months() -> None:
    assert DayRange.of_month(2024, 2) == DayRange(date(2024, 2, 1), date(2024, 3, 1))
    assert DayRange.of_month(2023, 12).last_day == date(2023, 12, 31)
    assert len(DayRange.of_day(date(2024, 2, 29))) == 1
    with pytest.raises(ValueError, match="month"):
        DayRange.of_month(2023, 13)


@given(RANGES, RANGES, DAYS)
def test_the_intersection_holds_the_days_of_both(one: DayRange, other: DayRange, day: date) -> None:
    both = one.intersect(other)
    assert (both is not None) is one.overlaps(other) is other.overlaps(one)
    assert (both is not None and day in both) is (day in one and day in other)


@given(RANGES)
def test_a_range_meets_itself_and_not_its_neighbour(days: DayRange) -> None:
    assert days.intersect(days) == days
    assert not days.overlaps(DayRange.of_day(days.end))
    assert days.overlaps(DayRange.of_day(days.last_day))
    assert days.through(DayRange.of_day(days.last_day)) == days
