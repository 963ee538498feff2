"""Histories with everything that may happen to files: renames of folders and ids, doubles, files that cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.analysis.histories import Past, Tree, path_of

if TYPE_CHECKING:
    from random import Random

PLANS = ("p", "q")
STEMS = ("a", "b", "c")


def wild_past(random: Random, *, merges: bool, broken: bool = True, doubles: bool = True) -> Past:
    """Return a history; ``merges`` and the others say what may occur."""
    past = Past()
    past.root(_changed(random, {}, broken=broken, doubles=doubles))
    for _ in range(random.randint(2, 8)):
        names = [commit.id for commit in past.commits]
        if merges and len(names) > 2 and random.random() < 0.4:
            parents = random.sample(names[-5:], random.choice([2, 2, 3]))
            tree: Tree = {}
            for path in sorted({path for parent in parents for path in past.trees[parent]}):
                value = past.trees[random.choice(parents)].get(path)
                if value is not None:
                    tree[path] = value
            past.commit(
                _changed(random, tree, broken=broken, doubles=doubles) if random.random() < 0.2 else tree,
                *parents,
            )
        else:
            parent = random.choice(names[-3:]) if merges else names[-1]
            past.commit(_changed(random, past.trees[parent], broken=broken, doubles=doubles), parent)
    return past


def _changed(random: Random, tree: Tree, *, broken: bool, doubles: bool) -> Tree:
    tree = dict(tree)
    for _ in range(random.choice([1, 1, 2, 3])):
        _change(random, tree, broken=broken)
    return tree if doubles else _single(tree)


def _change(random: Random, tree: Tree, *, broken: bool) -> None:
    path = path_of(random.choice(STEMS), random.choice(PLANS))
    there = tree.get(path)
    what = random.random()
    if random.random() < 0.15:
        _rename_plan(tree, *random.sample(PLANS, 2))
    elif random.random() < 0.15:
        tree[f"plans/{random.choice(PLANS)}/plan.yaml"] = {"title": random.choice("12")}
    elif broken and what < 0.2:
        tree[path] = random.choice(["broken", "very broken"])
    elif not isinstance(there, dict):
        tree[path] = _data(random)
    elif what < 0.35:
        del tree[path]
    elif what < 0.55:
        other = path_of(random.choice(STEMS), path.split("/")[1])
        tree[other] = tree.pop(path)
    elif what < 0.7:
        tree[path] = there | {"id": random.choice(STEMS)}
    else:
        tree[path] = there | {random.choice(["status", "stage"]): random.choice("123")}


def _data(random: Random) -> dict[str, Any]:
    data: dict[str, Any] = {
        "title": random.choice(["one", "two"]),
        "status": random.choice("123"),
        "number": 1,
    }
    if random.random() < 0.5:
        data["id"] = random.choice(STEMS)
    if random.random() < 0.3:
        data["components"] = [{"name": random.choice(["LINE", "LINE導入"]), "status": random.choice("12")}]
    return data


def _rename_plan(tree: Tree, old: str, new: str) -> None:
    start = f"plans/{old}/"
    if not any(path.startswith(f"plans/{new}/") for path in tree):
        for path in [path for path in tree if path.startswith(start)]:
            tree[f"plans/{new}/{path.removeprefix(start)}"] = tree.pop(path)


def _single(tree: Tree) -> Tree:
    """Return a tree without files whose id another one of the plan bears already."""
    found: Tree = {}
    seen: set[tuple[str, str]] = set()
    for path, value in sorted(tree.items()):
        identity = value.get("id") if isinstance(value, dict) else None
        name = (path.split("/")[1], identity or path.split("/")[-1].removesuffix(".yaml"))
        if name not in seen:
            seen.add(name)
            found[path] = value
    return found
