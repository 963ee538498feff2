"""The three real plans: they are whole, valid, and count as their documents do."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pytest

from dxplan.checks.validation import Validation, Validator
from dxplan.model.problem import Severity
from dxplan.stores.cache import Cache
from dxplan.stores.loading import LoadedPlan, Loader
from dxplan.stores.worktree import WorkTree
from tests.conftest import ROOT

if TYPE_CHECKING:
    from datetime import date

    from dxplan.model.initiative import Initiative
    from dxplan.model.plan import Plan

PLANS = ("aizuwakamatsu", "kashima", "matsue")


@cache
def loaded(name: str) -> LoadedPlan:
    """Load a plan of this repository."""
    (plan,), failures = Loader(WorkTree(ROOT), Cache(None)).load([name])
    assert failures == []
    assert plan.failures == ()
    return plan


def initiatives(name: str) -> list[Initiative]:
    """Return the initiatives of a plan."""
    return [filed.initiative for filed in loaded(name).initiatives]


@cache
def validation(name: str) -> Validation:
    """Validate a plan of this repository on the day that it describes."""

    def day_of(plan: Plan) -> date:
        assert plan.described_day is not None
        return plan.described_day

    return Validator(WorkTree(ROOT), Cache(None), day_of).validate([name], lambda _: True)


def test_these_are_the_plans() -> None:
    assert WorkTree(ROOT).plans() == list(PLANS)


@pytest.mark.parametrize("name", PLANS)
def test_no_plan_has_an_error_or_silences_a_rule(name: str) -> None:
    assert validation(name).count(Severity.ERROR) == 0
    assert loaded(name).plan.rules == {}
    assert loaded(name).plan.waivers == ()
    assert [initiative.id for initiative in initiatives(name) if initiative.waivers] == []
    assert validation(name).fixes == {}


@pytest.mark.parametrize(
    ("name", "files", "rows", "listings"),
    [("matsue", 64, 75, 11), ("kashima", 51, 66, 15), ("aizuwakamatsu", 13, 13, 0)],
)
def test_initiatives_and_printed_rows(name: str, files: int, rows: int, listings: int) -> None:
    assert len(initiatives(name)) == files
    assert validation(name).files == files + 1
    assert sum(len(initiative.places) for initiative in initiatives(name)) == rows
    assert sum(len(initiative.listings) for initiative in initiatives(name)) == listings


def statuses(name: str) -> dict[str, dict[str | None, int]]:
    """Count the initiatives of each pillar by status."""
    return {
        pillar.name: dict(
            Counter(initiative.status for initiative in initiatives(name) if initiative.pillar == pillar.name)
        )
        for pillar in loaded(name).plan.pillars
    }


def test_matsue_by_pillar_and_status() -> None:
    assert statuses("matsue") == {
        "市民サービスの向上": {"調査・研究中": 5, "着手中": 12, "運用中": 11},
        "業務の効率化": {"調査・研究中": 6, "着手中": 8, "運用中": 9},
        "人財育成": {"調査・研究中": 9, "着手中": 1, "運用中": 2, "取り下げ": 1},
    }


def test_matsue_has_what_was_added_and_withdrawn_in_the_year() -> None:
    assert sum(initiative.added is not None for initiative in initiatives("matsue")) == 9
    assert [initiative.id for initiative in initiatives("matsue") if initiative.withdrawn] == [
        "new-staff-digital-training"
    ]
    components = Counter(
        part.status for initiative in initiatives("matsue") for part in initiative.components
    )
    assert components == {"運用中": 2, "着手中": 2}


def test_matsue_has_the_basic_plan() -> None:
    plan = loaded("matsue").plan
    assert [(term.name, term.first, term.last) for term in plan.terms] == [
        ("第1期", "R4", "R5"),
        ("第2期", "R6", "R7"),
        ("第3期", "R8", "R9"),
        ("第4期", "R10", "R11"),
    ]
    assert [len(pillar.visions) for pillar in plan.pillars] == [1, 1, 1]
    assert [len(pillar.target_states) for pillar in plan.pillars] == [4, 4, 7]
    assert len(plan.literacy_goals) == 5
    assert [stage.name for stage in plan.stages] == [
        "8年間で取り組むこと",
        "実施計画期間中に取り組むこと",
        "着手していること",
        "評価・見直し",
        "完了",
    ]


def test_kashima_is_a_plan_of_tasks() -> None:
    tasks = Counter(task.fiscal_year for initiative in initiatives("kashima") for task in initiative.tasks)
    assert tasks == {"R5": 141, "R6": 120}
    goals = Counter(
        goal.fiscal_year for initiative in initiatives("kashima") for goal in initiative.annual_goals
    )
    assert goals == {"R5": 98, "R6": 82}
    assert {pillar: sum(counts.values()) for pillar, counts in statuses("kashima").items()} == {
        "市民の利便性向上": 26,
        "業務の効率化": 18,
        "人財育成": 7,
    }
    assert loaded("kashima").plan.statuses == ()
    assert sorted(initiative.number for initiative in initiatives("kashima")) == list(range(1, 52))
    assert [len(pillar.visions) for pillar in loaded("kashima").plan.pillars] == [4, 4, 4]


def test_aizuwakamatsu_has_a_logic_model_for_each_item() -> None:
    plan = loaded("aizuwakamatsu").plan
    assert [len(pillar.outcomes) for pillar in plan.pillars] == [1, 1, 1, 1, 1]
    assert [sum(counts.values()) for counts in statuses("aizuwakamatsu").values()] == [4, 2, 1, 3, 3]
    for initiative in initiatives("aizuwakamatsu"):
        assert initiative.indicators, initiative.id
        assert initiative.activity, initiative.id
        assert initiative.outcomes, initiative.id
        assert [entry.fiscal_year for entry in initiative.schedule] == ["R4", "R5", "R6", "R7"], initiative.id


def test_aizuwakamatsu_has_the_printed_money() -> None:
    amounts = [entry.amount for initiative in initiatives("aizuwakamatsu") for entry in initiative.budget]
    assert sum(amount for amount in amounts if isinstance(amount, int)) == 224_753
    (standardization,) = [initiative for initiative in initiatives("aizuwakamatsu") if initiative.workstreams]
    assert standardization.id == "system-standardization"
    assert [workstream.number for workstream in standardization.workstreams] == list(range(1, 21))
    parts = [entry for workstream in standardization.workstreams for entry in workstream.budget]
    known = [entry.amount for entry in parts if isinstance(entry.amount, int)]
    assert sum(known) == 43_155
    assert {entry.fiscal_year for entry in parts if isinstance(entry.amount, int)} == {"R5"}
    assert Counter(entry.amount for entry in parts)["未定"] == len(parts) - len(known) == 12
