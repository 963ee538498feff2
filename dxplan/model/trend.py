"""Trends: how many initiatives of a plan stood where, at one point after another."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from dxplan.model.point import Point


class StatusInfo(Struct, frozen=True):
    """A status of a trend: its newest name, and what it means to the tool, if anything."""

    name: str
    means: str | None = None


class TrendPoint(Struct, frozen=True):
    """The counts of one plan at one point.

    ``label`` is the point's name for readers, ``day`` the day that it stands for. ``by_status`` has every status of the
    trend, zeros included; ``total`` is its sum and ``without_status``. ``in_operation`` of the ``active`` initiatives,
    which are those not withdrawn, were in operation.
    """

    point: Point
    label: str
    day: date
    plan: str
    by_status: dict[str, int]
    total: int
    without_status: int
    in_operation: int = 0
    active: int = 0


class Trend(Struct, frozen=True):
    """The points of one plan, oldest first, under the statuses and the title of the newest.

    ``left_out`` is how many points in between were found and are not shown.
    """

    plan: str
    title: str
    statuses: tuple[StatusInfo, ...]
    points: tuple[TrendPoint, ...]
    left_out: int = 0

    @property
    def has_rest(self) -> bool:
        """Whether any point has initiatives without a status."""
        return any(point.without_status for point in self.points)
