"""Trails that are known from before, and trails found from any side: always the same ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from dxplan.model.trail import CommitTrail
from tests.analysis.wild_histories import wild_past

if TYPE_CHECKING:
    from random import Random

    from dxplan.model.commit import Commit


def another_order(random: Random, commits: list[Commit]) -> list[Commit]:
    """Return commits in another order in which parents come first."""
    waiting = list(commits)
    found: list[Commit] = []
    while waiting:
        done = {commit.id for commit in found}
        ready = [commit for commit in waiting if done.issuperset(commit.parents)]
        found.append(random.choice(ready))
        waiting.remove(found[-1])
    return found


@given(st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_what_is_known_spares_reading_and_changes_nothing(random: Random) -> None:
    past = wild_past(random, merges=True)
    whole = past.trails()
    packed = {
        name: msgspec.msgpack.decode(msgspec.msgpack.encode(trail), type=CommitTrail)
        for name, trail in whole.items()
    }
    known = {name: trail for name, trail in packed.items() if random.random() < 0.6}
    assert past.trails(known) == whole
    past.asked.clear()
    assert past.trails(packed) == whole
    assert not past.asked


@given(st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_a_trail_does_not_hang_on_the_order_of_commits(random: Random) -> None:
    past = wild_past(random, merges=True)
    assert past.trails(commits=another_order(random, past.commits)) == past.trails()


@given(st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_a_trail_needs_nothing_but_the_ancestors(random: Random) -> None:
    past = wild_past(random, merges=True)
    tip = random.choice(past.commits)
    parents = {commit.id: commit.parents for commit in past.commits}
    ancestors, waiting = {tip.id}, [tip.id]
    while waiting:
        new = set(parents[waiting.pop()]) - ancestors
        ancestors |= new
        waiting += sorted(new)
    found = past.trails(commits=[commit for commit in past.commits if commit.id in ancestors])
    assert found == {name: trail for name, trail in past.trails().items() if name in ancestors}


@given(st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_every_file_that_cannot_be_read_is_told_once_along_a_line(random: Random) -> None:
    past = wild_past(random, merges=False)
    before: set[object] = set()
    for commit in past.commits:
        tree = past.trees[commit.id]
        changed = {change.path for change in commit.changes if change.new is not None}
        new = {path for path in changed if isinstance(tree[path], str) and tree[path] not in before}
        told = [trouble.path for trouble in past.trails()[commit.id].troubles]
        unreadable = [path for path in told if isinstance(tree[path], str)]
        assert set(unreadable) >= new
        assert len(unreadable) == len(set(unreadable))
        before = {value for value in tree.values() if isinstance(value, str)}
