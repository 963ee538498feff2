"""``validate`` for continuous integration: what each format says, when GitHub's is chosen, and the summary of a job."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.commands.running import inside, on_terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness import Repository

WINDOW = "plans/minato/initiatives/chat-window.yaml"
STRAY = "plans/minato/initiatives/notes.yml"
TOTAL = "5 files. Errors: 1, warnings: 1.\n"
COMMANDS = (
    f"::error file={WINDOW},line=5,col=11,title=unknown-name::"
    "“報道” is not a category of this plan.%0A→ Allowed are: 窓口, 広報, 庁内.\n"
    f"::warning file={STRAY},line=1,col=1,title=stray-file::"
    "This is not read as an initiative.%0A→ Rename it to notes.yaml, or move it to another folder.\n"
)
SUMMARY = f"""\
## What was found in the plans

{TOTAL}
|   | Place | Finding | Rule |
| --- | --- | --- | --- |
| ❌ | {WINDOW}:5 | “報道” is not a category of this plan.<br>→ Allowed are: 窓口, 広報, 庁内. | unknown-name |
| ⚠️ | {STRAY}:1 | This is not read as an initiative.<br>→ Rename it to notes.yaml, or move it to another folder. | stray-file |

"""
FORMATS = ("github", "gitlab", "sarif", "junit", "rdjson")


@pytest.fixture
def flawed(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Return a repository with an error and a warning."""
    for name in ("GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    repository.write(WINDOW, repository.read(WINDOW).replace("category: 広報", "category: 報道"))
    repository.write(STRAY, "")
    return repository


def test_github(flawed: Repository) -> None:
    assert inside(flawed.root, "validate", "-f", "github").all == (1, COMMANDS + TOTAL, "")


def test_github_in_japanese(flawed: Repository) -> None:
    run = inside(flawed.root, "validate", "-f", "github", "--lang", "ja")
    assert run.text.startswith(f"::error file={WINDOW},line=5,col=11,title=unknown-name::「報道」は")
    assert run.text.endswith("\n5 ファイル: エラー 1 件、警告 1 件。\n")


def test_gitlab(flawed: Repository) -> None:
    run = inside(flawed.root, "validate", "-f", "gitlab")
    assert (run.code, run.told) == (1, "")
    first, second = json.loads(run.text)
    assert first["description"] == "“報道” is not a category of this plan.\n→ Allowed are: 窓口, 広報, 庁内."
    assert [first["severity"], second["severity"]] == ["major", "minor"]
    assert [first["check_name"], second["check_name"]] == ["unknown-name", "stray-file"]
    assert first["location"] == {"path": WINDOW, "lines": {"begin": 5}}


def test_rdjson(flawed: Repository) -> None:
    run = inside(flawed.root, "validate", "-f", "rdjson")
    assert (run.code, run.told) == (1, "")
    read = json.loads(run.text)
    assert read["source"] == {"name": "dxplan"}
    assert read["diagnostics"][1] == {
        "message": "This is not read as an initiative.\n→ Rename it to notes.yaml, or move it to another folder.",
        "location": {"path": STRAY, "range": {"start": {"line": 1}}},
        "severity": "WARNING",
        "code": {"value": "stray-file"},
    }


def test_sarif(flawed: Repository) -> None:
    run = inside(flawed.root, "validate", "-f", "sarif")
    assert (run.code, run.told) == (1, "")
    (result, _) = json.loads(run.text)["runs"][0]["results"]
    assert result["ruleId"] == "unknown-name"
    (place,) = result["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": WINDOW, "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 5, "startColumn": 11},
    }


def case(name: str, inner: str = "") -> str:
    path = f"plans/minato/{name}"
    start = f'    <testcase classname="minato" name="{path}" file="{path}"'
    return f"{start}>\n{inner}    </testcase>\n" if inner else f"{start}/>\n"


@pytest.mark.parametrize("strict", [False, True])
def test_junit(flawed: Repository, strict: bool) -> None:  # noqa: FBT001
    run = inside(flawed.root, "validate", "-f", "junit", *(["--strict"] if strict else []))
    error = (
        '      <failure type="unknown-name" message="“報道” is not a category of this plan.">'
        f"{WINDOW}:5:11: “報道” is not a category of this plan.\n"
        "→ Allowed are: 窓口, 広報, 庁内. [unknown-name]</failure>\n"
    )
    told = (
        f"{STRAY}:1:1: This is not read as an initiative.\n"
        "→ Rename it to notes.yaml, or move it to another folder. [stray-file]"
    )
    warning = (
        f'      <failure type="stray-file" message="This is not read as an initiative.">{told}</failure>\n'
        if strict
        else f"      <system-out>{told}</system-out>\n"
    )
    cases = "".join(
        (
            case("initiatives/card-readers.yaml"),
            case("initiatives/chat-window.yaml", error),
            case("initiatives/notes.yml", warning),
            case("initiatives/online-forms.yaml"),
            case("initiatives/paperless-meetings.yaml"),
            case("plan.yaml"),
        )
    )
    counts = f'tests="6" failures="{2 if strict else 1}" errors="0"'
    assert run.all == (
        1,
        (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="dxplan" {counts}>\n'
            f'  <testsuite name="minato" {counts}>\n{cases}  </testsuite>\n</testsuites>\n'
        ),
        "",
    )


def test_junit_names_only_the_files_that_are_asked_for(flawed: Repository) -> None:
    run = inside(flawed.root, "validate", "-f", "junit", "plans/minato/plan.yaml")
    assert (run.code, run.text.count("<testcase")) == (0, 1)


@pytest.mark.parametrize("form", FORMATS)
def test_paths_begin_at_the_top_of_the_git_repository(
    flawed: Repository, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "市").mkdir()
    flawed.root.rename(tmp_path / "市" / "office")
    root = tmp_path / "市" / "office"
    found = "%E5%B8%82/office/plans" if form == "sarif" else "市/office/plans"
    assert found not in inside(root, "validate", "-f", form).text
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    assert f"{found}/minato/initiatives/chat-window.yaml" in inside(root, "validate", "-f", form).text
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "elsewhere"))
    (tmp_path / ".git").mkdir()
    assert f"{found}/minato/initiatives/chat-window.yaml" in inside(root, "validate", "-f", form).text


def test_paths_where_the_folder_of_plans_is_a_git_repository_itself(flawed: Repository) -> None:
    (flawed.root / "plans" / ".git").mkdir()
    assert "file=minato/initiatives/chat-window.yaml," in inside(flawed.root, "validate", "-f", "github").text


@pytest.mark.parametrize("form", FORMATS)
def test_a_plan_without_a_problem(repository: Repository, form: str) -> None:
    run = inside(repository.root, "validate", "-f", form)
    assert (run.code, run.told) == (0, "")
    assert "card-readers" not in run.text or form == "junit"


@pytest.mark.parametrize("form", FORMATS)
def test_a_format_is_utf_8_in_a_file_too(flawed: Repository, form: str) -> None:
    expected = inside(flawed.root, "validate", "-f", form).out
    assert inside(flawed.root, "validate", "-f", form, "-o", "report").all == (1, "", "")
    assert (flawed.root / "report").read_bytes() == expected
    refused = inside(flawed.root, "validate", "-f", form, "--encoding", "cp932")
    assert (refused.code, refused.out) == (2, b"")


# In a job of GitHub Actions


@pytest.fixture
def summary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run as in a job; returns the file of its summary."""
    file = tmp_path / "summary"
    file.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    return file


def test_a_job_gets_annotations_and_a_summary(flawed: Repository, summary: Path) -> None:
    assert inside(flawed.root, "validate").all == (1, COMMANDS + TOTAL, "")
    assert summary.read_text(encoding="utf-8") == f"before\n{SUMMARY}"


def test_a_named_format_stays(flawed: Repository, summary: Path) -> None:
    assert inside(flawed.root, "validate", "-f", "plain").text.startswith(WINDOW)
    assert inside(flawed.root, "validate", "-o", "report").code == 1
    assert (flawed.root / "report").read_text(encoding="utf-8").startswith(WINDOW)
    assert summary.read_text(encoding="utf-8") == "before\n"


@pytest.mark.usefixtures("summary")
def test_a_person_at_a_terminal_gets_a_table(flawed: Repository) -> None:
    assert "::error" not in on_terminal(flawed.root, "validate").text


def test_only_validate_speaks_to_the_job(flawed: Repository, summary: Path) -> None:
    assert "::" not in inside(flawed.root, "list").text
    assert summary.read_text(encoding="utf-8") == "before\n"


def test_elsewhere_there_is_no_summary(
    flawed: Repository, summary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "false")
    assert inside(flawed.root, "validate", "-f", "github").text == COMMANDS + TOTAL
    assert summary.read_text(encoding="utf-8") == "before\n"


def test_a_summary_that_is_full_stays(flawed: Repository, summary: Path) -> None:
    """GitHub shows nothing of a summary beyond 1 MiB."""
    for size, shown in ((1024 * 1024 - 100, False), (1024 * 1024 - 4096, True)):
        summary.write_bytes(b"x" * size)
        assert inside(flawed.root, "validate").code == 1
        assert (summary.stat().st_size > size) is shown
        assert summary.stat().st_size <= 1024 * 1024


def test_a_summary_that_cannot_be_written_is_told(
    flawed: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, summary: Path
) -> None:
    summary.unlink()
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "nowhere" / "summary"))
    run = inside(flawed.root, "validate")
    assert (run.code, run.text) == (1, COMMANDS + TOTAL)
    assert run.told == (
        f"Warning: {tmp_path.as_posix()}/nowhere/summary cannot be written: No such file or directory.\n"
    )


def test_what_a_plan_says_cannot_become_a_command(flawed: Repository, summary: Path) -> None:
    flawed.write(
        WINDOW,
        flawed.read(WINDOW).replace("category: 報道", 'category: "::stop-commands::x\\n::add-mask::計画"'),
    )
    lines = inside(flawed.root, "validate").text.splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["::error", "::warning", "5"]
    assert "::add-mask::" in lines[0]
    assert summary.read_text(encoding="utf-8").count("\n| ") == 4
