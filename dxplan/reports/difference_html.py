"""Blocks and changed fields as HTML; every text from a plan is escaped, every table says what its cells belong to."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from dxplan.i18n import N_
from dxplan.reports.blocks import Block, Heading, Lines, Pairs, Table, cell
from dxplan.reports.difference_lines import SIGNS
from dxplan.reports.difference_markdown import ADDED, REMOVED
from dxplan.reports.difference_overview import AFTER, BEFORE
from dxplan.reports.text_marks import elided
from dxplan.reports.width import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dxplan.i18n import Speaker
    from dxplan.reports.difference_fields import Told
    from dxplan.reports.text_marks import Piece

_TAGS = {"removed": "del", "added": "ins"}


def text(value: str) -> str:
    """Return a text that HTML shows as it is, line breaks included."""
    return escape(shown(value)).replace("\n", "<br>")


def anchor(*names: str | None) -> str:
    """Return the id of a place in the page; it is a text without spaces and quotes, whatever the names are."""
    return "-".join(quote(name, safe="") for name in names if name)


def blocks_html(blocks: Iterable[Block], level: int) -> Iterator[str]:
    """Yield blocks as HTML; lines between a heading and its table stand below the table."""
    waiting: list[str] = []
    caption = ""
    for block in blocks:
        match block:
            case Heading():
                yield from waiting
                waiting, caption = [], block.text
                yield f"<h{level}>{text(caption)}</h{level}>"
            case Table():
                yield table(block, caption)
                yield from waiting
                waiting, caption = [], ""
            case Lines():
                waiting += [f"<p>{text(line)}</p>" for line in block.lines]
            case Pairs():
                waiting += [f"<p>{text(label)}: {text(value)}</p>" for label, value in block.items]
    yield from waiting


def table(block: Table, caption: str) -> str:
    """Return a table whose first column names the rows."""
    head = "".join(
        f'<th scope="col"{_number(right=column.right)}>{text(column.title)}</th>' for column in block.columns
    )
    rows = []
    for row in block.rows:
        cells = [f'<th scope="row">{text(cell(row[0]))}</th>']
        cells += [
            f"<td{_number(right=column.right)}>{text(cell(value))}</td>"
            for column, value in zip(block.columns[1:], row[1:], strict=True)
        ]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return _table(caption, head, rows)


def fields_table(changes: Sequence[Told], caption: str, say: Speaker) -> str:
    """Return changed fields as a table: the field, before, after; a text with marks takes both columns."""
    titles = (N_("Field"), BEFORE, AFTER)
    head = "".join(f'<th scope="col">{text(say.text(title))}</th>' for title in titles)
    rows = [f'<tr><th scope="row">{text(told.label)}</th>{_field_cells(told, say)}</tr>' for told in changes]
    return _table(caption, head, rows, ' class="fields"')


def _table(caption: str, head: str, rows: Sequence[str], attributes: str = "") -> str:
    # The heading above says the same to the eye; who jumps from table to table hears it here.
    told = f'<caption class="heard">{text(caption)}</caption>'
    body = "\n".join(rows)
    return (
        f'<div class="wide"><table{attributes}>{told}\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody></table></div>"
    )


def _field_cells(told: Told, say: Speaker) -> str:
    note = f" ({text(told.note)})" if told.note else ""
    if told.pieces:
        return f'<td colspan="2">{marks(told.pieces)}{note}</td>'
    if told.how == "added":
        return f'<td colspan="2">{text(say.text(ADDED))}: {_marked("added", told.new)}{note}</td>'
    if told.how == "removed":
        return f'<td colspan="2">{text(say.text(REMOVED))}: {_marked("removed", told.old)}{note}</td>'
    return f"<td>{text(told.old)}</td><td>{text(told.new)}{note}</td>"


def marks(pieces: Sequence[Piece]) -> str:
    """Return a text with its removed and added stretches in elements, and in signs for those who see no colours."""
    return "".join(
        text(piece.text) if piece.kind == "same" else _marked(piece.kind, piece.text)
        for piece in elided(pieces)
    )


def _marked(kind: str, value: str) -> str:
    before, after = SIGNS[kind]
    return f"<{_TAGS[kind]}>{before}{text(value)}{after}</{_TAGS[kind]}>"


def _number(*, right: bool) -> str:
    return ' class="number"' if right else ""
