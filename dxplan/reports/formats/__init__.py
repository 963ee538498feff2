"""The output formats: one module each, and this registry, from which every ``--format`` takes its choices."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.reports.blocks import Report

FormatName = Literal["table", "plain", "md", "json", "csv", "tsv"]
"""The formats that every report has: the choices of ``--format``, to which a command may add its own."""

FORMATS = {
    "table": "terminal",
    "plain": "plain",
    "md": "markdown",
    "json": "json_object",
    "csv": "separated_values",
    "tsv": "separated_values",
}
"""Format name → module; a module is imported only when its format is asked for."""


class Surroundings(Struct, frozen=True):
    """Where a report is going: ``width`` is None where lines may be as long as they like."""

    format: str = "table"
    width: int | None = None
    colour: bool = False


def render(report: Report, surroundings: Surroundings) -> str:
    """Return a report as text in the format that the surroundings name; what a report renders itself comes first."""
    if surroundings.format in report.own:
        return report.own[surroundings.format]()
    module = import_module(f"{__name__}.{FORMATS[surroundings.format]}")
    text: str = module.render(report, surroundings)
    return text


def render_pieces(report: Report, surroundings: Surroundings) -> Iterator[str]:
    """Yield a report as text, in pieces where the format can be written piece by piece."""
    if surroundings.format == "json":
        from dxplan.reports.formats.json_object import pieces  # noqa: PLC0415

        yield from pieces(report)
    else:
        yield render(report, surroundings)
