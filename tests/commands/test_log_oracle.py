"""``dxplan log`` on real repositories with random histories, against oracles that read every file at every commit."""

from __future__ import annotations

import json
import tempfile
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from dxplan.analysis.comparison import compare
from dxplan.model.trail import CommitTrail, TrailEntry
from tests.analysis.histories import KEYS, Past
from tests.analysis.test_trail_oracle import changed, found_leaves, grown
from tests.analysis.trail_oracle import Oracle
from tests.commands.git_pasts import written
from tests.commands.running import inside
from tests.history import git

EXAMPLES = settings(max_examples=12)
_FOLDER = "plans/p/initiatives"
_Document = dict[str, Any]


def _entries(root: Path, *arguments: str) -> list[TrailEntry]:
    """Return the entries of a log, without that of the plan's own file, which never changes."""
    run = inside(root, "log", *arguments, "-f", "json")
    assert run.code in {0, 1}, run.all
    keys = ("commit", "plan", "id", "pointer", "from", "to")
    entries = [TrailEntry(*(entry[key] for key in keys)) for entry in json.loads(run.text)["entries"]]
    return [entry for entry in entries if entry.id is not None]


def _told(root: Path, random: Random) -> list[TrailEntry]:
    """Return the whole log, which must be the same piece by piece, from the cache, and by ids."""
    commits = git(root, "rev-list", "--topo-order", "HEAD").split()
    point = random.choice(commits)
    before = _entries(root, "--at", point)
    whole = _entries(root)
    reached = set(git(root, "rev-list", point).split())
    assert sorted(before, key=_order) == sorted((e for e in whole if e.commit in reached), key=_order)
    assert _entries(root) == whole
    order = [entry.commit for entry in whole]
    assert sorted(order, key=commits.index) == order
    identity = random.choice([*dict.fromkeys(entry.id for entry in whole)])
    assert _entries(root, str(identity)) == [entry for entry in whole if entry.id == identity]
    return whole


@given(st.integers(0, 10**9).map(Random))
@EXAMPLES
def test_merges_are_credited_as_defined(random: Random) -> None:
    past = grown(random)
    oracle = Oracle(past)
    with tempfile.TemporaryDirectory() as folder:
        ids = written(past, Path(folder), random)
        told = _told(Path(folder), random)
        reached = set(git(Path(folder), "rev-list", "HEAD").split())
    for name, commit in ids.items():
        entries = tuple(entry for entry in told if entry.commit == commit)
        expected = oracle.changes(name) if commit in reached else set()
        assert set(found_leaves(CommitTrail(commit, entries))) == expected


def _line(random: Random) -> Past:
    """Return a history without branches, in which a file cannot be read now and then; none is moved in that moment."""
    past = Past()
    past.root(changed(random, {}))
    meant = past.trees[past.commits[-1].id]
    for _ in range(random.randint(4, 14)):
        before, meant = meant, changed(random, meant)
        shown = dict(meant)
        for path in sorted(before.keys() & meant.keys()):
            if before[path]["id"] == meant[path]["id"] and random.random() < 0.1:
                shown[path] = random.choice(["broken", "very broken"])
        past.commit(shown)
    return past


@given(st.integers(0, 10**9).map(Random))
@EXAMPLES
def test_neighbours_differ_by_what_is_told(random: Random) -> None:
    past = _line(random)
    with tempfile.TemporaryDirectory() as folder:
        written(past, Path(folder), random)
        told = _told(Path(folder), random)
        expected = list(_neighbours(Path(folder)))
    assert sorted(told, key=_order) == sorted(expected, key=_order)


def _order(entry: TrailEntry) -> tuple[str, str, str, str]:
    return entry.commit, entry.id or "", entry.pointer, repr(entry.old)


def _neighbours(root: Path) -> list[TrailEntry]:
    """Return the differences of all neighbours; what cannot be read stands for what its file said before."""
    found: list[TrailEntry] = []
    before: dict[str, _Document] = {}
    for commit in git(root, "rev-list", "--reverse", "HEAD").split():
        now = {}
        for path in git(root, "ls-tree", "-r", "--name-only", commit, "--", _FOLDER).splitlines():
            read = _parsed(git(root, "cat-file", "blob", f"{commit}:{path}"))
            document = before.get(path) if read is None else read
            if document is not None:
                now[path] = document
        old, new = ({data["id"]: data for data in files.values()} for files in (before, now))
        for identity in sorted(old.keys() | new.keys()):
            comparison = compare(old.get(identity), new.get(identity), KEYS["initiative"])
            found += (
                TrailEntry(commit, "p", identity, change.pointer, change.old, change.new)
                for change in comparison.fields
            )
        before = now
    return found


def _parsed(text: str) -> _Document | None:
    """Read a file through a loader that dxplan itself does not use for what is well formed."""
    try:
        data = YAML(typ="safe", pure=True).load(StringIO(text))
    except YAMLError:
        return None
    assert isinstance(data, dict)
    return data
