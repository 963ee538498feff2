"""The report of a difference: what it counts, names and leaves out."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import msgspec
import pytest

from dxplan.i18n import Speaker
from dxplan.model.difference import BudgetMove, Change, Comparison, EntryRename, FieldChange, WordRename
from dxplan.model.point import WORKING_TREE, Point, PointKind
from dxplan.reports.difference import difference_report
from dxplan.reports.difference_answer import DiffOptions
from dxplan.reports.difference_fields import told_fields
from dxplan.reports.difference_money import counted_once
from dxplan.reports.difference_words import field_words, value_words
from dxplan.reports.formats import Surroundings, render
from dxplan.reports.points import point_words
from tests.reports.difference_making import ANSWER, DIFFERENCE, EMPTY, TAG, answer, changed

EN = Speaker("en")
JA = Speaker("ja")


def payload(*, of: Any = ANSWER, **options: Any) -> dict[str, Any]:
    return difference_report(of, EN, DiffOptions(format="json", **options)).payload


def told(change: Change, known: tuple[tuple[str, str], ...] = ()) -> list[tuple[str, str, str, str]]:
    return [(part.label, part.how, part.old, part.new) for part in told_fields(change, EN, known)]


@pytest.mark.parametrize(
    ("pointer", "kind", "ja", "en"),
    [
        ("", "initiative", "", ""),
        ("/status", "initiative", "進捗状況", "Status"),
        (
            "/components/LINE導入/status",
            "initiative",
            "構成要素「LINE導入」の状況",
            "Component “LINE導入”: Status",
        ),
        ("/components/LINE導入", "initiative", "構成要素「LINE導入」", "Component “LINE導入”"),
        ("/components/a~1b/status", "initiative", "構成要素「a/b」の状況", "Component “a/b”: Status"),
        (
            "/indicators/回答率/actuals/R5/value",
            "initiative",
            "指標「回答率」の実績（R5）",
            "Indicator “回答率”: Actual R5",
        ),
        ("/budget/R5/amount", "initiative", "事業費（R5）", "Budget R5"),
        ("/budget/*/amount", "initiative", "事業費", "Budget"),
        (
            "/workstreams/税/budget/R5/amount",
            "initiative",
            "業務別の内訳「税」の事業費（R5）",
            "Workstream “税”: Budget R5",
        ),
        ("/departments", "initiative", "担当課", "Departments"),
        ("/withdrawn/reason", "initiative", "取り下げの理由", "Withdrawn: Reason"),
        ("/pillars/1/visions/2/text", "plan", "柱（1）のビジョン（2）の文", "Pillar 1: Vision 2: Text"),
        ("/statuses/保留", "plan", "進捗状況の語彙「保留」", "Status “保留”"),
        ("/not/known", "plan", "notのknown", "not: known"),
    ],
)
def test_places_are_named_in_the_words_of_the_schema(pointer: str, kind: Any, ja: str, en: str) -> None:
    assert field_words(pointer, kind, JA) == ja
    assert field_words(pointer, kind, EN) == en


@pytest.mark.parametrize(
    ("value", "pointer", "words"),
    [
        (None, "/stage", "－"),
        (True, "/tasks/RFI/done", "yes"),
        (["市民課", "情報課"], "/departments", "市民課・情報課"),
        (12000, "/budget/R5/amount", "12,000 thousand yen"),
        ("未定", "/budget/R5/amount", "未定"),
        ({"name": "LINE", "status": "着手中"}, "/components/LINE", "着手中"),
        ({"fiscal_year": "R5", "text": "試す", "done": False}, "/tasks/R5 試す", "no"),
        ({"name": "LINE", "status": "a", "progress": "b"}, "/components/LINE", "Status: a, Progress: b"),
        ({"period": "R5", "value": 3}, "/indicators/回答率/baseline", "3（R5）"),
        ([{"name": "A", "status": "着手中"}], "/components", "Name: A, Status: 着手中"),
    ],
)
def test_values_are_told_without_what_the_place_says(value: Any, pointer: str, words: str) -> None:
    assert value_words(value, pointer, "initiative", EN) == words


def test_a_renamed_entry_is_no_removal_and_no_addition() -> None:
    change = changed(
        "a",
        "甲",
        FieldChange("/components/旧", {"name": "旧", "status": "調査中", "progress": "同じ"}, None),
        FieldChange("/components/新", None, {"name": "新", "status": "着手中", "progress": "同じ"}),
        renames=(EntryRename("/components/旧", "/components/新"),),
    )
    assert told(change) == [
        ("Component renamed", "changed", "旧", "新"),
        ("Component “新”: Status", "changed", "調査中", "着手中"),
    ]


def test_a_rename_of_a_word_is_not_told_again_by_its_fields() -> None:
    own = Change(
        "minato",
        None,
        "計画",
        "changed",
        Comparison(
            (
                FieldChange("/departments/旧課", {"name": "旧課"}, None),
                FieldChange("/departments/新課", None, {"name": "新課", "formerly": ["旧課"]}),
                FieldChange("/office", "旧課", "新課"),
            ),
            (EntryRename("/departments/旧課", "/departments/新課"),),
        ),
        "plans/minato/plan.yaml",
    )
    assert told(own, (("旧課", "新課"),)) == [("Office", "changed", "旧課", "新課")]


def test_plans_with_points_of_their_own_have_each_told() -> None:
    other = msgspec.structs.replace(DIFFERENCE, plan="yama", changes=(), renames=(), unread=())
    commit = Point("R4-H1", PointKind.DATE, "9" * 40, "2022-09-29T18:00:00+09:00")
    found = payload(
        of=answer(DIFFERENCE, other, ends={"minato": (TAG, WORKING_TREE), "yama": (commit, WORKING_TREE)})
    )
    assert found["from"] == {
        "point": "R4-H1",
        "kind": "date",
        "commit": None,
        "date": None,
        "plans": {
            "minato": {
                "point": "R4-H1",
                "kind": "tag",
                "commit": TAG.commit,
                "date": TAG.date,
                "ref": TAG.ref,
            },
            "yama": {
                "point": "R4-H1",
                "kind": "date",
                "commit": "9" * 40,
                "date": "2022-09-29T18:00:00+09:00",
            },
        },
    }
    assert found["to"] == {"point": ".", "kind": "worktree", "commit": None, "date": None}


@pytest.mark.parametrize(
    ("point", "words"),
    [
        (WORKING_TREE, "working tree"),
        (TAG, "R4-H1 (tag snapshot/minato/R4-H1, 1a2b3c4d, 2022-10-03)"),
        (Point("1a2b3c4d", PointKind.COMMIT, TAG.commit, TAG.date), "1a2b3c4d (commit, 2022-10-03)"),
        (
            Point("2022-09-30", PointKind.DATE, TAG.commit, TAG.date),
            "2022-09-30 (last commit up to then, 1a2b3c4d, 2022-10-03)",
        ),
        (
            Point("R4", PointKind.SNAPSHOT, TAG.commit, TAG.date),
            "R4 (recorded snapshot, 1a2b3c4d, 2022-10-03)",
        ),
    ],
)
def test_a_point_says_what_it_was_found_to_be(point: Point, words: str) -> None:
    assert point_words(point, EN) == words


def test_fields_narrow_what_is_listed_and_not_what_is_counted() -> None:
    found = payload(fields=("/operation_start",))
    assert [
        (change["id"], [field["pointer"] for field in change["fields"]]) for change in found["changes"]
    ] == [("write-free-counter", ["/operation_start"])]
    assert found["summary"] == {"added": 1, "removed": 1, "changed": 2, "unchanged": 3, "withdrawn": 1}


def test_the_keys_of_the_contract_come_first_and_in_their_order() -> None:
    found = json.loads(
        render(difference_report(ANSWER, EN, DiffOptions(format="json")), Surroundings("json"))
    )
    assert list(found)[:6] == ["version", "from", "to", "summary", "changes", "errors"]
    assert list(found["changes"][0])[:5] == ["plan", "id", "title", "kind", "fields"]
    assert list(found["from"])[:4] == ["point", "kind", "commit", "date"]


def test_authors_are_named_where_they_are_known() -> None:
    known = answer(DIFFERENCE, authors={("minato", "old-site"): ("松江 花子", "鹿島 太郎")})
    assert [change["authors"] for change in payload(of=known)["changes"]] == [
        [],
        [],
        ["松江 花子", "鹿島 太郎"],
        [],
        [],
    ]
    text = render(difference_report(known, EN), Surroundings("plain"))
    assert "withdrawn · changed by 松江 花子・鹿島 太郎" in text


def test_what_did_not_fit_the_working_tree_is_named_with_it() -> None:
    late = [msgspec.structs.replace(unread, side="to") for unread in DIFFERENCE.unread]
    text = render(
        difference_report(answer(msgspec.structs.replace(EMPTY, unread=tuple(late))), EN),
        Surroundings("plain"),
    )
    assert text.endswith("\n\nplans/minato/initiatives/rpa.yaml:3:1 is left out: There is no value here.\n")


def test_money_is_not_counted_twice() -> None:
    moves = [
        BudgetMove(None, None, 10, 20),
        BudgetMove(None, "R5", 5, 15),
        BudgetMove("税", "R5", 1, 2),
    ]
    assert counted_once(moves) == moves[:1]
    assert counted_once(moves[1:]) == moves[1:2]
    assert counted_once(moves[2:]) == moves[2:]


def test_a_spreadsheet_takes_nothing_for_a_formula() -> None:
    plan = msgspec.structs.replace(
        EMPTY, changes=(changed("a", "=1+1", FieldChange("/note", "+1", "@SUM(A1)")),)
    )
    text = render(difference_report(answer(plan), EN, DiffOptions(format="csv")), Surroundings("csv"))
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["title"], row["from"], row["to"]) for row in rows] == [("'=1+1", "'+1", "'@SUM(A1)")]


def test_several_plans_are_counted_together_and_one_without_a_change_says_so() -> None:
    other = msgspec.structs.replace(EMPTY, plan="yama", title="山DX計画")
    text = render(difference_report(answer(DIFFERENCE, other), EN), Surroundings("plain"))
    assert text.startswith(
        "1 added, 1 removed, 2 changed, 1 withdrawn, 10 unchanged\n\nみなと市DX計画 (minato)\n"
    )
    assert "山DX計画 (yama)\n\nR4-H1 (tag snapshot/minato/R4-H1, 1a2b3c4d, 2022-10-03)" in text
    assert "→ working tree\nNothing changed.\n" in text


def test_a_renamed_folder_is_told() -> None:
    plan = msgspec.structs.replace(EMPTY, earlier="minato-old")
    text = render(difference_report(answer(plan), EN), Surroundings("plain"))
    assert "The plan's folder was renamed: minato-old → minato" in text


def test_only_some_of_those_that_keep_an_old_word_are_named() -> None:
    kept = tuple((f"i{number}", "/pillar") for number in range(7))
    plan = msgspec.structs.replace(EMPTY, renames=(WordRename("minato", "pillars", "旧", "新", 0, kept),))
    text = render(difference_report(answer(plan), EN), Surroundings("plain"))
    assert (
        "Pillar renamed: 旧 → 新 (do not follow: 7 "
        "(i0 Pillar・i1 Pillar・i2 Pillar・i3 Pillar・i4 Pillar…))" in text
    )
