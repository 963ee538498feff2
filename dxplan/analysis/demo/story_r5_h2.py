"""The second half of R5 in the sample's story, up to April 2024."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.analysis.demo.edits import add, done, measure, money, part, put, reached, tell, write
from dxplan.analysis.demo.entries import OPERATING, PREPARING, task
from dxplan.analysis.demo.history import step
from dxplan.analysis.demo.people import (
    EGUCHI,
    FUJII,
    HIRANO,
    KITAMURA,
    KURATA,
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

if TYPE_CHECKING:
    from dxplan.analysis.demo.history import Step


def fourth_half() -> list[Step]:
    """Return what happened from October 2023 to April 2024."""
    return [*_autumn(), *_winter(), *_reports(), *_review()]


def _autumn() -> list[Step]:
    return [
        step(
            "2023-10-20 09:25", OSHIMA, "総務課 電子決裁を開始",
            put("electronic-approval", status=OPERATING, remark_operation_start=None),
            tell("electronic-approval", "10月16日に全庁で使い始めた。決まるまでの日数は平均1.8日。"),
            taken=(MIYAMOTO, 30),
        ),
        step(
            "2023-11-08 14:17", EGUCHI, "図書館 ICタグの貼付けの完了を記録",
            tell("library-ic", "10月末に約18万冊へ貼り終えた。予約棚の利用が月に1,100件になった。"),
        ),
        step(
            "2023-11-22 10:58", MIYAMOTO, "公共施設の予約の方式を記録",
            part("online-application", "公共施設の予約", status=PREPARING, progress="体育館と公民館の14施設を先に進める。"),
            tell("online-application", "施設の予約は、鍵の受渡しまでをオンラインにする方式に決めた。"),
            done("online-application", 3, when="R5.11月"),
        ),
        step(
            "2023-12-12 16:33", MIURA, "避難所の混雑状況 試行の方針を記録",
            put("shelter-status", status=PREPARING, operation_start="R6.9月～"),
            tell("shelter-status", "LINEで人数を送る方法を、6つの避難所で試すことにした。"),
        ),
    ]  # fmt: skip


def _winter() -> list[Step]:
    return [
        step(
            "2024-01-16 15:24", TAKASE, "R6当初予算案の額を入力",
            money(
                "R6", online_application=16900, writing_free_counter=11800, electronic_approval=9200, library_ic=3150,
                care_survey=2640, disaster_broadcast=3300, attendance=3900, generative_ai=1980, shelter_status=850,
                bridge_drone=1450, system_standardization=92000, digital_helper=480, convenience_certificates=4950,
            ),
            body="議決前の案の額。",
        ),
        step(
            "2024-02-07 11:14", KURATA, "広報秘書課 チャットボットを公開",
            part("line-service", "質問に答えるチャットボット", status=OPERATING, operation_start="R6.2月～", progress="2月5日に公開した。質問と答えは340件。"),
            done("line-service", 2, when="R6.2月"),
        ),
        step(
            "2024-02-13 10:46", FUJII, "勤怠管理の開始の遅れについて猶予を記録",
            add("attendance", waivers={
                "rule": "start-passed",
                "field": "/operation_start",
                "reason": "労使の協議が続いており、新しい開始時期は6月に決まる。それまで元の時期を残す。",
                "until": "2024-06-30",
            }),
            tell("attendance", "打刻の機器は12月に置いた。時間外の命令の手順を労使で協議している。"),
            done("attendance", 1, when="R5.12月"),
            taken=(MIYAMOTO, 41),
        ),
        step(
            "2024-02-27 13:38", MIYAMOTO, "標準化の調査の遅れを記録",
            tell("system-standardization", "児童手当と就学の調査が、標準仕様の改訂で遅れている。"),
        ),
    ]  # fmt: skip


def _reports() -> list[Step]:
    return [
        step(
            "2024-03-18 10:27", SASAKI, "市民課 R5年度の進捗を報告",
            tell("online-application", "電子申請は1年間で11,300件になり、前年の1.9倍だった。"),
            tell("writing-free-counter", "転入・転居の画面ができ、2月から窓口1つで試している。"),
            done("writing-free-counter", 2, when="R6.2月"),
            tell("cashless-payment", "税の窓口の端末をR6年度に2台増やす。"),
            tell("convenience-certificates", "交付の割合が、R7年度の目標を2年早く超えた。"),
            tell("bereavement-desk", "3月までに188組が利用し、9割が「分かりやすい」と答えた。"),
            taken=(MIYAMOTO, 65),
        ),
        step(
            "2024-03-19 14:09", ONODERA, "こども未来課 R5年度の進捗を報告",
            tell("nursery-application", "申込み305件のうち174件が電子申請だった。"),
            tell("parenting-app", "相談の予約を2月に加えた。"),
        ),
        step(
            "2024-03-21 11:55", NAGAO, "福祉課 R5年度の進捗を報告",
            tell("checkup-booking", "1年間の予約の21%がインターネットだった。電話の待ち時間も短くなった。"),
            tell("care-survey", "2回目の入札で業者が決まった。8人が先に使っている。"),
            tell("remote-sign-language", "1年間で97回の利用があった。"),
        ),
        step(
            "2024-03-22 09:42", YASUDA, "税務課・学校教育課 R5年度の進捗を報告",
            tell("rpa", "給与支払報告書の入力を本格的に始めた。"),
            tell("school-contact", "紙の便りがR3年度の4割まで減った。"),
            taken=(MORISHITA, 17),
        ),
        step(
            "2024-03-25 15:31", OSHIMA, "総務課 R5年度の進捗を報告",
            tell("electronic-approval", "10月から3月までの決裁の46%が電子だった。契約の書類の扱いが課題。"),
            tell("paperless-meeting", "用紙の購入がR3年度を上回った。印刷の多い10課に聞き取りを行う。"),
            tell("work-review", "手引きを改め、見直す仕事の候補を27件集めた。"),
        ),
        step(
            "2024-03-26 13:20", FUJII, "人事課 R5年度の進捗を報告",
            tell("staff-training", "課長級47人の全員が受けた。"), done("staff-training", 2, when="R6.1月"),
        ),
        step(
            "2024-03-27 10:49", HIRANO, "環境課 R5年度の進捗を報告",
            tell("bulky-waste", "3月は申込みの4割がオンラインで、電話の待ちが3日に縮まった。"),
            taken=(MIYAMOTO, 29),
        ),
        step(
            "2024-03-28 16:02", MIURA, "防災危機管理課 R5年度の進捗を報告",
            tell("disaster-broadcast", "機器は5月に届く。6月の大雨に備えて操作の練習を始めた。"),
            tell("shelter-status", "6つの避難所の試行で、送信から公開まで平均2分だった。"),
        ),
        step(
            "2024-03-29 11:37", KITAMURA, "都市整備課 R5年度の進捗を報告",
            tell("road-report", "2年目の通報は214件。対応の結果を写真で返すようにした。"),
            tell("bridge-drone", "7か所で撮影した。残る3か所は水量が減る秋に行う。"),
        ),
        step(
            "2024-03-29 17:04", EGUCHI, "図書館 R5年度の進捗を報告",
            tell("library-ic", "2月の休館が8日から3日になった。"),
            tell("smartphone-class", "電子申請を学ぶ回を、8つの公民館のうち6つで開いた。"),
        ),
    ]  # fmt: skip


def _review() -> list[Step]:
    return [
        step(
            "2024-04-03 10:55", TAKASE, "指標と成果の3月末の実績を入力",
            measure(
                "R5", online_application=97, cashless_payment=15.1, convenience_certificates=38.4, nursery_application=57.0,
                parenting_app=2480, school_contact=97.3, checkup_booking=21.2, line_service=11860, open_data=104,
                bulky_waste=28.7, electronic_approval=46.0, paperless_meeting=431, rpa=3120, care_survey=21,
                road_report=214, smartphone_class=930, staff_training=88, dx_leader=27,
            ),
            reached("R5", 17.6, 4870, 43.9),
        ),
        step(
            "2024-04-05 15:08", MIYAMOTO, "デジタル推進課 R5年度の状況と対応を記入",
            tell("dx-leader", "2期生15人が実習を終えた。1期生の見直しのうち6つが続いている。"),
            tell("wireless-network", "支所と出先の4か所で使い始めた。"), done("wireless-network", 2, when="R6.2月"),
            put("wireless-network", stage="完了"),
            tell("generative-ai", "試した71人の6割が、下書きの時間が半分になったと答えた。4月から全庁で使う。"),
            done("generative-ai", 1, when="R6.1月"),
            tell("open-data", "商工会との勉強会を2回開き、店の案内に使う例が生まれた。"),
            tell("bridge-drone", support="写真の保存先と公開の範囲を一緒に決めた。"),
        ),
        step(
            "2024-04-10 16:25", TAKASE, "R5通期振り返りを確定",
            tell("digital-helper", "R6年度に5つの地区で募る。"),
            write("README.md", "| R5（R5通期） | 2024-04-10 |\n"),
            body="4月9日のデジタル市役所推進委員会で了承。", closes="R5",
        ),
        step(
            "2024-04-12 11:18", MIYAMOTO, "第2期（R6年度）の取組事項を登録",
            add("online-application", tasks=task("R6", "14施設の予約と鍵の受渡しを始める。", "～1月")),
            add("writing-free-counter", tasks=task("R6", "転入・転居の窓口の全部で使い始める。", "7月")),
            add("generative-ai", tasks=task("R6", "使い方の例を集め、月に1回全庁に知らせる。", "通年")),
            add("shelter-status", tasks=task("R6", "36の避難所に広げる。", "～9月")),
            add("digital-helper", tasks=task("R6", "5つの地区で募り、研修を行う。", "～10月")),
            add("paperless-meeting", tasks=task("R6", "印刷の多い10課で、減らす方法を決める。", "～7月")),
        ),
    ]  # fmt: skip
