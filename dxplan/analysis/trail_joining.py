"""Joining: what several histories tell, as one that is told newest first.

Plans may stand in repositories of their own; whoever asks for all of them reads one trail.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import merge
from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.model.commit import Commit, moment_of
from dxplan.model.trail import TrailEntry, TrailRename, TrailTrouble

if TYPE_CHECKING:
    from datetime import datetime

    from dxplan.analysis.trail_choice import Choice
    from dxplan.model.trail import CommitTrail


class Joined(Struct, frozen=True):
    """What is told: ``commits`` parents first, ``entries`` newest first; ``total`` is how many entries there were."""

    commits: Sequence[Commit]
    entries: Sequence[TrailEntry]
    troubles: Sequence[TrailTrouble]
    renames: Sequence[TrailRename]
    total: int


def joined(
    parts: Sequence[tuple[Sequence[Commit], Sequence[CommitTrail], Choice]], limit: int | None = None
) -> Joined:
    """Return what was chosen of histories, at most so many entries, and nothing that is older than the last of them.

    Each part is commits and trails, parents first, and what was chosen of them.
    """
    commits = _parents_first([part[0] for part in parts])
    entries = [entry for part in parts for entry in part[2].entries]
    if len(parts) > 1:
        places = {commit.id: place for place, commit in enumerate(commits)}
        entries.sort(key=lambda entry: -places[entry.commit])
    total = len(entries)
    if limit is not None and limit < total:
        entries = entries[:limit]
        last = entries[-1].commit
        commits = commits[next(place for place, commit in enumerate(commits) if commit.id == last) :]
    shown = {commit.id for commit in commits}
    told = {entry.commit for entry in entries}
    renames = [found for part in parts for found in part[2].folders if found.commit in shown]
    for _, trails, _ in parts:
        renames += (
            found
            for trail in trails
            if trail.commit in told
            for found in trail.renames
            if found.pointer is not None
        )
    return Joined(
        commits,
        entries,
        [found for part in parts for found in part[2].troubles if found.commit in shown],
        # Two parts may be of one repository, read up to two commits.
        list(dict.fromkeys(renames)),
        total,
    )


def _parents_first(histories: Sequence[Sequence[Commit]]) -> Sequence[Commit]:
    """Return the commits of histories by their dates, each once, where its order in each history allows that."""
    if len(histories) == 1:
        return histories[0]
    newest_first = list(merge(*map(reversed, histories), key=_moment, reverse=True))
    return list({commit.id: commit for commit in reversed(newest_first)}.values())


def _moment(commit: Commit) -> datetime:
    return moment_of(commit.date)
