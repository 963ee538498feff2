"""The trail against the definition, on random histories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dxplan.analysis.places import leaves
from tests.analysis.histories import KEYS, Past, Tree, path_of
from tests.analysis.trail_oracle import Leaf, Oracle, text

if TYPE_CHECKING:
    from random import Random

    from dxplan.model.trail import CommitTrail

IDS = "abc"
STEMS = "wxyz"


def new_data(random: Random, identity: str) -> dict[str, Any]:
    """Return data of which half tells the initiative from all others, so that none is taken for another."""
    own = {key: f"{key} {identity}" for key in ("title", "summary", "progress")}
    return edited(random, {"id": identity, **own})


def edited(random: Random, data: dict[str, Any]) -> dict[str, Any]:
    """Return data of which something may have changed."""
    data = dict(data)
    key = random.choice(["status", "stage", "schedule"])
    if random.random() < 0.2:
        data.pop(key, None)
    elif key != "schedule":
        data[key] = random.choice("123")
    else:
        entries = [dict(entry) for entry in data.get(key, ())]
        years = {entry["fiscal_year"]: entry for entry in entries}
        year = random.choice(["R4", "R5"])
        if year in years and random.random() < 0.4:
            del years[year]
        else:
            entry = years.setdefault(year, {"fiscal_year": year})
            entry[random.choice(["phase", "note"])] = random.choice("123")
        data.pop(key, None)
        if years:
            data[key] = list(years.values())
    return data


def by_id(tree: Tree) -> dict[str, tuple[str, Any]]:
    """Return paths and data by id."""
    return {data["id"]: (path, data) for path, data in tree.items()}


def changed(random: Random, tree: Tree) -> Tree:
    """Return a tree to which somebody did something."""
    tree = dict(tree)
    for _ in range(random.choice([1, 1, 2])):
        identity, path = random.choice(IDS), path_of(random.choice(STEMS))
        there = by_id(tree).get(identity)
        if there is None:
            if path not in tree:
                tree[path] = new_data(random, identity)
        elif random.random() < 0.2:
            del tree[there[0]]
        elif random.random() < 0.2 and path not in tree:
            tree[path] = edited(random, tree.pop(there[0])) if random.random() < 0.5 else tree.pop(there[0])
        else:
            tree[there[0]] = edited(random, there[1])
    return tree


def merged(random: Random, trees: list[Tree]) -> Tree:
    """Return a tree that takes here from one parent, there from another, and does something of its own."""
    tree: Tree = {}
    for identity in IDS:
        found = [by_id(parent).get(identity) for parent in trees]
        chosen = random.choice(found)
        if chosen is None or chosen[0] in tree:
            continue
        path, data = chosen
        other = random.choice(found)
        if other is not None and random.random() < 0.4:
            keys = [key for key in dict.fromkeys([*data, *other[1]]) if random.choice([data, other[1]])]
            sides = {key: random.choice([data, other[1]]) for key in keys}
            data = {key: side[key] for key, side in sides.items() if key in side}
        tree[path] = edited(random, data) if random.random() < 0.15 else data
    return changed(random, tree) if random.random() < 0.15 else tree


def grown(random: Random) -> Past:
    """Return a history."""
    past = Past()
    past.root(changed(random, changed(random, {})))
    for _ in range(random.randint(2, 9)):
        names = [commit.id for commit in past.commits]
        if len(names) > 2 and random.random() < 0.4:
            parents = random.sample(names[-5:], random.choice([2, 2, 2, 3]))
            past.commit(merged(random, [past.trees[parent] for parent in parents]), *parents)
        else:
            parent = random.choice(names[-3:])
            past.commit(changed(random, past.trees[parent]), parent)
    return past


def found_leaves(trail: CommitTrail) -> list[Leaf]:
    """Return the changes of a trail, those of list entries taken apart."""
    found: list[Leaf] = []
    for entry in trail.entries:
        assert entry.id is not None
        if not entry.pointer:
            old, new = (None if value is None else text(value) for value in (entry.old, entry.new))
            found.append((entry.id, "", old, new))
            continue
        keys = KEYS["initiative"]
        for part in entry.pointer.split("/")[1:2]:
            keys = keys.at(part)
        ends = [_parts(value, entry.pointer, keys) for value in (entry.old, entry.new)]
        pointers = dict.fromkeys([*ends[0], *ends[1]])
        found += [(entry.id, p, ends[0].get(p), ends[1].get(p)) for p in pointers]
    return found


def _parts(value: Any, pointer: str, keys: Any) -> dict[str, Any]:
    return {} if value is None else dict(leaves(value, keys, pointer))


@given(st.randoms(use_true_random=False))
@settings(max_examples=300)
def test_histories_with_merges_are_credited_as_defined(random: Random) -> None:
    past = grown(random)
    oracle = Oracle(past)
    for commit, trail in past.trails().items():
        found = found_leaves(trail)
        assert len(found) == len(set(found))
        assert set(found) == oracle.changes(commit), commit
        assert not trail.troubles
        assert not [rename for rename in trail.renames if not rename.pointer]
