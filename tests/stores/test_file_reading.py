"""Reading files that may have been put there by anybody."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from dxplan.errors import DocumentError
from dxplan.model.message import Message, message
from dxplan.stores.file_reading import read_bytes
from dxplan.stores.source_text import MAX_BYTES

links_only = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / "a.yaml").write_bytes(b"a: 1\r\n")
    (tmp_path / "secret.yaml").write_bytes(b"secret: 1\n")
    return folder


def refusal(path: Path, root: Path) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read_bytes(path, root)
    return caught.value


def outside(target: Path) -> Message:
    return message("This path leads out of the plan's folder, to {target}.", target=str(target))


def test_a_file_is_read(root: Path) -> None:
    assert read_bytes(root / "a.yaml", root) == b"a: 1\r\n"


@links_only
def test_links_inside_are_followed(root: Path) -> None:
    (root / "folder").mkdir()
    (root / "folder" / "b.yaml").symlink_to("../a.yaml")
    (root / "other").symlink_to("folder")
    assert read_bytes(root / "other" / "b.yaml", root) == b"a: 1\r\n"


@links_only
def test_the_root_may_be_a_link(root: Path) -> None:
    link = root.parent / "link"
    link.symlink_to(root)
    assert read_bytes(link / "a.yaml", link) == b"a: 1\r\n"


@links_only
def test_a_link_to_a_file_outside_is_refused(root: Path) -> None:
    (root / "b.yaml").symlink_to("../secret.yaml")
    error = refusal(root / "b.yaml", root)
    assert (error.rule, error.message) == ("outside-link", outside(root.parent / "secret.yaml"))
    assert error.hint == message("Replace the link by a copy of the file.")


@links_only
def test_a_link_to_a_folder_outside_is_refused(root: Path) -> None:
    (root / "up").symlink_to("..")
    error = refusal(root / "up" / "secret.yaml", root)
    assert (error.rule, error.message) == ("outside-link", outside(root.parent / "secret.yaml"))


def test_a_path_outside_is_refused(root: Path) -> None:
    sibling = root.parent / "repository-2"
    sibling.mkdir()
    (sibling / "a.yaml").write_bytes(b"")
    assert refusal(sibling / "a.yaml", root).rule == "outside-link"
    assert refusal(root / ".." / "secret.yaml", root).rule == "outside-link"


@links_only
def test_a_circle_of_links_is_refused(root: Path) -> None:
    (root / "b.yaml").symlink_to("c.yaml")
    (root / "c.yaml").symlink_to("b.yaml")
    error = refusal(root / "b.yaml", root)
    assert error.rule == "unreadable"
    assert error.message.template == "The file cannot be read: {reason}."


def test_what_is_not_there(root: Path) -> None:
    error = refusal(root / "b.yaml", root)
    assert (error.rule, error.message) == ("unreadable", message("There is no such file."))


def test_a_folder_is_no_file(root: Path) -> None:
    (root / "b.yaml").mkdir()
    error = refusal(root / "b.yaml", root)
    assert (error.rule, error.message) == ("unreadable", message("This is a folder; a file was expected."))


@links_only
def test_pipes_sockets_and_devices_are_never_opened(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(root / "pipe.yaml")
    monkeypatch.chdir(root)  # the path of a socket may not be long
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.yaml")
    special = message("This is a device, a pipe or the like; a file was expected.")
    for name in ("pipe.yaml", "socket.yaml"):
        error = refusal(root / name, root)
        assert (error.rule, error.message) == ("unreadable", special)
    assert refusal(Path("/dev/zero"), Path("/dev")).message == special


@links_only
def test_a_pipe_that_takes_the_place_of_a_file_does_not_hang(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(root / "pipe.yaml")
    regular = os.lstat(root / "a.yaml")
    monkeypatch.setattr(os, "lstat", lambda _path, **_options: regular)
    error = refusal(root / "pipe.yaml", root)
    assert error.message == message("This is a device, a pipe or the like; a file was expected.")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_no_permission(root: Path) -> None:
    (root / "a.yaml").chmod(0)
    assert refusal(root / "a.yaml", root).message == message("You are not allowed to read this file.")


def test_permission_errors_are_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    error = refusal(root / "a.yaml", root)
    assert (error.rule, error.message) == ("unreadable", message("You are not allowed to read this file."))


def test_a_large_file_is_refused_before_reading(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (root / "b.yaml").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    monkeypatch.setattr(os, "read", None)
    assert refusal(root / "b.yaml", root).rule == "too-large"


def test_a_file_that_grows_is_cut_off(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def endless(_descriptor: int, count: int) -> bytes:
        asked.append(count)
        return b"a" * min(count, 400_000)

    monkeypatch.setattr(os, "read", endless)
    assert refusal(root / "a.yaml", root).rule == "too-large"
    assert asked == [MAX_BYTES + 1, MAX_BYTES + 1 - 400_000, MAX_BYTES + 1 - 800_000]


def test_a_file_of_the_greatest_size_is_read(root: Path) -> None:
    (root / "b.yaml").write_bytes(b"#" * MAX_BYTES)
    assert len(read_bytes(root / "b.yaml", root)) == MAX_BYTES
