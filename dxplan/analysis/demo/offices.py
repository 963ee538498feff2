"""The initiatives for the offices' own work, as they were entered in April 2022."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.analysis.demo.entries import (
    OPERATING,
    PLANNED,
    PREPARING,
    budget,
    indicator,
    initiative,
    listing,
    schedule,
    task,
)

if TYPE_CHECKING:
    from dxplan.model.content import Data

PAPERS, DATA, FIELD = "庁内の事務", "データと基盤", "現場の業務"

_WORKSTREAMS: tuple[tuple[str, str, int | str], ...] = (
    ("住民基本台帳", "市民課", 4200),
    ("個人住民税", "税務課", 3800),
    ("児童手当", "子育て支援課", "未定"),
    ("介護保険", "福祉課", "未定"),
    ("就学", "学校教育課", "未定"),
)


def offices() -> list[Data]:
    """Return the initiatives of three categories."""
    return [*_papers(), *_data(), *_field()]


def _papers() -> list[Data]:
    return [
        initiative(
            "electronic-approval", "文書管理と電子決裁", (PAPERS, 1), ("総務課",), PREPARING, "R5.4月～",
            visions=["2-1"], target_states=["2-1"],
            summary="文書の収受から決裁、保存、廃棄までを一つの仕組みで扱い、紙の起案をなくす。",
            background="支所からの決裁は文書の便で運んでおり、決まるまで平均4.6日かかる。\n文書庫はR6年度に満杯になる見込み。",
            tasks=[
                task("R4", "文書の分類と保存の年限を見直す。", "～10月"),
                task("R4", "事業者を選び、契約する。", "～1月"),
            ],
            budget=budget(R4=12100),
            indicators=[indicator("決裁のうち電子で行った割合", "%", 90)],
            schedule=schedule(R4="準備", R5="導入", R6="運用", R7="運用"),
        ),
        initiative(
            "paperless-meeting", "会議のペーパーレス化", (PAPERS, 2), ("総務課",), OPERATING, "R3年度から継続",
            visions=["2-1"], target_states=["2-1"],
            summary="庁内の会議の資料を画面で共有し、印刷と差替えの手間をなくす。",
            background="部長会議の資料だけで、年に約2万4千枚を印刷している。",
            progress="令和3年度から部長会議で画面の資料を使っている。",
            tasks=[task("R4", "課長会議と委員会に広げる。", "～12月")],
            indicators=[indicator("コピー用紙の購入枚数", "万枚", 250, 412, "down")],
        ),
        initiative(
            "attendance", "勤怠管理のシステム化", (PAPERS, 3), ("人事課",), PLANNED, "R6.1月～",
            visions=["2-1"],
            summary="出退勤の打刻、休暇の申請、時間外の命令を、職員の端末からできるようにする。",
            background="出勤簿と休暇簿が紙のため、毎月の集計に人事課で延べ40時間かかる。",
            tasks=[task("R4", "勤務の形（交替、短時間など）を洗い出す。", "～2月")],
        ),
        initiative(
            "rpa", "定型業務の自動処理（RPA）", (PAPERS, 4), ("税務課", "デジタル推進課"), OPERATING, "R2.10月～",
            visions=["2-1"], target_states=["2-2"], outcomes=["2-1"],
            summary="申告書の入力や通知の作成など、手順の決まった入力を自動で行う。",
            background="当初課税の時期に、入力のための時間外勤務が集中する。",
            progress="令和2年10月に法人市民税の申告の入力で始めた。",
            tasks=[
                task("R4", "軽自動車税の登録に広げる。", "～9月"),
                task("R4", "給与支払報告書の入力で試す。", "1月"),
            ],
            budget=budget(R4=1870),
            indicators=[indicator("自動処理で減らした時間（累計）", "時間", 6000, 620)],
        ),
    ]  # fmt: skip


def _data() -> list[Data]:
    return [
        initiative(
            "system-standardization", "基幹業務システムの標準化", (DATA, 1), ("デジタル推進課",), PLANNED, "R8.1月～",
            visions=["2-2"], target_states=["2-2"],
            summary="住民記録や税などの業務システムを、国の標準仕様に合ったものに移す。",
            background="業務ごとに契約が分かれ、制度改正のたびに改修の費用がかかる。",
            tasks=[task("R4", "今の業務と標準仕様との違いを調べる。", "～3月")],
            budget=budget(R4=8000, R5=21000),
            schedule=schedule(R4="検討", R5="準備", R6="準備", R7="導入：1月に切替え"),
            workstreams=[
                {"number": number, "name": name, "departments": [department], "budget": budget(R5=amount)}
                for number, (name, department, amount) in enumerate(_WORKSTREAMS, start=1)
            ],
        ),
        initiative(
            "wireless-network", "庁内ネットワークの無線化", (DATA, 2), ("デジタル推進課",), PREPARING, "R5.3月末～",
            visions=["2-1", "2-2"],
            summary="本庁舎と支所の執務室と会議室で、端末を持ち運んで使えるようにする。",
            background="会議室に端末を持ち込めず、打合せの前に資料を印刷している。",
            tasks=[
                task("R4", "電波の調査と機器の設計を行う。", "～9月"),
                task("R4", "本庁舎の工事を終える。", "～3月"),
            ],
            budget=budget(R4=24600),
        ),
    ]  # fmt: skip


def _field() -> list[Data]:
    return [
        initiative(
            "care-survey", "要介護認定調査のタブレット化", (FIELD, 1), ("福祉課",), PLANNED, "R5.10月～",
            visions=["2-1"], target_states=["2-2"],
            summary="訪問先で調査票をタブレットに入力し、帰庁後の清書をなくす。",
            background="1件の調査のあと、清書に平均で55分かかっている。",
            tasks=[task("R4", "機器を借りて3人の調査員が試す。", "～2月")],
            indicators=[indicator("調査1件の清書にかかる時間", "分", 15, 55, "down")],
        ),
        initiative(
            "road-report", "道路の損傷のスマートフォン通報", (FIELD, 2), ("都市整備課",), PREPARING, "R4.8月～",
            listings=[listing("環境・防災", 4)],
            visions=["1-1", "2-1"],
            summary="道路の穴や照明の故障を、市民が写真と位置で知らせられるようにする。\n受けた内容は修繕の台帳にそのまま載せる。",
            background="電話では場所が伝わりにくく、現場を探すのに時間がかかる。",
            tasks=[
                task("R4", "通報の項目と、対応の順番の決まりを作る。", "～6月"),
                task("R4", "受付を始める。", "8月"),
            ],
            budget=budget(R4=330),
            indicators=[indicator("1年間の通報の件数", "件", 300)],
        ),
        initiative(
            "bridge-drone", "橋の点検でのドローンの活用", (FIELD, 3), ("都市整備課",), PLANNED, "R5年度中",
            visions=["2-1"],
            summary="足場の組みにくい橋の点検で、ドローンの写真から傷みを見つける。",
            background="市が管理する橋は164あり、5年ごとの近接目視に費用がかかる。",
            tasks=[task("R4", "県の研修に職員2人が参加する。", "11月")],
        ),
        initiative(
            "library-ic", "図書館の蔵書のICタグ化", (FIELD, 4), ("図書館",), PREPARING, "R5.6月～",
            visions=["1-3", "2-1"],
            summary="約18万冊にICタグを貼り、自動の貸出機と予約棚を置く。",
            background="蔵書の点検のため、毎年2月に8日間休館している。",
            tasks=[
                task("R4", "タグを貼る順番を決め、作業を始める。", "10月"),
                task("R4", "貸出機の仕様を決める。", "～12月"),
            ],
            budget=budget(R4=9350),
            schedule=schedule(R4="準備", R5="導入", R6="運用", R7="運用"),
        ),
    ]  # fmt: skip
