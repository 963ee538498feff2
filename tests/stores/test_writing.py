"""Writing files: whole or not at all, and never over what somebody else has written."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from dxplan.errors import DocumentError, DxplanError
from dxplan.model.message import message
from dxplan.stores.writing import rewrite, write_file

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes, links and pipes")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    return folder


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_new_file_is_written(root: Path) -> None:
    write_file(root / "a.csv", b"1\r\n")
    assert (root / "a.csv").read_bytes() == b"1\r\n"
    assert names(root) == ["a.csv"]


@posix_only
def test_a_new_file_gets_the_usual_mode(root: Path) -> None:
    before = os.umask(0o027)
    try:
        write_file(root / "a.csv", b"")
    finally:
        os.umask(before)
    assert stat.S_IMODE((root / "a.csv").stat().st_mode) == 0o640


@posix_only
def test_a_replaced_file_keeps_its_mode(root: Path) -> None:
    file = root / "a.csv"
    file.write_bytes(b"old")
    file.chmod(0o664)
    write_file(file, b"new")
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o664


@posix_only
def test_a_link_stays_a_link(root: Path) -> None:
    (root / "real.csv").write_bytes(b"old")
    (root / "link.csv").symlink_to("real.csv")
    write_file(root / "link.csv", b"new")
    assert (root / "link.csv").is_symlink()
    assert (root / "real.csv").read_bytes() == b"new"


@posix_only
def test_a_pipe_is_written_to_and_not_replaced(root: Path) -> None:
    pipe = root / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        write_file(pipe, b"new")
        assert reader.communicate(timeout=10)[0] == b"new"
    assert pipe.is_fifo()


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="the streams have names as files")
def test_an_open_stream_keeps_what_is_there(root: Path) -> None:
    with (root / "log").open("w+b") as log:
        log.write(b"before ")
        log.flush()
        write_file(Path(f"/dev/fd/{log.fileno()}"), b"new")
        log.seek(0)
        assert log.read() == b"before new"


def test_a_relative_name_is_enough(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    write_file(Path("a.csv"), b"new")
    assert names(root) == ["a.csv"]


def test_a_long_name_is_written(root: Path) -> None:
    write_file(root / ("a" * 250), b"new")
    assert names(root) == ["a" * 250]


@pytest.mark.parametrize("name", ["no/a.csv", "folder"])
def test_what_cannot_be_written_is_told(root: Path, name: str) -> None:
    (root / "folder").mkdir()
    with pytest.raises(DxplanError) as caught:
        write_file(root / name, b"")
    assert caught.value.message.template == "{file} cannot be written: {reason}."
    assert dict(caught.value.message.values)["file"] == (root / name).as_posix()
    assert names(root) == ["folder"]


def test_a_write_protected_file_is_not_replaced(root: Path) -> None:
    file = root / "a.csv"
    file.write_bytes(b"old")
    file.chmod(0o444)
    with pytest.raises(DxplanError):
        write_file(file, b"new")
    assert file.read_bytes() == b"old"
    assert names(root) == ["a.csv"]


def test_a_full_disk_leaves_the_old_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    file = root / "a.yaml"
    file.write_bytes(b"old: 1\n")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DxplanError) as caught:
        write_file(file, b"new")
    assert dict(caught.value.message.values)["reason"] == "No space left on device"
    with pytest.raises(DxplanError) as caught:
        rewrite(file, root, "new: 1\n", b"old: 1\n")
    assert caught.value.message == message(
        "The file cannot be written: {reason}.", reason="No space left on device"
    )
    assert file.read_bytes() == b"old: 1\n"
    assert names(root) == ["a.yaml"]


def test_an_interruption_leaves_the_old_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_descriptor: int) -> None:
        raise KeyboardInterrupt

    file = root / "a.yaml"
    file.write_bytes(b"old: 1\n")
    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        rewrite(file, root, "new: 1\n", b"old: 1\n")
    assert file.read_bytes() == b"old: 1\n"
    assert names(root) == ["a.yaml"]


@pytest.mark.parametrize(
    ("read", "text", "after"),
    [
        (b"a: 1\n", "a: 2\n", b"a: 2\n"),
        (b"a: 1", "a: 2", b"a: 2"),
        (b"a: 1\r\n\r\nb: 1\r\n", "a: 2\n\nb: 1\n", b"a: 2\r\n\r\nb: 1\r\n"),
        (b"\xef\xbb\xbfa: 1\r\n", "a: 2\n", b"\xef\xbb\xbfa: 2\r\n"),
        (b"a: 1\r\nb: 1\nc: 1\r\nd: 1", "a: 1\nb: 2\nc: 1\nd: 2", b"a: 1\r\nb: 2\nc: 1\r\nd: 2"),
        (b"\xef\xbb\xbfa: 1\rb: 1\nc: 1\n", "a: 2\nb: 2\nc: 2\n", b"\xef\xbb\xbfa: 2\rb: 2\nc: 2\n"),
        (b"a: |\r\n  x\nb: 1\r\nc: 1\n", "a: 3\nb: 1\nc: 1\n", b"a: 3\r\nb: 1\r\nc: 1\n"),
        (b"a: 1\r\nb: 1\nc: 1\r\n", "a: |\n  x\n  y\nb: 1\nc: 1\n", b"a: |\r\n  x\r\n  y\r\nb: 1\nc: 1\r\n"),
    ],
)
def test_a_file_keeps_its_dress(root: Path, read: bytes, text: str, after: bytes) -> None:
    (root / "a.yaml").write_bytes(read)
    rewrite(root / "a.yaml", root, text, read)
    assert (root / "a.yaml").read_bytes() == after


@posix_only
def test_a_rewritten_file_keeps_its_mode(root: Path) -> None:
    file = root / "a.yaml"
    file.write_bytes(b"a: 1\n")
    file.chmod(0o660)
    rewrite(file, root, "a: 2\n", b"a: 1\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o660


def test_a_file_that_changed_meanwhile_is_left_alone(root: Path) -> None:
    (root / "a.yaml").write_bytes(b"theirs: 1\n")
    with pytest.raises(DxplanError) as caught:
        rewrite(root / "a.yaml", root, "ours: 1\n", b"a: 1\n")
    assert caught.value.message == message("Another program has changed the file meanwhile.")
    assert (root / "a.yaml").read_bytes() == b"theirs: 1\n"


def test_a_change_at_the_last_moment_is_seen(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = root / "a.yaml"
    file.write_bytes(b"a: 1\n")

    def change(_descriptor: int) -> None:
        file.write_bytes(b"theirs: 1\n")

    monkeypatch.setattr(os, "fsync", change)
    with pytest.raises(DxplanError) as caught:
        rewrite(file, root, "ours: 1\n", b"a: 1\n")
    assert caught.value.message == message("Another program has changed the file meanwhile.")
    assert file.read_bytes() == b"theirs: 1\n"
    assert names(root) == ["a.yaml"]


def test_a_file_that_is_gone_is_not_made_again(root: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        rewrite(root / "a.yaml", root, "a: 1\n", b"a: 1\n")
    assert caught.value.rule == "unreadable"
    assert names(root) == []


@posix_only
def test_nothing_outside_is_written(root: Path) -> None:
    outside = root.parent / "outside.yaml"
    outside.write_bytes(b"a: 1\n")
    (root / "a.yaml").symlink_to(outside)
    with pytest.raises(DocumentError) as caught:
        rewrite(root / "a.yaml", root, "a: 2\n", b"a: 1\n")
    assert caught.value.rule == "outside-link"
    assert outside.read_bytes() == b"a: 1\n"


@posix_only
def test_a_link_inside_stays_a_link(root: Path) -> None:
    (root / "real.yaml").write_bytes(b"a: 1\n")
    (root / "a.yaml").symlink_to("real.yaml")
    rewrite(root / "a.yaml", root, "a: 2\n", b"a: 1\n")
    assert (root / "a.yaml").is_symlink()
    assert (root / "real.yaml").read_bytes() == b"a: 2\n"


def test_a_write_protected_file_is_not_rewritten(root: Path) -> None:
    file = root / "a.yaml"
    file.write_bytes(b"a: 1\n")
    file.chmod(0o444)
    with pytest.raises(DxplanError) as caught:
        rewrite(file, root, "a: 2\n", b"a: 1\n")
    assert caught.value.message == message("The file is write-protected, or its folder is.")
    assert file.read_bytes() == b"a: 1\n"


@pytest.mark.parametrize(
    ("text", "rule"), [("a: \x00\n", "yaml-syntax"), ("#" * 1024 * 1024 + "\n", "too-large")]
)
def test_what_could_not_be_read_again_is_not_written(root: Path, text: str, rule: str) -> None:
    (root / "a.yaml").write_bytes(b"a: 1\n")
    with pytest.raises(DocumentError) as caught:
        rewrite(root / "a.yaml", root, text, b"a: 1\n")
    assert caught.value.rule == rule
    assert (root / "a.yaml").read_bytes() == b"a: 1\n"
