"""How ``dxplan edit`` goes: the editor, the check, the file, the commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.analysis.comparison import compare
from dxplan.commands.asking import Asker, can_ask
from dxplan.commands.editing import Editing, working_copy
from dxplan.commands.one_commit import check_committable, commit_files, plan_speaker
from dxplan.errors import DocumentError, DxplanError, ExitCode
from dxplan.model.difference import Change
from dxplan.model.message import message
from dxplan.reports.assignments_commit import commit_message
from dxplan.stores.changing import Draft, exclusive, write_drafts
from dxplan.stores.documents import parse_document
from dxplan.stores.schemas import list_keys
from dxplan.stores.source_text import decode

if TYPE_CHECKING:
    from dxplan.commands.one_commit import CommitWish
    from dxplan.commands.session import Session
    from dxplan.commands.setting_targets import Target
    from dxplan.model.content import Data


def edit_initiative(session: Session, target: Target, wish: CommitWish) -> int:
    """Let a person edit an initiative; raises DxplanError."""
    path = target.path
    before = _read(session, path)
    mount = check_committable(session, target.plan, [path]) if wish.wanted else None
    asker = Asker(session.say, asks=can_ask())
    editing = Editing(session, asker, target.plan, path, before)
    with working_copy(session, target.plan, path, before) as copy:
        text = editing.run(copy)
        if text is None:
            return ExitCode.FINDINGS if editing.refused else ExitCode.DONE
        with exclusive(session.tree.root):
            write_drafts(session.tree.root, [Draft(path, before, text)])
        copy.start = copy.read()  # what is written now is not lost with the copy
    session.console.raw(f"{path}\n")
    session.console.note(message("Wrote {file}.", file=path))
    if mount is not None:
        commit_files(session, mount, [path], _message(session, target, wish.subject, before, text))
    return ExitCode.DONE


def _read(session: Session, path: str) -> bytes:
    """Return the bytes of a file that is a text; raises DxplanError."""
    try:
        raw = session.tree.read(path)
        decode(raw)
    except DocumentError as error:
        raise DxplanError(
            message("{place} cannot be used: {text}", place=error.place(path), text=error.message), error.hint
        ) from None
    return raw


def _message(session: Session, target: Target, subject: str | None, before: bytes, text: str) -> str:
    """Return the message of the commit: every field that changed, as ``dxplan set`` words it."""
    say = plan_speaker(session, session.plan_at(session.tree, target.plan))
    old, new = _data(target.path, before), _data(target.path, text.encode())
    title = str((new or old or {}).get("title") or target.id)
    comparison = compare(old, new, list_keys("initiative"))
    if old is None or new is None or not comparison.fields:
        return (subject or say(message("“{title}” changed", title=title))) + "\n"
    change = Change(target.plan, target.id, title, "changed", comparison, target.path)
    return commit_message([change], subject, say)


def _data(path: str, raw: bytes) -> Data | None:
    try:
        return parse_document(path, raw).data
    except DocumentError:
        return None
