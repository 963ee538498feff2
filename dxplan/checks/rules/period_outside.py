"""Periods of entry and withdrawal lie inside the plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.message import Bilingual, message
from dxplan.model.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.context import Context
    from dxplan.model.initiative import Initiative


def _times(initiative: Initiative) -> Iterator[tuple[str, str, date, date]]:
    """Yield (pointer, as written, first day, last day)."""
    if initiative.added_in is not None:
        days = initiative.added_in.days
        yield "/added", initiative.added or "", days.start, days.last_day
    if initiative.withdrawn is not None:
        at = initiative.withdrawn.at
        if at[:4].isdigit():
            yield "/withdrawn/at", at, date.fromisoformat(at), date.fromisoformat(at)
        else:
            days = Period.parse(at).days
            yield "/withdrawn/at", at, days.start, days.last_day


def _check(initiative: Initiative, context: Context) -> Iterator[Finding]:
    if context.days is None:
        return
    for pointer, written, first, last in _times(initiative):
        if first not in context.days or last not in context.days:
            years = context.plan.period
            yield Finding(
                pointer,
                message(
                    "{year} lies outside the plan ({first} to {last}).",
                    year=written,
                    first=years.first,
                    last=years.last,
                ),
            )


RULE = Rule(
    id="period-outside",
    summary=Bilingual(
        ja="新規掲載・取り下げの時期が計画期間に入っていること", en="added and withdrawn lie inside the plan"
    ),
    explanation=Bilingual(
        ja="added は取組が初めて掲載された期間、withdrawn の at は取り下げた時期で、どちらも計画期間の中です。",
        en="added is the first period in which an initiative appears, at in withdrawn the time of its withdrawal; both lie inside the plan.",
    ),
    failing=Example("added: R9-H1"),
    passing=Example("added: R5-H1"),
    check_initiative=_check,
)
