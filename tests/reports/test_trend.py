"""What ``trend`` answers in table, plain text, Markdown, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from dxplan.analysis.trend import Step
from dxplan.i18n import Speaker
from dxplan.model.point import WORKING_TREE, Point, PointKind
from dxplan.model.trend import StatusInfo, Trend, TrendPoint
from dxplan.reports.axis import shares, ticks
from dxplan.reports.formats import Surroundings, render
from dxplan.reports.points import point_words
from dxplan.reports.trend import trend_report
from dxplan.reports.trend_words import point_label, step_label
from tests.reports.trends import COMMIT, small, wide

if TYPE_CHECKING:
    from dxplan.reports.blocks import Report

EN, JA = Speaker("en"), Speaker("ja")


def _shown(report: Report, form: str, width: int | None = None) -> str:
    return render(report, Surroundings(form, width))


def test_the_table_in_english() -> None:
    assert (
        _shown(trend_report([small()], EN), "table")
        == """\
みなと市DX計画 (minato)

Point     Day         調査・研究中  着手中  運用中  取り下げ  Without a status  Total  Operating  Revision
──────────────────────────────────────────────────────────────────────────────────────────────────────────
R4上半期  2022-09-30            31      28       4         0                 0     63        6 %  0a1b2c3d
R4通期    2023-03-31            22      30      12         1                 2     67       18 %  0a1b2c3d

R4-H1 (tag snapshot/minato/R4-H1, 0a1b2c3d, 2022-09-30)
R4 (tag snapshot/minato/R4, 0a1b2c3d, 2023-03-31)

Point     Initiatives by status
────────────────────────────────────────────────────────────
R4上半期  .......................=====================###
R4通期    ................======================#########x??

. 調査・研究中   = 着手中   # 運用中   x 取り下げ   ? Without a status
"""
    )


def test_plain_text_in_japanese() -> None:
    one, two = (point_words(point.point, JA) for point in small().points)
    assert (
        _shown(trend_report([small()], JA), "plain")
        == f"""\
みなと市DX計画 (minato)

時点      基準日      調査・研究中    着手中    運用中    取り下げ    状況なし    計    運用率  版
R4上半期  R4.9.30               31        28         4           0           0    63       6 %  0a1b2c3d
R4通期    R5.3.31               22        30        12           1           2    67      18 %  0a1b2c3d

{one}
{two}

時点      状況別の取組数
R4上半期  .......................=====================###
R4通期    ................======================#########x??

. 調査・研究中   = 着手中   # 運用中   x 取り下げ   ? 状況なし
"""
    )


def test_markdown_has_the_table_and_no_chart() -> None:
    text = _shown(trend_report([small()], JA), "md")
    assert "| R4上半期 | R4.9.30  |             31 |" in text
    assert "====" not in text


@pytest.mark.parametrize("say", [EN, JA])
def test_json_is_the_contract_in_every_language(say: Speaker) -> None:
    answer = json.loads(_shown(trend_report([small()], say), "json"))
    assert list(answer) == ["version", "points", "plans"]
    assert list(answer["points"][0])[:6] == ["point", "date", "commit", "plan", "by_status", "total"]
    assert answer["points"][1] == {
        "point": "R4",
        "date": "2023-03-31T17:00:00+09:00",
        "commit": COMMIT,
        "plan": "minato",
        "by_status": {"調査・研究中": 22, "着手中": 30, "運用中": 12, "取り下げ": 1},
        "total": 67,
        "kind": "tag",
        "label": "R4通期",
        "day": "2023-03-31",
        "without_status": 2,
        "in_operation": 12,
        "active": 66,
    }
    assert answer["plans"] == [
        {
            "plan": "minato",
            "title": "みなと市DX計画",
            "statuses": [
                {"name": "調査・研究中", "means": "planned"},
                {"name": "着手中", "means": "preparing"},
                {"name": "運用中", "means": "operating"},
                {"name": "取り下げ", "means": "withdrawn"},
            ],
            "left_out": 0,
        }
    ]


def test_csv_is_long_and_adds_up() -> None:
    text = _shown(trend_report([small()], JA), "csv")
    assert text.splitlines()[:3] == [
        "plan,point,label,date,commit,status,count,total,day",
        f"minato,R4-H1,R4上半期,2022-09-30T17:00:00+09:00,{COMMIT},調査・研究中,31,63,2022-09-30",
        f"minato,R4-H1,R4上半期,2022-09-30T17:00:00+09:00,{COMMIT},着手中,28,63,2022-09-30",
    ]
    rows = list(csv.DictReader(io.StringIO(text)))
    for name, total in (("R4-H1", 63), ("R4", 67)):
        assert sum(int(row["count"]) for row in rows if row["point"] == name) == total
    assert [row["count"] for row in rows if not row["status"]] == ["0", "2"]


@pytest.mark.parametrize("trends", [[], [Trend("minato", "計画", (), ())]])
def test_an_empty_trend_says_so(trends: list[Trend]) -> None:
    report = trend_report(trends, EN)
    for form in ("table", "plain", "md", "svg"):
        assert "There is no point at which the plan could be counted." in _shown(report, form).replace(
            "\\", ""
        )
    assert json.loads(_shown(report, "json"))["points"] == []
    assert len(_shown(report, "csv").splitlines()) == 1


def test_a_plan_without_statuses_counts_nevertheless() -> None:
    only = TrendPoint(WORKING_TREE, "今", date(2024, 4, 1), "kashima", {}, 51, 51, 0, 51)
    text = _shown(trend_report([Trend("kashima", "計画", (), (only,))], EN), "table")
    assert "Operating" not in text
    assert "working tree" not in text
    assert "?" * 50 in text


def test_points_that_are_left_out_are_told() -> None:
    text = _shown(trend_report([msgspec.structs.replace(small(), left_out=7)], EN), "table")
    assert "7 further points in between are not shown" in text


def test_of_many_points_the_first_and_the_last_are_told() -> None:
    text = _shown(trend_report([wide(60, 3)], EN), "table")
    assert "(tag snapshot/minato/R1上半期, " in text
    assert "(tag snapshot/minato/R60上半期, " in text
    assert "(tag snapshot/minato/R30上半期, " not in text


@pytest.mark.parametrize("trend", [small(), wide(12, 4)])
def test_the_chart_fits_a_terminal_of_80_columns(trend: Trend) -> None:
    narrow = _shown(trend_report([trend], JA), "table", 80)
    chart = _shown(trend_report([trend], JA), "table").split("状況別の取組数")[1]
    assert max(map(cell_len, narrow.splitlines())) <= 80
    assert narrow.split("状況別の取組数")[1] == chart


def test_every_status_has_a_sign_of_its_own() -> None:
    legend = _shown(trend_report([wide(3, 20)], EN), "table").split("\n\n")[-1]
    signs = [entry[0] for line in legend.splitlines() for entry in line.split("   ")]
    assert len(signs) == len(set(signs)) == 21


def test_two_statuses_of_one_meaning_have_different_signs() -> None:
    statuses = (StatusInfo("運用中", "operating"), StatusInfo("一部運用中", "operating"))
    at = TrendPoint(
        WORKING_TREE, "今", date(2024, 4, 1), "minato", {"運用中": 3, "一部運用中": 2}, 5, 0, 5, 5
    )
    text = _shown(trend_report([Trend("minato", "計画", statuses, (at,))], EN), "table")
    assert "#" * 30 + "o" * 20 in text
    assert "# 運用中   o 一部運用中" in text


@pytest.mark.parametrize(
    ("point", "en", "ja"),
    [
        (Point("R4-H1", PointKind.TAG, COMMIT), "FY2022-H1", "R4上半期"),
        (Point("令和4年度通期", PointKind.SNAPSHOT, COMMIT), "FY2022", "R4通期"),
        (Point("2022-09-30", PointKind.DATE, COMMIT), "2022-09-30", "2022-09-30"),
        (Point("R4", PointKind.COMMIT, COMMIT), "R4", "R4"),
        (Point(COMMIT, PointKind.COMMIT, COMMIT), COMMIT[:8], COMMIT[:8]),
    ],
)
def test_labels_of_points(point: Point, en: str, ja: str) -> None:
    assert (point_label(point, EN), point_label(point, JA)) == (en, ja)


def test_labels_of_steps() -> None:
    day = date(2023, 3, 31)
    assert [step_label(day, step, JA) for step in Step] == ["R5.3", "R4第4四半期", "R4下半期", "R4通期"]
    assert [step_label(day, step, EN) for step in Step] == ["2023-03", "FY2022-Q4", "FY2022-H2", "FY2022"]


@given(st.integers(0, 10**7), st.integers(3, 12))
def test_ticks_are_round_and_hold_the_highest(highest: int, most: int) -> None:
    found = ticks(highest, most)
    step = found[1]
    assert 2 <= len(found) <= most
    assert found == list(range(0, found[-1] + 1, step))
    assert found[-1] >= highest
    assert found[-1] - step < max(highest, 1)
    assert str(step).rstrip("0") in {"1", "2", "5"}


@given(st.lists(st.integers(0, 500), max_size=12), st.integers(0, 80))
def test_shares_add_up_and_lose_nobody(counts: list[int], length: int) -> None:
    cells = shares(counts, length)
    there = sum(n > 0 for n in counts)
    assert sum(cells) == (length if there else 0)
    assert all(not got for n, got in zip(counts, cells, strict=True) if not n)
    if length >= there:
        assert all(got for n, got in zip(counts, cells, strict=True) if n)
    # A bar that only gives away its remainder is at most one cell from the truth, and one more for each rescued part.
    for n, got in zip(counts, cells, strict=True):
        assert abs(got - length * n / max(sum(counts), 1)) < 1 + there


@given(st.lists(st.integers(0, 12), min_size=1, max_size=6), st.integers(1, 5))
def test_shares_are_exact_where_they_can_be(counts: list[int], times: int) -> None:
    assert shares(counts, sum(counts) * times) == [n * times for n in counts]
