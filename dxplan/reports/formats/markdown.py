"""Markdown: for pull requests and minutes; cells and lines cannot break out of their place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dxplan.reports.blocks import Block, Heading, Lines, Pairs, Table, cell
from dxplan.reports.width import shown

if TYPE_CHECKING:
    from dxplan.reports.blocks import Report
    from dxplan.reports.formats import Surroundings

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!@&$])")
# Lists, rules and underlined headings begin a line; only punctuation can be escaped.
# A slash begins a command to GitLab in a comment.
_LINE_START = re.compile(r"^(\s*)(?:([-+=])(?=[-+=\s]|$)|([0-9]+)([.)])(?=\s|$)|(/)(?=\w))", re.MULTILINE)
# GitHub and GitLab look for names and numbers in what Markdown has become, where no backslash is left.
_REFERENCE = re.compile(r"((?<!&)#|@)(?=\w)")


def render(report: Report, _surroundings: Surroundings) -> str:
    """Return the report's blocks as Markdown."""
    parts: list[str] = []
    for block in report.blocks:
        if parts:
            parts.append("  \n" if isinstance(block, Lines) and block.tight else "\n\n")
        parts.append(_block(block))
    return "".join(parts) + "\n"


def escaped(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    plain = _LINE_START.sub(_not_at_start, _SPECIAL.sub(r"\\\1", shown(text)))
    return unreferring(plain)


def unreferring(text: str) -> str:
    """Return a text of HTML or Markdown that calls nobody (@name) and refers to nothing (#1): something unseen parts them."""
    return _REFERENCE.sub(r"\1&#8203;", text)


def _not_at_start(match: re.Match[str]) -> str:
    indent, sign, number, stop, slash = match.groups()
    return f"{indent}{number}\\{stop}" if number else f"{indent}\\{sign or slash}"


def _in_cell(text: str) -> str:
    return "<br>".join(escaped(text).splitlines())


def _block(block: Block) -> str:
    match block:
        case Heading():
            return "#" * block.level + " " + " ".join(escaped(block.text).split())
        case Lines():
            return "\n".join(f"{_in_cell(line.rstrip())}  " for line in block.lines).rstrip()
        case Pairs():
            return "\n".join(f"- **{escaped(label)}**: {_in_cell(value)}" for label, value in block.items)
        case Table():
            return _table(block)


def _table(table: Table) -> str:
    from tabulate import tabulate  # noqa: PLC0415

    # Markdown sets nothing in bold whose marks stand beside a space.
    rows = [[_in_cell(cell(value)).strip() for value in row] for row in table.rows]
    if table.total and rows:
        rows[-1] = [f"**{text}**" if text else text for text in rows[-1]]
    return tabulate(
        rows,
        headers=[_in_cell(column.title) for column in table.columns],
        tablefmt="pipe",
        disable_numparse=True,
        colalign=["right" if column.right else "left" for column in table.columns] if rows else None,
    )
