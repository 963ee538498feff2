"""The words of fuzzy dates: reads one date after another (``R5.3月末``, ``8``～``9月``, ``年度当初``) from a text.

The text is folded (``plain_text``); what the dates mean together is in ``fuzzy_grammar``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.model.era import YEAR_PATTERN, read_year
from dxplan.model.fuzzy_parts import CALENDAR_PIECES, FISCAL_PIECES, MONTH_PIECES, DatePart, YearMention
from dxplan.model.plain_text import FoldedPattern, folded_pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable


# A piece is not meant where its character begins another word (年度中央…, 6月初回, 当初予算).
_NOT_BEFORE = {
    "中": "学央核心",
    "内": "容部定",
    "初": "回年期",
    "当初": "予",
    "頭": "部",
    "H1": "0-9",
    "H2": "0-9",
}


def _any_of(words: Iterable[str]) -> str:
    """Give a pattern for the longest of ``words`` that stands here."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(
        word + (f"(?![{_NOT_BEFORE[word]}])" if word in _NOT_BEFORE else "") for word in longest_first
    )


def _or_shared(unit: str) -> str:
    """Give a pattern for a unit that stands here, or after the last of several numbers (6～7月, 1・2日)."""
    return rf"(?:\s*{unit}|(?=(?:\s*[~\-、,・]\s*\d{{1,2}})+\s*{unit}))"


_YEAR_PIECE = _any_of((*FISCAL_PIECES, *CALENDAR_PIECES))
_ALONE = _any_of(word for word in FISCAL_PIECES if word in "春夏秋冬" or (len(word) > 1 and "期" in word))

_YEAR = folded_pattern(rf"(?P<prefix>FY\s*|西暦\s*)?{YEAR_PATTERN}")
_RELATIVE_YEAR = folded_pattern(r"([今本当同来次翌前昨])年度")
_NEXT_YEAR = folded_pattern(r"([翌同])年?(?=\s*の?\s*\d{1,2}\s*月)")
_SHORT_YEAR = folded_pattern(r"(\d{1,2})\s*(年度|年)")
_DOTTED = folded_pattern(r"([./])(?P<month>\d{1,2})(?:\1(?P<day>\d{1,2})(?!\d)(?:\s*日)?|(?!\d)(?:\s*月)?)")
_ISO = folded_pattern(r"-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?(?!\d)")
_ISO_DAY = folded_pattern(r"-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)")
_MONTH = folded_pattern(rf"\s*の?\s*(?P<month>\d{{1,2}}){_or_shared('月')}")
_WEEKDAY = r"(?:\s*\([月火水木金土日](?:曜日?)?(?:・?祝)?\))?"
_DAY = folded_pattern(rf"\s*(?P<day>\d{{1,2}}){_or_shared('日')}{_WEEKDAY}")
_SLASHED = folded_pattern(rf"(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})(?![\d/]){_WEEKDAY}")
_DOTTED_DAY = folded_pattern(r"(?P<month>\d{1,2})\.(?P<day>\d{1,2})(?!\d)")
_NUMBER = folded_pattern(r"(\d{1,2})(?=\s*(?:$|[\s(、,~]|頃|ごろ|まで|予定|以降))")
_MONTH_PIECE = folded_pattern(rf"\s*の?\s*({_any_of(MONTH_PIECES)})")
_LATER_MONTH_PIECE = folded_pattern(r"(上旬|初旬|中旬|下旬|月末|末日|末)")
_PIECE_OF_YEAR = folded_pattern(rf"[\s-]*の?\s*({_YEAR_PIECE})(?:季|期(?!間))?")
_BARE_PIECE = folded_pattern(
    rf"(?:年度の?\s*)({_any_of(FISCAL_PIECES)})|(通年|年間|年末|年内|年明け|年始|{_ALONE}|[1-4]Q|Q[1-4])(?:季|期(?!間))?"
)
_HALF = folded_pattern(
    r"(H[12]|[12]H)(?=\s*(?:$|[(~、,・]|頃|ごろ|中(?!頃)|から|まで|以降|予定))"
)  # not H1年, H1-H2
# "2000円" is no year: after four digits alone something must follow that can follow a year.
_AFTER_DIGITS = folded_pattern(rf"(?=$|[\s.\-/~、,・()]|{_YEAR_PIECE}|から|より|まで|以[降後]|頃|ごろ|の)")

_STEP = {"来": 1, "次": 1, "翌": 1, "前": -1, "昨": -1}


class Scanner:
    """A place in a folded text, and what can be read from there on.

    ``context`` is the fiscal year that the text stands in, where there is one. Every method moves past what
    it reads and stays where it is when that is nothing; a date that is none raises ValueError.
    """

    def __init__(self, text: str, start: int, end: int, context: YearMention | None) -> None:
        """Stand at ``start``, to read up to ``end``."""
        self.text = text
        self.position = start
        self.end = end
        self.context = context

    def take(self, pattern: FoldedPattern) -> re.Match[str] | None:
        """Move past ``pattern`` when it stands here."""
        match = pattern.compiled.match(self.text, self.position, self.end)
        if match:
            self.position = match.end()
        return match

    def date(self, earlier: DatePart | None = None) -> DatePart | None:
        """Read one date; ``earlier`` is the one before a ～ or 、, which lends what this one leaves out."""
        if self.context and (match := self.take(_HALF)):
            return DatePart(piece=_normal(match[1]))
        start = self.position
        if match := self.take(_YEAR):
            prefix = (match["prefix"] or "").strip().upper()
            return self._within(self._named_year(match), numeric=not match["unit"] and prefix != "FY")
        if match := self.take(_RELATIVE_YEAR):
            step = _STEP.get(match[1], 0)
            return self._within(self.context.shift(step) if self.context else None, numeric=False)
        if earlier and (part := self._continued(earlier)):
            return part
        self.position = start
        return self._without_year()

    def _named_year(self, match: re.Match[str]) -> YearMention:
        year = read_year(match)
        if year is None or (
            not (year.era or match["unit"] or match["prefix"]) and not self.take(_AFTER_DIGITS)
        ):
            raise ValueError(match[0])
        return YearMention(year.number, _is_fiscal(match["unit"]), year.era)

    def _within(self, year: YearMention | None, *, numeric: bool) -> DatePart:
        """Read what follows a year: ``.3月末``, ``-04-01``, ``6月``, ``秋`` or nothing."""
        match = self.take(_DOTTED) if numeric else None
        if not match and numeric and year:
            match = self.take(_ISO_DAY if year.era else _ISO)
        # "R5.3月" and "R5 3月" are of the calendar year, "R5年度3月" is of the fiscal year.
        calendar = YearMention(year.number, fiscal=False, era=year.era) if year and numeric else year
        if match and match["day"]:
            return DatePart(calendar, int(match["month"]), int(match["day"]))
        if match := match or self.take(_MONTH):
            return self._within_month(calendar, int(match["month"]))
        match = self.take(_PIECE_OF_YEAR)
        return DatePart(year, piece=_normal(match[1]) if match else "")

    def _within_month(self, year: YearMention | None, month: int) -> DatePart:
        """Read what follows a month: ``4日``, ``末`` or nothing."""
        if match := self.take(_DAY):
            return DatePart(year, month, int(match["day"]))
        match = self.take(_MONTH_PIECE)
        return DatePart(year, month, piece=match[1] if match else "")

    def _without_year(self) -> DatePart | None:
        if match := self.take(_SLASHED):
            return DatePart(None, int(match["month"]), int(match["day"]))
        if match := self.take(_MONTH):
            return self._within_month(None, int(match["month"]))
        if match := self.take(_BARE_PIECE):
            return DatePart(piece=_normal(match[1] or match[2]))
        return None

    def _continued(self, earlier: DatePart) -> DatePart | None:
        """Read a date that is short because of the one before: R5～``7年度``, 5月上旬～``中旬``, 23日～``24日``."""
        if earlier.year and (match := self.take(_SHORT_YEAR)):
            year = YearMention(_after(earlier.year, int(match[1])), _is_fiscal(match[2]), earlier.year.era)
            return self._within(year, numeric=False)
        if match := self.take(_NEXT_YEAR):
            base = earlier.year or self.context
            later = base.calendar(earlier.month).shift(match[1] == "翌") if base else None
            return self._within(later, numeric=False)
        if earlier.month and (match := self.take(_LATER_MONTH_PIECE)):
            return DatePart(None, earlier.month, piece=match[1])
        if earlier.month and (match := self.take(_DAY)):
            return DatePart(None, earlier.month, int(match["day"]))
        if earlier.day and (match := self.take(_DOTTED_DAY)):
            return DatePart(None, int(match["month"]), int(match["day"]))
        match = self.take(_NUMBER)
        return _with_unit(earlier, int(match[1])) if match else None


def _with_unit(earlier: DatePart, number: int) -> DatePart | None:
    """Give a number the unit of the date before it."""
    if earlier.piece:
        return None
    if earlier.day:
        return DatePart(None, earlier.month, number)
    if earlier.month:
        return DatePart(None, number)
    if earlier.year:
        year = earlier.year
        return DatePart(YearMention(_after(year, number), year.fiscal, year.era))
    return None


def _after(year: YearMention, number: int) -> int:
    """Give the Gregorian year of a number that counts like ``year``: in its era, or in its century."""
    return year.era.first_day.year + number - 1 if year.era else year.number // 100 * 100 + number


def _is_fiscal(unit: str | None) -> bool:
    """Tell whether a year is fiscal: it is without a unit, as everywhere in a plan, but not with 年."""
    return unit != "年"


def _normal(word: str) -> str:
    """Give a word in the case in which the tables of pieces have it."""
    return word.upper()
