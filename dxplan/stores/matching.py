"""Which entries of a list live on in another one, and when two values are the same."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from dxplan.model.list_keys import keyed_entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.model.list_keys import ListKeys

_LIKE = 2


def same(one: object, other: object) -> bool:
    """Tell whether two values are the same in type and content, whatever the order of keys."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other


def matched(old: list[Any], new: list[Any], keys: ListKeys) -> list[int | None]:
    """Return for each entry of the new list the place of the old one that it continues, None where it is new.

    Entries with keys are matched by them, others by their content. What is left between two matched entries is paired
    where it is alike.
    """
    old_entries, new_entries = keyed_entries(old, keys), keyed_entries(new, keys)
    if old_entries is not None and new_entries is not None:
        places = {segment: place for place, segment in enumerate(old_entries)}
        match = [places.get(segment) for segment in new_entries]
    else:
        match = _by_content(old, new)
    return _paired(old, new, match)


def in_text_order(match: Sequence[int | None]) -> bool:
    """Say whether the entries that live on stand in their old order."""
    kept = [at for at in match if at is not None]
    return all(first < second for first, second in pairwise(kept))


def _by_content(old: list[Any], new: list[Any]) -> list[int | None]:
    match: list[int | None] = [None] * len(new)
    matcher = SequenceMatcher(
        None, [_frozen(item) for item in old], [_frozen(item) for item in new], autojunk=False
    )
    for start, at, size in matcher.get_matching_blocks():
        match[at : at + size] = range(start, start + size)
    # What only moved stands elsewhere.
    for at, item in enumerate(new):
        if match[at] is None:
            match[at] = next(
                (place for place, was in enumerate(old) if place not in match and same(was, item)), None
            )
    return match


def _paired(old: list[Any], new: list[Any], match: list[int | None]) -> list[int | None]:
    """Pair what has no partner and stands between the same neighbours."""
    free = [place for place in range(len(old)) if place not in match]
    before = {at: (match[at - 1] if at else -1) for at in range(len(new)) if match[at] is None}
    for at in [at for at, place in enumerate(match) if place is None]:
        neighbour = before[at] if before[at] is not None else match[at - 1]
        place = (neighbour if neighbour is not None else -2) + 1
        if place in free and _alike(old[place], new[at]):
            match[at] = place
            free.remove(place)
    return match


def _alike(one: object, other: object) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        shared = sum(key in other and same(value, other[key]) for key, value in one.items())
        return shared * _LIKE >= max(len(one), len(other))
    return not isinstance(one, (dict, list)) and not isinstance(other, (dict, list))


def _frozen(value: object) -> object:
    if isinstance(value, dict):
        return frozenset((key, _frozen(below)) for key, below in value.items())
    if isinstance(value, list):
        return tuple(map(_frozen, value))
    return (type(value), value)
