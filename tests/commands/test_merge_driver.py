"""The merge driver as git runs it: merges, rebases, cherry-picks, reverts and stashes in real repositories."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.commands.running import inside
from tests.harness import run_dxplan
from tests.history import git

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "tests" / "examples" / "merges"
NAMES = sorted(path.name for path in EXAMPLES.iterdir())
MERGED = [name for name in NAMES if not name.startswith(("conflict", "unreadable"))]
PAGE = ROOT / "docs" / "merging.md"
FORMS = "plans/minato/initiatives/online-forms.yaml"
_LABEL = re.compile(r"^(<{7}|>{7}) .*$", re.MULTILINE)


def place(name: str) -> str:
    """Return where the file of an example stands in a repository that has them all."""
    return f"plans/{name}/plan.yaml" if name.startswith("plan") else f"plans/{name}/initiatives/{name}.yaml"


def put(top: Path, side: str, names: Sequence[str]) -> None:
    """Write one side of examples and commit it."""
    for name in names:
        source = EXAMPLES / name / f"{side}.yaml"
        if source.exists():
            file = top / place(name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(source.read_bytes())
    git(top, "add", "--all")
    git(top, "-c", "core.hooksPath=/dev/null", "commit", "--quiet", "--message", side)


def repository(top: Path, names: Sequence[str]) -> Path:
    """Make a repository with the branches ``ours``, which is worked on, and ``theirs``, and set dxplan up in it."""
    (top / "plans").mkdir(parents=True)
    git(top, "init", "--quiet", "--initial-branch=ours")
    done = run_dxplan("hooks", "install", cwd=top)
    assert done.code == 0, done.err
    put(top, "base", names)
    git(top, "checkout", "--quiet", "-b", "theirs")
    put(top, "theirs", names)
    git(top, "checkout", "--quiet", "ours")
    put(top, "ours", names)
    return top


def tried(top: Path, *arguments: str) -> tuple[int, str]:
    """Run git as a person would, and return its exit code and all that it says."""
    done = subprocess.run(["git", *arguments], cwd=top, capture_output=True, check=False, encoding="utf-8")
    return done.returncode, done.stdout + done.stderr


def expected(name: str) -> str:
    """Return what an example's merge is to give; newer versions of git hand over other labels."""
    return (EXAMPLES / name / "expected.yaml").read_bytes().decode()


def result(top: Path, name: str) -> str:
    """Return the file of an example, its conflicts labelled as older versions of git have them."""
    text = (top / place(name)).read_bytes().decode()
    return _LABEL.sub(lambda found: f"{found[1]} {'ours' if found[1][0] == '<' else 'theirs'}", text)


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, str]:
    """Merge all examples at once; return the folder, git's exit code and what it says."""
    top = repository(tmp_path_factory.mktemp("merged") / "top", NAMES)
    return top, *tried(top, "merge", "--no-edit", "theirs")


@pytest.mark.parametrize("name", NAMES)
def test_git_merges_an_example(merged: tuple[Path, int, str], name: str) -> None:
    top, _, _ = merged
    assert result(top, name) == expected(name)


def test_git_knows_which_files_wait_for_a_person(merged: tuple[Path, int, str]) -> None:
    top, code, said = merged
    waiting = git(top, "diff", "--name-only", "--diff-filter=U").splitlines()
    stopped = [name for name in NAMES if "<<<<<<<" in expected(name)]
    assert (code, sorted(waiting)) == (1, sorted(map(place, stopped)))
    assert f"{place('conflict-status')}: conflict in Status: ours “運用中”, theirs “取り下げ”\n" in said
    assert f"{place('conflict-one-line-of-prose')}: conflict in Progress\n" in said
    unread = f"{place('unreadable-theirs')}: merged line by line. theirs:40:13 cannot be read: "
    assert f"{unread}The bracket [ that opens here is never closed.\n" in said


def test_there_are_thirty_scenarios_at_least() -> None:
    assert len(NAMES) >= 30


def line_by_line(name: str) -> bool:
    """Tell whether git's own merge gets through an example."""
    files = [EXAMPLES / name / f"{side}.yaml" for side in ("ours", "base", "theirs")]
    paths = [str(file) if file.exists() else "/dev/null" for file in files]
    done = subprocess.run(["git", "merge-file", "-p", "-q", *paths], capture_output=True, check=False)
    assert 0 <= done.returncode < 128
    return done.returncode == 0


def test_the_page_tells_how_often_either_merge_stops() -> None:
    stops = {name: (not line_by_line(name), "<<<<<<<" in expected(name)) for name in NAMES}
    words = {True: "stops", False: "goes through"}
    table = "".join(
        f"| {name} | {words[by_line]} | {words[ours]} |\n" for name, (by_line, ours) in stops.items()
    )
    by_line, ours = (sum(stop[side] for stop in stops.values()) for side in (0, 1))
    page = PAGE.read_text(encoding="utf-8")
    assert f"Of {len(NAMES)} scenarios git's own merge stops on {by_line}, dxplan's on {ours}." in page
    assert table in page
    # Where dxplan's stops, git's does too: nobody is worse off.
    assert all(by_line for by_line, ours in stops.values() if ours)


SOME = ["comment-beside-change", "entry-renamed-and-changed", "plan-departments-added"]


def test_a_rebase_merges_by_field(tmp_path: Path) -> None:
    top = repository(tmp_path / "top", SOME)
    # In a rebase the sides change places: what is carried over is theirs.
    git(top, "checkout", "--quiet", "theirs")
    code, said = tried(top, "rebase", "ours")
    assert code == 0, said
    assert [result(top, name) for name in SOME] == [expected(name) for name in SOME]


def test_a_cherry_pick_merges_by_field(tmp_path: Path) -> None:
    top = repository(tmp_path / "top", SOME)
    code, said = tried(top, "cherry-pick", "theirs")
    assert code == 0, said
    assert [result(top, name) for name in SOME] == [expected(name) for name in SOME]


def test_a_stash_comes_back_by_field(tmp_path: Path) -> None:
    top = repository(tmp_path / "top", SOME)
    base = git(top, "merge-base", "ours", "theirs").strip()
    git(top, "checkout", "--quiet", base)
    git(top, "checkout", "theirs", "--", ".")
    git(top, "stash")
    git(top, "checkout", "--quiet", "ours")
    code, said = tried(top, "stash", "pop")
    assert code == 0, said
    assert [result(top, name) for name in SOME] == [expected(name) for name in SOME]


def test_a_revert_leaves_what_came_later(tmp_path: Path) -> None:
    top = repository(tmp_path / "top", ["adjacent-fields"])
    git(top, "merge", "--quiet", "--no-edit", "theirs")
    code, said = tried(top, "revert", "--no-edit", "ours^1")
    assert code == 0, said
    assert (top / place("adjacent-fields")).read_bytes() == (
        EXAMPLES / "adjacent-fields" / "theirs.yaml"
    ).read_bytes()


def test_a_rebase_stops_on_a_conflict_and_goes_on(tmp_path: Path) -> None:
    name = "conflict-status"
    top = repository(tmp_path / "top", [name])
    git(top, "config", "merge.conflictStyle", "diff3")
    code, said = tried(top, "-c", "core.hooksPath=/dev/null", "rebase", "theirs")
    assert (code, "conflict in Status" in said) == (1, True)
    text = result(top, name)
    assert "<<<<<<< ours\nstatus: 取り下げ\n|||||||" in text
    assert "\nstatus: 着手中\n=======\nstatus: 運用中\n>>>>>>> theirs\n" in text
    (top / place(name)).write_text(
        re.sub(r"<{7}[\s\S]*>{7} .*\n", "status: 運用中\n", text), encoding="utf-8"
    )
    git(top, "add", "--all")
    git(top, "-c", "core.hooksPath=/dev/null", "-c", "core.editor=true", "rebase", "--continue")
    assert "number: 3" in (top / place(name)).read_text(encoding="utf-8")


def test_in_a_conflict_git_shows_fields(tmp_path: Path) -> None:
    top = repository(tmp_path / "top", ["conflict-status"])
    tried(top, "merge", "theirs")
    shown = _LABEL.sub(r"\1 x", git(top, "diff").replace("++<", "<").replace("++>", ">"))
    assert "<<<<<<< x\n +status: 運用中\n++=======\n+ status: 取り下げ\n>>>>>>> x\n" in shown
    assert "components:" not in shown


def test_git_diff_and_git_log_show_fields(tmp_path: Path) -> None:
    top = repository(tmp_path / "top", ["entry-renamed-and-changed", "prose-different-lines"])
    for shown in (git(top, "diff", "ours~1", "ours"), git(top, "log", "-p", "-1")):
        assert "-components[LINE導入].name: LINE導入\n" in shown
        assert "+components[LINEの導入].name: LINEの導入\n" in shown
        assert "-progress: 四月に庁内で話し合った。\n+progress: 四月に庁内の三課で話し合った。\n" in shown
    assert re.search(r"^@@ .* @@ departments$", git(top, "diff", "ours~1", "ours"), re.MULTILINE)
    assert git(top, "notes", "--ref=textconv/dxplan", "list")
    assert run_dxplan("hooks", "uninstall", cwd=top).code == 0
    assert "-  - name: LINE導入\n" in git(top, "diff", "ours~1", "ours")
    assert git(top, "for-each-ref", "refs/notes") == ""


def test_without_dxplan_git_merges_line_by_line(tmp_path: Path) -> None:
    top = repository(tmp_path / "top", ["adjacent-fields", "prose-different-lines"])
    driver = git(top, "config", "merge.dxplan.driver").strip()
    python = re.search(r"if (\S+) -P", driver)
    assert python
    git(top, "config", "merge.dxplan.driver", driver.replace(python[1], "/nowhere/python"))
    command = ["git", "merge", "--no-edit", "theirs"]
    done = subprocess.run(command, cwd=top, capture_output=True, check=False, env=_without_dxplan())
    assert done.returncode == 1
    assert result(top, "prose-different-lines") == expected("prose-different-lines")
    assert "<<<<<<< " in result(top, "adjacent-fields")


@pytest.mark.parametrize("end", ["kill -9 $$", "kill -15 $$", "exit 1", "exit 2", "exit 70"])
def test_where_dxplan_breaks_off_no_side_is_taken_in_silence(tmp_path: Path, end: str) -> None:
    top = repository(tmp_path / "top", ["adjacent-fields", "prose-different-lines"])
    broken = tmp_path / "python"
    broken.write_text(f'#!/bin/sh\ncase "$2" in -c) exit 0;; esac\n{end}\n', encoding="utf-8")
    broken.chmod(0o755)
    driver = git(top, "config", "merge.dxplan.driver").strip()
    python = re.search(r"if (\S+) -P", driver)
    assert python
    git(top, "config", "merge.dxplan.driver", driver.replace(python[1], str(broken)))
    code, said = tried(top, "merge", "--no-edit", "theirs")
    assert code == 1
    assert (
        f"{place('adjacent-fields')}: dxplan did not merge this file, so git merges it line by line." in said
    )
    assert result(top, "prose-different-lines") == expected("prose-different-lines")
    text = result(top, "adjacent-fields")
    assert "<<<<<<< ours\ntitle: 申請のデジタル化\n" in text
    assert "pillar: 業務の効率化\n>>>>>>> theirs\n" in text


def test_a_variable_that_dxplan_does_not_take_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = repository(tmp_path / "top", ["adjacent-fields"])
    monkeypatch.setenv("DXPLAN_TODAY", "some day")
    code, said = tried(top, "merge", "--no-edit", "theirs")
    assert (code, "DXPLAN_TODAY" in said) == (1, True)
    assert "pillar: 業務の効率化\n>>>>>>> theirs\n" in result(top, "adjacent-fields")


def _without_dxplan() -> dict[str, str]:
    """Return an environment in whose path there is no dxplan."""
    import os  # noqa: PLC0415
    import shutil  # noqa: PLC0415

    there = [
        folder for folder in os.environ["PATH"].split(os.pathsep) if not shutil.which("dxplan", path=folder)
    ]
    return {**os.environ, "PATH": os.pathsep.join(there)}


def test_what_a_repository_brings_along_is_not_run(tmp_path: Path) -> None:
    top = repository(tmp_path / "top", ["adjacent-fields"])
    for name in ("dxplan.py", "typer.py"):
        (top / name).write_text("raise SystemExit(3)\n", encoding="utf-8")
    code, said = tried(top, "merge", "--no-edit", "theirs")
    assert code == 0, said
    assert result(top, "adjacent-fields") == expected("adjacent-fields")


@pytest.fixture
def sides(tmp_path: Path) -> Path:
    """Return a folder of a repository with the files ``base``, ``ours`` and ``theirs``, as git puts them down."""
    git(tmp_path, "init", "--quiet")
    for side in ("base", "ours", "theirs"):
        (tmp_path / side).write_bytes((EXAMPLES / "conflict-status" / f"{side}.yaml").read_bytes())
    return tmp_path


def test_a_conflict_is_told_and_ends_with_1(sides: Path) -> None:
    arguments = ("base", "ours", "theirs", "9", FORMS, "%S", "HEAD", "abc1234 (題)")
    assert inside(sides, "hooks", "merge", "--", *arguments).all == (
        1,
        "",
        f"{FORMS}: conflict in Status: ours “運用中”, theirs “取り下げ”\n",
    )
    text = (sides / "ours").read_text(encoding="utf-8")
    assert "<<<<<<<<< HEAD\nstatus: 運用中\n=========\nstatus: 取り下げ\n>>>>>>>>> abc1234 (題)\n" in text


def test_what_is_not_text_is_left_to_git_and_never_lost(sides: Path) -> None:
    (sides / "theirs").write_bytes("status: 運用中\n".encode("cp932"))
    run = inside(sides, "hooks", "merge", "--", "base", "ours", "theirs", "7", FORMS, "%S", "%X", "%Y")
    assert (run.code, run.out) == (1, b"")
    assert "merged line by line. theirs:1:9 cannot be read" in run.told
    assert (sides / "ours").read_bytes().startswith(b"<<<<<<< ours\n")
    assert b">>>>>>> theirs\n" in (sides / "ours").read_bytes()


def test_what_is_too_large_is_left_to_git(sides: Path) -> None:
    large = (sides / "ours").read_bytes() + b"# " + b"x" * (1 << 20) + b"\n"
    (sides / "ours").write_bytes(large)
    (sides / "theirs").write_bytes((sides / "base").read_bytes())
    run = inside(sides, "hooks", "merge", "--", "base", "ours", "theirs", "7", FORMS)
    assert (run.code, (sides / "ours").read_bytes() == large) == (0, True)
    assert "merged line by line. ours cannot be read" in run.told


def test_a_file_that_is_gone_is_told(sides: Path) -> None:
    run = inside(sides, "hooks", "merge", "--", "base", "nowhere", "theirs", "7", FORMS)
    assert run.code == 3
    assert "nowhere" in run.told


def test_git_tells_of_its_folders_in_variables(
    merged: tuple[Path, int, str], sides: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(sides / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(merged[0] / ".git" / "index"))
    assert inside(sides, "hooks", "merge", "--", "base", "ours", "theirs", "7", FORMS).code == 1
    assert b"<<<<<<< ours\nstatus" in (sides / "ours").read_bytes()
