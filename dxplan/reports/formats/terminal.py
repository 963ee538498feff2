"""The table format, for a person: it fits the terminal, colour only helps, full-width text stays aligned.

Where the output is no terminal, the same content comes without colour and is never folded.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.box import Box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from dxplan.reports.blocks import Block, Heading, Lines, Pairs, Table, cell
from dxplan.reports.width import shown

if TYPE_CHECKING:
    from dxplan.reports.blocks import Report
    from dxplan.reports.formats import Surroundings

_UNBOUNDED = 100_000
_STYLES = {"error": "bold red", "warning": "yellow", "good": "green", "dim": "dim"}
# Only characters that code page 932 has too.
_BOX = Box("    \n    \n -- \n    \n -- \n -- \n    \n    \n".replace("-", "─"))


def render(report: Report, surroundings: Surroundings) -> str:
    """Return the report's blocks, an empty line between them."""
    sink = io.StringIO()
    console = Console(
        file=sink,
        width=surroundings.width or _UNBOUNDED,
        force_terminal=surroundings.colour,
        color_system="standard" if surroundings.colour else None,
        no_color=not surroundings.colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for index, block in enumerate(report.blocks):
        if index and not (isinstance(block, Lines) and block.tight):
            console.print()
        _print(console, block)
    return "\n".join(line.rstrip() for line in sink.getvalue().split("\n"))


def _print(console: Console, block: Block) -> None:
    match block:
        case Heading():
            console.print(Text(shown(block.text), style="bold"))
        case Lines():
            for line in block.lines:
                console.print(Text(shown(line), style=_STYLES.get(block.style, "")))
        case Pairs():
            grid = RichTable.grid(padding=(0, 2))
            grid.add_column(no_wrap=True, style="dim" if console.color_system else "")
            grid.add_column(overflow="fold")
            for label, value in block.items:
                grid.add_row(Text(shown(label)), Text(shown(value)))
            console.print(grid)
        case Table():
            console.print(_table(block))


def _table(table: Table) -> RichTable:
    drawn = RichTable(box=_BOX, show_edge=False, pad_edge=False, padding=(0, 1), header_style="bold")
    for column in table.columns:
        drawn.add_column(
            Text(shown(column.title)),
            justify="right" if column.right else "left",
            no_wrap=column.fixed,
            overflow="fold",
        )
    for index, row in enumerate(table.rows):
        last = table.total and index == len(table.rows) - 2
        drawn.add_row(*(Text(shown(cell(value))) for value in row), end_section=last)
    return drawn
