"""Ranges of days, half-open: the start is in, the end is the day after the last one.

Everything that has days (fiscal years, periods, fuzzy dates while they are read) gives them as a
``DayRange``, so this is the one place that says so.
"""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

_DAY = timedelta(days=1)
_DECEMBER = 12


class DayRange(Struct, frozen=True, order=True):
    """The days from ``start`` up to but without ``end``; never empty (ValueError), ordered by start."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start >= self.end:
            msg = f"no day from {self.start} until before {self.end}"
            raise ValueError(msg)

    @classmethod
    def of_day(cls, day: date) -> DayRange:
        """Give the range of one day."""
        return cls(day, day + _DAY)

    @classmethod
    def of_month(cls, year: int, month: int) -> DayRange:
        """Give the days of a calendar month; ValueError for a month that is none."""
        start = date(year, month, 1)
        return cls(start, date(year + 1, 1, 1) if month == _DECEMBER else date(year, month + 1, 1))

    @property
    def last_day(self) -> date:
        """The last day that is in."""
        return self.end - _DAY

    def __len__(self) -> int:
        """Count the days."""
        return (self.end - self.start).days

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def overlaps(self, other: DayRange) -> bool:
        """Tell whether some day is in both."""
        return self.start < other.end and other.start < self.end

    def intersect(self, other: DayRange) -> DayRange | None:
        """Give the days that are in both, None when there are none."""
        if not self.overlaps(other):
            return None
        return DayRange(max(self.start, other.start), min(self.end, other.end))

    def through(self, other: DayRange) -> DayRange:
        """Give the days from the start of this one to the end of ``other``; ValueError when that is before."""
        return DayRange(self.start, other.end)
