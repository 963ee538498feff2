"""What is staged: the plan files of git's index, which the next commit will have."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

from dxplan.stores.git import GitRepository
from dxplan.stores.layout import PLANS_FOLDER
from dxplan.stores.mounts import find_mounts
from dxplan.stores.revision import Revision

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dxplan.stores.mounts import Mount

_MERGED = b"0"


class Staged(Revision):
    """The files of plans in the index; paths are relative to the root of the plan repository, with ``/``."""

    def __init__(self, mount: Mount, shown: str) -> None:
        """Use the index that git is about to commit."""
        super().__init__(mount, "", shown)

    @cached_property
    def _entries(self) -> dict[str, tuple[str, str]]:
        where = self.mount.in_git(PLANS_FOLDER + "/").rstrip("/")
        output = self.mount.repository.read("ls-files", "--stage", "-z", "--", *([where] if where else []))
        entries = {}
        for line in output.split(b"\0"):
            mode, _, rest = line.partition(b" ")
            head, _, path = rest.partition(b"\t")
            blob, _, stage = head.partition(b" ")
            name = self.mount.in_plans(os.fsdecode(path)) if stage == _MERGED else None
            if name is not None:
                entries[name] = (mode.decode(), blob.decode())
        return entries


def mount_worked_in(root: Path, plans: Sequence[str], folder: Path) -> Mount | None:
    """Return the mount of a plan repository whose git repository is the one around a folder; raises DxplanError."""
    here = GitRepository.around(folder)
    if here is None:
        return None
    found = find_mounts(root, plans).values()
    real = os.path.realpath(here.folder)
    return next((mount for mount in found if os.path.realpath(mount.repository.folder) == real), None)


def staged_paths(mount: Mount) -> set[str]:
    """Return the paths of the plan repository that the next commit changes; raises DxplanError."""
    changed = ("diff", "--cached", "--name-only", "-z", "--no-renames", "--no-relative", "--no-ext-diff")
    output = mount.repository.read(*changed, "--ignore-submodules=all")
    paths = (mount.in_plans(os.fsdecode(path)) for path in output.split(b"\0") if path)
    return {path for path in paths if path is not None}


def head_of(mount: Mount) -> str | None:
    """Return the id of the present commit, None where there is none yet; raises DxplanError."""
    return mount.repository.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}") or None
