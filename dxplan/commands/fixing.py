"""Mending: what ``validate --fix`` writes, and what it says of it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from dxplan.errors import DocumentError, DxplanError
from dxplan.model.message import message
from dxplan.model.pointer import look_up
from dxplan.model.replacing import replaced
from dxplan.stores.changing import exclusive
from dxplan.stores.documents import parse_document
from dxplan.stores.editing import Edit, edit, identical
from dxplan.stores.writing import rewrite
from dxplan.stores.yaml_dialect import is_text
from dxplan.stores.yaml_exact import parse_exact

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dxplan.checks.run import PlacedFix
    from dxplan.checks.validation import Validation
    from dxplan.commands.session import Session
    from dxplan.model.message import Message

_NEIGHBOURS = 8
_LONGEST = 40
_ROUNDS = 5
# Letters by their category, and yet nothing is seen of them.
_FILLERS = "\u115f\u1160\u3164\uffa0"


def mend(
    session: Session, validation: Validation, validate: Callable[[], Validation]
) -> tuple[Validation, list[str]]:
    """Apply all fixes of all files; return how things stand then, and a line for each value that was changed.

    A file that does not fit its schema hides other findings, so files that were mended are looked at again. What
    cannot be mended is told as a warning and does not keep the rest from being mended.
    """
    lines: list[str] = []
    mended: dict[str, list[str]] | None = None
    with exclusive(session.tree.root):
        for _ in range(_ROUNDS):
            wanted = {
                path: fixes for path, fixes in validation.fixes.items() if mended is None or path in mended
            }
            mended = _mend_files(session, wanted)
            if not mended:
                break
            lines += [line for path in mended for line in mended[path]]
            validation = validate()
    return validation, lines


def _mend_files(session: Session, wanted: Mapping[str, Sequence[PlacedFix]]) -> dict[str, list[str]]:
    """Apply the fixes of files and return the lines about those that changed."""
    mended: dict[str, list[str]] = {}
    for path, fixes in sorted(wanted.items()):
        try:
            if lines := _mend_file(session, path, fixes):
                mended[path] = lines
        except DxplanError as error:
            _refuse(session, path, error)
    return mended


def _mend_file(session: Session, path: str, fixes: Sequence[PlacedFix]) -> list[str]:
    raw = session.tree.read(path)
    document = parse_document(path, raw)
    text, done = edited(
        document.text, edits_of(document.data, fixes), lambda error: _refuse(session, path, error)
    )
    if not done:
        return []
    rewrite(session.tree.root / path, session.tree.root, text, raw)
    places = parse_exact(text)
    order = sorted((places.position(change.pointer), change.pointer, change) for change in done)
    return [
        session.say(_line(path, place, change, look_up(document.data, change.pointer)))
        for place, _, change in order
    ]


def edits_of(data: object, fixes: Sequence[PlacedFix]) -> list[Edit]:
    """Return one edit for each value that is to change.

    A fix that says a whole value counts only while the value is the one that it was offered for; characters are
    replaced in whatever an earlier fix has made of the value.
    """
    edits: dict[str, Edit] = {}
    for placed in fixes:
        fix = placed.fix
        earlier = edits.get(fix.pointer)
        now = earlier.value if earlier else look_up(data, fix.pointer)
        if fix.replacements and isinstance(now, str):
            value: str | int | float = replaced(now, fix.replacements)
        elif not fix.replacements and identical(now, placed.old):
            value = fix.value
        else:
            continue
        if identical(now, value):
            continue
        replacements = (*(earlier.replacements if earlier else ()), *fix.replacements)
        by_character = fix.replacements and (earlier is None or earlier.replacements)
        edits[fix.pointer] = Edit(fix.pointer, value, replacements if by_character else ())
    return list(edits.values())


def edited(
    text: str, edits: Sequence[Edit], refuse: Callable[[DocumentError], None]
) -> tuple[str, list[Edit]]:
    """Make all edits at once, or else those that can be made."""
    try:
        return edit(text, edits), list(edits)
    except DocumentError:
        done = []
    for change in edits:
        try:
            text = edit(text, [change])
        except DocumentError as error:
            refuse(error)
        else:
            done.append(change)
    return text, done


def _refuse(session: Session, path: str, error: DxplanError) -> None:
    place = error.place(path) if isinstance(error, DocumentError) else path
    session.console.warn(
        message("{place} is not mended: {text}", place=place, text=error.message), error.hint
    )


def _line(path: str, place: tuple[int, int], change: Edit, before: object) -> Message:
    line, column = place
    old, new = _excerpts(before, change.value)
    return message(
        "{place}: {pointer}: {old} → {new}",
        place=f"{path}:{line}:{column}",
        pointer=change.pointer,
        old=old,
        new=new,
    )


def _excerpts(old: object, new: object) -> tuple[str, str]:
    """Show two values where they differ, with a few characters around."""
    other_kind = type(old) is not type(new)
    before, after = _words(old, quoted=other_kind), _words(new, quoted=other_kind)
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    return _excerpt(before, head, tail), _excerpt(after, head, tail)


def _words(value: object, *, quoted: bool) -> str:
    """Return a value as it reads in the file; a text that could be a number has ``quoted`` quotes around it."""
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if quoted and isinstance(value, str) and not is_text(value) else str(value)


def _shared(one: str, other: str) -> int:
    """Count the characters with which both texts begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def _excerpt(text: str, head: int, tail: int) -> str:
    """Show the part of a text between ``head`` and ``tail`` characters, with its neighbours; never a second line."""
    start = max(head - _NEIGHBOURS, text.rfind("\n", 0, head) + 1, 0)
    line_end = text.find("\n", head + 1)
    stop = min(
        len(text) - tail + _NEIGHBOURS, start + _LONGEST, len(text) if line_end < 0 else line_end, len(text)
    )
    inside = range(len(text) - len(text.lstrip(" ")), len(text.rstrip(" ")))
    shown = "".join(_seen(text[at], plain=at in inside) for at in range(start, stop))
    return ("…" if start else "") + shown + ("…" if stop < len(text) else "")


def _seen(character: str, *, plain: bool) -> str:
    """Return a character, or its code where nobody would see it or tell it from its neighbour.

    A space is ``plain`` between other characters, but at the end of a text nobody sees it.
    """
    if character == " " and plain:
        return character
    category = unicodedata.category(character)
    unseen = category[0] in "CZ" or category in {"Mn", "Me"} or character in _FILLERS
    return f"U+{ord(character):04X}" if unseen else character
