"""Since the last snapshot: how many initiatives have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.model.point import Point

if TYPE_CHECKING:
    from dxplan.model.difference import PlanDifference


class Since(Struct, frozen=True):
    """What became of initiatives since a point; one that was withdrawn counts as changed, too."""

    point: Point
    added: int
    removed: int
    changed: int
    withdrawn: int


def counted_since(point: Point, difference: PlanDifference) -> Since:
    """Count the changes of initiatives in a difference that begins at a point."""
    changes = [change for change in difference.changes if change.id is not None]
    kinds = [change.kind for change in changes]
    withdrawn = sum(change.movements.withdrawn for change in changes)
    return Since(point, kinds.count("added"), kinds.count("removed"), kinds.count("changed"), withdrawn)
