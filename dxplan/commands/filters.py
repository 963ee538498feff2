"""The filter options that listing commands share, and what they select."""

from typing import Annotated, Any

import typer

from dxplan.analysis.expression import compile_expression
from dxplan.analysis.ordering import plan_order
from dxplan.analysis.rows import Row
from dxplan.analysis.selection import Selection, check_names, folded
from dxplan.commands.completion import (
    complete_categories,
    complete_departments,
    complete_ids,
    complete_pillars,
    complete_stages,
    complete_statuses,
)
from dxplan.commands.loaded import Loaded
from dxplan.commands.session import Session
from dxplan.i18n import N_
from dxplan.model.hints import meant


def _many(name: str, metavar: str, help_text: str, complete: Any = None) -> Any:
    return typer.Option(name, metavar=metavar, help=help_text, autocompletion=complete, show_default=False)


Pillars = Annotated[
    list[str] | None, _many("--pillar", "NAME", N_("Of this pillar (its name or number)."), complete_pillars)
]
Categories = Annotated[
    list[str] | None, _many("--category", "NAME", N_("Of this category."), complete_categories)
]
Departments = Annotated[
    list[str] | None,
    _many(
        "--department", "NAME", N_("Owned by this department, alone or with others."), complete_departments
    ),
]
Statuses = Annotated[
    list[str] | None,
    _many("--status", "NAME", N_("With this status, as a whole or in a component."), complete_statuses),
]
Stages = Annotated[
    list[str] | None, _many("--stage", "NAME", N_("At this stage of the board."), complete_stages)
]
Texts = Annotated[
    list[str] | None,
    _many("--text", "TEXT", N_("With this text in any field; width and case do not matter.")),
]
Ids = Annotated[list[str] | None, _many("--id", "ID", N_("With this id."), complete_ids)]
Overdue = Annotated[
    bool | None,
    typer.Option(
        "--overdue/--no-overdue", help=N_("Late on the day of the plan, or not."), show_default=False
    ),
]
Added = Annotated[
    bool | None,
    typer.Option("--added/--no-added", help=N_("Added during the plan, or not."), show_default=False),
]
Withdrawn = Annotated[
    bool | None, typer.Option("--withdrawn/--no-withdrawn", help=N_("Withdrawn, or not."), show_default=False)
]
Where = Annotated[
    list[str] | None,
    _many(
        "--where",
        "EXPR",
        N_("For which an expression holds, such as 'number > 3 and \"市民課\" in departments'."),
    ),
]


FILTERS: dict[str, Any] = {
    "pillars": Pillars,
    "categories": Categories,
    "departments": Departments,
    "statuses": Statuses,
    "stages": Stages,
    "texts": Texts,
    "ids": Ids,
    "overdue": Overdue,
    "added": Added,
    "withdrawn": Withdrawn,
    "where": Where,
}
"""Every filter option by the name under which a command gets it."""


def select(session: Session, loaded: Loaded, selection: Selection) -> list[Row]:
    """Return the selected rows of plans, each plan in its own order; raises UsageError for names nobody knows."""
    # A plan that cannot be read may know any name.
    if all(failure.initiative for failure in loaded.failures):
        ids = [filed.initiative.id for plan in loaded.plans for filed in plan.initiatives]
        ids += [failure.initiative for failure in loaded.failures if failure.initiative]
        check_names(selection, [plan.plan for plan in loaded.plans], ids, meant)
    rows: list[Row] = []
    for plan in loaded.plans:
        key = plan_order(plan.plan)
        day = session.day_of(plan.plan, loaded.points[plan.name])
        filed = sorted(plan.initiatives, key=lambda entry: key(entry.initiative))
        rows += (Row(plan.name, plan.plan, entry.initiative, entry.path, day) for entry in filed)
    return list(selection.pick(rows))


def selection_of(values: dict[str, Any]) -> Selection:
    """Make a selection of the filter options' values."""
    tests = [compile_expression(text) for text in values.pop("where") or ()]
    texts = tuple(folded(text) for text in values.pop("texts") or ())
    many = {
        key: tuple(value or ())
        for key, value in values.items()
        if not isinstance(value, bool | None) or value is None
    }
    flags = {key: values[key] for key in ("overdue", "added", "withdrawn")}
    where = (lambda row: any(test(row) for test in tests)) if tests else None
    return Selection(**(many | flags), texts=texts, where=where)
