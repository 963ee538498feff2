"""The files for forges, judged by the schemas that their makers publish and by a checker of shell scripts."""

from __future__ import annotations

import subprocess

import pytest

from tests.conftest import ROOT
from tests.forge.consumers import program
from tests.forge.jobs import ACTION, GITLAB, WORKFLOWS

pytestmark = pytest.mark.slow

SCHEMAS = [
    ("vendor.github-actions", ACTION),
    *(("vendor.github-workflows", name) for name in WORKFLOWS),
    ("vendor.gitlab-ci", GITLAB),
]
SCRIPTS = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*(ROOT / "ci").glob("*.sh"), *(ROOT / ".ci").glob("*.sh"), ROOT / ".ci" / "run")
)


@pytest.mark.parametrize(("schema", "file"), SCHEMAS)
def test_files_follow_their_schemas(schema: str, file: str) -> None:
    command = [program("check-jsonschema"), "--builtin-schema", schema, file]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout


def test_hooks_follow_the_manifest() -> None:
    command = [program("pre-commit"), "validate-manifest", ".pre-commit-hooks.yaml"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout


def test_scripts_have_no_known_fault() -> None:
    assert len(SCRIPTS) > 6
    done = subprocess.run(
        [program("shellcheck"), *SCRIPTS], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout) == (0, "")
