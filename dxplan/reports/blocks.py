"""What a report is made of: headings, lines, labelled values and tables, as plain data in the reader's language.

A report knows nothing of terminals or files; the formats in ``dxplan.reports.formats`` render it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from msgspec import Struct

Value = str | int | float | bool | None


class Column(Struct, frozen=True):
    """A column: its key in programs, its title for persons, and how it behaves in a narrow terminal.

    A ``fixed`` column is the last to be broken; the values of a ``below`` column move below their rows.
    """

    key: str
    title: str
    right: bool = False
    fixed: bool = False
    below: bool = False


class Table(Struct, frozen=True):
    """Rows under columns; every row has one value per column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: bool = False
    """Whether the last row sums the others up."""


class Heading(Struct, frozen=True):
    """A title; level 1 is the report's own."""

    text: str
    level: int = 1


class Lines(Struct, frozen=True):
    """Lines of text; ``style`` names a meaning (error, warning, good, dim), never a colour.

    ``tight`` lines follow the block before them without an empty line.
    """

    lines: tuple[str, ...]
    style: str = ""
    tight: bool = False


class Pairs(Struct, frozen=True):
    """Labels and their values; a value may have several lines."""

    items: tuple[tuple[str, str], ...]


Block = Heading | Lines | Pairs | Table


class Streamed(Struct, frozen=True):
    """A long list of a payload, of which one item after the other is made when it is written."""

    items: Callable[[], Iterable[Any]]


class Report(Struct, frozen=True):
    """An answer in every shape that a format may ask for.

    ``blocks`` are for persons, ``records`` is the one table that CSV and TSV write, ``payload`` is the JSON object.
    ``own`` holds, by the format's name, what a document renders itself: a page, a picture, a comment of bounded size.
    """

    blocks: tuple[Block, ...]
    records: Table
    payload: dict[str, Any] = {}
    own: dict[str, Callable[[], str]] = {}


def cell(value: Value) -> str:
    """Return a value as text: empty for nothing, yes and no as the words that JSON has for them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
