"""The summary of a plan: how many initiatives stand where."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.analysis.lateness import is_overdue, is_withdrawn
from dxplan.analysis.ordering import plan_order
from dxplan.model.fiscal_year import FiscalYear
from dxplan.model.initiative import Initiative
from dxplan.model.plan import IN_OPERATION, Plan

if TYPE_CHECKING:
    from collections.abc import Iterable


class PlanSummary(Struct, frozen=True):
    """Counts of one plan on one day.

    ``total`` counts each initiative once, ``listed`` every printed row. ``by_status`` and the rows of ``by_pillar``
    have the plan's statuses in the plan's order, zeros included; initiatives without a status count in ``without_status``.
    ``in_operation`` counts initiatives whose status means operating or completed. ``by_phase`` counts initiatives by
    their phase in ``fiscal_year``, the one in which the day lies; ``tasks`` counts tasks by fiscal year.
    """

    name: str
    plan: Plan
    day: date
    total: int
    listed: int
    by_status: dict[str, int]
    by_pillar: dict[str, dict[str, int]]
    pillar_totals: dict[str, int]
    components_by_status: dict[str, int]
    components: int
    without_status: int
    in_operation: int
    withdrawn: tuple[Initiative, ...]
    added: tuple[Initiative, ...]
    overdue: tuple[Initiative, ...]
    fiscal_year: FiscalYear
    by_phase: dict[str, int]
    tasks: dict[FiscalYear, int]
    tasks_done: int

    @property
    def active(self) -> int:
        """How many initiatives have not been withdrawn."""
        return self.total - len(self.withdrawn)


def summarize(name: str, plan: Plan, initiatives: Iterable[Initiative], day: date) -> PlanSummary:
    """Count the initiatives of a plan, each looked at once; those that are named come in the plan's order."""
    tally = _Tally(plan, day)
    for initiative in initiatives:
        tally.count(initiative)
    statuses = [status.name for status in plan.statuses]
    pillars = [pillar.name for pillar in plan.pillars]
    by_pillar = {pillar: {status: tally.places[pillar, status] for status in statuses} for pillar in pillars}
    totals = {pillar: sum(n for (p, _), n in tally.places.items() if p == pillar) for pillar in pillars}
    order = plan_order(plan)
    return PlanSummary(
        name=name,
        plan=plan,
        day=day,
        total=sum(tally.places.values()),
        listed=tally.listed,
        by_status={status: sum(row[status] for row in by_pillar.values()) for status in statuses},
        by_pillar=by_pillar,
        pillar_totals=totals,
        components_by_status={status: tally.components[status] for status in statuses},
        components=sum(tally.components.values()),
        without_status=sum(n for (_, status), n in tally.places.items() if status is None),
        in_operation=sum(n for (_, status), n in tally.places.items() if plan.means(status) in IN_OPERATION),
        withdrawn=tuple(sorted(tally.withdrawn, key=order)),
        added=tuple(sorted(tally.added, key=order)),
        overdue=tuple(sorted(tally.overdue, key=order)),
        fiscal_year=tally.year,
        by_phase={phase.name: tally.phases[phase.name] for phase in plan.phases},
        tasks={year: tally.tasks[year] for year in sorted(tally.tasks)},
        tasks_done=tally.tasks_done,
    )


class _Tally:
    """The counts while they grow."""

    def __init__(self, plan: Plan, day: date) -> None:
        self._plan = plan
        self._day = day
        self.year = FiscalYear.containing(day)
        self.places: Counter[tuple[str, str | None]] = Counter()
        self.components: Counter[str] = Counter()
        self.phases: Counter[str | None] = Counter()
        self.tasks: Counter[FiscalYear] = Counter()
        self.tasks_done = 0
        self.listed = 0
        self.withdrawn: list[Initiative] = []
        self.added: list[Initiative] = []
        self.overdue: list[Initiative] = []

    def count(self, initiative: Initiative) -> None:
        """Take one initiative into the counts."""
        self.places[initiative.pillar, initiative.status] += 1
        self.listed += 1 + len(initiative.listings)
        self.components.update(component.status for component in initiative.components)
        self.phases.update(
            entry.phase for entry in initiative.schedule if FiscalYear.parse(entry.fiscal_year) == self.year
        )
        self.tasks.update(task.year for task in initiative.tasks)
        self.tasks_done += sum(task.is_done for task in initiative.tasks)
        if is_withdrawn(initiative, self._plan):
            self.withdrawn.append(initiative)
        if initiative.added:
            self.added.append(initiative)
        if is_overdue(initiative, self._plan, self._day):
            self.overdue.append(initiative)
