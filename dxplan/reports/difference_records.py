"""A difference for programs: the contract's JSON object and one record per changed field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.reports.blocks import Column, Table, Value
from dxplan.reports.difference_answer import counts, points_of
from dxplan.reports.difference_fields import months_by_pointer
from dxplan.reports.difference_words import field_words
from dxplan.reports.formats.json_object import compact
from dxplan.reports.points import points_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import msgspec

    from dxplan.i18n import Speaker
    from dxplan.model.difference import Change, Movements, PlanDifference, StatusMove, Unread, WordRename
    from dxplan.reports.difference_answer import DiffAnswer

_KEYS = ("plan", "id", "title", "kind", "pointer", "field", "from", "to", "months", "path")


def payload(answer: DiffAnswer, shown: Sequence[PlanDifference], say: Speaker) -> dict[str, Any]:
    """Return the contract's object; ``shown`` are the differences whose changes are listed, all of them are counted."""
    return {
        "from": _end(answer, 0),
        "to": _end(answer, 1),
        "summary": counts(answer.plans),
        "changes": [_change(change, answer) for difference in shown for change in difference.changes],
        "errors": [_unread(unread, say) for difference in answer.plans for unread in difference.unread],
        "renames": [_word_rename(rename) for difference in answer.plans for rename in difference.renames],
        "statuses": [_status(move) for difference in answer.plans for move in difference.statuses],
        "plans": [_plan(difference) for difference in answer.plans],
    }


def _end(answer: DiffAnswer, side: int) -> dict[str, Any]:
    """Return the point of all plans at one end; where they have several, each plan's own."""
    names = [difference.plan for difference in answer.plans] or [""]
    return points_json({name: points_of(answer, name)[side] for name in names})


def _change(change: Change, answer: DiffAnswer) -> dict[str, Any]:
    return {
        "plan": change.plan,
        "id": change.id,
        "title": change.title,
        "kind": change.kind,
        "fields": [
            {"pointer": field.pointer, "from": field.old, "to": field.new}
            for field in change.comparison.fields
        ],
        "path": change.path,
        "pillar": change.pillar,
        "departments": list(change.departments),
        "renames": [{"from": rename.old, "to": rename.new} for rename in change.comparison.renames],
        "movements": _movements(change.movements),
        "authors": list(answer.authors.get((change.plan, change.id), ())),
    }


def _movements(movements: Movements) -> dict[str, Any]:
    status = movements.status
    return {
        "status": None if status is None else {"from": status[0], "to": status[1]},
        "starts": [_with_ends(move) for move in movements.starts],
        "indicators": [_with_ends(move) for move in movements.indicators],
        "budgets": [_with_ends(move) for move in movements.budgets],
        "withdrawn": movements.withdrawn,
    }


def _with_ends(move: msgspec.Struct) -> dict[str, Any]:
    """Return a record by its names, its ends as answers call them."""
    ends = {"old": "from", "new": "to"}
    return {ends.get(name, name): getattr(move, name) for name in move.__struct_fields__}


def _unread(unread: Unread, say: Speaker) -> dict[str, Any]:
    trouble = unread.trouble
    return {
        "side": unread.side,
        "plan": unread.plan,
        "id": unread.id,
        "path": unread.path,
        "rule": trouble.rule,
        "message": say(trouble.message),
        "hint": say(trouble.hint) if trouble.hint else None,
        "line": trouble.line or None,
        "column": trouble.column or None,
    }


def _word_rename(rename: WordRename) -> dict[str, Any]:
    return {
        "plan": rename.plan,
        "vocabulary": rename.vocabulary,
        "from": rename.old,
        "to": rename.new,
        "initiatives": rename.initiatives,
        "pillar": rename.pillar,
        "kept": [{"id": identifier, "pointer": pointer} for identifier, pointer in rename.kept],
    }


def _status(move: StatusMove) -> dict[str, Any]:
    return {"plan": move.plan, "from": move.old, "to": move.new, "count": move.count}


def _plan(difference: PlanDifference) -> dict[str, Any]:
    return {
        "plan": difference.plan,
        "title": difference.title,
        "earlier": difference.earlier,
        "summary": counts([difference]),
        "status_order": list(difference.status_order),
    }


def records(shown: Iterable[PlanDifference], say: Speaker) -> Table:
    """Return one record per changed field; lists and groups of keys are JSON texts."""
    rows = tuple(row for difference in shown for change in difference.changes for row in _rows(change, say))
    return Table(tuple(Column(key, key) for key in _KEYS), rows)


def _rows(change: Change, say: Speaker) -> Iterator[tuple[Value, ...]]:
    months = months_by_pointer(change)
    for field in change.comparison.fields:
        yield (
            change.plan,
            change.id,
            change.title,
            change.kind,
            field.pointer,
            field_words(field.pointer, "plan" if change.id is None else "initiative", say),
            _cell(field.old),
            _cell(field.new),
            months.get(field.pointer),
            change.path,
        )


def _cell(value: Any) -> Value:
    if isinstance(value, dict | list):
        return compact(value)
    return value  # type: ignore[no-any-return]
