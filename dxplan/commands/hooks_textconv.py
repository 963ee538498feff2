"""The diff driver: a plan file as fields, or as it is where it cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.errors import DocumentError
from dxplan.model.migration import brought_up
from dxplan.reports.textconv import field_lines
from dxplan.stores.documents import parse_document
from dxplan.stores.merge_conflicts import differing, halves
from dxplan.stores.merge_git import read_side
from dxplan.stores.schemas import list_keys
from dxplan.stores.source_text import decode

if TYPE_CHECKING:
    from dxplan.commands.session import Session
    from dxplan.stores.schemas import SchemaName


def show_fields(session: Session, file: str) -> None:
    """Write the fields of a file to standard output; git hands over copies, so its name does not say what it is."""
    raw = read_side(file)
    try:
        text = _fields(raw)
    except DocumentError:
        session.console.raw(raw)
    else:
        session.console.raw(text)


def _fields(raw: bytes) -> str:
    """Return the fields of a file, or of both sides of its conflicts; raises DocumentError."""
    try:
        return _lines(raw)
    except DocumentError as error:
        found = halves(decode(raw).text) if error.rule == "merge-conflict" else None
        if found is None:
            raise
    ours, theirs, marks = found
    sides = [_lines(side.encode()).split("\n") for side in (ours, theirs)]
    return "\n".join(differing(sides[0], sides[1], marks))


def _lines(raw: bytes) -> str:
    data = parse_document("", raw).data
    kind: SchemaName = "plan" if "pillars" in data and "id" not in data else "initiative"
    return field_lines(brought_up(data, kind), list_keys(kind))
