"""``dxplan demo``: the same sample everywhere, whole or not at all, whatever a person has configured."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.commands.running import Run, folder_state, inside
from tests.history import git

if TYPE_CHECKING:
    from pathlib import Path

TIP = "f388b06"
SNAPSHOTS = ("R4-H1", "R4", "R5-H1", "R5")
TRY = "Try there: dxplan status, dxplan diff R4-H1 R4, dxplan log, dxplan trend.\n"
MADE = f"Made the sample of an invented city in {{}}.\n{TRY}"
TAKEN = "Error: {} is there already and is not empty; nothing was made.\n    → Name a folder that is not there yet.\n"
NO_FOLDER = "Error: {} is there already and is no folder; nothing was made.\n    → Name a folder that is not there yet.\n"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a sample that the command has made, to be read only."""
    base = tmp_path_factory.mktemp("sample")
    assert inside(base, "demo", "asahino", "--lang", "en").all == (0, "", MADE.format("asahino"))
    return base / "asahino"


def _refs(folder: Path) -> str:
    return git(folder, "for-each-ref", "--format=%(refname) %(objectname)") + git(folder, "rev-parse", "HEAD")


def test_what_is_made(sample: Path) -> None:
    assert sorted(path.name for path in sample.iterdir()) == [
        ".git", ".gitattributes", ".gitignore", ".mailmap", "README.md", "plans", "schema",
    ]  # fmt: skip
    assert git(sample, "status", "--porcelain") == ""
    assert git(sample, "symbolic-ref", "HEAD") == "refs/heads/main\n"
    assert git(sample, "tag").split() == sorted(f"snapshot/asahino/{period}" for period in SNAPSHOTS)
    assert git(sample, "cat-file", "-t", "refs/tags/snapshot/asahino/R4-H1") == "tag\n"
    assert git(sample, "fsck", "--strict", "--no-progress") == ""
    assert git(sample, "rev-parse", "--short", "HEAD").strip() == TIP


@pytest.mark.parametrize("point", [*SNAPSHOTS, "2022-04-04"])
def test_every_snapshot_is_without_a_problem(sample: Path, point: str) -> None:
    run = inside(sample, "validate", "--at", point, "--strict")
    assert (run.code, run.told) == (0, "")
    assert run.text.endswith(" files, no problem.\n")


def test_the_commands_that_it_names_work_there(sample: Path) -> None:
    before = folder_state(sample)
    for command in ("status", "diff R4-H1 R4", "log", "trend"):
        run = inside(sample, *command.split(), "--lang", "en")
        assert (run.code, run.told) == (0, "")
        assert "(asahino)" in run.text or command == "log"
    assert folder_state(sample) == before


def test_snapshots_verify(sample: Path) -> None:
    if inside(sample, "snapshot", "--help").code != 0:
        pytest.skip("there is no dxplan snapshot yet")
    run = inside(sample, "snapshot", "verify")
    assert (run.code, run.told) == (0, "")


def test_in_japanese(tmp_path: Path) -> None:
    run = inside(tmp_path, "demo", "旭野 市", "--lang", "ja")
    assert run.all == (
        0,
        "",
        (
            "架空の市の見本を 旭野 市 に作りました。\n"
            "そこで試せます: dxplan status、dxplan diff R4-H1 R4、dxplan log、dxplan trend\n"
        ),
    )
    assert git(tmp_path / "旭野 市", "status", "--porcelain") == ""


def test_a_folder_that_is_new_empty_or_below_one_that_is_missing(tmp_path: Path, sample: Path) -> None:
    (tmp_path / "empty").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to("led-to")
    (tmp_path / "led-to").mkdir()
    number = (tmp_path / "empty").stat().st_ino
    for name in ("new", "empty", "a/b/c", "led-to/../up", "link"):
        assert inside(tmp_path, "demo", name).all == (0, "", MADE.format(name))
        assert _refs(tmp_path / name) == _refs(sample)
    # Whoever works in the folder already goes on working in it.
    assert (tmp_path / "empty").stat().st_ino == number
    (tmp_path / "here").mkdir()
    assert inside(tmp_path / "here", "demo", ".", "-q").all == (0, "", "")
    assert (tmp_path / "here" / "plans").is_dir()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "a", "empty", "here", "led-to", "link", "new", "up",
    ]  # fmt: skip


def test_a_folder_that_is_taken(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / ".hidden").touch()
    (tmp_path / "file").touch()
    (tmp_path / "nowhere").symlink_to("missing")
    before = folder_state(tmp_path)
    for name, told in (
        ("full", TAKEN.format(tmp_path / "full")),
        ("full/", TAKEN.format(tmp_path / "full")),
        (".", TAKEN.format(tmp_path)),
        ("file", NO_FOLDER.format("file")),
        ("file/below", NO_FOLDER.format(tmp_path / "file")),
        ("nowhere", NO_FOLDER.format("nowhere")),
    ):
        assert inside(tmp_path, "demo", name).all == (3, "", told)
    assert inside(tmp_path, "demo", "x" * 300).code == 3
    assert folder_state(tmp_path) == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "Error: DIR is missing.\n"),
        (("a", "b"), "Error: There is too much on the command line: b\n"),
        (("a", "--initiatives", "0"), "Error: --initiatives takes a whole number from 1 to 99990.\n"),
        (("a", "--commits", "1"), "Error: --commits takes a whole number from 2 to 1000000.\n"),
        (("a", "--commits", "many"), "Error: --commits takes a whole number from 2 on.\n"),
    ],
)
def test_a_command_line_that_is_wrong(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    hint = "    → dxplan --help shows the commands, dxplan COMMAND --help their options.\n"
    assert inside(tmp_path, "demo", *arguments).all == (2, "", told + hint)
    assert list(tmp_path.iterdir()) == []


def test_a_parent_that_may_not_be_written(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("who runs this may write everything")
    (tmp_path / "locked").mkdir(mode=0o555)
    run = inside(tmp_path, "demo", "locked/new")
    assert (run.code, run.text) == (3, "")
    assert "Permission denied" in run.told


def _configure(home: Path) -> None:
    """Set git up as oddly as a person may have it."""
    hooks = home / "hooks"
    hooks.mkdir()
    for name in ("post-checkout", "pre-commit", "commit-msg", "reference-transaction", "post-index-change"):
        (hooks / name).write_text("#!/bin/sh\nexit 1\n", encoding="ascii")
        (hooks / name).chmod(0o755)
    (home / "template" / "hooks").mkdir(parents=True)
    (home / "template" / "stray").touch()
    shutil.copy(hooks / "reference-transaction", home / "template" / "hooks")
    (home / ".gitconfig").write_text(
        "[core]\n\tautocrlf = true\n\teol = crlf\n\tsafecrlf = true\n\tfsmonitor = true\n\tquotePath = false\n"
        f"\thooksPath = {hooks}\n[commit]\n\tgpgSign = true\n[tag]\n\tgpgSign = true\n\tforceSignAnnotated = true\n"
        f"[init]\n\tdefaultBranch = trunk\n\ttemplateDir = {home / 'template'}\n\tdefaultObjectFormat = sha256\n"
        "[user]\n\tuseConfigOnly = true\n[gpg]\n\tprogram = /bin/false\n[i18n]\n\tcommitEncoding = Shift_JIS\n"
        "[fetch]\n\tfsckObjects = true\n[fastimport]\n\tunpackLimit = 0\n",
        encoding="utf-8",
    )


def test_an_odd_configuration_changes_nothing(
    tmp_path: Path, sample: Path, isolated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _configure(isolated)
    for name in list(os.environ):
        if name.startswith(("GIT_AUTHOR_", "GIT_COMMITTER_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_DEFAULT_HASH", "sha256")
    monkeypatch.setenv("TZ", "America/New_York")
    monkeypatch.setenv("LC_ALL", "C")
    assert inside(tmp_path, "demo", "odd").all == (0, "", MADE.format("odd"))
    assert _refs(tmp_path / "odd") == _refs(sample)
    assert not (tmp_path / "odd" / ".git" / "stray").exists()
    for path in sorted((sample / "plans").rglob("*.yaml")):
        assert (tmp_path / "odd" / path.relative_to(sample)).read_bytes() == path.read_bytes()
    assert subprocess.run(
        ["git", "-c", f"core.hooksPath={os.devnull}", "-c", "core.fsmonitor=false", "status", "--porcelain"],
        cwd=tmp_path / "odd",
        capture_output=True,
        check=True,
    ).stdout == b""  # fmt: skip


def test_the_variables_of_a_hook_are_of_another_repository(
    tmp_path: Path, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet", "--initial-branch=main")
    (other / "file").touch()
    git(other, "add", "--all")
    git(other, "commit", "--quiet", "-m", "Begin")
    before = folder_state(other)
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(other / ".git" / "objects"))
    assert inside(tmp_path, "demo", "made").all == (0, "", MADE.format("made"))
    assert os.environ["GIT_DIR"] == str(other / ".git")
    assert folder_state(other) == before
    assert _refs(tmp_path / "made") == _refs(sample)


def test_inside_another_repository(tmp_path: Path, sample: Path) -> None:
    git(tmp_path, "init", "--quiet")
    before = folder_state(tmp_path / ".git")
    assert inside(tmp_path, "demo", "made").code == 0
    assert folder_state(tmp_path / ".git") == before
    assert _refs(tmp_path / "made") == _refs(sample)


def _git_that(tmp_path: Path, script: str) -> str:
    """Make a git that runs a script, and return the folder in which it stands."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "git").write_text(script, encoding="utf-8")
    (folder / "git").chmod(0o755)
    return str(folder)


def _nothing_left(place: Path, run: Run) -> None:
    assert (run.code, run.text) == (3, "")
    assert sorted(path.name for path in place.iterdir()) == ["empty"]
    assert list((place / "empty").iterdir()) == []


@pytest.mark.parametrize("name", ["new", "a/b/c", "empty"])
def test_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    place = tmp_path / "place"
    (place / "empty").mkdir(parents=True)
    monkeypatch.setenv("PATH", str(tmp_path))
    run = inside(place, "demo", name)
    _nothing_left(place, run)
    assert run.told.startswith("Error: The repository could not be made: git is not installed.\n")


@pytest.mark.parametrize("fails", ["init", "fast-import", "rev-parse", "read-tree"])
@pytest.mark.parametrize("name", ["a/b/c", "empty"])
def test_git_that_fails_halfway(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str, name: str
) -> None:
    place = tmp_path / "place"
    (place / "empty").mkdir(parents=True)
    real = shutil.which("git")
    script = f'#!/bin/sh\nfor word; do [ "$word" = {fails} ] && echo "fatal: no room" >&2 && exit 128; done\nexec {real} "$@"\n'
    monkeypatch.setenv("PATH", f"{_git_that(tmp_path, script)}{os.pathsep}{os.environ['PATH']}")
    run = inside(place, "demo", name)
    _nothing_left(place, run)
    assert run.told == "Error: The repository could not be made: git cannot read the history: no room\n"


def test_a_larger_one_to_measure_with(tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert inside(tmp_path, "demo", name, "--initiatives", "50", "--commits", "20").code == 0
    assert _refs(tmp_path / "one") == _refs(tmp_path / "two")
    assert git(tmp_path / "one", "rev-list", "--count", "HEAD").strip() == "20"
    assert len(list((tmp_path / "one" / "plans").glob("*/initiatives/*.yaml"))) == 50
    assert git(tmp_path / "one", "status", "--porcelain") == ""
    run = inside(tmp_path / "one", "validate", "--at", "HEAD")
    assert (run.code, run.told) == (0, "")


def test_help(tmp_path: Path) -> None:
    english, japanese = (inside(tmp_path, "demo", "--help", "--lang", language) for language in ("en", "ja"))
    assert english.text.startswith("Usage: dxplan demo [OPTIONS] DIR\n")
    assert "Make a sample plan repository with two years of history and snapshots." in english.text
    assert "The folder to make; it is not there yet, or empty." in english.text
    assert "--initiatives" in japanese.text
    assert english.text != japanese.text
