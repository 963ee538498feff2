"""The layout of a table in a terminal: how wide each column is, and which values leave the grid.

A table that fits is drawn as it is. In one that does not, the values of a column that is told to may stand ``below``
its row, over the whole width; then the columns that may be broken give way, the widest first; the fixed ones last.
Nothing is ever cut off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from rich.cells import cell_len

from dxplan.reports.blocks import cell
from dxplan.reports.formats.wrapping import wrapped
from dxplan.reports.width import on_screen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.reports.blocks import Column, Table

_GAP = 2
_INDENT = "  "
# A long text that has less room than this in its column is better read below the row.
_ROOMY = 30
_NARROW, _NARROWEST = 10, 4


class Line(Struct, frozen=True):
    """A line of a table; ``kind`` is ``head``, ``rule`` or ``body``."""

    text: str
    kind: str = "body"


def lines_of(table: Table, width: int | None) -> Iterator[Line]:
    """Yield the lines of a table that is at most ``width`` columns wide, None for as wide as it likes."""
    titles = [on_screen(column.title) for column in table.columns]
    rows = [[on_screen(cell(value)) for value in row] for row in table.rows]
    natural = [
        max(cell_len(line) for text in (title, *(row[index] for row in rows)) for line in text.split("\n"))
        for index, title in enumerate(titles)
    ]
    inside = _inside(table.columns, natural, width)
    below = [index for index in range(len(titles)) if index not in inside]
    widths = _fitting(table.columns, {index: natural[index] for index in inside}, width)
    right = {index for index in inside if table.columns[index].right}

    for text in _grid_lines(titles, widths, right):
        yield Line(text, "head")
    for index in below:
        yield Line(_INDENT + titles[index], "head")
    whole = max(sum(widths.values()) + _GAP * (len(widths) - 1), 0)
    ruler = width if below and width is not None else whole
    rule = Line("─" * ruler, "rule")
    yield rule
    for number, row in enumerate(rows):
        if table.total and number == len(rows) - 1:
            yield rule
        for text in _grid_lines(row, widths, right):
            yield Line(text)
        for index in below:
            label = f"{titles[index]}: " if len(below) > 1 else ""
            for text in wrapped(label + row[index], (width or whole) - len(_INDENT)) if row[index] else ():
                yield Line(_INDENT + text)


def _inside(columns: Sequence[Column], natural: Sequence[int], width: int | None) -> list[int]:
    """Return which columns stand in the grid."""
    everything = list(range(len(columns)))
    if width is None or _whole(natural) <= width:
        return everything
    inside = [index for index in everything if not columns[index].below]
    moved = [natural[index] for index in everything if columns[index].below]
    if not inside:
        return everything
    room = width - _whole([natural[index] for index in inside]) - _GAP * len(moved)
    return everything if room >= sum(min(size, _ROOMY) for size in moved) else inside


def _whole(widths: Sequence[int]) -> int:
    return sum(widths) + _GAP * (len(widths) - 1)


def _fitting(columns: Sequence[Column], widths: dict[int, int], width: int | None) -> dict[int, int]:
    """Return the widths that the columns get, the widest of those that may be broken giving way first."""
    if width is None:
        return widths
    widths = dict(widths)
    free = [index for index in widths if not columns[index].fixed]
    for able, least in ((free, _NARROW), (list(widths), _NARROW), (list(widths), _NARROWEST)):
        while able and _whole(list(widths.values())) > width:
            widest = max(able, key=lambda index: widths[index])
            if widths[widest] <= least:
                break
            widths[widest] -= 1
    return widths


def _grid_lines(texts: Sequence[str], widths: dict[int, int], right: set[int]) -> Iterator[str]:
    """Yield the lines of one row, every value broken into the width of its column."""
    broken = {index: wrapped(texts[index], size) for index, size in widths.items()}
    for number in range(max(map(len, broken.values()), default=0)):
        parts = []
        for index, size in widths.items():
            text = broken[index][number] if number < len(broken[index]) else ""
            space = " " * (size - cell_len(text))
            parts.append(space + text if index in right else text + space)
        yield (" " * _GAP).join(parts).rstrip()
