"""What was loaded for a command: plans, failures, and the points at which they were read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dxplan.model.point import WORKING_TREE

if TYPE_CHECKING:
    from dxplan.model.point import Point
    from dxplan.stores.loading import Failure, LoadedPlan
    from dxplan.stores.plan_tree import Moment, PlanTree


@dataclass(frozen=True)
class Loaded:
    """The plans that could be read, the files that could not be used, and the point of each plan."""

    plans: list[LoadedPlan]
    failures: list[Failure]
    points: dict[str, Point]
    whole: bool = True
    """Whether every plan is there that should be."""

    @property
    def complete(self) -> bool:
        """Whether every plan and every file could be used."""
        return self.whole and not self.failures

    @property
    def past(self) -> str | None:
        """What the point is called, None for the working tree."""
        asked = next(iter(self.points.values()), WORKING_TREE)
        return None if asked == WORKING_TREE else asked.point


def by_tree(moments: dict[str, Moment]) -> list[tuple[PlanTree, list[str]]]:
    """Return the trees of moments, each with the plans that are read from it."""
    groups: dict[int, tuple[PlanTree, list[str]]] = {}
    for name, moment in moments.items():
        groups.setdefault(id(moment.tree), (moment.tree, []))[1].append(name)
    return list(groups.values())
