"""What a report is made of: headings, lines, labelled values and tables, as plain data in the reader's language.

A report knows nothing of terminals or files; the formats in ``dxplan.reports.formats`` render it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in programs, its title for persons, and how it behaves in a narrow terminal."""

    key: str
    title: str
    right: bool = False
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; every row has one value per column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: bool = False
    """Whether the last row sums the others up."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A title; level 1 is the report's own."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of text; ``style`` names a meaning (error, warning, good, dim), never a colour.

    ``tight`` lines follow the block before them without an empty line.
    """

    lines: tuple[str, ...]
    style: str = ""
    tight: bool = False


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labels and their values; a value may have several lines."""

    items: tuple[tuple[str, str], ...]


Block = Heading | Lines | Pairs | Table


@dataclass(frozen=True, slots=True)
class Report:
    """An answer in every shape that a format may ask for.

    ``blocks`` are for persons, ``records`` is the one table that CSV and TSV write, ``payload`` is the JSON object.
    """

    blocks: tuple[Block, ...]
    records: Table
    payload: dict[str, Any] = field(default_factory=dict)


def cell(value: Value) -> str:
    """Return a value as text: empty for nothing, yes and no as the words that JSON has for them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
