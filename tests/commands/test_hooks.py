"""``dxplan hooks``: what is set up in a repository, what is taken away again, and the check before each commit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dxplan.stores.hooks_program import hook_script, is_hook_script
from tests.commands.running import folder_state, inside
from tests.history import FORMS, PLAN, WINDOW, Past, begin, git

if TYPE_CHECKING:
    from collections.abc import Callable

LINES = """\
# >>> dxplan
/plans/*/plan.yaml merge=dxplan diff=dxplan
/plans/*/initiatives/*.yaml merge=dxplan diff=dxplan
# <<< dxplan
"""
COMMIT = "Commit .gitattributes, so that it holds for everybody.\n"
FOREIGN = '#!/bin/sh\necho "foreign: $#" >&2\n[ ! -e stop ]\n'


@pytest.fixture
def past(tmp_path: Path) -> Past:
    """Return a plan repository with one commit."""
    past = begin(tmp_path / "city")
    past.record("Enter the plan")
    return past


def contents(folder: Path) -> dict[str, str]:
    """Return what a folder holds, without times and without what git writes in passing."""
    passing = (".git/index", ".git/logs", ".git/objects")
    state = {path: line.split(" ") for path, line in folder_state(folder).items()}
    return {
        path: f"{mode} {digest}" for path, (mode, _, digest) in state.items() if not path.startswith(passing)
    }


def states(past: Path) -> dict[str, str]:
    """Return the state of each part."""
    run = inside(past, "hooks", "status", "-f", "json")
    found = json.loads(run.text)
    assert found["version"] == 1
    assert run.code == (0 if {part["state"] for part in found["parts"]} == {"in place"} else 1)
    return {part["part"]: part["state"] for part in found["parts"]}


def everything(state: str) -> dict[str, str]:
    """Return all parts in one state."""
    return dict.fromkeys(("attributes", "merge", "diff", "pre-commit"), state)


def commit(folder: Path, *arguments: str) -> tuple[int, str]:
    """Commit as a person would, hooks included; return the exit code and what is said."""
    command = ["git", "commit", "--quiet", "--message", "Try", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, encoding="utf-8")
    return done.returncode, done.stdout + done.stderr


def test_what_is_set_up_is_told_and_taken_away_without_a_trace(past: Past) -> None:
    before = contents(past.root)
    hook = past.root / ".git" / "hooks" / "pre-commit"
    told = (
        "{}: Attributes of plan files (.gitattributes)\n"
        "{}: Merging by field (.git/config)\n"
        "{}: Changes shown as fields (.git/config)\n"
        "{}: Check before each commit (.git/hooks/pre-commit)\n"
    )
    assert states(past.root) == everything("missing")
    dry = inside(past.root, "hooks", "install", "--dry-run")
    assert dry.all == (0, told.replace("{}", "Would be set up"), COMMIT)
    assert contents(past.root) == before
    assert inside(past.root, "hooks", "install").all == (0, told.replace("{}", "Set up"), COMMIT)
    assert past.read(".gitattributes") == LINES
    assert os.access(hook, os.X_OK)
    assert states(past.root) == everything("in place")
    once = contents(past.root)
    assert inside(past.root, "hooks", "install").all == (0, told.replace("{}", "Already in place"), "")
    assert contents(past.root) == once
    back = "".join(reversed(told.splitlines(keepends=True)))
    dry = inside(past.root, "hooks", "uninstall", "--dry-run")
    assert dry.all == (0, back.replace("{}", "Would be taken away"), "")
    assert contents(past.root) == once
    assert inside(past.root, "hooks", "uninstall").all == (0, back.replace("{}", "Taken away"), "")
    assert contents(past.root) == before
    assert inside(past.root, "hooks", "uninstall").all == (0, "", "")


def test_the_status_is_a_table(past: Past) -> None:
    inside(past.root, "hooks", "install")
    git(past.root, "config", "merge.dxplan.driver", "true")
    run = inside(past.root, "hooks", "status", "-f", "tsv")
    config = past.root / ".git" / "config"
    assert run.all == (
        1,
        (
            "part\tstate\tplace\tmessage\n"
            f"attributes\tin place\t{past.root}/.gitattributes\t\n"
            f"merge\tforeign\t{config}\t\n"
            f"diff\tin place\t{config}\t\n"
            f"pre-commit\tin place\t{past.root}/.git/hooks/pre-commit\t\n"
        ),
        "",
    )
    assert "set by somebody else" in inside(past.root, "hooks", "status").text


@pytest.mark.parametrize(
    "text",
    [
        "*.png binary\n",
        "*.png binary",
        "* text=auto\r\n*.png binary\r\n",
        "*.png binary\r\n* text",
        "\n",
    ],
)
def test_other_attributes_are_left_alone(past: Past, text: str) -> None:
    past.write(".gitattributes", text)
    inside(past.root, "hooks", "install")
    written = past.read(".gitattributes")
    assert written.startswith(text)
    assert written.replace("\r\n", "\n").count(LINES.removesuffix("\n")) == 1
    assert ("\r\n" in text) is ("dxplan\r\n/plans" in written)
    assert git(past.root, "check-attr", "merge", FORMS) == f"{FORMS}: merge: dxplan\n"
    assert states(past.root)["attributes"] == "in place"
    inside(past.root, "hooks", "uninstall")
    assert past.read(".gitattributes") == text


def test_older_lines_are_brought_up_to_date_where_they_stand(past: Past) -> None:
    past.write(".gitattributes", "a b\n# >>> dxplan\n/old merge=dxplan\n# <<< dxplan\nc d\n")
    assert states(past.root)["attributes"] == "outdated"
    inside(past.root, "hooks", "install")
    assert past.read(".gitattributes") == f"a b\n{LINES}c d\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_of_others_between_the_marks_are_kept(past: Past, end: str) -> None:
    inside(past.root, "hooks", "install")
    lines = LINES.replace("# <<<", "*.png binary\n\n# 写真\n# <<<").replace("\n", end)
    past.write(".gitattributes", lines)
    assert states(past.root)["attributes"] == "outdated"
    inside(past.root, "hooks", "install")
    kept = "*.png binary\n# 写真\n".replace("\n", end)
    assert past.read(".gitattributes") == LINES.replace("\n", end) + kept
    past.write(".gitattributes", lines)
    inside(past.root, "hooks", "uninstall")
    assert past.read(".gitattributes") == kept


@pytest.mark.parametrize(
    ("place", "line", "told"),
    [
        (".gitattributes", "*.yaml merge=union", "has merge: union."),
        ("plans/.gitattributes", "plan.yaml -diff", f"{PLAN} has diff: unset."),
        (".git/info/attributes", "*.yaml !merge", "has merge: unspecified."),
    ],
)
def test_attributes_that_do_not_hold_are_told(past: Past, place: str, line: str, told: str) -> None:
    inside(past.root, "hooks", "install")
    file = past.root / place
    before = past.read(place) if file.exists() else ""
    past.write(place, before + line + "\n")
    assert states(past.root) == everything("in place") | {"attributes": "foreign"}
    assert told in inside(past.root, "hooks", "status").text
    run = inside(past.root, "hooks", "install")
    assert (run.code, "Another line of attributes overrules dxplan's: " in run.told) == (1, True)
    assert told in run.told
    assert inside(past.root, "hooks", "uninstall").code == 0
    assert past.read(place) == line + "\n"
    assert inside(past.root, "hooks", "install").code == (0 if place == ".gitattributes" else 1)


def test_a_driver_of_one_working_tree_is_told(past: Past) -> None:
    git(past.root, "config", "extensions.worktreeConfig", "true")
    git(past.root, "config", "--worktree", "merge.dxplan.driver", "mine %A")
    run = inside(past.root, "hooks", "install")
    assert run.code == 1
    assert "git is already configured with another merge.dxplan.driver." in run.told
    assert states(past.root) == everything("in place") | {"merge": "foreign"}
    assert inside(past.root, "hooks", "uninstall").code == 0
    assert git(past.root, "config", "--get-all", "merge.dxplan.driver") == "mine %A\n"


@pytest.mark.parametrize("text", ["# >>> dxplan\n", "# <<< dxplan\n# >>> dxplan\n", LINES + LINES])
def test_marks_that_are_no_pair_are_refused(past: Past, text: str) -> None:
    past.write(".gitattributes", text)
    run = inside(past.root, "hooks", "install")
    assert run.code == 1
    assert "The lines “# >>> dxplan” and “# <<< dxplan” in .gitattributes are no pair." in run.told
    assert past.read(".gitattributes") == text


def test_nothing_is_written_through_a_link(past: Past, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("a b\n", encoding="utf-8")
    (past.root / ".gitattributes").symlink_to(tmp_path / "elsewhere")
    run = inside(past.root, "hooks", "install")
    assert (run.code, (tmp_path / "elsewhere").read_bytes()) == (1, b"a b\n")
    assert ".gitattributes is a link; dxplan does not write through it." in run.told


def test_hooks_behind_a_link_that_leads_out_are_left_alone(past: Past, tmp_path: Path) -> None:
    (past.root / ".git" / "hooks").rename(tmp_path / "hooks")
    (past.root / ".git" / "hooks").symlink_to(tmp_path / "hooks")
    run = inside(past.root, "hooks", "install")
    assert (run.code, (tmp_path / "hooks" / "pre-commit").exists()) == (1, False)
    assert "The hooks of git are outside the repository" in run.told


@pytest.mark.parametrize("key", ["merge.dxplan.driver", "diff.dxplan.textconv"])
def test_a_driver_of_somebody_else_is_kept(past: Past, key: str) -> None:
    git(past.root, "config", key, "mine %A")
    run = inside(past.root, "hooks", "install")
    assert run.code == 1
    assert f"git is already configured with another {key}." in run.told
    assert git(past.root, "config", "--get-all", key) == "mine %A\n"
    inside(past.root, "hooks", "uninstall")
    assert git(past.root, "config", "--get-all", key) == "mine %A\n"


def test_an_older_driver_is_brought_up_to_date(past: Past) -> None:
    git(past.root, "config", "merge.dxplan.driver", "dxplan_merge_0 %A")
    git(past.root, "config", "--add", "merge.dxplan.driver", "dxplan_merge_0 %B")
    assert states(past.root)["merge"] == "outdated"
    inside(past.root, "hooks", "install")
    assert states(past.root) == everything("in place")


def foreign(past: Past, text: str = FOREIGN) -> Path:
    """Put another pre-commit hook in."""
    hook = past.root / ".git" / "hooks" / "pre-commit"
    hook.write_text(text, encoding="utf-8")
    hook.chmod(0o755)
    return hook


def test_a_foreign_hook_is_kept_runs_first_and_comes_back(past: Past) -> None:
    hook = foreign(past)
    assert states(past.root)["pre-commit"] == "foreign"
    before = contents(past.root)
    assert inside(past.root, "hooks", "install").code == 0
    assert states(past.root) == everything("in place")
    past.change(FORMS, "status: 着手中", "status: なぞ")
    git(past.root, "add", FORMS)
    code, said = commit(past.root)
    assert (code, said.startswith("foreign: 0\n")) == (1, True)
    assert f"{FORMS}:15:9: error /status" in said
    past.write("stop", "")
    assert commit(past.root) == (1, "foreign: 0\n")
    (past.root / "stop").unlink()
    git(past.root, "checkout", "HEAD", "--", FORMS)
    assert inside(past.root, "hooks", "uninstall").code == 0
    assert contents(past.root) == before
    assert hook.read_text(encoding="utf-8") == FOREIGN


def test_a_foreign_hook_has_one_place_only(past: Past) -> None:
    hook = foreign(past)
    kept = hook.with_name("pre-commit.before-dxplan")
    kept.write_text("x", encoding="utf-8")
    run = inside(past.root, "hooks", "install")
    assert run.code == 1
    assert f"{kept} is already there." in run.told
    assert (hook.read_text(encoding="utf-8"), kept.read_text(encoding="utf-8")) == (FOREIGN, "x")


def test_a_hook_that_was_changed_by_hand_is_left_alone(past: Past) -> None:
    inside(past.root, "hooks", "install")
    hook = past.root / ".git" / "hooks" / "pre-commit"
    hook.write_text(hook.read_text(encoding="utf-8") + "make check\n", encoding="utf-8")
    assert states(past.root)["pre-commit"] == "foreign"
    run = inside(past.root, "hooks", "install")
    assert run.code == 1
    assert f"{hook} was written by dxplan and has been changed since." in run.told
    run = inside(past.root, "hooks", "uninstall")
    assert run.code == 1
    assert f"{hook} was written by dxplan and has been changed since." in run.told
    assert hook.read_text(encoding="utf-8").endswith("make check\n")


def test_a_hook_of_another_interpreter_is_brought_up_to_date(past: Past) -> None:
    inside(past.root, "hooks", "install")
    hook = past.root / ".git" / "hooks" / "pre-commit"
    text = hook.read_text(encoding="utf-8")
    hook.write_text(text.replace(Path(sys.executable).as_posix(), "'/old place/python'"), encoding="utf-8")
    assert states(past.root)["pre-commit"] == "outdated"
    inside(past.root, "hooks", "install")
    assert hook.read_text(encoding="utf-8") == text
    hook.chmod(0o644)
    assert states(past.root)["pre-commit"] == "outdated"


@pytest.mark.parametrize("root", [".", "dx", "a b", "it's", "日本"])
def test_a_hook_is_known_whatever_it_names(root: str) -> None:
    assert is_hook_script(hook_script(root))
    assert not is_hook_script(hook_script(root) + "\n")
    done = subprocess.run(["sh", "-n"], input=hook_script(root).encode(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_hooks_at_another_place_in_the_repository(past: Past) -> None:
    git(past.root, "config", "core.hooksPath", "tools/hooks")
    run = inside(past.root, "hooks", "install")
    assert run.code == 0
    assert f"core.hooksPath leads to {past.root}/tools/hooks.\n" in run.told
    assert (past.root / "tools" / "hooks" / "pre-commit").is_file()
    assert not (past.root / ".git" / "hooks" / "pre-commit").exists()
    past.change(FORMS, "status: 着手中", "status: なぞ")
    git(past.root, "add", FORMS)
    assert commit(past.root)[0] == 1
    inside(past.root, "hooks", "uninstall")
    assert not (past.root / "tools" / "hooks").exists()


def test_hooks_outside_the_repository_are_for_the_person_to_change(
    past: Past, tmp_path: Path, isolated: Path
) -> None:
    (isolated / ".gitconfig").write_text(f"[core]\n\thooksPath = {tmp_path}/all\n", encoding="utf-8")
    run = inside(past.root, "hooks", "install")
    assert run.code == 1
    assert run.told.endswith(
        f"Error: The hooks of git are outside the repository, in {tmp_path}/all.\n"
        "    → Add this line to the hook pre-commit there: dxplan -C . hooks pre-commit || exit 1\n"
    )
    assert not (tmp_path / "all").exists()
    assert states(past.root) == everything("in place") | {"pre-commit": "missing"}
    (tmp_path / "all").mkdir()
    (tmp_path / "all" / "pre-commit").write_text("dxplan -C . hooks pre-commit || exit 1\n", encoding="utf-8")
    assert states(past.root) == everything("in place")
    run = inside(past.root, "hooks", "uninstall")
    assert (run.code, (tmp_path / "all" / "pre-commit").exists()) == (1, True)
    assert "Take the line that calls dxplan out of the hook pre-commit there." in run.told
    assert states(past.root) == everything("missing") | {"pre-commit": "in place"}


@pytest.mark.parametrize(
    ("name", "where", "pattern"),
    [
        ("..", "dx", "/plans/*/plan.yaml"),
        ("plans", "dx/plans", "/*/plan.yaml"),
        ("plans/minato", "dx/plans/minato", "/plan.yaml"),
    ],
)
def test_plans_may_lie_below_or_above_the_top_of_git(
    tmp_path: Path, name: str, where: str, pattern: str
) -> None:
    past = begin_in(tmp_path / "city", name)
    run = inside(past.root, "hooks", "install")
    assert run.code == 0, run.told
    assert f"{pattern} merge=dxplan diff=dxplan\n" in (
        tmp_path / "city" / where / ".gitattributes"
    ).read_text(encoding="utf-8")
    inner = os.path.relpath(past.root / FORMS, past.top)
    assert git(past.top, "check-attr", "diff", inner) == f"{inner}: diff: dxplan\n"
    past.change(FORMS, "status: 着手中", "status: なぞ")
    git(past.top, "add", "--all")
    code, said = commit(past.top)
    assert (code, f"{FORMS}:15:9: error /status" in said) == (1, True)
    past.change(FORMS, "status: なぞ", "status: 運用中")
    git(past.top, "add", "--all")
    assert commit(past.top) == (0, "")


def begin_in(city: Path, name: str) -> Past:
    """Make a repository whose plans lie in the folder ``dx``."""
    city.mkdir()
    past = begin(city / "dx", name)
    past.record("Enter the plan")
    return past


def test_a_linked_worktree_shares_what_is_set_up(past: Past, tmp_path: Path) -> None:
    inside(past.root, "hooks", "install")
    past.record("Set up")
    git(past.root, "worktree", "add", "--quiet", str(tmp_path / "linked"), "-b", "linked")
    assert states(tmp_path / "linked") == everything("in place")
    linked = Past(tmp_path / "linked")
    linked.change(FORMS, "status: 着手中", "status: なぞ")
    git(linked.root, "add", "--all")
    code, said = commit(linked.root)
    assert (code, f"{FORMS}:15:9: error /status" in said) == (1, True)


def test_where_there_is_no_repository_nothing_is_set_up(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    for command in ("install", "uninstall", "status"):
        run = inside(tmp_path, "hooks", command)
        assert run.code == 3
        assert "is not in a git repository." in run.told
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plans"]


def bad_working_tree(past: Past) -> None:
    """Leave an error in the working tree only."""
    past.change(WINDOW, "title: チャットで答える窓口", "title: 窓口")
    git(past.root, "add", WINDOW)
    past.change(WINDOW, "title: 窓口", "titel: 窓口")


def bad_stage(past: Past) -> None:
    """Stage an error that the working tree no longer has."""
    text = past.read(WINDOW)
    past.write(WINDOW, text.replace("title:", "titel:"))
    git(past.root, "add", WINDOW)
    past.write(WINDOW, text)


def bad_elsewhere(past: Past) -> None:
    """Stage a change of the plan's file that makes an initiative wrong."""
    past.change(PLAN, "  - name: 着手中\n", "  - name: 実施中\n")
    git(past.root, "add", PLAN)


def bad_before(past: Past) -> None:
    """Stage a good change where another file has been wrong since before."""
    past.change(FORMS, "status: 着手中", "status: なぞ")
    past.record("Wrong")
    past.change(WINDOW, "title: チャットで答える窓口", "title: 窓口")
    git(past.root, "add", WINDOW)


def nothing_of_plans(past: Past) -> None:
    """Stage a note beside the plans; the plan in the index is wrong since before."""
    past.change(FORMS, "status: 着手中", "status: なぞ")
    past.record("Wrong")
    past.write("note.md", "x")
    git(past.root, "add", "note.md")


@pytest.mark.parametrize(
    ("prepare", "refused"),
    [
        (bad_working_tree, ""),
        (bad_stage, f"{WINDOW}:3:1: error"),
        (bad_elsewhere, f"{FORMS}:15:9: error /status"),
        (bad_before, ""),
        (nothing_of_plans, ""),
    ],
)
def test_what_is_staged_is_checked(past: Past, prepare: Callable[[Past], None], refused: str) -> None:
    prepare(past)
    inside(past.root, "hooks", "install")
    run = inside(past.root, "hooks", "pre-commit")
    if refused:
        assert (run.code, refused in run.text) == (1, True), run.text
        assert run.told == (
            "Error: The commit would bring errors into the plans.\n"
            "    → Mend them and stage the files again with git add.\n"
        )
        assert commit(past.root)[0] == 1
    else:
        assert run.all == (0, "", "")
        assert commit(past.root) == (0, "")


def test_what_is_committed_past_the_index_is_checked(past: Past) -> None:
    inside(past.root, "hooks", "install")
    past.change(FORMS, "status: 着手中", "status: なぞ")
    assert commit(past.root, "--all")[0] == 1
    assert commit(past.root, "--only", FORMS)[0] == 1
    past.change(FORMS, "status: なぞ", "status: 運用中")
    assert commit(past.root, "--only", FORMS) == (0, "")


def test_the_first_commit_is_checked(tmp_path: Path) -> None:
    past = begin(tmp_path / "city")
    inside(past.root, "hooks", "install")
    past.change(FORMS, "status: 着手中", "status: なぞ")
    git(past.root, "add", "--all")
    assert commit(past.root)[0] == 1
    past.change(FORMS, "status: なぞ", "status: 運用中")
    git(past.root, "add", "--all")
    assert commit(past.root) == (0, "")


def test_where_there_are_no_plans_no_commit_is_held_up(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    assert inside(tmp_path, "hooks", "pre-commit").all == (0, "", "")
    assert inside(tmp_path, "-C", "gone", "hooks", "pre-commit").all == (0, "", "")


FIELDS = """\
schema: 1
id: a
title: 題
departments: 市民課
departments: 情報課
status: 運用中
components[LINE導入].name: LINE導入
components[LINE導入].status: 運用中
withdrawn.at: R5
progress: 一
progress:
progress: 二
tasks[RFI].name: RFI
tasks[RFI].done: true
indicators[率].name: 率
indicators[率].actuals[R5].period: R5
indicators[率].actuals[R5].value: 44
note: ␛[31m
odd: 1.5
"""


def test_a_file_is_shown_as_fields_in_the_order_of_the_schema(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(
        'odd: 1.5\nnote: "\\u001b[31m"\n# 注\nid: a\nschema: 1\ntitle: 題\ndepartments: [市民課, 情報課]\n'
        "progress: |\n  一\n\n  二\nstatus: 運用中\nwithdrawn: {at: R5}\n"
        "components:\n  - status: 運用中\n    name: LINE導入\n"
        "tasks:\n  - name: RFI\n    done: true\n"
        "indicators:\n  - name: 率\n    actuals:\n      - {period: R5, value: 44}\n",
        encoding="utf-8",
    )
    assert inside(tmp_path, "hooks", "textconv", "--", "x.yaml").all == (0, FIELDS, "")


def test_a_plan_file_is_known_by_what_it_says(past: Past) -> None:
    (past.root / "copy").write_bytes((past.root / PLAN).read_bytes())
    run = inside(past.root, "hooks", "textconv", "--", "copy")
    assert "statuses[着手中].name: 着手中\n" in run.text


@pytest.mark.parametrize("raw", [b"a: [1\n", b"\xff\x00\x1b", b"", b"a: 1\x1b\n", b"<<<<<<< x\na: 1\n"])
def test_what_cannot_be_read_is_shown_as_it_is(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "x.yaml").write_bytes(raw)
    run = inside(tmp_path, "hooks", "textconv", "--", "x.yaml")
    assert (run.code, run.out, run.err) == (0, raw, b"")
