"""The examples of malformed and of odd but valid files: every file of the folders is tried.

``tests/examples/invalid/<kind>.yaml`` is put as an initiative into the example plan (``<kind>.plan.yaml`` in place of
its plan.yaml), and what validate says of it is compared with ``<kind>.expected``: in English, then after a line
``---`` in Japanese. ``pytest --update-examples`` writes the expected files anew; what it changed is then to be read.
A first line ``# file: NAME`` names the file, else it is ``example.yaml``.
``tests/examples/valid/`` holds files of which validate has nothing to say; where an initiative has a plan of its own
(``<kind>.yaml`` and ``<kind>.plan.yaml``), both stand alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from dxplan.checks.registry import RULES
from dxplan.checks.rules import reading
from dxplan.model.problem import Severity
from tests.checks.trial import EXAMPLES, INITIATIVES, PLAN, Trial, problem_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

INVALID = EXAMPLES / "invalid"
VALID = EXAMPLES / "valid"
PLAN_ENDING = ".plan.yaml"
SEPARATOR = "---\n"
_NAMED = re.compile(rb"# file: (\S+)\n")
_FINDING = re.compile(
    r"^(plans/\S+):[1-9]\d*:[1-9]\d*: (error|warning|note)(?: (/\S*))?: (.+) \[([a-z-]+)\]$"
)
# These have no example: they tell of the disk, or need a file of a megabyte (tests/checks/test_rules.py has them).
WITHOUT_EXAMPLE = {"too-large", "outside-link", "unreadable", "stray-file"}


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    """Return the example plan; every test leaves it as it was."""
    return Trial.of_base(tmp_path_factory.mktemp("examples") / "repository")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Tell whether the expected files shall be written anew."""
    return bool(request.config.getoption("--update-examples"))


def _invalid() -> Iterator[object]:
    for file in sorted(INVALID.glob("*.yaml")):
        yield pytest.param(file, id=file.name.removesuffix(".yaml"))


def _expected(file: Path) -> Path:
    return file.with_name(file.name.removesuffix(PLAN_ENDING).removesuffix(".yaml") + ".expected")


@pytest.mark.parametrize("file", list(_invalid()))
def test_a_malformed_file_gets_its_message(file: Path, trial: Trial, *, update: bool) -> None:
    raw = file.read_bytes()
    named = _NAMED.match(raw)
    path = f"{INITIATIVES}/{named[1].decode() if named else 'example.yaml'}"
    before = (trial.root / PLAN).read_bytes()
    trial.write(PLAN if file.name.endswith(PLAN_ENDING) else path, raw)
    try:
        validation = trial.validate()
    finally:
        trial.write(PLAN, before)
        (trial.root / path).unlink(missing_ok=True)

    english, japanese = (problem_lines(validation, language) for language in ("en", "ja"))
    assert english
    if update:
        _expected(file).write_text(english + SEPARATOR + japanese, encoding="utf-8", newline="\n")
    assert english + SEPARATOR + japanese == _expected(file).read_text(encoding="utf-8")
    errors = " error" in english
    assert (validation.count(Severity.ERROR) > 0) is errors
    _every_line_is_whole(english)


def _every_line_is_whole(text: str) -> None:
    """Make sure that each finding has its place, its words and its rule, and is said once."""
    findings = [line for line in text.splitlines() if not line.startswith("    → ")]
    assert len(findings) == len(set(findings))
    for line in findings:
        assert _FINDING.match(line), line


def test_every_expected_file_has_its_example() -> None:
    assert {file.name for file in INVALID.glob("*.expected")} == {
        _expected(file).name for file in INVALID.glob("*.yaml")
    }
    assert len(list(INVALID.glob("*.yaml"))) >= 55
    assert {file.suffix for file in INVALID.iterdir()} == {".yaml", ".expected"}


def test_every_rule_has_an_example() -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in INVALID.glob("*.expected"))
    one_sided = {rule.id for rule in RULES.values() if not rule.check_changes}
    assert set(re.findall(r"\[([a-z-]+)\]$", text, re.MULTILINE)) == one_sided - WITHOUT_EXAMPLE
    assert {rule.id for rule in reading.RULES} >= WITHOUT_EXAMPLE - {"stray-file"}


def _valid() -> Iterator[object]:
    for file in sorted(VALID.glob("*.yaml")):
        if not (file.name.endswith(PLAN_ENDING) and _initiative_beside(file).exists()):
            yield pytest.param(file, id=file.name.removesuffix(".yaml"))


def _initiative_beside(file: Path) -> Path:
    return file.with_name(file.name.removesuffix(PLAN_ENDING) + ".yaml")


@pytest.mark.parametrize("file", list(_valid()))
def test_an_odd_but_valid_file_has_no_problem(file: Path, tmp_path: Path) -> None:
    own_plan = file.with_name(file.name.removesuffix(".yaml") + PLAN_ENDING)
    if own_plan.exists():
        trial = Trial(tmp_path / "repository")
        trial.write(PLAN, own_plan.read_bytes())
    else:
        trial = Trial.of_base(tmp_path / "repository")
    trial.write(PLAN if file.name.endswith(PLAN_ENDING) else f"{INITIATIVES}/example.yaml", file.read_bytes())
    validation = trial.validate()
    assert problem_lines(validation, "en") == ""
    initiatives = len(list((trial.root / INITIATIVES).iterdir()))
    assert validation.files == initiatives + 1


def test_there_are_enough_valid_examples() -> None:
    assert len(list(_valid())) >= 15
