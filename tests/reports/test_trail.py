"""The audit trail in all formats and both languages, told from records."""

from __future__ import annotations

import json
from typing import Any

from msgspec.structs import replace

from dxplan.analysis.trail_own import DUPLICATE_ID
from dxplan.i18n import Language, Speaker
from dxplan.model.commit import Commit
from dxplan.model.content import Trouble
from dxplan.model.message import message
from dxplan.model.point import WORKING_TREE, Point, PointKind
from dxplan.model.trail import TrailEntry, TrailRename, TrailTrouble
from dxplan.reports.formats import Surroundings, render
from dxplan.reports.trail import LogAnswer, log_report

HANAKO, OFFICE = ("みなと市民課 花子", "hanako@example.jp"), ("DX推進室", "dx@example.jp")
OLD = "窓口の混雑を減らすため、申請の受付をオンラインに移す計画をまとめた。"
NEW = "窓口の混雑を減らすため、申請の受付をオンラインに移し、42件が使われた。"
DATA = {
    "id": "kiosk",
    "title": "窓口の端末",
    "pillar": "市民サービス",
    "status": "着手中",
    "departments": ["市民課"],
}


def _commit(number: int, date: str, who: tuple[str, str], summary: str) -> Commit:
    return Commit(f"{number:08x}" + "0" * 32, (), date, *who, summary)


FIRST = _commit(0xA1, "2022-04-04T09:00:00+09:00", OFFICE, "計画を登録")
SECOND = _commit(0xB2, "2022-09-28T14:10:59+09:00", HANAKO, "市民課 上半期の進捗を報告")
# Made abroad: it is told by the clock of the person who made it.
THIRD = _commit(0xC3, "2022-09-28T23:30:00-07:00", OFFICE, "端末をやめる")


def _entry(commit: Commit, identifier: str | None, pointer: str, old: Any, new: Any) -> TrailEntry:
    return TrailEntry(commit.id, "minato", identifier, pointer, old, new)


ENTRIES = (
    _entry(THIRD, "kiosk", "", DATA, None),
    _entry(SECOND, None, "/departments/市民課", {"name": "市民課"}, None),
    _entry(SECOND, None, "/departments/市民窓口課", None, {"name": "市民窓口課"}),
    _entry(SECOND, "online-forms", "/status", "着手中", "運用中"),
    _entry(SECOND, "online-forms", "/progress", OLD, NEW),
    _entry(SECOND, "online-forms", "/departments", ["市民課"], ["市民課", "税務課"]),
    _entry(FIRST, None, "", None, {"title": "みなと市DX計画", "term": {}}),
    _entry(FIRST, "kiosk", "", None, DATA),
)
BROKEN = TrailTrouble(
    SECOND.id,
    "minato",
    "map",
    "plans/minato/initiatives/map.yaml",
    Trouble(
        "syntax", message("The key “{key}” stands here twice.", key="title"), message("Delete it."), 3, 5
    ),
)
RENAMED = TrailRename(
    SECOND.id, "minato", None, "/departments/市民課", "/departments/市民課", "/departments/市民窓口課"
)
TITLES = {
    ("minato", None): "みなと市DX計画",
    ("minato", "kiosk"): "窓口の端末",
    ("minato", "online-forms"): "申請のオンライン化",
}
SMALL = LogAnswer(
    commits=(FIRST, SECOND, THIRD),
    entries=ENTRIES,
    troubles=(BROKEN,),
    renames=(RENAMED,),
    titles=TITLES,
    points={"minato": WORKING_TREE},
)


def _shown(answer: LogAnswer, form: str, language: Language = "en", width: int | None = None) -> str:
    return render(log_report(answer, Speaker(language), form), Surroundings(form, width))


TABLE = """\
2022-09-28 23:30 · DX推進室 · 端末をやめる (000000c3)
kiosk 窓口の端末: removed (Pillar: 市民サービス, Status: 着手中)

2022-09-28 14:10 · みなと市民課 花子 · 市民課 上半期の進捗を報告 (000000b2)
plan.yaml みなと市DX計画
    ・Department renamed: 市民課 → 市民窓口課
online-forms 申請のオンライン化
    ・Status: 着手中 → 運用中
    ・Progress: …請の受付をオンラインに移[-す計画をまとめ-]{+し、42件が使われ+}た。
    ・Departments: 市民課 → 市民課・税務課
plans/minato/initiatives/map.yaml:3:5 could not be read: The key “title” stands here twice. \
Its changes are shown with the commit that mended it.

2022-04-04 09:00 · DX推進室 · 計画を登録 (000000a1)
plan.yaml みなと市DX計画: added (みなと市DX計画)
kiosk 窓口の端末: added (Pillar: 市民サービス, Status: 着手中)
"""


def test_the_table_in_english_is_plain_text_too() -> None:
    assert _shown(SMALL, "table") == _shown(SMALL, "plain") == TABLE


def test_the_table_in_japanese_fits_the_terminal() -> None:
    assert (
        _shown(replace(SMALL, entries=ENTRIES[:6], troubles=()), "table", "ja", 50)
        == """\
2022-09-28 23:30 · DX推進室 · 端末をやめる
(000000c3)
kiosk 窓口の端末: 削除（柱: 市民サービス、進捗状況
: 着手中）

2022-09-28 14:10 · みなと市民課 花子 · 市民課 上半
期の進捗を報告 (000000b2)
plan.yaml みなと市DX計画
    ・担当課の名称変更: 市民課 → 市民窓口課
online-forms 申請のオンライン化
    ・進捗状況: 着手中 → 運用中
    ・進捗状況（詳細）: …請の受付をオンラインに移
    [-す計画をまとめ-]{+し、42件が使われ+}た。
    ・担当課: 市民課 → 市民課・税務課
"""
    )


def test_trouble_in_japanese() -> None:
    assert _shown(replace(SMALL, entries=(), renames=()), "plain", "ja").splitlines()[1] == (
        "plans/minato/initiatives/map.yaml:3:5 を読み取れません: "
        + Speaker("ja")(BROKEN.trouble.message)
        + " 変更は、直したコミットの所に表示します。"
    )


def test_markdown_in_english() -> None:
    assert (
        _shown(SMALL, "md")
        == """\
- **2022-09-28 23:30** DX推進室 · 端末をやめる (000000c3)
  - **kiosk 窓口の端末**: removed: <del>Pillar: 市民サービス, Status: 着手中</del>
- **2022-09-28 14:10** みなと市民課 花子 · 市民課 上半期の進捗を報告 (000000b2)
  - plan.yaml みなと市DX計画
    - **Department renamed**: 市民課 → 市民窓口課
  - online-forms 申請のオンライン化
    - **Status**: 着手中 → 運用中
    - **Progress**: …請の受付をオンラインに移<del>す計画をまとめ</del><ins>し、42件が使われ</ins>た。
    - **Departments**: 市民課 → 市民課・税務課
  - ⚠ plans/minato/initiatives/map.yaml:3:5 could not be read: The key “title” stands here twice. \
Its changes are shown with the commit that mended it.
- **2022-04-04 09:00** DX推進室 · 計画を登録 (000000a1)
  - **plan.yaml みなと市DX計画**: added: <ins>みなと市DX計画</ins>
  - **kiosk 窓口の端末**: added: <ins>Pillar: 市民サービス, Status: 着手中</ins>
"""
    )


def test_markdown_in_japanese_names_the_point_and_what_is_missing() -> None:
    tag = Point("R4-H1", PointKind.TAG, THIRD.id, THIRD.date, "refs/tags/snapshot/minato/R4-H1", "2022-09-30")
    answer = replace(SMALL, entries=ENTRIES[:1], troubles=(), points={"minato": tag}, total=8, shallow=True)
    first, *rest = _shown(answer, "md", "ja").splitlines()
    assert "R4-H1" in first
    assert "snapshot/minato/R4-H1" in first
    assert rest == [
        "",
        "- **2022-09-28 23:30** DX推進室 · 端末をやめる (000000c3)",
        "  - **kiosk 窓口の端末**: 削除: <del>柱: 市民サービス、進捗状況: 着手中</del>",
        "",
        "変更 8件のうち 1件を表示しています（--limit）。",
        "",
        "この複製には履歴の新しい部分しかありません。git fetch --unshallow --tags を実行してください。",
    ]


def test_json() -> None:
    payload = json.loads(_shown(SMALL, "json"))
    assert list(payload) == ["version", "entries", "errors", "renames", "at", "shallow"]
    assert [list(entry) for entry in payload["entries"]] == [
        ["commit", "date", "author", "email", "summary", "plan", "id", "pointer", "from", "to"]
    ] * len(ENTRIES)
    assert [
        (e["commit"], e["plan"], e["id"], e["pointer"], e["from"], e["to"]) for e in payload["entries"]
    ] == [(entry.commit, entry.plan, entry.id, entry.pointer, entry.old, entry.new) for entry in ENTRIES]
    assert list(payload["entries"][0].values())[:5] == [
        THIRD.id, "2022-09-28T23:30:00-07:00", "DX推進室", "dx@example.jp", "端末をやめる",
    ]  # fmt: skip
    assert payload["errors"] == [
        {
            "commit": SECOND.id,
            "date": "2022-09-28T14:10:59+09:00",
            "plan": "minato",
            "id": "map",
            "path": "plans/minato/initiatives/map.yaml",
            "rule": "syntax",
            "message": "The key “title” stands here twice.",
            "hint": "Delete it.",
            "line": 3,
            "column": 5,
        }
    ]
    assert payload["renames"] == [
        {
            "commit": SECOND.id,
            "plan": "minato",
            "id": None,
            "pointer": "/departments/市民課",
            "from": "/departments/市民課",
            "to": "/departments/市民窓口課",
        }
    ]
    assert payload["at"] == {"point": ".", "kind": "worktree", "commit": None, "date": None}
    assert payload["shallow"] is False


def test_csv_has_a_row_for_each_entry() -> None:
    answer = replace(SMALL, entries=(ENTRIES[3], ENTRIES[5]))
    facts = (
        f"{SECOND.id},2022-09-28T14:10:59+09:00,みなと市民課 花子,hanako@example.jp,市民課 上半期の進捗を報告"
    )
    assert _shown(answer, "csv", "ja") == (
        "commit,date,author,email,summary,plan,id,pointer,field,from,to\r\n"
        f"{facts},minato,online-forms,/status,進捗状況,着手中,運用中\r\n"
        f'{facts},minato,online-forms,/departments,担当課,"[""市民課""]","[""市民課"",""税務課""]"\r\n'
    )
    assert _shown(answer, "tsv").splitlines()[1] == "\t".join(
        [*facts.split(","), "minato", "online-forms", "/status", "Status", "着手中", "運用中"]
    )


def test_only_what_a_format_needs_is_made() -> None:
    assert not log_report(SMALL, Speaker("en"), "json").blocks
    assert not log_report(SMALL, Speaker("en"), "csv").payload
    whole = log_report(SMALL, Speaker("en"))
    assert whole.blocks
    assert len(whole.records.rows) == len(list(whole.payload["entries"].items())) == len(ENTRIES)


def test_an_empty_log_says_so() -> None:
    empty = LogAnswer((FIRST, SECOND))
    assert _shown(empty, "table") == _shown(empty, "md") == "No change was found.\n"
    assert _shown(empty, "table", "ja") == "該当する変更はありません。\n"
    assert json.loads(_shown(empty, "json"))["entries"] == []
    assert _shown(empty, "csv") == "commit,date,author,email,summary,plan,id,pointer,field,from,to\r\n"


def test_what_is_left_out_is_told() -> None:
    answer = replace(SMALL, entries=ENTRIES[:1], troubles=(), total=8, shallow=True)
    assert _shown(answer, "plain").splitlines()[-3:] == [
        "1 of 8 changes are shown (--limit).",
        "",
        "This clone has only the newest part of the history. Run git fetch --unshallow --tags.",
    ]
    assert "--limit" not in _shown(replace(SMALL, total=len(ENTRIES)), "plain")
    assert json.loads(_shown(answer, "json"))["shallow"] is True


def test_commits_come_newest_first_however_entries_come() -> None:
    assert _shown(replace(SMALL, entries=ENTRIES[6:] + ENTRIES[:6]), "plain") == TABLE


def test_plans_are_named_where_there_are_several() -> None:
    points = {"minato": WORKING_TREE, "other": WORKING_TREE}
    lines = _shown(replace(SMALL, points=points), "plain").splitlines()
    assert lines[1] == "minato/kiosk 窓口の端末: removed (Pillar: 市民サービス, Status: 着手中)"
    assert lines[4] == "minato/plan.yaml みなと市DX計画"


def test_an_id_without_a_title_stands_alone() -> None:
    lines = _shown(replace(SMALL, titles={}), "plain").splitlines()
    assert lines[6] == "online-forms"
    # What was created or deleted says its title itself.
    assert lines[1] == "kiosk 窓口の端末: removed (Pillar: 市民サービス, Status: 着手中)"


def test_a_title_of_its_time_is_told_where_it_is_another_now() -> None:
    answer = replace(SMALL, entries=ENTRIES[-1:], troubles=(), titles={("minato", "kiosk"): "案内の端末"})
    assert _shown(answer, "plain").splitlines()[1] == (
        "kiosk 案内の端末: added (Title: 窓口の端末, Pillar: 市民サービス, Status: 着手中)"
    )


def test_nothing_is_known_of_an_empty_document() -> None:
    answer = LogAnswer(
        (FIRST,), (_entry(FIRST, "x", "", None, {}), _entry(FIRST, "y", "", {"title": 1}, None))
    )
    assert _shown(answer, "plain").splitlines()[1:] == ["x: added (－)", "y: removed (1)"]


def test_a_renamed_folder_is_told_beside_other_changes_or_where_all_is_shown() -> None:
    rename = TrailRename(FIRST.id, "minato", None, None, "harbour", "minato")
    line = "The plan's folder was renamed: harbour → minato"
    beside = replace(SMALL, renames=(rename,))
    assert line in _shown(beside, "plain").splitlines()
    alone = LogAnswer((FIRST, SECOND), renames=(rename,))
    assert _shown(alone, "plain") == "No change was found.\n"
    assert json.loads(_shown(alone, "json"))["renames"] == []
    whole = replace(alone, whole=True)
    assert _shown(whole, "plain") == f"2022-04-04 09:00 · DX推進室 · 計画を登録 (000000a1)\n{line}\n"
    assert _shown(whole, "md").splitlines()[1] == f"  - {line}"
    assert json.loads(_shown(whole, "json"))["renames"][0]["pointer"] is None


def test_a_new_id_is_told_once() -> None:
    entry = _entry(SECOND, "forms", "/id", "online-forms", "forms")
    rename = TrailRename(SECOND.id, "minato", "forms", "", "online-forms", "forms")
    answer = LogAnswer((SECOND,), (entry,), renames=(rename,))
    assert _shown(answer, "plain").splitlines()[1:] == ["forms", "    ・Id: online-forms → forms"]
    assert len(json.loads(_shown(answer, "json"))["renames"]) == 1


def test_renames_of_what_is_not_shown_are_not_told() -> None:
    answer = replace(SMALL, entries=ENTRIES[3:4])
    assert "renamed" not in _shown(answer, "plain")
    assert json.loads(_shown(answer, "json"))["renames"] == []


def test_two_files_under_one_name_both_have_their_say() -> None:
    entries = (_entry(FIRST, "x", "/status", "a", "b"), _entry(FIRST, "x", "/status", "c", "d"))
    assert _shown(LogAnswer((FIRST,), entries), "plain").splitlines()[1:] == [
        "x", "    ・Status: a → b", "x", "    ・Status: c → d",
    ]  # fmt: skip


def test_an_id_borne_twice_is_no_file_that_cannot_be_read() -> None:
    trouble = TrailTrouble(
        FIRST.id, "minato", "x", "plans/minato/x.yaml", Trouble(DUPLICATE_ID, message("Twice."))
    )
    answer = LogAnswer((FIRST,), troubles=(trouble,))
    assert _shown(answer, "plain").splitlines()[1:] == ["plans/minato/x.yaml: Twice."]
