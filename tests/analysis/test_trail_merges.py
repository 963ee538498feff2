"""What a merge is credited with: only what it decided itself."""

from __future__ import annotations

from typing import Any

from dxplan.analysis.versions import follows, latest_common, make_version, newest
from tests.analysis.histories import Past, path_of

A: dict[str, Any] = {"id": "a", "title": "窓口", "summary": "要約", "status": "着手中"}
B: dict[str, Any] = {"id": "b", "title": "申請", "summary": "別の要約", "status": "着手中"}
PATH = path_of("a")


def merged(now: Any, *sides: Any, base: Any = A) -> list[tuple[str | None, str, Any, Any]]:
    """Return the entries of a merge of branches, each with one commit from the base."""
    past = Past()
    root = past.root({PATH: base} if base else {})
    parents = [past.commit({PATH: side} if side else {}, root) for side in sides]
    past.commit({PATH: now} if now else {}, *parents)
    return past.entries()


def test_a_clean_merge_did_nothing() -> None:
    one, other = A | {"status": "運用中"}, A | {"number": 1}
    assert merged(A | {"status": "運用中", "number": 1}, one, other) == []


def test_a_merge_that_drops_a_change_is_credited_with_it() -> None:
    changed = A | {"status": "運用中"}
    assert merged(A, A, changed) == [("a", "/status", "運用中", "着手中")]
    assert merged(A | {"number": 1}, A | {"number": 1}, changed) == [("a", "/status", "運用中", "着手中")]


def test_a_value_that_no_parent_has_is_the_merges_own() -> None:
    assert merged(A | {"status": "完了"}, A | {"status": "運用中"}, A | {"number": 1}) == [
        ("a", "/status", "運用中", "完了"),
        ("a", "/number", 1, None),
    ]
    new = merged(A | {"number": 1, "stage": "1"}, A | {"number": 1}, A | {"number": 1, "status": "着手中"})
    assert new == [("a", "/stage", None, "1")]


def test_a_conflict_that_takes_one_side_is_that_sides_change() -> None:
    assert merged(A | {"status": "完了"}, A | {"status": "運用中"}, A | {"status": "完了"}) == []


def test_documents_that_a_merge_drops_or_brings_back() -> None:
    changed = A | {"status": "運用中"}
    assert merged(None, None, A, base=None) == [("a", "", A, None)]
    assert merged(None, A, A | {"number": 1}) == [("a", "", A | {"number": 1}, None)]
    assert merged(A, A, None) == [("a", "", None, A)]
    assert merged(None, changed, None) == []
    assert merged(changed, changed, None) == []
    assert merged(A, None, None) == [("a", "", None, A)]
    assert merged(A, A, None, base=None) == []


def test_an_octopus_is_measured_against_all_its_parents() -> None:
    sides = [A | {"status": "運用中"}, A | {"number": 1}, A | {"stage": "1"}]
    clean = sides[0] | {"number": 1, "stage": "1"}
    assert merged(clean, *sides) == []
    assert merged(clean | {"stage": "2"}, *sides) == [("a", "/stage", "1", "2")]
    assert merged(sides[0] | {"number": 1}, *sides) == [("a", "/stage", "1", None)]


def test_an_octopus_drops_nothing_where_one_parent_took_it_back_itself() -> None:
    past = Past()
    root = past.root({PATH: A})
    changed = past.commit({PATH: A | {"status": "運用中"}}, root)
    untouched = past.commit({PATH: A | {"stage": "1"}}, root)
    kept = past.commit({PATH: A | {"status": "運用中", "number": 1}}, changed)
    back = past.commit({PATH: A | {"summary": "新しい要約"}}, changed)
    now = A | {"stage": "1", "number": 1, "summary": "新しい要約"}
    past.commit({PATH: now}, untouched, kept, back)
    assert past.entries() == []
    past.commit({PATH: A | {"stage": "1", "number": 1}}, untouched, kept)
    assert past.entries() == [("a", "/status", "運用中", "着手中")]


def test_list_entries_count_as_wholes() -> None:
    def data(**entries: str) -> dict[str, Any]:
        return A | {"schedule": [{"fiscal_year": year, "phase": phase} for year, phase in entries.items()]}

    base = data(R4="導入", R5="運用")
    assert merged(data(R4="導入"), data(R4="導入"), data(R4="導入", R5="拡大"), base=base) == []
    assert merged(data(R4="導入", R5="拡大"), data(R4="導入"), data(R4="導入", R5="拡大"), base=base) == []
    assert merged(data(R4="導入", R6="拡大"), data(R4="導入"), base, base=base) == [
        ("a", "/schedule/R6", None, {"fiscal_year": "R6", "phase": "拡大"})
    ]
    assert merged(base, data(R4="導入"), base, base=base) == [
        ("a", "/schedule/R5", None, {"fiscal_year": "R5", "phase": "運用"})
    ]


def test_a_renamed_entry_that_the_other_side_changed_is_nobodys_new_doing() -> None:
    def data(name: str, status: str) -> dict[str, Any]:
        return A | {"components": [{"name": name, "status": status, "summary": "市の公式アカウント"}]}

    sides = [data("LINE配信", "着手中"), data("LINE", "運用中")]
    assert merged(data("LINE配信", "運用中"), *sides, base=data("LINE", "着手中")) == []
    assert [entry[1] for entry in merged(data("LINE公式", "運用中"), data("LINE", "運用中"), sides[1])] == [
        "/components/LINE公式",
        "/components/LINE",
    ]


def test_moves_and_renames_on_one_side_meet_changes_on_the_other() -> None:
    past = Past()
    root = past.root({PATH: A, "plans/p/plan.yaml": {"title": "計画"}})
    moved = {path_of("x", "q"): A | {"id": "c"}, "plans/q/plan.yaml": {"title": "計画"}}
    one = past.commit(moved, root)
    other = past.commit({PATH: A | {"status": "運用中"}, "plans/p/plan.yaml": {"title": "計画"}}, root)
    past.commit(moved | {path_of("x", "q"): A | {"id": "c", "status": "運用中"}}, one, other)
    assert past.entries() == []
    assert past.trails()[past.commits[-1].id].renames == ()
    past.commit(moved, one, other)
    assert past.entries() == [("c", "/status", "運用中", "着手中")]


def test_conflict_marks_that_were_committed_are_mended_without_new_changes() -> None:
    past = Past()
    root = past.root({PATH: A})
    one = past.commit({PATH: A | {"status": "運用中"}}, root)
    other = past.commit({PATH: A | {"number": 1}}, root)
    past.commit({PATH: "<<<<<<<"}, one, other)
    assert past.entries() == []
    assert [trouble.id for trouble in past.trails()[past.commits[-1].id].troubles] == ["a"]
    past.commit({PATH: A | {"status": "運用中", "number": 1}})
    assert past.entries() == []
    past.commit({PATH: A | {"status": "運用中", "number": 2}})
    assert past.entries() == [("a", "/number", 1, 2)]


def test_a_broken_side_that_a_merge_takes_is_told_only_where_it_arose() -> None:
    past = Past()
    root = past.root({PATH: A})
    one = past.commit({PATH: A, path_of("b"): B}, root)
    other = past.commit({PATH: "broken"}, root)
    merge = past.commit({PATH: "broken", path_of("b"): B}, one, other)
    assert past.entries() == []
    assert {name for name, trail in past.trails().items() if trail.troubles} == {other}
    past.commit({PATH: A | {"status": "運用中"}, path_of("b"): B}, merge)
    assert past.entries() == [("a", "/status", "着手中", "運用中")]


def test_a_merge_may_make_an_id_be_borne_twice() -> None:
    past = Past()
    root = past.root({})
    one = past.commit({PATH: A}, root)
    other = past.commit({path_of("x"): A}, root)
    past.commit({PATH: A, path_of("x"): A}, one, other)
    assert [trouble.path for trouble in past.trails()[past.commits[-1].id].troubles] == [path_of("x")]
    assert past.entries() == []


def test_the_latest_common_version_of_crossed_histories_is_always_the_same() -> None:
    name = ("p", "a")
    root = make_version("0", PATH, name, "x", ())
    one = make_version("1", PATH, name, "y", (root,))
    other = make_version("2", PATH, name, "z", (root,))
    crossed = [make_version(commit, PATH, name, commit, (one, other)) for commit in ("3", "4")]
    assert latest_common(*crossed) is one
    assert latest_common(crossed[1], crossed[0]) is one
    assert latest_common(crossed[0], other) is other
    assert follows(crossed[0], root)
    assert not follows(one, other)
    assert newest((root, one, other, one)) == (one, other)
    assert latest_common(one, make_version("5", PATH, name, "x", ())) is None
