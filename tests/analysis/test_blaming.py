"""Which commit set each present value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dxplan.analysis.blaming import blame
from dxplan.analysis.trail_choice import Question, choose
from dxplan.stores.schemas import list_keys
from tests.analysis.histories import KEYS, Past, path_of
from tests.analysis.test_trail_oracle import grown
from tests.analysis.trail_oracle import Oracle, flat
from tests.analysis.wild_histories import wild_past

if TYPE_CHECKING:
    from random import Random

BASE = {"id": "a", "title": "窓口", "summary": "要約", "status": "着手中"}


def origins(
    past: Past, identity: str | None = "a", present: Any = None, plan: str = "p"
) -> dict[str, str | None]:
    """Return the commits of all values of a document, by pointer."""
    found = blame((past.commits, {}), past.ask, KEYS, (plan, identity), present)
    return {origin.pointer: origin.commit for origin in found}


def test_a_value_belongs_to_the_commit_that_set_it() -> None:
    past = Past()
    first = past.root({path_of("a"): BASE})
    past.commit({path_of("a"): BASE | {"status": "運用中"}})
    last = past.commit({path_of("a"): BASE | {"status": "着手中"}})
    assert origins(past) == dict.fromkeys(("/id", "/title", "/summary"), first) | {"/status": last}


def test_moves_and_renames_are_followed() -> None:
    past = Past()
    data = BASE | {"components": [{"name": "LINE", "status": "着手中", "summary": "市の公式アカウント"}]}
    first = past.root({path_of("a"): data, "plans/p/plan.yaml": {"title": "計画"}})
    past.commit({path_of("moved"): data, "plans/p/plan.yaml": {"title": "計画"}})
    past.commit({path_of("moved", "q"): data, "plans/q/plan.yaml": {"title": "計画"}})
    data = data | {"id": "b"}
    renamed = past.commit({path_of("b", "q"): data, "plans/q/plan.yaml": {"title": "計画"}})
    parts = [{"name": "LINE配信", "status": "着手中", "summary": "市の公式アカウント"}]
    last = past.commit(
        {path_of("b", "q"): data | {"components": parts}, "plans/q/plan.yaml": {"title": "計画"}}
    )
    assert origins(past, "b", plan="q") == {
        "/id": renamed,
        "/title": first,
        "/summary": first,
        "/status": first,
        "/components/LINE配信/name": last,
        "/components/LINE配信/status": first,
        "/components/LINE配信/summary": first,
    }
    assert origins(past, None, plan="q") == {"/title": first}


def test_what_is_not_committed_belongs_to_nobody() -> None:
    past = Past()
    first = past.root({path_of("a"): BASE})
    present = BASE | {"status": "運用中", "stage": "1"}
    assert origins(past, present=present) == {
        "/id": first,
        "/title": first,
        "/summary": first,
        "/status": None,
        "/stage": None,
    }
    assert set(origins(past, "new", present).values()) == {None}
    assert origins(past, "new") == {}


def test_what_came_back_belongs_to_the_commit_that_brought_it_back() -> None:
    past = Past()
    past.root({path_of("a"): BASE})
    past.commit({})
    last = past.commit({path_of("a"): BASE})
    assert set(origins(past).values()) == {last}


def test_a_broken_moment_in_between_sets_nothing() -> None:
    past = Past()
    first = past.root({path_of("a"): BASE})
    past.commit({path_of("a"): "broken"})
    last = past.commit({path_of("a"): BASE | {"status": "運用中"}})
    assert origins(past) == dict.fromkeys(("/id", "/title", "/summary"), first) | {"/status": last}
    past.commit({path_of("a"): "broken again"})
    assert origins(past)["/status"] == last


def test_a_merge_sets_only_what_no_parent_has() -> None:
    past = Past()
    root = past.root({path_of("a"): BASE})
    one = past.commit({path_of("a"): BASE | {"status": "運用中"}}, root)
    other = past.commit({path_of("a"): BASE | {"stage": "1"}}, root)
    merge = past.commit({path_of("a"): BASE | {"status": "運用中", "stage": "1", "number": 3}}, one, other)
    found = origins(past)
    assert (found["/status"], found["/stage"], found["/number"]) == (one, other, merge)
    assert found["/title"] == root


@given(st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_blame_goes_down_the_versions_as_defined(random: Random) -> None:
    past = grown(random)
    oracle = Oracle(past)
    last = past.commits[-1].id
    for identity, (_, data) in oracle.documents[last].items():
        mark = oracle.version[last, identity]
        assert mark is not None
        for pointer, commit in origins(past, identity).items():
            assert commit == oracle.origin(mark, pointer, flat(data)[pointer])


@given(st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_blame_names_the_newest_entry_of_the_trail(random: Random) -> None:
    past = wild_past(random, merges=False, doubles=False, broken=False)
    trails = list(past.trails().values())
    names_reused = any(rename.pointer is None or not rename.pointer for t in trails for rename in t.renames)
    for path, data in past.trees[past.commits[-1].id].items():
        plan, stem = path.split("/")[1], path.split("/")[-1].removesuffix(".yaml")
        if stem == "plan":
            continue
        identity = data.get("id", stem)
        for pointer, commit in origins(past, identity, plan=plan).items():
            question = Question(plans=(plan,), ids=(identity,), fields=(pointer,))
            entries = choose(past.commits, trails, question, list_keys).entries
            value = dict_value(data, pointer)
            assert commit in {entry.commit for entry in entries if entry.new == value}
            # A name that was another initiative's before brings the changes of that one, too.
            if not names_reused:
                assert entries[0].commit == commit


def dict_value(data: Any, pointer: str) -> Any:
    """Return the value at a pointer; entries of lists go by their name."""
    for part in pointer.split("/")[1:]:
        data = next(e for e in data if e["name"] == part) if isinstance(data, list) else data[part]
    return data
