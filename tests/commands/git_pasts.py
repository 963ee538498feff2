"""Histories in memory, written as real commits: the data as YAML in whatever layout."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dxplan.stores.fast_import import NewCommit, Person, asked_ids, commit_stream
from tests.history import git

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from tests.analysis.histories import Past

PERSON = Person("松江 花子", "hanako@city.example")
PLAN_FILE = ("plans/p/plan.yaml", "schema: 1\ntitle: 計画\n".encode())


def written(past: Past, root: Path, random: Random) -> dict[str, str]:
    """Make a repository of a history that has one beginning, in which a plan's own file never changes.

    Returns the ids of its commits by their names there. Only that file stands in the working tree.
    """
    names = [commit.id for commit in past.commits]
    commits = []
    for place, commit in enumerate(past.commits):
        tree = past.trees[commit.id]
        before = past.trees[commit.parents[0]] if commit.parents else {}
        files = [(path, None) for path in sorted(before.keys() - tree.keys())]
        kept = {path for path in before.keys() & tree.keys() if before[path] == tree[path]}
        # Now and then somebody only saves a file.
        saved = {path for path in sorted(kept) if random.random() < 0.1}
        changed = [(path, yaml_text(random, tree[path])) for path in sorted(tree) if path not in kept - saved]
        if not place:
            changed.append(PLAN_FILE)
        parents = tuple(names.index(parent) for parent in commit.parents)
        when = 1_650_000_000 + random.randint(-3, 3) * 86_400 * place
        commits.append(NewCommit((*files, *changed), PERSON, when, PERSON, when, commit.id, parents))
    (root / PLAN_FILE[0]).parent.mkdir(parents=True)
    (root / PLAN_FILE[0]).write_bytes(PLAN_FILE[1])
    git(root, "init", "--quiet", "--initial-branch=main")
    stream = b"".join(commit_stream(commits, asked=range(len(commits))))
    output = git(root, "fast-import", "--quiet", "--date-format=raw", stdin=stream)
    return dict(zip(names, asked_ids(output.encode()), strict=True))


def yaml_text(random: Random, data: Any) -> bytes:
    """Return data as YAML with comments, line endings and an order of keys by chance; a text is what cannot be read."""
    if isinstance(data, str):
        return f"id: [  # {data}\n".encode()
    lines = list(_lines(random, data, ""))
    if random.random() < 0.3:
        lines.insert(random.randint(0, len(lines)), "# 確認済み")
    return (random.choice(["\n", "\r\n"]).join(lines) + "\n").encode()


def _lines(random: Random, data: dict[str, Any], indent: str) -> list[str]:
    lines: list[str] = []
    keys = list(data)
    random.shuffle(keys)
    for key in keys:
        value = data[key]
        if isinstance(value, list) and value and isinstance(value[0], dict):
            lines.append(f"{indent}{key}:")
            for entry in value:
                first, *rest = _lines(random, entry, indent + "    ")
                lines += [f"{indent}  - {first.strip()}", *rest]
        else:
            lines.append(f"{indent}{key}: {json.dumps(value, ensure_ascii=False)}")
    return lines
