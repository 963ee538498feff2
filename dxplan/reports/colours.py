"""Fills of charts: colours that colour-blind readers keep apart, each with a pattern of its own for black and white.

The hues are those of Okabe and Ito (Color Universal Design, 2008), some made lighter or darker, so that the statuses
of most plans also differ as greys. Contrast is counted as WCAG 2.x does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

BLACK, WHITE, PAPER = "#000000", "#ffffff", "#ffffff"
TEXT, FAINT_TEXT, GRID = "#1a1a1a", "#4a4a4a", "#d0d0d0"

PATTERNS = {
    "plain": "",
    "rising": "M-2 2L2-2M0 8L8 0M6 10L10 6",
    "falling": "M-2 6L2 10M0 0L8 8M6-2L10 2",
    "crossed": "M0 0L8 8M8 0L0 8",
    "level": "M0 2H8M0 6H8",
    "upright": "M2 0V8M6 0V8",
    "grid": "M0 4H8M4 0V8",
    "dots": "M1 2H3M5 6H7",
}
"""Name → path in a tile of 8 × 8."""


class Fill(Struct, frozen=True):
    """How an area is filled: a ground and, on it, a pattern in a colour of its own."""

    ground: str
    pattern: str = "plain"
    line: str = BLACK

    @property
    def ink(self) -> str:
        """Black or white, whichever is easier to read on the ground."""
        return max((WHITE, BLACK), key=lambda ink: contrast(ink, self.ground))


OF_MEANING = {
    "planned": Fill("#e6eaee", "dots", "#5f6b76"),
    "preparing": Fill("#f2b84b", "rising", "#8a5a00"),
    "operating": Fill("#0072b2"),
    "completed": Fill("#00324f", "falling", "#7fb4d6"),
    "withdrawn": Fill("#ffffff", "crossed", "#6b6b6b"),
}
REST = Fill("#ffffff")
"""For what has no status."""
_SPARE = (
    Fill("#8ecbf0", "level", "#1d5f8a"),
    Fill("#d55e00", "upright", "#ffd0b0"),
    Fill("#f7ee8c", "grid", "#7a7000"),
    Fill("#cc79a7", "falling", "#5e2344"),
    Fill("#007a59", "dots", "#b9efdf"),
)


def fills_for(meanings: Sequence[str | None]) -> list[Fill]:
    """Return a fill for each status by what it means; no two are the same, as long as there are enough."""
    unused = [fill for means, fill in OF_MEANING.items() if means not in meanings]
    spare = iter([*_SPARE, *unused, *_more()])
    taken: set[Fill] = set()
    fills = []
    for means in meanings:
        wanted = OF_MEANING.get(means or "")
        fill = wanted if wanted and wanted not in taken else next(spare, REST)
        taken.add(fill)
        fills.append(fill)
    return fills


def _more() -> list[Fill]:
    """Return further fills: the spare grounds under the other patterns."""
    patterns = tuple(PATTERNS)
    return [
        Fill(fill.ground, patterns[(patterns.index(fill.pattern) + turn) % len(patterns)], fill.line)
        for turn in range(1, len(patterns))
        for fill in _SPARE
    ]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour ``#rrggbb``."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004  (sRGB)
