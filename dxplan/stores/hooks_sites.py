"""Where git's helpers of a plan repository belong: in which repositories, for which files, called from where."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dxplan.errors import DxplanError
from dxplan.model.message import message
from dxplan.stores.layout import FILE_ENDING, INITIATIVES_FOLDER, PLAN_FILE, PLANS_FOLDER
from dxplan.stores.mounts import find_mounts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.stores.git import GitRepository

# What means something in a pattern, or at its beginning.
_SIGNS = re.compile(r"([*?\[\]\\!#])")
_QUOTED = re.compile(r'[\s"]')


@dataclass(frozen=True)
class Site:
    """A git repository that holds plans.

    ``folder`` is where its ``.gitattributes`` stands, ``patterns`` say there which files are plans'; ``samples`` are
    such files as seen from the top, whether they are there or not. ``root`` is the way from the top of the repository to
    the root of the plan repository, with ``/``.
    """

    repository: GitRepository
    top: Path
    folder: Path
    patterns: tuple[str, ...]
    samples: tuple[str, ...]
    root: str


def find_sites(root: Path, plans: Sequence[str]) -> list[Site]:
    """Return the repositories of a plan repository, that of most plans first; raises DxplanError where there is none."""
    sites = []
    for plan, mount in find_mounts(root, plans).items():
        top = mount.repository.top
        if top is None:
            continue
        real_top, real_root = Path(os.path.realpath(top)), Path(os.path.realpath(root))
        place = real_root if real_root.is_relative_to(real_top) else real_top
        below = root / PLANS_FOLDER / plan if plan else root / PLANS_FOLDER
        way = Path(os.path.realpath(below)).relative_to(place).parts
        each = () if plan else ("*",)
        files = ((PLAN_FILE,), (INITIATIVES_FOLDER, f"*{FILE_ENDING}"))
        patterns = tuple(_pattern((*map(_escaped, way), *each, *names)) for names in files)
        seen = Path(os.path.realpath(below)).relative_to(real_top)
        names = [""] if plan else plans or ["plan"]
        samples = tuple(
            Path(seen, name, *(part.replace("*", "initiative") for part in file)).as_posix()
            for name in names
            for file in files
        )
        sites.append(Site(mount.repository, real_top, place, patterns, samples, _way(real_top, real_root)))
    if not sites:
        raise DxplanError(
            message("{folder} is not in a git repository.", folder=root.as_posix()),
            message("Make it one with git init, or go to the one that holds your plans."),
        )
    return sites


def _way(start: Path, end: Path) -> str:
    return os.path.relpath(end, start).replace(os.sep, "/")


def _escaped(name: str) -> str:
    return _SIGNS.sub(r"\\\1", name)


def _pattern(parts: Sequence[str]) -> str:
    pattern = "/" + "/".join(parts)
    if not _QUOTED.search(pattern):
        return pattern
    return (
        '"'
        + pattern.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\n", "\\n")
        + '"'
    )
