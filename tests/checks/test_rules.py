"""Every rule: its words, its examples, its severity."""

from __future__ import annotations

import dataclasses
import pkgutil
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from dxplan.checks import rules as package
from dxplan.checks.registry import RULES
from dxplan.checks.rules import reading, waiver
from dxplan.model.message import Bilingual
from dxplan.model.problem import Severity
from tests.checks.trial import INITIATIVES, Trial, rule_trial, rules_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dxplan.checks.rule import Example, Rule
    from dxplan.checks.validation import Validation

ALL = [pytest.param(rule, id=rule.id) for rule in RULES.values()]
CHANGEABLE = [pytest.param(rule, id=rule.id) for rule in RULES.values() if not rule.always_error]
FIXED = [pytest.param(rule, id=rule.id) for rule in RULES.values() if rule.always_error]
JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")


def _folder_in_place_of_a_file(trial: Trial) -> None:
    (trial.root / INITIATIVES / "online-forms.yaml").unlink()
    (trial.root / INITIATIVES / "online-forms.yaml").mkdir()


def _link_to_the_outside(trial: Trial) -> None:
    outside = trial.root.parent / "outside.yaml"
    file = trial.root / INITIATIVES / "online-forms.yaml"
    outside.write_bytes(file.read_bytes())
    file.unlink()
    file.symlink_to(outside)


def _other_file_in_the_folder(trial: Trial) -> None:
    trial.write(f"{INITIATIVES}/取組一覧.xlsx", b"PK")


# What the keys of an example cannot say.
ON_THE_DISK: dict[str, Callable[[Trial], None]] = {
    "outside-link": _link_to_the_outside,
    "stray-file": _other_file_in_the_folder,
    "unreadable": _folder_in_place_of_a_file,
}


def _failing(root: Path, rule: Rule, example: Example | None = None) -> Validation:
    trial = rule_trial(root, example or rule.failing)
    if rule.id in ON_THE_DISK:
        ON_THE_DISK[rule.id](trial)
    return trial.validate()


@pytest.mark.parametrize("rule", ALL)
def test_the_failing_example_breaks_this_rule_alone(rule: Rule, tmp_path: Path) -> None:
    assert rules_in(_failing(tmp_path / "plans", rule)) - _shows_again(rule) == {rule.id}


def _shows_again(rule: Rule) -> set[str]:
    """Return what else is told: an expired waiver no longer holds, so its finding stands again."""
    return {"start-passed"} if rule is waiver.EXPIRED else set()


@pytest.mark.parametrize("rule", ALL)
def test_the_passing_example_breaks_no_rule(rule: Rule, tmp_path: Path) -> None:
    assert rule_trial(tmp_path / "plans", rule.passing).validate().problems == ()


@pytest.mark.parametrize("rule", ALL)
def test_what_is_found_has_a_place_in_the_file(rule: Rule, tmp_path: Path) -> None:
    validation = _failing(tmp_path / "plans", rule)
    for problem in validation.problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.severity is rule.severity or problem.rule in _shows_again(rule)


@pytest.mark.parametrize("severity", list(Severity))
@pytest.mark.parametrize("rule", CHANGEABLE)
def test_a_plan_sets_the_severity(rule: Rule, severity: Severity, tmp_path: Path) -> None:
    line = f'{rule.id}: "{severity}"'
    plan = rule.failing.plan
    plan += f"\n  {line}" if "rules:" in plan else f"\nrules:\n  {line}"
    validation = _failing(tmp_path / "plans", rule, replace(rule.failing, plan=plan))
    found = {problem.severity for problem in validation.problems if problem.rule == rule.id}
    assert found == (set() if severity is Severity.OFF else {severity})


@pytest.mark.parametrize("severity", [Severity.OFF, Severity.WARNING])
@pytest.mark.parametrize("rule", FIXED)
def test_what_makes_a_file_useless_stays_an_error(rule: Rule, severity: Severity, tmp_path: Path) -> None:
    example = replace(rule.failing, plan=rule.failing.plan + f'\nrules:\n  {rule.id}: "{severity}"')
    problems = _failing(tmp_path / "plans", rule, example).problems
    assert {problem.severity for problem in problems if problem.rule == rule.id} == {Severity.ERROR}
    if not rule.failing.plan:  # else the plan itself is useless, and only that is told
        assert ("/rules/" + rule.id, "known-rule") in {
            (problem.pointer, problem.rule) for problem in problems
        }


@pytest.mark.parametrize("rule", ALL)
def test_words_are_there_in_both_languages(rule: Rule) -> None:
    for words in (rule.summary, rule.explanation):
        assert isinstance(words, Bilingual)
        assert JAPANESE.search(words.ja), words.ja
        assert words.en.strip() == words.en
        assert words.en != words.ja
    assert rule.explanation.ja.endswith("。")
    assert rule.explanation.en.endswith(".")
    assert not rule.summary.ja.endswith("。")
    assert not rule.summary.en.endswith(".")


@pytest.mark.parametrize("rule", ALL)
def test_at_most_one_function_looks(rule: Rule) -> None:
    functions = [field.name for field in dataclasses.fields(rule) if field.name.startswith("check_")]
    assert len(functions) == 4
    assert sum(getattr(rule, name) is not None for name in functions) <= 1
    assert (rule.trigger is None) is (rule.check_text is None)


def test_ids_are_in_kebab_case_and_keys_of_the_registry() -> None:
    for identifier, rule in RULES.items():
        assert identifier == rule.id
        assert re.fullmatch("[a-z]+(?:-[a-z]+)*", identifier)


def test_every_module_defines_the_rule_of_its_name() -> None:
    names = {module.name for module in pkgutil.iter_modules(package.__path__)}
    several = {"reading": [rule.id for rule in reading.RULES], "waiver": ["waiver-expired", "waiver-idle"]}
    assert set(several) <= names
    alone = {name.replace("_", "-") for name in names - set(several)}
    assert alone | {identifier for group in several.values() for identifier in group} == set(RULES)
    assert len(RULES) == len(alone) + sum(map(len, several.values()))
