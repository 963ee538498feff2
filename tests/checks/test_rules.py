"""Every rule: its words, its examples, its severity."""

from __future__ import annotations

import dataclasses
import pkgutil
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxplan.checks import changes as package_of_changes
from dxplan.checks import rules as package
from dxplan.checks.context import Context
from dxplan.checks.registry import RULES, TEXT_RULES
from dxplan.checks.rules import reading, waiver
from dxplan.model.build import build_plan
from dxplan.model.message import Bilingual
from dxplan.model.problem import Severity
from tests.checks.trial import INITIATIVES, PLAN, TODAY, Trial, base_data, rule_trial, rules_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

    from dxplan.checks.rule import Example, Rule
    from dxplan.checks.validation import Validation

# The rules that compare two sides have their examples tried in test_changes.py.
ONE_SIDED = [rule for rule in RULES.values() if not rule.check_changes]
EVERY = [pytest.param(rule, id=rule.id) for rule in RULES.values()]
ALL = [pytest.param(rule, id=rule.id) for rule in ONE_SIDED]
CHANGEABLE = [pytest.param(rule, id=rule.id) for rule in ONE_SIDED if not rule.always_error]
FIXED = [pytest.param(rule, id=rule.id) for rule in ONE_SIDED if rule.always_error]
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


@pytest.mark.parametrize("rule", EVERY)
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


@pytest.mark.parametrize("rule", EVERY)
def test_at_most_one_function_looks(rule: Rule) -> None:
    functions = [field.name for field in dataclasses.fields(rule) if field.name.startswith("check_")]
    assert len(functions) == 5
    assert sum(getattr(rule, name) is not None for name in functions) <= 1
    assert (rule.trigger is None) is (rule.check_text is None)


def test_ids_are_in_kebab_case_and_keys_of_the_registry() -> None:
    for identifier, rule in RULES.items():
        assert identifier == rule.id
        assert re.fullmatch("[a-z]+(?:-[a-z]+)*", identifier)


def test_every_module_defines_the_rule_of_its_name() -> None:
    folders = (package.__path__, package_of_changes.__path__)
    names = {module.name for path in folders for module in pkgutil.iter_modules(path)}
    several = {"reading": [rule.id for rule in reading.RULES], "waiver": ["waiver-expired", "waiver-idle"]}
    assert set(several) <= names
    alone = {name.replace("_", "-") for name in names - set(several)}
    assert alone | {identifier for group in several.values() for identifier in group} == set(RULES)
    assert len(RULES) == len(alone) + sum(map(len, several.values()))


# What the rules about texts look for, in the ways in which it is written.
FOUND_IN_TEXTS = {
    "my-number": [
        "123456789018",
        "1234 5678 9018",
        "1234-5678-9018",
        "１２３４　５６７８　９０１８",
        "1 2 3 4 5 6 7 8 9 0 1 8",
    ],
    "contact-data": [
        *(
            "joho@city.example",
            "joho＠city.example.jp",
            "0852-55-0000",
            "０８５２－５５－００００",
            "090-1234-5678",
        ),
        *("(0852) 55-0000", "（0852）55-0000", "+81 852 55 0000", "+81-852-55-0000"),
    ],
    "look-alike": ["⼿続き", "Аi", "aА", "データベ一ス", "デ―タ"],
    "decomposed-text": ["か\u3099", "e\u0301"],
    "private-character": ["\ue000", "\U000f0000"],
    "invisible-character": ["\u200b", "\u00a0", "\u202e", "\u2028", "\U000e0041", "\ufff9", "\u3164", "\x1c"],
}
CONTEXT = Context(build_plan(base_data(PLAN)), TODAY)


def found_by(rule: Rule, text: str) -> bool:
    """Tell whether a rule about texts finds something."""
    assert rule.check_text is not None
    return any(True for _ in rule.check_text("/note", text, CONTEXT))


def test_what_is_looked_for_in_texts_is_found() -> None:
    assert set(FOUND_IN_TEXTS) == {rule.id for rule in TEXT_RULES}
    for rule in TEXT_RULES:
        for text in FOUND_IN_TEXTS[rule.id]:
            for whole in (text, f"窓口 {text} です", f"（{text}）", text + "。"):
                assert found_by(rule, whole), (rule.id, whole)


@pytest.mark.parametrize(
    "text",
    [
        *("窓口の案内を直す。", "R5.4月～R6.3月", "2023-04-01", "12:30", "1,234,567", "No.12", "P6（5）～P7", "R&D・Q&A"),
        *("123456789012", "12345678901", "1234567890189", "111111111111", "12345-6789", "２０２４年４月１日"),
        *("A@B", "@city", "1-2-3", "100-0001", "〒690-8540", "ＡＢＣ", "ΔT", "α版", "一部", "第一データ", "デ一", "ー"),
        *("が", "é", "髙﨑", "👩\u200d👩\u200d👧", "葛\U000e0100城市", "1\n2\t3", "　字下げ"),
    ],
)  # fmt: skip
def test_ordinary_texts_are_left_alone(text: str) -> None:
    assert [rule.id for rule in TEXT_RULES if found_by(rule, text)] == []


@given(
    st.lists(
        st.sampled_from([shape for shapes in FOUND_IN_TEXTS.values() for shape in shapes])
        | st.text(max_size=3),
        min_size=1,
        max_size=3,
    ).map("".join),
    st.sampled_from(["\n", "\n  ", "\n" + " " * 40]),
    st.randoms(use_true_random=False),
)
def test_the_look_at_the_whole_file_misses_nothing(text: str, line_break: str, random: Random) -> None:
    """A text stands in the file as it is, or folded: a single space has become a line break with indentation."""
    folded = re.sub(r"(?<=\S) (?=\S)", lambda _: random.choice([" ", line_break]), text)
    for rule in TEXT_RULES:
        assert rule.trigger is not None
        if found_by(rule, text):
            assert rule.trigger(f"note: {folded}\n"), rule.id


def told(trial: Trial) -> list[tuple[str, str, str]]:
    """Return file, rule and place of all that is found."""
    problems = trial.validate().problems
    return [(problem.path.rpartition("/")[2], problem.rule, problem.pointer) for problem in problems]


def test_a_file_that_cannot_be_used_makes_no_trouble_in_others(tmp_path: Path) -> None:
    trial = Trial.of_base(tmp_path / "plans")  # card-readers names online-forms as its successor
    trial.write(f"{INITIATIVES}/online-forms.yaml", "id: online-forms\n\ttitle: x\n")
    assert told(trial) == [("online-forms.yaml", "yaml-syntax", "")]
    trial.write(
        f"{INITIATIVES}/online-forms.yaml", base_data(f"{INITIATIVES}/online-forms.yaml") | {"number": 0}
    )
    assert told(trial) == [("online-forms.yaml", "schema", "/number")]
    (trial.root / INITIATIVES / "online-forms.yaml").unlink()
    assert told(trial) == [("card-readers.yaml", "successor", "/withdrawn/successor")]


@pytest.mark.parametrize("name", ["a-copy", "zz-copy", "コピー"])
def test_of_two_files_with_one_id_the_copy_is_told(name: str, tmp_path: Path) -> None:
    trial = Trial.of_base(tmp_path / "plans")
    copy = base_data(f"{INITIATIVES}/online-forms.yaml") | {"number": 7, "listings": None}
    trial.write(f"{INITIATIVES}/{name}.yaml", {key: value for key, value in copy.items() if value})
    assert told(trial) == [(f"{name}.yaml", "unique-id", "/id")]
    trial.write(PLAN, base_data(PLAN) | {"rules": {"unique-id": "off"}})
    assert told(trial) == [(f"{name}.yaml", "file-name", "/id")]


def test_of_two_files_with_an_id_that_is_neither_name_both_are_told(tmp_path: Path) -> None:
    trial = Trial.of_base(tmp_path / "plans")
    copy = {
        key: value
        for key, value in base_data(f"{INITIATIVES}/online-forms.yaml").items()
        if key != "listings"
    }
    trial.write(f"{INITIATIVES}/a.yaml", copy | {"number": 7, "id": "c"})
    trial.write(f"{INITIATIVES}/b.yaml", copy | {"number": 8, "id": "c"})
    assert told(trial) == [("a.yaml", "file-name", "/id"), ("b.yaml", "unique-id", "/id")]


def test_a_plan_that_cannot_be_used_does_not_hide_its_initiatives(tmp_path: Path) -> None:
    trial = Trial.of_base(tmp_path / "plans")
    plan = base_data(PLAN)
    del plan["period"]
    trial.write(PLAN, plan)
    trial.write(f"{INITIATIVES}/chat-window.yaml", "titel: チャット\n")
    trial.write(
        f"{INITIATIVES}/card-readers.yaml", base_data(f"{INITIATIVES}/card-readers.yaml") | {"added": "S80"}
    )
    found = told(trial)
    assert ("plan.yaml", "schema", "") in found
    assert ("chat-window.yaml", "schema", "/titel") in found
    assert ("card-readers.yaml", "impossible-value", "/added") in found
    assert {file for file, _, _ in found} == {"plan.yaml", "chat-window.yaml", "card-readers.yaml"}


def test_form_and_impossible_values_are_told_together_and_each_place_once(tmp_path: Path) -> None:
    trial = Trial.of_base(tmp_path / "plans")
    changes = {"titel": "x", "added": "S80", "withdrawn": {"at": "2023-02-30", "reason": ""}, "number": "S80"}
    trial.write(f"{INITIATIVES}/online-forms.yaml", base_data(f"{INITIATIVES}/online-forms.yaml") | changes)
    found = [(rule, place) for _, rule, place in told(trial)]
    assert sorted(found) == [
        ("impossible-value", "/added"),
        ("impossible-value", "/withdrawn/at"),
        ("schema", "/number"),
        ("schema", "/titel"),
        ("schema", "/withdrawn/reason"),
    ]


def test_a_rule_tells_of_one_file_no_more_than_anybody_reads(tmp_path: Path) -> None:
    trial = Trial.of_base(tmp_path / "plans")
    goals = {"goals": ["joho@city.example"] * 5000}
    trial.write(f"{INITIATIVES}/online-forms.yaml", base_data(f"{INITIATIVES}/online-forms.yaml") | goals)
    problems = trial.validate().problems
    assert len(problems) == 1001
    assert {problem.rule for problem in problems} == {"contact-data"}
    assert sum(problem.pointer == "" for problem in problems) == 1
