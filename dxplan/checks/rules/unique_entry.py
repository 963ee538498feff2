"""Entries of a list are told apart by their own key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.message import Bilingual, message
from dxplan.model.pointer import join_pointer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.checks.context import Context
    from dxplan.model.initiative import Initiative

Keyed = tuple[tuple[str | int, ...], str]


def _entries(initiative: Initiative) -> Iterator[tuple[str, Iterable[Keyed]]]:
    """Yield groups of entries that may not share a key: (name of the group, (pointer, key) of each)."""
    yield "components", ((("components", i, "name"), c.name) for i, c in enumerate(initiative.components))
    yield "indicators", ((("indicators", i, "name"), c.name) for i, c in enumerate(initiative.indicators))
    for i, indicator in enumerate(initiative.indicators):
        yield (
            "actuals",
            (
                (("indicators", i, "actuals", j, "period"), str(f.when))
                for j, f in enumerate(indicator.actuals)
            ),
        )
    yield (
        "schedule",
        ((("schedule", i, "fiscal_year"), s.fiscal_year) for i, s in enumerate(initiative.schedule)),
    )
    yield "budget", ((("budget", i), b.fiscal_year or "") for i, b in enumerate(initiative.budget))
    yield "workstreams", ((("workstreams", i, "name"), w.name) for i, w in enumerate(initiative.workstreams))
    yield (
        "workstreams",
        ((("workstreams", i, "number"), str(w.number)) for i, w in enumerate(initiative.workstreams)),
    )
    yield "tasks", ((("tasks", i, "name"), t.name) for i, t in enumerate(initiative.tasks) if t.name)


def _check(initiative: Initiative, _context: Context) -> Iterator[Finding]:
    for group, entries in _entries(initiative):
        seen = set()
        for path, key in entries:
            if key in seen:
                yield Finding(
                    join_pointer(path),
                    message("Another entry of {group} has the same key “{key}”.", group=group, key=key)
                    if key
                    else message("Another entry of {group} has no fiscal year either.", group=group),
                    message("Join the two entries, or give each a key of its own."),
                )
            seen.add(key)


RULE = Rule(
    id="unique-entry",
    summary=Bilingual(
        ja="一覧の項目が、名前や年度で区別できること",
        en="Entries of a list differ by their own key (name, fiscal year, period)",
    ),
    explanation=Bilingual(
        ja="期間の差分は、一覧の項目を並び順ではなく名前・年度・期間で突き合わせます。同じ鍵の項目が二つあると突き合わせられません。",
        en="A diff of two periods matches list entries by name, fiscal year or period and not by position, so no two may "
        "share that key.",
    ),
    failing=Example(
        "schedule:\n  - fiscal_year: R5\n    phase: 導入\n  - fiscal_year: R5\n    phase: 運用",
    ),
    passing=Example("schedule:\n  - fiscal_year: R5\n    phase: 導入\n  - fiscal_year: R6\n    phase: 運用"),
    check_initiative=_check,
)
