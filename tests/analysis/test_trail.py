"""What a commit is credited with, on histories without merges."""

from __future__ import annotations

import msgspec

from dxplan.model.trail import TrailRename
from tests.analysis.histories import Past, path_of

A = {"id": "a", "title": "窓口", "summary": "要約", "status": "着手中"}
B = {"id": "b", "title": "申請", "summary": "別の要約", "status": "着手中"}
PLAN = "plans/p/plan.yaml"


def renames(past: Past) -> list[tuple[str, str | None, str | None, str, str]]:
    """Return the renames of the last commit."""
    found = past.trails()[past.commits[-1].id].renames
    return [(rename.plan, rename.id, rename.pointer, rename.old, rename.new) for rename in found]


def troubles(past: Past, commit: str | None = None) -> list[tuple[str | None, str, str]]:
    """Return the troubles of a commit, the last if none is named, as (id, path, rule)."""
    found = past.trails()[commit or past.commits[-1].id].troubles
    return [(trouble.id, trouble.path, trouble.trouble.rule) for trouble in found]


def test_documents_are_created_changed_and_deleted() -> None:
    past = Past()
    past.root({path_of("a"): A, PLAN: {"title": "計画"}})
    assert past.entries() == [(None, "", None, {"title": "計画"}), ("a", "", None, A)]
    past.commit({path_of("a"): A | {"status": "運用中"}, PLAN: {"title": "計画"}})
    assert past.entries() == [("a", "/status", "着手中", "運用中")]
    past.commit({PLAN: {"title": "新計画"}})
    assert past.entries() == [
        (None, "/title", "計画", "新計画"),
        ("a", "", A | {"status": "運用中"}, None),
    ]


def test_a_document_that_comes_back_is_created_anew() -> None:
    past = Past()
    past.root({path_of("a"): A})
    past.commit({})
    past.commit({path_of("elsewhere"): A})
    assert past.entries() == [("a", "", None, A)]


def test_a_moved_file_is_no_change() -> None:
    past = Past()
    past.root({path_of("a"): A})
    past.commit({path_of("x"): A})
    assert past.entries() == []
    past.commit({path_of("y"): A | {"status": "運用中"}})
    assert past.entries() == [("a", "/status", "着手中", "運用中")]
    assert renames(past) == []


def test_other_files_do_not_count() -> None:
    past = Past()
    past.root({path_of("a"): A})
    others = ("plans/p/initiatives/.hidden.yaml", "plans/p/initiatives/a.txt", "plans/p/x.yaml", "a.yaml")
    past.commit({path_of("a"): A} | dict.fromkeys((*others, "plans/p/initiatives/deep/b.yaml"), B))
    trail = past.trails()[past.commits[-1].id]
    assert not trail.entries
    assert not trail.troubles


def test_a_folder_that_was_renamed_is_the_same_plan() -> None:
    past = Past()
    past.root({path_of("a"): A, path_of("b"): B, path_of("c"): {"id": "c"}, PLAN: {"title": "計画"}})
    past.commit(
        {
            path_of("a", "q"): A,
            path_of("b", "q"): B | {"status": "運用中"},
            "plans/q/plan.yaml": {"title": "新計画"},
        }
    )
    trail = past.trails()[past.commits[-1].id]
    assert [(entry.plan, entry.id, entry.pointer) for entry in trail.entries] == [
        ("q", None, "/title"),
        ("q", "b", "/status"),
        ("q", "c", ""),
    ]
    assert renames(past) == [("q", None, None, "p", "q")]


def test_a_copied_plan_is_another_one() -> None:
    past = Past()
    past.root({path_of("a"): A, PLAN: {"title": "計画"}})
    past.commit(
        {**past.trees[past.commits[-1].id], path_of("a", "q"): A, "plans/q/plan.yaml": {"title": "計画"}}
    )
    assert past.entries() == [(None, "", None, {"title": "計画"}), ("a", "", None, A)]
    assert renames(past) == []


def test_an_id_that_was_renamed_is_no_deletion() -> None:
    past = Past()
    past.root({path_of("a"): A, path_of("b"): B})
    past.commit({path_of("c"): A | {"id": "c", "status": "運用中"}, path_of("b"): B})
    assert past.entries() == [("c", "/id", "a", "c"), ("c", "/status", "着手中", "運用中")]
    assert renames(past) == [("p", "c", "", "a", "c")]
    past.commit({path_of("c"): A | {"id": "d", "status": "運用中"}, path_of("b"): B})
    assert past.entries() == [("d", "/id", "c", "d")]


def test_an_id_that_only_the_file_name_gives_is_told_as_well() -> None:
    past = Past()
    data = {"title": "窓口", "status": "着手中"}
    past.root({path_of("a"): data})
    past.commit({path_of("c"): data})
    assert past.entries() == [("c", "/id", "a", "c")]


def test_an_initiative_that_is_unlike_is_another_one() -> None:
    past = Past()
    past.root({path_of("a"): A})
    past.commit({path_of("a"): B})
    assert past.entries() == [("a", "", A, None), ("b", "", None, B)]


def test_the_most_alike_initiative_is_the_renamed_one() -> None:
    past = Past()
    past.root({path_of("a"): A, path_of("b"): A | {"id": "b", "summary": "別"}})
    past.commit({path_of("c"): A | {"id": "c", "summary": "別"}})
    assert renames(past) == [("p", "c", "", "b", "c")]
    assert ("a", "", A, None) in past.entries()


def test_many_renamed_ids_are_found_by_what_they_alone_say() -> None:
    past = Past()
    tree = {f"old-{i}": {"title": f"取組{i}", "summary": f"要約{i}", "status": "着手中"} for i in range(150)}
    past.root({path_of(name): data for name, data in tree.items()})
    past.commit({path_of(name.replace("old", "new")): data for name, data in tree.items()})
    assert renames(past) == [
        ("p", f"new-{i}", "", f"old-{i}", f"new-{i}") for i in sorted(range(150), key=str)
    ]


def test_a_renamed_list_entry_is_told() -> None:
    past = Past()
    part = {"name": "LINE", "status": "着手中", "summary": "市の公式アカウント"}
    past.root({path_of("a"): A | {"components": [part]}})
    past.commit({path_of("a"): A | {"components": [part | {"name": "LINE配信"}]}})
    assert renames(past) == [("p", "a", "/components/LINE", "/components/LINE", "/components/LINE配信")]
    assert [pointer for _, pointer, _, _ in past.entries()] == ["/components/LINE配信", "/components/LINE"]


def test_what_changed_while_broken_is_credited_to_whom_it_mended() -> None:
    past = Past()
    past.root({path_of("a"): A})
    broken = past.commit({path_of("a"): "broken"})
    assert past.entries() == []
    assert troubles(past) == [("a", path_of("a"), "yaml-syntax")]
    past.commit({path_of("a"): "broken otherwise"})
    assert troubles(past, broken) == [("a", path_of("a"), "yaml-syntax")]
    past.commit({path_of("moved"): "broken otherwise"})
    assert troubles(past) == []
    past.commit({path_of("moved"): A | {"status": "運用中"}})
    assert past.entries() == [("a", "/status", "着手中", "運用中")]


def test_what_was_deleted_while_broken_was_the_last_readable_data() -> None:
    past = Past()
    past.root({path_of("a"): A})
    past.commit({path_of("a"): "broken"})
    past.commit({})
    assert past.entries() == [("a", "", A, None)]


def test_what_was_broken_from_the_start_is_created_by_whom_it_mended() -> None:
    past = Past()
    past.root({path_of("a"): "broken"})
    assert past.entries() == []
    past.commit({path_of("a"): A})
    assert past.entries() == [("a", "", None, A)]
    past.commit({path_of("a"): A, path_of("b"): "broken"})
    past.commit({path_of("a"): A})
    assert past.entries() == []


def test_an_id_that_two_files_bear_is_told_once_and_loses_nothing() -> None:
    past = Past()
    past.root({path_of("a"): A})
    past.commit({path_of("a"): A, path_of("copy"): A})
    assert past.entries() == [("a", "", None, A)]
    assert troubles(past) == [("a", path_of("copy"), "duplicate-id")]
    past.commit({path_of("a"): A, path_of("copy"): A | {"status": "運用中"}})
    assert past.entries() == [("a", "/status", "着手中", "運用中")]
    assert troubles(past) == []
    past.commit({path_of("copy"): A | {"status": "運用中"}})
    assert past.entries() == [("a", "", A, None)]


def test_a_commit_whose_real_first_parent_never_had_a_plan_is_against_nothing() -> None:
    """Git leaves out parents that touched no plan, but shows the changes against them."""
    past = Past()
    first = past.root({path_of("a"): A})
    merge = past.root({path_of("a"): A, path_of("b"): B})
    past.commits[-1] = msgspec.structs.replace(past.commits[-1], parents=(first,))
    assert past.entries(merge) == [("b", "", None, B)]


def test_what_stays_readable_is_asked_for_in_bulk() -> None:
    past = Past()
    past.root({path_of(f"i{number}"): A | {"id": f"i{number}"} for number in range(20)})
    past.commit({path_of(f"i{number}"): A | {"id": f"i{number}", "number": 1} for number in range(20)})
    past.trails()
    assert len(past.asked) == len(set(past.asked)) == 40
    assert past.calls == 1


def test_a_folder_and_an_id_may_be_renamed_at_once() -> None:
    past = Past()
    past.root({path_of("a"): A, path_of("b"): B, PLAN: {"title": "計画"}})
    past.commit(
        {path_of("c", "q"): A | {"id": "c"}, path_of("b", "q"): B, "plans/q/plan.yaml": {"title": "計画"}}
    )
    trail = past.trails()[past.commits[-1].id]
    assert trail.renames == (
        TrailRename(trail.commit, "q", None, None, "p", "q"),
        TrailRename(trail.commit, "q", "c", "", "a", "c"),
    )
    assert past.entries() == [("c", "/id", "a", "c")]
