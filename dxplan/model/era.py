"""Japanese eras (元号) and the years counted in them.

First days: 元号法 (昭和54年法律第43号) and the 政令 under it for 平成 and 令和; the rescripts on the change of
era for the older ones. 明治 was declared on 1868-10-23 but counts from the lunar new year of that year,
1868-01-25. Japan has used the Gregorian calendar since 1873-01-01; earlier days are proleptic here.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from dxplan.errors import ValueTextError
from dxplan.model.message import message
from dxplan.model.plain_text import fold, folded_pattern

FIRST_YEAR = 1868
LAST_YEAR = 9990  # half-open ranges and steps to a later year must stay below date.max


class Era(Struct, frozen=True, order=True):
    """One era: its first day, its letter (``R``), its name (``令和``) and its one-character sign (``㋿``)."""

    first_day: date
    letter: str
    name: str
    sign: str


MEIJI = Era(date(1868, 1, 25), "M", "明治", "㍾")
TAISHO = Era(date(1912, 7, 30), "T", "大正", "㍽")
SHOWA = Era(date(1926, 12, 25), "S", "昭和", "㍼")
HEISEI = Era(date(1989, 1, 8), "H", "平成", "㍻")
REIWA = Era(date(2019, 5, 1), "R", "令和", "㋿")
ERAS = (MEIJI, TAISHO, SHOWA, HEISEI, REIWA)

_LAST_NUMBER = {
    era: following.first_day.year - era.first_day.year + 1
    for era, following in pairwise(ERAS)
    if era is not HEISEI  # see read_year
}
_ERA_OF_WORD = {word: era for era in ERAS for word in (era.letter, era.name, era.sign)}
_ERA_YEAR = rf"(?:{'|'.join(_ERA_OF_WORD)})\s*(?:元|\d{{1,2}})(?!\d)"


def _gloss(name: str) -> str:
    """Give the pattern of the same year said again in brackets, as in 令和4年(2022年)."""
    return rf"(?:\s*\(\s*(?P<{name}>{_ERA_YEAR}|\d{{4}})\s*(?:年度|年)?\s*\))?"


# A year as texts write it: 令和4年(2022年), 令和4(2022)年度, R4, 2022年. For a folded_pattern.
YEAR_PATTERN = (
    rf"(?P<year>{_ERA_YEAR}|\d{{4}}(?!\d))"
    rf"{_gloss('gloss')}(?:\s*(?P<unit>年度|年))?{_gloss('late_gloss')}"
)
_YEAR = folded_pattern(YEAR_PATTERN)


class YearText(Struct, frozen=True):
    """A year that a text names: its Gregorian number and, where it was written in one, its era."""

    number: int
    era: Era | None


def read_year(match: re.Match[str]) -> YearText | None:
    """Read a match of ``YEAR_PATTERN``; None for a year that is none or that its gloss contradicts.

    A year after the end of 平成 (平成35年) is read on: plans printed before 2019 name such years, and they
    stay valid (新元号への円滑な移行に向けた関係省庁連絡会議申合せ, 2019-04-02). Nobody means 昭和80年.
    """
    year = _read(match["year"])
    glosses = [_read(gloss) for gloss in (match["gloss"], match["late_gloss"]) if gloss]
    if not FIRST_YEAR <= year.number <= LAST_YEAR or any(gloss.number != year.number for gloss in glosses):
        return None
    return year


def _read(text: str) -> YearText:
    """Read one form of a year without its gloss; the number is 0 when the era has no such year."""
    if text[:4].isdigit():
        return YearText(int(text[:4]), None)
    digits = re.search(r"\d+", text)
    number = int(digits[0]) if digits else 1
    era = _ERA_OF_WORD[text.rstrip("元0123456789 ").upper()]
    known = 0 < number <= _LAST_NUMBER.get(era, number)
    return YearText(era.first_day.year + number - 1 if known else 0, era)


class EraYear(Struct, frozen=True, order=True):
    """A calendar year counted in an era: ``R5``, ``令和5年``; the number counts from 1 (元年)."""

    era: Era
    number: int

    @classmethod
    def parse(cls, text: str) -> EraYear:
        """Read ``R4``, ``令和4年``, ``令和元年`` or ``令和4年（2022年）``, in any width; raise ValueTextError else."""
        return _parse(text)

    @classmethod
    def of_day(cls, day: date) -> EraYear:
        """Give the year of an era in which ``day`` falls; ValueTextError before 明治."""
        era = era_of(day)
        return cls(era, day.year - era.first_day.year + 1)

    @classmethod
    def of_year(cls, gregorian: int) -> EraYear:
        """Give the name of a whole Gregorian year: the one that it has on its last day, so 2019 is R1.

        That is how offices name the year of a change of era afterwards. Raises ValueTextError for a year
        before 1868 or after the years that dxplan counts.
        """
        if not FIRST_YEAR <= gregorian <= LAST_YEAR:
            raise ValueTextError(message("no era year for the year {text}", text=gregorian))
        return cls.of_day(date(gregorian, 12, 31))

    @property
    def gregorian(self) -> int:
        """The Gregorian year, such as 2023."""
        return self.era.first_day.year + self.number - 1

    @property
    def japanese(self) -> str:
        """The year in words, such as ``令和5年`` or ``令和元年``."""
        return f"{self.era.name}{'元' if self.number == 1 else self.number}年"

    def __str__(self) -> str:
        return f"{self.era.letter}{self.number}"


def era_of(day: date) -> Era:
    """Give the era in which ``day`` falls; ValueTextError before 明治."""
    for era in reversed(ERAS):
        if day >= era.first_day:
            return era
    raise ValueTextError(message("no era holds the day {text}", text=day.isoformat()))


def short_day(day: date) -> str:
    """Write a day as tables do: ``R5.4.1``."""
    return f"{EraYear.of_day(day)}.{day.month}.{day.day}"


def japanese_day(day: date) -> str:
    """Write a day as letters do: ``令和5年4月1日``."""
    return f"{EraYear.of_day(day).japanese}{day.month}月{day.day}日"


@lru_cache(maxsize=1024)
def _parse(text: str) -> EraYear:
    match = _YEAR.compiled.fullmatch(fold(text).strip())
    year = read_year(match) if match and match["unit"] != "年度" else None
    if year is None or year.era is None:
        raise ValueTextError(message("{text} is not a year of an era, such as R5 or 令和5年", text=text))
    return EraYear(year.era, year.number - year.era.first_day.year + 1)
