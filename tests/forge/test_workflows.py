"""What GitHub and GitLab read of this repository: pinned, with few rights, and every command of it run by a test."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.forge.jobs import ACTION, GITLAB, TESTS, WORKFLOWS, document, steps_of

HERE = Path(__file__).parent
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")
USES = re.compile(r"uses: *(\S+)(.*)")
# The project's own continuous integration runs this script, of which it is a step in turn.
RUN_ELSEWHERE = {(TESTS, "Everything"): "bash .ci/run"}


def run_by_tests() -> set[tuple[str, str]]:
    """Return the steps that tests of this folder run, by file and name, from the calls in their source."""
    names = {"ACTION": ACTION, "TESTS": TESTS}
    found = set()
    for module in HERE.glob("test_*.py"):
        for node in ast.walk(ast.parse(module.read_bytes())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "run_step"
            ):
                file, name = node.args[:2]
                assert isinstance(file, ast.Name)
                assert isinstance(name, ast.Constant)
                found.add((names[file.id], str(name.value)))
    return found


def test_every_step_is_run_by_a_test() -> None:
    steps = {
        (file, str(step.get("name"))): step["run"]
        for file in (*WORKFLOWS, ACTION)
        for step in steps_of(file)
        if "run" in step
    }
    assert len(steps) > 6
    assert run_by_tests() | RUN_ELSEWHERE.keys() == steps.keys()
    for place, command in RUN_ELSEWHERE.items():
        assert steps[place] == command


@pytest.mark.parametrize("name", [*WORKFLOWS, ACTION])
def test_steps_take_nothing_from_expressions_but_variables(name: str) -> None:
    for step in steps_of(name):
        assert "${{" not in step.get("run", ""), step
        if "run" in step:
            assert len(step["run"].splitlines()) == 1, "a step is one command"


@pytest.mark.parametrize("name", [*WORKFLOWS, ACTION])
def test_actions_of_others_are_pinned(name: str) -> None:
    used = USES.findall((ROOT / name).read_text(encoding="utf-8"))
    assert used
    for action, comment in used:
        if action != "./":
            assert PINNED.fullmatch(action), action
            assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), "a pin says which version it is"


def test_the_same_pins_everywhere() -> None:
    used = {
        action
        for name in (*WORKFLOWS, ACTION)
        for action, _ in USES.findall((ROOT / name).read_text(encoding="utf-8"))
    }
    assert len({action.partition("@")[0] for action in used}) == len(used)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflows_may_only_read_but_for_what_a_job_needs(name: str) -> None:
    read = document(name)
    assert read["permissions"] == {"contents": "read"}
    for job in read["jobs"].values():
        assert job.get("permissions", {"contents": "read"}).items() <= {
            ("contents", "read"),
            ("pull-requests", "write"),
        }
        assert job["timeout-minutes"] <= 60
    # With this trigger a change from outside would run with the rights of the repository.
    assert "pull_request_target" not in (ROOT / name).read_text(encoding="utf-8")


def test_tests_run_on_every_system_with_the_oldest_and_the_newest() -> None:
    matrix = document(TESTS)["jobs"]["suite"]["strategy"]["matrix"]
    assert [name.partition("-")[0] for name in matrix["system"]] == ["ubuntu", "windows", "macos"]
    oldest = re.search(
        r'requires-python = ">=([0-9.]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    )
    assert oldest
    newest = re.findall(r"Python :: (3\.\d+)", (ROOT / "pyproject.toml").read_text(encoding="utf-8"))[-1]
    assert matrix["age"] == [
        {"python": oldest[1], "dependencies": "lowest"},
        {"python": newest, "dependencies": "newest"},
    ]


def test_every_input_of_the_action_is_used_and_explained() -> None:
    read = document(ACTION)
    text = (ROOT / ACTION).read_text(encoding="utf-8")
    for name, about in read["inputs"].items():
        assert about["description"]
        assert f"inputs.{name} " in text
        for page in ("docs/ci.md", "docs/ci.ja.md"):
            assert f"`{name}`" in (ROOT / page).read_text(encoding="utf-8"), page


def test_variables_of_the_template_are_explained() -> None:
    names = {name for name in document(GITLAB)[".dxplan"]["variables"] if name.startswith("DXPLAN_")}
    for page in ("docs/ci.md", "docs/ci.ja.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        assert [name for name in sorted({*names, "DXPLAN_TOKEN"}) if f"`{name}`" not in text] == [], page
