"""The plan.yaml that a plan begins with: every key with a comment that explains it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.analysis.starting_statuses import vocabularies
from dxplan.model.message import Bilingual
from dxplan.stores.layout import INITIATIVES_FOLDER, NARROWED_SCHEMA_FILE
from dxplan.stores.schemas import list_keys
from dxplan.stores.yaml_rendering import OFFSET, entry_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dxplan.analysis.starting import Start
    from dxplan.model.content import Data
    from dxplan.stores.schemas import SchemaName

_SCHEMA_LINE = "# yaml-language-server: $schema="
_HEAD = Bilingual(
    ja=(
        f"この計画の全体に共通することを書きます。取組は {INITIATIVES_FOLDER}/ に1件ずつ書きます。\n"
        "「#」で始まる行は説明で、消してもかまいません。「# キー: 値」の行は、「# 」を消すと使えます。"
    ),
    en=(
        f"What all initiatives of this plan share. Each initiative has a file of its own in {INITIATIVES_FOLDER}/.\n"
        "Lines that begin with # explain, and may go. A line “# key: value” comes to life without its #."
    ),
)
_COMMENTS = {
    "schema": Bilingual(
        "このファイルの形の版。変えません。", "The version of this file's form; leave it as it is."
    ),
    "title": Bilingual("計画の名前。印刷するとおりに書きます。", "The name of the plan, as it is printed."),
    "city": Bilingual("計画を持つ市区町村。", "The city that owns the plan."),
    "language": Bilingual("画面や報告の言語（ja か en）。", "The language of screens and reports: ja or en."),
    "timezone": Bilingual("「今日」を決める時間帯。", "The time zone that decides what day it is."),
    "period": Bilingual(
        ja=(
            "計画をまとめる課、公表した月、計画全体の目標。\n"
            "office: デジタル推進課\n"
            "published: 2024-03\n"
            "goal: だれもが市役所のサービスを使い続けられるまちにする。\n\n"
            "計画の最初の年度と最後の年度（R6 は令和6年度で、2024年4月から2025年3月まで）。"
        ),
        en=(
            "The office that keeps the plan, the month in which it was published, what it wants.\n"
            "office: Digital Office\n"
            "published: 2024-03\n"
            "goal: Everybody can go on using the services of the city.\n\n"
            "The first and the last fiscal year (FY2024 is April 2024 to March 2025)."
        ),
    ),
    "pillars": Bilingual(
        ja=(
            "実施計画の期に分かれる計画では、計画期間を切れ目なく埋めます。\n"
            "terms:\n"
            "  - name: 第1期\n"
            "    first: R6\n"
            "    last: R7\n\n"
            "柱。取組は name で柱を、categories の name で区分を指します。区分のない柱には categories を書きません。\n"
            "柱のビジョン（visions）、達成すべき状態（target_states）、成果（outcomes）も書けます。"
        ),
        en=(
            "A plan in several terms names them, without gaps.\n"
            "terms:\n"
            "  - name: First term\n"
            "    first: FY2024\n"
            "    last: FY2025\n\n"
            "The pillars. Initiatives refer to a pillar and to one of its categories by name. A pillar may have no categories.\n"
            "It may have visions, target_states and outcomes, too."
        ),
    ),
    "numbering": Bilingual(
        "取組の番号が重ならない範囲。plan（計画全体）、pillar（柱ごと）、category（区分ごと）、none（決まりなし）。",
        "Within what the numbers of initiatives are unique: plan, pillar, category or none.",
    ),
    "departments": Bilingual(
        ja=(
            "担当課。取組はこの名前で課を指します。名前が変わったら formerly に前の名前を残します。\n"
            "owners には、その課の取組を変えてよい人を書けます（GitHub や GitLab の名前）。"
        ),
        en=(
            "The departments. Initiatives refer to them by name. When a name changes, formerly keeps the one before.\n"
            "owners may name who changes the initiatives of a department (their names on GitHub or GitLab)."
        ),
    ),
}
_STATUSES = {
    "matsue": Bilingual(
        ja=(
            "進捗状況の語彙。means は道具にとっての意味（planned、preparing、operating、completed、withdrawn）、\n"
            "stage はカンバンの段階、transitions は次に移ってよい状況（空なら、もう変わりません）。\n"
            "柱によって意味が違う状況には、meanings を書けます。\n"
            "    meanings:\n"
            "      - pillar: 人材育成\n"
            "        meaning: 実施方法を検討している"
        ),
        en=(
            "The statuses. means is what a status means to dxplan (planned, preparing, operating, completed, withdrawn),\n"
            "stage is its place on the board, transitions names the statuses that may follow (none: it stays).\n"
            "A status that means something else in one pillar may have meanings.\n"
            "    meanings:\n"
            "      - pillar: People\n"
            "        meaning: how to do it is being studied"
        ),
    ),
    "rating": Bilingual(
        ja=(
            "評価の語彙。上半期（9月30日）と通期（3月31日）の年2回、取組ごとに付けます。\n"
            "付け終えたら dxplan snapshot create で確定します。評価は運用の段階を表さないので、means は書きません。"
        ),
        en=(
            "The ratings, which each initiative gets twice a year: for the first half (30 September) and the year (31 March).\n"
            "dxplan snapshot create freezes each review. A rating tells of no stage of operation, so it has no means."
        ),
    ),
    "none": Bilingual(
        ja=(
            "この計画は取組事項（tasks）で進み具合を見ます。状況の語彙を使うときは、statuses を書きます。\n"
            "statuses:\n"
            "  - name: 着手中\n"
            "    means: preparing"
        ),
        en=(
            "This plan shows its progress by tasks. To give initiatives a status, write statuses.\n"
            "statuses:\n"
            "  - name: in preparation\n"
            "    means: preparing"
        ),
    ),
}
_STAGES = Bilingual("カンバンの段階。左から順に並べます。", "The stages of the board, from left to right.")


def plan_text(start: Start) -> str:
    """Return the text of a new plan.yaml."""
    data: Data = {
        "schema": 1,
        "title": start.title,
        "city": start.city,
        "language": start.language,
        "timezone": "Asia/Tokyo",
        "period": {"first": start.year(start.first), "last": start.year(start.last)},
        "pillars": [_pillar(number, start) for number in range(1, len(start.pillars) + 1)],
        "numbering": "category" if any(pillar.categories for pillar in start.pillars) else "pillar",
        "departments": [{"name": name} for name in start.departments],
        **vocabularies(start),
    }
    comments = {key: start.said(text) for key, text in _COMMENTS.items()}
    statuses = start.said(_STATUSES[start.statuses])
    comments |= {"statuses": statuses, "stages": start.said(_STAGES)}
    tail = "" if "statuses" in data else statuses
    return commented("plan", "../../schema/plan.schema.json", start.said(_HEAD), data, comments, tail)


def commented(
    name: SchemaName, schema: str, head: str, data: Data, comments: Mapping[str, str], tail: str = ""
) -> str:
    """Return a document whose keys stand in the order given, each under its comment."""
    keys = list_keys(name)
    lines = [_SCHEMA_LINE + schema, *_comment(head)]
    for key, value in data.items():
        if key in comments:
            lines += ["", *_comment(comments[key])]
        lines += entry_lines(key, value, keys.at(key), 0, OFFSET)
    if tail:
        lines += ["", *_comment(tail)]
    return "\n".join(lines) + "\n"


def narrowed_schema_path() -> str:
    """Return the way from an initiative file to its plan's own schema."""
    return f"../{NARROWED_SCHEMA_FILE}"


def _comment(text: str) -> list[str]:
    return [f"# {line}".rstrip() if line else "" for line in text.split("\n")]


def _pillar(number: int, start: Start) -> Data:
    pillar = start.pillars[number - 1]
    below = {"categories": [{"name": name} for name in pillar.categories]} if pillar.categories else {}
    return {"number": number, "name": pillar.name, **below}
