"""What ``dxplan set`` changes: each field from what to what, as lines or, of several initiatives, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from dxplan.checks.validation import Validation
from dxplan.i18n import N_
from dxplan.model.difference import Change
from dxplan.reports.blocks import Block, Column, Lines, Report, Table, Value
from dxplan.reports.difference_fields import told_fields
from dxplan.reports.difference_lines import told_line
from dxplan.reports.difference_words import field_words, value_words
from dxplan.reports.validation import validation_report
from dxplan.reports.width import one_line
from dxplan.reports.words import COLUMN_TITLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dxplan.i18n import Speaker
    from dxplan.reports.difference_fields import Told

_KEYS = ("plan", "id", "pointer", "field", "from", "to")


class SetAnswer(Struct, frozen=True):
    """What is set, what was so already, and what the check says of it.

    ``idle`` has (plan, id, path) of each assignment that changes nothing; ``written`` says whether the files were written.
    """

    changes: tuple[Change, ...]
    idle: tuple[tuple[str, str, str], ...]
    validation: Validation
    written: bool = False
    commit: str | None = None
    refused: bool = False


def set_report(answer: SetAnswer, say: Speaker) -> Report:
    """Return the changes, or in their place the problems for which they are refused."""
    checked = validation_report(answer.validation, (), say)
    blocks: tuple[Block, ...] = checked.blocks
    if not answer.refused:
        blocks = tuple(_blocks(answer.changes, say))
    records = Table(tuple(Column(key, key) for key in _KEYS), tuple(_records(answer.changes, say)))
    return Report(blocks, records, _payload(answer, checked.payload["problems"]))


def _blocks(changes: Sequence[Change], say: Speaker) -> Iterable[Block]:
    if len(changes) == 1:
        yield Lines(tuple(f"{changes[0].id}: {line}" for line in field_lines(changes[0], say)))
    elif changes:
        yield _table(changes, say)


def field_lines(change: Change, say: Speaker) -> list[str]:
    """Return each field of an initiative that changes, on one line."""
    return [one_line(told_line(told, say)) for told in told_fields(change, say)]


def _table(changes: Sequence[Change], say: Speaker) -> Table:
    several = len({change.plan for change in changes}) > 1
    columns = (
        *((Column("plan", say.text(COLUMN_TITLES["plan"]), fixed=True),) if several else ()),
        Column("id", say.text(COLUMN_TITLES["id"]), fixed=True),
        Column("field", say.text(N_("Field"))),
        Column("from", say.text(N_("From"))),
        Column("to", say.text(N_("To"))),
    )
    rows: list[tuple[Value, ...]] = []
    for change in changes:
        first: tuple[Value, ...] = (change.plan, change.id) if several else (change.id,)
        rows += [(*first, *_cells(told)) for told in told_fields(change, say)]
    return Table(columns, tuple(rows))


def _cells(told: Told) -> tuple[str, str, str]:
    return one_line(told.label), one_line(told.old), one_line(told.new)


def _records(changes: Sequence[Change], say: Speaker) -> Iterable[tuple[Value, ...]]:
    for change in changes:
        for field in change.comparison.fields:
            words = (
                field_words(field.pointer, "initiative", say),
                *(
                    None if value is None else value_words(value, field.pointer, "initiative", say)
                    for value in (field.old, field.new)
                ),
            )
            yield change.plan, change.id, field.pointer, *words


def _payload(answer: SetAnswer, problems: Any) -> dict[str, Any]:
    return {
        "written": answer.written,
        "commit": answer.commit,
        "changes": [
            {
                "plan": change.plan,
                "id": change.id,
                "title": change.title,
                "path": change.path,
                "fields": [
                    {"pointer": field.pointer, "from": field.old, "to": field.new}
                    for field in change.comparison.fields
                ],
            }
            for change in answer.changes
        ],
        "unchanged": [
            {"plan": plan, "id": identifier, "field": path} for plan, identifier, path in answer.idle
        ],
        "problems": problems,
    }
