"""Changes of fields in the Markdown that GitHub shows: folded parts and marked characters, nothing from a plan at work."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from dxplan.i18n import N_
from dxplan.model.message import message
from dxplan.reports.formats.markdown import escaped, unreferring
from dxplan.reports.text_marks import elided
from dxplan.reports.width import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.i18n import Speaker
    from dxplan.reports.difference_fields import Told
    from dxplan.reports.text_marks import Piece

ADDED, REMOVED = N_("added"), N_("removed")
# No part may fill a comment alone: fields of a document, characters of a value.
_FIELDS, VALUE_LENGTH = 60, 600
_TAGS = {"same": ("", ""), "removed": ("<del>", "</del>"), "added": ("<ins>", "</ins>")}


def folded(summary: str, body: str) -> str:
    """Return a part that opens when asked; the empty lines let Markdown work inside again."""
    return f"<details><summary>{unreferring(escape(one_line(summary)))}</summary>\n\n{body}\n\n</details>"


def fields_list(changes: Sequence[Told], say: Speaker) -> str:
    """Return changed fields as a list."""
    lines = [f"- {_told(told, say)}" for told in changes[:_FIELDS]]
    if len(changes) > _FIELDS:
        lines.append(f"- {escaped(say(message('and {count} more', count=len(changes) - _FIELDS)))}")
    return "\n".join(lines)


def _told(told: Told, say: Speaker) -> str:
    label = f"**{_inline(told.label)}**"
    if told.how == "added":
        text = f"{label}: {escaped(say.text(ADDED))}: <ins>{_value(told.new)}</ins>"
    elif told.how == "removed":
        text = f"{label}: {escaped(say.text(REMOVED))}: <del>{_value(told.old)}</del>"
    elif told.pieces:
        text = f"{label}: {_marks(told.pieces)}"
    else:
        text = f"{label}: {_value(told.old)} → {_value(told.new)}"
    return f"{text} ({_inline(told.note)})" if told.note else text


def _marks(pieces: Sequence[Piece]) -> str:
    """Return a text with its removed and added stretches in the elements that HTML has for them."""
    return "".join(
        _TAGS[piece.kind][0] + _value(piece.text) + _TAGS[piece.kind][1] for piece in elided(pieces)
    )


def _value(text: str) -> str:
    return _inline(short(text, VALUE_LENGTH))


def _inline(text: str) -> str:
    """Return a text that stays in its line and means nothing to Markdown."""
    return escaped(text.replace("\r\n", "\n")).replace("\n", "<br>")


def short(text: str, most: int) -> str:
    """Return a text of at most so many characters."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
