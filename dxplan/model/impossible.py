"""Values of the right form that do not exist: the 30th of February, year 80 of Showa, a time zone nobody has."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from dxplan.errors import ValueTextError
from dxplan.model.fiscal_year import FiscalYear
from dxplan.model.period import Period
from dxplan.model.places import Path, PlaceKind, walk_places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PARSERS: dict[str, Callable[[str], object]] = {
    "date": date.fromisoformat,
    "fiscalYear": FiscalYear.parse,
    "period": Period.parse,
    "timeZone": ZoneInfo,
}


def impossible_values(data: object, places: PlaceKind) -> Iterator[tuple[Path, str]]:
    """Yield (path, value) of each day, fiscal year or period in a valid document that does not exist."""
    for path, value, place in walk_places(data, places):
        parsers = [_PARSERS[kind] for kind in place.kinds if kind in _PARSERS]
        if parsers and isinstance(value, str) and not any(_parses(parse, value) for parse in parsers):
            yield path, value


def _parses(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except (ValueError, OSError, LookupError, ValueTextError):
        return False
    return True
