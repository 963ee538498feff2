"""Making a snapshot: what has to hold before, and what is said after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.analysis.sealing import heading, seal_message
from dxplan.checks.validation import Validator
from dxplan.commands.snapshot_finding import found_snapshots, sealed_now, tags_of
from dxplan.errors import DxplanError, UsageError
from dxplan.model.message import message
from dxplan.model.period import Period
from dxplan.model.problem import Severity
from dxplan.stores.layout import plan_file
from dxplan.stores.points import SNAPSHOT_TAGS
from dxplan.stores.refs import TAGS
from dxplan.stores.revision import Revision
from dxplan.stores.tags import is_ancestor, is_half_done, make_snapshot_tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.analysis.verifying import Snapshot
    from dxplan.commands.session import Session
    from dxplan.model.plan import Plan
    from dxplan.model.point import Point
    from dxplan.stores.plan_tree import PlanTree

_HEAD = "HEAD"
_SHOWN = 5


def make_snapshot(
    session: Session, text: str, wanted: str | None, at: str, note: str | None, *, sign: bool, dry_run: bool
) -> None:
    """Freeze a period of a plan as an annotated tag, or show what would be made; raises DxplanError."""
    period = Period.parse(text)
    name = _plan_name(session, wanted)
    moment = session.moments_at(at, [name])[name]
    if not isinstance(moment.tree, Revision):
        raise UsageError(
            message("A snapshot freezes a commit, not the working tree."),
            message("Commit first, then leave out --at."),
        )
    session.speak_of([(name, moment)])
    plan = session.plan_at(moment.tree, name)
    if plan is None:
        raise DxplanError(
            message("{path} cannot be used at {point}.", path=plan_file(name), point=at),
            message(
                "Run dxplan validate --at {point} {path} to see what is wrong.",
                point=at,
                path=plan_file(name),
            ),
        )
    ((_, there),) = found_snapshots(session, [name])
    _check_period(plan, period)
    _check_free(there, name, period, moment.point)
    if at == _HEAD:
        _check_clean(session, name, moment.tree)
    else:
        _check_branch(session, name, moment.point)
    _check_valid(session, name, moment.tree, moment.point)
    seal = sealed_now(session, name, plan, period, moment.tree, tags_of(there))
    said = seal_message(heading(plan, period), seal, note)
    tag = f"{SNAPSHOT_TAGS.removeprefix(TAGS)}{name}/{period}"
    _tell_of_days(session, plan, period, moment.point)
    if dry_run:
        session.console.raw(said)
        session.console.note(
            message("Nothing was made; without --dry-run this is the message of {tag}.", tag=tag)
        )
        return
    commit = moment.point.commit or ""
    make_snapshot_tag(session.moments.mount_of(name).repository, tag, commit, said, sign=sign)
    session.console.raw(said)
    session.console.note(message("Made {tag} on the commit {commit}.", tag=tag, commit=commit[:12]))
    session.console.note(message("Publish it with git push origin {tag}", tag=tag))


def _tell_of_days(session: Session, plan: Plan, period: Period, point: Point) -> None:
    """Tell of a period that is not over yet, and of a commit that was made before it began."""
    if period.last_day > session.day_of(plan):
        session.console.note(message("{period} has not ended yet.", period=str(period)))
    first, made = period.days.start.isoformat(), (point.date or "")[: len("2024-04-01")]
    if made and made < first:
        session.console.warn(
            message(
                "The commit is of {day}, and {period} begins on {first}.",
                day=made,
                period=str(period),
                first=first,
            )
        )


def _plan_name(session: Session, wanted: str | None) -> str:
    names = session.moments.present_names()
    if wanted is not None or len(names) == 1:
        return wanted if wanted is not None else names[0]
    session.present(())  # which raises NotFoundError where there is no plan to name
    raise UsageError(
        message("Name the plan with --plan."),
        message("The plans are: {plans}.", plans=", ".join(names)) if names else None,
    )


def _check_period(plan: Plan, period: Period) -> None:
    days, asked = plan.period.days, period.days
    if asked.start < days.start or asked.end > days.end:
        raise DxplanError(
            message(
                "{period} lies outside the plan's years, {first} to {last}.",
                period=str(period),
                first=str(plan.period.first_year),
                last=str(plan.period.last_year),
            )
        )


def _check_free(there: Sequence[Snapshot], name: str, period: Period, point: Point) -> None:
    for snapshot in there:
        if snapshot.period != period:
            continue
        if snapshot.name:
            raise DxplanError(
                message(
                    "There is a snapshot of {period} already: {tag}.", period=str(period), tag=snapshot.name
                ),
                message(
                    "A snapshot is never made twice; see dxplan snapshot show {period}.", period=str(period)
                ),
            )
        if snapshot.commit != point.commit:
            raise DxplanError(
                message(
                    "plan.yaml of {plan} records another commit for {period}: {commit}.",
                    plan=name,
                    period=str(period),
                    commit=(snapshot.commit or "")[:12],
                ),
                message("Name it with --at, or correct snapshots: in plan.yaml."),
            )


def _check_branch(session: Session, name: str, point: Point) -> None:
    """Make sure that the branch contains a commit: what lies beside it could never be proved."""
    mount = session.moments.mount_of(name)
    head = session.moments.finder(mount).head().commit or ""
    if point.commit is not None and not is_ancestor(mount.repository, point.commit, head):
        raise DxplanError(
            message("The present branch does not contain the commit {commit}.", commit=point.commit[:12]),
            message("Go to the branch on which the plan is kept: git switch."),
        )


def _check_clean(session: Session, name: str, tree: Revision) -> None:
    """Make sure that the plan's files are as they were committed, but for line endings."""
    if is_half_done(tree.mount.repository):
        raise DxplanError(
            message("A merge, a rebase or the like is not finished."),
            message("Finish it or give it up, then try again."),
        )
    present = session.moments.tree
    if present is None:
        return
    paths = sorted({*_paths(present, name), *_paths(tree, name)})
    now, then = present.fetch(paths), tree.fetch(paths)
    changed = [path for path in paths if _plain(now[path]) != _plain(then[path])]
    if changed:
        shown = ", ".join(changed[:_SHOWN]) + (" …" if len(changed) > _SHOWN else "")
        raise DxplanError(
            message(
                "{count} {count:file has/files have} changes that are not committed: {paths}",
                count=len(changed),
                paths=shown,
            ),
            message("Commit them, or name the commit to freeze with --at."),
        )


def _paths(tree: PlanTree, name: str) -> list[str]:
    return [plan_file(name), *tree.initiative_files(name)] if name in tree.plans() else []


def _plain(raw: bytes | DxplanError) -> bytes | None:
    return raw.replace(b"\r\n", b"\n") if isinstance(raw, bytes) else None


def _check_valid(session: Session, name: str, tree: Revision, point: Point) -> None:
    validator = Validator(tree, session.cache, lambda plan: session.day_of(plan, point))
    errors = validator.validate([name], lambda _: True).count(Severity.ERROR)
    if errors:
        raise DxplanError(
            message("The plan has {count} {count:error/errors}, so it cannot be frozen.", count=errors),
            message(
                "Run dxplan validate --plan {plan} --at {point} to see them.", plan=name, point=point.point
            ),
        )
