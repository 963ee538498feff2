"""The message of a commit that sets fields, in the plan's words: what changed in a line, then every field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.model.message import Message, message
from dxplan.reports.assignments import field_lines
from dxplan.reports.commit_subjects import fits, shortened
from dxplan.reports.difference_fields import told_fields
from dxplan.reports.difference_words import NOTHING
from dxplan.reports.width import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dxplan.i18n import Speaker
    from dxplan.model.difference import Change
    from dxplan.reports.difference_fields import Told


def commit_message(changes: Sequence[Change], subject: str | None, say: Speaker) -> str:
    """Return the message; ``subject`` takes the place of the first line."""
    lines: list[str] = []
    for change in changes:
        told = [f"- {line}" for line in field_lines(change, say)]
        lines += told if len(changes) == 1 else ["", f"{change.id} {one_line(change.title)}", *told]
    # What is no text cannot stand in a commit.
    first = subject_line(changes, say) if subject is None else subject.encode("utf-8", "replace").decode()
    return "\n".join([first, *(lines if len(changes) > 1 else ["", *lines])]) + "\n"


def subject_line(changes: Sequence[Change], say: Speaker) -> str:
    """Return what changes in one line of at most 72 columns: with both values, with the new one, or with the field alone."""
    title = one_line(changes[0].title)
    forms = list(_forms(changes, say))
    for form in forms:
        line = say(form(title))
        if fits(line):
            return line
    cut = (shortened(form, title, say) for form in forms[-2:])
    return next(filter(None, cut), say(message("Change {count} initiatives", count=len(changes))))


def _forms(changes: Sequence[Change], say: Speaker) -> Iterator[Callable[[str], Message]]:
    """Yield the ways to say it, the fullest first; each takes the title."""
    told = [list(told_fields(change, say)) for change in changes]
    first, more = told[0], len(changes) - 1
    field = one_line(first[0].label) if first else ""
    if not more and len(first) == 1:
        yield from _of_one(first[0], field)
    elif not more:
        count = len(first) - 1
        yield lambda title: message(
            "“{title}”: {field} and {count} more {count:field/fields}", title=title, field=field, count=count
        )
        yield lambda title: message("“{title}”: {count} fields", title=title, count=count + 1)
    else:
        if {tuple((one.label, one.how) for one in each) for each in told} == {
            ((first[0].label, first[0].how),)
        }:
            yield from _of_many({each[0].new for each in told}, field, more)
        yield lambda title: message(
            "“{title}” and {count} more {count:initiative/initiatives}", title=title, count=more
        )


def _of_one(told: Told, field: str) -> Iterator[Callable[[str], Message]]:
    if told.how == "added":
        yield lambda title: message("“{title}”: {field} added", title=title, field=field)
    elif told.how == "removed":
        yield lambda title: message("“{title}”: {field} removed", title=title, field=field)
    else:
        old, new = one_line(told.old), one_line(told.new)
        if NOTHING not in {old, new}:
            yield lambda title: message(
                "“{title}”: {field} from “{old}” to “{new}”", title=title, field=field, old=old, new=new
            )
        if new == NOTHING:
            yield lambda title: message("“{title}”: {field} removed", title=title, field=field)
        else:
            yield lambda title: message("“{title}”: {field} is “{new}”", title=title, field=field, new=new)
        yield lambda title: message("“{title}”: {field} changed", title=title, field=field)
    yield lambda title: message("“{title}” changed", title=title)


def _of_many(news: set[str], field: str, more: int) -> Iterator[Callable[[str], Message]]:
    if len(news) == 1:
        new = one_line(next(iter(news)))
        if new not in {"", NOTHING}:
            yield lambda title: message(
                "“{title}” and {count} more: {field} is “{new}”",
                title=title,
                count=more,
                field=field,
                new=new,
            )
    yield lambda title: message(
        "“{title}” and {count} more: {field} changed", title=title, count=more, field=field
    )
