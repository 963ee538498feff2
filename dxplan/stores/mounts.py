"""Mounts: which git repository holds which plan, and where in it.

The repository's root may lie above the plan repository's (plans in a subfolder), be the same, be ``plans/`` itself, or
be the folder of a single plan.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from dxplan.stores.git import GitRepository
from dxplan.stores.layout import PLAN_FILE, PLANS_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEAD = "HEAD"


@dataclass(frozen=True)
class Mount:
    """A git repository and how its paths relate to those of the plan repository.

    A path of the plan repository that begins with ``cut`` has ``add`` in its place in git.
    """

    repository: GitRepository
    cut: str = ""
    add: str = ""

    def in_git(self, path: str) -> str:
        """Return a path of the plan repository as git knows it; what lies above the mount is the mount itself."""
        return self.add + ("" if self.cut.startswith(path) else path.removeprefix(self.cut))

    def in_plans(self, path: str) -> str | None:
        """Return a path of git as the plan repository knows it, None for what lies elsewhere."""
        if not path.startswith(self.add):
            return None
        return self.cut + path.removeprefix(self.add)


def mount_bare(repository: GitRepository) -> Mount:
    """Mount a repository without a working tree, where its present commit has plans: the nearest ``plans/`` to its root.

    Without such a folder its root is ``plans/`` itself, if plans stand there. Raises DxplanError.
    """
    names = repository.read("ls-tree", "-r", "-z", "--name-only", "--full-tree", _HEAD, codes=(0, 128))
    files = [PurePosixPath(os.fsdecode(name)) for name in names.split(b"\0") if name]
    roots = [file.parents[1] for file in files if file.name == PLAN_FILE and len(file.parts) > 1]
    found = [root for root in roots if root.name == PLANS_FOLDER]
    if found:
        nearest = min(found, key=lambda root: (len(root.parts), str(root)))
        return Mount(repository, cut=f"{PLANS_FOLDER}/", add=f"{nearest}/")
    return Mount(repository, cut=f"{PLANS_FOLDER}/" if PurePosixPath() in roots else "")


def is_bare(folder: Path) -> bool:
    """Tell by a look at the disk alone whether a folder lies in a repository without a working tree."""
    try:
        start = Path(os.path.realpath(folder))
    except OSError:
        return False  # the folder in which one works is gone
    return any(
        place.name != ".git"
        and (place / "HEAD").is_file()
        and (place / "objects").is_dir()
        and (place / "refs").is_dir()
        for place in (start, *start.parents)
    )


def find_mounts(root: Path, plans: Iterable[str]) -> dict[str | None, Mount]:
    """Return the mounts of a plan repository on the disk: of all plans (None), and of each that is a repository itself.

    What git does not know is left out. Raises DxplanError.
    """
    folder = root / PLANS_FOLDER
    found: dict[str | None, Mount | None] = {None: _mounted(folder, f"{PLANS_FOLDER}/")}
    for plan in plans:
        if os.path.lexists(folder / plan / ".git"):
            found[plan] = _mounted(folder / plan, f"{PLANS_FOLDER}/{plan}/")
    return {plan: mount for plan, mount in found.items() if mount is not None}


def _mounted(folder: Path, cut: str) -> Mount | None:
    """Mount the repository around a folder, whose links are followed as git does; ``cut`` is what the plans call it."""
    real = os.path.realpath(folder)
    repository = GitRepository.around(Path(real))
    if repository is None or repository.top is None:
        return None
    try:
        inside = os.path.relpath(real, os.path.realpath(repository.top))
    except ValueError:
        return None  # on Windows: its working tree is said to be on another drive
    return Mount(repository, cut, "" if inside == os.curdir else inside.replace(os.sep, "/") + "/")
