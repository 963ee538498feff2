"""Order: the plan's own order of initiatives, and sorting by a field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.model.collation import collation_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dxplan.analysis.rows import Row
    from dxplan.model.initiative import Initiative
    from dxplan.model.plan import Plan

_LAST = 1 << 30


def plan_order(plan: Plan) -> Callable[[Initiative], tuple[int, int, int, str]]:
    """Return the key of the plan's own order: pillar, category, number; then the id, so that no tie is left."""
    pillars = {pillar.name: index for index, pillar in enumerate(plan.pillars)}
    categories = {
        (pillar.name, category.name): index
        for pillar in plan.pillars
        for index, category in enumerate(pillar.categories)
    }

    def key(initiative: Initiative) -> tuple[int, int, int, str]:
        pillar = pillars.get(initiative.pillar, _LAST)
        category = categories.get((initiative.pillar, initiative.category or ""), _LAST)
        return pillar, category, initiative.number, initiative.id

    return key


def sort_rows(rows: Iterable[Row], columns: Sequence[str], *, reverse: bool) -> list[Row]:
    """Sort rows by columns; rows that tie keep their order, and rows without a value come last either way."""
    ordered = list(rows)
    for column in reversed(columns):
        present = [row for row in ordered if row.sortable(column) is not None]
        absent = [row for row in ordered if row.sortable(column) is None]
        present.sort(key=lambda row: _comparable(row.sortable(column)), reverse=reverse)
        ordered = present + absent
    return ordered


def _comparable(value: Any) -> Any:
    return collation_key(value) if isinstance(value, str) else value
