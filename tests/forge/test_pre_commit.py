"""The hooks for pre-commit, run by pre-commit itself from a clone of this repository."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from ruamel.yaml import YAML

from tests.conftest import ROOT
from tests.forge.consumers import program

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness import Repository

FORMS = "plans/minato/initiatives/online-forms.yaml"
HOOKS = {hook["id"]: hook for hook in YAML(typ="safe").load(ROOT / ".pre-commit-hooks.yaml")}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository of what is here now, as pre-commit clones one."""
    folder = tmp_path_factory.mktemp("source") / "dxplan"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    for name in listed.stdout.split("\0"):
        kept = name.startswith(("dxplan/", "schema/")) or "/" not in name
        if name and kept and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    for command in (
        ["init", "--quiet"],
        ["add", "--all"],
        ["commit", "--quiet", "-m", "dxplan"],
        ["tag", "v0"],
    ):
        identity = ["-c", "user.name=dxplan", "-c", "user.email=dxplan@city.example"]
        subprocess.run(["git", *identity, *command], cwd=folder, check=True)
    return folder


def hook(repository: Repository, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [program("pre-commit"), *arguments],
        cwd=repository.root,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.slow
def test_a_commit_that_breaks_a_plan_is_refused(
    repository: Repository, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    repository.write(
        ".pre-commit-config.yaml",
        f"repos:\n  - repo: {source.as_posix()}\n    rev: v0\n    hooks:\n"
        "      - id: dxplan-validate\n      - id: dxplan-fmt\n        args: [--check]\n",
    )
    repository.commit()
    done = hook(repository, "run", "--all-files")
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"dxplan validate\.+Passed", done.stdout)
    assert re.search(r"dxplan fmt\.+Passed", done.stdout)
    hook(repository, "install")
    repository.write(FORMS, repository.read(FORMS).replace("status: ", "status: 不"))
    repository.git("add", "--all")
    refused = subprocess.run(
        ["git", "commit", "-m", "Break"],
        cwd=repository.root,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert refused.returncode == 1
    assert f"{FORMS}:" in refused.stderr + refused.stdout
    assert "unknown-name" in refused.stderr + refused.stdout


@pytest.mark.parametrize(
    ("path", "validated", "formatted"),
    [
        ("plans/minato/plan.yaml", True, True),
        ("plans/minato/initiatives/a.yaml", True, True),
        ("office/plans/みなと/initiatives/a.yaml", True, True),
        ("plans/minato/initiatives/a.yml", True, False),
        ("plans/minato/initiatives/old/a.yaml", True, False),
        ("plans/README.md", False, False),
        ("myplans/minato/plan.yaml", False, False),
        ("schema/plan.schema.json", False, False),
    ],
)
def test_hooks_look_at_plan_files(path: str, validated: bool, formatted: bool) -> None:  # noqa: FBT001
    found = [re.search(HOOKS[name]["files"], path) is not None for name in ("dxplan-validate", "dxplan-fmt")]
    assert found == [validated, formatted]
