"""Narrowing a difference to the fields that somebody asks about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from dxplan.errors import UsageError
from dxplan.model.difference import Comparison, Movements
from dxplan.model.hints import meant
from dxplan.model.message import message
from dxplan.model.pointer import split_pointer
from dxplan.stores.schemas import schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.model.difference import Change, FieldChange, PlanDifference

_Parts = tuple[str, ...]
_ANY = "*"


def check_fields(fields: Sequence[str]) -> None:
    """Make sure that every field begins with a key that initiatives or plans have; raises UsageError."""
    initiative, plan = (list(schema(name)["properties"]) for name in ("initiative", "plan"))
    known = list(dict.fromkeys([*initiative, *plan]))
    for field in fields:
        key = next(iter(_parts(field)), "")
        if key not in {*known, _ANY}:
            raise UsageError(
                message("{option}: there is no field “{name}”.", option="--field", name=key),
                meant(key, known) or message("There are: {names}.", names=", ".join(initiative)),
            )


def narrowed(difference: PlanDifference, fields: Sequence[str]) -> PlanDifference:
    """Return a difference with only those changes that lie in one of the fields, or that brought or took one.

    A field is a key (``status``), a path of keys or a pointer (``/components/LINE/status``), in which a star is any one
    key; what lies below it counts, too. The counts of initiatives stay those of the whole. Without fields nothing is
    narrowed.
    """
    if not fields:
        return difference
    wanted = [_parts(field) for field in fields]
    changes = (_narrowed(change, wanted) for change in difference.changes)
    return msgspec.structs.replace(
        difference,
        changes=tuple(change for change in changes if change.comparison.fields or change.comparison.renames),
        statuses=difference.statuses if _concern(("status",), wanted) else (),
    )


def _parts(field: str) -> _Parts:
    return split_pointer(field if field.startswith("/") else f"/{field}")


def _narrowed(change: Change, wanted: Sequence[_Parts]) -> Change:
    comparison = Comparison(
        fields=tuple(field for field in change.comparison.fields if _lies_in(field, wanted)),
        renames=tuple(
            rename
            for rename in change.comparison.renames
            if any(_below(split_pointer(end), parts) for end in (rename.old, rename.new) for parts in wanted)
        ),
    )
    movements = _movements(change.movements, wanted)
    if change.kind != "changed":
        # What came or went is told with its status.
        movements = msgspec.structs.replace(movements, status=change.movements.status)
    return msgspec.structs.replace(change, comparison=comparison, movements=movements)


def _movements(movements: Movements, wanted: Sequence[_Parts]) -> Movements:
    """Return what moved in the fields; that an initiative was withdrawn is of the whole."""

    def of(name: str | None, group: str, *parts: str) -> _Parts:
        return (group, name, *parts) if name is not None else parts

    return Movements(
        status=movements.status if _concern(("status",), wanted) else None,
        starts=tuple(
            move
            for move in movements.starts
            if _concern(of(move.component, "components", "operation_start"), wanted)
        ),
        indicators=tuple(
            move for move in movements.indicators if _concern(("indicators", move.name), wanted)
        ),
        budgets=tuple(
            move for move in movements.budgets if _concern(of(move.name, "workstreams", "budget"), wanted)
        ),
        withdrawn=movements.withdrawn,
    )


def _concern(parts: _Parts, wanted: Sequence[_Parts]) -> bool:
    """Tell whether a place lies in a field that is asked for, or such a field in it."""
    return any(_below(parts, asked) or _below(asked, parts) for asked in wanted)


def _lies_in(field: FieldChange, wanted: Sequence[_Parts]) -> bool:
    parts = split_pointer(field.pointer)
    return any(_below(parts, asked) or _brings(field, parts, asked) for asked in wanted)


def _below(parts: _Parts, asked: _Parts) -> bool:
    return len(parts) >= len(asked) and all(
        _ANY in {part, one} or part == one for part, one in zip(parts, asked, strict=False)
    )


def _brings(field: FieldChange, parts: _Parts, asked: _Parts) -> bool:
    """Tell whether a change of something larger brought or took what is asked for."""
    if not _below(asked, parts):
        return False
    rest = asked[len(parts) :]
    return _holds(field.old, rest) or _holds(field.new, rest)


def _holds(value: Any, parts: _Parts) -> bool:
    """Tell whether a value has something at a place; of a list, whose keys are not known here, any entry may."""
    for part in parts:
        if isinstance(value, list) or part == _ANY:
            return bool(value)
        value = value.get(part) if isinstance(value, dict) else None
    return value is not None
