"""The recorded trail of the present: kept in parts, found whole or not at all."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from dxplan.analysis.recorded import recorded_at_head
from dxplan.analysis.trail_keeping import Recorded
from dxplan.model.commit import Commit
from dxplan.model.trail import CommitTrail, TrailEntry
from dxplan.stores.cache import Cache

if TYPE_CHECKING:
    from pathlib import Path

_COMMITS = 450


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return the root of a repository whose present commit is known without git."""
    root = tmp_path / "repository"
    (root / "plans").mkdir(parents=True)
    (root / ".git").mkdir()
    (root / ".git" / "HEAD").write_text("c" * 40)
    return root


def _history(count: int, tip: str = "c" * 40) -> Recorded:
    ids = [f"{number:040x}" for number in range(count)]
    return Recorded(
        tip,
        "2022-04-02T09:00:00+09:00",
        tuple(
            Commit(one, (), "2022-04-01T09:00:00+09:00", "松江 花子", "hanako@city.example", "改訂")
            for one in ids
        ),
        tuple(CommitTrail(one, (TrailEntry(one, "minato", "forms", "/title", None, one),)) for one in ids),
    )


def _never() -> Recorded:
    pytest.fail("git was asked although the cache knows the trail")


@pytest.mark.parametrize("count", [0, 1, 200, _COMMITS])
def test_a_trail_that_was_found_once_needs_no_git(root: Path, tmp_path: Path, count: int) -> None:
    cache = Cache(tmp_path / "cache.sqlite")
    found = recorded_at_head(root, cache, lambda: _history(count))
    assert recorded_at_head(root, cache, _never) == found == _history(count)


def test_a_trail_of_which_the_cache_lost_anything_is_found_again(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "cache.sqlite"
    recorded_at_head(root, Cache(file), lambda: _history(_COMMITS))
    with closing(sqlite3.connect(file)) as connection:
        keys = [key for (key,) in connection.execute("SELECT key FROM entries")]
    for key in keys:
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("DELETE FROM entries WHERE key = ?", (key,))
        asked: list[bool] = []

        def ask(asked: list[bool] = asked) -> Recorded:
            asked.append(True)
            return _history(_COMMITS)

        assert recorded_at_head(root, Cache(file), ask) == _history(_COMMITS)
        assert asked
    assert len(keys) > 1


def test_another_commit_has_another_trail(root: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache.sqlite")
    recorded_at_head(root, cache, lambda: _history(1))
    (root / ".git" / "HEAD").write_text("d" * 40)
    assert recorded_at_head(root, cache, lambda: _history(2, "d" * 40)) == _history(2, "d" * 40)
