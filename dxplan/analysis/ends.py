"""The ends of a difference: the files of a plan at one moment, and which of them are the same initiative at both."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from dxplan.model.content import Content, Trouble
from dxplan.model.difference import Side, Unread
from dxplan.model.message import message
from dxplan.stores.layout import FILE_ENDING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.model.content import Data


class Packed(Protocol):
    """A content that is unpacked only when it is looked at."""

    @property
    def mark(self) -> str | None:
        """What is the same for equal contents and for no others; None where that is not known."""

    @property
    def content(self) -> Content:
        """The content, unpacked."""


class End(Struct, frozen=True):
    """A plan at one moment: its name, its own file (None: not there), and the files of its initiatives by path."""

    plan: str
    plan_path: str
    plan_file: Content | None
    initiatives: Mapping[str, Packed]


class Filed(Struct, frozen=True):
    """A file of an initiative, with its status; ``trouble`` says why it cannot be read."""

    path: str
    packed: Packed
    status: str | None
    trouble: Trouble | None


class Match(Struct, frozen=True):
    """An initiative at both ends, None where it is not there."""

    id: str
    old: Filed | None
    new: Filed | None

    @property
    def is_same(self) -> bool:
        """Whether its file is known to hold the same at both ends."""
        if self.old is None or self.new is None:
            return False
        mark = self.old.packed.mark
        return mark is not None and mark == self.new.packed.mark


def match_ends(old: End, new: End) -> tuple[list[Match], list[Unread]]:
    """Return the initiatives of two ends by id, and those of which nothing can be said, with the reason."""
    # Equal files are looked at once; most are the same at both ends.
    known: dict[str, tuple[str | None, str | None, Trouble | None]] = {}
    before, after = _by_id(old, known), _by_id(new, known)
    matches: list[Match] = []
    unread: list[Unread] = []
    for identifier in sorted(before.keys() | after.keys()):
        old_files, new_files = before.get(identifier, []), after.get(identifier, [])
        troubles = [
            *_troubles("from", old.plan, identifier, old_files),
            *_troubles("to", new.plan, identifier, new_files),
        ]
        unread += troubles
        if not troubles:
            matches.append(
                Match(
                    identifier,
                    old_files[0] if old_files else None,
                    new_files[0] if new_files else None,
                )
            )
    return matches, unread


def _by_id(
    end: End, known: dict[str, tuple[str | None, str | None, Trouble | None]]
) -> dict[str, list[Filed]]:
    found: dict[str, list[Filed]] = {}
    for path, packed in sorted(end.initiatives.items()):
        mark = packed.mark
        facts = known.get(mark) if mark is not None else None
        if facts is None:
            content = packed.content
            facts = text_of(content.data, "id"), text_of(content.data, "status"), content.trouble
            if mark is not None:
                known[mark] = facts
        identifier, status, trouble = facts
        file = Filed(path, packed, status, trouble)
        found.setdefault(identifier or stem_of(path), []).append(file)
    return found


def names_of(path: str, content: Content) -> frozenset[str]:
    """Return the ids by which an initiative's file may be asked for: the one that it gives itself, and its name's."""
    return frozenset({text_of(content.data, "id") or "", stem_of(path)})


def stem_of(path: str) -> str:
    """Return the id that its name gives to an initiative's file."""
    return PurePosixPath(path).stem


def _troubles(side: Side, plan: str, identifier: str, files: list[Filed]) -> Iterator[Unread]:
    """Yield why nothing can be said of an id, if that is so."""
    for file in files:
        if file.trouble is not None:
            yield Unread(side, plan, identifier, file.path, file.trouble)
    if len(files) > 1 and any(file.trouble is None for file in files):
        first, *others = (file.path for file in files)
        told = message(
            "The id “{id}” is borne by {path} and by {others}, so nothing can be said of it.",
            id=identifier,
            path=first,
            others=", ".join(others),
        )
        cure = message(
            "Give each initiative an id of its own: the name of its file without {ending}.",
            ending=FILE_ENDING,
        )
        yield Unread(side, plan, identifier, first, Trouble("duplicate-id", told, cure))


def text_of(data: Data | None, key: str) -> str | None:
    """Return a text of a document; None where it has none there."""
    value = data.get(key) if data is not None else None
    return value if isinstance(value, str) and value else None


def texts_of(value: Any) -> tuple[str, ...]:
    """Return the texts of a list; none where it holds anything else."""
    return tuple(value) if isinstance(value, list) and all(isinstance(text, str) for text in value) else ()
