"""What a difference report is made from, and how it names points and counts initiatives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from dxplan.model.difference import Change, PlanDifference
from dxplan.model.message import message
from dxplan.model.point import WORKING_TREE, Point, PointKind
from dxplan.reports.points import point_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dxplan.i18n import Speaker

COUNTED = ("added", "removed", "changed", "withdrawn", "unchanged")


class DiffAnswer(msgspec.Struct, frozen=True):
    """The differences between two points, plan by plan.

    ``asked`` are the two points as they were asked for. ``ends`` holds, by the plan's name at the later end, the
    points that were found: a period may have a tag for each plan. ``authors`` names, by plan and id (None for the
    plan's own file), who changed a document in between, where that was asked for.
    """

    asked: tuple[str, str]
    ends: Mapping[str, tuple[Point, Point]]
    plans: tuple[PlanDifference, ...]
    authors: Mapping[tuple[str, str | None], tuple[str, ...]] = {}


class DiffOptions(msgspec.Struct, frozen=True):
    """How a difference is to be shown.

    ``stat`` gives each initiative one line; ``fields`` (keys or pointers) are the only ones shown. ``format`` is the
    format that will be written: what no other needs is not made (None: make everything). ``limit`` is the number of
    characters that a Markdown comment may have.
    """

    stat: bool = False
    fields: tuple[str, ...] = ()
    format: str | None = None
    limit: int = 60_000


def points_of(answer: DiffAnswer, plan: str) -> tuple[Point, Point]:
    """Return the two points of a plan; where none were found for it, those that were asked for, unresolved."""
    if plan in answer.ends:
        return answer.ends[plan]
    first, second = (
        WORKING_TREE if asked == WORKING_TREE.point else Point(asked, PointKind.COMMIT)
        for asked in answer.asked
    )
    return first, second


def ends_words(ends: tuple[Point, Point], say: Speaker) -> str:
    """Return the two points of a difference in one line."""
    return " → ".join(point_words(point, say) for point in ends)


def initiatives_of(difference: PlanDifference) -> list[Change]:
    """Return the changes of initiatives, without that of the plan's own file."""
    return [change for change in difference.changes if change.id is not None]


def own_change(difference: PlanDifference) -> Change | None:
    """Return the change of the plan's own file, if it has changed."""
    return next((change for change in difference.changes if change.id is None), None)


def is_empty(difference: PlanDifference) -> bool:
    """Tell whether there is nothing to say of a plan."""
    return not (difference.changes or difference.renames or difference.unread or difference.earlier)


def counts(differences: Iterable[PlanDifference]) -> dict[str, int]:
    """Count initiatives by what became of them; one that was withdrawn counts as changed, too."""
    found = dict.fromkeys(("added", "removed", "changed", "unchanged", "withdrawn"), 0)
    for difference in differences:
        found["unchanged"] += difference.unchanged
        for change in initiatives_of(difference):
            found[change.kind] += 1
            found["withdrawn"] += change.movements.withdrawn
    return found


def counts_words(found: Mapping[str, int], say: Speaker) -> str:
    """Return the counts in one line."""
    template = message(
        "{added} added, {removed} removed, {changed} changed, {withdrawn} withdrawn, {unchanged} unchanged",
        **{key: found[key] for key in COUNTED},
    )
    return say(template)
