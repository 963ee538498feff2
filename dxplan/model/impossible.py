"""Values of the right form that do not exist: the 30th of February, year 80 of Showa, a time zone nobody has."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from dxplan.errors import ValueTextError
from dxplan.model.fiscal_year import FiscalYear
from dxplan.model.period import Period
from dxplan.model.places import Path, Place, walk_places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PARSERS: dict[str, Callable[[str], object]] = {
    "date": date.fromisoformat,
    "fiscalYear": FiscalYear.parse,
    "period": Period.parse,
    "timeZone": lambda name: import_module("zoneinfo").ZoneInfo(name),
}


DATED_KINDS = frozenset(_PARSERS)
"""The kinds of places whose values may have the right form and yet not exist."""


def impossible_values(data: object, places: Place) -> Iterator[tuple[Path, str]]:
    """Yield (path, value) of each day, fiscal year, period or time zone in a document that does not exist."""
    for path, value, kinds in walk_places(data, places):
        if isinstance(value, str) and not _exists(value, kinds):
            yield path, value


@lru_cache(maxsize=4096)  # a plan says few years and periods, over and over
def _exists(text: str, kinds: frozenset[str]) -> bool:
    return any(_parses(_PARSERS[kind], text) for kind in kinds)


def _parses(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except (ValueError, OSError, LookupError, ValueTextError):
        return False
    return True
