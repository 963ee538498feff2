"""Histories of the sample turned into real repositories, and into folders for a check."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from dxplan.analysis.demo.history import EarlierSnapshot, snapshot_tags
from dxplan.stores.fast_import import asked_ids, commit_stream, tag_stream
from tests.harness import Repository

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from dxplan.analysis.demo.history import DemoHistory
    from dxplan.stores.fast_import import NewCommit


@dataclass(frozen=True)
class Made:
    """A repository that was made, with the commit ids of its snapshots."""

    repository: Repository
    snapshots: tuple[str, ...]

    @property
    def tip(self) -> str:
        """The id of the last commit."""
        return self.repository.git("rev-parse", "main").strip()


def make(folder: Path, history: DemoHistory) -> Made:
    """Make a repository of a history, without the files of its working tree."""
    subprocess.run(["git", "init", "--quiet", "--object-format=sha1", str(folder)], check=True)
    ids = asked_ids(fast_import(folder, commit_stream(history.commits, asked=history.places)))
    tags = snapshot_tags(history.snapshots, ids, plain_message)
    fast_import(folder, tag_stream(tags))
    return Made(Repository(folder), tuple(ids))


def fast_import(folder: Path, stream: Iterable[bytes]) -> bytes:
    """Run git fast-import in a folder and return what it writes to its standard output."""
    command = ["git", "fast-import", "--quiet"]
    return subprocess.run(
        command, cwd=folder, input=b"".join(stream), stdout=subprocess.PIPE, check=True
    ).stdout


def plain_message(
    plan: str, period: str, files: Mapping[str, bytes], earlier: Sequence[EarlierSnapshot]
) -> str:
    """Return a message that tells of everything that was handed in."""
    before = "".join(f"{each.period} {each.tag} {each.commit}\n" for each in earlier)
    return f"{plan} {period}\n\n{len(files)} files\n{before}"


def write_files(folder: Path, files: Iterable[tuple[str, bytes | None]]) -> None:
    """Write files below a folder; None takes one away."""
    repository = Repository(folder)
    for path, content in files:
        if content is None:
            (folder / path).unlink()
        else:
            repository.write(path, content)


def japanese_time(seconds: int) -> datetime:
    """Return a time of a commit as the clock in the city hall shows it."""
    return datetime.fromtimestamp(seconds, UTC) + timedelta(hours=9)


def trees(commits: Iterable[NewCommit]) -> list[dict[str, bytes]]:
    """Return all files at each commit."""
    states: list[dict[str, bytes]] = []
    for commit in commits:
        state = dict(states[commit.parents[0]]) if commit.parents else {}
        for path, content in commit.files:
            assert content is not None
            state[path] = content
        states.append(state)
    return states
