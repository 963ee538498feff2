"""What is late on a day, and what is not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dxplan.analysis.lateness import is_overdue, is_withdrawn, overdue_tasks
from tests.analysis.making import initiative, plan

BEFORE, AFTER = date(2024, 3, 31), date(2024, 4, 1)


@pytest.mark.parametrize(
    ("status", "late"),
    [
        ("調査中", True),
        ("着手中", True),
        ("運用中", False),
        ("完了", False),
        ("取り下げ", False),
        ("休止", False),
        (None, False),
        ("知らない", False),
    ],
)
def test_only_what_is_not_in_operation_can_be_late(status: str | None, *, late: bool) -> None:
    item = initiative(status=status, operation_start="R6.3月～")
    assert not is_overdue(item, plan(), BEFORE)
    assert is_overdue(item, plan(), AFTER) is late


@pytest.mark.parametrize("start", [None, "未定", "いつか", "R6.4月～", "R6年度中", "2024-04-01"])
def test_a_start_that_has_not_passed(start: str | None) -> None:
    assert not is_overdue(initiative(operation_start=start), plan(), AFTER)


@pytest.mark.parametrize("start", ["R5年度中", "R6.3月末～", "～R6.3月", "2024-03-31"])
def test_a_start_that_has_passed(start: str) -> None:
    assert is_overdue(initiative(operation_start=start), plan(), AFTER)


@pytest.mark.parametrize(
    ("components", "late"),
    [
        ([("運用中", "R6.3月～"), ("着手中", "R6.3月～")], True),
        ([("運用中", "R6.3月～"), ("着手中", "R6.4月～")], False),
        ([("運用中", "R6.3月～")], False),
        ([("着手中", None)], False),
    ],
)
def test_components_stand_for_the_whole(components: list[tuple[str, str | None]], *, late: bool) -> None:
    parts: list[dict[str, Any]] = [
        {"name": str(number), "status": status} | ({"operation_start": start} if start else {})
        for number, (status, start) in enumerate(components)
    ]
    # The start that the initiative names for itself no longer counts.
    item = initiative(components=parts, operation_start="R5.4月～")
    assert is_overdue(item, plan(), AFTER) is late


@pytest.mark.parametrize(
    ("done", "deadline", "late"),
    [
        (False, "～3月", True),
        (False, "～4月", True),  # April of the fiscal year before
        (False, None, False),
        (False, "通年", True),
        (None, "～3月", False),
        (True, "～3月", False),
        ("R6.3月", "～3月", False),
    ],
)
def test_only_a_task_that_is_marked_as_not_done_is_late(
    deadline: str | None, *, done: bool | str | None, late: bool
) -> None:
    task = {"fiscal_year": "R5", "text": "x", "deadline": deadline, "done": done}
    item = initiative(
        status="運用中", tasks=[{key: value for key, value in task.items() if value is not None}]
    )
    assert is_overdue(item, plan(), AFTER) is late
    assert [found.text for found in overdue_tasks(item, AFTER)] == ["x"] * late


def test_a_deadline_lies_in_the_fiscal_year_of_its_task() -> None:
    item = initiative(tasks=[{"fiscal_year": "R5", "text": "x", "deadline": "～3月", "done": False}])
    assert not overdue_tasks(item, BEFORE)
    assert overdue_tasks(item, AFTER)


def test_what_is_withdrawn_is_never_late() -> None:
    task = {"fiscal_year": "R5", "text": "x", "deadline": "～3月", "done": False}
    gone = initiative(operation_start="R5.4月～", tasks=[task], withdrawn={"at": "R5", "reason": "x"})
    assert is_withdrawn(gone, plan())
    assert not is_overdue(gone, plan(), AFTER)
    named = initiative(status="取り下げ", operation_start="R5.4月～", tasks=[task])
    assert is_withdrawn(named, plan())
    assert not is_overdue(named, plan(), AFTER)
    assert not is_withdrawn(initiative(), plan())
