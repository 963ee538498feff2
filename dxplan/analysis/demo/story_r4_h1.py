"""The first half of the sample's story: the fiscal year R4 up to the first review in October 2022."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.analysis.demo.city import FILES, plan
from dxplan.analysis.demo.edits import done, found, measure, money, part, put, tell, write
from dxplan.analysis.demo.entries import OPERATING, PREPARING
from dxplan.analysis.demo.history import step
from dxplan.analysis.demo.offices import offices
from dxplan.analysis.demo.outreach import outreach
from dxplan.analysis.demo.people import (
    EGUCHI,
    FUJII,
    HIRANO,
    KITAMURA,
    KURATA,
    LIBRARY_DESK,
    MIURA,
    MIYAMOTO,
    MORISHITA,
    NAGAO,
    ONODERA,
    OSHIMA,
    SASAKI,
    TAKASE,
    YASUDA,
)
from dxplan.analysis.demo.services import services

if TYPE_CHECKING:
    from dxplan.analysis.demo.history import Step


def first_half() -> list[Step]:
    """Return what happened from April to October 2022."""
    return [*_beginning(), *_summer(), *_counter_reports(), *_office_reports(), *_review()]


def _beginning() -> list[Step]:
    return [
        step(
            "2022-04-04 10:12", TAKASE, "旭野市デジタル市役所推進計画と取組を登録",
            found(plan(), [*services(), *outreach(), *offices()], FILES),
            body="3月に策定した計画書から、計画と31の取組を入力した。",
        ),
        step(
            "2022-04-19 14:40", MIYAMOTO, "オンライン化と窓口の取組の紐付けを補う",
            put("writing-free-counter", outcomes=["1-1"]),
            put("cashless-payment", target_states=["1-1"]),
        ),
        step(
            "2022-05-11 11:05", KURATA, "ホームページ改修の公募日程を入力",
            tell("website-renewal", "5月から公募の準備を始めた。審査は6月下旬の予定。"),
        ),
        step(
            "2022-05-25 16:21", SASAKI, "市民課 対象手続きの洗い出しの状況を記録",
            tell("online-application", "各課に調査票を送り、5月末までに412種の回答を受けた。"),
        ),
    ]  # fmt: skip


def _summer() -> list[Step]:
    return [
        step(
            "2022-06-09 09:48", MORISHITA, "学校連絡アプリの選定結果を入力",
            tell("school-contact", "6月の審査会で事業者を決めた。"),
            put("school-contact", remark_operation_start="2学期の始業式（9/1）に合わせる"),
            taken=(MIYAMOTO, 95),
        ),
        step(
            "2022-06-22 13:30", TAKASE, "6月補正予算を反映",
            money("R4", note="6月補正後", smartphone_class=940, road_report=480),
        ),
        step(
            "2022-07-06 10:55", TAKASE, "業務改革リーダー 1期生の実習を開始",
            put("dx-leader", status=OPERATING),
            tell("dx-leader", "7月1日に12課の12人で1期生の実習を始めた。"),
            done("dx-leader", 0, when="R4.7月"),
        ),
        step(
            "2022-07-21 17:02", LIBRARY_DESK, "図書館 ICタグの作業順を更新",
            tell("library-ic", "児童書、一般書、郷土資料の順に貼ると決めた。"),
            taken=(MIYAMOTO, 18),
        ),
        step(
            "2022-08-09 09:15", KITAMURA, "都市整備課 道路通報の受付を開始",
            put("road-report", status=OPERATING),
            tell("road-report", "8月8日に受付を始めた。初日は6件の通報があった。"),
            done("road-report", 0, when="R4.6月"), done("road-report", 1, when="R4.8月"),
        ),
        step(
            "2022-08-25 15:37", MIYAMOTO, "取組名の「検診」を「健診」に訂正",
            put("checkup-booking", title="特定健診のインターネット予約"),
            body="福祉課から誤字の連絡。計画書の表記は「健診」。",
        ),
    ]  # fmt: skip


def _counter_reports() -> list[Step]:
    return [
        step(
            "2022-09-20 11:20", SASAKI, "市民課 上半期の進捗を報告",
            tell("online-application", "対象を96種に絞り、うち7種の受付を9月に始めた。"),
            done("online-application", 0, when="R4.8月"),
            tell("writing-free-counter", "8月に近隣の2市を見学した。転入の受付が平均で25分短くなっていた。"),
            done("writing-free-counter", 0, when="R4.8月"),
            tell("cashless-payment", "7月に事業者と契約し、端末5台の設置を終えた。"),
            done("cashless-payment", 0, when="R4.7月"), done("cashless-payment", 1, when="R4.9月"),
            tell("convenience-certificates", "カードの普及に伴い、交付が前年の同じ時期より3割増えた。"),
            tell("certificate-kiosk", "2社から見積りを取った。保守に年間410万円かかる見込み。"),
            taken=(MIYAMOTO, 130),
        ),
        step(
            "2022-09-21 10:08", ONODERA, "子育て支援課 上半期の進捗を報告",
            tell("nursery-application", "保護者10人の試行を終え、就労証明書の添付の画面を直した。"),
            done("nursery-application", 0, when="R4.9月"),
            tell("parenting-app", "転入の窓口で登録を案内し始めた。"),
            taken=(MIYAMOTO, 44),
        ),
        step(
            "2022-09-22 16:45", NAGAO, "福祉課 上半期の状況（健診予約・手話通訳・認定調査）",
            tell("checkup-booking", "予約の条件を整理中。年齢で会場を分けるかが課題。"),
            tell("remote-sign-language", "事業者3社の画面を見比べた。"),
            tell("care-survey", "県の補助が使えるか確認している。"),
        ),
        step(
            "2022-09-26 13:12", KURATA, "広報秘書課 上半期の進捗を報告",
            tell("website-renewal", "7月に事業者と契約した。\n約1万2千のページのうち、4千ページを消すと決めた。"),
            done("website-renewal", 0, when="R4.7月"),
            tell("line-service", "受け取る情報を選べるようにし、ごみの日の配信を希望する人が4割増えた。"),
        ),
        step(
            "2022-09-27 09:33", YASUDA, "税務課 RPAとキャッシュレスの状況を報告",
            tell("rpa", "8月から軽自動車税の登録を自動で行っている。"), done("rpa", 0, when="R4.8月"),
            tell("cashless-payment", "税の窓口では、納付書の番号の読取りを試している。"),
        ),
        step(
            "2022-09-27 15:50", MORISHITA, "学校教育課 連絡アプリを全校で使い始めたことを報告",
            put("school-contact", status=OPERATING),
            tell("school-contact", "9月1日から全13校で使い始めた。朝の電話はモデル校で7割減った。"),
            done("school-contact", 0, when="R4.7月"), done("school-contact", 1, when="R4.9月"),
            taken=(MIYAMOTO, 25),
        ),
    ]  # fmt: skip


def _office_reports() -> list[Step]:
    return [
        step(
            "2022-09-28 10:26", OSHIMA, "総務課 上半期の進捗を報告",
            tell("electronic-approval", "文書の分類を312から180に整理した。"),
            tell("paperless-meeting", "課長会議の資料を8月から画面で配っている。"),
        ),
        step(
            "2022-09-28 17:10", FUJII, "人事課 研修と勤怠の状況",
            done("staff-training", 0, when="R4.6月"),
            tell("staff-training", "係長級の研修を3回行い、52人が受けた。"),
            tell("attendance", "勤務の形が31通りあることが分かった。"),
        ),
        step(
            "2022-09-29 11:41", HIRANO, "環境課 粗大ごみ受付の準備状況",
            tell("bulky-waste", "品目を218から140にまとめ、料金の表を新しくした。"),
            done("bulky-waste", 0, when="R4.9月"),
        ),
        step(
            "2022-09-29 16:04", MIURA, "防災危機管理課 上半期の進捗を報告",
            tell("disaster-broadcast", "配信先ごとの文の長さを決めた。"), done("disaster-broadcast", 0, when="R4.9月"),
            tell("shelter-status", "9月の訓練で、人数を紙と端末の両方で数えて比べた。"),
            taken=(MIYAMOTO, 20),
        ),
        step(
            "2022-09-30 14:19", KITAMURA, "都市整備課 上半期の進捗を報告",
            tell("road-report", "9月までの通報は57件で、9割に3日以内に対応した。"),
            tell("bridge-drone", "県の研修に2人を申し込んだ。"),
        ),
        step(
            "2022-09-30 16:58", EGUCHI, "図書館 ICタグと相談日の状況を報告",
            tell("library-ic", "タグ6万枚を購入した。10月から児童書に貼り始める。"),
            done("smartphone-class", 1, when="R4.6月"),
            tell("smartphone-class", "図書館の質問できる日は、毎回10人前後が利用している。"),
        ),
    ]  # fmt: skip


def _review() -> list[Step]:
    return [
        step(
            "2022-10-04 10:30", TAKASE, "指標の9月末の実績を入力",
            measure(
                "R4-H1", online_application=31, convenience_certificates=22.5, parenting_app=2015, school_contact=91.4,
                line_service=7350, open_data=48, rpa=1030, road_report=57, smartphone_class=168, staff_training=29,
            ),
        ),
        step(
            "2022-10-06 15:22", MIYAMOTO, "デジタル推進課の対応状況を記入",
            tell("online-application", support="入力画面の作り方の講習を2回開いた。"),
            tell("electronic-approval", support="仕様書の案を点検し、認証の方式を助言した。"),
            tell("website-renewal", support="審査会に加わり、読み上げへの対応を確かめた。"),
            tell("wireless-network", "電波の調査を終え、親機を64台置くことにした。"), done("wireless-network", 0, when="R4.9月"),
            tell("system-standardization", "5つの業務で、標準仕様との違いを調べ始めた。"),
        ),
        step(
            "2022-10-12 16:40", TAKASE, "R4上半期振り返りを確定",
            put("system-standardization", status=PREPARING),
            part("line-service", "質問に答えるチャットボット", progress="質問と答えを120件まで作った。"),
            write("README.md", "| R4-H1（R4上半期） | 2022-10-12 |\n"),
            body="10月11日のデジタル市役所推進委員会で了承。", closes="R4-H1",
        ),
    ]  # fmt: skip
