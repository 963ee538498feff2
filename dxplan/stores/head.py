"""The present commit, read from the plain files in which git keeps it, to ask the cache before git is asked.

What is found here is only ever a key: where git keeps its refs in another way (a reftable, a chain of names), nothing is
found, and git is asked.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

_ID = re.compile(rb"[0-9a-f]{40}|[0-9a-f]{64}")
_REF = re.compile(rb"ref: (refs/[^\x00-\x20~^:?*\[\\]+)")
_LINK = b"gitdir: "


def head_marks(folder: Path) -> tuple[bytes, ...] | None:
    """Return what the history up to HEAD of the repository around a folder depends on, None where that is not plain.

    It is the commit's id, the way from the repository's top to the folder, the ``.mailmap`` of the working tree, and where
    the history of a shallow clone is cut off.
    """
    folder = Path(os.path.realpath(folder))
    found = _git_folder(folder)
    if found is None:
        return None
    top, git = found
    shared = _shared(git)
    commit = _commit(git, shared)
    if commit is None:
        return None
    inside = os.fsencode(folder.relative_to(top))
    return commit, inside, _bytes(top / ".mailmap") or b"", _bytes(shared / "shallow") or b""


def git_folder(folder: Path) -> Path | None:
    """Return where git keeps what belongs to the working tree around a folder, None outside of one."""
    found = _git_folder(Path(os.path.realpath(folder)))
    return found[1] if found else None


def top_folder(folder: Path) -> Path | None:
    """Return the top of the working tree around a folder, its links followed, None outside of one."""
    found = _git_folder(Path(os.path.realpath(folder)))
    return found[0] if found else None


def is_under_git(folder: Path) -> bool:
    """Tell by a look at the disk alone whether a folder lies in the working tree of a repository."""
    return _git_folder(Path(os.path.realpath(folder))) is not None


def may_have_snapshots(folder: Path) -> bool:
    """Tell whether the repository around a folder may have tags of snapshots, so that it is worth asking git."""
    found = _git_folder(Path(os.path.realpath(folder)))
    if found is None:
        return False
    shared = _shared(found[1])
    return (
        (shared / "refs" / "tags" / "snapshot").is_dir()
        or (shared / "reftable").is_dir()
        or b" refs/tags/snapshot/" in (_bytes(shared / "packed-refs") or b"")
    )


def _shared(git: Path) -> Path:
    """Return the folder that linked working trees share, which is all but HEAD."""
    common = _bytes(git / "commondir")
    return git / os.fsdecode(common.strip()) if common else git


def _git_folder(folder: Path) -> tuple[Path, Path] | None:
    """Return the top of the working tree around a folder and its git folder."""
    for top in (folder, *folder.parents):
        git = top / ".git"
        if git.is_dir():
            return top, git
        link = _bytes(git)
        if link is not None:
            return (
                (top, top / os.fsdecode(link.removeprefix(_LINK).strip())) if link.startswith(_LINK) else None
            )
    return None


def _commit(git: Path, shared: Path) -> bytes | None:
    head = (_bytes(git / "HEAD") or b"").strip()
    if _ID.fullmatch(head):
        return head
    name = _REF.fullmatch(head)
    if name is None or b".." in name[1]:
        return None
    loose = _bytes(shared / os.fsdecode(name[1]))
    if loose is not None:
        return loose.strip() if _ID.fullmatch(loose.strip()) else None
    for line in (_bytes(shared / "packed-refs") or b"").splitlines():
        commit, _, ref = line.partition(b" ")
        if ref == name[1] and _ID.fullmatch(commit):
            return commit
    return None


def _bytes(path: Path) -> bytes | None:
    """Return what a file holds, None where it is none."""
    try:
        return path.read_bytes()
    except OSError:
        return None
