"""Dates in ordinary digits: full-width digits, letters and dots in them become narrow, and all else stays as printed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dxplan.model.fuzzy_date import parse_fuzzy_date
from dxplan.model.places import Place, compile_places, walk_places
from dxplan.model.pointer import join_pointer
from dxplan.stores.schemas import SchemaName, schema

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHIFT = ord("０") - ord("0")
_NARROW = {
    ord(character) + _SHIFT: character
    for character in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz./"
}


def narrow_dates(data: object, name: SchemaName) -> Iterator[tuple[str, str]]:
    """Yield (pointer, text) of each time in a document that means the same in narrow digits."""
    for path, value, _ in walk_places(data, _fuzzy_places(name)):
        if not isinstance(value, str):
            continue
        narrow = value.translate(_NARROW)
        if narrow != value and _meaning(narrow) == _meaning(value):
            yield join_pointer(path), narrow


@cache
def _fuzzy_places(name: SchemaName) -> Place:
    return compile_places(schema(name), frozenset({"fuzzyDate"}))


def _meaning(text: str) -> tuple[object, ...]:
    time = parse_fuzzy_date(text)
    return time.earliest, time.latest, time.open
