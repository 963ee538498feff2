"""The plan of the invented city 旭野市: what stands in its plan.yaml and in the files around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.analysis.demo.entries import OPERATING, PILLARS, PLANNED, PREPARING, WITHDRAWN

if TYPE_CHECKING:
    from dxplan.model.content import Data

PLAN = "asahino"

_VISIONS = {
    1: (
        "市民は、市役所に行かなくても、思い立ったときに手続きを済ませられる",
        "市民は、自分に関わる知らせを、使い慣れた方法で受け取れる",
        "機械の操作が苦手な市民も、窓口で前より早く用を足せる",
    ),
    2: (
        "職員は、写す・探す・待つ時間を減らし、市民と向き合う時間を増やせる",
        "課の垣根を越えて、同じデータを見ながら仕事を進められる",
    ),
    3: (
        "職員は、仕事のやり方を自分たちで見直せる",
        "年齢や住む場所にかかわらず、だれもが身近な人とデジタルの便利さを分かち合える",
    ),
}
_TARGET_STATES: dict[int, tuple[tuple[str, tuple[str, ...]], ...]] = {
    1: (
        (
            "主な手続きが来庁せずに終わる",
            ("移動と待ち時間がなくなる", "開庁時間に来られない人も手続きできる"),
        ),
        ("大切な知らせが必要な人に届いている", ("申請の漏れが減る", "災害時の避難が早まる")),
    ),
    2: (
        ("紙と押印を前提にした仕事が残っていない", ("決裁にかかる日数が縮まる",)),
        ("同じ内容を二度入力する仕事が残っていない", ("転記の誤りがなくなる", "時間外勤務が減る")),
    ),
    3: (
        ("どの課にも業務の見直しを進める職員がいる", ("改善が担当者の異動で止まらない",)),
        ("操作を教え合える場が各地区にある", ("オンラインの手続きを使う人が増える",)),
    ),
}
_OUTCOMES: dict[int, tuple[str, str, float, float]] = {
    1: ("主な手続きのうちオンラインで申請された割合", "%", 4.1, 40),
    2: ("見直しで生み出した時間（累計）", "時間", 620, 12000),
    3: ("デジタルの手続きに不安がないと答えた市民の割合", "%", 38.5, 60),
}
_SUMMARIES = {
    1: "手続きの入口を増やし、市民が自分に合う方法を選べるようにする。",
    2: "紙と手作業に頼る仕事を見直し、職員が相談や現場に使う時間をつくる。",
    3: "職員の学びと、地域での教え合いを支える。",
}


def plan() -> Data:
    """Return the plan as it was entered in April 2022."""
    return {
        "schema": 1,
        "title": "旭野市デジタル市役所推進計画",
        "#city": "旭野市は実在しません。取組・人名・数値はすべて見本です。",
        "city": "旭野市",
        "fictional": True,
        "language": "ja",
        "timezone": "Asia/Tokyo",
        "published": "2022-03",
        "office": "デジタル推進課",
        "goal": "人口が減っても、だれもが市役所のサービスを無理なく使い続けられるまちにする",
        "summary": (
            "市役所の手続きと仕事をデジタルで組み直すための4年間（R4～R7）の計画。\n"
            "取組は2年ごとの期に分けて進め、半年ごとに進み具合を振り返って公表する。"
        ),
        "period": {"first": "R4", "last": "R7"},
        "terms": [
            {"name": "第1期", "first": "R4", "last": "R5", "plan": "第1期実施計画"},
            {"name": "第2期", "first": "R6", "last": "R7"},
        ],
        "pillars": [_pillar(number, name) for number, name in enumerate(PILLARS, start=1)],
        "departments": [{"name": name} for name in _DEPARTMENTS],
        **_vocabularies(),
    }


_DEPARTMENTS = (
    "デジタル推進課", "市民課", "税務課", "子育て支援課", "学校教育課", "福祉課", "環境課", "広報秘書課", "防災危機管理課",
    "総務課", "人事課", "都市整備課", "図書館",
)  # fmt: skip


def _pillar(number: int, name: str) -> Data:
    what, unit, baseline, target = _OUTCOMES[number]
    return {
        "number": number,
        "name": name,
        "summary": _SUMMARIES[number],
        "visions": [{"number": at, "text": text} for at, text in enumerate(_VISIONS[number], start=1)],
        "target_states": [
            {"number": at, "text": text, "effects": list(effects)}
            for at, (text, effects) in enumerate(_TARGET_STATES[number], start=1)
        ],
        "outcomes": [
            {
                "number": 1,
                "name": what,
                "unit": unit,
                "baseline": {"period": "R3", "value": baseline},
                "target": {"period": "R7", "value": target},
            }
        ],
        "categories": [{"name": category} for category in PILLARS[name]],
    }


def _vocabularies() -> Data:
    return {
        "statuses": [
            {
                "name": PLANNED,
                "means": "planned",
                "meaning": "進め方や費用を調べている",
                "stage": "第1期に取り組むこと",
            },
            {
                "name": PREPARING,
                "means": "preparing",
                "meaning": "契約・構築・試行をしている",
                "stage": "着手していること",
            },
            {
                "name": OPERATING,
                "means": "operating",
                "meaning": "市民や職員が使い始めている",
                "stage": "評価・見直し",
            },
            {"name": WITHDRAWN, "means": "withdrawn", "meaning": "計画から外した"},
        ],
        "stages": [
            {"name": "計画期間中に取り組むこと"},
            {"name": "第1期に取り組むこと"},
            {"name": "着手していること"},
            {"name": "評価・見直し"},
            {"name": "完了"},
        ],
        "phases": [{"name": name} for name in ("検討", "準備", "導入", "運用", "見直し")],
        "committees": [
            {
                "name": "デジタル市役所推進委員会",
                "role": "半年ごとに進み具合を確かめ、取組の追加と取り下げを決める。",
                "chair": "副市長",
                "members": "各部の部長",
            },
            {
                "name": "デジタル市民懇話会",
                "role": "使う側の立場から取組に意見を述べる。",
                "members": "公募の市民、町内会、商工会の代表",
            },
        ],
    }


README = """\
# 旭野市デジタル市役所推進計画（見本）

旭野市は実在しない市です。ここにある取組・人名・数値はすべて、dxplan を試すために作った見本です。
`dxplan demo` は、いつ、どこで作っても同じ履歴を作ります。

`plans/asahino/` に計画があり、2022年4月からの2年間の履歴が git に入っています。

## 試してみる

この見本の「今日」は2024年4月15日です。次のように決めておくと、いつ試しても同じ結果になります。

    export DXPLAN_TODAY=2024-04-15

| 知りたいこと | コマンド |
| --- | --- |
| 計画全体の状況 | `dxplan status` |
| 遅れている取組 | `dxplan list --overdue` |
| 一つの取組 | `dxplan show online-application` |
| 二つの時点の違い | `dxplan diff R4 R5` |
| だれがいつ何を変えたか | `dxplan log attendance` |
| いまの値がいつ決まったか | `dxplan blame attendance` |
| 状況の移り変わり | `dxplan trend` |
| 確定した時点 | `dxplan snapshot list` |
| データの検査 | `dxplan validate --strict` |

エディターで YAML を開くと、`schema/` にあるスキーマで入力の候補と誤りが示されます（`schema/` は git に入れていません）。

## 確定した時点

半年ごとの振り返りは、タグ `snapshot/asahino/<期間>` で残しています。

| 期間 | 確定した日 |
| --- | --- |
"""

FILES = {
    ".gitattributes": "* text=auto eol=lf\n",
    ".gitignore": "# dxplan が書き出すスキーマ\n/schema/\n",
    "README.md": README,
}
"""Every file besides the plan's own."""
