"""Fiscal years of an initiative lie inside the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.fiscal_year import FiscalYear
from dxplan.model.message import Bilingual, message
from dxplan.model.pointer import join_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.checks.context import Context
    from dxplan.model.day_range import DayRange
    from dxplan.model.initiative import Initiative
    from dxplan.model.places import Path


def _years(initiative: Initiative) -> Iterator[tuple[Path, str, DayRange]]:
    """Yield (path, as written, days) of everything that must lie inside the plan."""
    for path, written in _fiscal_years(initiative):
        yield path, written, FiscalYear.parse(written).days
    for index, indicator in enumerate(initiative.indicators):
        for below, actual in enumerate(indicator.actuals):
            yield ("indicators", index, "actuals", below, "period"), actual.period, actual.when.days
        if indicator.target is not None:
            target = indicator.target
            yield ("indicators", index, "target", "period"), target.period, target.when.days


def _fiscal_years(initiative: Initiative) -> Iterator[tuple[Path, str]]:
    lists: list[tuple[Path, Sequence[Any]]] = [
        ((key,), getattr(initiative, key)) for key in ("tasks", "annual_goals", "budget", "schedule")
    ]
    for index, workstream in enumerate(initiative.workstreams):
        lists.append((("workstreams", index, "budget"), workstream.budget))
        lists.append((("workstreams", index, "schedule"), workstream.schedule))
    for at, entries in lists:
        for index, entry in enumerate(entries):
            if entry.fiscal_year is not None:
                yield (*at, index, "fiscal_year"), entry.fiscal_year


def _check(initiative: Initiative, context: Context) -> Iterator[Finding]:
    if context.days is None:
        return
    for path, written, days in _years(initiative):
        if not (context.days.start <= days.start and days.end <= context.days.end):
            years = context.plan.period
            yield Finding(
                join_pointer(path),
                message(
                    "{year} lies outside the plan ({first} to {last}).",
                    year=written,
                    first=years.first,
                    last=years.last,
                ),
            )


RULE = Rule(
    id="year-outside",
    summary=Bilingual(
        ja="取組事項・事業費・スケジュール・実績などの年度が計画期間に入っていること",
        en="Fiscal years of tasks, goals, budgets, schedules and figures lie inside the plan",
    ),
    explanation=Bilingual(
        ja="計画期間の外の年度は、書き誤りか、別の計画のものです。基準値（baseline）だけは計画の前の期間でもかまいません。",
        en="A fiscal year outside the plan is a slip, or belongs to another plan. Only a baseline may lie before it.",
    ),
    failing=Example("tasks:\n  - fiscal_year: R9\n    text: 説明会を開く。"),
    passing=Example("tasks:\n  - fiscal_year: R5\n    text: 説明会を開く。"),
    check_initiative=_check,
)
