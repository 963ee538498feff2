"""The summary of a plan: how many initiatives stand where."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.analysis.lateness import is_overdue, is_withdrawn
from dxplan.model.fiscal_year import FiscalYear
from dxplan.model.initiative import Initiative
from dxplan.model.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Sequence


_RUNNING = {"operating", "completed"}


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


def summarize(name: str, plan: Plan, initiatives: Sequence[Initiative], day: date) -> PlanSummary:
    """Count the initiatives of a plan, which come in the plan's order."""
    statuses = [status.name for status in plan.statuses]
    pillars = [pillar.name for pillar in plan.pillars]
    counts = Counter((initiative.pillar, initiative.status) for initiative in initiatives)
    parts = Counter(component.status for initiative in initiatives for component in initiative.components)
    year = FiscalYear.containing(day)
    phases = Counter(
        entry.phase
        for initiative in initiatives
        for entry in initiative.schedule
        if FiscalYear.parse(entry.fiscal_year) == year
    )
    tasks = [task for initiative in initiatives for task in initiative.tasks]
    years = Counter(task.year for task in tasks)
    by_pillar = {pillar: {status: counts[pillar, status] for status in statuses} for pillar in pillars}
    return PlanSummary(
        name=name,
        plan=plan,
        day=day,
        total=len(initiatives),
        listed=sum(len(initiative.places) for initiative in initiatives),
        by_status={status: sum(row[status] for row in by_pillar.values()) for status in statuses},
        by_pillar=by_pillar,
        pillar_totals={pillar: sum(n for (p, _), n in counts.items() if p == pillar) for pillar in pillars},
        components_by_status={status: parts[status] for status in statuses},
        components=sum(parts.values()),
        without_status=sum(n for (_, status), n in counts.items() if status is None),
        in_operation=sum(plan.means(initiative.status) in _RUNNING for initiative in initiatives),
        withdrawn=tuple(initiative for initiative in initiatives if is_withdrawn(initiative, plan)),
        added=tuple(initiative for initiative in initiatives if initiative.added),
        overdue=tuple(initiative for initiative in initiatives if is_overdue(initiative, plan, day)),
        fiscal_year=year,
        by_phase={phase.name: phases[phase.name] for phase in plan.phases},
        tasks={fiscal_year: years[fiscal_year] for fiscal_year in sorted(years)},
        tasks_done=sum(task.is_done for task in tasks),
    )
