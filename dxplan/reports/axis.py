"""The numbers of a chart: round ticks for an axis, and lengths in whole cells that add up."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROUND = (1, 2, 5)


def ticks(highest: int, most: int = 7) -> list[int]:
    """Return at most so many (at least two) round whole numbers from 0 to the highest value or just above it."""
    step = next(
        size
        for power in count()
        for size in (digit * 10**power for digit in _ROUND)
        if -(-highest // size) < most
    )
    top = max(-(-highest // step), 1) * step
    return list(range(0, top + 1, step))


def shares(counts: Sequence[int], length: int) -> list[int]:
    """Divide a length in whole cells among counts, by the largest remainder; what is there gets a cell if it can."""
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    cells = [length * n // total for n in counts]
    by_remainder = sorted(range(len(counts)), key=lambda index: (-(length * counts[index] % total), index))
    for index in by_remainder[: length - sum(cells)]:
        cells[index] += 1
    for index, n in enumerate(counts):
        longest = max(range(len(cells)), key=cells.__getitem__)
        if n and not cells[index] and cells[longest] > 1:
            cells[longest] -= 1
            cells[index] += 1
    return cells
