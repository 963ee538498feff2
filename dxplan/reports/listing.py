"""The list of initiatives: one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.model.message import message
from dxplan.reports.blocks import Block, Column, Heading, Lines, Report, Table, Value
from dxplan.reports.fuzzy import WORKING_TREE, date_json
from dxplan.reports.words import COLUMN_TITLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.analysis.rows import Row
    from dxplan.i18n import Speaker
    from dxplan.model.initiative import Initiative

_ALWAYS = ("id", "title", "departments")
_WHERE_USED = ("status", "operation_start")


def default_columns(rows: Sequence[Row]) -> list[str]:
    """Return the columns that a person wants to see of some rows: those that a plan does not use are left out."""
    return [*_ALWAYS, *(name for name in _WHERE_USED if any(_cell(row, name) for row in rows))]


def list_report(
    rows: Sequence[Row], columns: Sequence[str], group_by: str | None, say: Speaker, total: int
) -> Report:
    """Return the report of rows in their order.

    Without ``columns``, each table has those that its rows need. ``total`` is how many rows there were before ``--limit``.
    """
    blocks: list[Block] = []
    if group_by is None:
        blocks.append(_table(rows, columns, say))
    else:
        for name, group in _groups(rows, group_by, say):
            heading = say(message("{name} ({count})", name=name, count=len(group)))
            blocks += [Heading(heading, 2), _table(group, columns, say)]
    if not rows:
        blocks = [Lines((say(message("No initiative matches.")),))]
    elif len(rows) < total:
        note = message("{shown} of {total} initiatives are shown (--limit).", shown=len(rows), total=total)
        blocks.append(Lines((say(note),), "dim"))
    return Report(
        tuple(blocks),
        _table(rows, columns, say),
        {"at": WORKING_TREE, "initiatives": [row_json(row) for row in rows]},
    )


def _table(rows: Sequence[Row], columns: Sequence[str], say: Speaker) -> Table:
    names = columns or default_columns(rows)
    return Table(_columns(names, say), tuple(_cells(row, names) for row in rows))


def row_json(row: Row) -> dict[str, Any]:
    """Return a row as the contract's object of a listed initiative."""
    initiative = row.initiative
    return {
        "plan": row.plan_name,
        "id": initiative.id,
        "title": initiative.title,
        "pillar": initiative.pillar,
        "category": initiative.category,
        "number": initiative.number,
        "departments": list(initiative.departments),
        "status": initiative.status,
        "stage": row.stage,
        "components": [
            {
                "name": part.name,
                "status": part.status,
                "operation_start": date_json(part.operation_start, part.start),
            }
            for part in initiative.components
        ],
        "operation_start": date_json(initiative.operation_start, initiative.start),
        "listings": [
            {"pillar": place.pillar, "category": place.category, "number": place.number}
            for place in initiative.listings
        ],
        "added": initiative.added,
        "withdrawn": withdrawn_json(initiative),
        "overdue": row.overdue,
        "path": row.path,
    }


def withdrawn_json(initiative: Initiative) -> dict[str, str | None] | None:
    """Return when and why an initiative was withdrawn, or None."""
    gone = initiative.withdrawn
    return None if gone is None else {"at": gone.at, "reason": gone.reason, "successor": gone.successor}


def _columns(names: Sequence[str], say: Speaker) -> tuple[Column, ...]:
    fixed = {"id", "number", "status", "added"}
    return tuple(
        Column(
            name,
            say.text(COLUMN_TITLES[name]),
            right=name == "number",
            fixed=name in fixed,
            below=name == "title",
        )
        for name in names
    )


def _cells(row: Row, columns: Sequence[str]) -> tuple[Value, ...]:
    return tuple(_cell(row, column) for column in columns)


def _cell(row: Row, column: str) -> Value:
    initiative = row.initiative
    match column:
        case "plan":
            return row.plan_name
        case "stage":
            return row.stage
        case "departments":
            return "・".join(initiative.departments)
        case "operation_start":
            return initiative.operation_start or " / ".join(
                f"{part.name} {part.operation_start}"
                for part in initiative.components
                if part.operation_start
            )
        case "listings":
            return (
                " / ".join(f"{p.pillar} {p.category or ''} {p.number}" for p in initiative.listings) or None
            )
        case "withdrawn":
            return initiative.withdrawn.at if initiative.withdrawn else None
        case "overdue":
            return "!" if row.overdue else None
        case "path":
            return row.path
    value: Value = getattr(initiative, column)
    return value


def _groups(rows: Sequence[Row], column: str, say: Speaker) -> list[tuple[str, list[Row]]]:
    groups: dict[str, list[Row]] = {}
    nothing = say(message("(none)"))
    for row in rows:
        names: Sequence[Value] = (
            row.initiative.departments if column == "departments" else (_cell(row, column),)
        )
        for name in names or (None,):
            groups.setdefault(str(name) if name is not None else nothing, []).append(row)
    return list(groups.items())
