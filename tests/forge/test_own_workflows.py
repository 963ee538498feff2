"""The steps of this repository's own workflows."""

from __future__ import annotations

import re
import subprocess
import tomllib
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT
from tests.forge.jobs import TESTS

if TYPE_CHECKING:
    from tests.forge.jobs import Job


@pytest.mark.parametrize("dependencies", ["newest", "lowest"])
def test_install(job: Job, dependencies: str) -> None:
    """A stand-in takes pip's place; the constraints are made for real."""
    job.program("python", f'case "$*" in *pip*) printf "%s\\n" "$*" ;; *) {_python(job)} ;; esac')
    done = job.run_step(TESTS, "Install", DEPENDENCIES=dependencies)
    assert (done.returncode, done.stderr) == (0, "")
    file = job.folder / "temp" / "dxplan-lowest.txt"
    limit = f"--constraint {file} " if dependencies == "lowest" else ""
    assert done.stdout == f"-m pip install --quiet --disable-pip-version-check {limit}--editable .[test]\n"
    assert file.exists() is (dependencies == "lowest")


def test_install_knows_no_third_way(job: Job) -> None:
    done = job.run_step(TESTS, "Install", DEPENDENCIES="latest")
    assert (done.returncode, done.stderr) == (2, "newest or lowest?\n")


def test_the_lowest_versions_are_those_of_the_project(job: Job) -> None:
    done = job.run("python .ci/lowest.py", ROOT)
    pins = dict(line.split("==") for line in done.stdout.splitlines())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert len(pins) == len(project["dependencies"])
    for dependency in project["dependencies"]:
        name, bound = re.split(">=", dependency, maxsplit=1)
        assert bound.split(",")[0] == pins[name]


def test_the_tests_run_where_a_text_without_an_encoding_is_an_error(job: Job) -> None:
    """The step is given the one test file below, which fails for exactly that."""
    file = job.folder / "test_encoding.py"
    file.write_text("def test_open():\n    open(__file__).close()\n", encoding="utf-8")
    job.program("python", f'{_python(job)} -n 0 --rootdir . -c pyproject.toml "{file}"')
    done = job.run_step(TESTS, "Test")
    assert done.returncode == 1, done.stdout
    assert "EncodingWarning" in done.stdout
    file.write_text("def test_open():\n    open(__file__, encoding='utf-8').close()\n", encoding="utf-8")
    assert job.run_step(TESTS, "Test").returncode == 0


def test_everything_is_the_readmes_command_first() -> None:
    """The script is run as this project's own continuous integration; here it is only read."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    subprocess.run(["bash", "-n", ".ci/run"], cwd=ROOT, check=True)
    assert script.index("README.md") < script.index("pytest -m slow")


def _python(job: Job) -> str:
    return (job.folder / "bin" / "python").read_text(encoding="utf-8").splitlines()[1]
