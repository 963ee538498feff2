"""The initiatives for counters, families and health, as they were entered in April 2022."""

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

COUNTER, FAMILY, HEALTH = "窓口・手続き", "子育て・教育", "福祉・健康"


def services() -> list[Data]:
    """Return the initiatives of the first three categories."""
    return [*_online(), *_counters(), *_families(), *_health()]


def _online() -> list[Data]:
    return [
        initiative(
            "online-application", "行政手続きのオンライン化", (COUNTER, 1), ("市民課", "デジタル推進課"), PREPARING, "R5.4月～",
            components=[
                component("一般の手続き", PREPARING, "R4.12月～"),
                component("子育て・介護の手続き", PREPARING, "R5.4月～"),
                component("公共施設の予約", PLANNED, "R6年度中"),
            ],
            visions=["1-1", "2-1"], target_states=["1-1"], outcomes=["1-1"],
            summary="電子申請の窓口を市のホームページにまとめ、届出や証明の請求を来庁せずにできるようにする。\n手数料の支払いと本人確認もスマートフォンで済むようにする。",
            background="市の手続き約900種のうち、電子申請できるのは24種にとどまる。\n平日の日中に来られない市民から、夜間や休日に申請したいという声が多い。",
            progress="令和3年度に手続きを棚卸しし、件数の多い60種を先に進めると決めた。",
            tasks=[
                task("R4", "対象とする手続きの様式と添付書類を洗い出す。", "～8月"),
                task("R4", "一般の手続きの受付を始める。", "12月"),
                task("R4", "子育て・介護の手続きの入力画面を作る。", "～3月"),
            ],
            annual_goals=[goal("R4", "一般の手続き50種が電子申請できる。", 50, "種")],
            goals=["件数の多い手続きの8割が、来庁せずに終わる。", "申請から交付までの日数が、窓口と変わらない。"],
            budget=budget(R4=8250),
            indicators=[indicator("オンラインで申請できる手続き", "種", 120, 24)],
            schedule=schedule(R4="準備：一般の手続きから順に", R5="導入：子育て・介護に広げる", R6="運用：施設予約を加える", R7="見直し"),
        ),
        initiative(
            "writing-free-counter", "書かない窓口の導入", (COUNTER, 2), ("市民課",), PLANNED, "未定",
            visions=["1-3"], target_states=["1-1"],
            summary="窓口で職員が聞き取った内容を画面に入力し、市民は確かめて署名するだけにする。\n転入や出生など、いくつもの課を回る手続きから始める。",
            background="転入の手続きでは、氏名と住所を平均で6回書いている。\n繁忙期には受付までの待ち時間が50分を超える日がある。",
            tasks=[
                task("R4", "先に始めた市の窓口を見学し、効果を聞き取る。", "～10月"),
                task("R4", "転入の手続きの流れを図にして、重なる記入を数える。", "～2月"),
            ],
            goals=["転入の手続きで氏名と住所を書くのが1回で済む。"],
            indicators=[indicator("転入の手続きにかかる時間", "分", 30, 72, "down")],
        ),
    ]  # fmt: skip


def _counters() -> list[Data]:
    return [
        initiative(
            "cashless-payment", "窓口のキャッシュレス決済", (COUNTER, 3), ("市民課", "税務課"), PREPARING, "R4.10月～",
            visions=["1-1", "1-3"],
            summary="証明書の手数料と税の窓口払いを、カード、電子マネー、コード決済で支払えるようにする。",
            background="現金の受渡しと閉庁後の集計に、窓口全体で1日およそ70分かかっている。",
            tasks=[
                task("R4", "決済事業者を選び、契約する。", "～7月"),
                task("R4", "窓口に端末を5台置き、職員の練習を行う。", "9月"),
            ],
            budget=budget(R4=2480),
            indicators=[indicator("手数料のうち現金以外で支払われた割合", "%", 30)],
            schedule=schedule(R4="導入", R5="運用", R6="見直し：税の窓口の端末を増やすか決める"),
        ),
        initiative(
            "convenience-certificates", "コンビニでの証明書交付", (COUNTER, 4), ("市民課",), OPERATING, "R2.2月～",
            visions=["1-1"], target_states=["1-1"],
            summary="マイナンバーカードを使い、住民票の写しなど6種の証明書を全国のコンビニで受け取れるようにする。",
            background="交付の9割近くを市役所の窓口で行っており、月曜日と連休明けに混み合う。",
            progress="令和2年2月に始めた。令和3年度の交付は約7,400通だった。",
            tasks=[task("R4", "手数料を窓口より100円下げる条例の改正を検討する。", "12月")],
            budget=budget(R4=5120),
            indicators=[indicator("証明書のうちコンビニで交付した割合", "%", 35, 18.2)],
        ),
        initiative(
            "certificate-kiosk", "証明書交付機の設置", (COUNTER, 5), ("市民課",), PLANNED, "R5年度中",
            visions=["1-3"],
            summary="本庁舎と支所に証明書の交付機を置き、窓口に並ばずに受け取れるようにする。",
            background="支所では証明書の交付に職員が1人付いており、ほかの相談を受けにくい。",
            tasks=[task("R4", "機器の費用と保守の条件を調べる。", "～11月")],
        ),
    ]  # fmt: skip


def _families() -> list[Data]:
    return [
        initiative(
            "nursery-application", "保育所の入所申込みの電子化", (FAMILY, 1), ("子育て支援課",), PREPARING, "R4.11月～",
            visions=["1-1"], outcomes=["1-1"],
            summary="4月入所の申込みと就労証明書の提出を、スマートフォンでできるようにする。",
            background="申込みの時期に窓口が混み、相談に使える時間が一人10分ほどしかない。\n就労証明書は年におよそ1,300枚を手で入力している。",
            progress="令和3年度に申込書の項目を見直し、記入欄を3割減らした。",
            tasks=[
                task("R4", "入力画面を作り、保護者10人に試してもらう。", "～9月"),
                task("R4", "令和5年4月入所の受付を電子でも行う。", "11月"),
            ],
            goals=["保護者が、子どもを連れて来庁せずに申し込める。"],
            budget=budget(R4=1980),
            indicators=[indicator("申込みのうち電子申請の割合", "%", 60)],
        ),
        initiative(
            "parenting-app", "子育て応援アプリ「あさひのっ子」", (FAMILY, 2), ("子育て支援課",), OPERATING, "R3.7月～",
            visions=["1-2"], target_states=["1-2"],
            summary="予防接種と健診の時期を知らせ、子育ての催しや相談先を一つのアプリで見られるようにする。",
            background="健診の案内は郵便だけで、転入した家庭に届くのが遅れることがある。",
            progress="令和3年7月に公開した。",
            tasks=[task("R4", "予防接種の予定を自動で知らせる機能を加える。", "～1月")],
            budget=budget(R4=1320),
            indicators=[indicator("アプリの登録者数", "人", 4000, 1840)],
        ),
        initiative(
            "school-contact", "学校と保護者の連絡のデジタル化", (FAMILY, 3), ("学校教育課",), PREPARING, "R4.9月～",
            visions=["1-2", "2-1"],
            summary="欠席の連絡、学校からの便り、面談の日程調整を、市内の全小中学校で同じ仕組みにする。",
            background="朝の電話が8時前後に集中し、教員が電話の応対で教室に行くのが遅れる。\n紙の便りは1校で年におよそ9万枚に上る。",
            tasks=[
                task("R4", "事業者を選び、モデル校2校で試す。", "～7月"),
                task("R4", "全13校で使い始める。", "9月"),
            ],
            budget=budget(R4=2860),
            indicators=[indicator("保護者の登録率", "%", 98)],
        ),
    ]  # fmt: skip


def _health() -> list[Data]:
    return [
        initiative(
            # The slip that a later commit mends: 検診 is written with another character here.
            "checkup-booking", "特定検診のインターネット予約", (HEALTH, 1), ("福祉課",), PREPARING, "R5.5月～",
            visions=["1-1"],
            summary="集団健診の会場と時間を、空きを見ながら予約・変更できるようにする。",
            background="受付開始の日に電話が集中し、つながるまで1時間かかる人がいる。",
            tasks=[
                task("R4", "予約の条件（定員、年齢、受診券の番号）を整理する。", "～10月"),
                task("R4", "仕様書を作り、業者を選ぶ。", "～2月"),
            ],
            budget=budget(R4=440),
            indicators=[indicator("予約のうちインターネットの割合", "%", 50)],
        ),
        initiative(
            "remote-sign-language", "遠隔手話通訳の導入", (HEALTH, 2), ("福祉課",), PREPARING, "R4.12月～",
            visions=["1-3"],
            summary="通訳者のいる時間に限らず、窓口や支所のタブレットから手話通訳を頼めるようにする。",
            background="手話通訳者は週2日の勤務で、それ以外の日は筆談になる。",
            tasks=[task("R4", "聴覚障がい者の会と一緒に画面の見やすさを確かめる。", "10月")],
            budget=budget(R4=380),
        ),
    ]  # fmt: skip
