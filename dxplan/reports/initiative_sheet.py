"""One initiative in full, as ``show`` prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from dxplan.model.fuzzy_date import parse_fuzzy_date
from dxplan.model.message import Bilingual, message
from dxplan.model.pointer import join_pointer
from dxplan.reports.blocks import Block, Column, Heading, Lines, Pairs, Report, Table, Value, cell
from dxplan.reports.fuzzy import WORKING_TREE, with_days
from dxplan.stores.schemas import schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.analysis.rows import Row
    from dxplan.i18n import Speaker
    from dxplan.model.change import LastChange
    from dxplan.model.initiative import Initiative, Task

_LISTS = (
    "components",
    "listings",
    "tasks",
    "annual_goals",
    "budget",
    "indicators",
    "schedule",
    "workstreams",
)
_REFERENCES = {"visions", "target_states", "outcomes"}
_NUMBERS = {"number", "amount", "value"}
_TEXTS = {"text", "note", "progress", "printed"}
"""The keys of entries under which long texts stand."""
_LEFT_OUT = {"schema", "id", "title", *_LISTS, "discrepancies", "waivers", "sources"}


def show_report(row: Row, changes: Sequence[LastChange], say: Speaker) -> Report:
    """Return everything that a file says of its initiative, and its last changes."""
    initiative = row.initiative
    data = _plain(initiative)
    blocks: list[Block] = [Heading(f"{initiative.title} ({row.plan_name}/{initiative.id})")]
    blocks.append(Pairs(tuple(_pairs(row, data, say))))
    for key in (*_LISTS, "discrepancies", "waivers", "sources"):
        if data.get(key):
            blocks += [Heading(label(key, say), 2), _list_table(key, data[key], say)]
    if changes:
        lines = tuple(
            f"{change.date[:10]}  {change.author}  {change.summary}  ({change.commit[:8]})"
            for change in changes
        )
        blocks += [Heading(say(message("Last changes")), 2), Lines(lines)]
    payload = {
        "at": WORKING_TREE,
        "initiative": {"plan": row.plan_name, "path": row.path, **_with_dates(data, initiative)},
        "changes": [msgspec.to_builtins(change) for change in changes],
    }
    return Report(tuple(blocks), _records(data, say), payload)


def _plain(initiative: Initiative) -> dict[str, Any]:
    """Return what the file says in the schema's order of keys; those that the file leaves out stay out."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(initiative))
    return {key: plain[key] for key in schema("initiative")["properties"] if key in plain}


def _with_dates(data: dict[str, Any], initiative: Initiative) -> dict[str, Any]:
    """Return what the file says with its fuzzy dates as JSON answers have them."""
    dated = dict(data)
    if initiative.operation_start is not None:
        dated["operation_start"] = initiative.start.as_json()
    if initiative.components:
        dated["components"] = [
            {**entry, "operation_start": part.start.as_json()} if part.operation_start is not None else entry
            for entry, part in zip(data["components"], initiative.components, strict=True)
        ]
    if initiative.tasks:
        dated["tasks"] = [
            _dated_task(entry, task) for entry, task in zip(data["tasks"], initiative.tasks, strict=True)
        ]
    return dated


def _dated_task(entry: dict[str, Any], task: Task) -> dict[str, Any]:
    dated = dict(entry)
    if task.deadline is not None:
        dated["deadline"] = task.due.as_json()
    if isinstance(task.done, str):
        dated["done"] = parse_fuzzy_date(task.done, task.year).as_json()
    return dated


def label(key: str, say: Speaker) -> str:
    """Return the title that the schema gives a key, in the reader's language."""
    return _title(schema("initiative")["properties"].get(key, {}), key, say)


def _title(part: dict[str, Any], key: str, say: Speaker) -> str:
    title = part.get("title")
    if title is None and "$ref" in part:
        name = part["$ref"].removeprefix("#/definitions/")
        title = schema("initiative")["definitions"][name].get("title")
    ja, _, en = str(title or key).partition(" / ")
    return say(Bilingual(ja=ja, en=en or ja))


def _pairs(row: Row, data: dict[str, Any], say: Speaker) -> Iterator[tuple[str, str]]:
    """Yield the single values in the schema's order, without those that are empty."""
    yield label("id", say), row.initiative.id
    for key in schema("initiative")["properties"]:
        value = "" if key in _LEFT_OUT else _value(row, data, key)
        if value:
            yield label(key, say), value
    if row.overdue:
        yield say(message("Overdue")), say(message("yes, as of {day}", day=row.day.isoformat()))


def _value(row: Row, data: dict[str, Any], key: str) -> str:
    """Return a value as text; one that the file leaves out is empty, but for the stage, which the status may tell."""
    value = data.get(key)
    if key == "stage":
        return row.stage or ""
    if value is None:
        return ""
    if key == "operation_start":
        return with_days(row.initiative.start)
    if key in _REFERENCES:
        return "\n".join(f"{ref}  {_reference(row, key, ref)}" for ref in value)
    if key == "withdrawn":
        return "\n".join(cell(part) for part in value.values())
    if isinstance(value, list):
        return ("\n" if key == "goals" else "・").join(cell(part) for part in value)
    return cell(value)


def _reference(row: Row, key: str, reference: str) -> str:
    pillar_number, _, number = reference.partition("-")
    for pillar in row.plan.pillars:
        if str(pillar.number) == pillar_number:
            for entry in getattr(pillar, key):
                if str(entry.number) == number:
                    return str(getattr(entry, "text", None) or getattr(entry, "name", ""))
    return ""


def _list_table(key: str, entries: list[dict[str, Any]], say: Speaker) -> Table:
    """Return a list of entries as a table with the columns that some entry fills."""
    items: Any = schema("initiative")["properties"][key]
    while "$ref" in items and "items" not in items:
        items = schema("initiative")["definitions"][items["$ref"].removeprefix("#/definitions/")]
    shape: Any = items["items"]
    if "$ref" in shape:
        shape = schema("initiative")["definitions"][shape["$ref"].removeprefix("#/definitions/")]
    keys = [name for name in shape["properties"] if any(name in entry for entry in entries)]
    columns = tuple(
        Column(
            name, _title(shape["properties"][name], name, say), right=name in _NUMBERS, below=name in _TEXTS
        )
        for name in keys
    )
    return Table(columns, tuple(tuple(_entry_cell(entry.get(name)) for name in keys) for entry in entries))


def _entry_cell(value: Any) -> Value:
    if isinstance(value, dict):
        parts = [cell(item) for key, item in value.items() if key != "value" or "text" not in value]
        return " ".join(parts)
    if isinstance(value, list):
        return "\n".join(cell(_entry_cell(item)) for item in value)
    flat: Value = value
    return flat


def _records(data: dict[str, Any], say: Speaker) -> Table:
    """Return every value of the file with its place, for spreadsheets."""
    columns = (Column("pointer", say(message("Field"))), Column("value", say(message("Value"))))
    return Table(columns, tuple((join_pointer(path), value) for path, value in _leaves(data, ())))


def _leaves(data: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Value]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _leaves(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _leaves(value, (*path, index))
    else:
        yield path, data
