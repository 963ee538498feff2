"""What git and plan.yaml know of snapshots, gathered for the answers of ``dxplan snapshot``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.analysis.sealing import Seal, read_seal, seal_of
from dxplan.analysis.verifying import Check, Snapshot, checks_of, lost_check, lost_snapshots
from dxplan.errors import DxplanError, NotFoundError, UsageError
from dxplan.model.hints import meant
from dxplan.model.message import message
from dxplan.model.period import Period
from dxplan.model.point import Point, PointKind
from dxplan.stores.commits import dated
from dxplan.stores.layout import PLANS_FOLDER, plan_file
from dxplan.stores.loading import Loader
from dxplan.stores.points import SNAPSHOT_TAGS, period_of, snapshot_owner
from dxplan.stores.tags import has_good_signature, is_ancestor, read_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dxplan.commands.session import Session
    from dxplan.model.plan import Plan
    from dxplan.stores.refs import Ref
    from dxplan.stores.revision import Revision

Verdict = tuple[Snapshot | None, str, str, list[Check]]


def found_snapshots(
    session: Session, plans: Sequence[str], *, deeply: bool = False
) -> list[tuple[str, list[Snapshot]]]:
    """Return the snapshots of each plan, in the order of periods; ``deeply`` also reads the plans that they froze.

    Raises DxplanError.
    """
    gone = _gone(session, plans)
    left = [name for name in plans if name not in gone]
    present = session.present(left) if left or not (plans and gone) else {}
    session.speak_of(present.items())
    return [(name, _of_plan(session, name, deeply=deeply)) for name in [*present, *gone]]


def one_snapshot(session: Session, text: str, plans: Sequence[str]) -> Snapshot:
    """Return the snapshot of a period; raises NotFoundError and UsageError."""
    period = _period(text)
    every = [snapshot for _, each in found_snapshots(session, plans) for snapshot in each]
    found = [snapshot for snapshot in every if snapshot.period == period]
    if not found:
        known = [str(snapshot.period) for snapshot in every if snapshot.period]
        raise NotFoundError(
            message("There is no snapshot of {period}.", period=str(period)), meant(text, known)
        )
    owners = list(dict.fromkeys(snapshot.plan for snapshot in found))
    if len(owners) > 1:
        raise UsageError(
            message(
                "Several plans have a snapshot of {period}: {plans}.",
                period=str(period),
                plans=", ".join(owners),
            ),
            message("Name one with --plan."),
        )
    return found[0]


def verdicts(session: Session, periods: Sequence[str], plans: Sequence[str]) -> list[Verdict]:
    """Return what holds of snapshots and what does not; raises NotFoundError for a period that has none."""
    wanted = [_period(text) for text in periods]
    found: list[Verdict] = []
    entered: set[Period | None] = set()
    for name, snapshots in found_snapshots(session, plans, deeply=True):
        tagged = [snapshot for snapshot in snapshots if snapshot.name]
        entered |= {snapshot.period for snapshot in snapshots if not snapshot.name}
        for snapshot in tagged:
            shown = str(snapshot.period) if snapshot.period else snapshot.name
            found.append((snapshot, name, shown, checks_of(snapshot, tagged)))
        for period, witnesses in sorted(lost_snapshots(tagged).items()):
            found.append((None, name, str(period), [lost_check(period, witnesses)]))
    known = {period for _, _, period, _ in found}
    for period in wanted:
        if str(period) not in known and period in entered:
            raise NotFoundError(
                message("{period} has no tag, only an entry in plan.yaml.", period=str(period)),
                message("An entry names a commit and seals nothing that could be verified."),
            )
        if str(period) not in known:
            raise NotFoundError(
                message("There is no snapshot of {period}.", period=str(period)), meant(str(period), known)
            )
    return [one for one in found if not wanted or one[2] in {str(period) for period in wanted}]


def sealed_now(
    session: Session,
    name: str,
    plan: Plan,
    period: Period,
    tree: Revision,
    previous: Sequence[tuple[Period, str]] = (),
) -> Seal:
    """Return the seal that a plan would get at a commit; raises DocumentError where a file cannot be read."""
    start = f"{PLANS_FOLDER}/{name}/"
    paths = [plan_file(name), *tree.initiative_files(name)]
    files = []
    for path, raw in tree.fetch(paths).items():
        if isinstance(raw, DxplanError):
            raise raw
        files.append((path.removeprefix(start), raw))
    loaded, _ = Loader(tree, session.cache).load([name])
    return seal_of(
        name, plan, period, files, (filed.initiative for one in loaded for filed in one.initiatives), previous
    )


def _gone(session: Session, plans: Sequence[str]) -> list[str]:
    """Return the plans that have snapshots but are no more, of those that are asked for if any are."""
    moments = session.moments
    rest = moments.mounts.get(None)
    there = moments.present_names()
    owners = {
        owner
        for ref in (moments.finder(rest).refs.tags if rest else ())
        if (owner := snapshot_owner(ref.name)) and owner not in there and (not plans or owner in plans)
    }
    return sorted(owners)


def _of_plan(session: Session, name: str, *, deeply: bool) -> list[Snapshot]:
    moments = session.moments
    mount = moments.mount_of(name)
    finder = moments.finder(mount)
    plan = moments.present_plan(name)
    refs = [ref for ref in finder.refs.all.values() if ref.name.startswith(f"{SNAPSHOT_TAGS}{name}/")]
    texts = read_tags(mount.repository, refs)
    recorded = {
        period: entry.commit
        for entry in (plan.snapshots if plan else ())
        if (period := period_of(entry.period))
    }
    head = finder.head().commit or ""
    found = []
    for ref in refs:
        period = period_of(ref.name.removeprefix(f"{SNAPSHOT_TAGS}{name}/"))
        text = texts[ref.name]
        snapshot = Snapshot(
            plan=name,
            name=ref.short,
            period=period,
            tag_object=ref.object,
            commit=ref.commit,
            date=ref.date,
            is_annotated=text is not None,
            tagger=text.tagger if text else "",
            tagged=text.date if text else None,
            text=text.message if text else "",
            seal=read_seal(text.message) if text else None,
            found=_frozen(session, name, period, ref) if deeply and period else None,
            signature=has_good_signature(mount.repository, ref) if text and text.is_signed else None,
            is_ancestor=deeply and ref.commit is not None and is_ancestor(mount.repository, ref.commit, head),
            recorded=recorded.get(period) if period else None,
        )
        found.append(snapshot)
    tagged = {snapshot.period for snapshot in found}
    found += (
        _entry(session, name, period, commit) for period, commit in recorded.items() if period not in tagged
    )
    return sorted(found, key=_order)


def _entry(session: Session, name: str, period: Period, commit: str) -> Snapshot:
    """Return the snapshot that only plan.yaml records."""
    known = dated(session.moments.mount_of(name).repository, commit)
    return Snapshot(name, "", period, "", commit, known[1] if known else None, recorded=commit)


def _frozen(session: Session, name: str, period: Period, ref: Ref) -> Seal | None:
    """Return what a tag's seal should say, None where the plan cannot be read at its commit."""
    if ref.commit is None:
        return None
    moments = session.moments
    point = Point(ref.short, PointKind.TAG, ref.commit, ref.date, ref.name)
    tree = moments.revision(moments.mount_of(name), point)
    try:
        plan = session.plan_at(tree, name)
        return sealed_now(session, name, plan, period, tree) if plan else None
    except DxplanError:
        return None


def _order(snapshot: Snapshot) -> tuple[bool, Period | None, str]:
    return snapshot.period is None, snapshot.period, snapshot.name


def _period(text: str) -> Period:
    return Period.parse(text)


def tags_of(snapshots: Iterable[Snapshot]) -> list[tuple[Period, str]]:
    """Return the periods of annotated snapshots with the ids of their tag objects."""
    return [
        (snapshot.period, snapshot.tag_object)
        for snapshot in snapshots
        if snapshot.period is not None and snapshot.is_annotated
    ]
