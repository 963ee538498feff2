"""The table format, for a person: it fits the terminal, colour only helps, full-width text stays aligned.

Where the output is no terminal, the same content comes without colour and is never folded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from dxplan.reports.blocks import Block, Heading, Lines, Pairs, Table
from dxplan.reports.formats.grid import lines_of
from dxplan.reports.formats.wrapping import wrapped
from dxplan.reports.width import on_screen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.reports.blocks import Report
    from dxplan.reports.formats import Surroundings

Line = tuple[tuple[str, str], ...]
"""The parts of a line, each a text and the name of its style."""

_STYLES = {
    "error": "bold red",
    "warning": "yellow",
    "good": "green",
    "dim": "dim",
    "head": "bold",
    "rule": "dim",
}
_GAP = "  "
# A hint below a message stands further in; where it goes on, it stays there.
_HINT = "    "


def render(report: Report, surroundings: Surroundings) -> str:
    """Return the report's blocks, an empty line between them."""
    lines = list(_all_lines(report, surroundings.width))
    if surroundings.colour:
        return _coloured(lines)
    return "".join("".join(text for text, _ in line) + "\n" for line in lines)


def _coloured(lines: Iterable[Line]) -> str:
    # Without colour rich is not needed, and its import would take a third of the time of a small answer.
    from rich.color import ColorSystem  # noqa: PLC0415
    from rich.style import Style  # noqa: PLC0415

    # The lines fit already; rich only knows the codes of colours. A console of rich's would measure every line anew.
    styles = {name: Style.parse(style) for name, style in _STYLES.items()}
    plain = Style.null()
    return "".join(
        "".join(
            styles.get(name, plain).render(text, color_system=ColorSystem.STANDARD) for text, name in line
        )
        + "\n"
        for line in lines
    )


def _all_lines(report: Report, width: int | None) -> Iterator[Line]:
    for index, block in enumerate(report.blocks):
        if index and not (isinstance(block, Lines) and block.tight):
            yield ()
        yield from _lines(block, width)


def _lines(block: Block, width: int | None) -> Iterator[Line]:
    match block:
        case Heading():
            for line in _broken(block.text, width):
                yield ((line, "head"),)
        case Lines():
            for text in block.lines:
                indent = _HINT if text.startswith(_HINT) else ""
                for line in _broken(text.removeprefix(indent), width, len(indent)):
                    yield ((indent + line, block.style),)
        case Pairs():
            yield from _pairs(block, width)
        case Table():
            for row in lines_of(block, width):
                yield ((row.text, row.kind),)


def _pairs(block: Pairs, width: int | None) -> Iterator[Line]:
    """Yield labels in a column of their own, and beside them their values."""
    column = max((cell_len(label) for label, _ in block.items), default=0)
    for label, value in block.items:
        start = label + " " * (column - cell_len(label)) + _GAP
        for line in _broken(value, width, column + len(_GAP)):
            yield (start, "dim" if start.strip() else ""), (line, "")
            start = " " * (column + len(_GAP))


def _broken(text: str, width: int | None, indent: int = 0) -> list[str]:
    """Return the lines of a text that has ``width`` columns but for an indent."""
    safe = on_screen(text)
    return safe.split("\n") if width is None else wrapped(safe, width - indent)
