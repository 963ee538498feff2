"""Ids and numbers: what is taken, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxplan.analysis.numbering import LARGEST, LONGEST, Taken, Use, is_id, use_of
from dxplan.analysis.renumbering import Renumbering
from dxplan.model.build import build_plan
from dxplan.model.initiative import Listing

if TYPE_CHECKING:
    from dxplan.model.plan import Plan

FOLDER = "plans/p/initiatives"


def plan_of(numbering: str = "category", **more: object) -> Plan:
    """Return a plan of two pillars, of which the first was called otherwise once."""
    return build_plan(
        {
            "schema": 1,
            "title": "p",
            "city": "c",
            "period": {"first": "R4", "last": "R7"},
            "pillars": [
                {"number": 1, "name": "A", "formerly": ["Old"], "categories": [{"name": "x"}, {"name": "y"}]},
                {"number": 2, "name": "B"},
            ],
            "departments": [{"name": "d"}],
            "numbering": numbering,
            **more,
        }
    )


def use(name: str, *places: tuple[str, str | None, int], branches: tuple[str, ...] = ()) -> Use:
    """Return what an initiative uses."""
    listed = tuple(
        Listing(pillar=pillar, category=category, number=number) for pillar, category, number in places
    )
    return Use(name, f"{FOLDER}/{name}.yaml", listed, branches)


USES = [
    use("one", ("A", "x", 1), ("B", None, 7)),
    use("two", ("A", "x", 2)),
    use("three", ("Old", "x", 5), branches=("b",)),
    use("four", ("A", "y", 9), branches=("b",)),
]


@pytest.mark.parametrize(
    ("numbering", "pillar", "category", "following"),
    [
        ("category", "A", "x", 6),
        ("category", "A", "y", 10),
        ("category", "B", None, 8),
        ("pillar", "A", "x", 10),
        ("pillar", "B", None, 8),
        ("plan", "B", None, 10),
        ("none", "A", "x", 6),
    ],
)
def test_the_next_number_of_a_scope(
    numbering: str, pillar: str, category: str | None, following: int
) -> None:
    assert Taken(plan_of(numbering), USES).next_number(pillar, category) == following


def test_after_the_largest_number_gaps_are_filled() -> None:
    taken = Taken(plan_of(), [use("one", ("B", None, LARGEST)), use("two", ("B", None, 1))])
    assert taken.next_number("B", None) == 2
    assert taken.next_number("B", None, {2, 3}) == 4


def test_who_holds_a_number() -> None:
    place = Listing(pillar="A", category="x", number=5)
    held = Taken(plan_of(), USES).holder(place)
    assert held is not None
    assert (held.id, held.branches) == ("three", ("b",))
    assert Taken(plan_of("none"), USES).holder(place) is None
    assert Taken(plan_of(rules={"unique-number": "off"}), USES).holder(place) is None


@pytest.mark.parametrize(
    ("title", "proposed"),
    [
        ("Online forms for all", "online-forms-for-all"),
        ("ＬＩＮＥによる申請", "line"),
        ("AI・RPAの活用（R5～）", "ai-rpa"),
        ("窓口予約", "initiative-005"),
        ("5Gの整備", "initiative-005"),
        ("CON", "con-2"),
        ("One", "one-2"),
        ("Four", "four-2"),
        ("x" * 80, "x" * LONGEST),
    ],
)
def test_an_id_is_proposed_for_a_title(title: str, proposed: str) -> None:
    assert Taken(plan_of(), USES).proposed_id(title) == proposed


@given(
    st.text(max_size=80), st.lists(st.sampled_from(["a", "ab", "ab-2", "initiative-001", "initiative-002"]))
)
def test_a_proposed_id_is_free_and_can_be_one(title: str, names: list[str]) -> None:
    taken = Taken(plan_of(), [use(name) for name in names])
    proposed = taken.proposed_id(title)
    assert is_id(proposed)
    assert taken.bearer(proposed) is None


def test_what_does_not_fit_is_read_as_far_as_it_goes() -> None:
    path = f"{FOLDER}/x.yaml"
    assert use_of(path, None) == Use("x", path)
    data = {
        "id": 5,
        "pillar": "A",
        "number": True,
        "listings": [3, {"pillar": "B", "number": 4, "category": []}],
    }
    assert use_of(path, data) == Use("x", path, (Listing(pillar="B", number=4),))
    assert use_of(path, {"listings": {}}, ("b",)) == Use("x", path, (), ("b",))


def data_of(name: str, number: int, **more: object) -> dict[str, object]:
    """Return the data of an initiative."""
    return {
        "schema": 1,
        "id": name,
        "title": name,
        "pillar": "B",
        "number": number,
        "departments": ["d"],
        **more,
    }


def test_references_follow_a_rename() -> None:
    gone = {"at": "R5", "reason": "one", "successor": "one"}
    files = {f"{FOLDER}/one.yaml": data_of("one", 1), f"{FOLDER}/two.yaml": data_of("two", 2, withdrawn=gone)}
    work = Renumbering(files, Taken(plan_of(), [use_of(path, data) for path, data in files.items()]), {})
    (one,) = work.named("one")
    work.rename(one, "uno")
    assert [(edition.path, edition.changes) for edition in work.changed] == [
        (f"{FOLDER}/uno.yaml", [("/id", "one", "uno")]),
        (f"{FOLDER}/two.yaml", [("/withdrawn/successor", "one", "uno")]),
    ]
    assert gone["successor"] == "one"


def test_a_waiver_for_the_old_number_goes() -> None:
    waivers = [
        {"rule": "unique-number", "field": "/number", "reason": "r", "until": "2030-01-01"},
        {"rule": "start-passed", "reason": "r", "until": "2030-01-01"},
        {"rule": "unique-number", "field": "/listings/0/number", "reason": "r", "until": "2030-01-01"},
    ]
    files = {f"{FOLDER}/one.yaml": data_of("one", 1, waivers=waivers)}
    work = Renumbering(files, Taken(plan_of(), []), {})
    work.number(work.named("one")[0], 0, 4)
    (one,) = work.changed
    assert (one.data["number"], one.data["waivers"]) == (4, waivers[1:])
