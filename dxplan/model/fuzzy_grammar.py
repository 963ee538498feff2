"""The grammar of fuzzy dates: dates, what makes them ranges (～, から, まで, 以降), lists of them, and words.

A text is one or more items between commas; an item is a date, a range, or a range with one end. The
words stand in ``fuzzy_words``. ``read`` raises nothing: what cannot be read gives None.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from dxplan.errors import ValueTextError
from dxplan.model import fuzzy_words as words
from dxplan.model.day_range import DayRange
from dxplan.model.fiscal_year import FiscalYear
from dxplan.model.fuzzy_parts import DatePart, YearMention
from dxplan.model.fuzzy_scanner import Scanner
from dxplan.model.plain_text import fold, inside_brackets

_EDGES = " 、,。・"
_ANY_YEAR = YearMention(2023, fiscal=True)  # it has a 29 February
_LONGEST = 1000  # a page pasted into the field is no date, and brackets are matched in quadratic time


class Span(Struct, frozen=True):
    """One item of a text: its first and last day where known, and whether it goes on after them."""

    first: date | None
    last: date | None
    open: bool = False


class Reading(Struct, frozen=True):
    """What a text says: its items in their order, the kinds of words in it, and the rest as it was written."""

    spans: tuple[Span, ...] = ()
    approximate: bool = False
    undecided: bool = False
    recurring: bool = False
    note: str = ""


class _Dated(Struct, frozen=True):
    """A date and its days, None where the fiscal year that would tell them is not known."""

    part: DatePart
    days: DayRange | None


def read(text: str, fiscal_year: FiscalYear | None) -> Reading | None:
    """Read a text that stands in a fiscal year; None when it cannot be read or names days that do not exist."""
    if len(text) > _LONGEST:
        return None
    folded = fold(text)
    start, end = inside_brackets(folded, _EDGES)
    context = YearMention(fiscal_year.start_year, fiscal=True) if fiscal_year else None
    reader = _Reader(folded, start, end, context)
    try:
        reading = reader.read()
    except (ValueError, ValueTextError):
        return None
    if reading is None or words.UNREAD.compiled.match(folded, reader.position, end):
        return None
    rest = end - len(folded[reader.position : end].lstrip(_EDGES))
    return replace(reading, note=" ".join(filter(None, (text[reader.event], text[rest:end]))))


class _Reader(Scanner):
    """Reads a whole text from where its scanner stands."""

    approximate = False
    event = slice(0, 0)  # where the words before 後～ stand

    def read(self) -> Reading | None:
        if self.position == self.end or self.take(words.NOTHING):
            return Reading()
        if self.take(words.UNDECIDED):
            return Reading(undecided=True)
        recurring = self.take(words.RECURRING) is not None
        self.take(words.FILLER)
        if spans := self._items():
            return Reading(spans, self.approximate, recurring=recurring)
        if recurring:
            year = self._dated(DatePart(), None).days
            return Reading((_span(year, year),), recurring=True)
        if (event := self.take(words.EVENT)) and self.take(words.ONWARD):
            self.event = slice(*event.span())
            return Reading((Span(None, None, open=True),))
        return None

    def _items(self) -> tuple[Span, ...]:
        spans: list[Span] = []
        earlier: _Dated | None = None
        while True:
            start = self.position
            if (spans and not self.take(words.AND)) or not (item := self._item(earlier)):
                self.position = start
                return tuple(spans)
            span, earlier = item
            spans.append(span)

    def _item(self, earlier: _Dated | None) -> tuple[Span, _Dated] | None:
        """Read a date with what stands before and after it; gives the last date too, for the next item."""
        about = self.take(words.ABOUT)
        until = self.take(words.UNTIL)
        onward = not until and self.take(words.FROM)
        part = self.date(earlier.part if earlier else None)
        if part is None:
            return None
        self.approximate |= about is not None
        begin = self._dated(part, earlier)
        self._qualify()
        if self.take(words.UP_TO_THERE) or until:
            self._qualify()
            return _span(None, begin.days), begin
        if end := self._range_end(begin):
            self.take(words.UP_TO_THERE)
            self._qualify()
            return _span(_alike(begin, end).days, end.days), end
        onward = onward or self.take(words.ONWARD)
        self._qualify()
        return _span(begin.days, begin.days, open_=bool(onward)), begin

    def _range_end(self, begin: _Dated) -> _Dated | None:
        start = self.position
        if self.take(words.TO) and (part := self.date(begin.part)):
            self._qualify()
            return self._dated(part, begin, ranged=True)
        self.position = start
        return None

    def _qualify(self) -> None:
        self.take(words.COUNCIL)
        while match := self.take(words.QUALIFIER):
            self.approximate |= bool(match["vague"] or match["noted"])

    def _dated(self, part: DatePart, earlier: _Dated | None, *, ranged: bool = False) -> _Dated:
        """Find the days of a part, in its own year, in that of the date before it, or in the fiscal year given.

        The end of a range comes after its start, so it may lie in the next year (R5.11月～2月), and so does the
        next of a list of calendar dates; a list of bare months stays in the fiscal year.
        """
        if part.year:
            return _Dated(part, part.days(part.year))
        shared = earlier.part.year if earlier else None
        if part.month is None and earlier and earlier.days:
            year: YearMention | None = YearMention(
                FiscalYear.containing(earlier.days.start).start_year, fiscal=True
            )
        else:
            year = shared or self.context
        if year is None:
            part.days(_ANY_YEAR)
            return _Dated(part, None)
        days = part.days(year)
        if earlier and earlier.days and days.start < earlier.days.start and (ranged or not year.fiscal):
            if part.month == earlier.part.month:
                raise ValueError(part)
            year = year.shift(1)
            days = part.days(year)
        return _Dated(replace(part, year=year) if shared else part, days)


def _alike(begin: _Dated, end: _Dated) -> _Dated:
    """Make the R5 of R5～7年 a calendar year, as the unit at the end says."""
    first, last = begin.part.year, end.part.year
    years_alone = begin.part == DatePart(first) and end.part == DatePart(last)
    if not (first and last and years_alone) or last.fiscal:
        return begin
    calendar = replace(first, fiscal=False)
    return _Dated(DatePart(calendar), DatePart(calendar).days(calendar))


def _span(begin: DayRange | None, end: DayRange | None, *, open_: bool = False) -> Span:
    """Give the span from one date to another; ValueError when the second is over before the first begins."""
    if begin and end:
        begin.through(end)
    return Span(begin.start if begin else None, end.last_day if end else None, open_)
