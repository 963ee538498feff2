"""The rules that compare both sides of a change: their examples, tried in real repositories."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from dxplan.checks.owning import is_among, owns
from dxplan.checks.registry import CHANGE_RULES
from dxplan.checks.rule import ChangeExample
from dxplan.model.problem import Severity
from tests.checks.trial import INITIATIVES, PLAN, base_data, laid_over
from tests.conftest import ROOT
from tests.harness import Repository

if TYPE_CHECKING:
    from pathlib import Path

    from dxplan.checks.rule import Rule

ALL = [pytest.param(rule, id=rule.id) for rule in CHANGE_RULES]
FORMS = f"{INITIATIVES}/online-forms.yaml"
OWN = {rule.id for rule in CHANGE_RULES}


def _changed(root: Path, example: ChangeExample) -> Repository:
    """Make a repository whose branch ``change`` has the example's change."""
    shutil.copytree(ROOT / "tests" / "examples" / "base", root)
    repository = Repository(root)
    # The plan describes a day that comes after the change.
    plan = {**base_data(PLAN), "as_of": "2024-09-30"}
    first = base_data(FORMS)
    _write(repository, PLAN, laid_over(plan, example.before_plan))
    _write(repository, FORMS, laid_over(first, example.before))
    repository.commit("Before")
    if example.closed:
        repository.git("tag", "--annotate", "--message", "x", f"snapshot/minato/{example.closed}")
    repository.git("switch", "--quiet", "--create", "change")
    _write(repository, PLAN, laid_over(plan, example.plan))
    (repository.root / FORMS).unlink()
    if not example.gone:
        after = laid_over(laid_over(first, example.before), example.initiative)
        _write(repository, f"{INITIATIVES}/{example.file_name}.yaml", after)
    if example.author:
        repository.git("config", "user.email", example.author)
    return repository


def _write(repository: Repository, path: str, data: dict[str, Any]) -> None:
    repository.write(path, json.dumps(data, ensure_ascii=False, indent=1))


def _found(repository: Repository, monkeypatch: pytest.MonkeyPatch, author: str) -> dict[str, str]:
    """Return the severities of the rules of both sides that find something, by rule."""
    if author:
        monkeypatch.setenv("GIT_AUTHOR_EMAIL", author)
    repository.git("add", "--all")
    if repository.git("status", "--porcelain"):
        repository.git("commit", "--quiet", "--message", "After")
    answer = json.loads(repository.run("validate", "--base", "main", "-f", "json").out)
    return {p["rule"]: p["severity"] for p in answer["problems"] if p["rule"] in OWN}


@pytest.mark.parametrize("rule", ALL)
def test_the_failing_example_breaks_this_rule_alone(
    rule: Rule, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(rule.failing, ChangeExample)
    repository = _changed(tmp_path / "r", rule.failing)
    assert _found(repository, monkeypatch, rule.failing.author) == {rule.id: rule.severity}


@pytest.mark.parametrize("rule", ALL)
def test_the_passing_example_breaks_none(rule: Rule, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(rule.passing, ChangeExample)
    repository = _changed(tmp_path / "r", rule.passing)
    assert _found(repository, monkeypatch, rule.passing.author) == {}


@pytest.mark.parametrize("rule", ALL)
def test_a_plan_sets_the_severity(rule: Rule, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(rule.failing, ChangeExample)
    for number, (severity, expected) in enumerate(
        ((Severity.OFF, {}), (Severity.INFO, {rule.id: Severity.INFO}))
    ):
        lines = f'{rule.failing.plan.rstrip()}\nrules:\n  {rule.id}: "{severity}"'.lstrip()
        repository = _changed(tmp_path / str(number), replace(rule.failing, plan=lines))
        assert _found(repository, monkeypatch, rule.failing.author) == expected


@pytest.mark.parametrize(
    ("rule", "field"),
    [("start-postponed", "/operation_start"), ("baseline-changed", None), ("status-transition", "/status")],
)
def test_a_waiver_sets_a_finding_aside_and_is_not_idle_without_a_base(
    rule: str, field: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (found,) = (one for one in CHANGE_RULES if one.id == rule)
    assert isinstance(found.failing, ChangeExample)
    place = f"    field: {field}\n" if field else ""
    waiver = f"\nwaivers:\n  - rule: {rule}\n{place}    reason: 委員会で認められた。\n    until: 2025-03-31\n"
    example = replace(found.failing, initiative=found.failing.initiative.rstrip() + waiver)
    repository = _changed(tmp_path / "r", example)
    assert _found(repository, monkeypatch, "") == {}
    assert "waiver" not in repository.run("validate").out


_BUDGET = "budget:\n  - {fiscal_year: R4, amount: 0}\n"
_INDICATOR = """\
indicators:
  - name: 手続き
    unit: 種
    target: {period: R7, value: 51}
    actuals:
      - {period: R4-H2, value: 40}
"""
_TASK = "tasks:\n  - {name: RFI, fiscal_year: R4, text: 事業者に聞く, done: true}\n"


@pytest.mark.parametrize(
    ("before", "after", "pointers"),
    [
        pytest.param(_BUDGET, _BUDGET.replace(" 0", " 800"), ["/budget/0/amount"], id="nought"),
        pytest.param(_BUDGET, "budget: null", [""], id="whole list"),
        pytest.param(
            _BUDGET, _BUDGET + "  - {fiscal_year: R5, amount: 1}\n", [], id="what was not there may be added"
        ),
        pytest.param(_BUDGET, _BUDGET.replace("R4", "R6"), ["/budget"], id="another year"),
        pytest.param(_INDICATOR, "indicators: null", [""], id="whole indicators"),
        pytest.param(
            _INDICATOR, _INDICATOR.split("    actuals", maxsplit=1)[0], ["/indicators/0"], id="all actuals"
        ),
        pytest.param(_INDICATOR, _INDICATOR.replace("手続き", "手続の数"), [], id="renamed"),
        pytest.param(
            _INDICATOR,
            _INDICATOR.replace("手続き", "手続の数").replace("40", "48"),
            ["/indicators/0/actuals/0/value"],
            id="renamed and changed",
        ),
        pytest.param(_TASK, _TASK.replace("true", "false"), ["/tasks/0/done"], id="task with a name undone"),
        pytest.param(_TASK, "tasks: null", [""], id="whole tasks"),
        pytest.param(_TASK.replace("true", "false"), _TASK, [], id="task done afterwards"),
        pytest.param(_TASK.replace("true", "false"), "tasks: null", [], id="task that was never done"),
        pytest.param(_TASK.replace("R4", "R6"), "tasks: null", [], id="task of a year that is open"),
    ],
)
def test_what_a_snapshot_has_frozen_stays_however_it_goes(
    before: str, after: str, pointers: list[str], tmp_path: Path
) -> None:
    repository = _changed(tmp_path / "r", ChangeExample(before=before, initiative=after, closed="R5"))
    answer = json.loads(repository.run("validate", "--base", "main", "-f", "json").out)
    found = [p["pointer"] for p in answer["problems"] if p["rule"] == "closed-period"]
    assert found == pointers


_SNAPSHOTS = f"snapshots:\n  - {{period: R4, commit: {'a' * 40}}}\n  - {{period: R5, commit: {'b' * 40}}}\n"


@pytest.mark.parametrize(
    ("after", "names"),
    [
        (_SNAPSHOTS.replace("b" * 40, "c" * 40), ["R5"]),
        (_SNAPSHOTS.replace("R4", "R4-H1"), ["R4"]),
        ("snapshots: null", ["R4", "R5"]),
        (_SNAPSHOTS + f"  - {{period: R6-H1, commit: {'c' * 40}}}\n", []),
    ],
)
def test_recorded_snapshots_stay(after: str, names: list[str], tmp_path: Path) -> None:
    repository = _changed(tmp_path / "r", ChangeExample(before_plan=_SNAPSHOTS, plan=after))
    answer = json.loads(repository.run("validate", "--base", "main", "-f", "json").out)
    found = [p["message"] for p in answer["problems"] if p["rule"] == "closed-period"]
    assert found == [f"The snapshot recorded as “{name}” was changed." for name in names]


@pytest.mark.parametrize(
    ("owner", "email", "answer"),
    [
        ("joho@city.example", "Joho@city.example", True),
        ("joho@city.example", "hanako@city.example", False),
        ("*@city.example", "hanako@city.example", True),
        ("*@city.example", "hanako@shimin.city.example", False),
        ("@hanako", "hanako@users.noreply.github.com", True),
        ("@hanako", "123+Hanako@users.noreply.github.com", True),
        ("@hanako", "123-hanako@users.noreply.gitlab.com", True),
        ("@hanako", "taro@users.noreply.github.com", False),
        ("@hanako", "hanako@city.example", None),
        ("@minato/joho", "hanako@city.example", None),
        ("@minato/joho", "123+hanako@users.noreply.github.com", None),
    ],
)
def test_owners_are_compared_with_addresses(owner: str, email: str, answer: object) -> None:
    assert owns(owner, email) is answer


def test_one_of_several_owners_is_enough() -> None:
    assert is_among(["@minato/joho", "a@x.example"], "a@x.example") is True
    assert is_among(["@minato/joho", "a@x.example"], "b@x.example") is None
    assert is_among(["a@x.example"], "b@x.example") is False
    assert is_among([], "b@x.example") is False
