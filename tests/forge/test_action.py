"""The steps of the action, each run as GitHub runs it; ``gh`` is a stand-in that keeps a record (test_gh.py has the real one)."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT
from tests.forge.jobs import ACTION, only_with_the_extra

if TYPE_CHECKING:
    from pathlib import Path

    from tests.forge.jobs import Job

FORMS = "plans/minato/initiatives/online-forms.yaml"
MARKER = "<!-- dxplan diff -->\n"
GH = """\
printf '%s\\n' "$*" >> "$GH_RECORD"
case "$*" in
*--paginate*) [ "$GH_MAY" != nothing ] || exit 1; printf '%s' "$GH_FOUND" ;;
*) [ "$GH_MAY" = write ] || exit 1 ;;
esac"""
LIST = "api --paginate repos/minato/plans/issues/7/comments?per_page=100 --jq "


def change(job: Job, old: str = "status: 着手中", new: str = "status: 運用中") -> str:
    """Commit a change and return its id."""
    text = job.repository.read(FORMS)
    assert old in text
    job.repository.write(FORMS, text.replace(old, new))
    return job.repository.commit("Change")


# Install


@pytest.mark.slow
def test_install(job: Job) -> None:
    only_with_the_extra()
    done = job.run_step(ACTION, "Install dxplan", DXPLAN_VERSION="", PYTHONPATH="")
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"dxplan \d+\.\d+\.\d+\n", done.stdout)
    (programs,) = job.written("path").splitlines()
    there = job.run(f"PATH={programs}:$PATH; dxplan validate", PYTHONPATH="")
    assert (there.returncode, there.stderr) == (0, "")


@pytest.mark.parametrize("version", ["--index-url=https://example.invalid", "0.1.0; x", "../x", "a b"])
def test_a_version_is_nothing_else(job: Job, version: str) -> None:
    done = job.run_step(ACTION, "Install dxplan", DXPLAN_VERSION=version)
    assert (done.returncode, done.stdout) == (2, "")
    assert not (job.folder / "temp" / "dxplan").exists()


def test_a_version_comes_from_the_index(job: Job) -> None:
    job.program(
        "python", 'mkdir -p "$4/bin" && cp "$0.other" "$4/bin/python" && cp "$0.other" "$4/bin/dxplan"'
    )
    job.program("python.other", 'printf "%s\\n" "$*"')
    done = job.run_step(ACTION, "Install dxplan", DXPLAN_VERSION="0.1.0")
    assert done.stdout == "-P -m pip install --quiet --disable-pip-version-check dxplan==0.1.0\n--version\n"
    assert job.written("path") == f"{job.folder}/temp/dxplan/bin\n"


def test_no_file_of_the_plan_repository_is_run(job: Job) -> None:
    """Python would look for a module in the present folder first, which is what a pull request brings."""
    for name in ("venv", "pip"):
        job.repository.write(f"{name}.py", 'open("taken", "x")\n')
    job.program("python", f'exec "{sys.executable}" "$@" --without-pip')
    done = job.run_step(ACTION, "Install dxplan", DXPLAN_VERSION="")
    assert "No module named pip" in done.stderr
    assert not (job.repository.root / "taken").exists()


# Base


def found_base(job: Job, **values: str) -> str:
    asked = {"DXPLAN_BASE": "", "DXPLAN_DIRECTORY": ".", "DXPLAN_PULL_BASE": ""} | values
    (job.folder / "output").unlink(missing_ok=True)
    done = job.run_step(ACTION, "Find what the change is compared with", **asked)
    assert done.returncode == 0, done.stderr
    (line,) = job.written("output").splitlines()
    return line.removeprefix("base=")


def test_a_push_has_no_base(job: Job) -> None:
    assert found_base(job, GITHUB_REF="refs/heads/main") == ""


def test_a_named_base_is_taken(job: Job) -> None:
    change(job)
    assert found_base(job, DXPLAN_BASE="HEAD~1", DXPLAN_PULL_BASE="0" * 40) == "HEAD~1"


def test_a_pull_request_is_compared_with_what_it_goes_into(job: Job) -> None:
    """The event still names the commit from which the branch began, but main has moved on since."""
    repository = job.repository
    old = repository.git("rev-parse", "HEAD").strip()
    repository.git("checkout", "--quiet", "-b", "work")
    change(job)
    repository.git("checkout", "--quiet", "main")
    repository.write("README.md", "みなと市の計画\n")
    new = repository.commit("Elsewhere")
    repository.git("merge", "--quiet", "--no-ff", "-m", "Try", "work")
    assert found_base(job, GITHUB_REF="refs/pull/7/merge", DXPLAN_PULL_BASE=old) == new
    repository.git("checkout", "--quiet", "work")
    assert found_base(job, GITHUB_REF="refs/pull/7/merge", DXPLAN_PULL_BASE=old) == old


def test_a_clone_that_was_cut_off_is_made_whole(job: Job, tmp_path: Path) -> None:
    old = job.repository.git("rev-parse", "HEAD").strip()
    change(job)
    clone = tmp_path / "clone"
    origin = job.repository.root.as_uri()
    subprocess.run(["git", "clone", "--quiet", "--depth=1", origin, str(clone)], check=True)
    assert found_base(job, DXPLAN_DIRECTORY=str(clone), DXPLAN_PULL_BASE=old) == old
    subprocess.run(["git", "cat-file", "-e", old], cwd=clone, check=True)


def test_a_clone_that_cannot_be_made_whole_says_what_to_do(job: Job, tmp_path: Path) -> None:
    old = job.repository.git("rev-parse", "HEAD").strip()
    change(job)
    clone = tmp_path / "clone"
    origin = job.repository.root.as_uri()
    subprocess.run(["git", "clone", "--quiet", "--depth=1", origin, str(clone)], check=True)
    subprocess.run(["git", "remote", "set-url", "origin", str(tmp_path / "none")], cwd=clone, check=True)
    asked = {"DXPLAN_BASE": "", "DXPLAN_DIRECTORY": str(clone), "DXPLAN_PULL_BASE": old}
    done = job.run_step(ACTION, "Find what the change is compared with", **asked)
    assert (done.returncode, job.written("output")) == (3, "")
    assert done.stderr.endswith("check it out with fetch-depth: 0\n")


def test_the_merge_of_a_pull_request_is_made_whole(job: Job, tmp_path: Path) -> None:
    """GitHub's own checkout fetches one commit, the merge, under the name of the pull request."""
    repository = job.repository
    repository.git("checkout", "--quiet", "-b", "work")
    change(job)
    repository.git("checkout", "--quiet", "main")
    repository.write("README.md", "みなと市の計画\n")
    new = repository.commit("Elsewhere")
    repository.git("checkout", "--quiet", "--detach")
    repository.git("merge", "--quiet", "--no-ff", "-m", "Try", "work")
    repository.git("update-ref", "refs/pull/7/merge", "HEAD")
    repository.git("checkout", "--quiet", "main")
    clone = tmp_path / "clone"
    for command in (
        ["init", "--quiet", str(clone)],
        ["-C", str(clone), "fetch", "--quiet", "--depth=1", repository.root.as_uri(), "refs/pull/7/merge"],
        ["-C", str(clone), "checkout", "--quiet", "FETCH_HEAD"],
        ["-C", str(clone), "remote", "add", "origin", repository.root.as_uri()],
    ):
        subprocess.run(["git", *command], check=True)
    values = {"GITHUB_REF": "refs/pull/7/merge", "DXPLAN_PULL_BASE": new, "DXPLAN_DIRECTORY": str(clone)}
    assert found_base(job, **values) == new


def test_a_base_of_another_branch_is_fetched(job: Job, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", str(job.repository.root), str(clone)], check=True)
    job.repository.git("checkout", "--quiet", "-b", "elsewhere")
    there = change(job)
    assert found_base(job, DXPLAN_DIRECTORY=str(clone), DXPLAN_BASE="elsewhere") == there


def test_a_base_cannot_become_an_option(job: Job) -> None:
    asked = {"DXPLAN_BASE": "--upload-pack=touch x", "DXPLAN_DIRECTORY": ".", "DXPLAN_PULL_BASE": ""}
    done = job.run_step(ACTION, "Find what the change is compared with", **asked)
    assert (done.returncode, job.written("output")) == (2, "")


# Validate


def test_findings_become_annotations_and_a_summary(job: Job) -> None:
    change(job, new="status: 運用")
    done = job.run_step(
        ACTION, "Check the plans", DXPLAN_BASE="", DXPLAN_DIRECTORY=".", DXPLAN_STRICT="false"
    )
    assert (done.returncode, done.stderr) == (1, "")
    first, last = done.stdout.splitlines()
    assert first.startswith(f"::error file={FORMS},line=")
    assert last == "5 files. Errors: 1, warnings: 0."
    assert "unknown-name" in job.written("summary")


def test_a_change_is_checked_against_its_base(job: Job) -> None:
    (job.repository.root / FORMS).unlink()
    job.repository.commit("Delete")
    done = job.run_step(
        ACTION, "Check the plans", DXPLAN_BASE="HEAD~1", DXPLAN_DIRECTORY=".", DXPLAN_STRICT="false"
    )
    assert (done.returncode, done.stderr) == (1, "")
    successor, first, last = done.stdout.splitlines()
    assert first.startswith(f"::error file={FORMS},line=1,col=1,title=deleted-initiative::")
    # An initiative that did not change names the one that is gone.
    assert "title=successor::" in successor
    assert last == "1 file. Errors: 2, warnings: 0."
    assert "deleted-initiative" in job.written("summary")


@pytest.mark.parametrize(
    ("base", "strict", "asked"),
    [
        ("", "false", ""),
        ("", "true", " --strict"),
        ("main; x", "yes", " --base main; x"),
        ("v1", "true", " --base v1 --strict"),
    ],
)
def test_what_validate_is_asked(job: Job, base: str, strict: str, asked: str) -> None:
    job.program("dxplan", 'printf "%s\\n" "$*"')
    done = job.run_step(
        ACTION, "Check the plans", DXPLAN_BASE=base, DXPLAN_DIRECTORY="office", DXPLAN_STRICT=strict
    )
    assert (done.returncode, done.stdout) == (0, f"-C office validate -f github{asked}\n")


# Diff


@pytest.mark.parametrize("changed", [True, False])
def test_the_difference_is_written(job: Job, changed: bool) -> None:  # noqa: FBT001  (both ways)
    if changed:
        change(job)
    else:
        job.repository.write("README.md", "みなと市の計画\n")
        job.repository.commit("Elsewhere")
    file = job.folder / "diff.md"
    done = job.run_step(
        ACTION, "Compare the plans", DXPLAN_BASE="HEAD~1", DXPLAN_DIRECTORY=".", DXPLAN_DIFF=str(file)
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert job.written("output") == f"changed={'true' if changed else 'false'}\n"
    assert job.written("diff.md").startswith(MARKER)
    assert ("運用中" in job.written("diff.md")) is changed


def test_what_came_to_the_base_since_is_no_difference(job: Job) -> None:
    """A job that checks out the branch itself has no merge whose first parent is the base."""
    job.repository.git("checkout", "--quiet", "-b", "work")
    job.repository.write("README.md", "みなと市の計画\n")
    job.repository.commit("Elsewhere")
    job.repository.git("checkout", "--quiet", "main")
    change(job)
    job.repository.git("checkout", "--quiet", "work")
    file = job.folder / "diff.md"
    done = job.run_step(
        ACTION, "Compare the plans", DXPLAN_BASE="main", DXPLAN_DIRECTORY=".", DXPLAN_DIFF=str(file)
    )
    assert (done.returncode, job.written("output")) == (0, "changed=false\n")
    assert "運用中" not in job.written("diff.md")


def test_a_base_that_is_not_there_ends_the_step(job: Job) -> None:
    file = job.folder / "diff.md"
    done = job.run_step(
        ACTION, "Compare the plans", DXPLAN_BASE="nowhere", DXPLAN_DIRECTORY=".", DXPLAN_DIFF=str(file)
    )
    assert (done.returncode, job.written("output")) == (3, "")


# What dxplan tells

COMMANDS = (
    "::set-output name=changed::true",
    "warning ##[add-mask]a",
    "::add-matcher::x.json",
    "##[stop]::end::",
)


def obeyed(done: subprocess.CompletedProcess[str]) -> list[str]:
    """Return the lines that GitHub's runner takes for commands, in either of its two forms."""
    found: list[str] = []
    resumes = None
    for line in (done.stderr + done.stdout).splitlines():
        if resumes is not None:
            resumes = None if line == resumes else resumes
        elif stopped := re.fullmatch(r"::stop-commands::([0-9a-f]{32})", line):
            resumes = f"::{stopped[1]}::"
        elif line.lstrip().startswith("::") or "##[" in line:
            found.append(line)
    assert resumes is None
    return found


@pytest.mark.parametrize("code", [0, 1, 3])
def test_nothing_that_dxplan_tells_is_obeyed(job: Job, code: int) -> None:
    lines = "\n".join(COMMANDS)
    job.program("dxplan", f"echo '::error::found'\ncat >&2 << 'END'\n{lines}\nEND\nexit {code}")
    places = {"DXPLAN_BASE": "HEAD", "DXPLAN_DIRECTORY": "."}
    checked = job.run_step(ACTION, "Check the plans", DXPLAN_STRICT="false", **places)
    assert (checked.returncode, checked.stderr) == (code, "")
    assert obeyed(checked) == ["::error::found"]
    compared = job.run_step(ACTION, "Compare the plans", DXPLAN_DIFF=str(job.folder / "diff.md"), **places)
    assert (compared.returncode, compared.stderr) == (3 if code == 3 else 0, "")
    assert obeyed(compared) == []
    for done in (checked, compared):
        assert lines in done.stdout
    words = [
        re.findall(r"^::stop-commands::(.+)$", done.stdout, re.MULTILINE) for done in (checked, compared)
    ]
    assert words[0] != words[1]


# Comment


def comment(job: Job, found: str = "", may: str = "write", **values: str) -> list[str]:
    """Run the step that comments; return what ``gh`` was asked, without the list."""
    job.program("gh", GH)
    (job.folder / "diff.md").write_text(f"{MARKER}\n## 変更\n", encoding="utf-8")
    job.environment |= {"GH_FOUND": found, "GH_MAY": may, "GH_RECORD": str(job.folder / "record")}
    asked = {
        "DXPLAN_CHANGED": "true",
        "DXPLAN_COMMENT": "true",
        "DXPLAN_DIFF": str(job.folder / "diff.md"),
        "DXPLAN_PULL": "7",
        "GH_TOKEN": "",
    } | values
    done = job.run_step(ACTION, "Show what changes", **asked)
    assert done.returncode == 0, done.stderr
    record = job.written("record").splitlines()
    if record:
        assert record.pop(0).startswith(LIST)
    return record


def test_the_first_push_makes_a_comment(job: Job) -> None:
    (asked,) = comment(job)
    body = f"body=@{job.folder}/diff.md"
    assert asked == f"api --silent --method POST repos/minato/plans/issues/7/comments --field {body}"
    assert job.written("summary") == ""


def test_later_pushes_change_the_same_comment(job: Job) -> None:
    for changed in ("true", "false"):
        (job.folder / "record").unlink(missing_ok=True)
        (asked,) = comment(job, "4711\n4712\n", DXPLAN_CHANGED=changed)
        assert asked.startswith("api --silent --method PATCH repos/minato/plans/issues/comments/4711 ")


def test_nothing_is_said_where_nothing_changed(job: Job) -> None:
    assert comment(job, DXPLAN_CHANGED="false") == []
    assert job.written("summary") == ""


@pytest.mark.parametrize("may", ["nothing", "read"])
@pytest.mark.parametrize("found", ["", "4711\n"])
def test_who_may_not_comment_finds_it_in_the_summary(job: Job, found: str, may: str) -> None:
    comment(job, found, may)
    assert job.written("summary") == job.written("diff.md")


@pytest.mark.parametrize(
    ("server", "host"),
    [("https://github.com", "github.com"), ("https://git.city.example:8443", "git.city.example:8443")],
)
def test_the_server_of_the_job_is_asked(job: Job, server: str, host: str) -> None:
    job.program("gh", 'printf "%s %s %s\\n" "$GH_HOST" "$GH_TOKEN" "$GH_ENTERPRISE_TOKEN" >&2')
    (job.folder / "diff.md").write_text(MARKER, encoding="utf-8")
    places = {"DXPLAN_DIFF": str(job.folder / "diff.md"), "DXPLAN_PULL": "7", "DXPLAN_COMMENT": "true"}
    values = {"DXPLAN_CHANGED": "true", "GH_TOKEN": "made-up", "GITHUB_SERVER_URL": server}
    done = job.run_step(ACTION, "Show what changes", **places, **values)
    assert (done.returncode, done.stderr) == (0, f"{host} made-up made-up\n" * 2)


@pytest.mark.parametrize("values", [{"DXPLAN_COMMENT": "false"}, {"DXPLAN_PULL": ""}])
def test_no_comment_is_wanted_or_there_is_no_pull_request(job: Job, values: dict[str, str]) -> None:
    assert comment(job, **values) == []
    assert job.written("record") == ""
    assert job.written("summary") == job.written("diff.md")


def test_only_a_comment_by_the_job_is_taken_for_its_own() -> None:
    """``gh --jq`` speaks jq; the filter is taken from the script."""
    jq = shutil.which("jq")
    if jq is None:
        pytest.skip("jq is not installed")
    script = (ROOT / "ci" / "comment.sh").read_text(encoding="utf-8")
    (asked,) = re.findall(r"^own='(.+)'$", script, re.MULTILINE)
    comments = """[
        {"id": 1, "user": {"login": "hanako"}, "body": "<!-- dxplan diff -->\\n"},
        {"id": 2, "user": {"login": "github-actions[bot]"}, "body": "other <!-- dxplan diff -->"},
        {"id": 3, "user": {"login": "github-actions[bot]"}, "body": "<!-- dxplan diff -->\\nold"}
    ]"""
    done = subprocess.run([jq, asked], input=comments, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "3\n"
