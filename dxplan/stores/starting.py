"""Placing the files of a new plan: in a folder that may not be there yet, beside what is there, whole or not at all."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.errors import DocumentError, DxplanError, NotFoundError
from dxplan.model.message import message
from dxplan.stores.changing import Draft, exclusive, write_drafts
from dxplan.stores.file_reading import read_bytes
from dxplan.stores.head import git_folder, is_under_git
from dxplan.stores.layout import PLANS_FOLDER
from dxplan.stores.worktree import WorkTree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Site(Struct, frozen=True):
    """Where a plan is to begin: ``plans`` are those that stand there, ``folders`` all names in its ``plans/``."""

    root: Path
    plans: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()

    @property
    def is_under_git(self) -> bool:
        """Whether a git repository holds the folder."""
        return is_under_git(self.root)

    @property
    def is_top(self) -> bool:
        """Whether the folder is the top of its git repository, or of one that may be made."""
        return os.path.lexists(self.root / ".git") or not self.is_under_git


def find_site(folder: Path, *, named: bool) -> Site:
    """Return where a plan is to begin: the plan repository around a folder, else the folder itself.

    A folder that is ``named`` means itself, and need not be there yet. Raises DxplanError for what is no folder, and what
    ``WorkTree.plans`` raises.
    """
    here = Path(os.path.abspath(folder))  # noqa: PTH100  (links stay as they are written)
    if os.path.lexists(here) and not here.is_dir():
        raise DxplanError(
            message("{folder} is there already and is no folder; nothing was made.", folder=here.as_posix()),
            message("Name a folder that is not there yet."),
        )
    if not named:
        with suppress(NotFoundError):
            tree = WorkTree.around(here)
            if plans := tree.plans():
                return _site(tree.root, plans)
        if not here.is_dir():
            raise NotFoundError(message("There is no folder {folder}.", folder=here.as_posix()))
    return _site(here, WorkTree(here).plans() if (here / PLANS_FOLDER).is_dir() else [])


def compare(root: Path, files: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Return which of the files are there already: those that say the same, and those that say something else."""
    same: list[str] = []
    other: list[str] = []
    for path, text in files.items():
        if not os.path.lexists(root / path):
            continue
        try:
            there = read_bytes(root / path, root)
        except DocumentError:
            there = None
        # git may have checked a file out with the line endings of Windows.
        is_same = there is not None and there.replace(b"\r\n", b"\n") == text.encode("utf-8")
        (same if is_same else other).append(path)
    return same, other


def place(site: Site, files: Mapping[str, str]) -> None:
    """Write new files, with the folders in which they are to stand, or leave everything as it was; raises DxplanError."""
    drafts = [Draft(path, None, text) for path, text in files.items()]
    with _folders(site.root, files):
        if site.plans or git_folder(site.root):
            with exclusive(site.root):
                write_drafts(site.root, drafts)
        else:  # a lock would be a file that stays, in a folder where nobody else can be at work yet
            write_drafts(site.root, drafts)


@contextmanager
def _folders(root: Path, files: Mapping[str, str]) -> Iterator[None]:
    """Make the root; should what follows fail, take away every folder that was not there before."""
    places = {root, *root.parents}
    for path in files:
        places |= {root / above for above in Path(path).parents}
    new = sorted(
        (above for above in places if not os.path.lexists(above)),
        key=lambda path: len(path.parts),
        reverse=True,
    )
    try:
        try:
            root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror or str(error)
            raise DxplanError(
                message("{folder} cannot be written: {reason}.", folder=root.as_posix(), reason=reason)
            ) from None
        yield
    except BaseException:
        for folder in new:
            with suppress(OSError):  # what somebody else has put there stays
                folder.rmdir()
        raise


def _site(root: Path, plans: list[str]) -> Site:
    try:
        folders = sorted(entry.name for entry in os.scandir(root / PLANS_FOLDER))
    except OSError:
        folders = []
    return Site(root, tuple(plans), tuple(folders))
