"""Chance that falls the same way on every machine and with every version of Python."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


class Chance:
    """Draws that depend on a seed alone.

    Only ``random()`` is used, of which alone Python promises the same numbers for the same seed for good.
    """

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed).random  # noqa: S311  (the same numbers every time are what is wanted)

    def below(self, count: int) -> int:
        """Return a number from 0 up to one below ``count``."""
        return int(self._draw() * count)

    def between(self, least: int, greatest: int) -> int:
        """Return a number from ``least`` to ``greatest``, both included."""
        return least + self.below(greatest - least + 1)

    def pick(self, items: Sequence[T]) -> T:
        """Return one of some items."""
        return items[self.below(len(items))]

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """Return so many different items, in their order."""
        left = list(range(len(items)))
        drawn = [left.pop(self.below(len(left))) for _ in range(count)]
        return [items[place] for place in sorted(drawn)]

    def happens(self, share: float) -> bool:
        """Say yes in such a share of the cases."""
        return self._draw() < share
