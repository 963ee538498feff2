"""Nothing is lost and nothing invented: the trail of a line, applied from nothing, gives its last documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dxplan.analysis.places import leaves, places
from dxplan.model.pointer import join_pointer
from tests.analysis.histories import KEYS, Past
from tests.analysis.wild_histories import wild_past

if TYPE_CHECKING:
    from random import Random

    from dxplan.model.trail import CommitTrail, TrailEntry

Documents = dict[tuple[str, str | None], dict[str, Any]]
"""Values by pointer, by plan and id."""


def values(data: Any, identity: str | None, pointer: str = "") -> dict[str, Any]:
    """Return the values in what stands at a pointer of a document."""
    keys = KEYS["plan" if identity is None else "initiative"]
    if not pointer:
        return dict(leaves(data, keys))
    found = places(data, keys, pointer)
    return {join_pointer(parts): value for parts, value in found if not isinstance(value, list | dict)}


def rename(documents: Documents, trail: CommitTrail) -> None:
    """Give documents the names that a commit gave them."""
    for found in trail.renames:
        if found.pointer is None:
            for plan, identity in [name for name in documents if name[0] == found.old]:
                documents[found.new, identity] = documents.pop((plan, identity))
    for found in trail.renames:
        if not found.pointer and found.id is not None:
            assert (found.plan, found.new) not in documents
            documents[found.plan, found.new] = documents.pop((found.plan, found.old))


def apply(documents: Documents, entry: TrailEntry) -> None:
    """Apply one entry, whose old value must be there."""
    name = entry.plan, entry.id
    if not entry.pointer:
        if entry.old is not None:
            assert documents.pop(name).keys() - {"/id"} == values(entry.old, entry.id).keys() - {"/id"}
        if entry.new is not None:
            assert name not in documents
            documents[name] = values(entry.new, entry.id)
        return
    document = documents[name]
    for pointer, value in values(entry.old, entry.id, entry.pointer).items():
        # An id that came from the file's name alone was nowhere in the data.
        assert document.pop(pointer, value if pointer == "/id" else None) == value
    document.update(values(entry.new, entry.id, entry.pointer))


def replayed(past: Past) -> Documents:
    """Return the documents that the entries of a history make."""
    documents: Documents = {}
    for trail in past.trails().values():
        rename(documents, trail)
        for entry in trail.entries:
            apply(documents, entry)
    return documents


def last_documents(past: Past) -> Documents:
    """Return the documents of the last commit, from its tree."""
    found: Documents = {}
    for path, data in past.trees[past.commits[-1].id].items():
        plan, stem = path.split("/")[1], path.split("/")[-1].removesuffix(".yaml")
        identity = None if stem == "plan" else data.get("id", stem)
        found[plan, identity] = values(data, identity)
    return found


def without_ids(documents: Documents) -> Documents:
    """Leave out the field that a rename of a file without an id brings."""
    return {
        name: {pointer: value for pointer, value in document.items() if pointer != "/id"}
        for name, document in documents.items()
    }


@given(st.randoms(use_true_random=False))
@settings(max_examples=300)
def test_the_entries_of_a_line_make_its_last_documents(random: Random) -> None:
    past = wild_past(random, merges=False, broken=False, doubles=False)
    assert without_ids(replayed(past)) == without_ids(last_documents(past))


@given(st.randoms(use_true_random=False))
@settings(max_examples=200)
def test_what_was_broken_in_between_is_not_lost(random: Random) -> None:
    """The same history with and without a broken moment of one file ends in the same documents."""
    past = wild_past(random, merges=False, broken=False, doubles=False)
    other = Past()
    other.root(past.trees[past.commits[0].id])
    for commit in past.commits[1:]:
        tree = dict(past.trees[commit.id])
        if tree and random.random() < 0.5:
            path = random.choice(sorted(tree))
            if path in past.trees[commit.parents[0]]:
                other.commit(tree | {path: "broken"})
        other.commit(tree)
    mended = replayed(other)
    assert without_ids(mended) == without_ids(last_documents(past))
