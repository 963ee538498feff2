"""Histories in memory: commits and blobs made of whole trees."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import msgspec

from dxplan.analysis.trail import trails
from dxplan.model.commit import Commit, FileChange
from dxplan.model.content import Content, Trouble
from dxplan.model.message import message
from dxplan.stores.schemas import list_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dxplan.model.trail import CommitTrail

KEYS = {"plan": list_keys("plan"), "initiative": list_keys("initiative")}
Tree = dict[str, Any]
"""Data by path; a text instead of data is a file that cannot be read."""


def path_of(stem: str, plan: str = "p") -> str:
    """Return the path of an initiative."""
    return f"plans/{plan}/initiatives/{stem}.yaml"


class Past:
    """A history that grows."""

    def __init__(self) -> None:
        self.commits: list[Commit] = []
        self.trees: dict[str, Tree] = {}
        self.blobs: dict[str, Content] = {}
        self.asked: list[str] = []
        self.calls = 0

    def commit(self, tree: Tree, *parents: str, author: str = "松江 花子", date: str = "") -> str:
        """Add a commit with everything that there is after it; without parents it follows the one before."""
        name = hashlib.sha1(str(len(self.commits)).encode(), usedforsecurity=False).hexdigest()[:7]
        known = parents or tuple(commit.id for commit in self.commits[-1:])
        before = self.trees[known[0]] if known else {}
        changes = tuple(
            FileChange(path, self._blob(before.get(path)), self._blob(tree.get(path)))
            for path in sorted({*before, *tree})
            if self._blob(before.get(path)) != self._blob(tree.get(path))
        )
        when = date or f"2023-04-{len(self.commits) % 28 + 1:02}T09:00:00+09:00"
        self.commits.append(Commit(name, known, when, author, "a@city.example", "summary", changes))
        self.trees[name] = dict(tree)
        return name

    def root(self, tree: Tree) -> str:
        """Add a commit without parents."""
        name = self.commit(tree, self._nothing())
        self.commits[-1] = msgspec.structs.replace(self.commits[-1], parents=())
        return name

    def _nothing(self) -> str:
        self.trees.setdefault("", {})
        return ""

    def _blob(self, value: Any) -> str | None:
        if value is None:
            return None
        raw = msgspec.json.encode(value, order="deterministic")
        blob = hashlib.sha1(raw, usedforsecurity=False).hexdigest()
        if isinstance(value, str):
            self.blobs[blob] = Content(trouble=Trouble("yaml-syntax", message("broken")))
        else:
            self.blobs[blob] = Content(data=value)
        return blob

    def ask(self, blobs: Iterable[tuple[str, str]]) -> Mapping[str, Content]:
        """Return contents by blob."""
        wanted = dict(blobs)
        self.asked.extend(wanted)
        self.calls += 1
        return {blob: self.blobs[blob] for blob in wanted}

    def trails(
        self, known: Mapping[str, CommitTrail] | None = None, commits: Sequence[Commit] | None = None
    ) -> dict[str, CommitTrail]:
        """Return the trails by commit."""
        found = trails(self.commits if commits is None else commits, self.ask, KEYS, known)
        return {trail.commit: trail for trail in found}

    def entries(self, commit: str | None = None) -> list[tuple[str | None, str, Any, Any]]:
        """Return the entries of a commit, the last if none is named, as (id, pointer, old, new)."""
        trail = self.trails()[commit or self.commits[-1].id]
        return [(entry.id, entry.pointer, entry.old, entry.new) for entry in trail.entries]
