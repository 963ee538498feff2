"""A difference as a comment for a pull request: Markdown of bounded size, details folded, nothing from a plan at work.

The first line is a comment by which a program finds the one that it wrote before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.i18n import N_
from dxplan.model.message import message
from dxplan.reports.blocks import Block, Column, Heading, Lines, Report, Table, Value
from dxplan.reports.difference_answer import COUNTED, counts, ends_words, is_empty, own_change, points_of
from dxplan.reports.difference_changes import (
    came_and_went,
    change_heading,
    facts_line,
    of_kind,
    stat_blocks,
    status_words,
)
from dxplan.reports.difference_fields import told_fields
from dxplan.reports.difference_markdown import VALUE_LENGTH, fields_list, folded, short
from dxplan.reports.difference_notes import fields_note, no_difference, unread_lines
from dxplan.reports.difference_overview import (
    THE_PLAN,
    came_or_went,
    folder_words,
    movement_blocks,
    plan_fields,
    plan_heading,
)
from dxplan.reports.formats import Surroundings, markdown
from dxplan.reports.formats.markdown import escaped
from dxplan.reports.words import PLAN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dxplan.i18n import Speaker
    from dxplan.model.difference import Change, PlanDifference
    from dxplan.reports.difference_answer import DiffAnswer, DiffOptions

MARKER = "<!-- dxplan diff -->"
TITLE = N_("What changed in the plan")
COUNT_TITLES = {
    "added": N_("added"),
    "removed": N_("removed"),
    "changed": N_("changed"),
    "withdrawn": N_("withdrawn"),
    "unchanged": N_("without a change"),
}
# No part may fill a comment alone: rows of a table, characters of a name.
_ROWS, _NAME = 30, 200
_GAP = "\n\n"
# Room for the note that something was left out.
_RESERVE = 400


class _Sheet:
    """The parts of a comment, of which only those are taken that fit."""

    def __init__(self, room: int) -> None:
        self.parts: list[str] = []
        self._room = room

    def add(self, part: str) -> bool:
        """Take a part if there is room for it, and tell whether there was."""
        cost = len(part) + len(_GAP)
        if cost > self._room:
            return False
        self._room -= cost
        self.parts.append(part)
        return True


def comment_text(
    answer: DiffAnswer, shown: Sequence[PlanDifference], say: Speaker, options: DiffOptions
) -> str:
    """Return the comment, at most ``options.limit`` characters long; what does not fit is counted at its end."""
    sheet = _Sheet(options.limit - _RESERVE)
    sections = list(_sections(answer, shown, say, options))
    left_out = sum(not sheet.add(part) for part in sections)
    changed = [] if options.stat else [change for part in shown for change in of_kind(part, "changed")]
    further = sum(not sheet.add(_details(change, answer, say)) for change in changed)
    if left_out:
        sheet.parts.append(escaped(say(message("Tables that were left out: {count}", count=left_out))))
    if further or left_out:
        sheet.parts.append(_further(further, answer, say))
    return _GAP.join(sheet.parts) + "\n"


def _further(count: int, answer: DiffAnswer, say: Speaker) -> str:
    """Say how many initiatives were left out, and how all of them are seen."""
    command = " ".join(["dxplan diff", *(short(asked, _NAME) for asked in answer.asked)])
    if count:
        return escaped(
            say(
                message(
                    "and {count} further {count:initiative/initiatives}; run {command}",
                    count=count,
                    command=command,
                )
            )
        )
    return escaped(say(message("For all of it, run {command}", command=command)))


def _sections(
    answer: DiffAnswer, shown: Sequence[PlanDifference], say: Speaker, options: DiffOptions
) -> Iterator[str]:
    """Yield what stands before the details: the points, the counts, what moved, what could not be read."""
    yield MARKER
    yield f"## {escaped(say.text(TITLE))}"
    if all(is_empty(difference) for difference in answer.plans):
        yield _rendered([Lines(no_difference(answer, say))])
        return
    yield _rendered([Lines(points_lines(answer, say)), counts_table(answer, say)])
    if options.fields:
        yield _rendered([Lines((short(fields_note(options, shown, say), VALUE_LENGTH),))])
    unread = unread_lines(answer, say)
    if unread:
        lines = [f"⚠ {short(line, VALUE_LENGTH)}" for line in unread[:_ROWS]]
        yield _rendered([Lines((*lines, *_more(len(unread), say)))])
    for whole, narrow in zip(answer.plans, shown, strict=True):
        if len(answer.plans) > 1 and not is_empty(whole):
            yield f"### {escaped(short(plan_heading(whole), _NAME))}"
        if whole.earlier:
            yield escaped(folder_words(whole, say))
        initiatives = stat_blocks(narrow, say) if options.stat else came_and_went(narrow, say)
        yield from _tables([*movement_blocks(narrow, say), *initiatives], say)
        yield from _plan_itself(whole, narrow, say)


def points_lines(answer: DiffAnswer, say: Speaker) -> tuple[str, ...]:
    """Return the points, once for all plans that share them."""
    ends = [(part, ends_words(points_of(answer, part.plan), say)) for part in answer.plans]
    if len({words for _, words in ends}) == 1:
        return (ends[0][1],)
    return tuple(f"{part.plan}: {words}" for part, words in ends)


def counts_table(answer: DiffAnswer, say: Speaker) -> Table:
    """Return the counts of every plan, and their sums where there are several plans."""
    several = len(answer.plans) > 1
    columns = [Column("plan", say.text(PLAN))]
    columns += [Column(key, say.text(COUNT_TITLES[key]), right=True) for key in COUNTED]
    rows: list[tuple[Value, ...]] = []
    for part in answer.plans:
        found = counts([part])
        rows.append((short(plan_heading(part), _NAME), *(found[key] for key in COUNTED)))
    if several:
        found = counts(answer.plans)
        rows.append((say.text(N_("Total")), *(found[key] for key in COUNTED)))
    return Table(tuple(columns), tuple(rows), total=several)


def _tables(blocks: Iterable[Block], say: Speaker) -> Iterator[str]:
    """Yield headings with what follows them, long tables cut; a part is left out as a whole or not at all."""
    group: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and group:
            yield _rendered(group)
            group = []
        if isinstance(block, Heading):
            group.append(Heading(block.text, 3))
        elif isinstance(block, Table):
            group += _cut(block, say)
        else:
            group.append(block)
    if group:
        yield _rendered(group)


def _cut(table: Table, say: Speaker) -> list[Block]:
    rows = tuple(
        tuple(short(value, _NAME) if isinstance(value, str) else value for value in row)
        for row in table.rows[:_ROWS]
    )
    more = _more(len(table.rows), say)
    return [Table(table.columns, rows), *([Lines(more)] if more else [])]


def _more(count: int, say: Speaker) -> tuple[str, ...]:
    return (say(message("and {count} more", count=count - _ROWS)),) if count > _ROWS else ()


def _rendered(blocks: Sequence[Block]) -> str:
    report = Report(tuple(blocks), Table((), ()))
    return markdown.render(report, Surroundings("md")).rstrip("\n")


def _plan_itself(whole: PlanDifference, narrow: PlanDifference, say: Speaker) -> Iterator[str]:
    """Yield what changed in the plan's own file, folded."""
    told = plan_fields(whole, narrow, say)
    own = own_change(narrow)
    if own is not None and own.kind != "changed":
        yield escaped(came_or_went(own, say))
    if told:
        yield folded(f"{say.text(THE_PLAN)} ({len(told)})", fields_list(told, say))


def _details(change: Change, answer: DiffAnswer, say: Speaker) -> str:
    """Return an initiative with its changes, folded under its name."""
    told = list(told_fields(change, say))
    facts = [short(change_heading(change), _NAME), short(facts_line(change, answer, say), _NAME)]
    facts += [status_words(change), say(message("fields: {count}", count=len(told)))]
    return folded(" · ".join(fact for fact in facts if fact), fields_list(told, say))
