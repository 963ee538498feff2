"""The recorded trail for commands: of the present, asked of the cache before git, or up to a point."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.analysis.recorded import recorded, recorded_at_head
from dxplan.analysis.trail_keeping import Recorded
from dxplan.errors import DxplanError, NotFoundError
from dxplan.model.message import message
from dxplan.model.plan import DEFAULT_TIMEZONE
from dxplan.model.point import WORKING_TREE, Point, PointKind
from dxplan.stores.layout import PLANS_FOLDER
from dxplan.stores.plan_tree import Moment

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from dxplan.commands.session import Session
    from dxplan.stores.worktree import WorkTree

_HEAD = "HEAD"
_Source = tuple[str | None, str | None]
"""The plan that is a repository itself, None for the repository of all others; and the commit, None for HEAD."""


class Told(Struct, frozen=True):
    """The trail of one repository up to one commit, and the moments of the plans for which it is told.

    Of all that the trail knows, ``plans`` is asked for, everything where that is empty; ``besides`` is told elsewhere.
    """

    recorded: Recorded
    moments: dict[str, Moment]
    timezone: str
    plans: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()

    @property
    def points(self) -> dict[str, Point]:
        """The point of each plan."""
        return {name: moment.point for name, moment in self.moments.items()}

    @property
    def ends(self) -> dict[str, Point]:
        """The commit up to which the history of each plan was read."""
        head = Point(_HEAD, PointKind.COMMIT, self.recorded.tip, self.recorded.date)
        return {name: point if point.commit else head for name, point in self.points.items()}


def told_trails(session: Session, plans: Sequence[str], at: str, ids: Collection[str] = ()) -> list[Told]:
    """Return the trails up to a point, each for the plans whose past it is; raises DxplanError.

    Where ids are named, entries that have nothing to do with them may be left out.
    """
    moments = session.moments_at(at, plans) if at != WORKING_TREE.point else session.present(plans)
    known = {name: session.plan_at(moment.tree, name) for name, moment in moments.items()}
    session.speak_like([plan for plan in known.values() if plan is not None])
    trails = _trails(session, moments, ids, all_needed=bool(plans))
    groups: dict[tuple[_Source, str], dict[str, Moment]] = {}
    for name, moment in moments.items():
        plan, source = known[name], _source(session, name, moment)
        if source in trails:
            groups.setdefault((source, plan.timezone if plan else DEFAULT_TIMEZONE), {})[name] = moment
    told: list[Told] = []
    whole: set[str | None] = set()
    for (source, zone), group in groups.items():
        # What no plan of today was once is told with the first plan of its repository.
        rest = not plans and source[0] not in whole
        whole.add(source[0])
        others = tuple(name for name in moments if name not in group) if rest else ()
        told.append(Told(trails[source], group, zone, () if rest else tuple(group), others))
    return told


def _trails(
    session: Session, moments: Mapping[str, Moment], ids: Collection[str], *, all_needed: bool
) -> dict[_Source, Recorded]:
    """Return the trail of each source; of several plans, one without a history is left out, and that is told."""
    found: dict[_Source, Recorded] = {}
    troubles: dict[str, DxplanError] = {}
    for name, moment in moments.items():
        source = _source(session, name, moment)
        if source not in found:
            try:
                found[source] = trail_until(session, name, moment.point, ids)
            except DxplanError as error:
                if all_needed:
                    raise
                troubles[name] = error
    if not found:
        raise next(iter(troubles.values()))
    for name, trouble in troubles.items():
        said = message("{place} is left out: {text}", place=name, text=trouble.message)
        session.console.warn(said, trouble.hint)
    session.whole = session.whole and not troubles
    return found


def _source(session: Session, plan: str, moment: Moment) -> _Source:
    return plan if _is_own(session, plan) else None, moment.point.commit


def trail_until(session: Session, plan: str, point: Point, ids: Collection[str] = ()) -> Recorded:
    """Return the trail up to a point that is a commit, else up to HEAD; raises DxplanError.

    Where ids are named, entries that have nothing to do with them may be left out.
    """
    if point.commit is None:
        return _present_trail(session, plan, ids)
    mount = session.moments.mount_of(plan)
    return recorded(mount, point.commit, point.date or "", session.cache)


def _present_trail(session: Session, plan: str, ids: Collection[str]) -> Recorded:
    def ask_git() -> Recorded:
        mount = session.moments.mount_of(plan)
        head = session.moments.finder(mount).head()
        return recorded(mount, head.commit or "", head.date or "", session.cache)

    tree = _tree(session)
    # A plan that is a repository itself has a history of its own.
    if tree is None or _is_own(session, plan):
        return ask_git()
    return recorded_at_head(tree.root, session.cache, ask_git, ids)


def _is_own(session: Session, plan: str) -> bool:
    tree = _tree(session)
    return tree is not None and os.path.lexists(tree.root / PLANS_FOLDER / plan / ".git")


def _tree(session: Session) -> WorkTree | None:
    """Return the working tree, None in a bare repository."""
    try:
        return session.tree
    except NotFoundError:
        return None
