"""Changing files: all or none, under a lock, and whole at every moment."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from dxplan.errors import DxplanError
from dxplan.model.message import message
from dxplan.stores import changing
from dxplan.stores.changing import Draft, exclusive, write_drafts

if TYPE_CHECKING:
    from pathlib import Path

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such links and signals")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    (folder / "plans" / "p").mkdir(parents=True)
    (folder / "plans" / "p" / "a.yaml").write_bytes(b"\xef\xbb\xbfa: 1\r\n")
    (folder / "plans" / "p" / "b.yaml").write_bytes(b"b: 1\n")
    return folder


def state(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file() and path.name != ".dxplan.lock")
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def test_files_are_written_made_and_removed(root: Path) -> None:
    write_drafts(
        root,
        [
            Draft("plans/p/a.yaml", b"\xef\xbb\xbfa: 1\r\n", "a: 2\n"),
            Draft("plans/p/b.yaml", b"b: 1\n", None),
            Draft("plans/q/new/c.yaml", None, "c: 3\n"),
        ],
    )
    assert state(root) == {"plans/p/a.yaml": b"\xef\xbb\xbfa: 2\r\n", "plans/q/new/c.yaml": b"c: 3\n"}


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (Draft("plans/p/b.yaml", b"b: 0\n", "b: 2\n"), "Another program has changed the file meanwhile."),
        (Draft("plans/p/b.yaml", b"b: 0\n", None), "Another program has changed the file meanwhile."),
        (Draft("plans/p/b.yaml", None, "b: 2\n"), "There is such a file already."),
        (Draft("plans/p/gone.yaml", b"", "b: 2\n"), "There is no such file."),
    ],
)
def test_one_that_cannot_be_written_keeps_all_from_being_written(root: Path, draft: Draft, said: str) -> None:
    before = state(root)
    with pytest.raises(DxplanError) as caught:
        write_drafts(root, [Draft("plans/p/a.yaml", before["plans/p/a.yaml"], "a: 2\n"), draft])
    assert str(dict(caught.value.message.values)["text"].template) == said  # type: ignore[union-attr]
    assert state(root) == before


@posix_only
def test_nothing_leaves_the_repository(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / "plans" / "q").symlink_to(outside)
    (root / "plans" / "p" / "c.yaml").symlink_to(outside / "c.yaml")
    for path in ("plans/q/new.yaml", "plans/q/deep/new.yaml", "../outside/new.yaml", "plans/p/c.yaml"):
        with pytest.raises(DxplanError):
            write_drafts(root, [Draft(path, None, "a: 2\n")])
    assert list(outside.iterdir()) == []


def test_what_was_written_is_put_back_where_the_next_fails(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(root)

    def full(*_: object) -> None:
        raise DxplanError(message("The disk is full."))

    monkeypatch.setattr(changing, "remove", full)
    with pytest.raises(DxplanError):
        write_drafts(
            root,
            [
                Draft("plans/p/a.yaml", before["plans/p/a.yaml"], "a: 2\n"),
                Draft("plans/p/new.yaml", None, "a: 2\n"),
                Draft("plans/p/b.yaml", b"b: 1\n", None),
            ],
        )
    assert state(root) == before


@pytest.mark.parametrize("kind", ["folder", "git"])
def test_a_second_one_is_kept_out(root: Path, kind: str) -> None:
    if kind == "git":
        subprocess.run(["git", "init", "--quiet", str(root)], check=True)
    program = (
        "import sys; from pathlib import Path; from dxplan.errors import DxplanError\n"
        "from dxplan.stores.changing import exclusive\n"
        "try:\n    with exclusive(Path(sys.argv[1]), 0): print('in')\n"
        "except DxplanError as error: print(error.message.template)"
    )
    command = [sys.executable, "-c", program, str(root)]
    with exclusive(root):
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
        assert done.stdout == "Another dxplan is changing this plan repository.\n"
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "in\n"
    if kind == "git":
        status = subprocess.run(
            ["git", "-C", str(root), "status", "--porcelain", "--", "*lock"],
            capture_output=True, encoding="utf-8", check=True,
        )  # fmt: skip
        assert status.stdout == ""


@posix_only
@pytest.mark.parametrize("moment", ["mkstemp", "fsync", "chmod", "replace", "unlink"])
def test_killed_at_any_moment_each_file_is_old_or_new(root: Path, moment: str) -> None:
    program = (
        "import os, signal, sys, tempfile; from pathlib import Path\n"
        "from dxplan.stores.changing import Draft, exclusive, write_drafts\n"
        "def die(*_, **__): os.kill(os.getpid(), signal.SIGKILL)\n"
        "where = {'mkstemp': tempfile, 'fsync': os, 'chmod': Path, 'replace': Path, 'unlink': Path}[sys.argv[2]]\n"
        "setattr(where, sys.argv[2], die)\n"
        "root = Path(sys.argv[1])\n"
        "with exclusive(root):\n"
        "    write_drafts(root, [Draft('plans/p/a.yaml', (root / 'plans/p/a.yaml').read_bytes(), 'a: 2\\n'),"
        " Draft('plans/p/b.yaml', b'b: 1\\n', None)])\n"
    )
    before = state(root)
    done = subprocess.run([sys.executable, "-c", program, str(root), moment], check=False)
    assert done.returncode == -signal.SIGKILL
    after = {path: data for path, data in state(root).items() if "/.dxplan-" not in path}
    assert after["plans/p/b.yaml"] == before["plans/p/b.yaml"]
    assert after["plans/p/a.yaml"] == (
        b"\xef\xbb\xbfa: 2\r\n" if moment == "unlink" else before["plans/p/a.yaml"]
    )
    with exclusive(root, 0):  # the lock has ended with the process
        pass
