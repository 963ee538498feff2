"""Starting a plan: from the answers of a city to the files of its plan repository.

Everything here is pure: the same answers make the same files. What the files say to people stands in both languages
beside each other, as it is the plan's language that decides, not that of the run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from dxplan.errors import ValueTextError
from dxplan.model.fiscal_year import FiscalYear
from dxplan.model.message import Bilingual, message
from dxplan.model.plain_text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

Language = Literal["ja", "en"]
Vocabulary = Literal["matsue", "rating", "none"]
Forge = Literal["github", "gitlab", "none"]
VOCABULARIES: tuple[Vocabulary, ...] = ("matsue", "rating", "none")
FORGES: tuple[Forge, ...] = ("github", "gitlab", "none")
_SPAN_SIGNS = ("..", "~", "-", "から")


class StartPillar(Struct, frozen=True):
    """A pillar that the plan begins with, and its categories."""

    name: str
    categories: tuple[str, ...] = ()


class Start(Struct, frozen=True, kw_only=True):
    """The answers from which a plan repository is made; ``plan`` is the folder's name."""

    plan: str
    city: str
    title: str
    first: FiscalYear
    last: FiscalYear
    pillars: tuple[StartPillar, ...]
    departments: tuple[str, ...]
    statuses: Vocabulary
    language: Language
    forge: Forge = "none"

    def said(self, text: Bilingual) -> str:
        """Return a text in the plan's language."""
        return text.ja if self.language == "ja" else text.en

    def year(self, year: FiscalYear) -> str:
        """Return a fiscal year as the plan writes it: R6, or FY2024 in English."""
        return str(year) if self.language == "ja" else year.english


def read_years(text: str) -> tuple[FiscalYear, FiscalYear]:
    """Read the first and the last fiscal year (``R6..R9``, ``令和6年度から令和9年度まで``, ``2024-2027``), or one.

    Raises ValueTextError.
    """
    folded = fold(text)
    for sign in _SPAN_SIGNS:
        first, found, last = folded.partition(sign)
        if found:
            return FiscalYear.parse(first), FiscalYear.parse(last.removeprefix(".").removesuffix("まで"))
    only = FiscalYear.parse(text)
    return only, only


def with_categories(pillars: Sequence[str], categories: Sequence[str]) -> tuple[StartPillar, ...]:
    """Put categories, each written as ``PILLAR/CATEGORY`` with the pillar's name or number, under their pillars.

    Raises ValueTextError for one that names no pillar.
    """
    below: dict[str, list[str]] = {name: [] for name in pillars}
    for written in categories:
        pillar = _pillar_of(written, pillars)
        below[pillar[0]].append(pillar[1])
    return tuple(StartPillar(name, tuple(below[name])) for name in pillars)


def _pillar_of(written: str, pillars: Sequence[str]) -> tuple[str, str]:
    """Divide ``PILLAR/CATEGORY``; a name may itself have a stroke, so the longest that fits is meant."""
    for name in sorted(pillars, key=len, reverse=True):
        if written.startswith(name + "/"):
            return name, written[len(name) + 1 :].strip()
    number, stroke, category = written.partition("/")
    digits = fold(number).strip()
    if stroke and digits.isdecimal() and 1 <= int(digits) <= len(pillars):
        return pillars[int(digits) - 1], category.strip()
    raise ValueTextError(
        message("“{text}” names none of the pillars", text=written),
        message(
            "Write it as PILLAR/CATEGORY, with the name or the number of the pillar: 1/{example}",
            example=category.strip() or written,
        ),
    )
