"""Branches: the files of one folder at the tips of all branches, local and remote, with a handful of git processes.

Nothing is fetched: remote branches are as the last ``git fetch`` has left them.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec import Struct

from dxplan.errors import DxplanError
from dxplan.model.message import message
from dxplan.stores.git_trouble import DAMAGED
from dxplan.stores.refs import BRANCHES, REMOTES, Refs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dxplan.stores.git import GitRepository, Streams
    from dxplan.stores.mounts import Mount
    from dxplan.stores.refs import Ref

_FILE, _FOLDER = b"100", b"40000"
_HEAD = "/HEAD"
_BASE = "1"
# Where the main line is looked for, the first that is there.
_MAIN = ("refs/remotes/origin/HEAD", "refs/heads/main", "refs/heads/master", "refs/remotes/origin/main")

Entries = dict[bytes, tuple[bytes, str]]
"""What a folder holds in git: mode and id by name."""


class BranchFile(Struct, frozen=True):
    """One edition of a file, and the branches at whose tips it stands so, sorted; none for what is staged."""

    path: str
    blob: str
    branches: tuple[str, ...] = ()


def branch_files(mount: Mount, refs: Refs, folder: str) -> list[BranchFile]:
    """Return the files of a folder of the plan repository at all tips; raises DxplanError."""
    tips = {ref.short: ref.commit for ref in _branches(refs) if ref.commit is not None}
    found: dict[tuple[str, str], list[str]] = {}
    for name, entries in _folders(mount.repository, tips, mount.in_git(folder).split("/")):
        for file, (mode, blob) in entries.items():
            if mode.startswith(_FILE):
                found.setdefault((f"{folder}/{os.fsdecode(file)}", blob), []).append(name)
    return [BranchFile(path, blob, tuple(sorted(names))) for (path, blob), names in sorted(found.items())]


def staged_files(mount: Mount, folder: str) -> list[BranchFile]:
    """Return the files of a folder that git's index has, of an unfinished merge both sides; raises DxplanError."""
    output = mount.repository.read("ls-files", "--stage", "-z", "--", mount.in_git(folder))
    found = []
    for line in output.split(b"\0"):
        head, _, name = line.partition(b"\t")
        mode, *rest = head.split(b" ")
        path = mount.in_plans(os.fsdecode(name)) if mode.startswith(_FILE) else None
        if path is not None and rest[1].decode() != _BASE:
            found.append(BranchFile(path, rest[0].decode()))
    return found


def main_tip(refs: Refs) -> str | None:
    """Return the commit at the end of the main line, None where no branch has its name."""
    return next((ref.commit for name in _MAIN if (ref := refs.all.get(name)) and ref.commit), None)


def arrivals(mount: Mount, tip: str, folder: str) -> dict[str, int]:
    """Return when the files of a folder came into the line of first parents, as a count from its beginning.

    A file that was renamed came when it had its first name. Raises DxplanError.
    """
    options = (
        "--first-parent",
        "--diff-merges=first-parent",
        "--reverse",
        "--name-status",
        "-z",
        "--find-renames",
    )
    shape = ("--diff-filter=ADR", "--format=%x00", "--no-ext-diff", "--no-textconv", "--no-relative")
    output = mount.repository.read(
        "log", *options, *shape, "--end-of-options", tip, "--", mount.in_git(folder)
    )
    came: dict[str, int] = {}
    for count, kind, names in _changes(output):
        paths = [path for name in names if (path := mount.in_plans(os.fsdecode(name))) is not None]
        if kind.startswith(b"R") and len(paths) > 1:
            came[paths[1]] = came.pop(paths[0], count)
        elif kind == b"D" and paths:
            came.pop(paths[0], None)
        elif paths:
            came.setdefault(paths[0], count)
    return came


def fetched_day(repository: GitRepository, refs: Refs, timezone: str) -> date | None:
    """Return the day on which remote branches were last brought here, None where there are none or nobody knows."""
    remotes = [name for name in refs.all if name.startswith(REMOTES)]
    marks = [
        repository.folder / "FETCH_HEAD",
        *(repository.shared / name for name in remotes if name.endswith(_HEAD)),
    ]
    times = []
    for mark in marks if remotes else ():
        with suppress(OSError):
            times.append(mark.stat().st_mtime)
    return datetime.fromtimestamp(max(times), ZoneInfo(timezone)).date() if times else None


def _branches(refs: Refs) -> Iterator[Ref]:
    """Yield the branches, without the names by which a remote calls its main one."""
    for name, ref in refs.all.items():
        if name.startswith(BRANCHES) or (name.startswith(REMOTES) and not name.endswith(_HEAD)):
            yield ref


def _folders(
    repository: GitRepository, tips: Mapping[str, str], parts: Iterable[str]
) -> Iterator[tuple[str, Entries]]:
    """Yield what a folder holds, by branch; each tree on the way is read once, whichever branches have it."""
    if not tips:
        return
    places = {name: f"{commit}^{{tree}}" for name, commit in tips.items()}
    with repository.talk("cat-file", "--batch") as git:
        for part in parts:
            trees = _trees(git, places.values())
            places = {
                name: found[1]
                for name, tree in places.items()
                if (found := trees[tree].get(os.fsencode(part))) and found[0] == _FOLDER
            }
        trees = _trees(git, places.values())
    yield from ((name, trees[tree]) for name, tree in places.items())


def _trees(git: Streams, wanted: Iterable[str]) -> dict[str, Entries]:
    """Ask a running git for trees; one that it does not have is empty. Raises DxplanError where git has ended."""
    names = list(dict.fromkeys(wanted))
    git.ask("".join(f"{name}\n" for name in names).encode(), last=False)
    found: dict[str, Entries] = {}
    for name in names:
        head = git.stdout.readline().split()
        if head[1:] == [b"missing"]:
            found[name] = {}
            continue
        if len(head) < 3:  # noqa: PLR2004  (git has ended)
            raise DxplanError(message("The branches cannot be read from git."), DAMAGED)
        raw = git.stdout.read(int(head[2]) + 1)[:-1]
        found[name] = dict(_entries(raw, len(head[0]) // 2))
    return found


def _entries(raw: bytes, size: int) -> Iterator[tuple[bytes, tuple[bytes, str]]]:
    """Yield the entries of a tree object: mode, space, name, NUL, and an id of so many bytes."""
    place = 0
    while place < len(raw):
        mode, _, name = raw[place : raw.index(b"\0", place)].partition(b" ")
        place += len(mode) + len(name) + 2
        yield name, (mode, raw[place : place + size].hex())
        place += size


def _changes(output: bytes) -> Iterator[tuple[int, bytes, list[bytes]]]:
    """Yield the changes that git tells: the number of their commit, what happened, and one or two names."""
    words = iter(output.split(b"\0"))
    count = 0
    for word in words:
        if not word.strip():
            continue
        count += word.startswith(b"\n")
        kind = word.strip()
        yield count, kind, [next(words, b"") for _ in range(2 if kind.startswith(b"R") else 1)]
