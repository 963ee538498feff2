"""The initiatives for information, safety and people, as they were entered in April 2022."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.analysis.demo.entries import (
    OPERATING,
    PLANNED,
    PREPARING,
    budget,
    component,
    goal,
    indicator,
    initiative,
    schedule,
    task,
)

if TYPE_CHECKING:
    from dxplan.model.content import Data

INFORMATION, SAFETY = "情報発信", "環境・防災"
TRAINING, COMMUNITY = "職員の育成", "地域への支援"


def outreach() -> list[Data]:
    """Return the initiatives of four categories."""
    return [*_information(), *_safety(), *_training(), *_community()]


def _information() -> list[Data]:
    return [
        initiative(
            "website-renewal", "市ホームページの全面改修", (INFORMATION, 1), ("広報秘書課",), PREPARING, "R5.3月末～",
            visions=["1-2"], target_states=["1-2"],
            summary="暮らしの場面から探せる構成に改め、スマートフォンと読み上げソフトで使いやすくする。",
            background="ページが約1万2千に増え、古い内容が残っている。\n閲覧の7割がスマートフォンからだが、画面が合っていない。",
            tasks=[
                task("R4", "公募で事業者を選ぶ。", "～7月"),
                task("R4", "各課のページを整理し、不要なものを消す。", "～12月"),
                task("R4", "新しいホームページを公開する。", "～3月"),
            ],
            budget=budget(R4=18700),
            schedule=schedule(R4="導入：3月末に公開", R5="運用", R6="運用", R7="見直し"),
        ),
        initiative(
            "line-service", "市公式LINEでの情報発信", (INFORMATION, 2), ("広報秘書課",), OPERATING, "R3.4月～",
            components=[
                component("希望に応じた情報の配信", OPERATING, "R3.4月～"),
                component("質問に答えるチャットボット", PREPARING, "R5年度中"),
            ],
            visions=["1-2"], target_states=["1-2"],
            summary="ごみの日、催し、災害の知らせを希望に応じて届け、よくある質問に自動で答える。",
            background="広報紙は月に1回で、急ぎの知らせが届きにくい。",
            progress="令和3年4月に配信を始めた。",
            tasks=[
                task("R4", "よくある質問300件と答えを作る。", "～1月"),
                task("R4", "登録を勧める案内を転入者に渡す。", "通年", done=True),
            ],
            budget=budget(R4=990),
            indicators=[indicator("友だち登録者数", "人", 15000, 6200)],
        ),
        initiative(
            "open-data", "オープンデータの公開", (INFORMATION, 3), ("デジタル推進課",), OPERATING, "R2.10月～",
            visions=["1-2", "2-2"],
            summary="市が持つデータを、だれでも加工して使える形で公開する。",
            background="公開しているデータの多くがPDFで、そのままでは使えない。",
            progress="令和2年10月に公開を始めた。",
            tasks=[task("R4", "各課が公開できるデータを調べ、一覧にする。", "～12月")],
            indicators=[indicator("公開しているデータの数", "件", 150, 42)],
        ),
    ]  # fmt: skip


def _safety() -> list[Data]:
    return [
        initiative(
            "bulky-waste", "粗大ごみの収集のオンライン受付", (SAFETY, 1), ("環境課",), PREPARING, "R5.2月～",
            visions=["1-1"], outcomes=["1-1"],
            summary="粗大ごみの申込みと処理券の支払いを、品目を選ぶだけでできるようにする。",
            background="申込みは電話だけで、引っ越しの多い3月は受付が2週間先まで埋まる。",
            tasks=[
                task("R4", "品目と料金の表を見直す。", "～9月"),
                task("R4", "受付の仕組みを作り、試験を行う。", "～1月"),
            ],
            budget=budget(R4=1650),
            indicators=[indicator("申込みのうちオンラインの割合", "%", 50)],
        ),
        initiative(
            "disaster-broadcast", "防災情報の一斉配信", (SAFETY, 2), ("防災危機管理課",), PREPARING, "R5.6月～",
            visions=["1-2"], target_states=["1-2"],
            summary="防災行政無線、メール、LINE、ホームページへの配信を、一度の入力で済むようにする。",
            background="大雨のとき、同じ文を4か所に入力しており、最後の配信まで20分かかった。",
            tasks=[
                task("R4", "配信先と文の長さの決まりを整理する。", "～9月"),
                task("R4", "国の補助金に申請する。", "～2月"),
            ],
            budget=budget(R4=0),
            schedule=schedule(R4="準備", R5="導入", R6="運用", R7="運用"),
        ),
        initiative(
            "shelter-status", "避難所の混雑状況の公開", (SAFETY, 3), ("防災危機管理課",), PLANNED, "未定",
            visions=["1-2"],
            summary="避難所に来た人の数を現地で入力し、空き具合を地図で見られるようにする。",
            background="令和3年8月の大雨では、一部の避難所に人が集まり、受入れを断った。",
            tasks=[task("R4", "避難所の担当職員に聞き取りを行う。", "～3月")],
        ),
    ]  # fmt: skip


def _training() -> list[Data]:
    return [
        initiative(
            "staff-training", "階層別のデジタル研修", (TRAINING, 1), ("人事課", "デジタル推進課"), OPERATING, "R3年度から継続",
            visions=["3-1"], target_states=["3-1"],
            summary="新任、係長、課長のそれぞれに、情報の安全な扱いとデータの読み方の研修を行う。",
            background="研修は希望者だけで、受講が特定の課に偏っている。",
            progress="令和3年度は試しに2回行い、延べ74人が受けた。",
            tasks=[
                task("R4", "階層ごとの研修の内容を決める。", "～6月"),
                task("R4", "係長級の研修を全員に行う。", "～2月"),
            ],
            annual_goals=[goal("R4", "対象の職員の6割が研修を受けている。", 60, "%")],
            budget=budget(R4=760),
            indicators=[indicator("対象の職員のうち受講した割合", "%", 100)],
        ),
        initiative(
            "dx-leader", "業務改革リーダーの育成", (TRAINING, 2), ("デジタル推進課",), PREPARING, "R4.7月～",
            visions=["3-1"], target_states=["3-1"],
            summary="各課から一人を選び、半年の実習を通して自分の課の仕事を一つ見直す。",
            background="システムに詳しい職員が異動すると、改善が止まってしまう。",
            tasks=[
                task("R4", "1期生を募り、実習を始める。", "7月"),
                task("R4", "見直しの結果を発表する会を開く。", "2月"),
            ],
            budget=budget(R4=540),
            indicators=[indicator("実習を終えた職員（累計）", "人", 60)],
        ),
        initiative(
            "work-review", "業務の流れの見直し", (TRAINING, 3), ("総務課", "デジタル推進課"), PLANNED, "R5.7月～",
            visions=["2-1", "3-1"],
            summary="件数の多い仕事を図に書き出し、やめる・まとめる・機械に任せる、の順に見直す。",
            background="今の手順のままシステムを入れ、紙と画面の両方に記録している仕事がある。",
            tasks=[task("R4", "見直しの手引きの案を作る。", "～3月")],
        ),
    ]  # fmt: skip


def _community() -> list[Data]:
    return [
        initiative(
            "smartphone-class", "スマートフォン教室", (COMMUNITY, 1), ("デジタル推進課", "図書館"), OPERATING, "R3.10月～",
            visions=["3-2"], target_states=["3-2"], outcomes=["3-1"],
            summary="地区の公民館と図書館で、基本の操作から電子申請までを少人数で学ぶ教室を開く。",
            background="70歳以上では、スマートフォンを持っていても電話にしか使わない人が多い。",
            progress="令和3年度は3つの公民館で開いた。",
            tasks=[
                task("R4", "8つの公民館で教室を開く。", "～3月"),
                task("R4", "図書館に質問できる日を月に1回設ける。", "6月"),
            ],
            budget=budget(R4=620),
            indicators=[indicator("教室の参加者（累計）", "人", 1500)],
        ),
        initiative(
            "digital-helper", "地域デジタルサポーターの登録", (COMMUNITY, 2), ("デジタル推進課",), PLANNED, "未定",
            visions=["3-2"], target_states=["3-2"],
            summary="操作に慣れた市民に登録してもらい、地区の集まりで教え手になってもらう。",
            background="教室だけでは、覚えた操作を忘れたときに聞ける人が近くにいない。",
        ),
    ]  # fmt: skip
