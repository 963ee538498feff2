"""Letting a person edit a file of the plan: on a private copy, checked when the editor closes, with a way back."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dxplan.checks.validation import Validation
from dxplan.commands.draft_check import judge
from dxplan.commands.taken import mount_of
from dxplan.errors import DocumentError
from dxplan.model.message import Message, message
from dxplan.model.problem import Problem, Severity
from dxplan.reports.validation import validation_report
from dxplan.stores.changing import Draft
from dxplan.stores.editor import WorkingCopy, editor_command, run_editor
from dxplan.stores.layout import PLANS_FOLDER
from dxplan.stores.source_text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.commands.asking import Asker
    from dxplan.commands.session import Session

_BACK, _KEEP, _DISCARD = "edit", "keep", "discard"
_CHOICES = {
    _BACK: message("go back to the editor"),
    _KEEP: message("write it as it is"),
    _DISCARD: message("throw the changes away"),
}


@contextmanager
def working_copy(session: Session, plan: str, path: str, data: bytes) -> Iterator[WorkingCopy]:
    """Yield a private copy of a file; where something fails, a copy that was changed stays, and it is told where."""
    copy = WorkingCopy(session.tree.root / PLANS_FOLDER / plan, path.rpartition("/")[2], data)
    try:
        yield copy
    except BaseException:
        keep_copy(session, copy)
        raise
    finally:
        copy.close()


def keep_copy(session: Session, copy: WorkingCopy) -> None:
    """Let a copy stay that holds what would be lost with it, and tell where it is."""
    if copy.is_changed and not copy.kept:
        copy.kept = True
        place = os.path.relpath(copy.file, session.tree.root).replace(os.sep, "/")
        session.console.warn(message("What was edited is kept in {path}.", path=place))


def command_of(session: Session, plan: str) -> list[str]:
    """Return the editor that the person has chosen; raises DxplanError."""
    mount = mount_of(session, plan) if not (os.environ.get("VISUAL") or os.environ.get("EDITOR")) else None
    return editor_command(os.environ, mount.repository if mount else None)


class Editing:
    """The rounds of one edit: the editor, the check, and what the person wants then."""

    def __init__(self, session: Session, asker: Asker, plan: str, path: str, before: bytes | None) -> None:
        """Keep what is edited; ``before`` are the bytes of the file, None for one that is still to be made."""
        self._session = session
        self._asker = asker
        self._plan = plan
        self._path = path
        self._before = before
        self.refused = False
        """Whether what was edited has errors and could not be taken."""

    def run(self, copy: WorkingCopy) -> str | None:
        """Return the text to write, None where there is nothing to write; raises DxplanError."""
        command = command_of(self._session, self._plan)
        while True:
            run_editor(command, copy.file)
            text, found = self._looked_at(copy.read())
            if text is not None and self._before is not None and text == decode(self._before).text:
                self._session.console.note(message("{path}: nothing was changed.", path=self._path))
                return None
            errors = found.count(Severity.ERROR)
            if found.problems:
                self._session.console.report(validation_report(found, (), self._session.say), "table")
            if not self._asker.asks:
                return self._unasked(text, copy, errors)
            if not errors + found.count(Severity.WARNING):
                return text
            wish = self._asked(errors)
            if wish == _KEEP:
                return text
            if wish == _DISCARD:
                copy.start = copy.read()
                self._session.console.note(message("Nothing was written."))
                return None

    def _looked_at(self, raw: bytes) -> tuple[str | None, Validation]:
        """Return what the copy says, None where it is no text, and the problems that it brings."""
        try:
            text = decode(raw).text
        except DocumentError as error:
            place = (self._path, max(error.line, 1), max(error.column, 1), "")
            problem = Problem(*place, error.rule, Severity.ERROR, error.message, error.hint)
            return None, Validation(1, (problem,), {})
        return text, judge(self._session, [self._plan], [Draft(self._path, self._before, text)]).new

    def _unasked(self, text: str | None, copy: WorkingCopy, errors: int) -> str | None:
        if not errors:
            return text
        self.refused = True
        self._session.console.error(message("{path} was not written: it has errors.", path=self._path))
        keep_copy(self._session, copy)
        return None

    def _asked(self, errors: int) -> str:
        offered: list[tuple[str, Message]] = [
            (wish, said) for wish, said in _CHOICES.items() if not (errors and wish == _KEEP)
        ]
        return self._asker.choice(message("What now?"), "", offered, default=_BACK)
