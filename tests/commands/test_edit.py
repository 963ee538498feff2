"""``dxplan edit``: a person's own editor, on a private copy; what has errors never becomes part of the plan."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.commands.answering import END, answering
from tests.commands.running import folder_state, inside
from tests.history import FOLDER, FORMS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.harness import Repository

WROTE = (0, f"{FORMS}\n", f"Wrote {FORMS}.\n")
REPLACE = "text = file.read_bytes(); file.write_bytes(text.replace({old!r}.encode(), {new!r}.encode()))"


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Return what makes a Python script the editor; ``file`` is what it edits, ``words`` what comes before."""

    def make(body: str, words: str = "") -> Path:
        script = tmp_path / "my editor" / "編集 ed.py"
        script.parent.mkdir(exist_ok=True)
        head = "import os, sys\nfrom pathlib import Path\n*words, name = sys.argv[1:]\nfile = Path(name)\n"
        script.write_text(f"#!{sys.executable}\n{head}{body}\n", encoding="utf-8")
        script.chmod(0o755)
        monkeypatch.setenv("EDITOR", f"'{script}' {words}" if words else str(script))
        return script

    monkeypatch.delenv("VISUAL", raising=False)
    return make


def replacing(old: str, new: str) -> str:
    """Return the body of an editor that replaces a text."""
    return REPLACE.format(old=old, new=new)


def copies(repository: Repository) -> list[Path]:
    """Return the copies that were left."""
    return list((repository.root / "plans/minato").glob(".dxplan-*/*.yaml"))


def test_what_is_edited_is_written(repository: Repository, editor: Callable[..., Path]) -> None:
    editor(replacing("status: 着手中", "status: 調査・研究中 # 済"))
    before = repository.read(FORMS)
    assert inside(repository.root, "edit", "online-forms").all == WROTE
    assert repository.read(FORMS) == before.replace("status: 着手中", "status: 調査・研究中 # 済")
    assert copies(repository) == []
    assert not list((repository.root / "plans/minato").glob(".dxplan*"))


def test_the_editor_gets_its_words_and_a_copy_beside_the_original(
    repository: Repository, editor: Callable[..., Path], tmp_path: Path
) -> None:
    editor(
        f"Path({str(tmp_path / 'seen')!r}).write_text('|'.join([*words, file.name, str(file.parent.parent)]))",
        '--wait "a b" $HOME',
    )
    run = inside(repository.root, "edit", "online-forms")
    assert run.all == (0, "", f"{FORMS}: nothing was changed.\n")
    folder = repository.root / "plans" / "minato"
    assert (tmp_path / "seen").read_text(encoding="utf-8") == f"--wait|a b|$HOME|online-forms.yaml|{folder}"


def test_git_does_not_see_the_copy(
    repository: Repository, editor: Callable[..., Path], tmp_path: Path
) -> None:
    repository.commit()
    editor(
        "import subprocess\n"
        f"said = subprocess.run(['git', '-C', {str(repository.root)!r}, 'status', '--porcelain'], capture_output=True).stdout\n"
        f"Path({str(tmp_path / 'seen')!r}).write_bytes(said)"
    )
    assert inside(repository.root, "edit", "online-forms").code == 0
    assert (tmp_path / "seen").read_bytes() == b""


def test_nothing_means_anything_to_a_shell(
    repository: Repository, editor: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    script = editor("pass")
    for command in (
        f"'{script}' ; touch planted",
        f"'{script}' $(touch planted) `touch planted` | touch planted",
    ):
        monkeypatch.setenv("EDITOR", command)
        assert inside(repository.root, "edit", "online-forms").code == 0
    monkeypatch.setenv("EDITOR", "true; touch planted")
    inside(repository.root, "edit", "online-forms")
    assert not list(repository.root.rglob("planted*"))


def test_an_editor_that_fails_changes_nothing(repository: Repository, editor: Callable[..., Path]) -> None:
    before = folder_state(repository.root / "plans/minato/initiatives")
    editor("sys.exit(1)")
    said = "The editor “編集 ed.py” ended with 1; nothing was written."
    assert inside(repository.root, "edit", "online-forms").all == (3, "", f"Error: {said}\n")
    assert copies(repository) == []
    editor("file.write_bytes(b'a'); sys.exit(1)")
    run = inside(repository.root, "edit", "online-forms")
    (kept,) = copies(repository)
    place = kept.relative_to(repository.root).as_posix()
    assert run.all == (3, "", f"Warning: What was edited is kept in {place}.\nError: {said}\n")
    assert folder_state(repository.root / "plans/minato/initiatives") == before


def test_an_editor_that_deletes_the_file_changes_nothing(
    repository: Repository, editor: Callable[..., Path]
) -> None:
    before = repository.read(FORMS)
    editor("file.unlink()")
    said = "The editor has left no file that could be read; nothing was written."
    assert inside(repository.root, "edit", "online-forms").all == (3, "", f"Error: {said}\n")
    assert repository.read(FORMS) == before


@pytest.mark.parametrize("dress", ["unix", "windows", "marked"])
def test_the_dress_of_the_file_stays(repository: Repository, editor: Callable[..., Path], dress: str) -> None:
    raw = repository.read(FORMS).encode()
    raw = raw.replace(b"\n", b"\r\n") if dress == "windows" else raw
    raw = b"\xef\xbb\xbf" + raw if dress == "marked" else raw
    repository.write(FORMS, raw)
    bodies = (
        "text = file.read_bytes().removeprefix(b'\\xef\\xbb\\xbf').replace(b'\\r\\n', b'\\n')\n",
        "text = text.replace('着手中'.encode(), '調査・研究中'.encode())\n" if dress else "",
        "file.write_bytes(b'\\xef\\xbb\\xbf' + text.replace(b'\\n', b'\\r\\n'))"
        if dress == "unix"
        else "file.write_bytes(text)",
    )
    editor("".join(bodies))
    assert inside(repository.root, "edit", "online-forms").all == WROTE
    assert (repository.root / FORMS).read_bytes() == raw.replace("着手中".encode(), "調査・研究中".encode())


def test_other_line_endings_alone_are_no_change(repository: Repository, editor: Callable[..., Path]) -> None:
    before = repository.read(FORMS)
    editor("file.write_bytes(file.read_bytes().replace(b'\\n', b'\\r\\n'))")
    run = inside(repository.root, "edit", "online-forms")
    assert run.all == (0, "", f"{FORMS}: nothing was changed.\n")
    assert repository.read(FORMS) == before


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (replacing("status: 着手中", "status: 着手"), "unknown-name"),
        (replacing("status: 着手中", "status: ["), "yaml-syntax"),
        (replacing("number: 1", "number: x"), "schema"),
        (replacing("id: online-forms", "id: forms"), "file-name"),
        ("file.write_bytes(file.read_bytes().decode().encode('cp932', 'replace'))", "encoding"),
    ],
)
def test_errors_refuse_and_the_draft_is_kept(
    repository: Repository, editor: Callable[..., Path], body: str, rule: str
) -> None:
    before = repository.read(FORMS)
    editor(body)
    run = inside(repository.root, "edit", "online-forms")
    (kept,) = copies(repository)
    assert run.code == 1
    assert f"[{rule}]" in run.text
    place = kept.relative_to(repository.root).as_posix()
    assert run.told == (
        f"Error: {FORMS} was not written: it has errors.\nWarning: What was edited is kept in {place}.\n"
    )
    assert repository.read(FORMS) == before


def test_warnings_are_told_and_written(repository: Repository, editor: Callable[..., Path]) -> None:
    editor(replacing("status: 着手中", "status: 運用中"))
    run = inside(repository.root, "edit", "online-forms")
    assert (run.code, run.told) == (0, f"Wrote {FORMS}.\n")
    assert "[start-future]" in run.text
    assert "status: 運用中" in repository.read(FORMS)


def test_errors_that_were_there_before_do_not_refuse(
    repository: Repository, editor: Callable[..., Path]
) -> None:
    repository.write(FORMS, repository.read(FORMS).replace("status: 着手中", "status: 着手"))
    editor(replacing("R7.1月～", "R7.2月～"))
    assert inside(repository.root, "edit", "online-forms").all == WROTE


def test_a_file_that_changed_meanwhile_is_not_overwritten(
    repository: Repository, editor: Callable[..., Path]
) -> None:
    original = str(repository.root / FORMS)
    editor(
        replacing("着手中", "運用中")
        + f"\nwith open({original!r}, 'ab') as other: other.write(b'note: x\\n')"
    )
    run = inside(repository.root, "edit", "online-forms")
    (kept,) = copies(repository)
    assert run.code == 3
    place = kept.relative_to(repository.root).as_posix()
    assert run.told.splitlines() == [
        f"Warning: What was edited is kept in {place}.",
        f"Error: {FORMS} was not written: Another program has changed the file meanwhile.",
        "    → Run the command again.",
    ]
    assert "運用中" in kept.read_text(encoding="utf-8")
    assert repository.read(FORMS).endswith("note: x\n")


def test_a_commit_names_the_fields(repository: Repository, editor: Callable[..., Path]) -> None:
    repository.commit()
    repository.write("staged.txt", "s")
    repository.git("add", "staged.txt")
    editor(replacing("status: 着手中", "status: 調査・研究中"))
    run = inside(repository.root, "edit", "online-forms", "--commit", "-m", "運用を始める")
    commit = repository.git("rev-parse", "HEAD").strip()
    assert run.all == (0, f"{FORMS}\n", f"Wrote {FORMS}.\nCommitted as {commit[:12]}.\n")
    said = repository.git("log", "-1", "--format=%B").splitlines()
    assert said[0] == "運用を始める"
    assert "着手中 → 調査・研究中" in said[2]
    assert repository.git("status", "--porcelain") == "A  staged.txt\n"


def test_a_commit_mixes_nothing(repository: Repository, editor: Callable[..., Path]) -> None:
    repository.commit()
    repository.write(FORMS, repository.read(FORMS) + "note: x\n")
    editor("sys.exit(9)")
    run = inside(repository.root, "edit", "online-forms", "--commit")
    assert (run.code, run.text) == (3, "")
    assert run.told.startswith(f"Error: Changes that are not committed yet stand in {FORMS}.\n")


def test_dry_run_opens_nothing(repository: Repository, editor: Callable[..., Path]) -> None:
    script = editor("sys.exit(9)")
    run = inside(repository.root, "edit", "online-forms", "--dry-run")
    assert run.all == (0, f"{FORMS}\n", f"It would be opened with: {script}\n")


def test_what_is_not_there_or_not_clear(cities: Repository, editor: Callable[..., Path]) -> None:
    editor("sys.exit(9)")
    assert inside(cities.root, "edit", "online-form").all == (
        3, "", "Error: There is no initiative “online-form”.\n    → Did you mean “online-forms”?\n",
    )  # fmt: skip
    assert inside(cities.root, "edit", "online-forms").code == 2
    assert (
        inside(cities.root, "edit", "online-forms", "-m", "x", "--plan", "kita").told
        == "Error: -m needs --commit.\n"
    )


def test_a_file_in_another_encoding_is_not_opened(
    repository: Repository, editor: Callable[..., Path]
) -> None:
    editor("sys.exit(9)")
    repository.write(FORMS, repository.read(FORMS).encode("cp932"))
    run = inside(repository.root, "edit", "online-forms")
    assert run.code == 3
    assert "Shift_JIS" in run.told


TOGGLE = """
count = file.with_name("count")
rounds = len(count.read_bytes()) if count.exists() else 0
count.write_bytes(b"x" * (rounds + 1))
old, new = [("着手中", "着手"), ("着手\\n", "調査・研究中\\n")][min(rounds, 1)]
file.write_bytes(file.read_bytes().replace(old.encode(), new.encode()))
"""


def test_in_a_terminal_one_can_go_back(repository: Repository, editor: Callable[..., Path]) -> None:
    editor(TOGGLE)
    before = repository.read(FORMS)
    run = answering(repository.root, [""], "edit", "online-forms")
    assert run.code == 0
    assert "[unknown-name]" in run.text
    assert "1. edit  go back to the editor\n  2. discard  throw the changes away\n" in run.text
    assert repository.read(FORMS) == before.replace("着手中", "調査・研究中")


def test_in_a_terminal_one_can_throw_away(repository: Repository, editor: Callable[..., Path]) -> None:
    editor(TOGGLE)
    before = repository.read(FORMS)
    run = answering(repository.root, ["2"], "edit", "online-forms")
    assert (run.code, "Nothing was written." in run.text) == (0, True)
    assert repository.read(FORMS) == before
    assert copies(repository) == []


def test_in_a_terminal_warnings_can_be_kept(repository: Repository, editor: Callable[..., Path]) -> None:
    editor(replacing("status: 着手中", "status: 運用中"))
    run = answering(repository.root, ["2"], "edit", "online-forms")
    assert run.code == 0
    assert "2. keep  write it as it is\n" in run.text
    assert "status: 運用中" in repository.read(FORMS)


def test_whoever_gives_up_keeps_the_draft(repository: Repository, editor: Callable[..., Path]) -> None:
    editor(TOGGLE)
    before = repository.read(FORMS)
    run = answering(repository.root, [], "edit", "online-forms", interrupt_at="Number [1]: ")
    assert run.code == 130
    assert len(copies(repository)) == 1
    assert repository.read(FORMS) == before
    assert FOLDER not in copies(repository)[0].as_posix()


@pytest.mark.parametrize("end", ["input", "interrupt"])
def test_whoever_leaves_at_the_question_is_told_what_is_kept(
    repository: Repository, editor: Callable[..., Path], end: str
) -> None:
    editor(replacing("status: 着手中", "status: 着手"))
    asked = "Number [1]: "
    run = (
        answering(repository.root, [END], "edit", "online-forms", "--color", "never")
        if end == "input"
        else answering(repository.root, [], "edit", "online-forms", "--color", "never", interrupt_at=asked)
    )
    (copy,) = copies(repository)
    kept = f"Warning: What was edited is kept in {copy.relative_to(repository.root).as_posix()}.\n"
    said = "Error: The input ended before an answer.\n    → Nothing was written.\n"
    told = (2, f"\n{kept}{said}") if end == "input" else (130, f"\n{kept}")
    assert (run.code, run.text.partition(asked)[2]) == told


def test_a_time_that_cannot_be_read_is_told_without_a_question(
    repository: Repository, editor: Callable[..., Path]
) -> None:
    editor(replacing("R7.1月～", "R7.13月～"))
    run = answering(repository.root, [], "edit", "online-forms", "--color", "never")
    assert run.code == 0
    assert "time “R7.13月～” cannot be read" in run.text
    assert "operation_start: R7.13月～" in repository.read(FORMS)
