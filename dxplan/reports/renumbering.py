"""What ``dxplan renumber`` changes: file by file, from what to what, on a screen and in the message of a commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.model.message import Message, message
from dxplan.model.pointer import split_pointer
from dxplan.reports.commit_subjects import fitting_subject
from dxplan.reports.width import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.analysis.renumbering import Edition
    from dxplan.i18n import Speaker


def renumber_lines(edition: Edition) -> Iterator[str]:
    """Yield what becomes of a file, and of each value in it."""
    moved = "" if edition.path == edition.origin else f" → {one_line(edition.path)}"
    yield one_line(edition.origin) + moved
    for pointer, old, new in edition.changes:
        yield f"  {one_line(_field(pointer))}: {one_line(str(old))} → {one_line(str(new))}"


def renumber_message(changed: Sequence[Edition], subject: str | None, say: Speaker) -> str:
    """Return the message of the commit: what it is about, then every file."""
    own = [
        one
        for one in changed
        if any(pointer == "/id" or "number" in pointer for pointer, _, _ in one.changes)
    ]
    count = len(own) - 1

    def form(title: str) -> Message:
        if count > 0:
            return message("New ids or numbers for “{title}” and {count} more", title=title, count=count)
        return message("A new id or number for “{title}”", title=title)

    first = own[0]
    line = subject or fitting_subject(str(first.data.get("title") or first.id), form, say)
    body = (text for edition in changed for text in renumber_lines(edition))
    return "\n".join([line, "", *body]) + "\n"


def _field(pointer: str) -> str:
    """Return a pointer as people read it: ``listings[2].number``, counted from 1."""
    text = ""
    for part in split_pointer(pointer):
        text += f"[{int(part) + 1}]" if part.isdecimal() else ("." if text else "") + part
    return text
