"""The sample initiative that a plan begins with, with comments for whoever copies it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.analysis.starting_plan import commented, narrowed_schema_path
from dxplan.analysis.starting_statuses import first_status
from dxplan.model.message import Bilingual

if TYPE_CHECKING:
    from dxplan.analysis.starting import Start
    from dxplan.model.content import Data

SAMPLE_ID = "sample-initiative"
_HEAD = Bilingual(
    ja="取組1件のファイルの見本です。内容を書き換えるか、ほかの取組を入れたあとで消してください。",
    en="A sample of an initiative's file. Fill it with a real one, or delete it once there are others.",
)
_TITLE = Bilingual("取組の見本", "A sample initiative")
_SUMMARY = Bilingual("何を、何のためにするのかを書きます。", "What is done, and what for.")
TASK_NAME = Bilingual("準備", "preparation")
_TASK = Bilingual("この年度にすることを一つ書きます。", "One thing to do in this fiscal year.")
_GOAL = Bilingual("この年度の終わりにどうなっているかを書きます。", "What shall be true when this year ends.")
_PROGRESS = Bilingual(
    "評価のたびに、したことと数字を書きます。", "At each review: what was done, and its figures."
)
_COMMENTS = {
    "schema": Bilingual(
        "このファイルの形の版。変えません。", "The version of this file's form; leave it as it is."
    ),
    "id": Bilingual(
        "取組をずっと指す名前（半角の英小文字・数字・ハイフン）。ファイルの名前と同じにします。",
        "The name of this initiative for good (a-z, 0-9, hyphens); the file is named after it.",
    ),
    "title": Bilingual("印刷された取組名。", "The initiative's name, as it is printed."),
    "pillar": Bilingual(
        "plan.yaml にある柱と区分の名前、印刷された番号。",
        "Its pillar and category, by their names in plan.yaml, and the number that is printed.",
    ),
    "departments": Bilingual(
        "担当課（plan.yaml にある名前）。先頭が主担当です。",
        "The departments in charge, by their names in plan.yaml, the leading one first.",
    ),
    "operation_start": Bilingual(
        "運用を始める時期。「R6.10月～」「R6年度中」「未定」のように書きます。",
        "When operation starts: 2024-10-01, 2024-10, undecided.",
    ),
    "summary": Bilingual("事業内容。", "The initiative in short."),
    "progress": Bilingual("進捗の詳細。", "The progress in detail."),
    "tasks": Bilingual(
        "年度ごとの取組事項。済んだら done: true か、済んだ時期を書き足します。",
        "What is to be done in each fiscal year. When it is done, add done: true, or when it was.",
    ),
    "annual_goals": Bilingual("年度ごとの目標。", "The goals of each fiscal year."),
}
_STATUS = {
    "matsue": Bilingual(
        "進捗状況（plan.yaml の statuses から）。", "The status, one of statuses in plan.yaml."
    ),
    "rating": Bilingual(
        "直近の評価（plan.yaml の statuses から）。年2回、評価のたびに書き換えます。",
        "The latest rating, one of statuses in plan.yaml; it is set anew at each of the two reviews a year.",
    ),
}
_TAIL = Bilingual(
    ja=(
        "ほかに、次のような項目が書けます（dxplan schema initiative で全部が出ます）。\n"
        "components（構成要素）、budget（事業費）、indicators（指標）、schedule（スケジュール）、goals（達成目標）、note（備考）"
    ),
    en=(
        "Other keys (dxplan schema initiative prints them all):\n"
        "components, budget, indicators, schedule, goals, note"
    ),
)


def initiative_text(start: Start) -> str:
    """Return the text of the sample initiative."""
    comments = {key: start.said(text) for key, text in _COMMENTS.items()}
    if start.statuses in _STATUS:
        comments["status"] = start.said(_STATUS[start.statuses])
    head, tail = start.said(_HEAD), start.said(_TAIL)
    return commented("initiative", narrowed_schema_path(), head, _data(start), comments, tail)


def _data(start: Start) -> Data:
    pillar, status = start.pillars[0], first_status(start)
    year = start.year(start.first)
    deadline = Bilingual("～3月", start.first.last_day.isoformat())
    return {
        "schema": 1,
        "id": SAMPLE_ID,
        "title": start.said(_TITLE),
        "pillar": pillar.name,
        **({"category": pillar.categories[0]} if pillar.categories else {}),
        "number": 1,
        "departments": [start.departments[0]],
        **({"status": status} if status else {}),
        **(
            {"operation_start": start.said(Bilingual("未定", "undecided"))}
            if start.statuses == "matsue"
            else {}
        ),
        "summary": start.said(_SUMMARY),
        **({"progress": start.said(_PROGRESS)} if start.statuses == "rating" else {}),
        "tasks": [
            {
                "name": start.said(TASK_NAME),
                "fiscal_year": year,
                "text": start.said(_TASK),
                "deadline": start.said(deadline),
            }
        ],
        "annual_goals": [{"fiscal_year": year, "text": start.said(_GOAL)}],
    }
