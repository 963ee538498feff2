"""Running the steps of workflows, actions and templates as a forge does: the very text of the step, in bash."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from tests.conftest import ROOT
from tests.forge.consumers import absent

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness import Repository

ACTION = "action.yml"
TESTS = ".github/workflows/tests.yml"
PLANS = ".github/workflows/plans.yml"
GITLAB = "ci/gitlab.yml"
WORKFLOWS = (TESTS, PLANS)
USES_PIN = re.compile(r"uses: *(\S+@[0-9a-f]{40}.*)")


def document(name: str) -> Any:
    """Return what a YAML file of this repository says."""
    return YAML(typ="safe").load((ROOT / name).read_text(encoding="utf-8"))


def steps_of(name: str) -> list[dict[str, Any]]:
    """Return the steps of an action or of all jobs of a workflow."""
    read = document(name)
    if "runs" in read:
        return list(read["runs"]["steps"])
    return [step for job in read["jobs"].values() for step in job["steps"]]


def only_with_the_extra() -> None:
    """Skip a test that installs from the network, where the extra ``forge`` is not there either."""
    if find_spec("pre_commit") is None:
        absent("the extra")


def step_of(file: str, name: str) -> dict[str, Any]:
    """Return the one step of that name."""
    (found,) = [step for step in steps_of(file) if step.get("name") == name]
    return found


@dataclass
class Job:
    """A machine that runs steps: programs of its own before those of the system, and the files that a step writes."""

    folder: Path
    repository: Repository
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the folder of programs, with the Python of the test and the dxplan of this checkout."""
        (self.folder / "bin").mkdir()
        (self.folder / "temp").mkdir()
        self.program("python", f'exec "{sys.executable}" "$@"')
        self.program("dxplan", f'exec "{sys.executable}" -m dxplan "$@"')

    def program(self, name: str, script: str) -> None:
        """Put a program on the way of the step."""
        file = self.folder / "bin" / name
        file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        file.chmod(0o755)

    def written(self, name: str) -> str:
        """Return what was written into a file of the job: output, summary, path or a record of a program."""
        file = self.folder / name
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def run_step(self, file: str, name: str, **values: str) -> subprocess.CompletedProcess[str]:
        """Run a step of an action or a workflow; ``values`` are those of its variables, all that it names."""
        step = step_of(file, name)
        missing = set(step.get("env", {})) - values.keys() - {"GH_TOKEN"}
        assert not missing, f"{name} is given no {missing}"
        return self.run(step["run"], ROOT if file in WORKFLOWS else None, **values)

    def run(
        self, script: str, folder: Path | None = None, /, **values: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a script as GitHub runs one in bash, in the plan repository or in a folder."""
        environment = os.environ | {
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "RUNNER_TEMP": str(self.folder / "temp"),
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_OUTPUT": str(self.folder / "output"),
            "GITHUB_PATH": str(self.folder / "path"),
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary"),
            "GITHUB_REPOSITORY": "minato/plans",
            **self.environment,
            **values,
        }
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=folder or self.repository.root,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
