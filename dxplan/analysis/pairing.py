"""Entries of a list that live on under another key, found by likeness.

What is left over at both ends after matching by key is paired, the most alike first. Likeness looks at the texts of
the keys and at all else that the entries say. It is the same whichever end is the older one, and bounded in time.
"""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from dxplan.model.list_keys import Alternative, key_alternative

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dxplan.model.content import Data
    from dxplan.model.list_keys import ListKeys

_ENOUGH = 0.5
# More pairs than these are not looked at one by one.
_MOST_PAIRS = 1600
# Texts up to the first length are compared letter by letter, longer ones by the pairs of letters in their beginning.
_SHORT, _LONGEST = 48, 1000
# What entries say beside their keys weighs as much as the keys do, but may weigh this much where keys are short.
_LEAST_WEIGHT = 20


class _Entry(Struct, frozen=True, eq=False):
    """An entry as texts: its key and the properties that make it, all else, and all together; and its former names."""

    segment: str
    alternative: Alternative
    key: str
    rest: str
    whole: str
    name: str | None
    formerly: tuple[Any, ...]

    def was(self, other: _Entry) -> bool:
        """Say whether this entry had the name of another one."""
        return other.name is not None and other.name in self.formerly


def paired(old: Mapping[str, Data], new: Mapping[str, Data], keys: ListKeys) -> list[tuple[str, str]]:
    """Return (old key, new key) of entries that are the same, in the order of the new ones.

    Entries whose keys are years or periods are never paired: another year is another entry.
    """
    if keys.is_time or not old or not new:
        return []
    old_entries = [_entry(segment, entry, keys) for segment, entry in old.items()]
    new_entries = [_entry(segment, entry, keys) for segment, entry in new.items()]
    if len(old) * len(new) <= _MOST_PAIRS:
        scores = [(_likeness(one, other), one, other) for one in old_entries for other in new_entries]
        candidates = [candidate for candidate in scores if candidate[0] >= _ENOUGH]
    else:
        candidates = list(_surely_same(old_entries, new_entries))
    # The keys of the two sides differ, so ordering the two of a pair leaves no tie and knows no side.
    candidates.sort(key=lambda found: (-found[0], sorted((found[1].segment, found[2].segment))))
    after = dict(_best(candidates))
    return [(after[segment], segment) for segment in new if segment in after]


def _best(candidates: Iterable[tuple[float, _Entry, _Entry]]) -> Iterator[tuple[str, str]]:
    """Yield (new key, old key), each once, from candidates in order."""
    taken = set()
    for _, one, other in candidates:
        if one.segment not in taken and other.segment not in taken:
            taken |= {one.segment, other.segment}
            yield other.segment, one.segment


def _surely_same(old: Sequence[_Entry], new: Sequence[_Entry]) -> Iterator[tuple[float, _Entry, _Entry]]:
    """Yield pairs that say so themselves, or that alone at their ends say the same."""
    by_name = {entry.name: entry for entry in old if entry.name}
    yield from (
        (1.0, by_name[name], entry)
        for entry in new
        for name in filter(_is_text, entry.formerly)
        if name in by_name
    )
    by_name = {entry.name: entry for entry in new if entry.name}
    yield from (
        (1.0, entry, by_name[name])
        for entry in old
        for name in filter(_is_text, entry.formerly)
        if name in by_name
    )
    old_counts, new_counts = (Counter(entry.rest for entry in side) for side in (old, new))
    by_rest = {entry.rest: entry for entry in new}
    for entry in old:
        if entry.rest and old_counts[entry.rest] == new_counts[entry.rest] == 1:
            yield _ENOUGH, entry, by_rest[entry.rest]


def _entry(segment: str, entry: Data, keys: ListKeys) -> _Entry:
    alternative = key_alternative(entry, keys.alternatives or ())
    own = {part.name for part in alternative}
    rest = {key: value for key, value in entry.items() if key not in own and key != "formerly"}
    name, formerly = entry.get("name"), entry.get("formerly")
    return _Entry(
        segment,
        alternative,
        segment[:_LONGEST],
        "\n".join(_texts(rest))[:_LONGEST],
        "\n".join(_texts(entry))[:_LONGEST],
        name if isinstance(name, str) else None,
        tuple(formerly) if isinstance(formerly, list) else (),
    )


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _texts(value: Any) -> Iterator[str]:
    """Yield the scalars of a value as texts."""
    if isinstance(value, dict):
        for key in sorted(value):
            yield from _texts(value[key])
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif value is not None:
        yield str(value)


def _likeness(one: _Entry, other: _Entry) -> float:
    """Return how alike two entries are, from 0 to 1."""
    if one.was(other) or other.was(one):
        return 1.0
    if one.alternative != other.alternative:
        return text_likeness(one.whole, other.whole)
    key_weight = len(one.key) + len(other.key)
    rest_weight = min(len(one.rest) + len(other.rest), max(key_weight, _LEAST_WEIGHT))
    total = key_weight + rest_weight
    of_keys = text_likeness(one.key, other.key) * key_weight
    if of_keys + rest_weight < _ENOUGH * total:
        return 0.0
    return (of_keys + text_likeness(one.rest, other.rest) * rest_weight) / max(total, 1)


def text_likeness(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 1; the same whichever comes first."""
    if one == other:
        return 1.0
    if not one or not other:
        return 0.0
    if len(one) <= _SHORT and len(other) <= _SHORT:
        first, second = sorted((one, other))
        return SequenceMatcher(None, first, second, autojunk=False).ratio()
    one_pairs, other_pairs = _letter_pairs(one), _letter_pairs(other)
    common = sum((one_pairs & other_pairs).values())
    return 2 * common / max(one_pairs.total() + other_pairs.total(), 1)


@lru_cache(maxsize=256)
def _letter_pairs(text: str) -> Counter[str]:
    beginning = text[:_LONGEST]
    return Counter(map(str.__add__, beginning, beginning[1:]))
