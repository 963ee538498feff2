"""Reading never writes: not the tree, not the index, not a ref; and the cache is only a matter of time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dxplan.stores import cache as cache_module
from tests.commands.running import folder_state, inside

if TYPE_CHECKING:
    from tests.harness import Repository

READING = (
    ("status",), ("status", "-f", "json"), ("list",), ("list", "--overdue", "-f", "csv"), ("show", "online-forms"),
    ("validate",), ("validate", "--strict", "-f", "md"), ("schema",), ("schema", "--plan", "minato"), ("--help",),
    ("--version",), ("list", "--nonsense"), ("show", "nobody"),
)  # fmt: skip
FORMS = "plans/minato/initiatives/online-forms.yaml"
TITLES = ("list", "--columns", "title", "-f", "tsv")


@pytest.mark.parametrize("command", READING)
def test_the_tree_and_git_stay_as_they_are(repository: Repository, command: tuple[str, ...]) -> None:
    repository.commit()
    repository.write(FORMS, repository.read(FORMS) + "note: not committed\n")
    repository.write("plans/minato/initiatives/broken.yaml", "schema: [\n")
    before = folder_state(repository.root)
    inside(repository.root, *command)
    assert folder_state(repository.root) == before


@pytest.mark.parametrize("command", READING)
def test_a_read_only_repository_can_be_read(repository: Repository, command: tuple[str, ...]) -> None:
    """The user of these tests may write everything, so what is tried is that nobody looks for a way to."""
    expected = inside(repository.root, *command)
    for path in sorted([repository.root, *repository.root.rglob("*")], reverse=True):
        path.chmod(path.stat().st_mode & 0o555)
    assert inside(repository.root, *command).all == expected.all
    for path in sorted([repository.root, *repository.root.rglob("*")]):
        path.chmod(path.stat().st_mode | 0o200)


def test_without_a_cache_the_answers_are_the_same(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = [inside(repository.root, *command).all for command in READING]
    second = [inside(repository.root, *command).all for command in READING]
    monkeypatch.setenv("DXPLAN_CACHE", "off")
    assert [inside(repository.root, *command).all for command in READING] == first == second


def test_the_cache_is_outside_and_can_be_switched_off(
    repository: Repository, isolated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside(repository.root, "list")
    assert [path.name for path in (isolated / "cache").iterdir()] == ["dxplan.sqlite"]
    monkeypatch.setenv("DXPLAN_CACHE", "off")
    inside(repository.root, "list")
    assert not (repository.root / "off").exists()
    monkeypatch.delenv("DXPLAN_CACHE")
    inside(repository.root, "list")
    assert (isolated / ".cache" / "dxplan" / "dxplan.sqlite").is_file()


def _places(home: Path) -> dict[str, Path]:
    """Return folders in which no cache can be kept, made ready."""
    (home / "a-file").write_bytes(b"")
    (home / "a-folder" / "dxplan.sqlite").mkdir(parents=True)
    (home / "read-only").mkdir(mode=0o555)
    (home / "a-link").symlink_to(home / "nowhere" / "at" / "all")
    return {
        "a file": home / "a-file",
        "below a file": home / "a-file" / "below",
        "a folder in its place": home / "a-folder",
        "read-only": home / "read-only",
        "a link to nowhere": home / "a-link",
        "no place for a file": Path("/proc/self"),
        "a name that is too long": home / ("x" * 300),
        "a full device": Path("/dev/full"),
    }


@pytest.mark.parametrize(
    "place",
    ["a file", "below a file", "a folder in its place", "read-only", "a link to nowhere", "no place for a file",
     "a name that is too long", "a full device"],
)  # fmt: skip
def test_where_no_cache_can_be_kept(
    repository: Repository, isolated: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    expected = [inside(repository.root, *command).all for command in READING]
    monkeypatch.setenv("DXPLAN_CACHE", str(_places(isolated)[place]))
    for _ in range(2):
        assert [inside(repository.root, *command).all for command in READING] == expected


@pytest.mark.parametrize(
    "content", [b"", b"this is no database, but a text that is long enough to look at" * 100, b"\0" * 8192]
)
def test_a_cache_that_is_no_database_is_made_again(
    repository: Repository, isolated: Path, content: bytes
) -> None:
    expected = inside(repository.root, *TITLES).all
    file = isolated / "cache" / "dxplan.sqlite"
    file.write_bytes(content)
    assert inside(repository.root, *TITLES).all == expected
    assert inside(repository.root, *TITLES).all == expected
    assert file.read_bytes().startswith(b"SQLite format 3\0")


def test_no_byte_that_turns_in_the_cache_is_seen(repository: Repository, isolated: Path) -> None:
    expected = [inside(repository.root, *command).all for command in (TITLES, ("validate",))]
    file = isolated / "cache" / "dxplan.sqlite"
    whole = file.read_bytes()
    for place in range(0, len(whole), 97):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        assert [inside(repository.root, *command).all for command in (TITLES, ("validate",))] == expected
    for length in range(0, len(whole), 1021):
        file.write_bytes(whole[:length])
        assert inside(repository.root, *TITLES).all == expected[0]


def test_two_that_start_at_once_are_both_right(repository: Repository, isolated: Path) -> None:
    expected = inside(repository.root, "list", "-f", "json")
    for file in (isolated / "cache").iterdir():
        file.unlink()
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "dxplan", "list", "-f", "json"],
            cwd=repository.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    for process in runs:
        out, err = process.communicate(timeout=60)
        assert (process.returncode, out, err) == (0, expected.out, b"")
    assert inside(repository.root, "list", "-f", "json").all == expected.all


def test_an_edit_of_the_same_size_in_the_same_moment_is_seen(repository: Repository) -> None:
    file = repository.root / FORMS
    assert "申請のオンライン化" in inside(repository.root, *TITLES).text
    state = file.stat()
    repository.write(FORMS, repository.read(FORMS).replace("title: 申請の", "title: 届出の"))
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (state.st_size, state.st_mtime_ns)
    text = inside(repository.root, *TITLES).text
    assert "届出のオンライン化" in text
    assert "申請のオンライン化" not in text
    assert inside(repository.root, "validate").all == (0, "5 files, no problem.\n", "")


def test_an_edit_of_the_plan_is_seen_in_its_initiatives(repository: Repository) -> None:
    assert inside(repository.root, "validate").all == (0, "5 files, no problem.\n", "")
    plan = repository.read("plans/minato/plan.yaml")
    repository.write("plans/minato/plan.yaml", plan.replace("name: 広報", "name: 報道"))
    run = inside(repository.root, "validate")
    assert (run.code, run.text.splitlines()[0]) == (
        1,
        "plans/minato/initiatives/chat-window.yaml:5:11: error /category: “広報” is not a category of this plan. [unknown-name]",
    )


def test_the_cache_is_used(repository: Repository, isolated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = inside(repository.root, *TITLES).all

    def refuse(*_arguments: object) -> None:
        raise AssertionError("parsed again")

    monkeypatch.setattr("dxplan.stores.documents.parse_document", refuse)
    monkeypatch.setattr("tempfile.tempdir", str(isolated))
    assert inside(repository.root, *TITLES).all == expected
    # Another version of dxplan would make other values.
    monkeypatch.setattr(cache_module, "code_digest", lambda: b"another")
    monkeypatch.setattr("dxplan.stores.schemas.code_digest", lambda: b"another")
    assert inside(repository.root, *TITLES).code == 70
