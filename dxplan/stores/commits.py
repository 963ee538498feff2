"""Commits: the history of plan files in one run of git, and single commits by their names."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from dxplan.model.change import LastChange
from dxplan.model.commit import Commit, FileChange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dxplan.stores.git import GitRepository
    from dxplan.stores.mounts import Mount

_FIELDS = "%H%x00%P%x00%aI%x00%aN%x00%aE%x00%s"
_RAW = ":"
_NAMED = ("rev-parse", "--verify", "--quiet", "--end-of-options")
_FILE_MODES = {"100644", "100755", "100664"}
_SAME = (
    "--raw",
    "-z",
    "--no-abbrev",
    "--no-renames",
    "--no-relative",
    "--no-ext-diff",
    "--no-textconv",
    "--ignore-submodules=none",
    "--diff-merges=first-parent",
    f"-O{os.devnull}",
)
_COMPARE = ("diff-tree", "--stdin", "-r", "--root", *_SAME)
_LOG = (
    "log",
    "--topo-order",
    "--reverse",
    "--full-history",
    "--parents",
    *_SAME,
    "--encoding=UTF-8",
    f"--format={_FIELDS}",
)


def history(mount: Mount, tip: str, under: str) -> list[Commit]:
    """Return the commits up to ``tip`` that touched paths at or below ``under``, parents before children.

    Raises DxplanError.
    """
    path = mount.in_git(under).rstrip("/")
    output = mount.repository.read(*_LOG, "--end-of-options", tip, "--", *([path] if path else []))
    return list(_commits(mount, output.decode("utf-8", "surrogateescape")))


def changes_to(
    mount: Mount, commits: Iterable[Commit], paths: Iterable[str]
) -> dict[str, tuple[FileChange, ...]]:
    """Return what commits did to some files since the first of the parents that they come with, by commit.

    Raises DxplanError.
    """
    # The parents that ``history`` knows need not be those that git would compare with by itself.
    asked = "".join(" ".join((commit.id, *commit.parents[:1])) + "\n" for commit in commits)
    output = mount.repository.converse(asked.encode(), *_COMPARE, "--", *map(mount.in_git, paths))
    found: dict[str, tuple[FileChange, ...]] = {}
    commit = ""
    words = iter(output.decode("utf-8", "surrogateescape").split("\0"))
    for word in words:
        if not word.startswith(_RAW):
            commit = word
        elif (change := _change(mount, word, next(words))) is not None:
            found[commit] = (*found.get(commit, ()), change)
    return found


def _commits(mount: Mount, text: str) -> Iterator[Commit]:
    """Read what git writes: six fields, then pairs of a line of modes and ids and of a path, all divided by NUL."""
    words = text.split("\0")
    index, end = 0, len(words)
    while index + 6 <= end:
        head = words[index : index + 6]
        index += 6
        changes: list[FileChange] = []
        while index + 1 < end and words[index].lstrip("\n").startswith(_RAW):
            change = _change(mount, words[index].lstrip("\n"), words[index + 1])
            if change is not None:
                changes.append(change)
            index += 2
        if index < end and not words[index]:
            index += 1
        yield _commit(head, tuple(changes))


def _commit(fields: Sequence[str], changes: tuple[FileChange, ...]) -> Commit:
    commit, parents, date, author, email, summary = fields
    return Commit(
        commit.strip(),
        tuple(parents.split()),
        plain_offset(date),
        _plain(author),
        _plain(email),
        _plain(summary),
        changes,
    )


def plain_offset(moment: str) -> str:
    """Return a moment as every version of git writes it: newer ones write ``Z`` for UTC.

    One that a commit does not tell in a way that git can read is empty; older ones write what they were asked for instead.
    """
    if moment.startswith("%"):
        return ""
    return f"{moment[:-1]}+00:00" if moment.endswith("Z") else moment


def _plain(text: str) -> str:
    """Return a text in which bytes that are no UTF-8 have become marks: it is only read by people."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _change(mount: Mount, raw: str, path: str) -> FileChange | None:
    old_mode, new_mode, old, new, _ = raw[1:].split(" ")
    plain = mount.in_plans(path)
    # Once decoded, a name that is no text compares equal to that of the same file on the disk.
    if plain is None:
        return None
    was, now = (old if old_mode in _FILE_MODES else None), (new if new_mode in _FILE_MODES else None)
    return None if was == now else FileChange(plain, was, now)


def last_changes(mount: Mount, tip: str, path: str, count: int) -> list[LastChange]:
    """Return the newest commits up to ``tip`` that touched a file, newest first; raises DxplanError.

    The commits at which a shallow clone begins seem to bring every file, and are left out.
    """
    fields = "%H%x00%aI%x00%aN%x00%s"
    options = (f"--max-count={count}", "-z", f"--format={fields}", "--encoding=UTF-8", "--no-patch")
    output = mount.repository.read("log", *options, "--end-of-options", tip, "--", mount.in_git(path))
    words = output.decode("utf-8", "replace").split("\0")
    cut = {os.fsdecode(commit) for commit in mount.repository.cut}
    return [
        LastChange(
            commit=words[i], date=plain_offset(words[i + 1]), author=words[i + 2], summary=words[i + 3]
        )
        for i in range(0, len(words) - 3, 4)
        if words[i] not in cut
    ]


def commit_of(repository: GitRepository, name: str) -> tuple[str, str] | None:
    """Return id and committer's date of the commit that a name or an expression of git means, None where it means none."""
    # All behind ":/" is what git looks for.
    meant = name if name.startswith(":/") else f"{name}^{{commit}}"
    ids = repository.ask(*_NAMED, meant).split()
    # What git excludes (^HEAD) is no commit that is meant.
    return dated(repository, ids[0]) if len(ids) == 1 and ids[0].isalnum() else None


def stands_for(repository: GitRepository, name: str) -> bool:
    """Tell whether a name or an expression stands for anything in git, be it a commit, and be that there or not."""
    return bool(repository.ask(*_NAMED, name))


def beginning_with(repository: GitRepository, digits: str) -> list[str]:
    """Return the ids of all objects that begin with some digits, at least four."""
    return sorted(repository.ask("rev-parse", f"--disambiguate={digits}").split())


def dated(repository: GitRepository, commit: str) -> tuple[str, str] | None:
    """Return id and committer's date of a commit, None where the repository does not have it."""
    fields = repository.ask(
        "log", "-1", "--no-patch", "--format=%H%x00%cI", "--end-of-options", commit
    ).split("\0")
    return (fields[0], plain_offset(fields[1])) if len(fields) == 2 else None  # noqa: PLR2004


def first_day(repository: GitRepository, tip: str) -> str | None:
    """Return the committer's date of the oldest commit on the main line below ``tip``, None where there is none."""
    output = repository.read(
        "log", "--first-parent", "--max-parents=0", "--format=%cI", "--no-patch", "--end-of-options", tip
    )
    return plain_offset(output.decode("ascii").strip()) or None


def last_added(mount: Mount, tip: str, path: str) -> tuple[str, str] | None:
    """Return the newest commit on the main line up to ``tip`` that added a file, and its first parent.

    None where no commit did, or where it has no parent. Raises DxplanError.
    """
    options = (
        "--first-parent",
        "--diff-merges=first-parent",
        "--no-renames",
        "--no-ext-diff",
        "--no-textconv",
    )
    asked = ("--max-count=1", "--diff-filter=A", "--no-patch", "--format=%H %P")
    output = mount.repository.read("log", *options, *asked, "--end-of-options", tip, "--", mount.in_git(path))
    ids = output.decode("ascii").split()
    return (ids[0], ids[1]) if len(ids) > 1 else None


def main_line(mount: Mount, tip: str, *under: str) -> list[tuple[str, str]]:
    """Return id and committer's date of the commits that touched what lies below paths, newest first, by first parents.

    Raises DxplanError.
    """
    paths = [mount.in_git(path).rstrip("/") for path in under]
    options = ("--first-parent", "-z", "--format=%H%x00%cI", "--no-patch")
    output = mount.repository.read("log", *options, "--end-of-options", tip, "--", *filter(None, paths))
    words = output.decode("ascii", "replace").split("\0")
    return [(commit, plain_offset(date)) for commit, date in zip(words[0::2], words[1::2], strict=False)]


def last_until(repository: GitRepository, tip: str, timestamp: int) -> str | None:
    """Return the newest commit on the main line below ``tip`` that is not younger than a moment (seconds since 1970).

    The main line follows first parents: what was merged later was not yet part of the plan, whenever it was written.
    """
    if timestamp < 0:
        return None  # git knows no such time, and would take it for the far future
    # In this form git reads moments after 2038, too.
    until = f"--until=@{timestamp} +0000"
    output = repository.read("rev-list", "--first-parent", "--max-count=1", until, "--end-of-options", tip)
    return output.decode("ascii").strip() or None
