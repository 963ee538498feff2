"""What a difference says of itself: that there is none, what of it is shown, what could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.model.message import Message, message
from dxplan.model.point import PointKind
from dxplan.reports.difference_answer import ends_words, points_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.i18n import Speaker
    from dxplan.model.difference import PlanDifference, Unread
    from dxplan.model.point import Point
    from dxplan.reports.difference_answer import DiffAnswer, DiffOptions


def no_difference(answer: DiffAnswer, say: Speaker) -> tuple[str, ...]:
    """Say that nothing changed, once for all plans with the same points."""
    ends = dict.fromkeys(
        ends_words(points_of(answer, plan), say) for plan in [part.plan for part in answer.plans] or [""]
    )
    return tuple(say(message("No difference: {points}", points=points)) for points in ends)


def fields_note(options: DiffOptions, shown: Sequence[PlanDifference], say: Speaker) -> str:
    """Say that only some fields are shown, or that nothing changed in them."""
    fields = ", ".join(options.fields)
    if not any(difference.changes for difference in shown):
        return say(message("Nothing changed in these fields: {fields}", fields=fields))
    return say(message("Only these fields are shown: {fields}", fields=fields))


def beside_records(answer: DiffAnswer, say: Speaker) -> list[Message]:
    """Return what records have no place for: the points, once for all plans that share them."""
    ends = [(part.plan, ends_words(points_of(answer, part.plan), say)) for part in answer.plans]
    if len({words for _, words in ends}) == 1:
        return [message("Compared: {points}", points=ends[0][1])]
    return [message("{plan}: compared: {points}", plan=plan, points=words) for plan, words in ends]


def unread_lines(answer: DiffAnswer, say: Speaker) -> tuple[str, ...]:
    """Return a line for every file that could not be read at one of the points."""
    return tuple(say(told) for told, _ in unread_messages(answer))


def unread_messages(answer: DiffAnswer) -> list[tuple[Message, Message | None]]:
    """Return for every file that could not be read at one of the points which and why, and the hint."""
    return [
        (unread_message(unread, points_of(answer, unread.plan)[unread.side == "to"]), unread.trouble.hint)
        for difference in answer.plans
        for unread in difference.unread
    ]


def unread_message(unread: Unread, point: Point) -> Message:
    """Say which file has no part in a difference at a point, and why."""
    place, reason = unread.trouble.place(unread.path), unread.trouble.message
    if point.kind is PointKind.WORKTREE:
        return message("{place} is left out: {text}", place=place, text=reason)
    return message(
        "{place} could not be read at {point}: {reason}", place=place, point=point.point, reason=reason
    )
