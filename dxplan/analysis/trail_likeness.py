"""Likeness: which initiative that is gone lives on under another id, seen from its data."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dxplan.model.content import Data

_PERCENT = 60
_ALL_PAIRS = 10_000
_COMMON = 20
"""How many documents may share a value that still says something about them."""
_ENCODER = msgspec.msgpack.Encoder(order="deterministic")


def alike_pairs(
    olds: Sequence[tuple[str, str, Data]], news: Sequence[tuple[str, str, Data]]
) -> list[tuple[int, int]]:
    """Return positions of documents (plan, path, data) that are the same initiative under another id.

    At least 60 % of the top-level fields other than the id are equal; the most alike pair is taken first, then the one
    that kept its path, then by path. Only documents of one plan are compared.
    """
    old_fields = [_fields(data) for _, _, data in olds]
    new_fields = [_fields(data) for _, _, data in news]
    pairs: list[tuple[float, bool, str, str, int, int]] = []
    for old, new in _candidates(old_fields, new_fields):
        if olds[old][0] == news[new][0]:
            share = _share(old_fields[old], new_fields[new])
            if share * 100 >= _PERCENT:
                old_path, new_path = olds[old][1], news[new][1]
                pairs.append((-share, old_path != new_path, old_path, new_path, old, new))
    found: list[tuple[int, int]] = []
    old_taken, new_taken = set[int](), set[int]()
    for *_, old, new in sorted(pairs):
        if old not in old_taken and new not in new_taken:
            found.append((old, new))
            old_taken.add(old)
            new_taken.add(new)
    return found


def _fields(data: Data) -> dict[str, bytes]:
    """Return top-level fields in a form that is cheap to compare and tells true from 1."""
    return {key: _ENCODER.encode(value) for key, value in data.items() if key != "id"}


def _share(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> float:
    """Return how much of the fields of two documents is equal; two documents without any say nothing."""
    keys = old.keys() | new.keys()
    return sum(1 for key in keys if key in old and old[key] == new.get(key)) / len(keys) if keys else 0.0


def _candidates(
    olds: Sequence[Mapping[str, bytes]], news: Sequence[Mapping[str, bytes]]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs worth a look: all of them, or where they are very many those that share a value few have."""
    if len(olds) * len(news) <= _ALL_PAIRS:
        yield from ((old, new) for old in range(len(olds)) for new in range(len(news)))
        return
    bearers: dict[Any, list[int]] = defaultdict(list)
    for old, fields in enumerate(olds):
        for field in fields.items():
            bearers[field].append(old)
    for new, fields in enumerate(news):
        found: set[int] = set()
        for field in fields.items():
            if len(bearers.get(field, ())) <= _COMMON:
                found.update(bearers.get(field, ()))
        yield from ((old, new) for old in sorted(found))
