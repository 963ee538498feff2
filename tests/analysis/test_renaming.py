"""Words of a plan that were renamed: who only follows has not changed."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from dxplan.analysis.renaming import Words, renamed, words_renamed
from dxplan.model.difference import FieldChange, StatusMove, WordRename
from dxplan.stores.documents import parse_document
from dxplan.stores.schemas import list_keys
from tests.analysis.small_plan import PLAN, between, departments, edition, initiative, plan_with, told
from tests.conftest import ROOT

if TYPE_CHECKING:
    from dxplan.model.content import Data


@pytest.mark.parametrize("back", [False, True])
def test_who_follows_a_department_has_not_changed(*, back: bool) -> None:
    renamed_plan = departments("市民課", デジタル課="情報課")
    streams = [{"name": "税", "departments": ["情報課", "市民課"]}]
    new_streams = [{"name": "税", "departments": ["デジタル課", "市民課"]}]
    old = edition(initiative("a", workstreams=streams), initiative("b"), initiative("c"))
    new = edition(
        initiative("a", departments=["デジタル課"], workstreams=new_streams),
        initiative("b"),
        initiative("c", departments=["デジタル課", "市民課"]),
        plan=renamed_plan,
    )
    found = between(new, old) if back else between(old, new)
    names = ("デジタル課", "情報課") if back else ("情報課", "デジタル課")
    assert found.renames == (
        WordRename("minato", "departments", *names, initiatives=2, kept=(("b", "/departments"),)),
    )
    assert [change.id for change in found.changes] == [None, "c"]
    assert found.unchanged == 2
    before, after = (["デジタル課", "市民課"], ["情報課"]) if back else (["情報課"], ["デジタル課", "市民課"])
    assert found.changes[1].comparison.fields == (FieldChange("/departments", before, after),)


def test_equal_files_keep_the_old_word() -> None:
    found = between(
        edition(initiative("a")), edition(initiative("a"), plan=departments("市民課", 新課="情報課"))
    )
    assert found.renames[0].kept == (("a", "/departments"),)
    assert found.unchanged == 1


def test_who_follows_a_status_has_not_moved() -> None:
    plan = plan_with(statuses=[{"name": "準備中", "formerly": ["着手中"]}, {"name": "運用中"}])
    parts = [{"name": "LINE", "status": "着手中"}]
    new_parts = [{"name": "LINE", "status": "準備中"}]
    found = between(
        edition(initiative("a", components=parts), initiative("b"), initiative("c")),
        edition(
            initiative("a", status="準備中", components=new_parts),
            initiative("b", status="運用中"),
            initiative("c"),
            plan=plan,
        ),
    )
    assert told(found)[1:] == [("b", "changed", ["/status"])]
    assert found.status_order == ("準備中", "運用中", "着手中")
    assert found.statuses == (
        StatusMove("minato", "準備中", "準備中", 1),
        StatusMove("minato", "着手中", "運用中", 1),
        StatusMove("minato", "着手中", "着手中", 1),
    )
    assert found.renames == (
        WordRename("minato", "statuses", "着手中", "準備中", initiatives=1, kept=(("c", "/status"),)),
    )


def test_pillars_by_number_and_their_listings() -> None:
    plan = deepcopy(PLAN)
    plan["pillars"][1]["name"] = "第二の柱"
    listed = [{"pillar": "柱2", "category": "甲", "number": 3}]
    followed = [{"pillar": "第二の柱", "category": "甲", "number": 3}]
    found = between(
        edition(
            initiative("a", listings=listed),
            initiative("b", listings=listed),
            initiative("c", listings=listed),
        ),
        edition(
            initiative("a", listings=followed),
            initiative("b", listings=[{**followed[0], "number": 4}]),
            initiative("c", listings=listed),
            plan=plan,
        ),
    )
    assert told(found)[1:] == [("b", "changed", ["/listings/第二の柱 甲/number"])]
    assert found.renames == (
        WordRename(
            "minato",
            "pillars",
            "柱2",
            "第二の柱",
            initiatives=2,
            kept=(("c", "/listings/柱2 甲/pillar"),),
        ),
    )


def test_a_category_is_renamed_in_its_own_pillar_alone() -> None:
    plan = deepcopy(PLAN)
    plan["pillars"][0]["categories"][0] = {"name": "新甲", "formerly": ["甲"]}
    found = between(
        edition(initiative("a"), initiative("b", pillar="柱2"), initiative("c")),
        edition(
            initiative("a", category="新甲"),
            initiative("b", pillar="柱2", category="新甲"),
            initiative("c", category="新甲", pillar="柱2"),
            plan=plan,
        ),
    )
    assert told(found)[1:] == [
        ("b", "changed", ["/category"]),
        ("c", "changed", ["/pillar", "/category"]),
    ]
    assert found.renames == (WordRename("minato", "categories", "甲", "新甲", initiatives=1, pillar="柱1"),)


def test_pillar_and_category_renamed_together() -> None:
    plan = deepcopy(PLAN)
    plan["pillars"][0] = {"number": 5, "name": "柱一", "formerly": ["柱1"]}
    plan["pillars"][0]["categories"] = [{"name": "新甲", "formerly": ["甲"]}, {"name": "乙"}]
    place, new_place = {"pillar": "柱1", "category": "甲"}, {"pillar": "柱一", "category": "新甲"}
    old = initiative("a", pillar="柱2", listings=[{**place, "number": 2}])
    new = initiative("a", pillar="柱2", listings=[{**new_place, "number": 2}])
    found = between(
        edition(old, initiative("b", **place)), edition(new, initiative("b", **new_place), plan=plan)
    )
    assert told(found)[1:] == []
    assert [(rename.old, rename.new, rename.initiatives) for rename in found.renames] == [
        ("柱1", "柱一", 2),
        ("甲", "新甲", 2),
    ]


def test_the_plans_folder_was_renamed() -> None:
    found = between(edition(initiative("a")), edition(initiative("a", number=2), name="minato2"))
    assert (found.plan, found.earlier) == ("minato2", "minato")
    assert found.changes[0].plan == "minato2"


def test_a_chain_of_names() -> None:
    oldest, middle = departments("情報課"), departments(推進室="情報課")
    newest = plan_with(departments=[{"name": "戦略課", "formerly": ["推進室", "情報課"]}])
    for old, new, names in (
        (oldest, middle, ("情報課", "推進室")),
        (middle, newest, ("推進室", "戦略課")),
        (oldest, newest, ("情報課", "戦略課")),
        (newest, oldest, ("戦略課", "情報課")),
    ):
        assert words_renamed(old, new, "minato") == (WordRename("minato", "departments", *names),)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # The old name is still there.
        (departments("情報課"), departments("情報課", 戦略課="情報課")),
        # The new name was there before: one department took over another.
        (departments("情報課", "戦略課"), departments(戦略課="情報課")),
        # One became two, two became one.
        (departments("情報課"), departments(戦略課="情報課", 推進室="情報課")),
        (
            departments("情報課", "統計課"),
            plan_with(departments=[{"name": "戦略課", "formerly": ["情報課", "統計課"]}]),
        ),
        # Nobody says that it is the same.
        (departments("情報課"), departments("戦略課")),
        # Pillars that change places are not renamed.
        (
            plan_with(pillars=[{"number": 1, "name": "甲"}, {"number": 2, "name": "乙"}]),
            plan_with(pillars=[{"number": 1, "name": "乙"}, {"number": 2, "name": "甲"}]),
        ),
        (plan_with(departments=["情報課", None, {"name": 1}]), departments(戦略課="情報課")),
    ],
)
def test_what_is_no_rename(old: Data, new: Data) -> None:
    assert words_renamed(old, new, "minato") == words_renamed(new, old, "minato") == ()


def test_references_are_put_into_the_newer_words() -> None:
    words = Words(
        [
            WordRename("minato", "pillars", "柱1", "柱一"),
            WordRename("minato", "categories", "甲", "新甲", pillar="柱一"),
            WordRename("minato", "departments", "情報課", "戦略課"),
            WordRename("minato", "statuses", "着手中", "準備中"),
            WordRename("minato", "stages", "着手", "準備"),
            WordRename("minato", "phases", "導入", "実施"),
        ]
    )
    old = initiative(
        "a",
        title="情報課",
        stage="着手",
        listings=[{"pillar": "柱2", "category": "甲", "number": 1}],
        components=[{"name": "着手中", "status": "着手中"}],
        schedule=[{"fiscal_year": "R5", "phase": "導入", "note": "導入"}],
        workstreams=[
            {
                "name": "税",
                "departments": ["情報課"],
                "schedule": [{"fiscal_year": "R5", "phase": "導入"}],
            }
        ],
    )
    before = deepcopy(old)
    assert renamed(old, words, list_keys("initiative")) == old | {
        "pillar": "柱一",
        "category": "新甲",
        "departments": ["戦略課"],
        "status": "準備中",
        "stage": "準備",
        "components": [{"name": "着手中", "status": "準備中"}],
        "schedule": [{"fiscal_year": "R5", "phase": "実施", "note": "導入"}],
        "workstreams": [
            {
                "name": "税",
                "departments": ["戦略課"],
                "schedule": [{"fiscal_year": "R5", "phase": "実施"}],
            }
        ],
    }
    assert old == before


def test_the_draft_of_the_basic_plan_and_the_adopted_one() -> None:
    """A pillar and an office got other names; what belongs to them has not changed."""
    folder = ROOT / "plans" / "matsue"
    plan = parse_document("plan.yaml", (folder / "plan.yaml").read_bytes()).data
    files = [
        parse_document(path.name, path.read_bytes()).data
        for path in sorted((folder / "initiatives").glob("*"))
    ]
    adopted = edition(*files, plan=plan)
    draft_plan: Any = deepcopy(plan)
    draft_plan["pillars"][2]["name"] = "人材育成"
    draft_plan["departments"][2] = {"name": "情報政策推進室"}
    words = Words(words_renamed(plan, draft_plan, "matsue"))
    assert len(words.renames) == 2
    keys = list_keys("initiative")
    draft = edition(*(renamed(data, words, keys) for data in files), plan=draft_plan)
    assert len([key for key, data in draft.documents.items() if data != adopted.documents[key]]) > 13
    found = between(draft, adopted)
    assert [change.id for change in found.changes] == [None]
    assert found.unchanged == 64
    assert [(rename.old, rename.new, rename.kept) for rename in found.renames] == [
        ("人材育成", "人財育成", ()),
        ("情報政策推進室", "デジタル戦略課", ()),
    ]
