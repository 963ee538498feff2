"""A difference as one page that needs nothing else: no script, no picture, no font, nothing from the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.i18n import N_
from dxplan.reports.difference_answer import is_empty, own_change
from dxplan.reports.difference_changes import (
    came_and_went,
    change_heading,
    facts_line,
    group_words,
    of_kind,
    stat_blocks,
)
from dxplan.reports.difference_comment import TITLE, counts_table, points_lines
from dxplan.reports.difference_fields import told_fields
from dxplan.reports.difference_html import anchor, blocks_html, fields_table, table, text
from dxplan.reports.difference_lines import legend
from dxplan.reports.difference_notes import fields_note, no_difference, unread_lines
from dxplan.reports.difference_overview import (
    THE_PLAN,
    came_or_went,
    folder_words,
    movement_blocks,
    plan_fields,
    plan_heading,
)
from dxplan.reports.difference_style import STYLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.i18n import Speaker
    from dxplan.model.difference import Change, PlanDifference
    from dxplan.reports.difference_answer import DiffAnswer, DiffOptions

# A page may load nothing and run nothing; its style stands in it.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page_text(answer: DiffAnswer, shown: Sequence[PlanDifference], say: Speaker, options: DiffOptions) -> str:
    """Return the page."""
    title = text(say.text(TITLE))
    if len(answer.plans) == 1:
        title = f"{title} – {text(plan_heading(answer.plans[0]))}"
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{say.language}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>\n{STYLE}</style>",
        "</head>",
        "<body>",
        f"<main>\n<h1>{title}</h1>",
        *_body(answer, shown, say, options),
        "</main>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _body(
    answer: DiffAnswer, shown: Sequence[PlanDifference], say: Speaker, options: DiffOptions
) -> Iterator[str]:
    if all(is_empty(difference) for difference in answer.plans):
        yield from (f"<p>{text(line)}</p>" for line in no_difference(answer, say))
        return
    yield from (f'<p class="faint">{text(line)}</p>' for line in points_lines(answer, say))
    if options.fields:
        yield f'<p class="faint">{text(fields_note(options, shown, say))}</p>'
    unread = unread_lines(answer, say)
    if unread:
        yield '<div class="warn" role="note">'
        yield from (f"<p>{text(line)}</p>" for line in unread)
        yield "</div>"
    yield f'<p class="faint">{text(legend(say))}</p>'
    yield table(counts_table(answer, say), say.text(N_("Initiatives")))
    for whole, narrow in zip(answer.plans, shown, strict=True):
        if not is_empty(whole):
            yield from _plan(whole, narrow, answer, say, options)


def _plan(
    whole: PlanDifference, narrow: PlanDifference, answer: DiffAnswer, say: Speaker, options: DiffOptions
) -> Iterator[str]:
    """Yield a plan: what moved, what changed in the plan itself, then its initiatives."""
    yield f'<section id="{anchor(whole.plan)}">'
    yield f"<h2>{text(plan_heading(whole))}</h2>"
    if whole.earlier:
        yield f"<p>{text(folder_words(whole, say))}</p>"
    yield from blocks_html(movement_blocks(narrow, say), 3)
    yield from _plan_itself(whole, narrow, say)
    if options.stat:
        yield from blocks_html(stat_blocks(narrow, say), 3)
    else:
        yield from blocks_html(came_and_went(narrow, say), 3)
        yield from _initiatives(of_kind(narrow, "changed"), answer, say)
    yield "</section>"


def _plan_itself(whole: PlanDifference, narrow: PlanDifference, say: Speaker) -> Iterator[str]:
    told = plan_fields(whole, narrow, say)
    own = own_change(narrow)
    if own is not None and own.kind != "changed":
        yield f"<p>{text(came_or_went(own, say))}</p>"
    if told:
        yield f"<h3>{text(say.text(THE_PLAN))}</h3>"
        yield fields_table(told, say.text(THE_PLAN), say)


def _initiatives(changes: Sequence[Change], answer: DiffAnswer, say: Speaker) -> Iterator[str]:
    """Yield the changed initiatives, first as a list of links, then field by field."""
    if not changes:
        return
    yield f"<h3>{text(group_words('changed', len(changes), say))}</h3>"
    yield "<nav><ul>"
    for change in changes:
        yield f'<li><a href="#{anchor(change.plan, change.id)}">{text(change_heading(change))}</a></li>'
    yield "</ul></nav>"
    for change in changes:
        yield f'<article id="{anchor(change.plan, change.id)}">'
        yield f"<h4>{text(change_heading(change))}</h4>"
        yield f'<p class="faint">{text(facts_line(change, answer, say))}</p>'
        yield fields_table(list(told_fields(change, say)), change_heading(change), say)
        yield "</article>"
