"""Who changed what lies between two points, for ``dxplan diff --authors``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.commands.history import trail_until

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dxplan.analysis.between import Pair
    from dxplan.commands.session import Session


def authors_between(session: Session, pairs: Iterable[Pair]) -> dict[tuple[str, str | None], tuple[str, ...]]:
    """Return the authors of changes by plan and id, in the order of their commits; raises DxplanError.

    The commits are those that only one of the two points has. What is not committed has no author yet.
    """
    names: dict[tuple[str, str | None], dict[str, None]] = {}
    for pair in pairs:
        old, new = (trail_until(session, pair.name, point) for point in pair.points)
        both = {commit.id for commit in old.commits} & {commit.id for commit in new.commits}
        for told in (old, new):
            people = {commit.id: commit.author for commit in told.commits if commit.id not in both}
            for trail in told.trails:
                if trail.commit not in people:
                    continue
                for entry in trail.entries:
                    if entry.plan in {pair.old, pair.new}:
                        names.setdefault((pair.name, entry.id), {})[people[trail.commit]] = None
    return {key: tuple(found) for key, found in names.items()}
