"""What a commit did, in words: a heading, and below it each document with its changed fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.model.difference import Change, Comparison, EntryRename, FieldChange
from dxplan.model.message import message
from dxplan.reports.blocks import Block, Heading, Lines
from dxplan.reports.difference_fields import Told, told_fields
from dxplan.reports.difference_lines import told_line, told_lines
from dxplan.reports.difference_words import NOTHING, value_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.i18n import Speaker
    from dxplan.model.commit import Commit
    from dxplan.model.message import Message
    from dxplan.model.trail import TrailRename, TrailTrouble
    from dxplan.reports.difference_titles import FileKind
    from dxplan.reports.trail import CommitLog, DocumentLog

SHORT = 8
PLAN_FILE = "plan.yaml"
_FACTS = ("title", "pillar", "status")


def commit_blocks(log: CommitLog, say: Speaker, *, several: bool) -> Iterator[Block]:
    """Yield a commit's heading, its changes and what could not be read; ``several``: name the plans, too."""
    yield Heading(_flat(" · ".join(filter(None, (_time(log.commit), _reason(log.commit))))), 2)
    lines = [folder_words(rename, say) for rename in log.folders]
    for document in log.documents:
        name = document_words(document, several=several)
        lines += (told_line(told, say) for told in told_wholes(document, name, say))
        fields = told_lines(told_parts(document, say), say)
        if fields:
            lines += [name, *fields]
    if lines:
        yield Lines(tuple(_flat(line) for line in lines), tight=True)
    if log.troubles:
        troubles = tuple(_flat(trouble_words(trouble, say)) for trouble in log.troubles)
        yield Lines(troubles, "warning", tight=True)


def commit_markdown(log: CommitLog, say: Speaker, *, several: bool) -> Iterator[str]:
    """Yield the same as the lines of a nested list."""
    from dxplan.reports.difference_markdown import fields_list  # noqa: PLC0415  (only Markdown needs it)
    from dxplan.reports.formats.markdown import escaped  # noqa: PLC0415
    from dxplan.reports.width import one_line  # noqa: PLC0415

    time = f"**{escaped(_time(log.commit))}** " if log.commit.date else ""
    yield f"- {time}{escaped(one_line(_reason(log.commit)))}"
    for rename in log.folders:
        yield f"  - {escaped(one_line(folder_words(rename, say)))}"
    for document in log.documents:
        name = document_words(document, several=several)
        for told in told_wholes(document, name, say):
            yield f"  {fields_list([told], say)}"
        parts = told_parts(document, say)
        if parts:
            yield f"  - {escaped(one_line(name))}"
        for told in parts:
            yield f"    {fields_list([told], say)}"
    for trouble in log.troubles:
        yield f"  - ⚠ {escaped(one_line(trouble_words(trouble, say)))}"


def _time(commit: Commit) -> str:
    """Return the day and the hour of whoever made the commit; so the offset goes without saying."""
    day, _, hour = commit.date.partition("T")
    return f"{day} {hour[:5]}".strip()


def _reason(commit: Commit) -> str:
    """Return who made a commit and why, as far as that is known, and its short id."""
    return f"{' · '.join(filter(None, (commit.author, commit.summary)))} ({commit.id[:SHORT]})".strip()


def document_words(document: DocumentLog, *, several: bool) -> str:
    """Return a document's id and title, before them the plan where there are several."""
    name = document.id or PLAN_FILE
    title = document.title or next(
        (
            data["title"]
            for entry in document.entries
            for data in (entry.new, entry.old)
            if not entry.pointer and data and isinstance(data.get("title"), str)
        ),
        "",
    )
    return f"{document.plan}/{name} {title}".rstrip() if several else f"{name} {title}".rstrip()


def told_wholes(document: DocumentLog, name: str, say: Speaker) -> Iterator[Told]:
    """Yield that a document was created or deleted, with what little of it tells what it was."""
    for entry in document.entries:
        if entry.pointer:
            continue
        if entry.old is None:
            yield Told(name, "", _summary(entry.new, document, say), "added")
        else:
            yield Told(name, _summary(entry.old, document, say), "", "removed")


def _summary(data: Any, document: DocumentLog, say: Speaker) -> str:
    """Return the facts of a whole document that a reader needs, without the title that stands beside them."""
    facts = {key: data[key] for key in _FACTS if data.get(key) is not None}
    if len(facts) > 1 and facts.get("title") == (document.title or facts.get("title")):
        del facts["title"]
    return value_words(facts, "", _kind(document), say) or NOTHING


def told_parts(document: DocumentLog, say: Speaker) -> list[Told]:
    """Return what changed inside a document, entries that were renamed told as such."""
    fields = [FieldChange(entry.pointer, entry.old, entry.new) for entry in document.entries if entry.pointer]
    if not fields:
        return []
    renames = [EntryRename(rename.old, rename.new) for rename in document.renames if rename.pointer]
    comparison = Comparison(tuple(fields), tuple(renames))
    change = Change(document.plan, document.id, document.title or "", "changed", comparison, "")
    return list(told_fields(change, say))


def folder_words(rename: TrailRename, say: Speaker) -> str:
    """Say that a plan's folder has another name."""
    return say(message("The plan's folder was renamed: {old} → {new}", old=rename.old, new=rename.new))


def trouble_words(found: TrailTrouble, say: Speaker) -> str:
    """Say which file could not be read, and where its changes are told instead."""
    return say(trouble_message(found))


def trouble_message(found: TrailTrouble) -> Message:
    """Return what is to be said of a file that could not be read."""
    from dxplan.analysis.trail_own import DUPLICATE_ID  # noqa: PLC0415  (troubles are rare, and it is heavy)

    place, trouble = found.trouble.place(found.path), found.trouble
    if trouble.rule == DUPLICATE_ID:
        return message("{place}: {text}", place=place, text=trouble.message)
    return message(
        "{place} could not be read: {reason} Its changes are shown with the commit that mended it.",
        place=place,
        reason=trouble.message,
    )


def _kind(document: DocumentLog) -> FileKind:
    return "plan" if document.id is None else "initiative"


def _flat(text: str) -> str:
    """Return a text on one line; nothing from a file may begin a line of its own."""
    return text.replace("\n", "／")
