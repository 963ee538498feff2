"""Rows: an initiative beside its plan, with every value that lists show, sort by and filter on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dxplan.analysis.lateness import is_overdue, is_withdrawn

if TYPE_CHECKING:
    from datetime import date

    from dxplan.model.initiative import Initiative
    from dxplan.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Row:
    """One initiative in its plan, on the day on which the plan is looked at."""

    plan_name: str
    plan: Plan
    initiative: Initiative
    path: str
    day: date

    @property
    def stage(self) -> str | None:
        """The stage that the initiative names itself, else the one that belongs to its status."""
        status = self.plan.status(self.initiative.status)
        return self.initiative.stage or (status.stage if status else None)

    @property
    def overdue(self) -> bool:
        """Whether the initiative is late on that day."""
        return is_overdue(self.initiative, self.plan, self.day)

    @property
    def withdrawn(self) -> bool:
        """Whether the initiative has been withdrawn."""
        return is_withdrawn(self.initiative, self.plan)

    def sortable(self, column: str) -> Any:
        """Return the value by which a column sorts: numbers as numbers, words in the plan's order, None where absent."""
        initiative = self.initiative
        names = self._vocabulary(column)
        if names is not None:
            value = self.stage if column == "stage" else getattr(initiative, column)
            return _place(value, names)
        match column:
            case "operation_start":
                return initiative.start.sort_key if initiative.start.is_dated else None
            case "added":
                return initiative.added_in.last_day if initiative.added_in else None
            case "departments":
                return initiative.departments[0] if initiative.departments else None
            case "overdue" | "withdrawn":
                return True if getattr(self, column) else None
            case "plan" | "path":
                return self.plan_name if column == "plan" else self.path
            case "listings":
                return len(initiative.listings) or None
        return getattr(initiative, column)

    def _vocabulary(self, column: str) -> list[str] | None:
        """Return the words of a column in the plan's order, if the plan orders them."""
        pillar = self.plan.pillar(self.initiative.pillar)
        match column:
            case "pillar":
                return [entry.name for entry in self.plan.pillars]
            case "category":
                return [entry.name for entry in pillar.categories] if pillar else []
            case "status":
                return [entry.name for entry in self.plan.statuses]
            case "stage":
                return [entry.name for entry in self.plan.stages]
        return None

    def values(self) -> dict[str, Any]:
        """Return what an expression (``--where``) may name: plain data only."""
        initiative = self.initiative
        start = initiative.start
        return {
            "plan": self.plan_name,
            "id": initiative.id,
            "title": initiative.title,
            "pillar": initiative.pillar,
            "category": initiative.category,
            "number": initiative.number,
            "departments": list(initiative.departments),
            "status": initiative.status,
            "stage": self.stage,
            "start": initiative.operation_start,
            "earliest": start.earliest.isoformat() if start.earliest else None,
            "latest": start.latest.isoformat() if start.latest else None,
            "added": initiative.added,
            "withdrawn": self.withdrawn,
            "overdue": self.overdue,
            "listings": len(initiative.listings),
            "components": len(initiative.components),
            "tasks": len(initiative.tasks),
            "indicators": len(initiative.indicators),
            "visions": list(initiative.visions),
            "target_states": list(initiative.target_states),
            "outcomes": list(initiative.outcomes),
            "summary": initiative.summary or "",
            "progress": initiative.progress or "",
        }


def _place(name: str | None, names: list[str]) -> int | None:
    """Return where a name stands in its vocabulary; unknown names come after the known ones."""
    if name is None:
        return None
    return names.index(name) if name in names else len(names)
