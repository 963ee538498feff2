"""Trends: counts at points, vocabularies that change, and the days between two days."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxplan.analysis.summary import summarize
from dxplan.analysis.trend import Moment, Step, counted, ends, months, thinned, trend_of
from dxplan.model.point import WORKING_TREE
from tests.analysis.making import DAY, initiative, plan
from tests.analysis.test_ordering import KEYS

if TYPE_CHECKING:
    from dxplan.model.plan import Plan
    from dxplan.model.trend import Trend

DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))


def _trend(*moments: tuple[Plan, list[str | None]]) -> Trend:
    """Return the trend of plans, each with initiatives of these statuses."""
    return trend_of(
        "minato",
        [
            Moment(
                WORKING_TREE,
                f"t{index}",
                DAY,
                of,
                counted(
                    of, [initiative(f"i{number}", status=status) for number, status in enumerate(statuses)]
                ),
            )
            for index, (of, statuses) in enumerate(moments)
        ],
    )


def _with(*statuses: dict[str, Any]) -> Plan:
    return plan(statuses=list(statuses))


@given(st.lists(KEYS, max_size=8))
def test_the_counts_are_those_of_the_summary(many: list[dict[str, Any]]) -> None:
    # The summary leaves out initiatives of a pillar that the plan does not have.
    known = [keys for keys in many if keys.get("pillar") != "知らない柱"]
    of = plan()
    items = [initiative(f"i{number}", **keys) for number, keys in enumerate(known)]
    counts, summary = counted(of, items), summarize("minato", of, items, DAY)
    assert counts.by_status == summary.by_status
    assert list(counts.by_status) == list(summary.by_status)
    assert (counts.total, counts.in_operation, counts.active) == (
        summary.total,
        summary.in_operation,
        summary.active,
    )
    assert counts.without_status == counts.total - sum(counts.by_status.values())


def test_a_status_that_the_plan_does_not_know_counts_as_none() -> None:
    counts = counted(plan(), [initiative(status="着手"), initiative("two"), initiative("three", status=None)])
    assert (counts.total, counts.without_status, counts.by_status["着手中"]) == (3, 2, 1)


def test_the_newest_vocabulary_comes_first_and_the_words_of_older_plans_after_it() -> None:
    trend = _trend(
        (_with({"name": "保留"}, {"name": "着手中"}, {"name": "廃止"}), ["保留", "廃止", "廃止"]),
        (_with({"name": "停滞"}, {"name": "着手中"}), ["停滞"]),
        (_with({"name": "運用中", "means": "operating"}, {"name": "着手中"}), ["運用中", "着手中"]),
    )
    assert [status.name for status in trend.statuses] == ["運用中", "着手中", "停滞", "保留", "廃止"]
    assert [list(point.by_status.values()) for point in trend.points] == [
        [0, 0, 0, 1, 2],
        [0, 0, 1, 0, 0],
        [1, 1, 0, 0, 0],
    ]
    assert trend.statuses[0].means == "operating"


def test_a_renamed_status_is_one_status_over_several_renamings() -> None:
    trend = _trend(
        (_with({"name": "甲"}, {"name": "別"}), ["甲", "甲", "別"]),
        (_with({"name": "乙", "formerly": ["甲"]}, {"name": "別"}), ["乙"]),
        (_with({"name": "丙", "formerly": ["乙"]}, {"name": "別"}), ["丙"]),
    )
    assert [status.name for status in trend.statuses] == ["丙", "別"]
    assert [point.by_status for point in trend.points] == [
        {"丙": 2, "別": 1},
        {"丙": 1, "別": 0},
        {"丙": 1, "別": 0},
    ]


def test_two_statuses_that_became_one_are_added_up() -> None:
    trend = _trend(
        (_with({"name": "検討中"}, {"name": "調査中"}), ["検討中", "調査中", "調査中"]),
        (_with({"name": "検討・調査中", "formerly": ["検討中", "調査中"]}), []),
    )
    assert trend.points[0].by_status == {"検討・調査中": 3}


def test_a_word_that_is_used_again_is_not_the_status_that_once_had_it() -> None:
    trend = _trend(
        (_with({"name": "完了"}), ["完了"]),
        (_with({"name": "終了", "formerly": ["完了"]}, {"name": "完了"}), ["終了", "完了"]),
    )
    assert [point.by_status for point in trend.points] == [{"終了": 0, "完了": 1}, {"終了": 1, "完了": 1}]


def test_a_plan_without_moments_has_a_trend_without_points() -> None:
    trend = trend_of("minato", [])
    assert (trend.title, trend.statuses, trend.points) == ("minato", (), ())


def test_the_newest_title_is_the_title() -> None:
    assert _trend((plan(title="案"), []), (plan(title="計画"), [])).title == "計画"


def test_months_end_on_their_last_days() -> None:
    assert months(date(2023, 11, 30), date(2024, 3, 30)) == [
        date(2023, 11, 30),
        date(2023, 12, 31),
        date(2024, 1, 31),
        date(2024, 2, 29),
    ]


@pytest.mark.parametrize(
    ("step", "found"),
    [
        (Step.QUARTER, ["2022-06-30", "2022-09-30", "2022-12-31", "2023-03-31"]),
        (Step.HALF, ["2022-09-30", "2023-03-31"]),
        (Step.YEAR, ["2023-03-31"]),
    ],
)
def test_the_fiscal_year_is_divided(step: Step, found: list[str]) -> None:
    assert [str(day) for day in ends(date(2022, 4, 1), date(2023, 4, 1), step)] == found


@given(DAYS, DAYS, st.sampled_from(Step))
def test_every_end_in_between_is_found(first: date, last: date, step: Step) -> None:
    every = (first + timedelta(days=number) for number in range((last - first).days + 1))
    expected = [
        day
        for day in every
        if (day + timedelta(days=1)).day == 1 and day.month in {3, *range(3, 13, step), *range(3, 0, -step)}
    ]
    assert ends(first, last, step) == expected


@given(st.integers(0, 200), st.integers(0, 60))
def test_thinning_keeps_both_ends_and_the_order(count: int, most: int) -> None:
    kept = thinned(range(count), most)
    assert len(kept) == min(count, most)
    assert list(kept) == sorted(set(kept))
    if kept:
        assert kept[-1] == count - 1
    if len(kept) > 1:
        assert kept[0] == 0
        gaps = {later - earlier for earlier, later in pairwise(kept)}
        assert max(gaps) - min(gaps) <= 1
