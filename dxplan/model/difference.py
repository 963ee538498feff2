"""Differences between two moments of a plan, as plain records.

Pointers are JSON Pointers (RFC 6901) in which an entry of a keyed list goes by its own key and not by its position:
``/components/LINE導入/status``, ``/indicators/回答率/actuals/R5/value``. None stands for what is not there.
A number is ``int | float`` and not only ``float``, so that 412 does not come back from the cache as 412.0.
"""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

from dxplan.model.content import Trouble

Kind = Literal["added", "removed", "changed"]
Side = Literal["from", "to"]


class FieldChange(Struct, frozen=True, array_like=True):
    """A value that changed; ``pointer`` is empty for the whole document, which then is None at one end."""

    pointer: str
    old: Any
    new: Any


class EntryRename(Struct, frozen=True, array_like=True):
    """An entry of a list that lives on under another key; its old and its new pointer are a removal and an addition, too."""

    old: str
    new: str


class Comparison(Struct, frozen=True, array_like=True):
    """What changed in one document."""

    fields: tuple[FieldChange, ...] = ()
    renames: tuple[EntryRename, ...] = ()


class StartMove(Struct, frozen=True, array_like=True):
    """A start of operation that moved; ``component`` is None for the initiative's own.

    ``months`` is how much later it became (negative: earlier), None where one of the two is no dated time.
    """

    component: str | None
    old: str | None
    new: str | None
    months: int | None


class IndicatorMove(Struct, frozen=True, array_like=True):
    """The newest actual value of an indicator at both ends; ``verdict`` says where that leads, seen from the target."""

    name: str
    unit: str | None
    old: int | float | None
    new: int | float | None
    target: int | float | None
    verdict: Literal["reached", "toward", "away", "level", "unknown"]


class BudgetMove(Struct, frozen=True, array_like=True):
    """A budget that changed, in thousand yen, None where it is undecided or not there.

    ``name`` is None for the initiative's own, else the workstream's; ``fiscal_year`` is None for the whole.
    """

    name: str | None
    fiscal_year: str | None
    old: int | float | None
    new: int | float | None


class Movements(Struct, frozen=True, array_like=True):
    """What the changes of an initiative mean for its plan; ``withdrawn`` says that it was withdrawn in between."""

    status: tuple[str | None, str | None] | None = None
    starts: tuple[StartMove, ...] = ()
    indicators: tuple[IndicatorMove, ...] = ()
    budgets: tuple[BudgetMove, ...] = ()
    withdrawn: bool = False


class Change(Struct, frozen=True, array_like=True):
    """A document that changed: an initiative, or the plan's own file, whose ``id`` is None.

    ``title``, ``pillar`` and ``departments`` are those of the later end where the document is there, else of the earlier.
    """

    plan: str
    id: str | None
    title: str
    kind: Kind
    comparison: Comparison
    path: str
    pillar: str | None = None
    departments: tuple[str, ...] = ()
    movements: Movements = Movements()


class WordRename(Struct, frozen=True, array_like=True):
    """A word of a plan's vocabulary that got another name; initiatives that follow it have not changed.

    ``vocabulary`` is as in ``x-vocabulary`` of the schemas (``pillars``, ``departments`` …); ``initiatives`` counts those
    that follow; ``kept`` lists (id, pointer) of values that have the same text at both ends although their word was
    renamed.
    """

    plan: str
    vocabulary: str
    old: str
    new: str
    initiatives: int = 0
    kept: tuple[tuple[str, str], ...] = ()
    pillar: str | None = None


class StatusMove(Struct, frozen=True, array_like=True):
    """How many initiatives went from one status to another, or stayed; None for those that are not there or have none."""

    plan: str
    old: str | None
    new: str | None
    count: int


class Unread(Struct, frozen=True, array_like=True):
    """A file that could not be read at one end, so that nothing can be said of its initiative (None: of the plan's file)."""

    side: Side
    plan: str
    id: str | None
    path: str
    trouble: Trouble


class PlanDifference(Struct, frozen=True, array_like=True):
    """What changed in one plan.

    ``plan`` is the plan's name at the later end; ``earlier`` its name at the earlier end, if the folder was renamed.
    The plan's own file comes first in ``changes``, then initiatives in the order of the plan.
    """

    plan: str
    title: str
    changes: tuple[Change, ...] = ()
    renames: tuple[WordRename, ...] = ()
    statuses: tuple[StatusMove, ...] = ()
    unread: tuple[Unread, ...] = ()
    unchanged: int = 0
    earlier: str | None = None
    status_order: tuple[str, ...] = ()
    """The statuses of both ends, in the order of the later one's vocabulary, then of the earlier one's."""
