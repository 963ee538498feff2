"""Who set the present values of a document, in every format: the answer of ``dxplan blame``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from dxplan.i18n import N_
from dxplan.model.commit import Commit, moment_of
from dxplan.model.message import message
from dxplan.model.point import Point
from dxplan.model.pointer import split_pointer
from dxplan.reports.blocks import Block, Column, Heading, Lines, Report, Table, Value
from dxplan.reports.difference_words import field_words, place_words, value_words
from dxplan.reports.formats.wrapping import wrapped
from dxplan.reports.points import point_json
from dxplan.reports.trail import record_value
from dxplan.reports.trail_lines import PLAN_FILE, SHORT
from dxplan.reports.width import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from dxplan.i18n import Speaker
    from dxplan.reports.difference_titles import FileKind

_DATE, _PERSON, _COMMIT = N_("Date"), N_("Person"), N_("Commit")
_UNCOMMITTED = N_("not committed yet")
_RECORDS = ("pointer", "field", "value", "commit", "date", "author", "email", "summary")
_DAY = 10
SHALLOW = message(
    "This clone has only the newest part of the history: what was set before stands with its first commits."
    " Run git fetch --unshallow --tags."
)
_WIDEST = 40


class BlameLine(Struct, frozen=True):
    """A present value and the commit that set it, None where it is not committed yet."""

    pointer: str
    value: Any
    commit: Commit | None


class BlameAnswer(Struct, frozen=True):
    """The present values of a document, in the order of its file; ``id`` is None for the plan's own file.

    ``shallow`` says that the clone lacks older commits, so that its first ones answer for all that was set before.
    """

    plan: str
    id: str | None
    title: str
    point: Point
    lines: Sequence[BlameLine]
    shallow: bool = False


def blame_report(answer: BlameAnswer, say: Speaker) -> Report:
    """Return the report of who set the values of a document."""
    name = f"{answer.plan}/{answer.id or PLAN_FILE}"
    heading = Heading(f"{answer.title} ({name})" if answer.title else name)
    payload = {
        "at": point_json(answer.point),
        "plan": answer.plan,
        "id": answer.id,
        "title": answer.title,
        "fields": [_field_json(line) for line in answer.lines],
        "shallow": answer.shallow,
    }
    return Report((heading, *_blocks(answer, say)), _records(answer, say), payload)


def _blocks(answer: BlameAnswer, say: Speaker) -> Iterator[Block]:
    """Yield the values with who set them, then the commits with what they say of themselves, each once."""
    if not answer.lines:
        yield Lines((say(message("There is no value.")),))
        return
    lines = list(_told(answer, say))
    yield _values(lines, _kind(answer), say)
    commits = {line.commit.id: line.commit for line in lines if line.commit is not None}
    if commits:
        yield _commits(sorted(commits.values(), key=_moment, reverse=True), say)
    if answer.shallow:
        yield Lines((say(SHALLOW),), "warning")


def _kind(answer: BlameAnswer) -> FileKind:
    return "plan" if answer.id is None else "initiative"


def _told(answer: BlameAnswer, say: Speaker) -> Iterator[BlameLine]:
    """Yield the values without those that the name of their entry says, if its commit set more of the entry."""
    said = [_is_said(line, _kind(answer), say) for line in answer.lines]
    others = {
        (_entry(line), line.commit) for line, named in zip(answer.lines, said, strict=True) if not named
    }
    for line, named in zip(answer.lines, said, strict=True):
        if not named or (_entry(line), line.commit) not in others:
            yield line


def _entry(line: BlameLine) -> str:
    return line.pointer.rpartition("/")[0]


def _is_said(line: BlameLine, kind: FileKind, say: Speaker) -> bool:
    place = place_words(_entry(line), kind, say.language)
    return place.is_entry and place.is_said(split_pointer(line.pointer)[-1], line.value)


def _moment(commit: Commit) -> tuple[datetime, str]:
    return moment_of(commit.date), commit.id


def _values(lines: Iterable[BlameLine], kind: FileKind, say: Speaker) -> Table:
    columns = (
        Column("field", say.text(N_("Field"))),
        Column("value", say.text(N_("Value"))),
        Column("date", say.text(_DATE), fixed=True),
        Column("author", say.text(_PERSON)),
        Column("commit", say.text(_COMMIT), fixed=True),
    )
    rows: list[tuple[Value, ...]] = [
        (
            one_line(field_words(line.pointer, kind, say)),
            _short(value_words(line.value, line.pointer, kind, say)),
            *(
                (line.commit.date[:_DAY], line.commit.author, line.commit.id[:SHORT])
                if line.commit
                else (None, say.text(_UNCOMMITTED), None)
            ),
        )
        for line in lines
    ]
    return Table(columns, tuple(rows))


def _commits(commits: Iterable[Commit], say: Speaker) -> Table:
    columns = (
        Column("commit", say.text(_COMMIT), fixed=True),
        Column("date", say.text(_DATE), fixed=True),
        Column("author", say.text(_PERSON)),
        Column("summary", say.text(N_("What the commit says"))),
    )
    rows = ((commit.id[:SHORT], commit.date[:_DAY], commit.author, commit.summary) for commit in commits)
    return Table(columns, tuple(rows))


def _short(text: str) -> str:
    """Return the beginning of a text, on one line and no wider than a column may be."""
    lines = wrapped(one_line(text), _WIDEST)
    return lines[0] if len(lines) == 1 else f"{wrapped(lines[0], _WIDEST - 1)[0]}…"


def _facts(commit: Commit | None) -> dict[str, str | None]:
    """Return who set a value, when and why, by the names that answers have for them."""
    return {
        "commit": commit.id if commit else None,
        "date": commit.date if commit else None,
        "author": commit.author if commit else None,
        "email": commit.email if commit else None,
        "summary": commit.summary if commit else None,
    }


def _field_json(line: BlameLine) -> dict[str, Any]:
    return {"pointer": line.pointer, "value": line.value, **_facts(line.commit)}


def _records(answer: BlameAnswer, say: Speaker) -> Table:
    """Return one record per value; lists and groups of keys are JSON texts."""
    kind = _kind(answer)
    rows = [
        (
            line.pointer,
            field_words(line.pointer, kind, say),
            record_value(line.value),
            *_facts(line.commit).values(),
        )
        for line in answer.lines
    ]
    return Table(tuple(Column(key, key) for key in _RECORDS), tuple(rows))
