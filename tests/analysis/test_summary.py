"""Counts of a plan, and what holds between them."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dxplan.analysis.ordering import plan_order
from dxplan.analysis.summary import summarize
from tests.analysis.making import DAY, initiative, plan
from tests.analysis.test_ordering import KEYS


@given(st.lists(KEYS, max_size=8))
def test_the_sums_agree(many: list[dict[str, Any]]) -> None:
    of = plan()
    items = [initiative(f"i{number}", **keys) for number, keys in enumerate(many)]
    summary = summarize("minato", of, items, DAY)
    assert summary.total == len(items)
    assert summary.listed == summary.total + sum(len(item.listings) for item in items)
    assert list(summary.by_status) == [status.name for status in of.statuses]
    assert list(summary.by_pillar) == [pillar.name for pillar in of.pillars]
    for name, row in summary.by_pillar.items():
        assert list(row) == list(summary.by_status)
        assert sum(row.values()) <= summary.pillar_totals[name]
    for status, count in summary.by_status.items():
        assert count == sum(row[status] for row in summary.by_pillar.values())
    unknown = sum(item.status == "知らない" or item.pillar == "知らない柱" for item in items)
    without = sum(item.status is None and item.pillar != "知らない柱" for item in items)
    assert sum(summary.by_status.values()) == summary.total - unknown - without
    assert summary.active == summary.total - len(summary.withdrawn)
    assert {item.id for item in summary.overdue}.isdisjoint(item.id for item in summary.withdrawn)
    # Those that are named come in the plan's order.
    in_order = sorted(items, key=plan_order(of))
    assert [item.id for item in summary.added] == [item.id for item in in_order if item.added]


def test_phases_are_those_of_the_fiscal_year_of_the_day() -> None:
    of = plan(phases=[{"name": "検討"}, {"name": "導入"}])
    schedule = [{"fiscal_year": "R5", "phase": "検討"}, {"fiscal_year": "R6", "phase": "導入"}]
    summary = summarize("minato", of, [initiative(schedule=schedule), initiative("two")], DAY)
    assert (str(summary.fiscal_year), summary.by_phase) == ("R6", {"検討": 0, "導入": 1})


def test_tasks_are_counted_by_year_and_by_being_done() -> None:
    tasks = [
        {"fiscal_year": "R6", "text": "a"},
        {"fiscal_year": "R5", "text": "b", "done": True},
        {"fiscal_year": "FY2023", "text": "c", "done": "R5.7月"},
        {"fiscal_year": "R5", "text": "d", "done": False},
    ]
    summary = summarize("minato", plan(), [initiative(tasks=tasks)], DAY)
    assert {str(year): count for year, count in summary.tasks.items()} == {"R5": 3, "R6": 1}
    assert summary.tasks_done == 2
