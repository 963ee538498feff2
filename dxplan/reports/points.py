"""Points as answers show them: which tag, commit or day an answer was read at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from dxplan.model.message import Message, message
from dxplan.model.point import WORKING_TREE, Point, PointKind
from dxplan.reports.blocks import Lines, Report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dxplan.i18n import Speaker

_SHORT, _DAY = 8, 10
_TREE = message("working tree")
_KINDS = {
    PointKind.TAG: message("tag"),
    PointKind.SNAPSHOT: message("recorded snapshot"),
    PointKind.DATE: message("last commit up to then"),
    PointKind.COMMIT: message("commit"),
}
# What is found by a tag is surest, what is found by a day is least sure.
_SURENESS = (PointKind.WORKTREE, PointKind.COMMIT, PointKind.TAG, PointKind.SNAPSHOT, PointKind.DATE)


def point_json(point: Point) -> dict[str, Any]:
    """Return a point as the contract's object; the ref that led to it, where one did, comes after it."""
    shown = {"point": point.point, "kind": str(point.kind), "commit": point.commit, "date": point.date}
    return shown | ({"ref": point.ref} if point.ref else {})


def points_json(points: Mapping[str, Point]) -> dict[str, Any]:
    """Return the one point of all plans, or, where it is found otherwise for each, what it is for each plan.

    Of several kinds the least sure one speaks for all.
    """
    if not points:
        return point_json(WORKING_TREE)
    first = next(iter(points.values()))
    if len({(point.commit, point.kind, point.ref) for point in points.values()}) == 1:
        return point_json(first)
    commits = {(point.commit, point.date) for point in points.values()}
    commit, date = commits.pop() if len(commits) == 1 else (None, None)
    return {
        "point": first.point,
        "kind": str(max((point.kind for point in points.values()), key=_SURENESS.index)),
        "commit": commit,
        "date": date,
        "plans": {name: point_json(point) for name, point in points.items()},
    }


def point_words(point: Point, say: Speaker) -> str:
    """Return a point as asked for, and what it was found to be: ``R4-H1 (tag snapshot/…, 1a2b3c4d, 2022-10-03)``."""
    return say(_words(point))


def point_lines(points: Mapping[str, Point]) -> list[Message]:
    """Say at which points of the past plans were read: once, where it is the same point for all."""
    past = {name: point for name, point in points.items() if point.kind is not PointKind.WORKTREE}
    same = len({(point.commit, point.kind, point.ref) for point in past.values()}) == 1
    lines = [
        message("At {point}", point=_words(point))
        if same
        else message("{plan}: at {point}", plan=name, point=_words(point))
        for name, point in past.items()
    ]
    return list(dict.fromkeys(lines))


def at_points(report: Report, points: Mapping[str, Point], say: Speaker | None) -> Report:
    """Let an answer say at which points it was read; the working tree goes without saying, except in JSON.

    Programs, which read no lines for people, need nobody who says them.
    """
    payload = {key: points_json(points) if key == "at" else value for key, value in report.payload.items()}
    lines = tuple(say(line) for line in point_lines(points)) if say else ()
    if not lines:
        return msgspec.structs.replace(report, payload=payload)
    return msgspec.structs.replace(report, payload=payload, blocks=(Lines(lines, "dim"), *report.blocks))


def _words(point: Point) -> Message:
    if point.kind is PointKind.WORKTREE:
        return (
            _TREE
            if point.point == WORKING_TREE.point
            else message("{point} ({kind}{facts})", point=point.point, kind=_TREE, facts="")
        )
    ref = _short(point.ref) if point.ref else ""
    facts = f" {ref}" if ref and ref != point.point else ""
    if point.commit and not point.commit.startswith(point.point):
        facts += f", {point.commit[:_SHORT]}"
    if point.date:
        facts += f", {point.date[:_DAY]}"
    return message("{point} ({kind}{facts})", point=point.point, kind=_KINDS[point.kind], facts=facts)


def _short(ref: str) -> str:
    for prefix in ("refs/tags/", "refs/heads/", "refs/remotes/"):
        ref = ref.removeprefix(prefix)
    return ref
