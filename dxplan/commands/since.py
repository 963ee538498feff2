"""The last snapshot of a plan, and what changed since then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.errors import DxplanError
from dxplan.model.message import message
from dxplan.stores.head import is_under_git, may_have_snapshots
from dxplan.stores.layout import PLANS_FOLDER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.analysis.since import Since
    from dxplan.analysis.summary import PlanSummary
    from dxplan.commands.session import Session
    from dxplan.model.point import Point
    from dxplan.stores.moments import Moments


def last_snapshot(session: Session, summary: PlanSummary, point: Point) -> Since | None:
    """Return what changed in a plan between the snapshot before a point and that point; None where there is none.

    Where git cannot tell, that is said, and the status goes without.
    """
    if point.commit is None:
        folder = session.tree.root / PLANS_FOLDER / summary.name
        if not is_under_git(folder) or not (summary.plan.snapshots or may_have_snapshots(folder)):
            return None
    try:
        return _since(session, summary, point)
    except DxplanError as error:
        session.console.warn(
            message("What changed since the last snapshot is missing: {text}", text=error.message), error.hint
        )
        return None


def _since(session: Session, summary: PlanSummary, point: Point) -> Since | None:
    from dxplan.analysis.between import Pair, difference_of  # noqa: PLC0415  (only a plan with snapshots needs git)
    from dxplan.analysis.former_names import name_there  # noqa: PLC0415
    from dxplan.analysis.since import counted_since  # noqa: PLC0415
    from dxplan.commands.trend_points import names_of_snapshots  # noqa: PLC0415
    from dxplan.reports.difference_notes import unread_message  # noqa: PLC0415
    from dxplan.stores.plan_tree import Moment  # noqa: PLC0415

    moments = session.moments
    mount = moments.mount_of(summary.name)
    names = names_of_snapshots(moments, summary.name, point.commit)
    earlier = _before(moments, names, summary, point)
    if earlier is None:
        return None
    tree = moments.revision(mount, earlier)
    name = name_there(names, tree)
    if name is None:
        return None
    now = moments.tree if point.commit is None else moments.revision(mount, point)
    assert now is not None  # noqa: S101  (a point without a commit is the working tree)
    pair = Pair(name, summary.name, Moment(earlier, tree), Moment(point, now))
    difference = difference_of(pair, session.cache, None)
    for unread in difference.unread:
        if unread.side == "from":
            session.console.warn(unread_message(unread, earlier), unread.trouble.hint)
    return counted_since(earlier, difference)


def _before(moments: Moments, names: Sequence[str], summary: PlanSummary, point: Point) -> Point | None:
    """Return the newest snapshot that is older than a point; raises DxplanError where it leads nowhere."""
    from dxplan.commands.trend_points import snapshot_at, snapshot_periods  # noqa: PLC0415

    plan = summary.plan
    for period in reversed(snapshot_periods(moments, names, plan)):
        snapshot = snapshot_at(moments, names, plan, period)
        if snapshot.commit != point.commit and (point.date is None or _age(snapshot) < _age(point)):
            return snapshot
    return None


def _age(point: Point) -> float:
    from datetime import datetime  # noqa: PLC0415

    return datetime.fromisoformat(point.date).timestamp() if point.date else 0.0
