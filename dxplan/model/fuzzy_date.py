"""Fuzzy dates: times as a plan states them (``R5.3月末～``, ``R7年度秋``, ``～8月``, ``未定``), with the days they mean.

A text is never lost and never refused: what cannot be read is kept with no days. What can be read:

- an era or Gregorian year alone is a fiscal year (``R5``, ``R5年度中``), with 年 a calendar year (``R5年秋頃``);
- a year with a month is of the calendar (``R5.1月`` is January 2023) unless 年度 stands between them;
- a month or day alone belongs to the fiscal year it stands in (``2月`` in R5 is February 2024), and without
  one has no days;
- ``～`` before is an end without a start, ``～`` after a start that goes on, between two dates a range;
- 上旬, 中旬, 下旬 and 末 are the 1st–10th, 11th–20th and from the 21st; 秋 is September to November.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.model.fuzzy_grammar import read

if TYPE_CHECKING:
    from dxplan.model.fiscal_year import FiscalYear


class FuzzyDate(Struct, frozen=True):
    """A time as it was written and the days it may mean, ``earliest`` to ``latest``, both included.

    Either day is None where the text does not tell it. ``open``: it begins then and goes on. ``approximate``:
    said with 頃 or the like. ``undecided``: 未定. ``recurring``: every year (毎年) or at any time (随時).
    ``note``: what else stands in the text, as written. ``understood``: False when nothing could be read.
    """

    text: str
    earliest: date | None = None
    latest: date | None = None
    open: bool = False
    approximate: bool = False
    undecided: bool = False
    recurring: bool = False
    note: str = ""
    understood: bool = True

    @property
    def is_dated(self) -> bool:
        """Whether any day is known."""
        return self.earliest is not None or self.latest is not None

    @property
    def sort_key(self) -> tuple[date, date, bool, str]:
        """A total order: by first known day, then last, then what goes on; without days last, by text."""
        first = self.earliest or self.latest or date.max
        return (first, self.latest or date.max, self.open, self.text)

    def is_past(self, day: date) -> bool:
        """Tell whether its last day lies before ``day``; never when that is not known."""
        return self.latest is not None and self.latest < day

    def is_future(self, day: date) -> bool:
        """Tell whether its first day lies after ``day``; never when that is not known."""
        return self.earliest is not None and self.earliest > day

    def as_json(self) -> dict[str, str | bool | None]:
        """Give it as the contract has it: text, earliest and latest (ISO 8601 or null), open."""
        return {
            "text": self.text,
            "earliest": self.earliest.isoformat() if self.earliest else None,
            "latest": self.latest.isoformat() if self.latest else None,
            "open": self.open,
        }

    def __str__(self) -> str:
        return self.text


def parse_fuzzy_date(text: str, fiscal_year: FiscalYear | None = None) -> FuzzyDate:
    """Read a time that stands in a fiscal year, where there is one; never raises (see the module)."""
    return _parse(text, fiscal_year)


@lru_cache(maxsize=16_384)  # a plan repeats few texts; history reads them again at every commit
def _parse(text: str, fiscal_year: FiscalYear | None) -> FuzzyDate:
    reading = read(text, fiscal_year)
    if reading is None:
        return FuzzyDate(text, understood=False)
    firsts = [span.first for span in reading.spans]
    lasts = [span.last for span in reading.spans]
    return FuzzyDate(
        text,
        # An item without a start or an end leaves the whole without one.
        earliest=min((day for day in firsts if day), default=None) if all(firsts) else None,
        latest=max((day for day in lasts if day), default=None) if all(lasts) else None,
        open=any(span.open for span in reading.spans),
        approximate=reading.approximate,
        undecided=reading.undecided,
        recurring=reading.recurring,
        note=reading.note,
    )
