"""What ``dxplan hooks`` tells: the pieces in a git repository, and the fields on which a merge stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.i18n import N_
from dxplan.model.message import Message, message
from dxplan.reports.blocks import Column, Lines, Report, Table
from dxplan.reports.difference_words import field_words, value_words
from dxplan.reports.width import one_line
from dxplan.stores.hooks_pieces import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.i18n import Speaker
    from dxplan.model.merge import Conflict
    from dxplan.reports.difference_titles import FileKind

_NAMES = {
    "attributes": N_("Attributes of plan files"),
    "merge": N_("Merging by field"),
    "diff": N_("Changes shown as fields"),
    "pre-commit": N_("Check before each commit"),
}
_STATES: dict[State, str] = {
    "in place": N_("in place"),
    "missing": N_("missing"),
    "outdated": N_("outdated"),
    "foreign": N_("set by somebody else"),
}
_LONG = 40
_KEYS = ("part", "state", "place", "message")


class Piece(Struct, frozen=True):
    """How a piece is in a repository, where it stands, and what is to be known of it."""

    name: str
    state: State
    place: str
    note: Message | None = None


def status_report(pieces: Sequence[Piece], say: Speaker) -> Report:
    """Return how each piece is."""
    columns = (
        Column("part", say.text(N_("Part")), fixed=True),
        Column("state", say.text(N_("State")), fixed=True),
        Column("place", say.text(N_("Place"))),
    )
    told = tuple(
        (piece.name, piece.state, piece.place, say(piece.note) if piece.note else None) for piece in pieces
    )
    rows = tuple(
        (say.text(_NAMES[piece.name]), say.text(_STATES[piece.state]), piece.place) for piece in pieces
    )
    notes = tuple(dict.fromkeys(note for *_, note in told if note))
    blocks = (Table(columns, rows), *((Lines(notes, "dim"),) if notes else ()))
    payload = {"parts": [dict(zip(_KEYS, row, strict=True)) for row in told]}
    return Report(blocks, Table(tuple(Column(key, key) for key in _KEYS), told), payload)


def piece_name(name: str, say: Speaker) -> str:
    """Return what a piece is called."""
    return say.text(_NAMES[name])


def conflict_message(conflict: Conflict, kind: FileKind, say: Speaker) -> Message:
    """Say in the plan's words which field it is, and what the two sides made of it, unless that is long to read."""
    ours, theirs = (
        one_line(value_words(value, conflict.pointer, kind, say))
        for value in (conflict.ours, conflict.theirs)
    )
    field = one_line(field_words(conflict.pointer, kind, say))
    prose = any(isinstance(value, str) and "\n" in value for value in (conflict.ours, conflict.theirs))
    if prose or max(len(ours), len(theirs)) > _LONG:
        return message("{field}", field=field)
    return message("{field}: ours “{ours}”, theirs “{theirs}”", field=field, ours=ours, theirs=theirs)
