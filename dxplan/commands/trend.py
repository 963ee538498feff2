"""``dxplan trend``: how many initiatives stood where, over snapshots or over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

import typer
from msgspec.structs import replace

from dxplan.analysis.former_names import name_there
from dxplan.analysis.rows import Row
from dxplan.analysis.selection import Selection, check_names, in_words_of
from dxplan.analysis.trend import Moment, counted, trend_of
from dxplan.commands import filters
from dxplan.commands.clones import tell_of_clone
from dxplan.commands.options import At, Encoding, Filters, Output, Plans, Since, Until, command
from dxplan.commands.session import Session
from dxplan.commands.spans import Span, span_of
from dxplan.commands.trend_points import (
    STEPS,
    between,
    former_names,
    names_of_snapshots,
    points_of,
    with_last,
)
from dxplan.errors import DxplanError, ExitCode, NotFoundError
from dxplan.i18n import N_
from dxplan.model.hints import meant
from dxplan.model.message import message
from dxplan.model.point import WORKING_TREE, Point, PointKind
from dxplan.model.trend import Trend
from dxplan.reports.formats import FormatName
from dxplan.reports.trend import trend_report
from dxplan.reports.trend_words import point_label, step_label
from dxplan.stores.loading import Failure, LoadedPlan, Loader, Memory
from dxplan.stores.plan_tree import Moment as PlanMoment

By = Annotated[
    Literal["snapshot", "month", "quarter", "half", "year", "commit"],
    typer.Option("--by", help=N_("Count at each snapshot, at the end of each month …, or at each commit.")),
]
Format = Annotated[
    Literal[FormatName, "svg"],
    typer.Option("-f", "--format", help=N_("The form of the output.")),
]


def register(app: typer.Typer, help_text: str) -> None:
    """Add the command to the application."""

    @command(app, "trend", help_text)
    def run(
        session: Session,
        chosen: Filters,
        by: By = "snapshot",
        since: Since = None,
        until: Until = None,
        plans: Plans = None,
        at: At = WORKING_TREE.point,
        form: Format = "table",
        output: Output = None,
        encoding: Encoding = None,
    ) -> int:
        selection = filters.selection_of(chosen)
        span = span_of(since, until)
        ends = (
            session.present(plans or ()) if at == WORKING_TREE.point else session.moments_at(at, plans or ())
        )
        session.speak_of(ends.items())
        failures: list[Failure] = []
        wish = _Wish(by, span, ends_there=at != WORKING_TREE.point)
        found = [_read(session, name, end, wish, failures) for name, end in ends.items()]
        if not failures:
            _check(selection, found)
        trends = [_trend(session, one, by, selection) for one in found]
        kinds = {point.kind for one in found for point, _ in one.moments}
        tell_of_clone(
            session, misses_tags=by == "snapshot" and not kinds & {PointKind.TAG, PointKind.SNAPSHOT}
        )
        session.console.report(trend_report(trends, session.say), form, output, encoding)
        return ExitCode.DONE if session.whole and not failures else ExitCode.FINDINGS


@dataclass(frozen=True)
class _Wish:
    """Which points are asked for, and whether none but those that the last one contains."""

    by: str
    span: Span
    ends_there: bool


@dataclass(frozen=True)
class _Read:
    """A plan at each point of its trend, and how many points were left out."""

    name: str
    title: str
    moments: list[tuple[Point, LoadedPlan]]
    left_out: int


def _read(session: Session, name: str, end: PlanMoment, wish: _Wish, failures: list[Failure]) -> _Read:
    """Read a plan at the points of its trend up to its end; what cannot be used is told of and left out."""
    plan = session.plan_at(end.tree, name)
    names = _names(session, name, end.point.commit, wish.by)
    points, left_out, errors = points_of(
        session.moments, names, plan, wish.by, wish.span, end.point if wish.ends_there else None
    )
    for error in errors:
        session.console.warn(error.message, error.hint)
        session.whole = False
    points = between(with_last(points, end.point), wish.span, session.day_of(plan) if plan else None)
    memory: Memory = {}
    read: list[tuple[Point, LoadedPlan]] = []
    for point in points:
        try:
            loaded, found = _loaded(session, names, point, memory)
        except DxplanError as error:
            session.console.warn(
                message("{place} is left out: {text}", place=point.point, text=error.message), error.hint
            )
            session.whole = False
            continue
        read += [(point, one) for one in loaded]
        session.tell(found, "" if point.kind is PointKind.WORKTREE else point.point)
        failures += found
    return _Read(name, plan.title if plan else name, read, left_out)


def _names(session: Session, name: str, tip: str | None, by: str) -> tuple[str, ...]:
    """Return the names that a plan's folder had up to a commit or the present, the newest first; what git cannot tell of that is said."""
    try:
        return (names_of_snapshots if by == "snapshot" else former_names)(session.moments, name, tip)
    except NotFoundError:
        return (name,)  # nothing was committed yet
    except DxplanError as error:
        said = message(
            "Whether the folder of {plan} was renamed is not known: {text}", plan=name, text=error.message
        )
        session.console.warn(said, error.hint)
        session.whole = False
        return (name,)


def _loaded(
    session: Session, names: Sequence[str], point: Point, memory: Memory
) -> tuple[list[LoadedPlan], list[Failure]]:
    """Load a plan at a point under its name there, if it is, and the files that cannot be used; raises DxplanError."""
    moments = session.moments
    now = point.kind is PointKind.WORKTREE
    tree = moments.tree if now else moments.revision(moments.mount_of(names[0]), point)
    name = None if tree is None else name_there(names[:1] if now else names, tree)
    if tree is None or name is None:
        return [], []
    loaded, beside = Loader(tree, session.cache, memory).load([name])
    return loaded, [*beside, *(failure for one in loaded for failure in one.failures)]


def _check(selection: Selection, found: Sequence[_Read]) -> None:
    """Make sure that every name asked for is known to some plan at some point; raises UsageError."""
    loaded = [plan for one in found for _, plan in one.moments]
    ids = {filed.initiative.id for plan in loaded for filed in plan.initiatives}
    check_names(selection, [plan.plan for plan in loaded], sorted(ids), meant)


def _trend(session: Session, found: _Read, by: str, selection: Selection) -> Trend:
    editions = [loaded.plan for _, loaded in found.moments]
    moments = [
        _moment(session, point, loaded, by, in_words_of(loaded.plan, selection, editions))
        for point, loaded in found.moments
    ]
    trend = trend_of(found.name, moments, found.left_out)
    return trend if moments else replace(trend, title=found.title)


def _moment(session: Session, point: Point, loaded: LoadedPlan, by: str, selection: Selection) -> Moment:
    day = session.day_of(loaded.plan, point)
    rows = (Row(loaded.name, loaded.plan, filed.initiative, filed.path, day) for filed in loaded.initiatives)
    counts = counted(loaded.plan, (row.initiative for row in selection.pick(rows)))
    # A closed plan is looked at on the day that it describes, whatever the point.
    shown = date.fromisoformat(point.day) if point.day else day
    stepped = by in STEPS and point.kind is PointKind.DATE
    label = step_label(shown, STEPS[by], session.say) if stepped else point_label(point, session.say)
    return Moment(point, label, shown, loaded.plan, counts)
