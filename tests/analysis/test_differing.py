"""What changed in a plan: initiatives by id, and files that cannot be read."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

import pytest

from dxplan.analysis.differing import difference, pair_plans
from dxplan.analysis.ends import End
from dxplan.model.content import Content
from dxplan.model.difference import Change, Movements, PlanDifference, StatusMove
from tests.analysis.plan_editions import broken, end, file
from tests.analysis.small_plan import PLAN, between, departments, edition, initiative, plan_with, told

if TYPE_CHECKING:
    from dxplan.model.content import Data
    from dxplan.model.difference import Unread


def test_two_equal_ends_have_no_difference() -> None:
    same = edition(initiative("a"), initiative("b", status=None))
    assert between(same, same) == PlanDifference(
        "minato",
        "計画",
        statuses=(StatusMove("minato", "着手中", "着手中", 1), StatusMove("minato", None, None, 1)),
        unchanged=2,
        status_order=("着手中", "運用中"),
    )


def test_initiatives_come_go_and_change() -> None:
    found = between(
        edition(initiative("a"), initiative("b"), initiative("c", status="休止")),
        edition(
            initiative("b", status="運用中"), initiative("c", status="休止"), initiative("d", status="運用中")
        ),
    )
    assert told(found) == [("a", "removed", [""]), ("b", "changed", ["/status"]), ("d", "added", [""])]
    assert found.unchanged == 1
    assert found.statuses == (
        StatusMove("minato", "着手中", "運用中", 1),
        StatusMove("minato", "着手中", None, 1),
        StatusMove("minato", "休止", "休止", 1),
        StatusMove("minato", None, "運用中", 1),
    )


def test_a_change_says_what_it_is_about() -> None:
    old = initiative("a", title="旧", pillar="柱1", departments=["市民課"])
    new = initiative("a", title="新", pillar="柱2", departments=["情報課", "市民課"])
    (change,) = between(edition(old), edition(new)).changes
    assert (change.plan, change.title, change.pillar, change.departments, change.path) == (
        "minato",
        "新",
        "柱2",
        ("情報課", "市民課"),
        "plans/minato/initiatives/a.yaml",
    )
    (gone,) = between(edition(old), edition()).changes
    assert (gone.title, gone.pillar, gone.departments) == ("旧", "柱1", ("市民課",))


def test_odd_values_are_no_reason_to_fail() -> None:
    odd: Data = {
        "id": "a",
        "title": 5,
        "pillar": ["x"],
        "category": {},
        "number": True,
        "departments": [1],
        "status": [],
    }
    found = between(edition(initiative("a")), edition(odd))
    assert found.changes[0].title == "取組a"
    assert found.changes[0].pillar is None
    assert found.changes[0].departments == ()
    assert found.statuses == (StatusMove("minato", "着手中", None, 1),)
    odd_plan: Data = {"title": None, "pillars": "x", "departments": [1, {"name": 2}], "statuses": {"a": 1}}
    assert told(between(edition(odd, plan=odd_plan), edition(odd)))[0][0] is None


def test_the_file_may_be_moved() -> None:
    old, new = end(edition()), end(edition())
    old = End(
        old.plan, old.plan_path, old.plan_file, {"plans/minato/initiatives/a.yaml": file(initiative("x"))}
    )
    new = End(
        new.plan, new.plan_path, new.plan_file, {"plans/minato/initiatives/b.yaml": file(initiative("x"))}
    )
    found = between(old, new)
    assert found.changes == ()
    assert found.unchanged == 1


def test_without_an_id_the_name_of_the_file_counts() -> None:
    for identifier in (None, "", 5, ["a"]):
        data: Data = {"title": "題", "id": identifier}
        path = "plans/minato/initiatives/a.yaml"
        found = between(
            end(edition(), {path: file(data)}), end(edition(), {path: file(data | {"title": "新題"})})
        )
        assert told(found) == [("a", "changed", ["/title"])]


def test_changes_come_in_the_order_of_the_newer_plan() -> None:
    places = {
        "e": ("柱2", "甲", 1),
        "d": ("柱1", "乙", 1),
        "c": ("柱1", "甲", 9),
        "b": ("柱1", "甲", 10),
        "a": ("?", "", 0),
    }
    new = [initiative(key, pillar=p, category=c, number=n) for key, (p, c, n) in places.items()]
    old = [
        initiative("z", pillar="柱0", category="甲", number=1),
        initiative("y", pillar="柱2", category=None),
    ]
    pillars = deepcopy(PLAN["pillars"])
    pillars[0]["name"] = "柱0"
    found = between(edition(*old, plan=plan_with(pillars=pillars)), edition(*new))
    assert [change.id for change in found.changes] == [None, "z", "c", "b", "d", "e", "y", "a"]


def test_movements_are_asked_for_each_initiative_that_changed() -> None:
    asked = []

    def movements(
        old: Data | None, new: Data | None, old_plan: Data | None, new_plan: Data | None
    ) -> Movements:
        asked.append((old and old["id"], new and new["id"], old_plan == PLAN, new_plan == PLAN))
        return Movements(withdrawn=True)

    found = difference(
        end(edition(initiative("a"), initiative("b"), initiative("c"))),
        end(edition(initiative("b"), initiative("c", number=2), initiative("d"))),
        movements,
    )
    assert sorted(asked, key=str) == [
        ("a", None, True, True),
        ("c", "c", True, True),
        (None, "d", True, True),
    ]
    assert all(change.movements.withdrawn for change in found.changes)


PATH = "plans/minato/initiatives/b.yaml"


def unread(found: PlanDifference) -> list[tuple[str, str | None, str, str]]:
    """Return (side, id, path, rule) of what could not be read."""
    return [(one.side, one.id, one.path, one.trouble.rule) for one in found.unread]


def test_a_broken_file_is_neither_removed_nor_added() -> None:
    whole = edition(initiative("a"), initiative("b"))
    half = end(edition(initiative("a")), {PATH: broken()})
    for old, new, side in ((whole, half, "to"), (half, whole, "from")):
        found = between(old, new)
        assert unread(found) == [(side, "b", PATH, "yaml-syntax")]
        assert found.changes == ()
        assert found.unchanged == 1
        assert sum(move.count for move in found.statuses) == 1


def test_a_file_broken_at_both_ends_is_reported_at_both() -> None:
    half = end(edition(), {PATH: broken()})
    assert [one[0] for one in unread(between(half, half))] == ["from", "to"]


def test_a_broken_file_that_alone_is_there_is_reported() -> None:
    found = between(end(edition(), {PATH: broken()}), edition())
    assert unread(found) == [("from", "b", PATH, "yaml-syntax")]
    assert found.changes == ()


def test_an_id_that_two_files_bear_is_reported_with_both() -> None:
    twice = end(edition(initiative("a")), {PATH: file(initiative("a", number=2))})
    found = between(edition(initiative("a")), twice)
    (trouble,) = found.unread
    assert (trouble.side, trouble.id, trouble.trouble.rule) == ("to", "a", "duplicate-id")
    assert {value for _, value in trouble.trouble.message.values} == {
        "a",
        "plans/minato/initiatives/a.yaml",
        PATH,
    }
    assert found.changes == ()
    assert found.unchanged == 0


def test_a_broken_file_with_the_name_of_anothers_id_hides_none() -> None:
    crossed = end(edition(), {PATH: broken(), "plans/minato/initiatives/c.yaml": file(initiative("b"))})
    found = between(edition(initiative("b")), crossed)
    assert [(one.path, one.trouble.rule) for one in found.unread] == [
        (PATH, "yaml-syntax"),
        (PATH, "duplicate-id"),
    ]
    assert found.changes == ()


@pytest.mark.parametrize("side", ["from", "to"])
def test_without_the_plans_file_initiatives_are_compared_without_its_words(side: str) -> None:
    whole = edition(initiative("a"), plan=departments("市民課", デジタル課="情報課"))
    other = end(edition(initiative("a", departments=["デジタル課"])))
    other = End(other.plan, other.plan_path, broken().content, other.initiatives)
    found = between(other, whole) if side == "from" else between(whole, other)
    trouble: Unread = found.unread[0]
    assert (trouble.side, trouble.id, trouble.path) == (side, None, "plans/minato/plan.yaml")
    assert told(found) == [("a", "changed", ["/departments"])]
    assert found.renames == ()
    assert found.title == "計画"


def test_a_plan_that_was_not_there() -> None:
    nothing = End("minato", "plans/minato/plan.yaml", None, {})
    found = between(nothing, edition(initiative("a")))
    assert told(found) == [(None, "added", [""]), ("a", "added", [""])]
    assert told(between(edition(initiative("a")), nothing)) == [
        (None, "removed", [""]),
        ("a", "removed", [""]),
    ]
    assert told(between(nothing, nothing)) == []


def test_equal_files_are_unpacked_once() -> None:
    unpacked = []

    class Counted:
        mark = "1"

        @property
        def content(self) -> Content:
            unpacked.append(self.mark)
            return Content(initiative("a"))

    both = End("minato", "plans/minato/plan.yaml", Content(PLAN), {"a.yaml": Counted()})
    assert between(both, both).unchanged == 1
    assert unpacked == ["1"]


def ids(text: str) -> list[tuple[str, str | None]]:
    """Return initiatives, one for each letter."""
    return [(letter, None) for letter in text]


def pairs(old: dict[str, str], new: dict[str, str]) -> list[tuple[str | None, str | None]]:
    """Pair plans both ways and return the pairs of the way there."""
    before, after = ({name: ids(text) for name, text in end.items()} for end in (old, new))
    there, back = pair_plans(before, after), pair_plans(after, before)
    assert set(there) == {(one, other) for other, one in back}
    return there


def test_plans_are_matched_by_name_whatever_they_hold() -> None:
    assert pairs({"a": "xy", "b": "z"}, {"b": "xy", "c": "q"}) == [
        ("b", "b"),
        (None, "c"),
        ("a", None),
    ]


def test_a_renamed_plan_is_known_by_what_it_holds() -> None:
    assert pairs({"a": "pqrs"}, {"b": "pqrt"}) == [("a", "b")]
    assert pairs({"a": "pq"}, {"b": "pqrstuv"}) == [("a", "b")]


def test_half_of_a_plan_is_not_enough() -> None:
    assert pairs({"a": "pqrs"}, {"b": "pqxy"}) == [(None, "b"), ("a", None)]
    assert pairs({"a": ""}, {"b": ""}) == [(None, "b"), ("a", None)]


def test_the_plans_that_share_most_come_first() -> None:
    assert pairs({"a": "pqr", "b": "pqrs"}, {"c": "pqrs", "d": "pqrx"}) == [("b", "c"), ("a", "d")]


def test_equal_files_decide_between_equals() -> None:
    old = {"a": [("p", "1")], "b": [("p", "2")]}
    new = {"c": [("p", "2")], "d": [("p", "1")]}
    assert pair_plans(old, new) == [("b", "c"), ("a", "d")]
    assert pair_plans(new, old) == [("d", "a"), ("c", "b")]


def test_a_change_is_a_value() -> None:
    found = between(edition(initiative("a")), edition(initiative("a", number=2)))
    assert found.changes[0] == Change(
        "minato",
        "a",
        "取組a",
        "changed",
        found.changes[0].comparison,
        "plans/minato/initiatives/a.yaml",
        "柱1",
        ("情報課",),
    )
