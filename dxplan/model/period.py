"""Periods: the spans of a fiscal year that reviews and snapshots stand for (上半期, 第1四半期, 通期)."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.errors import ValueTextError
from dxplan.model.fiscal_year import FiscalYear
from dxplan.model.message import message
from dxplan.model.plain_text import fold, folded_pattern

if TYPE_CHECKING:
    from datetime import date

    from dxplan.model.day_range import DayRange

_MONTHS = 12


class PeriodKind(StrEnum):
    """How long a period is."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"


_KIND_OF_LENGTH = {12: PeriodKind.YEAR, 6: PeriodKind.HALF, 3: PeriodKind.QUARTER}


class Period(Struct, frozen=True, order=True):
    """A fiscal year, one of its halves or one of its quarters.

    ``end_month`` counts the months from April up to the period's end (12 for March), ``length`` its own
    months (12, 6 or 3). So the order of the fields orders periods by last day, then length: at the same
    last day a quarter stands before the half and the half before the full year, as the reviews add up.
    Raises ValueError for other months than these.
    """

    fiscal_year: FiscalYear
    end_month: int = _MONTHS
    length: int = _MONTHS

    def __post_init__(self) -> None:
        if (
            self.length not in _KIND_OF_LENGTH
            or self.end_month % self.length
            or not 0 < self.end_month <= _MONTHS
        ):
            msg = f"no period of {self.length} months ends {self.end_month} months after March"
            raise ValueError(msg)

    @classmethod
    def half(cls, fiscal_year: FiscalYear, number: int) -> Period:
        """Give the first (上半期) or second half (下半期) of a fiscal year."""
        return cls(fiscal_year, number * 6, 6)

    @classmethod
    def quarter(cls, fiscal_year: FiscalYear, number: int) -> Period:
        """Give a quarter of a fiscal year; ``number`` 1 is April to June."""
        return cls(fiscal_year, number * 3, 3)

    @classmethod
    def containing(cls, day: date, kind: PeriodKind = PeriodKind.YEAR) -> Period:
        """Give the period of a kind in which ``day`` falls."""
        fiscal_year = FiscalYear.containing(day)
        length = next(months for months, of_kind in _KIND_OF_LENGTH.items() if of_kind is kind)
        months_since_april = (day.month - 4) % _MONTHS
        return cls(fiscal_year, (months_since_april // length + 1) * length, length)

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read ``R4``, ``R4-FY``, ``R4-H1``, ``FY2022-Q3``, ``R4上半期``, ``令和4年度通期`` and the like, in any width.

        Raises ValueTextError.
        """
        return _parse(text)

    @property
    def kind(self) -> PeriodKind:
        """Whether it is a full year, a half or a quarter."""
        return _KIND_OF_LENGTH[self.length]

    @property
    def number(self) -> int:
        """Which of its kind it is in the fiscal year, from 1."""
        return self.end_month // self.length

    @property
    def days(self) -> DayRange:
        """All its days."""
        return self.fiscal_year.months(self.end_month - self.length + 1, self.end_month)

    @property
    def last_day(self) -> date:
        """The day as of which a review of it is made, such as 30 September."""
        return self.days.last_day

    def contains(self, day: date) -> bool:
        """Tell whether ``day`` falls in it."""
        return day in self.days

    def next(self) -> Period:
        """Give the period of the same kind that follows."""
        if self.end_month == _MONTHS:
            return Period(self.fiscal_year.next(), self.length, self.length)
        return Period(self.fiscal_year, self.end_month + self.length, self.length)

    def previous(self) -> Period:
        """Give the period of the same kind that comes before."""
        if self.number == 1:
            return Period(self.fiscal_year.previous(), _MONTHS, self.length)
        return Period(self.fiscal_year, self.end_month - self.length, self.length)

    @property
    def japanese(self) -> str:
        """The name in Japanese, such as ``R4上半期``, ``R4第1四半期`` or ``R4通期``."""
        if self.kind is PeriodKind.QUARTER:
            return f"{self.fiscal_year}第{self.number}四半期"
        if self.kind is PeriodKind.HALF:
            return f"{self.fiscal_year}{'上下'[self.number - 1]}半期"
        return f"{self.fiscal_year}通期"

    @property
    def english(self) -> str:
        """The name in English, such as ``FY2022-H1`` or ``FY2022``."""
        return self.fiscal_year.english + self._suffix

    @property
    def _suffix(self) -> str:
        return {12: "", 6: f"-H{self.number}", 3: f"-Q{self.number}"}[self.length]

    def __str__(self) -> str:
        return f"{self.fiscal_year}{self._suffix}"


# What follows the fiscal year in a period's name, as (end month, length). Kanji numerals stand in old tables.
_ENDINGS = {
    **dict.fromkeys(("", "FY", "通期", "通年", "全期"), (12, 12)),
    **dict.fromkeys(("H1", "1H", "上半期", "上期", "前期"), (6, 6)),
    **dict.fromkeys(("H2", "2H", "下半期", "下期", "後期"), (12, 6)),
    **{
        name: (number * 3, 3)
        for number in (1, 2, 3, 4)
        for name in (f"Q{number}", f"{number}Q", f"第{number}四半期", f"第{'一二三四'[number - 1]}四半期")
    },
}
# A name that begins with a digit (2H) must not take it from the year before: R42H is nothing.
_ENDING = folded_pattern(rf"[\s_-]*(?:(?<!\d)|(?!\d))({'|'.join(filter(None, _ENDINGS))})$")


_LONGEST = 100  # the pattern looks for its blanks in quadratic time


@lru_cache(maxsize=1024)
def _parse(text: str) -> Period:
    if len(text) > _LONGEST:
        raise ValueTextError(message("{text} is not a period, such as R4-H1, R4上半期 or FY2022", text=text))
    name = fold(text).strip()
    ending = _ENDING.compiled.search(name)
    year = name[: ending.start()] if ending else name
    # "H1" alone is the year 平成1, not a half without a year.
    end_month, length = _ENDINGS[ending[1].upper()] if ending and year else (_MONTHS, _MONTHS)
    try:
        return Period(FiscalYear.parse(year or name), end_month, length)
    except ValueTextError as error:
        raise ValueTextError(
            message("{text} is not a period, such as R4-H1, R4上半期 or FY2022", text=text), error.hint
        ) from error
