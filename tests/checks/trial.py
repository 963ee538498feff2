"""A trial: a small plan repository with something in it, validated inside the test's own process."""

from __future__ import annotations

import copy
import json
import shutil
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dxplan.checks.validation import Validation, Validator
from dxplan.i18n import Language, Speaker
from dxplan.reports.formats import Surroundings, render
from dxplan.reports.validation import validation_report
from dxplan.stores.cache import Cache
from dxplan.stores.documents import parse_document
from dxplan.stores.worktree import WorkTree
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from dxplan.checks.rule import Example
    from dxplan.model.plan import Plan

EXAMPLES = ROOT / "tests" / "examples"
BASE = EXAMPLES / "base"
PLAN = "plans/minato/plan.yaml"
INITIATIVES = "plans/minato/initiatives"
TODAY = date(2024, 9, 30)
"""The day that the base plan describes."""


@dataclass(frozen=True)
class Trial:
    """A plan repository on the disk with one plan, ``minato``."""

    root: Path

    @classmethod
    def of_base(cls, root: Path) -> Trial:
        """Copy the example plan and its four initiatives."""
        shutil.copytree(BASE, root)
        return cls(root)

    def write(self, path: str, content: bytes | str | dict[str, Any]) -> None:
        """Write a file; data are written as JSON, which is YAML too."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, dict):
            content = json.dumps(content, ensure_ascii=False)
        file.write_bytes(content.encode() if isinstance(content, str) else content)

    def validate(self, today: date = TODAY) -> Validation:
        """Validate everything without a cache."""

        def day_of(plan: Plan) -> date:
            return plan.described_day or today

        return Validator(WorkTree(self.root), Cache(None), day_of).validate(["minato"], lambda _: True)


def rules_in(validation: Validation) -> set[str]:
    """Return the rules that something was found for."""
    return {problem.rule for problem in validation.problems}


def problem_lines(validation: Validation, language: Language) -> str:
    """Return what ``dxplan validate`` says of the problems, without the last line that counts them."""
    report = validation_report(validation, (), Speaker(language))
    blocks, _, _ = render(report, Surroundings("plain")).rstrip("\n").rpartition("\n\n")
    return blocks + "\n" if blocks else ""


def base_data(path: str) -> dict[str, Any]:
    """Return the data of a file of the example plan; the caller may change them."""
    return copy.deepcopy(parse_document(path, (BASE / path).read_bytes()).data)


def laid_over(data: dict[str, Any], fragment: str) -> dict[str, Any]:
    """Lay the keys of a YAML fragment over data; a key that is null there is removed."""
    over = parse_document("fragment", fragment.encode()).data if fragment.strip() else {}
    return {key: value for key, value in (data | over).items() if value is not None}


def rule_trial(root: Path, example: Example) -> Trial:
    """Write the small plan of a rule's example: a plan and one initiative, or two.

    The second initiative is a copy of the first under another id and number and without further listings.
    """
    trial = Trial(root)
    first = base_data(f"{INITIATIVES}/online-forms.yaml")
    second = {**first, "id": "chat-window", "number": 9, "listings": None}
    trial.write(PLAN, laid_over(base_data(PLAN), example.plan))
    trial.write(
        f"{INITIATIVES}/{example.file_name}.yaml", example.raw or laid_over(first, example.initiative)
    )
    if example.second:
        trial.write(f"{INITIATIVES}/chat-window.yaml", laid_over(second, example.second))
    return trial
