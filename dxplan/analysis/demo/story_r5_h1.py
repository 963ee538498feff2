"""The first half of R5 in the sample's story, up to the review in October 2023."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.analysis.demo.edits import (
    add,
    create,
    done,
    measure,
    money,
    part,
    put,
    rename_department,
    tell,
    write,
)
from dxplan.analysis.demo.entries import OPERATING, PREPARING, goal, initiative, listing, task
from dxplan.analysis.demo.history import step
from dxplan.analysis.demo.people import (
    EGUCHI,
    FUJII,
    HIRANO,
    KITAMURA,
    KURATA,
    MAILMAP,
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

_GENERATIVE_AI = initiative(
    "generative-ai", "文章生成AIの業務での利用", ("庁内の事務", 5), ("デジタル推進課",), PREPARING, "R6.4月～",
    added="R5-H1",
    visions=["2-1", "3-1"], target_states=["2-2"], outcomes=["2-1"],
    summary="文案づくりや要約に文章生成AIを使い、下書きにかかる時間を減らす。\n個人情報を入れない決まりと、出力を確かめる手順をあわせて整える。",
    background="あいさつ文や通知の下書きに、1件あたり30分ほどかかっている。",
    tasks=[
        task("R5", "利用の決まりの案を作る。", "～7月"),
        task("R5", "5つの課で試し、使える場面と使えない場面をまとめる。", "～1月"),
    ],
    budget=[{"fiscal_year": "R5", "amount": 600, "note": "6月補正"}],
)  # fmt: skip


def third_half() -> list[Step]:
    """Return what happened from April to October 2023."""
    return [*_spring(), *_summer(), *_reports(), *_review()]


def _spring() -> list[Step]:
    return [
        step(
            "2023-04-14 09:10", TAKASE, "組織改正を反映（子育て支援課をこども未来課に）",
            rename_department("子育て支援課", "こども未来課"),
            body="4月1日付けの組織改正による。担当課の名前だけを改めた。",
        ),
        step(
            "2023-04-18 14:26", MIYAMOTO, "R5年度の取組事項を登録",
            put("online-application", status=OPERATING),
            part("online-application", "子育て・介護の手続き", status=OPERATING, progress="4月3日に27種の受付を始めた。"),
            add(
                "online-application",
                tasks=task("R5", "公共施設の予約の仕組みを比べ、方式を決める。", "～12月"),
                annual_goals=goal("R5", "電子申請できる手続きが80種になる。", 80, "種"),
            ),
            add("writing-free-counter", tasks=task("R5", "転入・転居の画面を作り、窓口で試す。", "～11月")),
            add("electronic-approval", tasks=task("R5", "全職員に操作の研修を行う。", "～9月")),
            add("attendance", tasks=task("R5", "業者を選び、打刻の機器を置く。", "～12月")),
            add("care-survey", tasks=task("R5", "調査員14人の全員が使えるようにする。", "～9月")),
            add("disaster-broadcast", tasks=task("R5", "配信の仕組みを作り、訓練で試す。", "～6月")),
            add("bridge-drone", tasks=task("R5", "橋10か所で撮影し、目視の結果と比べる。", "～2月")),
            add("smartphone-class", tasks=task("R5", "電子申請を学ぶ回を各公民館で開く。", "～3月")),
            add("staff-training", tasks=task("R5", "課長級の研修を全員に行う。", "～1月")),
            add("system-standardization", tasks=task("R5", "残る2つの業務の違いの調査を終える。", "～12月")),
            add("wireless-network", tasks=task("R5", "支所と出先の4か所に広げる。", "～2月")),
        ),
        step(
            "2023-05-10 11:32", TAKASE, "「文章生成AIの業務での利用」を追加",
            create(_GENERATIVE_AI),
            body="5月9日の委員会で追加を決めた。決まりができるまで、業務での利用は止めている。",
        ),
        step(
            "2023-05-23 10:40", NAGAO, "福祉課 健診のインターネット予約を開始",
            put("checkup-booking", status=OPERATING),
            tell("checkup-booking", "5月22日に受付を始め、初日に410件の予約があった。"),
            taken=(MIYAMOTO, 27),
        ),
        step(
            "2023-05-24 09:36", MIYAMOTO, "図書館の共用端末の名前を .mailmap で読み替える",
            write(".mailmap", MAILMAP),
        ),
    ]  # fmt: skip


def _summer() -> list[Step]:
    return [
        step(
            "2023-06-07 15:18", EGUCHI, "図書館 自動貸出機を開始",
            put("library-ic", status=OPERATING),
            tell("library-ic", "6月1日に自動の貸出機4台を使い始めた。"),
        ),
        step(
            "2023-06-13 11:50", ONODERA, "こども未来課 アプリの不具合と対応を記録",
            tell("parenting-app", "5月に通知が届かない不具合があり、6月9日に直した。"),
            branch="kodomo",
        ),
        step(
            "2023-06-14 10:24", TAKASE, "6月補正予算を反映",
            money("R5", note="6月補正後", parenting_app=2150, smartphone_class=1280),
        ),
        step(
            "2023-06-16 16:07", ONODERA, "こども未来課 アプリの利用者アンケートの結果",
            tell("parenting-app", "利用者の42%が「相談の予約もしたい」と答えた。"),
            tell("nursery-application", "就労証明書を会社から直接受け取る方法を調べている。"),
            branch="kodomo",
        ),
        step("2023-06-20 09:44", TAKASE, "こども未来課の6月の更新を取り込む", merges="kodomo"),
        step(
            "2023-06-27 13:55", MIURA, "一斉配信の開始時期を見直し（R6.6月～）",
            put("disaster-broadcast", operation_start="R6.6月～", remark_operation_start="機器の納期が11か月（6/23 業者から連絡）"),
            tell("disaster-broadcast", "半導体の不足で機器の納入が遅れる。出水期の前に間に合わせる。"),
            taken=(TAKASE, 22),
        ),
        step(
            "2023-07-04 10:11", SASAKI, "市民課 おくやみ手続きの窓口を開設",
            put("bereavement-desk", status=OPERATING),
            tell("bereavement-desk", "7月3日に市民課の中に窓口を設けた。予約制で1日6組まで。"),
        ),
        step(
            "2023-07-12 14:31", MIYAMOTO, "オープンデータを「地域への支援」に再掲",
            add("open-data", listings=listing("地域への支援", 3)),
            put("open-data", visions=["1-2", "2-2", "3-2"]),
            body="商工会との勉強会で使うため、人づくり・地域づくりにも載せる。",
        ),
        step(
            "2023-07-20 11:08", OSHIMA, "業務の流れの見直しの開始を1年延ばす",
            put("work-review", operation_start="R6.7月～"),
            tell("work-review", "電子決裁の準備と重なるため、本格的に始めるのをR6年度に改めた。"),
        ),
        step(
            "2023-08-01 15:03", TAKASE, "標準化の事業費を増額（業者の再見積り）",
            money("R5", note="9月補正予定。移行の試験の回数を増やした", system_standardization=34500),
            tell("system-standardization", "再見積りで移行の試験が2回から4回になった。"),
        ),
        step(
            "2023-08-22 16:20", SASAKI, "書かない窓口の開始時期を見直し（R6.7月～）",
            put("writing-free-counter", operation_start="R6.7月～", remark_operation_start="標準化後の住民記録とのつなぎ方が決まってから"),
            tell("writing-free-counter", "住民記録システムとのつなぎ方を改めて検討するため、半年延ばす。"),
            taken=(MIYAMOTO, 48),
        ),
    ]  # fmt: skip


def _reports() -> list[Step]:
    return [
        step(
            "2023-09-19 10:05", SASAKI, "市民課 R5上半期の進捗を報告",
            tell("online-application", "転出届の電子申請が月に90件ほどになった。"),
            tell("cashless-payment", "支所では利用が3%台にとどまり、掲示を見直した。"),
            tell("bereavement-desk", "9月までに71組が利用した。1組あたりの所要は平均80分。"),
            tell("convenience-certificates", "手数料を下げた4月から、交付が前年より5割増えた。"),
            taken=(MIYAMOTO, 36),
        ),
        step(
            "2023-09-20 13:42", ONODERA, "こども未来課 R5上半期の進捗を報告",
            tell("parenting-app", "転出した人の登録を整理したため、登録者が減った。"),
            tell("nursery-application", "10月に申込みの画面を新しい様式に改める。"),
        ),
        step(
            "2023-09-21 15:15", NAGAO, "福祉課 R5上半期の進捗を報告",
            put("care-survey", operation_start="R6.6月～"),
            tell("care-survey", "機器の入札が一度不調になり、全員での利用をR6.6月に改めた。"),
            tell("remote-sign-language", "病院への付添いの代わりに使えないか、相談を受けている。"),
        ),
        step(
            "2023-09-25 11:22", KURATA, "広報秘書課 R5上半期の進捗を報告",
            tell("line-service", "質問と答えが300件になった。10月から職員で試す。"),
            tell("website-renewal", "公開後に見つかった古いページ230件を消した。"),
        ),
        step(
            "2023-09-26 09:50", YASUDA, "税務課 RPAの対象の追加を報告",
            tell("rpa", "口座振替の登録と、還付の通知の作成を加えた。"),
            taken=(MIYAMOTO, 12),
        ),
        step(
            "2023-09-26 16:48", MORISHITA, "学校教育課 R5上半期の進捗を報告",
            tell("school-contact", "新1年生の保護者の登録を、入学の説明会で済ませた。"),
        ),
        step(
            "2023-09-27 14:13", OSHIMA, "総務課 電子決裁の研修とペーパーレスの状況",
            tell("electronic-approval", "研修を24回行い、全職員の96%が受けた。"), done("electronic-approval", 2, when="R5.9月"),
            tell("paperless-meeting", "選挙と説明会の資料が重なり、用紙の購入が増えている。"),
        ),
        step(
            "2023-09-28 10:37", FUJII, "人事課 R5上半期の進捗を報告",
            tell("attendance", "8月に業者を選んだ。打刻の機器を12月までに置く。"),
            tell("staff-training", "課長級の研修を6月に始めた。"),
        ),
        step(
            "2023-09-28 15:29", HIRANO, "環境課 R5上半期の進捗を報告",
            tell("bulky-waste", "オンラインの申込みの半分が、夜間と休日だった。"),
        ),
        step(
            "2023-09-29 11:46", KITAMURA, "都市整備課 R5上半期の進捗を報告",
            put("bridge-drone", status=PREPARING, operation_start="R6年度中"),
            tell("bridge-drone", "4か所で撮影した。風の強い日は使えず、日程に余裕が要る。"),
            tell("road-report", "繰り返し傷む場所を地図にし、修繕の計画に使い始めた。"),
            taken=(MIYAMOTO, 58),
        ),
    ]  # fmt: skip


def _review() -> list[Step]:
    return [
        step(
            "2023-10-03 10:20", TAKASE, "指標の9月末の実績を入力",
            measure(
                "R5-H1", online_application=84, cashless_payment=12.4, convenience_certificates=33.8, parenting_app=2190,
                school_contact=96.5, checkup_booking=18.3, line_service=10420, open_data=83, bulky_waste=22.4, rpa=2040,
                road_report=88, smartphone_class=655, staff_training=74, dx_leader=12,
            ),
        ),
        step(
            "2023-10-05 14:50", MIYAMOTO, "デジタル推進課の対応状況を記入",
            tell("generative-ai", "利用の決まりを8月に定め、5つの課で試し始めた。"), done("generative-ai", 0, when="R5.8月"),
            tell("dx-leader", "7月に15人で2期生の実習を始めた。"),
            tell("writing-free-counter", support="住民記録とのつなぎ方を、業者を交えて3回協議した。"),
            tell("attendance", support="職員の端末での打刻の方法を助言した。"),
            tell("digital-helper", "スマートフォン教室を終えた人から、手伝いたいという声が8人あった。"),
        ),
        step(
            "2023-10-11 16:15", TAKASE, "R5上半期振り返りを確定",
            done("disaster-broadcast", 2, when="R5.9月"),
            tell("disaster-broadcast", "9月の訓練では、借りた機器で配信の手順を確かめた。"),
            write("README.md", "| R5-H1（R5上半期） | 2023-10-11 |\n"),
            body="10月10日のデジタル市役所推進委員会で了承。", closes="R5-H1",
        ),
    ]  # fmt: skip
