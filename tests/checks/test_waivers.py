"""Waivers: what they set aside, until when, and what is said of those that are of no use."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from dxplan.checks.validation import Validator
from dxplan.model.problem import Problem, Severity
from dxplan.stores.cache import Cache
from dxplan.stores.worktree import WorkTree
from tests.checks.trial import INITIATIVES, PLAN, TODAY, Trial, base_data, rules_in

if TYPE_CHECKING:
    from pathlib import Path

FILE = f"{INITIATIVES}/online-forms.yaml"
LATE: dict[str, Any] = {"operation_start": "R5.4月～"}


@pytest.fixture
def trial(tmp_path: Path) -> Trial:
    """Return the example plan with its as_of removed, so that the test chooses the day."""
    trial = Trial.of_base(tmp_path / "repository")
    plan = base_data(PLAN)
    del plan["as_of"]
    trial.write(PLAN, plan)
    return trial


def waiver(**keys: str) -> dict[str, str]:
    return {"rule": "start-passed", "reason": "入札をやり直している。", "until": "2024-12-31"} | keys


def problems(trial: Trial, keys: dict[str, Any], day: date = TODAY) -> list[Problem]:
    """Lay keys over the first initiative and validate."""
    trial.write(FILE, base_data(FILE) | keys)
    return list(trial.validate(day).problems)


def found(trial: Trial, keys: dict[str, Any], day: date = TODAY) -> list[tuple[str, str]]:
    """Do the same, and return rules and places."""
    return [(problem.rule, problem.pointer) for problem in problems(trial, keys, day)]


def test_a_waiver_sets_a_finding_aside(trial: Trial) -> None:
    assert found(trial, LATE) == [("start-passed", "/operation_start")]
    assert found(trial, LATE | {"waivers": [waiver()]}) == []


@pytest.mark.parametrize(
    ("day", "rules"),
    [
        (date(2024, 9, 29), []),
        (date(2024, 9, 30), []),
        (date(2024, 10, 1), ["start-passed", "waiver-expired"]),
    ],
)
def test_a_waiver_holds_to_the_end_of_its_last_day(trial: Trial, day: date, rules: list[str]) -> None:
    assert [rule for rule, _ in found(trial, LATE | {"waivers": [waiver(until="2024-09-30")]}, day)] == rules


@pytest.mark.parametrize(
    ("field", "holds"),
    [
        ("/operation_start", True),
        ("/operation", False),
        ("/operation_start/", True),
        ("/status", False),
        ("/", True),
    ],
)
def test_a_waiver_may_name_the_place(trial: Trial, field: str, *, holds: bool) -> None:
    expected = [] if holds else [("start-passed", "/operation_start"), ("waiver-idle", "/waivers/0")]
    assert sorted(found(trial, LATE | {"waivers": [waiver(field=field)]})) == expected


def test_a_place_holds_for_all_that_stands_below_it(trial: Trial) -> None:
    components = [
        {"name": name, "status": "着手中", "operation_start": "R5.4月～"} for name in ("本庁", "支所")
    ]
    late = [("start-passed", f"/components/{index}/operation_start") for index in (0, 1)]
    assert found(trial, {"components": components}) == late
    assert found(trial, {"components": components, "waivers": [waiver(field="/components")]}) == []
    assert found(trial, {"components": components, "waivers": [waiver(field="/components/0")]}) == late[1:]


def test_a_waiver_of_one_rule_leaves_the_others(trial: Trial) -> None:
    note: dict[str, Any] = {"note": "連絡は joho@city.example へ"}
    assert found(trial, LATE | note | {"waivers": [waiver()]}) == [("contact-data", "/note")]


def test_two_waivers_for_two_places(trial: Trial) -> None:
    text: dict[str, Any] = {"note": "joho@city.example", "summary": "0852-55-0000"}
    waivers = [waiver(rule="contact-data", field=f"/{field}") for field in text]
    assert found(trial, text | {"waivers": waivers}) == []
    assert found(trial, text | {"waivers": waivers[:1]}) == [("contact-data", "/summary")]


def test_an_idle_waiver_is_told(trial: Trial) -> None:
    (problem,) = problems(trial, {"waivers": [waiver()]})
    assert (problem.rule, problem.pointer, problem.severity) == (
        "waiver-idle",
        "/waivers/0",
        Severity.WARNING,
    )


def test_an_expired_waiver_without_a_finding_is_idle_and_not_expired(trial: Trial) -> None:
    assert found(trial, {"waivers": [waiver(until="2023-03-31")]}) == [("waiver-idle", "/waivers/0")]


def test_an_unknown_rule_is_told_at_its_name(trial: Trial) -> None:
    trial.write(
        FILE,
        (trial.root / FILE).read_text(encoding="utf-8")
        + "waivers:\n  - reason: 入札をやり直している。\n    until: 2024-12-31\n    rule: start-pased\n",
    )
    (problem,) = trial.validate().problems
    lines = (trial.root / FILE).read_text(encoding="utf-8").splitlines()
    assert lines[problem.line - 1][problem.column - 1 :] == "start-pased"
    assert (problem.rule, problem.pointer) == ("waiver-idle", "/waivers/0/rule")
    assert problem.hint is not None
    assert dict(problem.hint.values) == {"word": "start-passed"}


def test_what_makes_a_file_useless_cannot_be_waived(trial: Trial) -> None:
    assert found(trial, {"waivers": [waiver(rule="schema")]}) == [("waiver-idle", "/waivers/0/rule")]
    assert {rule for rule, _ in found(trial, {"titel": "申請", "waivers": [waiver(rule="schema")]})} == {
        "schema"
    }
    day = found(trial, {"added": "S80", "waivers": [waiver(rule="impossible-value")]})
    assert {rule for rule, _ in day} == {"impossible-value"}


def test_a_finding_across_files_can_be_waived(trial: Trial) -> None:
    assert found(
        trial, {"number": 1, "listings": [{"pillar": "業務の効率化", "category": "庁内", "number": 1}]}
    ) == [("unique-number", "/number")]
    copy = base_data(f"{INITIATIVES}/paperless-meetings.yaml")
    trial.write(f"{INITIATIVES}/paperless-meetings.yaml", copy | {"waivers": [waiver(rule="unique-number")]})
    assert trial.validate().problems == ()


def test_a_waiver_holds_in_its_own_file_only(trial: Trial) -> None:
    other = f"{INITIATIVES}/paperless-meetings.yaml"
    trial.write(other, base_data(other) | {"status": "着手中"} | LATE)
    paths = [problem.path for problem in trial.validate().problems]
    assert paths == [other]
    trial.write(FILE, base_data(FILE) | LATE | {"waivers": [waiver()]})
    assert [problem.path for problem in trial.validate().problems] == [other]


def test_a_plan_file_has_waivers_of_its_own(trial: Trial) -> None:
    plan = base_data(PLAN) | {"note": "代表電話 0852-55-0000"}
    trial.write(PLAN, plan)
    assert rules_in(trial.validate()) == {"contact-data"}
    trial.write(PLAN, plan | {"waivers": [waiver(rule="contact-data", until="2024-09-30")]})
    assert trial.validate().problems == ()
    trial.write(PLAN, plan | {"waivers": [waiver(rule="contact-data", until="2024-09-29")]})
    assert rules_in(trial.validate()) == {"contact-data", "waiver-expired"}


def test_a_waiver_of_a_rule_that_is_off_is_idle(trial: Trial) -> None:
    trial.write(PLAN, base_data(PLAN) | {"rules": {"start-passed": "off"}})
    assert found(trial, LATE | {"waivers": [waiver()]}) == [("waiver-idle", "/waivers/0")]


def test_what_is_waived_is_not_mended(trial: Trial) -> None:
    note = {"note": "⼿続き"}
    trial.write(FILE, base_data(FILE) | note)
    assert list(trial.validate().fixes) == [FILE]
    trial.write(FILE, base_data(FILE) | note | {"waivers": [waiver(rule="look-alike")]})
    validation = trial.validate()
    assert validation.problems == ()
    assert validation.fixes == {}


def test_the_cache_does_not_prolong_a_waiver(trial: Trial, tmp_path: Path) -> None:
    trial.write(FILE, base_data(FILE) | LATE | {"waivers": [waiver(until="2024-09-30")]})
    cache = Cache(tmp_path / "cache.sqlite")

    def rules(day: date) -> list[str]:
        validator = Validator(WorkTree(trial.root), cache, lambda _: day)
        return [problem.rule for problem in validator.validate(["minato"], lambda _: True).problems]

    for _ in range(2):
        assert rules(date(2024, 9, 30)) == []
        assert rules(date(2024, 10, 1)) == ["start-passed", "waiver-expired"]
