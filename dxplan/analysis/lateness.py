"""Lateness: what should have happened by a day and has not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.model.plan import NOT_IN_OPERATION

if TYPE_CHECKING:
    from datetime import date

    from dxplan.model.initiative import Initiative, Task
    from dxplan.model.plan import Plan


def is_overdue(initiative: Initiative, plan: Plan, day: date) -> bool:
    """Tell whether an initiative is late on a day.

    It is, where a start of operation has passed and the status says that it is not in operation, or where a task
    that is marked as not done (``done: false``) is past its deadline. A task without ``done`` tells nothing: a plan
    that has just been published marks none.
    """
    return not is_withdrawn(initiative, plan) and (
        _start_passed(initiative, plan, day) or bool(overdue_tasks(initiative, day))
    )


def overdue_tasks(initiative: Initiative, day: date) -> list[Task]:
    """Return the tasks marked as not done whose deadline has passed."""
    return [task for task in initiative.tasks if task.done is False and task.due.is_past(day)]


def is_withdrawn(initiative: Initiative, plan: Plan) -> bool:
    """Tell whether an initiative has been withdrawn."""
    return initiative.withdrawn is not None or plan.means(initiative.status) == "withdrawn"


def _start_passed(initiative: Initiative, plan: Plan, day: date) -> bool:
    parts = initiative.components or (initiative,)
    return any(plan.means(part.status) in NOT_IN_OPERATION and part.start.is_past(day) for part in parts)
