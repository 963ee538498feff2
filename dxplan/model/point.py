"""Points: moments of a plan repository, as a person names them and as they were found."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class PointKind(StrEnum):
    """How a point was found: a period by its tag, its entry under ``snapshots:`` or its last day, all else by itself."""

    WORKTREE = "worktree"
    TAG = "tag"
    SNAPSHOT = "snapshot"
    COMMIT = "commit"
    DATE = "date"


class Point(Struct, frozen=True):
    """A point that was found.

    ``point`` is what was asked for; ``commit`` the full id, ``date`` its committer's date (ISO 8601, with the commit's
    own offset), both None for the working tree; ``ref`` the full name of the tag or branch that led there, if one did.
    """

    point: str
    kind: PointKind
    commit: str | None = None
    date: str | None = None
    ref: str | None = None
    day: str | None = None
    """The day for which it stands (2022-09-30): a period's last, the date itself, else the commit's day in the plan's time zone."""


WORKING_TREE = Point(".", PointKind.WORKTREE)
