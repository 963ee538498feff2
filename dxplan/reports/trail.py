"""The audit trail in every format: the answer of ``dxplan log``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from dxplan.model.commit import Commit
from dxplan.model.message import message
from dxplan.model.point import Point
from dxplan.model.trail import TrailEntry, TrailRename, TrailTrouble
from dxplan.reports.blocks import Block, Column, Lines, Report, Streamed, Table, Value
from dxplan.reports.formats.json_object import compact
from dxplan.reports.points import at_points, points_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.i18n import Speaker

Name = tuple[str, str | None]
"""A plan's folder, and an initiative's id or None for the plan's own file."""

_RECORDS = (
    "commit", "date", "author", "email", "summary", "plan", "id", "pointer", "field", "from", "to",
)  # fmt: skip
_NOTHING = Table((), ())
SHALLOW = message("This clone has only the newest part of the history. Run git fetch --unshallow --tags.")


class LogAnswer(Struct, frozen=True):
    """The part of the audit trail that was asked for.

    ``commits`` come parents first, as the history has them; those without anything to tell are passed over.
    ``entries`` are in the order in which they are told within a commit. ``renames`` may be those of the whole history:
    each is told only beside what is shown of its commit, but where nothing was filtered (``whole``) the rename of a
    folder always is. ``titles`` holds what documents are called now or were called last. ``points`` says for each plan
    up to where its history was read; ``total`` is how many entries there were before ``--limit``; ``shallow`` says that
    the clone lacks older commits.
    """

    commits: Sequence[Commit]
    entries: Sequence[TrailEntry] = ()
    troubles: Sequence[TrailTrouble] = ()
    renames: Sequence[TrailRename] = ()
    titles: Mapping[Name, str | None] = {}
    points: Mapping[str, Point] = {}
    total: int | None = None
    shallow: bool = False
    whole: bool = False


class DocumentLog(Struct, frozen=True):
    """What a commit did to one document."""

    plan: str
    id: str | None
    title: str | None
    entries: Sequence[TrailEntry]
    renames: Sequence[TrailRename] = ()


class CommitLog(Struct, frozen=True):
    """What one commit did; ``folders`` are the plans' folders that it renamed."""

    commit: Commit
    documents: Sequence[DocumentLog]
    folders: Sequence[TrailRename] = ()
    troubles: Sequence[TrailTrouble] = ()


def log_report(answer: LogAnswer, say: Speaker, form: str | None = None) -> Report:
    """Return the report of a trail; only what the format needs is made (None: make everything)."""
    logs = commit_logs(answer) if form != "json" else []
    return Report(
        tuple(_blocks(answer, logs, say)) if form in {None, "table", "plain"} else (),
        _records(logs, say) if form in {None, "csv", "tsv"} else _NOTHING,
        _payload(answer, say) if form in {None, "json"} else {},
        {"md": lambda: _markdown(answer, logs, say)},
    )


def commit_logs(answer: LogAnswer) -> list[CommitLog]:
    """Return what is told of each commit, newest first."""
    entries: dict[str, dict[Name, list[TrailEntry]]] = defaultdict(dict)
    troubles: dict[str, list[TrailTrouble]] = defaultdict(list)
    renames: dict[tuple[str, Name], list[TrailRename]] = defaultdict(list)
    folders: dict[str, list[TrailRename]] = defaultdict(list)
    for entry in answer.entries:
        entries[entry.commit].setdefault((entry.plan, entry.id), []).append(entry)
    for trouble in answer.troubles:
        troubles[trouble.commit].append(trouble)
    for rename in answer.renames:
        if rename.pointer is None:
            folders[rename.commit].append(rename)
        else:
            renames[rename.commit, (rename.plan, rename.id)].append(rename)
    told = entries.keys() | troubles.keys() | (folders.keys() if answer.whole else set())
    return [
        CommitLog(
            commit,
            [
                document
                for name, found in entries.get(commit.id, {}).items()
                for document in _documents(name, found, renames.get((commit.id, name), ()), answer.titles)
            ],
            folders.get(commit.id, ()),
            troubles.get(commit.id, ()),
        )
        for commit in reversed(answer.commits)
        if commit.id in told
    ]


def _documents(
    name: Name,
    entries: Sequence[TrailEntry],
    renames: Sequence[TrailRename],
    titles: Mapping[Name, str | None],
) -> Iterator[DocumentLog]:
    """Yield the entries of a document with their renames; of two files under one name, each apart."""
    if len(entries) == 1 and not renames:
        yield DocumentLog(*name, titles.get(name), entries)
        return
    parts: list[dict[str, TrailEntry]] = [{}]
    for entry in entries:
        if entry.pointer in parts[-1]:
            parts.append({})
        parts[-1][entry.pointer] = entry
    for part in parts:
        own = [
            rename
            for rename in renames
            if (rename.old in part or rename.new in part if rename.pointer else "/id" in part)
        ]
        yield DocumentLog(*name, titles.get(name), tuple(part.values()), own)


def _blocks(answer: LogAnswer, logs: Sequence[CommitLog], say: Speaker) -> Iterator[Block]:
    """Yield the trail for a person, commit by commit."""
    from dxplan.reports.trail_lines import commit_blocks  # noqa: PLC0415  (programs need no words)

    several = _several(answer)
    for log in logs:
        yield from commit_blocks(log, say, several=several)
    yield from _notes(answer, logs, say)


def _markdown(answer: LogAnswer, logs: Sequence[CommitLog], say: Speaker) -> str:
    """Return the trail as nested lists, under the points at which it ends."""
    from dxplan.reports.formats import Surroundings, markdown  # noqa: PLC0415  (only Markdown needs it)
    from dxplan.reports.trail_lines import commit_markdown  # noqa: PLC0415

    def rendered(blocks: tuple[Block, ...]) -> list[str]:
        return [markdown.render(Report(blocks, _NOTHING), Surroundings("md"))] if blocks else []

    ends = at_points(Report((), _NOTHING), answer.points, say).blocks
    several = _several(answer)
    lines = [f"{line}\n" for log in logs for line in commit_markdown(log, say, several=several)]
    body = ["".join(lines)] if lines else []
    return "\n".join([*rendered(ends), *body, *rendered(tuple(_notes(answer, logs, say)))])


def _several(answer: LogAnswer) -> bool:
    """Tell whether plans must be named, because there is more than one."""
    return len({*answer.points, *(entry.plan for entry in answer.entries)}) > 1


def _notes(answer: LogAnswer, logs: Sequence[CommitLog], say: Speaker) -> Iterator[Block]:
    """Say what the answer lacks."""
    if not logs:
        yield Lines((say(message("No change was found.")),))
    shown = len(answer.entries)
    if answer.total is not None and shown < answer.total:
        note = message("{shown} of {total} changes are shown (--limit).", shown=shown, total=answer.total)
        yield Lines((say(note),), "dim")
    if answer.shallow:
        yield Lines((say(SHALLOW),), "warning")


def _payload(answer: LogAnswer, say: Speaker) -> dict[str, Any]:
    """Return the trail for programs: entries one by one, for few of which it matters what else their commit did."""
    renaming = {rename.commit for rename in answer.renames}
    few = [entry for entry in answer.entries if entry.commit in renaming]
    logs = commit_logs(replace(answer, entries=few))
    return {
        "entries": Streamed(lambda: _entries(answer)),
        "errors": [_error(log.commit, trouble, say) for log in logs for trouble in log.troubles],
        "renames": [
            {
                "commit": rename.commit,
                "plan": rename.plan,
                "id": rename.id,
                "pointer": rename.pointer,
                "from": rename.old,
                "to": rename.new,
            }
            for log in logs
            for rename in (*log.folders, *(own for document in log.documents for own in document.renames))
        ],
        "at": points_json(answer.points),
        "shallow": answer.shallow,
    }


def _entries(answer: LogAnswer) -> Iterator[dict[str, Any]]:
    commits = {commit.id: commit for commit in answer.commits}
    for entry in answer.entries:
        commit = commits[entry.commit]
        yield {
            "commit": entry.commit,
            "date": commit.date,
            "author": commit.author,
            "email": commit.email,
            "summary": commit.summary,
            "plan": entry.plan,
            "id": entry.id,
            "pointer": entry.pointer,
            "from": entry.old,
            "to": entry.new,
        }


def _error(commit: Commit, found: TrailTrouble, say: Speaker) -> dict[str, Any]:
    trouble = found.trouble
    return {
        "commit": commit.id,
        "date": commit.date,
        "plan": found.plan,
        "id": found.id,
        "path": found.path,
        "rule": trouble.rule,
        "message": say(trouble.message),
        "hint": say(trouble.hint) if trouble.hint else None,
        "line": trouble.line,
        "column": trouble.column,
    }


def _records(logs: Sequence[CommitLog], say: Speaker) -> Table:
    """Return one record per entry; lists and groups of keys are JSON texts."""
    from dxplan.reports.difference_words import field_words  # noqa: PLC0415  (JSON needs no words)

    rows: list[tuple[Value, ...]] = []
    for log in logs:
        commit = log.commit
        facts = commit.id, commit.date, commit.author, commit.email, commit.summary
        rows += (
            (
                *facts,
                entry.plan,
                entry.id,
                entry.pointer,
                field_words(entry.pointer, "plan" if entry.id is None else "initiative", say),
                record_value(entry.old),
                record_value(entry.new),
            )
            for document in log.documents
            for entry in document.entries
        )
    return Table(tuple(Column(key, key) for key in _RECORDS), tuple(rows))


def record_value(value: Any) -> Value:
    """Return a value for a cell; a list or a group of keys is a JSON text."""
    return compact(value) if isinstance(value, dict | list) else value
