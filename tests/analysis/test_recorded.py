"""The recorded trail of the present: kept in parts, found whole or not at all."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dxplan.analysis.recorded import recorded_at_head
from dxplan.analysis.titles import last_titles
from dxplan.analysis.trail_choice import Question, choose, named_ids
from dxplan.analysis.trail_keeping import Recorded, keep_trail, kept_trail
from dxplan.model.commit import Commit
from dxplan.model.trail import CommitTrail, TrailEntry
from dxplan.stores.cache import Cache
from dxplan.stores.schemas import list_keys
from tests.analysis.wild_histories import wild_past

if TYPE_CHECKING:
    from random import Random

_COMMITS = 450
TIP = "c" * 40


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return the root of a repository whose present commit is known without git."""
    root = tmp_path / "repository"
    (root / "plans").mkdir(parents=True)
    (root / ".git").mkdir()
    (root / ".git" / "HEAD").write_text(TIP, encoding="utf-8")
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


def test_a_trail_that_is_not_that_of_the_present_commit_is_not_kept(root: Path, tmp_path: Path) -> None:
    """Somebody commits while the history is read, before or after git looks."""
    cache = Cache(tmp_path / "cache.sqlite")
    recorded_at_head(root, cache, lambda: replace(_history(2), tip="d" * 40))

    def ask() -> Recorded:
        (root / ".git" / "HEAD").write_text("d" * 40, encoding="utf-8")
        return _history(2)

    recorded_at_head(root, cache, ask)
    (root / ".git" / "HEAD").write_text(TIP, encoding="utf-8")
    assert recorded_at_head(root, cache, lambda: _history(3)) == _history(3)


@given(st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_a_part_of_a_trail_tells_all_of_what_is_asked_for(random: Random) -> None:
    """Whoever asks for some initiatives gets the same answer from their parts as from the whole."""
    past = wild_past(random, merges=True)
    commits = tuple(past.commits)
    trails = tuple(past.trails().values())
    with TemporaryDirectory() as folder:
        cache = Cache(Path(folder) / "cache.sqlite")
        with patch("dxplan.analysis.trail_keeping._PART", 2):
            keep_trail(cache, b"key", Recorded("tip", "", commits, trails))
        assert kept_trail(cache, b"key") == Recorded("tip", "", commits, trails)
        for ids in (("a",), ("b", "c"), ("nobody",)):
            part = kept_trail(cache, b"key", ids)
            assert part is not None
            question = Question(ids=ids)
            found = choose(part.commits, part.trails, question, list_keys)
            assert found == choose(commits, trails, question, list_keys)
            told = {(entry.plan, entry.id) for entry in found.entries}
            titles = [last_titles(one) for one in (part.trails, trails)]
            assert [titles[0].get(name) for name in told] == [titles[1].get(name) for name in told]
            known = [
                {one for one in named_ids(commits, some, Question()) if one in ids}
                for some in (part.trails, trails)
            ]
            assert known[0] == known[1]


def test_a_part_leaves_out_what_has_nothing_to_do_with_it(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache.sqlite")
    commit = Commit("c", (), "2022-04-01T09:00:00+09:00", "", "", "")
    entries = tuple(TrailEntry("c", "p", f"{number:04}", "/title", None, "") for number in range(2000))
    keep_trail(cache, b"key", Recorded("c", "", (commit,), (CommitTrail("c", entries),)))
    part = kept_trail(cache, b"key", ["0007"])
    assert part is not None
    assert entries[7] in part.trails[0].entries
    assert len(part.trails[0].entries) < 600


def test_another_commit_has_another_trail(root: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache.sqlite")
    recorded_at_head(root, cache, lambda: _history(1))
    (root / ".git" / "HEAD").write_text("d" * 40, encoding="utf-8")
    assert recorded_at_head(root, cache, lambda: _history(2, "d" * 40)) == _history(2, "d" * 40)
