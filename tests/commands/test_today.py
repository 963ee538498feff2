"""The day on which a plan is looked at: ``--today``, else the plan's ``as_of``, else ``DXPLAN_TODAY``, else the clock."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from tests.commands.running import inside

if TYPE_CHECKING:
    from tests.harness import Repository

RUNNING = "as_of: 2024-09-30\n"


def _day(repository: Repository, *arguments: str) -> str:
    run = inside(repository.root, "status", "-f", "json", "--plan", "minato", *arguments)
    assert (run.code, run.told) == (0, "")
    day: str = json.loads(run.text)["plans"][0]["as_of"]
    return day


def _overdue(repository: Repository, *arguments: str) -> list[str]:
    run = inside(repository.root, "list", "--columns", "id", "-f", "tsv", *arguments)
    assert (run.code, run.told) == (0, "")
    return run.text.split()[1:]


def _let_it_run(repository: Repository, timezone: str = "Asia/Tokyo") -> None:
    text = repository.read("plans/minato/plan.yaml")
    assert RUNNING in text
    repository.write(
        "plans/minato/plan.yaml",
        text.replace(RUNNING, "").replace("timezone: Asia/Tokyo", f"timezone: {timezone}"),
    )


def test_the_option_comes_first(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DXPLAN_TODAY", "2025-05-05")
    assert _day(repository, "--today", "2022-01-02") == "2022-01-02"
    _let_it_run(repository)
    assert _day(repository, "--today", "2022-01-02") == "2022-01-02"


def test_then_the_day_that_a_closed_plan_describes(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _day(repository) == "2024-09-30"
    monkeypatch.setenv("DXPLAN_TODAY", "2025-05-05")
    assert _day(repository) == "2024-09-30"


def test_then_the_environment(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    _let_it_run(repository)
    monkeypatch.setenv("DXPLAN_TODAY", "2025-05-05")
    assert _day(repository) == "2025-05-05"


@pytest.mark.parametrize("timezone", ["Pacific/Kiritimati", "Pacific/Midway"])
def test_then_the_clock_in_the_time_zone_of_the_plan(repository: Repository, timezone: str) -> None:
    # 25 hours lie between the two, so that the day of one is never the day of the other.
    _let_it_run(repository, timezone)
    zone = ZoneInfo(timezone)
    before = datetime.now(zone).date()
    day = _day(repository)
    assert before.isoformat() <= day <= datetime.now(zone).date().isoformat()


def test_overdue_follows_the_day(repository: Repository) -> None:
    assert _overdue(repository, "--overdue") == []
    assert _overdue(repository, "--overdue", "--today", "2025-01-31") == []
    assert _overdue(repository, "--overdue", "--today", "2025-02-01") == ["online-forms"]
    assert _overdue(repository, "--overdue", "--today", "2025-04-01") == ["online-forms", "chat-window"]
    assert _overdue(repository, "--no-overdue", "--today", "2025-04-01") == [
        "paperless-meetings",
        "card-readers",
    ]


def test_a_task_that_is_marked_as_not_done_is_overdue(repository: Repository) -> None:
    forms = "plans/minato/initiatives/online-forms.yaml"
    repository.write(
        forms, repository.read(forms).replace("deadline: ～3月\n", "deadline: ～3月\n    done: false\n")
    )
    assert _overdue(repository, "--overdue", "--today", "2025-01-31") == []
    meetings = "plans/minato/initiatives/paperless-meetings.yaml"
    task = "tasks:\n  - fiscal_year: R6\n    text: 紙を数える。\n    deadline: ～8月\n    done: false\n"
    repository.write(meetings, repository.read(meetings) + task)
    assert _overdue(repository, "--overdue", "--today", "2024-08-31") == []
    assert _overdue(repository, "--overdue", "--today", "2024-09-01") == ["paperless-meetings"]
