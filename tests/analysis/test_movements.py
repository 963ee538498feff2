"""What changes mean for a plan, read from plain data; odd data is left out and never refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxplan.analysis.movements import months_between, movements_of
from dxplan.analysis.narrowing import narrowed
from dxplan.model.difference import (
    BudgetMove,
    Change,
    Comparison,
    EntryRename,
    FieldChange,
    IndicatorMove,
    Movements,
    PlanDifference,
    StartMove,
)
from dxplan.model.fuzzy_date import parse_fuzzy_date

PLAN: dict[str, Any] = {
    "statuses": [
        {"name": "調査中", "means": "planned"},
        {"name": "着手中", "means": "preparing", "formerly": ["準備中"]},
        {"name": "やめる", "means": "withdrawn"},
    ]
}


def moved(old: dict[str, Any] | None, new: dict[str, Any] | None) -> Movements:
    return movements_of(old, new, PLAN, PLAN)


def indicator(*values: tuple[str, float], baseline: float | None = None, **keys: Any) -> dict[str, Any]:
    """Return an initiative with one indicator."""
    entry: dict[str, Any] = {"name": "件数", "unit": "件"} | keys
    if baseline is not None:
        entry["baseline"] = {"period": "R3", "value": baseline}
    if values:
        entry["actuals"] = [{"period": period, "value": value} for period, value in values]
    return {"indicators": [entry]}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("着手中", "調査中", ("着手中", "調査中")),
        ("着手中", "着手中", None),
        ("準備中", "着手中", None),
        ("準備中", "調査中", ("準備中", "調査中")),
        (None, "着手中", (None, "着手中")),
        ("着手中", 3, ("着手中", None)),
    ],
)
def test_a_status_moves_but_not_by_a_new_word(
    old: str | None, new: Any, expected: tuple[str | None, str | None] | None
) -> None:
    assert moved({"status": old}, {"status": new}).status == expected


def test_what_was_added_or_removed_has_a_status_at_one_end() -> None:
    assert moved(None, {"status": "着手中"}).status == (None, "着手中")
    assert moved({"status": "着手中"}, None).status == ("着手中", None)
    assert movements_of(None, None, None, None) == Movements()


@pytest.mark.parametrize(
    ("old", "new", "months"),
    [
        ("R5.4月～", "R5.10月～", 6),
        ("R5.10月～", "R5.4月～", -6),
        ("R5.4月～", "R5年度中", 11),
        ("R5年度中", "R6年度中", 12),
        ("R5.1月", "R5.3月末～", 2),
        ("R5.4月～ (一部はR5年秋頃から)", "R5.5月～", 1),
        ("R5.4月～", "R5.4月末～", 0),
        ("（～R6.3）", "R6.4月～", 1),
        ("未定", "R5.4月～", None),
        ("R5.4月～", "未定", None),
        ("R5.4月～", None, None),
        ("毎年4月", "R5.4月～", None),
    ],
)
def test_a_start_moves_by_months(old: str, new: str | None, months: int | None) -> None:
    assert moved({"operation_start": old}, {"operation_start": new}).starts == (
        StartMove(None, old, new, months),
    )
    assert months_between(parse_fuzzy_date(old), parse_fuzzy_date(new or "")) == months


@pytest.mark.parametrize(
    ("old", "new"),
    [("R5.4月～", "令和5年4月～"), ("未定", None), ("未定", "随時"), (None, ""), (5, "R5.4月x?")],
)
def test_a_start_that_only_reads_otherwise_has_not_moved(old: Any, new: Any) -> None:
    old_data, new_data = {"operation_start": old}, {"operation_start": new}
    assert [move.months for move in moved(old_data, new_data).starts if move.months] == []
    if parse_fuzzy_date(new or "").earliest == parse_fuzzy_date(str(old or "")).earliest:
        assert moved(old_data, new_data).starts == ()


def test_components_move_where_they_stand_at_both_ends() -> None:
    old = {
        "components": [
            {"name": "A", "operation_start": "R5.4月～"},
            {"name": "B", "operation_start": "R5.4月～"},
            {"name": "C", "operation_start": "R5.4月～"},
        ]
    }
    new = {
        "components": [
            {"name": "D", "operation_start": "R5.4月～"},
            {"name": "B", "operation_start": "R5.6月～"},
            {"name": "A", "operation_start": "R5.4月～"},
            "C",
        ]
    }
    assert moved(old, new).starts == (StartMove("B", "R5.4月～", "R5.6月～", 2),)


def test_who_comes_or_goes_has_moved_no_start() -> None:
    assert moved(None, {"operation_start": "R5.4月～"}).starts == ()
    assert moved({"operation_start": "R5.4月～"}, None).starts == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (indicator(("R4", 10)), indicator(("R4", 10), ("R5", 30), target=40), (10, 30, 40, "toward")),
        (indicator(("R4", 10)), indicator(("R5", 30), ("R4", 10), target=40), (10, 30, 40, "toward")),
        (indicator(("R4-H1", 10)), indicator(("R4-H1", 10), ("R4", 5), target=40), (10, 5, 40, "away")),
        (indicator(("R4", 10)), indicator(("R4", 10), ("R5", 40), target=40), (10, 40, 40, "reached")),
        (indicator(("R4", 10)), indicator(("R4", 10), ("R5", 10), target=40), (10, 10, 40, "level")),
        (indicator(("R4", 10)), indicator(("R4", 10), ("R5", 12)), (10, 12, None, "unknown")),
        (indicator(baseline=7), indicator(("R4", 9), baseline=7, target=40), (7, 9, 40, "toward")),
        (indicator(), indicator(("R4", 9), target=40), (None, 9, 40, "unknown")),
        (indicator(), indicator(("R4", 50), target=40), (None, 50, 40, "reached")),
        (indicator(("R4", 9)), indicator(target=40), (9, None, 40, "unknown")),
        (
            indicator(("R4", 9), direction="down"),
            indicator(("R4", 9), ("R5", 6), target=3, direction="down"),
            (9, 6, 3, "toward"),
        ),
        (
            indicator(("R4", 9), direction="up"),
            indicator(("R4", 9), ("R5", 3), target=3, direction="down"),
            (9, 3, 3, "reached"),
        ),
        (
            indicator(("R4", 9), direction="down"),
            indicator(("R4", 9), ("R5", 12), target=3, direction="down"),
            (9, 12, 3, "away"),
        ),
    ],
)
def test_indicators_move_toward_their_targets_or_away(
    old: dict[str, Any], new: dict[str, Any], expected: tuple[Any, Any, Any, Any]
) -> None:
    target = new["indicators"][0].pop("target", None)
    if target is not None:
        new["indicators"][0]["target"] = {"period": "R7", "value": target}
    assert moved(old, new).indicators == (IndicatorMove("件数", "件", *expected),)


def test_an_indicator_without_a_newer_value_has_not_moved() -> None:
    old = indicator(("R4", 10), ("R3", 1))
    assert moved(old, indicator(("R3", 2), ("R4", 10), formula="x")).indicators == ()
    assert moved({}, indicator(("R4", 10))).indicators == ()
    assert (
        moved(old, {"indicators": [{"name": "別", "actuals": [{"period": "R5", "value": 1}]}]}).indicators
        == ()
    )


def test_budgets_move_year_by_year_and_by_workstream() -> None:
    old = {
        "budget": [
            {"fiscal_year": "R5", "amount": 100},
            {"fiscal_year": "FY2024", "amount": "未定"},
            {"amount": 900},
        ],
        "workstreams": [
            {"name": "税", "budget": [{"fiscal_year": "R5", "amount": 1}]},
            {"name": "国保", "budget": [{"amount": 7}]},
        ],
    }
    new = {
        "budget": [
            {"fiscal_year": "R10", "amount": 5},
            {"fiscal_year": "R6", "amount": 200},
            {"fiscal_year": "FY2023", "amount": 100},
            {"amount": "未定"},
        ],
        "workstreams": [{"name": "税", "budget": [{"fiscal_year": "R5", "amount": 2}]}],
    }
    assert moved(old, new).budgets == (
        BudgetMove(None, None, 900, None),
        BudgetMove(None, "R6", None, 200),
        BudgetMove(None, "R10", None, 5),
        BudgetMove("税", "R5", 1, 2),
        BudgetMove("国保", None, 7, None),
    )


@pytest.mark.parametrize("amount", [float("nan"), float("inf"), True, "100", None, [1]])
def test_what_is_no_amount_counts_as_undecided(amount: Any) -> None:
    old, new = ({"budget": [{"fiscal_year": "R5", "amount": value}]} for value in (amount, 100))
    assert moved(old, new).budgets == (BudgetMove(None, "R5", None, 100),)


def test_money_comes_and_goes_with_its_initiative() -> None:
    data = {"budget": [{"fiscal_year": "R5", "amount": 100}, {"fiscal_year": "R6", "amount": "未定"}]}
    assert moved(None, data).budgets == (BudgetMove(None, "R5", None, 100),)
    assert moved(data, None).budgets == (BudgetMove(None, "R5", 100, None),)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({}, {"withdrawn": {"at": "R4", "reason": "x"}}, True),
        ({"status": "着手中"}, {"status": "やめる"}, True),
        ({"status": "やめる"}, {"status": "やめる", "withdrawn": {"at": "R4"}}, False),
        ({"status": "着手中"}, {"status": "調査中"}, False),
        (None, {"status": "やめる"}, False),
        ({"status": "やめる"}, None, False),
    ],
)
def test_withdrawn_is_what_was_not_before(
    old: dict[str, Any] | None, new: dict[str, Any] | None, *, expected: bool
) -> None:
    assert moved(old, new).withdrawn is expected


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["", "R5", "R5.4月～", "未定", "着手中", "name", "x\n", "R99999"])
)
ODD = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            [
                "name", "status", "operation_start", "components", "indicators", "actuals", "baseline", "target",
                "period", "value", "unit", "direction", "budget", "fiscal_year", "amount", "workstreams", "withdrawn",
                "statuses", "means", "formerly",
            ]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip
DOCUMENTS = st.none() | st.dictionaries(
    st.sampled_from(
        [
            "status",
            "operation_start",
            "components",
            "indicators",
            "budget",
            "workstreams",
            "withdrawn",
            "statuses",
        ]
    ),
    ODD,
)


@given(DOCUMENTS, DOCUMENTS, DOCUMENTS, DOCUMENTS)
def test_odd_data_is_never_refused(old: Any, new: Any, old_plan: Any, new_plan: Any) -> None:
    found = movements_of(old, new, old_plan, new_plan)
    assert all(move.old != move.new for move in found.budgets)
    assert all(move.old != move.new for move in found.starts)


@given(DOCUMENTS, DOCUMENTS)
def test_what_is_the_same_has_not_moved(data: Any, plan: Any) -> None:
    assert movements_of(data, data, plan, plan) == Movements()


def _change(
    identifier: str, kind: Any, *fields: FieldChange, renames: tuple[EntryRename, ...] = ()
) -> Change:
    return Change("minato", identifier, identifier, kind, Comparison(fields, renames), f"{identifier}.yaml")


DIFFERENCE = PlanDifference(
    "minato",
    "計画",
    (
        _change("a", "changed", FieldChange("/status", "x", "y"), FieldChange("/status_note", 1, 2)),
        _change(
            "b",
            "changed",
            FieldChange("/components/LINE/status", "x", "y"),
            FieldChange("/components/LINE/progress", "x", "y"),
            FieldChange("/components/Web", {"name": "Web", "status": "x"}, None),
            FieldChange("/components/App", None, {"name": "App"}),
            renames=(EntryRename("/components/Web", "/components/App"),),
        ),
        _change("c", "added", FieldChange("", None, {"status": "x", "components": [{"name": "LINE"}]})),
        _change("d", "removed", FieldChange("", {"title": "x"}, None)),
    ),
    unchanged=9,
)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ((), {"a": ["/status", "/status_note"], "b": ["LINE/status", "LINE/progress", "Web", "App"], "c": [""], "d": [""]}),
        (("status",), {"a": ["/status"], "c": [""]}),
        (("/components",), {"b": ["LINE/status", "LINE/progress", "Web", "App"], "c": [""]}),
        (("/components/LINE",), {"b": ["LINE/status", "LINE/progress"], "c": [""]}),
        (("/components/LINE/status",), {"b": ["LINE/status"], "c": [""]}),
        (("/components/Web/status",), {"b": ["Web"], "c": [""]}),
        (("title",), {"d": [""]}),
        (("note", "/status"), {"a": ["/status"], "c": [""]}),
        (("note",), {}),
    ],
)  # fmt: skip
def test_a_difference_is_narrowed_to_fields(fields: tuple[str, ...], expected: dict[str, list[str]]) -> None:
    found = narrowed(DIFFERENCE, fields)
    assert {
        change.id: [field.pointer.removeprefix("/components/") for field in change.comparison.fields]
        for change in found.changes
    } == expected
    assert found.unchanged == 9


def test_renames_are_narrowed_like_fields() -> None:
    assert [
        len(change.comparison.renames) for change in narrowed(DIFFERENCE, ("/components/App",)).changes
    ] == [1, 0]
    assert not any(change.comparison.renames for change in narrowed(DIFFERENCE, ("status",)).changes)
