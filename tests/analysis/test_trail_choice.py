"""Which entries of the trail a question chooses."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from dxplan.analysis.trail_choice import Question, choose
from dxplan.stores.schemas import list_keys
from tests.analysis.histories import Past, path_of

A = {"id": "a", "title": "窓口", "summary": "要約", "status": "着手中"}
B = {"id": "b", "title": "申請", "summary": "別の要約", "status": "着手中"}
PLAN = {"title": "計画"}


def chosen(past: Past, **asked: Any) -> list[tuple[str, str | None, str, Any, Any]]:
    """Return the chosen entries as (plan, id, pointer, old, new)."""
    found = choose(past.commits, list(past.trails().values()), Question(**asked), list_keys)
    return [(entry.plan, entry.id, entry.pointer, entry.old, entry.new) for entry in found.entries]


def pointers(past: Past, **asked: Any) -> list[tuple[str | None, str]]:
    """Return the chosen entries as (id, pointer)."""
    return [(identity, pointer) for _, identity, pointer, _, _ in chosen(past, **asked)]


def renamed_past() -> Past:
    """Return a history in which the plan, then an id, then the name of a component changes; then a new a comes."""
    past = Past()
    part = {"name": "LINE", "status": "着手中", "summary": "市の公式アカウント"}
    past.root({path_of("a"): A | {"components": [part]}, "plans/p/plan.yaml": PLAN})
    tree = {path_of("a", "q"): A | {"components": [part]}, "plans/q/plan.yaml": PLAN}
    past.commit(tree)
    tree = {path_of("c", "q"): A | {"id": "c", "components": [part]}, "plans/q/plan.yaml": PLAN}
    past.commit(tree)
    parts = [part | {"name": "LINE配信"}]
    past.commit(tree | {path_of("c", "q"): A | {"id": "c", "components": parts}})
    parts = [part | {"name": "LINE配信", "status": "運用中"}]
    tree |= {path_of("c", "q"): A | {"id": "c", "components": parts}}
    past.commit(tree)
    past.commit(tree | {path_of("a", "q"): B | {"id": "a"}})
    return past


def test_everything_comes_newest_first() -> None:
    past = Past()
    past.root({path_of("a"): A, path_of("b"): B})
    past.commit({path_of("a"): A | {"status": "運用中"}, path_of("b"): B})
    assert pointers(past) == [("a", "/status"), ("a", ""), ("b", "")]
    assert pointers(past, ids=("b",)) == [("b", "")]
    assert pointers(past, plans=("other",)) == []
    assert pointers(past, plans=("p",), ids=("a", "b")) == pointers(past)


def test_names_are_followed_back_and_not_forward() -> None:
    past = renamed_past()
    new = pointers(past, plans=("q",), ids=("c",))
    assert new == [
        ("c", "/components/LINE配信/status"),
        ("c", "/components/LINE配信"),
        ("c", "/components/LINE"),
        ("c", "/id"),
        ("a", ""),
    ]
    assert pointers(past, ids=("c",)) == new
    # The old name has what was before, and what bears it now.
    assert pointers(past, ids=("a",)) == [("a", ""), ("c", "/id"), ("a", "")]
    assert [plan for plan, *_ in chosen(past, plans=("q",))] == ["q", "q", "q", "q", "q", "p", "p"]
    assert pointers(past, plans=("p",)) == [(None, ""), ("a", "")]


def test_another_branch_still_has_the_old_name() -> None:
    past = Past()
    root = past.root({path_of("a"): A})
    one = past.commit({path_of("c"): A | {"id": "c"}}, root)
    other = past.commit({path_of("a"): A | {"status": "運用中"}}, root)
    past.commit({path_of("c"): A | {"id": "c", "status": "運用中"}}, one, other)
    assert pointers(past, ids=("c",)) == [("a", "/status"), ("c", "/id"), ("a", "")]


def test_a_field_is_cut_out_of_what_was_created_or_deleted() -> None:
    past = Past()
    data = A | {"components": [{"name": "LINE/導入", "status": "着手中"}]}
    past.root({path_of("a"): data})
    past.commit({path_of("a"): data | {"title": "新窓口"}})
    past.commit({})
    assert chosen(past, fields=("status",)) == [
        ("p", "a", "/status", "着手中", None),
        ("p", "a", "/status", None, "着手中"),
    ]
    assert chosen(past, fields=("/components/LINE~1導入/status",)) == [
        ("p", "a", "/components/LINE~1導入/status", "着手中", None),
        ("p", "a", "/components/LINE~1導入/status", None, "着手中"),
    ]
    assert pointers(past, fields=("title", "stage")) == [("a", "/title")] * 3
    assert pointers(past, fields=("stat",)) == []
    assert chosen(past, fields=("components",))[-1] == ("p", "a", "/components", None, data["components"])


def test_a_field_of_a_renamed_entry_is_followed() -> None:
    past = renamed_past()
    assert chosen(past, plans=("q",), ids=("c",), fields=("components/LINE配信/status",)) == [
        ("q", "c", "/components/LINE配信/status", "着手中", "運用中"),
        ("p", "a", "/components/LINE/status", None, "着手中"),
    ]
    assert chosen(past, ids=("c",), fields=("components/LINE/status",)) == [
        ("q", "c", "/components/LINE/status", "着手中", None),
        ("p", "a", "/components/LINE/status", None, "着手中"),
    ]


def test_statuses_alone() -> None:
    past = renamed_past()
    assert chosen(past, ids=("c",), status_only=True) == [
        ("q", "c", "/components/LINE配信/status", "着手中", "運用中"),
        ("p", "a", "/status", None, "着手中"),
        ("p", "a", "/components/LINE/status", None, "着手中"),
    ]
    past.commit({path_of("c", "q"): A | {"id": "c", "withdrawn": {"at": "R5", "reason": "統合"}}})
    assert ("c", "/withdrawn") in pointers(past, status_only=True)
    assert pointers(past, status_only=True, fields=("withdrawn/reason",)) == [("c", "/withdrawn/reason")]


def test_authors_and_dates() -> None:
    past = Past()
    past.root({path_of("a"): A})
    past.commit({path_of("a"): A | {"number": 1}}, author="Ｔａｒｏ 鹿島", date="2023-05-01T00:30:00+09:00")
    past.commit({path_of("a"): A | {"number": 2}}, date="2023-06-01T00:00:00Z")
    assert [new for *_, new in chosen(past, authors=("taro",))] == [1]
    assert len(chosen(past, authors=("TARO", "松江"))) == 3
    assert len(chosen(past, authors=("city.example",))) == 3
    assert chosen(past, authors=("nobody",)) == []
    may = datetime.fromisoformat("2023-05-01T00:30:00+09:00")
    june = datetime.fromisoformat("2023-06-01T09:00:00+09:00")
    assert [new for *_, new in chosen(past, since=may)] == [2, 1]
    assert [new for *_, new in chosen(past, since=may, until=june)] == [1]
    assert [new for *_, new in chosen(past, until=may)] == [A]


def test_troubles_are_chosen_by_name() -> None:
    past = Past()
    past.root({path_of("a"): "broken", path_of("b"): "broken too"})
    trails = list(past.trails().values())
    found = choose(past.commits, trails, Question(ids=("b",), fields=("status",)), list_keys)
    assert [trouble.id for trouble in found.troubles] == ["b"]
