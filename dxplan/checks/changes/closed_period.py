"""What a snapshot has frozen stays."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from dxplan.checks.change import placed_pointer
from dxplan.checks.rule import ChangeExample, Finding, Rule
from dxplan.errors import ValueTextError
from dxplan.model.message import Bilingual, message
from dxplan.model.period import Period
from dxplan.model.pointer import split_pointer
from dxplan.stores.schemas import list_keys

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dxplan.checks.change import PlanChange
    from dxplan.model.difference import FieldChange

_LISTS = {"schedule", "budget", "annual_goals", "actuals"}


def _check(change: PlanChange) -> Iterator[tuple[str, Finding]]:
    for field in change.comparison.fields:
        parts = split_pointer(field.pointer)
        if parts[:1] == ("snapshots",) and len(parts) > 1 and field.old is not None:
            yield (
                change.path,
                Finding(
                    placed_pointer(change.data, field.pointer, list_keys("plan")),
                    message("The snapshot recorded as “{name}” was changed.", name=parts[1]),
                    message("What was recorded stays; record another one beside it."),
                ),
            )
    if change.closed is None:
        return
    for edited, _, after in change.changed:
        for field in edited.comparison.fields:
            period = _frozen(field, change.closed)
            if period is not None:
                yield (
                    after.path,
                    Finding(
                        placed_pointer(after.data, field.pointer, list_keys("initiative")),
                        message("This belongs to {period}, of which there is a snapshot.", period=period),
                        message(
                            "What was reported stays. Where it was wrong, say so in note, and in a waiver with its reason."
                        ),
                    ),
                )


def _frozen(field: FieldChange, closed: date) -> str | None:
    """Return the period to which a changed value belongs, where that is closed; what is only added changes nothing."""
    parts = split_pointer(field.pointer)
    if field.old in (None, False):
        return None
    for name, segment in pairwise(parts):
        if name in _LISTS or (name == "tasks" and _was_done(field, parts)):
            text = segment.split(" ")[0]
            try:
                period = Period.parse(text)
            except ValueTextError:
                continue
            if period.last_day <= closed:
                return text
    return None


def _was_done(field: FieldChange, parts: tuple[str, ...]) -> bool:
    """Say whether a task that was done is so no longer."""
    if len(parts) == 2:  # noqa: PLR2004  (the entry itself)
        return isinstance(field.old, dict) and bool(field.old.get("done"))
    return parts[-1] == "done"


_BEFORE = "budget:\n  - {fiscal_year: R4, amount: 900}\n  - {fiscal_year: R6, amount: 12000}\n"

RULE = Rule(
    id="closed-period",
    summary=Bilingual(ja="確定した期のことが変わらないこと", en="What belongs to a closed period stays"),
    explanation=Bilingual(
        ja="確定（snapshot のタグか、plan.yaml の snapshots）のある期までの事業費、スケジュール、年次目標、実績と、済んだ取組事項は、変えたり消したりできません。書き足すことはできます。plan.yaml に記録した snapshots も変えられません。タグそのものが動かされていないかは snapshot verify が確かめます。",
        en="Budgets, schedules, annual goals, actual values and done tasks of periods up to the last snapshot (a tag, or an entry of snapshots in plan.yaml) are neither changed nor removed; what was missing may be added. Entries of snapshots stay, too. Whether a tag was moved is for snapshot verify to prove.",
    ),
    failing=ChangeExample(before=_BEFORE, initiative=_BEFORE.replace("900", "800"), closed="R5"),
    passing=ChangeExample(before=_BEFORE, initiative=_BEFORE.replace("12000", "14000"), closed="R5"),
    check_changes=_check,
)
