"""The context of a check: the plan, the day, and the plan's vocabularies ready for look-ups."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from dxplan.model.day_range import DayRange
    from dxplan.model.plan import Plan


@dataclass(frozen=True)
class Context:
    """What rules may know beside the document they look at; ``today`` is injected, never read from a clock."""

    plan: Plan
    today: date

    @cached_property
    def days(self) -> DayRange | None:
        """All days of the plan; None where it ends before it begins (rule ``plan-years``)."""
        years = self.plan.period
        return years.days if years.first_year <= years.last_year else None

    @cached_property
    def vocabularies(self) -> dict[str, dict[str, str]]:
        """The allowed values by vocabulary (as ``x-vocabulary`` names them), each with what it says."""
        return vocabularies(self.plan)

    @cached_property
    def means(self) -> dict[str, str | None]:
        """What the tool knows of each status of the plan."""
        return {status.name: status.means for status in self.plan.statuses}


def vocabularies(plan: Plan) -> dict[str, dict[str, str]]:
    """Return a plan's vocabularies: allowed value → what it says (empty where the value says it itself)."""
    numbered = {
        kind: {
            f"{pillar.number}-{item.number}": text
            for pillar in plan.pillars
            for item, text in ((item, getattr(item, attribute)) for item in getattr(pillar, kind))
        }
        for kind, attribute in (("visions", "text"), ("target_states", "text"), ("outcomes", "name"))
    }
    return numbered | {
        "pillars": {pillar.name: pillar.summary or "" for pillar in plan.pillars},
        "categories": {category.name: "" for pillar in plan.pillars for category in pillar.categories},
        "departments": {department.name: "" for department in plan.departments},
        "statuses": {status.name: status.meaning or "" for status in plan.statuses},
        "stages": {stage.name: stage.meaning or "" for stage in plan.stages},
        "phases": {phase.name: phase.meaning or "" for phase in plan.phases},
        "documents": {document.id: document.title for document in plan.documents},
    }
