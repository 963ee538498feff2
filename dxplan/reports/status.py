"""The status of plans, for a person on one screen and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.i18n import N_
from dxplan.model.era import short_day
from dxplan.model.message import message
from dxplan.model.plan import IN_OPERATION
from dxplan.reports.blocks import Block, Column, Heading, Lines, Pairs, Report, Table, Value
from dxplan.reports.fuzzy import WORKING_TREE
from dxplan.reports.points import point_json
from dxplan.reports.words import PLAN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from dxplan.analysis.since import Since
    from dxplan.analysis.summary import PlanSummary
    from dxplan.i18n import Speaker
    from dxplan.model.fiscal_year import FiscalYear
    from dxplan.model.initiative import Initiative

_BAR = 10
_NAMED = 5
_TOTAL = N_("Total")
_PILLAR = N_("Pillar")


def status_report(
    summaries: Sequence[PlanSummary], since: Mapping[str, Since | None], say: Speaker
) -> Report:
    """Return the status of plans, and what changed since the last snapshot; several are first told in a line each."""
    blocks: list[Block] = []
    if len(summaries) > 1:
        blocks.append(_overview(summaries, say))
    for summary in summaries:
        blocks += _plan_blocks(summary, since.get(summary.name), say)
    payload = {
        "at": WORKING_TREE,
        "plans": [plan_json(summary, since.get(summary.name)) for summary in summaries],
    }
    return Report(tuple(blocks), _records(summaries), payload)


def plan_json(summary: PlanSummary, since: Since | None) -> dict[str, Any]:
    """Return a plan's counts as the contract's object."""
    return {
        "plan": summary.name,
        "title": summary.plan.title,
        "total": summary.total,
        "listed": summary.listed,
        "by_status": summary.by_status,
        "by_pillar": summary.by_pillar,
        "components_by_status": summary.components_by_status,
        "overdue": len(summary.overdue),
        "as_of": summary.day.isoformat(),
        "pillar_totals": summary.pillar_totals,
        "without_status": summary.without_status,
        "in_operation": summary.in_operation,
        "withdrawn": [initiative.id for initiative in summary.withdrawn],
        "added": [initiative.id for initiative in summary.added],
        "overdue_ids": [initiative.id for initiative in summary.overdue],
        "by_phase": summary.by_phase,
        "tasks": {str(year): n for year, n in summary.tasks.items()},
        "tasks_done": summary.tasks_done,
        "since": _since_json(since) if since else None,
    }


def _overview(summaries: Sequence[PlanSummary], say: Speaker) -> Table:
    columns = (
        Column("plan", say.text(PLAN), fixed=True),
        Column("title", say.text(N_("Title"))),
        Column("total", say.text(N_("Initiatives")), right=True),
        Column("in_operation", say.text(N_("In operation")), right=True),
        Column("overdue", say.text(N_("Overdue")), right=True),
    )
    rows = tuple(
        (s.name, s.plan.title, s.total, _share(s) if _knows_operation(s) else "–", len(s.overdue))
        for s in summaries
    )
    return Table(columns, rows)


def _plan_blocks(summary: PlanSummary, since: Since | None, say: Speaker) -> Iterator[Block]:
    plan = summary.plan
    yield Heading(f"{plan.title} ({summary.name})")
    years = f"{_year(plan.period.first_year, say)}–{_year(plan.period.last_year, say)}"
    facts = [plan.city, years, _as_of(summary.day, say)]
    if plan.fictional:
        facts.append(say(message("an invented city")))
    yield Lines((" · ".join(facts),), "dim")
    yield _by_pillar(summary, say)
    if summary.by_phase:
        yield _by_phase(summary, say)
    yield Pairs((*_facts(summary, say), *([_since(since, say)] if since else [])))


def _year(year: FiscalYear, say: Speaker) -> str:
    """Name a fiscal year: by its era in Japanese, as the plans do, else by its Gregorian year."""
    return str(year) if say.language == "ja" else year.english


def _as_of(day: date, say: Speaker) -> str:
    shown = f"{day.isoformat()} ({short_day(day)})" if say.language == "ja" else day.isoformat()
    return say(message("as of {day}", day=shown))


def _by_pillar(summary: PlanSummary, say: Speaker) -> Table:
    """Return pillars × statuses with sums, and a bar for the share in operation."""
    statuses = list(summary.by_status)
    columns = [Column("pillar", say.text(_PILLAR))]
    columns += [Column(name, name, right=True, fixed=True) for name in statuses]
    columns.append(Column("total", say.text(_TOTAL), right=True, fixed=True))
    shares_known = _knows_operation(summary)
    if shares_known:
        columns.append(Column("bar", say.text(N_("In operation")), fixed=True))
    rows: list[tuple[Value, ...]] = []
    for pillar, counts in summary.by_pillar.items():
        row: tuple[Value, ...] = (pillar, *counts.values(), summary.pillar_totals[pillar])
        rows.append((*row, _bar(counts, summary)) if shares_known else row)
    last: tuple[Value, ...] = (say.text(_TOTAL), *summary.by_status.values(), summary.total)
    rows.append((*last, _bar(summary.by_status, summary)) if shares_known else last)
    return Table(tuple(columns), tuple(rows), total=True)


def _by_phase(summary: PlanSummary, say: Speaker) -> Table:
    title = say(message("Phase in {year}", year=_year(summary.fiscal_year, say)))
    columns = (Column("phase", title), Column("count", say.text(N_("Initiatives")), right=True))
    return Table(columns, tuple(summary.by_phase.items()))


def _facts(summary: PlanSummary, say: Speaker) -> Iterator[tuple[str, str]]:
    if _knows_operation(summary):
        yield say.text(N_("In operation")), f"{summary.in_operation} / {summary.active} ({_share(summary)})"
    again = summary.listed - summary.total
    rows = message("{listed}, of which {again} are listed again", listed=summary.listed, again=again)
    yield say.text(N_("Printed rows")), say(rows) if again else str(summary.listed)
    if summary.without_status and summary.by_status:
        yield say.text(N_("Without a status")), str(summary.without_status)
    if summary.components:
        parts = "・".join(f"{status} {n}" for status, n in summary.components_by_status.items() if n)
        yield say.text(N_("Components")), f"{summary.components} ({parts})"
    if summary.tasks:
        years = "・".join(f"{_year(year, say)} {n}" for year, n in summary.tasks.items())
        done = say(message("{done} marked as done", done=summary.tasks_done))
        yield say.text(N_("Tasks")), f"{sum(summary.tasks.values())} ({years}; {done})"
    yield say.text(N_("Added")), _named(summary.added, say)
    yield say.text(N_("Withdrawn")), _named(summary.withdrawn, say)
    yield say.text(N_("Overdue")), _named(summary.overdue, say)


def _since(since: Since, say: Speaker) -> tuple[str, str]:
    """Say what changed since the last snapshot."""
    told = message(
        "{added} added, {removed} removed, {changed} changed, {withdrawn} withdrawn",
        added=since.added,
        removed=since.removed,
        changed=since.changed,
        withdrawn=since.withdrawn,
    )
    return say(message("Since {point}", point=since.point.point)), say(told)


def _since_json(since: Since) -> dict[str, Any]:
    return {
        "point": point_json(since.point),
        "added": since.added,
        "removed": since.removed,
        "changed": since.changed,
        "withdrawn": since.withdrawn,
    }


def _named(initiatives: Sequence[Initiative], say: Speaker) -> str:
    """Return how many initiatives there are, and the first of them by id and title."""
    lines = [str(len(initiatives))]
    lines += [f"{initiative.id}  {initiative.title}" for initiative in initiatives[:_NAMED]]
    if len(initiatives) > _NAMED:
        lines.append(say(message("and {count} more", count=len(initiatives) - _NAMED)))
    return "\n".join(lines)


def _knows_operation(summary: PlanSummary) -> bool:
    """Tell whether the plan's statuses say what is in operation; ratings such as A to D do not."""
    return any(status.means in IN_OPERATION for status in summary.plan.statuses)


def _share(summary: PlanSummary) -> str:
    return f"{round(100 * summary.in_operation / summary.active)} %" if summary.active else "–"


def _bar(counts: dict[str, int], summary: PlanSummary) -> str:
    """Draw the share in operation of those that have not been withdrawn."""
    means = summary.plan.means
    whole = sum(n for status, n in counts.items() if means(status) != "withdrawn")
    part = sum(n for status, n in counts.items() if means(status) in IN_OPERATION)
    length = round(_BAR * part / whole) if whole else 0
    percent = f"{round(100 * part / whole)} %" if whole else "–"
    return f"{percent:>5} {'■' * length}".rstrip()


def _records(summaries: Sequence[PlanSummary]) -> Table:
    """Return one record per plan, pillar and status; pillars without statuses have one with their number."""
    keys = ("plan", "title", "as_of", "pillar", "status", "count")
    rows: list[tuple[Value, ...]] = []
    for summary in summaries:
        head = (summary.name, summary.plan.title, summary.day.isoformat())
        for pillar, counts in summary.by_pillar.items():
            shown: dict[str, int] = counts or {"": summary.pillar_totals[pillar]}
            rows += [(*head, pillar, status or None, n) for status, n in shown.items()]
    return Table(tuple(Column(key, key) for key in keys), tuple(rows))
