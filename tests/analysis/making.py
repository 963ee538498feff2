"""Plans and initiatives made of a few keys."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dxplan.analysis.rows import Row
from dxplan.model.build import build_initiative, build_plan

if TYPE_CHECKING:
    from dxplan.model.initiative import Initiative
    from dxplan.model.plan import Plan

DAY = date(2024, 9, 30)
STATUSES = {
    "調査中": "planned",
    "着手中": "preparing",
    "運用中": "operating",
    "完了": "completed",
    "取り下げ": "withdrawn",
    "休止": None,
}


def plan(**keys: Any) -> Plan:
    """Return a plan of two pillars."""
    statuses = [{"name": name} | ({"means": means} if means else {}) for name, means in STATUSES.items()]
    written: dict[str, Any] = {
        "schema": 1,
        "title": "計画",
        "city": "みなと市",
        "period": {"first": "R4", "last": "R7"},
        "pillars": [
            {
                "number": 1,
                "name": "柱1",
                "formerly": ["旧柱"],
                "categories": [{"name": "乙"}, {"name": "甲"}],
            },
            {"number": 2, "name": "柱2", "categories": [{"name": "甲"}]},
        ],
        "departments": [{"name": "情報課", "formerly": ["電算課"]}, {"name": "市民課"}],
        "statuses": statuses,
    }
    return build_plan(written | keys)


def initiative(identifier: str = "one", **keys: Any) -> Initiative:
    """Return an initiative of the first pillar."""
    written: dict[str, Any] = {
        "schema": 1,
        "id": identifier,
        "title": identifier,
        "pillar": "柱1",
        "category": "甲",
        "number": 1,
        "departments": ["情報課"],
        "status": "着手中",
    }
    return build_initiative({key: value for key, value in (written | keys).items() if value is not None})


def row(item: Initiative, day: date = DAY, of: Plan | None = None) -> Row:
    """Return an initiative as a row of its plan."""
    return Row("minato", of or plan(), item, f"plans/minato/initiatives/{item.id}.yaml", day)
