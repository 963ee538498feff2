"""Bases that are a merge with open conflicts, as git makes them where two editions have gone back to several.

What such a conflict says on its two sides is nobody's starting point: whoever settled it, in whatever way, has changed it.
It stands in the base as something that no file can say, so that only those agree on it who settled it in the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.model.line_merge import chunks
from dxplan.model.list_keys import keyed_entries
from dxplan.stores.matching import same

if TYPE_CHECKING:
    from dxplan.model.content import Data
    from dxplan.model.list_keys import ListKeys

# No text of a plan file can hold this character.
_OPEN = "\0"


def undecided(one: Data, other: Data, keys: ListKeys) -> Data:
    """Return what both sides of a merge with conflicts say, and what they contradict each other in as undecided."""
    return {key: _value(one.get(key), other.get(key), keys.at(key)) for key in {**one, **other}}


def _value(one: Any, other: Any, keys: ListKeys) -> Any:
    if same(one, other):
        return one
    if isinstance(one, dict) and isinstance(other, dict):
        return undecided(one, other, keys)
    if isinstance(one, list) and isinstance(other, list):
        entries, others = keyed_entries(one, keys), keyed_entries(other, keys)
        if entries is not None and others is not None:
            return [_entry(entries.get(name), others.get(name), keys) for name in {**entries, **others}]
    if isinstance(one, str) and isinstance(other, str):
        return _text(one, other)
    return _OPEN


def _entry(one: Data | None, other: Data | None, keys: ListKeys) -> Data:
    if one is not None and other is not None:
        return undecided(one, other, keys)
    # Only one side has it: nothing but its key is known.
    entry = one or other or {}
    ways = ([part.name for part in way] for way in keys.alternatives or ())
    known = next((way for way in ways if all(name in entry for name in way)), [])
    return {name: value if name in known else _OPEN for name, value in entry.items()} | {_OPEN: _OPEN}


def _text(one: str, other: str) -> str:
    lines: list[str] = []
    for chunk in chunks(one.split("\n"), one.split("\n"), other.split("\n")):
        agreed = chunk.ours == chunk.theirs
        lines += chunk.ours if agreed else [_OPEN + line for line in chunk.ours or chunk.theirs]
    return "\n".join(lines)


def decided(value: Any) -> Any:
    """Return a value of such a base as the first side has it, as far as that is known: for people to read."""
    if isinstance(value, dict):
        return {key: decided(below) for key, below in value.items() if _OPEN not in (key, below)}
    if isinstance(value, list):
        return [decided(below) for below in value]
    return value.replace(_OPEN, "") if isinstance(value, str) else value
