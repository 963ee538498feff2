"""The second half of R4 in the sample's story, up to the review of the full year in April 2023."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.analysis.demo.edits import add, create, done, measure, money, part, put, reached, tell, write
from dxplan.analysis.demo.entries import OPERATING, PLANNED, PREPARING, WITHDRAWN, initiative, task
from dxplan.analysis.demo.history import step
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
)

if TYPE_CHECKING:
    from dxplan.analysis.demo.history import Step

_BEREAVEMENT = initiative(
    "bereavement-desk", "おくやみ手続きの一括案内", ("窓口・手続き", 6), ("市民課", "福祉課"), PLANNED, "R5.7月～",
    added="R4-H2",
    visions=["1-3"], target_states=["1-1"],
    summary="亡くなった人の情報から要る手続きを割り出し、一つの窓口でまとめて案内する。",
    background="遺族は平均で5つの課を回り、そのたびに同じことを説明している。",
    tasks=[task("R4", "手続きの一覧と、課ごとの様式を集める。", "～2月")],
)  # fmt: skip


def second_half() -> list[Step]:
    """Return what happened from October 2022 to April 2023."""
    return [*_autumn(), *_winter(), *_counter_reports(), *_office_reports(), *_review()]


def _autumn() -> list[Step]:
    return [
        step(
            "2022-10-24 09:40", SASAKI, "市民課 窓口のキャッシュレス決済を開始",
            put("cashless-payment", status=OPERATING),
            tell("cashless-payment", "10月17日に市民課と支所で使い始めた。"),
        ),
        step(
            "2022-11-04 13:25", ONODERA, "子育て支援課 保育所の入所申込みの電子受付を開始",
            put("nursery-application", status=OPERATING),
            tell("nursery-application", "11月1日に令和5年4月入所の受付を始めた。"),
            done("nursery-application", 1, when="R4.11月"),
            taken=(MIYAMOTO, 62),
        ),
        step(
            "2022-11-16 16:30", TAKASE, "「おくやみ手続きの一括案内」を追加（委員会の指示）",
            create(_BEREAVEMENT),
            body="11月15日の委員会で、市民懇話会の意見を受けて追加を決めた。",
        ),
        step(
            "2022-11-29 11:11", SASAKI, "証明書交付機の設置を取り下げ",
            put(
                "certificate-kiosk", status=WITHDRAWN,
                withdrawn={
                    "at": "R4-H2",
                    "reason": "コンビニでの交付が伸びており、交付機の保守に見合う利用が見込めないため。",
                    "successor": "convenience-certificates",
                },
            ),
            tell("convenience-certificates", "支所に操作を手伝う職員を置き、コンビニでの受取りを案内することにした。"),
            body="11月28日の部長会議で決定。",
            taken=(TAKASE, 40),
        ),
    ]  # fmt: skip


def _winter() -> list[Step]:
    return [
        step(
            "2022-12-08 10:50", NAGAO, "福祉課 遠隔手話通訳を開始",
            put("remote-sign-language", status=OPERATING),
            tell("remote-sign-language", "12月5日に本庁舎と支所のタブレット4台で始めた。"),
            done("remote-sign-language", 0, when="R4.10月"),
            branch="fukushi",
        ),
        step(
            "2022-12-12 14:05", HIRANO, "環境課 粗大ごみ受付の試験の結果を記録",
            tell("bulky-waste", "職員と家族30人で試し、品目の探し方を直すことにした。"),
        ),
        step(
            "2022-12-13 17:15", NAGAO, "福祉課 認定調査の機器の借上げを記録",
            put("care-survey", status=PREPARING),
            tell("care-survey", "機器3台を借り、12月から調査員3人が試している。"),
            branch="fukushi",
        ),
        step("2022-12-15 11:35", TAKASE, "福祉課の12月の更新を取り込む", merges="fukushi"),
        step(
            "2022-12-20 09:20", SASAKI, "一般の手続きの電子申請を先に開始",
            part("online-application", "一般の手続き", status=OPERATING, progress="12月19日に45種の受付を始めた。"),
            done("online-application", 1, when="R4.12月"),
            tell("online-application", "一般の手続きを先に始めた。子育て・介護の手続きは4月から受け付ける。"),
        ),
        step(
            "2023-01-17 15:10", TAKASE, "R5当初予算案の額を入力",
            money(
                "R5", online_application=14300, writing_free_counter=3600, cashless_payment=2150, website_renewal=4180,
                electronic_approval=16800, wireless_network=7400, library_ic=21500, care_survey=1240, bulky_waste=720,
                disaster_broadcast=9900, attendance=6800, checkup_booking=1100, convenience_certificates=4980, dx_leader=620,
            ),
            body="議決前の案の額。",
        ),
        step(
            "2023-01-24 10:02", OSHIMA, "電子決裁の開始時期を見直し（R5.10月～）",
            put("electronic-approval", operation_start="R5.10月～", remark_operation_start="1月に事業者と工程を見直した。文書の移行に半年かかる"),
            tell("electronic-approval", "移す文書が見込みより多く、使い始める時期を10月に改めた。"),
            done("electronic-approval", 0, when="R4.10月"), done("electronic-approval", 1, when="R5.1月"),
            taken=(MIYAMOTO, 33),
        ),
        step(
            "2023-02-06 09:05", HIRANO, "環境課 粗大ごみのオンライン受付を開始",
            put("bulky-waste", status=OPERATING),
            tell("bulky-waste", "2月1日に受付を始めた。"), done("bulky-waste", 1, when="R5.1月"),
        ),
        step(
            "2023-02-21 13:48", LIBRARY_DESK, "図書館 休館中の作業の結果を記録",
            tell("library-ic", "2月の蔵書点検の間に4万2千冊に貼り終えた。"),
            done("library-ic", 0, when="R4.10月"), done("library-ic", 1, when="R4.12月"),
        ),
    ]  # fmt: skip


def _counter_reports() -> list[Step]:
    return [
        step(
            "2023-03-20 10:33", SASAKI, "市民課 R4年度の進捗を報告",
            tell("online-application", "子育て・介護の27種の画面を作り、職員が試している。"),
            done("online-application", 2, when="R5.3月"),
            put("writing-free-counter", status=PREPARING, operation_start="R6.1月～"),
            tell("writing-free-counter", "転入の手続きでは、同じ内容を6か所に書いていた。R5年度に構築する。"),
            done("writing-free-counter", 1, when="R5.2月"),
            tell("bereavement-desk", "関わる手続き48種の一覧を作った。"), done("bereavement-desk", 0, when="R5.2月"),
            tell("cashless-payment", "使われた方法はコード決済が6割、カードが3割だった。"),
            tell("convenience-certificates", "条例を改正し、4月からコンビニの手数料を100円下げる。"),
            done("convenience-certificates", 0, when="R4.12月"),
            taken=(MIYAMOTO, 75),
        ),
        step(
            "2023-03-22 09:57", ONODERA, "子育て支援課 R4年度の進捗を報告",
            tell("nursery-application", "申込み318件のうち130件が電子申請だった。"),
            tell("parenting-app", "予防接種の知らせを1月に加えた。"), done("parenting-app", 0, when="R5.1月"),
        ),
        step(
            "2023-03-23 14:44", NAGAO, "福祉課 R4年度の進捗を報告",
            tell("checkup-booking", "2月に業者を選んだ。5月の予約から使う。"),
            done("checkup-booking", 0, 1, when="R5.2月"),
            tell("care-survey", "清書が平均で20分に縮まった。通信の入らない家での使い方を確かめている。"),
            done("care-survey", 0, when="R5.2月"),
            tell("remote-sign-language", "3月までに26回の利用があった。"),
            taken=(MIYAMOTO, 51),
        ),
        step(
            "2023-03-24 11:28", MORISHITA, "学校教育課・税務課の報告をまとめて入力",
            tell("school-contact", "保護者の面談の日程も、アプリで決められるようにした。"),
            tell("rpa", "給与支払報告書の入力を1月に試し、8割を自動で読めた。"), done("rpa", 1, when="R5.1月"),
        ),
        step(
            "2023-03-27 16:36", KURATA, "広報秘書課 新しいホームページを公開",
            put("website-renewal", status=OPERATING),
            tell("website-renewal", "3月27日に公開した。トップページから3回以内で9割の情報に届く。"),
            done("website-renewal", 1, when="R4.12月"), done("website-renewal", 2, when="R5.3月"),
            tell("line-service", "質問と答えは210件で、300件には届かなかった。"),
        ),
    ]  # fmt: skip


def _office_reports() -> list[Step]:
    return [
        step(
            "2023-03-28 13:09", OSHIMA, "総務課 R4年度の進捗を報告",
            tell("paperless-meeting", "課長会議と3つの委員会に広げた。"), done("paperless-meeting", 0, when="R4.12月"),
            tell("electronic-approval", "1月に契約し、組織と決裁の順番の登録を始めた。"),
            tell("work-review", "見直しの手引きの案を作り、2つの課で試した。"), done("work-review", 0, when="R5.3月"),
            put("work-review", status=PREPARING),
        ),
        step(
            "2023-03-29 10:15", FUJII, "人事課 研修の実績と勤怠の方針",
            tell("staff-training", "係長級118人のうち116人が受けた。"), done("staff-training", 1, when="R5.2月"),
            put("attendance", status=PREPARING),
            tell("attendance", "R5年度に予算が付き、業者の公募に進む。"), done("attendance", 0, when="R5.2月"),
        ),
        step(
            "2023-03-30 15:55", MIURA, "防災危機管理課 R4年度の進捗を報告",
            tell("disaster-broadcast", "国の補助金の内示を受けた。"), done("disaster-broadcast", 1, when="R5.2月"),
            tell("shelter-status", "避難所の担当30人に聞き取り、紙のほうが早いという声もあった。"),
            done("shelter-status", 0, when="R5.3月"),
            taken=(TAKASE, 15),
        ),
        step(
            "2023-03-31 14:02", KITAMURA, "都市整備課 R4年度の進捗を報告",
            tell("road-report", "1年目の通報は131件だった。夜間の通報が3割ある。"),
            tell("bridge-drone", "11月に2人が研修を受け、橋1か所で撮影を試した。"), done("bridge-drone", 0, when="R4.11月"),
        ),
        step(
            "2023-03-31 17:06", EGUCHI, "図書館 R4年度の進捗を報告",
            tell("library-ic", "貸出機の納品は5月下旬になる。"),
            tell("smartphone-class", "8つの公民館と図書館で46回開いた。"), done("smartphone-class", 0, when="R5.3月"),
        ),
    ]  # fmt: skip


def _review() -> list[Step]:
    return [
        step(
            "2023-04-04 11:00", TAKASE, "指標と成果の3月末の実績を入力",
            measure(
                "R4", online_application=52, cashless_payment=6.8, convenience_certificates=26.9, nursery_application=40.9,
                parenting_app=2210, school_contact=94.8, line_service=8900, open_data=71, bulky_waste=9.2,
                paperless_meeting=405, rpa=1580, road_report=131, smartphone_class=402, staff_training=63, dx_leader=12,
            ),
            reached("R4", 9.8, 2140, 41.2),
        ),
        step(
            "2023-04-06 16:12", MIYAMOTO, "デジタル推進課 R4年度の状況と対応を記入",
            tell("dx-leader", "1期生12人が実習を終え、2月に9つの見直しを発表した。"), done("dx-leader", 1, when="R5.2月"),
            put("wireless-network", status=OPERATING),
            tell("wireless-network", "本庁舎の工事を終え、3月27日に使い始めた。支所はR5年度に行う。"),
            done("wireless-network", 1, when="R5.3月"),
            tell("system-standardization", "3つの業務で違いの調査を終えた。"), done("system-standardization", 0, when="R5.3月"),
            tell("open-data", "各課の調べから、公開できる84件の一覧を作った。"), done("open-data", 0, when="R4.12月"),
            done("line-service", 0),
            tell("care-survey", support="通信の入らない場所での入力の方法を一緒に試した。"),
            tell("rpa", support="読み取れなかった様式の原因を調べた。"),
        ),
        step(
            "2023-04-10 15:45", TAKASE, "R4通期振り返りを確定",
            add("line-service", tasks=task("R5", "質問と答えを300件に増やし、チャットボットを公開する。", "～2月")),
            write("README.md", "| R4（R4通期） | 2023-04-10 |\n"),
            body="4月7日のデジタル市役所推進委員会で了承。", closes="R4",
        ),
    ]  # fmt: skip
