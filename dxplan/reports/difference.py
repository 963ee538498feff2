"""What changed between two points, in every format: the answer of ``dxplan diff``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.analysis.narrowing import narrowed
from dxplan.model.message import message
from dxplan.reports.blocks import Block, Heading, Lines, Report, Table
from dxplan.reports.difference_answer import (
    DiffAnswer,
    DiffOptions,
    counts,
    counts_words,
    ends_words,
    is_empty,
    points_of,
)
from dxplan.reports.difference_changes import change_blocks, stat_blocks
from dxplan.reports.difference_lines import has_marks, legend
from dxplan.reports.difference_notes import fields_note, no_difference, unread_lines
from dxplan.reports.difference_overview import overview, plan_heading
from dxplan.reports.difference_records import payload, records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dxplan.i18n import Speaker
    from dxplan.model.difference import PlanDifference

_NOTHING = Table((), ())
_FOR_PERSONS = {"table", "plain"}
_RECORDS = {"csv", "tsv"}


def difference_report(answer: DiffAnswer, say: Speaker, options: DiffOptions | None = None) -> Report:
    """Return the report of a difference; only what the options' format needs is made."""
    options = options or DiffOptions()
    shown = [narrowed(difference, options.fields) for difference in answer.plans]

    def comment() -> str:
        from dxplan.reports.difference_comment import comment_text  # noqa: PLC0415  (only Markdown needs it)

        return comment_text(answer, shown, say, options)

    def page() -> str:
        from dxplan.reports.difference_page import page_text  # noqa: PLC0415  (only a page needs it)

        return page_text(answer, shown, say, options)

    asked = options.format
    return Report(
        _with_legend(difference_blocks(answer, shown, say, options), say)
        if asked in {None, *_FOR_PERSONS}
        else (),
        records(shown, say) if asked in {None, *_RECORDS} else _NOTHING,
        payload(answer, shown, say) if asked in {None, "json"} else {},
        {"md": comment, "html": page},
    )


def _with_legend(blocks: Iterable[Block], say: Speaker) -> tuple[Block, ...]:
    """Return blocks with what the signs around characters mean, where there are any; warnings stay the last."""
    found = list(blocks)
    if any(isinstance(block, Lines) and has_marks(block.lines) for block in found):
        last = found[-1]
        warned = isinstance(last, Lines) and last.style == "warning"
        found.insert(len(found) - warned, Lines((legend(say),), "dim"))
    return tuple(found)


def difference_blocks(
    answer: DiffAnswer, shown: Sequence[PlanDifference], say: Speaker, options: DiffOptions
) -> Iterator[Block]:
    """Yield a difference for a person: all plans in short, then plan by plan, then what could not be read."""
    if all(is_empty(difference) for difference in answer.plans):
        yield Lines(no_difference(answer, say))
        return
    if options.fields:
        yield Lines((fields_note(options, shown, say),), "dim")
    if len(answer.plans) > 1:
        yield Lines((counts_words(counts(answer.plans), say),))
    for whole, narrow in zip(answer.plans, shown, strict=True):
        if is_empty(whole):
            yield Heading(plan_heading(whole))
            yield Lines((ends_words(points_of(answer, whole.plan), say),), "dim")
            yield Lines((say(message("Nothing changed.")),), tight=True)
            continue
        yield from overview(whole, narrow, answer, say)
        yield from stat_blocks(narrow, say) if options.stat else change_blocks(narrow, answer, say)
    unread = unread_lines(answer, say)
    if unread:
        yield Lines(unread, "warning")
