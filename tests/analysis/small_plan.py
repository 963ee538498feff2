"""A small plan of two pillars, and what changed in it between two editions."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from dxplan.analysis.differing import difference
from dxplan.analysis.ends import End
from tests.analysis.plan_editions import Edition, end, no_movements

if TYPE_CHECKING:
    from dxplan.model.content import Data
    from dxplan.model.difference import PlanDifference

PLAN: Data = {
    "schema": 1,
    "title": "計画",
    "pillars": [
        {"number": 1, "name": "柱1", "categories": [{"name": "甲"}, {"name": "乙"}]},
        {"number": 2, "name": "柱2", "categories": [{"name": "甲"}]},
    ],
    "departments": [{"name": "情報課"}, {"name": "市民課"}],
    "statuses": [{"name": "着手中"}, {"name": "運用中"}],
}


def initiative(identifier: str, **keys: Any) -> Data:
    """Return an initiative of the first pillar."""
    written = {
        "schema": 1,
        "id": identifier,
        "title": f"取組{identifier}",
        "pillar": "柱1",
        "category": "甲",
        "number": 1,
        "departments": ["情報課"],
        "status": "着手中",
    }
    return {key: value for key, value in (written | keys).items() if value is not None}


def edition(*initiatives: Data, plan: Data | None = None, name: str = "minato") -> Edition:
    """Return a plan with these initiatives."""
    return Edition(name, {None: plan or PLAN} | {data["id"]: data for data in initiatives})


def between(old: Edition | End, new: Edition | End) -> PlanDifference:
    """Return the difference of two editions or ends."""
    old_end = old if isinstance(old, End) else end(old)
    return difference(old_end, new if isinstance(new, End) else end(new), no_movements)


def told(found: PlanDifference) -> list[tuple[str | None, str, list[str]]]:
    """Return (id, kind, pointers) of the changes."""
    return [
        (change.id, change.kind, [field.pointer for field in change.comparison.fields])
        for change in found.changes
    ]


def plan_with(**keys: Any) -> Data:
    """Return the plan with some keys written anew."""
    return deepcopy(PLAN) | keys


def departments(*names: str, **formerly: str) -> Data:
    """Return the plan with these departments, some with a former name."""
    entries = [{"name": name} for name in names]
    return plan_with(departments=[*entries, *({"name": n, "formerly": [f]} for n, f in formerly.items())])
