"""Commits as the history of plans needs them: who, when, why, and which files."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from msgspec import Struct


class FileChange(Struct, frozen=True, array_like=True):
    """A file that a commit changed against its first parent.

    ``path`` is relative to the root of the plan repository, with ``/``; ``old`` and ``new`` are blob ids, None where the
    file was not there before or is no more. Whatever is no regular file (a link, a submodule) counts as not there.
    """

    path: str
    old: str | None
    new: str | None


class Commit(Struct, frozen=True, array_like=True):
    """A commit that touched plan files.

    ``parents`` are the nearest ancestors that did, too. ``date`` is the author's (ISO 8601, with its own offset; empty
    where the commit has none that can be read); name and address are as ``.mailmap`` has them; ``summary`` is the first
    line of the message.
    """

    id: str
    parents: tuple[str, ...]
    date: str
    author: str
    email: str
    summary: str
    changes: tuple[FileChange, ...] = ()


def moment_of(date: str) -> datetime:
    """Return the moment of a commit's date; git takes any number for a year or an offset, and a calendar does not.

    What is no date is the beginning of git's time, as git itself takes it; what is too far away is the end of all time.
    """
    try:
        return datetime.fromisoformat(date)
    except ValueError:
        pass
    try:
        there = datetime.fromisoformat(date[:19])
        hours, minutes = date[20:].split(":")
        ahead = timedelta(hours=int(hours), minutes=int(minutes))
        return (there - ahead if date[19] == "+" else there + ahead).replace(tzinfo=UTC)
    except (ValueError, IndexError, OverflowError):
        distant = date.partition("-")[0].isdecimal()
        return datetime.max.replace(tzinfo=UTC) if distant else datetime.fromtimestamp(0, UTC)
