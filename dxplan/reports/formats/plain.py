"""Plain text: columns aligned by width, no lines, no colour, nothing cut; for pipes, mails and minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.reports.blocks import Block, Heading, Lines, Pairs, Table, cell
from dxplan.reports.width import one_line, shown

if TYPE_CHECKING:
    from dxplan.reports.blocks import Report
    from dxplan.reports.formats import Surroundings


def render(report: Report, _surroundings: Surroundings) -> str:
    """Return the report's blocks, an empty line between them."""
    parts: list[str] = []
    for block in report.blocks:
        if parts:
            parts.append("\n" if isinstance(block, Lines) and block.tight else "\n\n")
        parts.append(_block(block))
    return "".join(parts) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading():
            return one_line(block.text)
        case Lines():
            return "\n".join(shown(line) for line in block.lines)
        case Pairs():
            return _aligned([[one_line(label), one_line(value)] for label, value in block.items], [])
        case Table():
            rows = [[one_line(cell(value)) for value in row] for row in block.rows]
            return _aligned(
                rows,
                [one_line(column.title) for column in block.columns],
                [column.right for column in block.columns],
            )


def _aligned(rows: list[list[str]], titles: list[str], right: list[bool] | None = None) -> str:
    from tabulate import tabulate  # noqa: PLC0415

    text = tabulate(
        rows,
        headers=titles,
        tablefmt="plain",
        disable_numparse=True,
        colalign=["right" if side else "left" for side in right] if right and rows else None,
    )
    return "\n".join(line.rstrip() for line in text.splitlines())
