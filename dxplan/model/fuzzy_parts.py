"""What fuzzy dates are made of: a year, a month, a day and pieces of them (上旬, 秋, 年度末), with their days.

The words for pieces are tables here; how they follow one another in a text is in ``fuzzy_scanner``. 上旬, 中旬
and 下旬 are the thirds of a month and the seasons begin in March, June, September and December, as the weather
service has them (気象庁「時に関する用語」).
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from dxplan.model.day_range import DayRange
from dxplan.model.era import Era
from dxplan.model.fiscal_year import APRIL

_BEGINNING = ("当初", "初頭", "初め", "はじめ", "始め", "初", "頭", "早々")
_MIDDLE = ("半ば", "中頃", "中ごろ")

# Words after a month: the first and the last day; 31 stands for the last day of any month.
MONTH_PIECES: dict[str, tuple[int, int]] = {
    **dict.fromkeys(("上旬", "初旬", "月初", *_BEGINNING), (1, 10)),
    **dict.fromkeys(("中旬", *_MIDDLE), (11, 20)),
    **dict.fromkeys(("下旬", "月末", "末"), (21, 31)),
    "末日": (31, 31),
    "前半": (1, 15),
    "後半": (16, 31),
    **dict.fromkeys(("中", "内", "いっぱい"), (1, 31)),
}

_WHOLE = ("通年", "通期", "全期", "年間", "途中", "中", "内", "間", "いっぱい", "FY")
_HALVES = (
    ("上半期", "上期", "前期", "前半", "H1", "1H"),
    ("下半期", "下期", "後期", "後半", "H2", "2H"),
)
_QUARTERS = tuple(
    (f"第{number}四半期", f"第{kanji}四半期", f"Q{number}", f"{number}Q")
    for number, kanji in enumerate("一二三四", start=1)
)

# Words after a fiscal year: the first and the last month. 春 is April and May only: of the two Marches beside
# it one belongs to the year before and the other is called 年度末, and a range cannot have both.
FISCAL_PIECES: dict[str, tuple[int, int]] = {
    **dict.fromkeys(_WHOLE, (4, 3)),
    **dict.fromkeys(_BEGINNING, (4, 4)),
    **dict.fromkeys(_MIDDLE, (8, 11)),
    "末": (3, 3),
    **dict.fromkeys(_HALVES[0], (4, 9)),
    **dict.fromkeys(_HALVES[1], (10, 3)),
    **dict.fromkeys(_QUARTERS[0], (4, 6)),
    **dict.fromkeys(_QUARTERS[1], (7, 9)),
    **dict.fromkeys(_QUARTERS[2], (10, 12)),
    **dict.fromkeys(_QUARTERS[3], (1, 3)),
    "春": (4, 5),
    "夏": (6, 8),
    "秋": (9, 11),
    "冬": (12, 2),
    "年末": (12, 12),
    "年内": (4, 12),
    "年明け": (1, 1),
    "年始": (1, 1),
}

# Words after a calendar year (R5年). Its 冬 is the one that begins in it: 12月 to 2月 of the next year.
CALENDAR_PIECES: dict[str, tuple[int, int]] = {
    **dict.fromkeys(_WHOLE, (1, 12)),
    **dict.fromkeys(("明け", *_BEGINNING), (1, 1)),
    **dict.fromkeys(_MIDDLE, (5, 8)),
    "末": (12, 12),
    **dict.fromkeys(_HALVES[0], (1, 6)),
    **dict.fromkeys(_HALVES[1], (7, 12)),
    **{word: (3 * n + 1, 3 * n + 3) for n, words in enumerate(_QUARTERS) for word in words},
    "春": (3, 5),
    "夏": (6, 8),
    "秋": (9, 11),
    "冬": (12, 2),
}


class YearMention(Struct, frozen=True):
    """A year as a text names it: Gregorian number of its first day, fiscal or calendar, era where written."""

    number: int
    fiscal: bool
    era: Era | None = None

    def month(self, month: int) -> DayRange:
        """Give the days of a month (1–12) of this year; ValueError for a month that is none."""
        return DayRange.of_month(self.number + (self.fiscal and month < APRIL), month)

    def months(self, first: int, last: int) -> DayRange:
        """Give the days from one month to another, which is in the next year when it is not later in this."""
        start, end = self.month(first), self.month(last)
        return start.through(end if start.start <= end.start else self.shift(1).month(last))

    def piece(self, word: str) -> DayRange:
        """Give the days of a piece of this year; ValueError when its kind of year has no such piece."""
        pieces = FISCAL_PIECES if self.fiscal else CALENDAR_PIECES
        if word not in pieces:
            raise ValueError(word)
        return self.months(*pieces[word])

    def calendar(self, month: int | None) -> YearMention:
        """Give the calendar year in which a month of this year lies, or its first day where none is named."""
        next_already = self.fiscal and month is not None and month < APRIL
        return YearMention(self.number + next_already, fiscal=False, era=self.era)

    def shift(self, years: int) -> YearMention:
        """Give the same kind of year, that many years later."""
        return replace(self, number=self.number + years)


class DatePart(Struct, frozen=True):
    """One date as written: what it names of year, month, day and piece (of the month, or of the year)."""

    year: YearMention | None = None
    month: int | None = None
    day: int | None = None
    piece: str = ""

    def days(self, year: YearMention) -> DayRange:
        """Give its days in ``year``; ValueError for a month, day or piece that does not exist."""
        if self.month is None:
            return year.piece(self.piece or "通年")
        month = year.month(self.month)
        if self.day is not None:
            return DayRange.of_day(month.start.replace(day=self.day))
        first, last = MONTH_PIECES.get(self.piece, (1, 31))
        end = month.last_day
        return DayRange(month.start.replace(day=min(first, end.day)), month.end).through(
            DayRange.of_day(month.start.replace(day=min(last, end.day)))
        )
