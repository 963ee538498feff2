"""Fiscal years of local government (会計年度): 1 April to 31 March (地方自治法208条)."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.errors import ValueTextError
from dxplan.model.day_range import DayRange
from dxplan.model.era import FIRST_YEAR, LAST_YEAR, YEAR_PATTERN, EraYear, read_year
from dxplan.model.message import message
from dxplan.model.plain_text import fold, folded_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

APRIL = 4
_FISCAL_YEAR = folded_pattern(rf"(?P<prefix>FY)?{YEAR_PATTERN}")


class FiscalYear(Struct, frozen=True, order=True):
    """The fiscal year that begins on 1 April of ``start_year`` (Gregorian); ordered by time.

    Its name is taken from the era in force at the end of that calendar year: the year from 2019-04-01 is R1,
    though it began in 平成, because the whole of it was renamed 令和元年度 (関係省庁連絡会議申合せ, 2019-04-02),
    and the year from 1988-04-01 stays S63. ``H31`` is read as the same year. Raises ValueTextError for a
    year without an era (before 1868) or too late for the calendar.
    """

    start_year: int

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.start_year <= LAST_YEAR:
            raise ValueTextError(message("no fiscal year for the year {text}", text=self.start_year))

    @classmethod
    def parse(cls, text: str) -> FiscalYear:
        """Read ``R5``, ``R5年度``, ``令和元年度``, ``H31``, ``FY2023``, ``2023`` or ``2023年度``, in any width.

        ``R5年`` is a calendar year and refused. Raises ValueTextError.
        """
        return _parse(text)

    @classmethod
    def containing(cls, day: date) -> FiscalYear:
        """Give the fiscal year in which ``day`` falls."""
        return cls(day.year if day.month >= APRIL else day.year - 1)

    @property
    def days(self) -> DayRange:
        """All its days."""
        return DayRange(date(self.start_year, APRIL, 1), date(self.start_year + 1, APRIL, 1))

    @property
    def last_day(self) -> date:
        """Its 31 March."""
        return self.days.last_day

    def month(self, month: int) -> DayRange:
        """Give the days of a month (1–12) of this fiscal year; January to March are of the next calendar year."""
        return DayRange.of_month(self.start_year + (month < APRIL), month)

    def months(self, first: int, last: int) -> DayRange:
        """Give the days from one month to another, both included and counted from April (1) to March (12)."""
        start, end = (self.month((count + 2) % 12 + 1) for count in (first, last))
        return start.through(end)

    def shift(self, years: int) -> FiscalYear:
        """Give the fiscal year that many years later, or earlier when negative."""
        return FiscalYear(self.start_year + years)

    def next(self) -> FiscalYear:
        """Give the fiscal year after this one."""
        return self.shift(1)

    def previous(self) -> FiscalYear:
        """Give the fiscal year before this one."""
        return self.shift(-1)

    def through(self, last: FiscalYear) -> Iterator[FiscalYear]:
        """Yield the fiscal years from this one to ``last``, both included; none when ``last`` is earlier."""
        return map(FiscalYear, range(self.start_year, last.start_year + 1))

    @property
    def japanese(self) -> str:
        """The name in words, such as ``令和5年度``."""
        return f"{EraYear.of_year(self.start_year).japanese}度"

    @property
    def english(self) -> str:
        """The name outside Japan, such as ``FY2023``."""
        return f"FY{self.start_year}"

    def __str__(self) -> str:
        return str(EraYear.of_year(self.start_year))


@lru_cache(maxsize=1024)
def _parse(text: str) -> FiscalYear:
    match = _FISCAL_YEAR.compiled.fullmatch(fold(text).strip())
    year = read_year(match) if match else None
    if match is None or year is None or (match["prefix"] and year.era):
        raise ValueTextError(
            message("{text} is not a fiscal year, such as R5, 令和5年度 or FY2023", text=text)
        )
    if match["unit"] == "年":
        raise ValueTextError(
            message("{text} is a calendar year where a fiscal year is expected", text=text),
            message("write {name}", name=FiscalYear(year.number).japanese),
        )
    return FiscalYear(year.number)
