"""Who set each value, in all formats and both languages, told from records."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from dxplan.i18n import Language, Speaker
from dxplan.model.commit import Commit
from dxplan.model.point import WORKING_TREE, Point, PointKind
from dxplan.reports.blame import BlameAnswer, BlameLine, blame_report
from dxplan.reports.blocks import Table
from dxplan.reports.formats import Surroundings, render
from dxplan.reports.width import shown

FIRST = Commit(
    "1a2b3c4d" + "0" * 32, (), "2022-04-04T09:00:00+09:00", "DX推進室", "dx@example.jp", "計画を登録"
)
# Later than the last although its own day is the same and its clock shows less.
SECOND = Commit(
    "5e6f7a8b" + "0" * 32,
    (),
    "2022-09-28T06:10:00-07:00",
    "みなと市民課 花子",
    "hanako@example.jp",
    "上半期の進捗",
)
THIRD = Commit("9c0d1e2f" + "0" * 32, (), "2022-09-28T20:00:00+09:00", "DX推進室", "dx@example.jp", "確認")
PROGRESS = "窓口の混雑を減らすため、申請の受付をオンラインに移した。\n次は支所に広げる。"
LINES = (
    BlameLine("/title", "申請のオンライン化", FIRST),
    BlameLine("/departments", ["市民課", "税務課"], THIRD),
    BlameLine("/status", "運用中", SECOND),
    BlameLine("/progress", PROGRESS, SECOND),
    BlameLine("/budget/R5/fiscal_year", "R5", FIRST),
    BlameLine("/budget/R5/amount", 1200, FIRST),
    BlameLine("/note", "=1+1", None),
)
SMALL = BlameAnswer("minato", "online-forms", "申請のオンライン化", WORKING_TREE, LINES)


def _shown(answer: BlameAnswer, form: str, language: Language = "en", width: int | None = None) -> str:
    return render(blame_report(answer, Speaker(language)), Surroundings(form, width))


def test_the_table_in_english() -> None:
    assert (
        _shown(SMALL, "table")
        == """\
申請のオンライン化 (minato/online-forms)

Field        Value                                    Date        Person             Commit
─────────────────────────────────────────────────────────────────────────────────────────────
Title        申請のオンライン化                       2022-04-04  DX推進室           1a2b3c4d
Departments  市民課・税務課                           2022-09-28  DX推進室           9c0d1e2f
Status       運用中                                   2022-09-28  みなと市民課 花子  5e6f7a8b
Progress     窓口の混雑を減らすため、申請の受付をオ…  2022-09-28  みなと市民課 花子  5e6f7a8b
Budget R5    1,200 thousand yen                       2022-04-04  DX推進室           1a2b3c4d
Note         =1+1                                                 not committed yet

Commit    Date        Person             What the commit says
─────────────────────────────────────────────────────────────
5e6f7a8b  2022-09-28  みなと市民課 花子  上半期の進捗
9c0d1e2f  2022-09-28  DX推進室           確認
1a2b3c4d  2022-04-04  DX推進室           計画を登録
"""
    )


def test_the_table_in_japanese_fits_the_terminal() -> None:
    assert (
        _shown(SMALL, "table", "ja", 72)
        == """\
申請のオンライン化 (minato/online-forms)

項目             値               日付        変更者            コミット
────────────────────────────────────────────────────────────────────────
取組名           申請のオンライ   2022-04-04  DX推進室          1a2b3c4d
                 ン化
担当課           市民課・税務課   2022-09-28  DX推進室          9c0d1e2f
進捗状況         運用中           2022-09-28  みなと市民課 花   5e6f7a8b
                                              子
進捗状況（詳     窓口の混雑を減   2022-09-28  みなと市民課 花   5e6f7a8b
細）             らすため、申請               子
                 の受付をオ…
事業費（R5）     1,200千円        2022-04-04  DX推進室          1a2b3c4d
備考             =1+1                         未コミット

コミット  日付        変更者             コミットの説明
───────────────────────────────────────────────────────
5e6f7a8b  2022-09-28  みなと市民課 花子  上半期の進捗
9c0d1e2f  2022-09-28  DX推進室           確認
1a2b3c4d  2022-04-04  DX推進室           計画を登録
"""
    )


def test_markdown_in_english() -> None:
    assert (
        _shown(BlameAnswer("minato", None, "みなと市DX計画", WORKING_TREE, LINES[:1]), "md")
        == """\
# みなと市DX計画 (minato/plan.yaml)

| Field   | Value              | Date       | Person   | Commit   |
|:--------|:-------------------|:-----------|:---------|:---------|
| Title   | 申請のオンライン化 | 2022-04-04 | DX推進室 | 1a2b3c4d |

| Commit   | Date       | Person   | What the commit says   |
|:---------|:-----------|:---------|:-----------------------|
| 1a2b3c4d | 2022-04-04 | DX推進室 | 計画を登録             |
"""
    )


def test_plain_text_in_japanese() -> None:
    lines = _shown(SMALL, "plain", "ja").splitlines()
    assert lines[5].split() == ["進捗状況", "運用中", "2022-09-28", "みなと市民課", "花子", "5e6f7a8b"]
    assert lines[8].split() == ["備考", "=1+1", "未コミット"]


def test_json() -> None:
    tag = Point("R4-H1", PointKind.TAG, THIRD.id, THIRD.date, "refs/tags/snapshot/minato/R4-H1", "2022-09-30")
    payload = json.loads(_shown(BlameAnswer("minato", "x", "X", tag, LINES), "json"))
    assert list(payload) == ["version", "at", "plan", "id", "title", "fields", "shallow"]
    assert payload["at"]["commit"] == THIRD.id
    assert [payload["plan"], payload["id"], payload["title"]] == ["minato", "x", "X"]
    assert [field["pointer"] for field in payload["fields"]] == [line.pointer for line in LINES]
    assert payload["fields"][3] == {
        "pointer": "/progress",
        "value": PROGRESS,
        "commit": SECOND.id,
        "date": "2022-09-28T06:10:00-07:00",
        "author": "みなと市民課 花子",
        "email": "hanako@example.jp",
        "summary": "上半期の進捗",
    }
    assert list(payload["fields"][6].values()) == ["/note", "=1+1", None, None, None, None, None]


def test_csv() -> None:
    assert _shown(BlameAnswer("minato", "x", "X", WORKING_TREE, (LINES[1], LINES[6])), "csv", "ja") == (
        "pointer,field,value,commit,date,author,email,summary\r\n"
        '/departments,担当課,"[""市民課"",""税務課""]",'
        f"{THIRD.id},2022-09-28T20:00:00+09:00,DX推進室,dx@example.jp,確認\r\n"
        "/note,備考,'=1+1,,,,,\r\n"
    )
    assert len(_shown(SMALL, "tsv").splitlines()) == 1 + len(LINES)


def test_nothing_to_blame() -> None:
    empty = BlameAnswer("minato", "x", "", WORKING_TREE, ())
    assert _shown(empty, "table") == "minato/x\n\nThere is no value.\n"
    assert _shown(empty, "table", "ja") == "minato/x\n\n値はありません。\n"
    assert json.loads(_shown(empty, "json"))["fields"] == []


def test_the_name_of_an_entry_is_shown_where_another_commit_set_it() -> None:
    lines = (
        BlameLine("/components/LINE/name", "LINE", FIRST),
        BlameLine("/components/LINE/status", "運用中", SECOND),
        BlameLine("/components/Web/name", "Web", SECOND),
        BlameLine("/components/Web/status", "運用中", SECOND),
    )
    shown_lines = _shown(BlameAnswer("minato", "x", "X", WORKING_TREE, lines), "plain").splitlines()
    assert [line.partition("  ")[0] for line in shown_lines[3:6]] == [
        "Component “LINE”: Name",
        "Component “LINE”: Status",
        "Component “Web”: Status",
    ]


def test_without_commits_there_is_no_list_of_them() -> None:
    answer = BlameAnswer("minato", "x", "X", WORKING_TREE, (BlameLine("/title", "X", None),))
    assert _shown(answer, "plain").splitlines() == [
        "X (minato/x)", "", "Field    Value    Date    Person             Commit", "Title    X                not committed yet",
    ]  # fmt: skip


FRAGMENTS = st.lists(
    st.sampled_from(
        ["**x**", "<b>", "|", "`c`", "# h", "=1+1", "\x1b[31m", "\u202e", "市民課", "\n", "\r\n", "\t"]
    ),
    min_size=1,
    max_size=30,
).map(" ".join)


def _hostile(text: str) -> BlameAnswer:
    commit = Commit("f" * 40, (), "2022-04-04T09:00:00+09:00", text, text, text)
    values: list[Any] = [text, [text], {text: text}]
    lines = tuple(BlameLine(f"/{name}/{text}", value, commit) for name, value in enumerate(values))
    return BlameAnswer("minato", text, text, WORKING_TREE, lines)


@given(FRAGMENTS)
def test_no_text_leaves_its_place(text: str) -> None:
    answer = _hostile(text)
    for form in ("table", "plain", "md", "json", "csv", "tsv"):
        out = _shown(answer, form).replace("\r\n", "\n")
        assert shown(out) == out
    assert len(_shown(answer, "md").splitlines()) == len(_shown(_hostile("x"), "md").splitlines())
    assert len(_shown(answer, "plain").splitlines()) == len(_shown(_hostile("x"), "plain").splitlines())
    assert all(cell_len(line) <= 60 for line in _shown(answer, "table", "ja", 60).splitlines())
    rows = list(csv.reader(io.StringIO(_shown(answer, "csv"), newline="")))
    assert len(rows) == 4
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


@given(st.text(st.sampled_from("aé市ｱ😀、\u3099"), max_size=80))
def test_values_are_short(text: str) -> None:
    answer = BlameAnswer("minato", "x", "X", WORKING_TREE, (BlameLine("/title", text, FIRST),))
    table = blame_report(answer, Speaker("en")).blocks[1]
    assert isinstance(table, Table)
    value = str(table.rows[0][1])
    assert cell_len(value) <= 40
    assert value == text if cell_len(text) <= 40 else (value.endswith("…") and text.startswith(value[:-1]))
