"""Changing files of a plan repository: all of them or none, and never while another dxplan does the same."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.errors import DocumentError, DxplanError
from dxplan.model.message import message
from dxplan.stores.file_reading import real_path
from dxplan.stores.head import git_folder
from dxplan.stores.layout import PLANS_FOLDER
from dxplan.stores.writing import check_absent, check_unchanged, create, put_back, remove, rewrite

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_LOCK = "dxplan.lock"
# Seconds. Writing takes a moment; who waits longer waits for a person.
_PATIENCE = 10


class Draft(Struct, frozen=True):
    """What is to become of a file.

    ``path`` is relative to the root, with ``/``; ``before`` are the bytes that it was read as, None for a new file;
    ``text`` is what it shall say, None where it goes away.
    """

    path: str
    before: bytes | None
    text: str | None


@contextmanager
def exclusive(root: Path, patience: float = _PATIENCE) -> Iterator[None]:
    """Keep every other dxplan from writing to a plan repository meanwhile; raises DxplanError.

    The lock is the system's own and ends with the process, however that ends.
    """
    import filelock  # noqa: PLC0415  (only who writes needs it)

    lock = filelock.FileLock(_lock_file(root), timeout=patience)
    try:
        lock.acquire()
    except filelock.Timeout:
        raise DxplanError(
            message("Another dxplan is changing this plan repository."),
            message("Try again when it has finished."),
        ) from None
    except (OSError, NotImplementedError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DxplanError(
            message("{folder} cannot be written: {reason}.", folder=root.as_posix(), reason=reason)
        ) from None
    try:
        yield
    finally:
        lock.release()


def write_drafts(root: Path, drafts: Sequence[Draft]) -> None:
    """Write, make and remove files, or leave everything as it was.

    Raises DxplanError where a file has changed since it was read, where a new one is there already, where a path leads out
    of the repository, and where a file cannot be written.
    """
    done: list[Draft] = []
    for draft in drafts:
        _check(root, draft)
    try:
        for draft in drafts:
            _write(root, draft)
            done.append(draft)
    except BaseException:
        for draft in reversed(done):
            with suppress(OSError):
                put_back(root / draft.path, draft.before)
        raise


def _check(root: Path, draft: Draft) -> None:
    """Make sure that a file can become what it shall, before anything is written; raises DxplanError."""
    file = root / draft.path
    with not_written(draft.path):
        _check_inside(file.parent, root)
        if draft.before is None:
            check_absent(file)
        else:
            check_unchanged(file, root, draft.before)


def _write(root: Path, draft: Draft) -> None:
    file = root / draft.path
    with not_written(draft.path):
        if draft.before is None:
            create(file, draft.text or "")
        elif draft.text is None:
            remove(file, root, draft.before)
        else:
            rewrite(file, root, draft.text, draft.before)


@contextmanager
def not_written(path: str) -> Iterator[None]:
    """Name the file in what is told of why it could not be written."""
    try:
        yield
    except DxplanError as error:
        place = error.place(path) if isinstance(error, DocumentError) else path
        raise DxplanError(
            message("{place} was not written: {text}", place=place, text=error.message), error.hint
        ) from None


def _check_inside(folder: Path, root: Path) -> None:
    """Make sure that a folder, or the nearest one above it that is there, leads nowhere out of the repository."""
    while not os.path.lexists(folder):
        folder = folder.parent
    try:
        real_path(folder, root)
    except OSError as error:
        reason = error.strerror or str(error)
        raise DxplanError(message("The file cannot be written: {reason}.", reason=reason)) from None


def _lock_file(root: Path) -> Path:
    """Return the file whose lock stands for a plan repository: in git's folder, where nobody sees it, if there is one."""
    folder = git_folder(root)
    return folder / _LOCK if folder else root / PLANS_FOLDER / f".{_LOCK}"
