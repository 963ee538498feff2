"""Changes of fields as they are told: the field in words, from what to what, and the changed characters of long texts."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

from dxplan.model.difference import FieldChange
from dxplan.model.message import message
from dxplan.model.pointer import join_pointer, split_pointer
from dxplan.reports.difference_words import list_words, place_words, rename_words, value_words
from dxplan.reports.text_marks import Piece, is_worth_marking, marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.i18n import Speaker
    from dxplan.model.difference import Change, EntryRename
    from dxplan.reports.difference_titles import FileKind

_LONG = 40


class Told(Struct, frozen=True):
    """A change of a field in words.

    ``how`` is ``added`` or ``removed`` for an entry of a list or a whole list, which has no value at the other end.
    ``pieces`` are there for texts that are better read with their changed characters marked. ``note`` says what the
    change means, where that is known. ``is_name``: an entry that is nothing but its name.
    """

    label: str
    old: str
    new: str
    how: Literal["added", "removed", "changed"] = "changed"
    pieces: tuple[Piece, ...] = ()
    note: str = ""
    is_name: bool = False


def told_fields(change: Change, say: Speaker, known: Iterable[tuple[str, str]] = ()) -> Iterator[Told]:
    """Yield what changed in a document that is there at both ends, renamed entries first.

    ``known`` are renames of words that are told elsewhere already, as (old, new).
    """
    kind: FileKind = "plan" if change.id is None else "initiative"
    apart = set(known)
    fields = {field.pointer: field for field in change.comparison.fields}
    for rename in change.comparison.renames:
        removed, added = fields.pop(rename.old, None), fields.pop(rename.new, None)
        yield from _renamed(rename, removed, added, kind, say, apart)
    months = months_by_pointer(change)
    yield from _names_joined(
        _told(field, kind, say, later_words(months.get(field.pointer), say))
        for field in fields.values()
        if not _is_known(field, apart)
    )


def _renamed(
    rename: EntryRename,
    removed: FieldChange | None,
    added: FieldChange | None,
    kind: FileKind,
    say: Speaker,
    known: set[tuple[str, str]],
) -> Iterator[Told]:
    """Yield an entry's new name, then what else changed in it, so that it is not told as one gone and one come."""
    old, new = (split_pointer(pointer)[-1] for pointer in (rename.old, rename.new))
    if (old, new) not in known:
        yield Told(rename_words(rename.old, kind, say), old, new, pieces=_pieces(old, new))
    before = removed.old if removed else None
    after = added.new if added else None
    if not (isinstance(before, dict) and isinstance(after, dict)):
        return
    known = known | {(old, new)}
    places = [place_words(pointer, kind, say.language) for pointer in (rename.old, rename.new)]
    for key in {**after, **before}:
        first, second = before.get(key), after.get(key)
        is_named = places[0].is_said(key, first) and places[1].is_said(key, second)
        field = FieldChange(rename.new + join_pointer([key]), first, second)
        if first != second and not is_named and not _is_known(field, known):
            yield _told(field, kind, say, "")


def _is_known(field: FieldChange, known: set[tuple[str, str]]) -> bool:
    """Tell whether a field only carries out a rename: the name itself, or the former name that was noted."""
    if not known:
        return False
    parts = split_pointer(field.pointer)
    if "formerly" in parts[-2:]:
        news = field.new if isinstance(field.new, list) else [field.new]
        olds = field.old if isinstance(field.old, list) else [field.old]
        return {name for name in news if name is not None and name not in olds} <= {old for old, _ in known}
    return parts[-1:] == ("name",) and (field.old, field.new) in known


def _told(field: FieldChange, kind: FileKind, say: Speaker, note: str) -> Told:
    place = place_words(field.pointer, kind, say.language)
    old, new = (value_words(value, field.pointer, kind, say) for value in (field.old, field.new))
    whole = place.is_entry or isinstance(field.old, list) or isinstance(field.new, list)
    if whole and (field.old is None or field.new is None):
        how: Literal["added", "removed"] = "added" if field.old is None else "removed"
        shown = ("", new) if how == "added" else (old, "")
        if any(shown):
            return Told(place.words, *shown, how, note=note)
        # An entry that is nothing but its name stands as the value of its list.
        shown = ("", place.key) if how == "added" else (place.key, "")
        return Told(list_words(field.pointer, kind, say), *shown, how, is_name=True)
    texts = _is_text(field.old) and _is_text(field.new)
    return Told(place.words, old, new, pieces=_pieces(old, new) if texts else (), note=note)


def _names_joined(changes: Iterable[Told]) -> Iterator[Told]:
    """Yield changes with those that name further entries of a list joined to the first of them."""
    for (is_name, label, how), group in groupby(changes, lambda told: (told.is_name, told.label, told.how)):
        if is_name:
            found = list(group)
            old, new = (
                "・".join(filter(None, names)) for names in zip(*((t.old, t.new) for t in found), strict=True)
            )
            yield Told(label, old, new, how)
        else:
            yield from group


def _is_text(value: Any) -> bool:
    return isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(part, str) for part in value)
    )


def _pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Return the changed stretches of long texts that have enough in common, else nothing."""
    if len(old) + len(new) <= _LONG:
        return ()
    pieces = marked(old, new)
    return pieces if is_worth_marking(pieces) else ()


def months_by_pointer(change: Change) -> dict[str, int | None]:
    """Return by the pointer of a start how many months later it became."""
    return {
        join_pointer(
            ("operation_start",)
            if move.component is None
            else ("components", move.component, "operation_start")
        ): move.months
        for move in change.movements.starts
    }


def later_words(months: int | None, say: Speaker) -> str:
    """Say how much later or earlier a start became; nothing where that is not known or within the month."""
    if not months:
        return ""
    if months == 1:
        return say(message("one month later"))
    if months == -1:
        return say(message("one month earlier"))
    if months > 0:
        return say(message("{count} months later", count=months))
    return say(message("{count} months earlier", count=-months))
