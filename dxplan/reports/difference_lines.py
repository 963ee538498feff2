"""Changes of fields as lines of text, for terminals and plain files, where signs mark the changed characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.model.message import message
from dxplan.reports.text_marks import elided

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dxplan.i18n import Speaker
    from dxplan.reports.difference_fields import Told
    from dxplan.reports.text_marks import Piece

# The indent keeps a change together where a terminal breaks it into lines.
_BULLET = "    ・"
SIGNS = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
"""What stands around a stretch of a text, so that nobody needs to see colours."""


def told_lines(changes: Iterable[Told], say: Speaker) -> list[str]:
    """Return each change in one line."""
    return [_BULLET + told_line(told, say) for told in changes]


def has_marks(lines: Iterable[str]) -> bool:
    """Tell whether the signs of changed characters stand in some line of a change."""
    signs = SIGNS["removed"][0], SIGNS["added"][0]
    return any(line.startswith(_BULLET) and any(sign in line for sign in signs) for line in lines)


def legend(say: Speaker) -> str:
    """Say what the signs around characters mean."""
    removed, added = ("…".join(SIGNS[kind]) for kind in ("removed", "added"))
    return say(message("{removed} was removed, {added} was added.", removed=removed, added=added))


def told_line(told: Told, say: Speaker) -> str:
    """Return a change in one line: the field, from what, to what."""
    if told.how == "added":
        text = say(message("{field}: added ({value})", field=told.label, value=_flat(told.new)))
    elif told.how == "removed":
        text = say(message("{field}: removed ({value})", field=told.label, value=_flat(told.old)))
    elif told.pieces:
        text = f"{told.label}: {marks_line(told.pieces)}"
    else:
        text = f"{told.label}: {_flat(told.old)} → {_flat(told.new)}"
    return f"{text} ({told.note})" if told.note else text


def marks_line(pieces: Sequence[Piece]) -> str:
    """Return a text with its removed and added stretches in signs, long equal ones cut, line breaks as strokes."""
    return "".join(
        SIGNS[piece.kind][0] + _flat(piece.text) + SIGNS[piece.kind][1] for piece in elided(pieces)
    )


def _flat(text: str) -> str:
    """Return a text on one line; a stroke stands for a line break, as it does between lines of verse."""
    return "／".join(text.split("\n"))
