"""What a snapshot has frozen stays."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from dxplan.analysis.places import leaves, same
from dxplan.checks.change import placed_pointer
from dxplan.checks.rule import ChangeExample, Finding, Rule
from dxplan.errors import ValueTextError
from dxplan.model.list_keys import keyed_entries, look_up_keyed
from dxplan.model.message import Bilingual, message
from dxplan.model.period import Period
from dxplan.model.pointer import join_pointer, split_pointer
from dxplan.stores.schemas import list_keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from dxplan.checks.change import PlanChange
    from dxplan.model.content import Data
    from dxplan.model.difference import EntryRename
    from dxplan.model.list_keys import ListKeys

_LISTS = {"schedule", "budget", "annual_goals", "actuals"}


def _check(change: PlanChange) -> Iterator[tuple[str, Finding]]:
    keys = list_keys("plan")
    for field in change.comparison.fields:
        top, *names = split_pointer(field.pointer)
        if top != "snapshots" or field.old is None:
            continue
        # Where the whole list goes, all of them do.
        for name in names[:1] or keyed_entries(field.old, keys.at(top)) or ():
            yield (
                change.path,
                Finding(
                    placed_pointer(change.data, field.pointer, keys),
                    message("The snapshot recorded as “{name}” was changed.", name=name),
                    message("What was recorded stays; record another one beside it."),
                ),
            )
    if change.closed is None:
        return
    for edited, before, after in change.changed:
        if edited.comparison.fields:
            told = _altered(before.data, after.data, edited.comparison.renames, change.closed)
            for pointer, period in dict.fromkeys(told):
                yield (
                    after.path,
                    Finding(
                        pointer,
                        message("This belongs to {period}, of which there is a snapshot.", period=period),
                        message(
                            "What was reported stays. Where it was wrong, say so in note, and in a waiver with its reason."
                        ),
                    ),
                )


def _altered(
    before: Data, after: Data, renames: Sequence[EntryRename], closed: date
) -> Iterator[tuple[str, str]]:
    """Yield (pointer now, period) of every frozen value that is another one now, or gone with whatever held it."""
    keys = list_keys("initiative")
    now = dict(leaves(after, keys))
    for pointer, value, period in _frozen(before, keys, closed):
        place = _renamed(pointer, renames)
        if not same(now.get(place), value):
            yield placed_pointer(after, place, keys), period


def _frozen(data: Data, keys: ListKeys, closed: date) -> Iterator[tuple[str, Any, str]]:
    """Yield (pointer, value, period) of all that was said of closed periods; what was not there may be added."""
    for pointer, value in leaves(data, keys):
        period = _period(pointer, data, keys)
        # What was not done is as good as not there; 0 is a value, though Python takes it for false.
        if period is not None and value is not False and Period.parse(period).last_day <= closed:
            yield pointer, value, period


def _period(pointer: str, data: Data, keys: ListKeys) -> str | None:
    """Return the period to which a place belongs, as its entry's key has it; a task belongs to one once it is done."""
    for name, segment in pairwise(split_pointer(pointer)):
        text = segment.split(" ")[0] if name in _LISTS else None
        if name == "tasks":
            task = look_up_keyed(data, join_pointer((name, segment)), keys)
            text = str(task.get("fiscal_year")) if task and task.get("done") else None
        with suppress(ValueTextError):
            if text is not None:
                return str(Period.parse(text))
    return None


def _renamed(pointer: str, renames: Sequence[EntryRename]) -> str:
    """Return where a place is now, in an entry that lives on under another key."""
    for rename in renames:
        if (pointer + "/").startswith(rename.old + "/"):
            return rename.new + pointer.removeprefix(rename.old)
    return pointer


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
