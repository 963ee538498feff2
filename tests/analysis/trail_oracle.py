"""The oracle of the trail: slow, from whole trees, by nothing but the definition.

It knows documents whose id never changes, all of them readable, none of them twice.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from tests.analysis.histories import Past, Tree

Leaf = tuple[str, str, Any, Any]
"""Id, pointer, old and new value; the pointer is empty for a whole document."""
_Mark = tuple[str, str]
_Values = dict[str, Any]


def flat(data: Any, at: str = "") -> _Values:
    """Return the values of a document by pointer."""
    if isinstance(data, list) and data and isinstance(data[0], dict):
        return dict(chain.from_iterable(flat(e, f"{at}/{e['fiscal_year']}").items() for e in data))
    if isinstance(data, dict):
        return dict(chain.from_iterable(flat(value, f"{at}/{key}").items() for key, value in data.items()))
    return {at: data}


def text(data: Any) -> str:
    """Return a document as a text that does not know the order of its keys."""
    return msgspec.json.encode(data, order="deterministic").decode()


def unit(pointer: str) -> str:
    """Return the list entry in which a value lies, else its own pointer."""
    parts = pointer.split("/")
    return "/".join(parts[:3]) if len(parts) > 3 else pointer


class Oracle:
    """Finds the changes of every commit."""

    def __init__(self, past: Past) -> None:
        self.past = past
        self.parents = {commit.id: list(dict.fromkeys(commit.parents)) for commit in past.commits}
        self.documents = {name: _by_id(tree) for name, tree in past.trees.items()}
        # The version that stands for a document at a commit, and all that a version has below itself.
        self.version: dict[_Mark, _Mark | None] = {}
        self.below: dict[_Mark, set[_Mark]] = {}
        self.depth: dict[_Mark, int] = {}
        for commit in past.commits:
            for identity in sorted({i for found in self.documents.values() for i in found}):
                self.version[commit.id, identity] = self._version(commit.id, identity)

    def _version(self, commit: str, identity: str) -> _Mark | None:
        now = self.documents[commit].get(identity)
        before = [
            (self.version[parent, identity], self.documents[parent].get(identity))
            for parent in self.parents[commit]
        ]
        marks = [mark for mark, _ in before if mark is not None]
        for mark, there in before:
            if (
                mark is not None
                and there == now
                and all(other in self.below[mark] | {mark} for other in marks)
            ):
                return mark
        if now is None and not marks:
            return None
        mark = (commit, identity)
        self.below[mark] = set().union(*(self.below[m] | {m} for m in marks))
        self.depth[mark] = 1 + max((self.depth[m] for m in marks), default=-1)
        return mark

    def _base(self, one: _Mark, other: _Mark | None) -> Any:
        """Return the data in the latest common ancestor, None where there is none or it was deleted."""
        if other is None:
            return None
        common = (self.below[one] | {one}) & (self.below[other] | {other})
        if not common:
            return None
        mark = min(common, key=lambda m: (-self.depth[m], m[0]))
        found = self.documents[mark[0]].get(mark[1])
        return None if found is None else found[1]

    def changes(self, commit: str) -> set[Leaf]:
        """Return all changes of a commit."""
        identities = {*self.documents[commit]}.union(*(self.documents[p] for p in self.parents[commit]))
        return set(chain.from_iterable(self._document(commit, identity) for identity in identities))

    def _document(self, commit: str, identity: str) -> set[Leaf]:
        now = self.documents[commit].get(identity)
        data = None if now is None else now[1]
        marks = [self.version[parent, identity] for parent in self.parents[commit]]
        # A parent whose version is below that of another one has nothing to say.
        kept = [
            mark
            for mark in dict.fromkeys(marks)
            if mark is None or not any(m is not None and mark in self.below[m] for m in marks)
        ]
        if not kept:
            kept = [None]
        live = [m for m in kept if m is not None and self.documents[m[0]].get(identity) is not None]
        absent = [m for m in kept if m not in live]
        values = [self.documents[m[0]][identity][1] for m in live]
        if self.version[commit, identity] in marks and self.version[commit, identity] is not None:
            return set()
        whole = self._whole(data, live, values, absent)
        if whole is not None:
            return {(identity, "", *whole)}
        return self._inside(identity, data, live, values) if data is not None else set()

    def origin(self, mark: _Mark, pointer: str, value: Any) -> str:
        """Return the commit that set a value that a version has."""
        commit, identity = mark
        marks = dict.fromkeys(self.version[parent, identity] for parent in self.parents[commit])
        for parent in marks:
            if parent is None or any(m is not None and parent in self.below[m] for m in marks):
                continue
            document = self.documents[parent[0]].get(identity)
            if document is not None and flat(document[1]).get(pointer) == value:
                return self.origin(parent, pointer, value)
        return commit

    def _whole(self, now: Any, live: list[_Mark], values: list[Any], absent: list[_Mark | None]) -> Any:
        if now is None:
            for mark, data in zip(live, values, strict=True):
                if all(self._base(mark, other) is None for other in absent):
                    return text(data), None
            return None
        if not live:
            return None, text(now)
        for other in absent:
            if other is not None and all(
                self._base(mark, other) == data for mark, data in zip(live, values, strict=True)
            ):
                return None, text(now)
        return None

    def _inside(self, identity: str, now: Any, live: list[_Mark], datas: list[Any]) -> set[Leaf]:
        new, sides = flat(now), [flat(data) for data in datas]
        found: set[Leaf] = set()
        for pointer in set(new).union(*sides):
            value = new.get(pointer)
            values = [side.get(pointer) for side in sides]
            if value not in values:
                old = next((other for other in values if other is not None), None)
                found.add((identity, pointer, old, value))
                continue
            equal = [i for i, other in enumerate(values) if other == value]
            for i, other in enumerate(values):
                if i not in equal and all(
                    self._is_dropped(pointer, self._base(live[i], live[j]), sides[i], sides[j]) for j in equal
                ):
                    found.add((identity, pointer, other, value))
                    break
        return found

    @staticmethod
    def _is_dropped(pointer: str, data: Any, changed: _Values, taken: _Values) -> bool:
        """Tell whether a change from the base was dropped in favour of a side that had not changed anything there."""
        if data is None:
            return False
        base, entry = flat(data), unit(pointer)
        if any(unit(p) == entry for p in base) is not any(unit(p) == entry for p in changed):
            return {p: v for p, v in base.items() if unit(p) == entry} == {
                p: v for p, v in taken.items() if unit(p) == entry
            }
        return bool(base.get(pointer) == taken.get(pointer))


def _by_id(tree: Tree) -> dict[str, tuple[str, Any]]:
    return {data["id"]: (path, data) for path, data in tree.items()}
