"""The plan's own order, and sorting by columns."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from dxplan.analysis.ordering import plan_order, sort_rows
from tests.analysis.making import initiative, plan, row

if TYPE_CHECKING:
    from dxplan.analysis.rows import Row

COLUMNS = (
    "plan", "id", "title", "pillar", "category", "number", "departments", "status", "stage", "operation_start",
    "listings", "added", "withdrawn", "overdue", "path",
)  # fmt: skip
KEYS = st.fixed_dictionaries(
    {},
    optional={
        "pillar": st.sampled_from(["柱1", "柱2", "知らない柱"]),
        "category": st.sampled_from(["甲", "乙", "丙", None]),
        "number": st.integers(min_value=1, max_value=3),
        "status": st.sampled_from(["調査中", "運用中", "知らない", None]),
        "stage": st.sampled_from(["甲", None]),
        "operation_start": st.sampled_from(["R5.4月～", "R6年度中", "～R7.3月", "未定", None]),
        "added": st.sampled_from(["R5", "R6-H1", None]),
        "title": st.sampled_from(["あ", "ア", "いろは", "漢字", "10", "9", "Z"]),
        "departments": st.sampled_from([["情報課"], ["市民課", "情報課"], []]),
        "listings": st.sampled_from([[], [{"pillar": "柱2", "category": "甲", "number": 1}]]),
        "withdrawn": st.sampled_from([None, {"at": "R5", "reason": "x"}]),
    },
)


def _rows(many: list[dict[str, Any]]) -> list[Row]:
    of = plan()
    return [row(initiative(f"i{number}", **keys), of=of) for number, keys in enumerate(many)]


def _ids(rows: list[Row]) -> list[str]:
    return [entry.initiative.id for entry in rows]


def test_the_order_of_the_plan() -> None:
    items = [
        initiative("z", category="甲"),
        initiative("y", category="乙", number=2),
        initiative("x", category="乙", number=1),
        initiative("w", category="乙", number=1),
        initiative("v", category="丙"),
        initiative("u", category=None),
        initiative("t", pillar="柱2"),
        initiative("s", pillar="知らない柱", category="甲"),
        initiative("r", category="甲", number=10),
    ]
    # Pillar, category and number as plan.yaml has them, then the id; what it does not know comes last.
    assert [item.id for item in sorted(items, key=plan_order(plan()))] == [
        "w",
        "x",
        "y",
        "z",
        "r",
        "u",
        "v",
        "t",
        "s",
    ]


def test_periods_sort_by_their_last_day() -> None:
    rows = _rows([{"added": "R5"}, {"added": "R5-H1"}, {"added": "2023-H2"}, {"added": "R4"}])
    assert _ids(sort_rows(rows, ["added"], reverse=False)) == ["i3", "i1", "i0", "i2"]


def test_starts_sort_by_their_first_day_then_by_their_last() -> None:
    rows = _rows(
        [{"operation_start": text} for text in ("R6年度中", "R6.4月～", "～R6.3月", "R5.4月～", "未定")]
    )
    assert _ids(sort_rows(rows, ["operation_start"], reverse=False)) == ["i3", "i2", "i1", "i0", "i4"]


@given(
    many=st.lists(KEYS, max_size=8),
    columns=st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=3),
    reverse=st.booleans(),
)
def test_sorting_loses_nothing_and_is_stable(
    many: list[dict[str, Any]], columns: list[str], *, reverse: bool
) -> None:
    rows = _rows(many)
    ordered = sort_rows(rows, columns, reverse=reverse)
    assert sorted(_ids(ordered)) == sorted(_ids(rows))
    # What has no value is last, whichever way round.
    missing = [entry.sortable(columns[0]) is None for entry in ordered]
    assert missing == sorted(missing)
    # Rows that tie in every column keep the order in which they came.
    places = {identifier: place for place, identifier in enumerate(_ids(rows))}
    for first, second in itertools.pairwise(ordered):
        if all(first.sortable(column) == second.sortable(column) for column in columns):
            assert places[first.initiative.id] < places[second.initiative.id]
    # Sorting again changes nothing.
    assert _ids(sort_rows(ordered, columns, reverse=reverse)) == _ids(ordered)
