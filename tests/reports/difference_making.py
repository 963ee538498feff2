"""Small differences of an invented plan, as records."""

from __future__ import annotations

from typing import Any

from dxplan.model.content import Trouble
from dxplan.model.difference import (
    BudgetMove,
    Change,
    Comparison,
    EntryRename,
    FieldChange,
    IndicatorMove,
    Movements,
    PlanDifference,
    StartMove,
    StatusMove,
    Unread,
    WordRename,
)
from dxplan.model.message import message
from dxplan.model.point import WORKING_TREE, Point, PointKind
from dxplan.reports.difference_answer import DiffAnswer

TAG = Point(
    "R4-H1",
    PointKind.TAG,
    "1a2b3c4d" + "0" * 32,
    "2022-10-03T09:12:00+09:00",
    "refs/tags/snapshot/minato/R4-H1",
)
COUNTER = "来庁した人が、申請書を書かずに手続きを終えられる窓口を、令和4年9月から本庁で試す。"
COUNTER_NEW = "来庁した人が、申請書を書かずに手続きを終えられる窓口を、令和4年12月から本庁と支所で試す。"


def changed(identifier: str, title: str, *fields: FieldChange, **more: Any) -> Change:
    """Return a changed initiative of the first pillar."""
    renames = more.pop("renames", ())
    return Change(
        plan="minato",
        id=identifier,
        title=title,
        kind="changed",
        comparison=Comparison(fields, renames),
        path=f"plans/minato/initiatives/{identifier}.yaml",
        **{"pillar": "市民サービス", "departments": ("市民課", "情報課")} | more,
    )


def whole(kind: str, identifier: str, title: str, status: str) -> Change:
    """Return an initiative that was added or removed."""
    data = {"id": identifier, "title": title, "status": status}
    ends = (None, data) if kind == "added" else (data, None)
    statuses = (None, status) if kind == "added" else (status, None)
    return Change(
        plan="minato",
        id=identifier,
        title=title,
        kind="added" if kind == "added" else "removed",
        comparison=Comparison((FieldChange("", *ends),)),
        path=f"plans/minato/initiatives/{identifier}.yaml",
        pillar="市民サービス",
        departments=("情報課",),
        movements=Movements(status=statuses),
    )


WRITE_FREE = changed(
    "write-free-counter",
    "書かない窓口",
    FieldChange("/status", "調査中", "着手中"),
    FieldChange("/operation_start", "R5.4月～", "R5.10月～"),
    FieldChange("/components/LINE導入", {"name": "LINE導入", "status": "調査中"}, None),
    FieldChange("/components/LINE配信", None, {"name": "LINE配信", "status": "着手中"}),
    FieldChange("/summary", COUNTER, COUNTER_NEW),
    FieldChange("/budget/R5/amount", 10500, 12000),
    FieldChange("/indicators/利用件数/actuals/R4", None, {"period": "R4", "value": 40}),
    renames=(EntryRename("/components/LINE導入", "/components/LINE配信"),),
    movements=Movements(
        status=("調査中", "着手中"),
        starts=(StartMove(None, "R5.4月～", "R5.10月～", 6),),
        indicators=(IndicatorMove("利用件数", "件", 60, 40, 100, "away"),),
        budgets=(BudgetMove(None, "R5", 10500, 12000),),
    ),
)
OLD_SITE = changed(
    "old-site",
    "旧サイトの保守",
    FieldChange("/status", "着手中", "取り下げ"),
    FieldChange("/withdrawn", None, {"at": "R4-H2", "reason": "新サイトに移るため。"}),
    movements=Movements(status=("着手中", "取り下げ"), withdrawn=True),
)
PLAN = Change(
    "minato",
    None,
    "みなと市DX計画",
    "changed",
    Comparison(
        (
            FieldChange("/pillars/1/name", "市民の便利", "市民サービス"),
            FieldChange("/pillars/1/formerly", None, ["市民の便利"]),
            FieldChange("/departments/福祉課", None, {"name": "福祉課"}),
            FieldChange("/departments/税務課", None, {"name": "税務課"}),
        )
    ),
    "plans/minato/plan.yaml",
)
DIFFERENCE = PlanDifference(
    plan="minato",
    title="みなと市DX計画",
    changes=(
        PLAN,
        WRITE_FREE,
        OLD_SITE,
        whole("added", "open-data", "オープンデータ", "調査中"),
        whole("removed", "kiosk", "証明書の自動交付機", "着手中"),
    ),
    renames=(WordRename("minato", "pillars", "市民の便利", "市民サービス", 4, (("kiosk", "/pillar"),)),),
    statuses=(
        StatusMove("minato", "調査中", "着手中", 1),
        StatusMove("minato", "着手中", "取り下げ", 1),
        StatusMove("minato", "調査中", "調査中", 3),
        StatusMove("minato", None, "調査中", 1),
        StatusMove("minato", "着手中", None, 1),
    ),
    unread=(
        Unread(
            "from",
            "minato",
            "rpa",
            "plans/minato/initiatives/rpa.yaml",
            Trouble("syntax", message("There is no value here."), None, 3, 1),
        ),
    ),
    unchanged=3,
    status_order=("調査中", "着手中", "運用中", "取り下げ"),
)


def answer(*plans: PlanDifference, **more: Any) -> DiffAnswer:
    """Return an answer from a tag to the working tree."""
    ends = {plan.plan: (TAG, WORKING_TREE) for plan in plans}
    return DiffAnswer(("R4-H1", "."), **{"ends": ends} | more, plans=plans)


ANSWER = answer(DIFFERENCE)
EMPTY = PlanDifference("minato", "みなと市DX計画", unchanged=7)
