"""Reading a file of the plan repository from the disk, with nothing taken on trust.

A repository may come from anybody: a link in it must not lead dxplan to files elsewhere, a named pipe must
not make it wait for ever, and a huge file must not fill the memory.
"""

from __future__ import annotations

import os
import stat
from functools import lru_cache
from typing import TYPE_CHECKING

from dxplan.errors import DocumentError
from dxplan.model.message import message
from dxplan.stores.source_text import MAX_BYTES, check_size

if TYPE_CHECKING:
    from pathlib import Path

# Windows knows O_BINARY, the others O_NOFOLLOW and O_NONBLOCK; without the last, opening a pipe would wait.
_FLAGS = os.O_RDONLY
for _name in ("O_BINARY", "O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY"):
    _FLAGS |= getattr(os, _name, 0)


def read_bytes(path: Path | str, root: Path | str) -> bytes:
    """Read a regular file below ``root``, at most 1 MiB.

    Raises DocumentError: ``outside-link`` when the path leads out of ``root``, ``unreadable`` for what is not
    there, not a file or not permitted, ``too-large``.
    """
    try:
        target = _followed(path, root)
        descriptor = os.open(target, _FLAGS)
    except OSError as error:
        raise _unreadable(error) from None
    try:
        return _read_open(descriptor)
    except OSError as error:
        raise _unreadable(error) from None
    finally:
        os.close(descriptor)


def _followed(path: Path | str, root: Path | str) -> str:
    """Return where a path leads, a regular file below ``root``."""
    plain = os.fspath(path)
    mode = os.lstat(plain).st_mode
    if stat.S_ISLNK(mode) or not is_inside(os.path.dirname(plain), os.fspath(root)):  # noqa: PTH120
        plain = real_path(path, root)
        mode = os.lstat(plain).st_mode
    _check_kind(mode)
    return plain


@lru_cache(
    maxsize=256
)  # a plan's files stand in one folder, and following its links takes longer than reading a file
def is_inside(folder: str, root: str) -> bool:
    """Tell whether a folder, its links followed, lies below another or is it; raises OSError for what is not there."""
    return _lies_below(os.path.realpath(folder, strict=True), os.path.realpath(root, strict=True))


def check_inside(folder: str, root: str) -> None:
    """Refuse a folder whose links lead out of another, with rule ``outside-link``; raises OSError for what is not there."""
    if not is_inside(folder, root):
        raise _outside(os.path.realpath(folder))


def _lies_below(target: str, base: str) -> bool:
    try:
        return os.path.commonpath([base, target]) == base
    except ValueError:  # on Windows: another drive
        return False


def _outside(target: str) -> DocumentError:
    return DocumentError(
        "outside-link",
        message("This path leads out of the plan's folder, to {target}.", target=target.replace(os.sep, "/")),
        message("Replace the link by a copy of the file."),
    )


def real_path(path: Path | str, root: Path | str) -> str:
    """Follow every link of ``path`` and make sure that the end still lies below ``root``.

    Raises DocumentError ``outside-link``, and OSError for what is not there.
    """
    target = os.path.realpath(path, strict=True)
    base = os.path.realpath(root, strict=True)
    if not _lies_below(target, base):
        raise _outside(target)
    return target


def _read_open(descriptor: int) -> bytes:
    # The file is looked at again through its descriptor: between the first look and the opening, somebody may
    # have put another one in its place.
    state = os.fstat(descriptor)
    _check_kind(state.st_mode)
    check_size(state.st_size)
    chunks = []
    remaining = MAX_BYTES + 1
    while remaining and (chunk := os.read(descriptor, remaining)):
        chunks.append(chunk)
        remaining -= len(chunk)
    raw = b"".join(chunks)
    check_size(len(raw))
    return raw


def _check_kind(mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    if stat.S_ISDIR(mode):
        raise DocumentError("unreadable", message("This is a folder; a file was expected."))
    raise DocumentError("unreadable", message("This is a device, a pipe or the like; a file was expected."))


def _unreadable(error: OSError) -> DocumentError:
    if isinstance(error, FileNotFoundError):
        return DocumentError("unreadable", message("There is no such file."))
    if isinstance(error, PermissionError):
        return DocumentError(
            "unreadable",
            message("You are not allowed to read this file."),
            message("Ask the person who looks after the shared folder for permission to read it."),
        )
    reason = error.strerror or ""
    return DocumentError("unreadable", message("The file cannot be read: {reason}.", reason=reason))
