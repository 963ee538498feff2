"""How ``dxplan new`` goes: the fields, the file with its comments, the check, the commit."""

from __future__ import annotations

import os
from contextlib import nullcontext
from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.analysis.new_initiative import GENERAL, NARROWED, SCHEMA_LINE, initiative_text
from dxplan.analysis.numbering import Taken
from dxplan.checks.context import vocabularies
from dxplan.commands.asking import can_ask
from dxplan.commands.draft_check import judge
from dxplan.commands.editing import Editing, working_copy
from dxplan.commands.new_answers import Answers, Given
from dxplan.commands.new_asking import FieldAsker, with_meanings
from dxplan.commands.one_commit import CommitWish, check_committable, commit_files, plan_speaker
from dxplan.commands.taken import taken_in, uses_here
from dxplan.errors import DocumentError, ExitCode, UsageError
from dxplan.model.message import Message, message
from dxplan.model.problem import Severity
from dxplan.reports.commit_subjects import fitting_subject
from dxplan.reports.validation import validation_report
from dxplan.stores.changing import Draft, exclusive, write_drafts
from dxplan.stores.documents import parse_document
from dxplan.stores.layout import FILE_ENDING, NARROWED_SCHEMA_FILE, PLANS_FOLDER, initiatives_folder
from dxplan.stores.source_text import decode

if TYPE_CHECKING:
    from dxplan.commands.session import Session
    from dxplan.model.plan import Plan
    from dxplan.stores.mounts import Mount


class NewWish(Struct, frozen=True, kw_only=True):
    """What is to be done with the new file."""

    edit: bool
    dry: bool
    yes: bool
    commit: CommitWish


def make_initiative(session: Session, wanted: str | None, given: Given, wish: NewWish) -> int:
    """Ask for what is missing, then write the file of a new initiative, or nothing; raises DxplanError."""
    asks = can_ask() and not wish.yes
    name = _plan_name(session, FieldAsker(session.say, asks=asks), wanted)
    plan = session.load_plan(name)
    making = _Making(session, name, plan, FieldAsker(session.say, asks=asks), wish)
    # Nobody is kept out while a person thinks; whether id and number are free is looked at again then.
    alone = asks or wish.dry or wish.edit
    with nullcontext() if alone else exclusive(session.tree.root):
        path, text = making.proposed(given)
        if wish.dry:
            session.console.raw(text)
            session.console.note(message("Nothing was written; this is what {file} would say.", file=path))
            return ExitCode.DONE
        if not alone:
            return making.write(path, text)
    return making.edited(path, text) if wish.edit else making.write_alone(path, text)


def _plan_name(session: Session, asker: FieldAsker, wanted: str | None) -> str:
    names = session.tree.select([] if wanted is None else [wanted])
    if len(names) == 1:
        return names[0]
    if asker.asks:
        return asker.choice(message("Plan"), "--plan", with_meanings(dict.fromkeys(names, "")))
    raise UsageError(
        message("Name the plan with --plan."), message("The plans are: {plans}.", plans=", ".join(names))
    )


class _Making:
    """A new initiative on its way to a file."""

    def __init__(self, session: Session, name: str, plan: Plan, asker: FieldAsker, wish: NewWish) -> None:
        self._session = session
        self._name = name
        self._plan = plan
        self._asker = asker
        self._commit = wish.commit
        self._root = session.tree.root
        taken = taken_in(session, name, plan)
        self._answers = Answers(asker, plan, name, taken, session.day_of(plan))
        self._mount: Mount | None = None

    def proposed(self, given: Given) -> tuple[str, str]:
        """Return the path of the file and what it shall say; raises DxplanError."""
        data = self._answers.data(given)
        path = f"{initiatives_folder(self._name)}/{data['id']}{FILE_ENDING}"
        if self._commit.wanted:
            self._mount = check_committable(self._session, self._name, [path])
        unused = {kind for kind, words in vocabularies(self._plan).items() if not words}
        language = self._plan.language or self._session.say.language
        return path, initiative_text(data, unused, self._first_line(), japanese=language == "ja")

    def edited(self, path: str, text: str) -> int:
        """Let the person edit the text before it is written; raises DxplanError."""
        session = self._session
        editing = Editing(session, self._asker, self._name, path, None)
        with working_copy(session, self._name, path, text.encode()) as copy:
            chosen = editing.run(copy)
            if chosen is None:
                return ExitCode.FINDINGS if editing.refused else ExitCode.DONE
            code = self.write_alone(path, chosen)
            copy.start = copy.read()  # what is written now is not lost with the copy
        return code

    def write_alone(self, path: str, text: str) -> int:
        """Write the file after a while in which others may have been at work; raises DxplanError."""
        with exclusive(self._root):
            self._answers.check_free(Taken(self._plan, uses_here(self._session, self._name)))
            return self.write(path, text)

    def write(self, path: str, text: str) -> int:
        """Write the file if it has no errors, and commit it; raises DxplanError."""
        session = self._session
        draft = Draft(path, None, text)
        found = judge(session, [self._name], [draft]).new
        if found.problems:
            session.console.report(validation_report(found, (), session.say), "table")
        if found.count(Severity.ERROR):
            session.console.error(message("{path} was not written: it has errors.", path=path))
            return ExitCode.FINDINGS
        write_drafts(self._root, [draft])
        session.console.raw(f"{path}\n")
        session.console.note(message("Wrote {file}.", file=path))
        if self._mount is not None:
            commit_files(session, self._mount, [path], self._subject(path, text) + "\n")
        return ExitCode.DONE

    def _subject(self, path: str, text: str) -> str:
        data = parse_document(path, text.encode()).data
        number = str(data["number"])

        def form(title: str) -> Message:
            return message("List “{title}” (No. {number})", title=title, number=number)

        chosen = self._commit.subject
        return chosen or fitting_subject(str(data["title"]), form, plan_speaker(self._session, self._plan))

    def _first_line(self) -> str:
        """Return the line that tells editors the schema: the plan's own one, else the one that other files name."""
        if os.path.lexists(self._root / PLANS_FOLDER / self._name / NARROWED_SCHEMA_FILE):
            return SCHEMA_LINE + NARROWED
        for path in self._session.tree.initiative_files(self._name)[:1]:
            try:
                line = decode(self._session.tree.read(path)).text.partition("\n")[0]
            except DocumentError:
                continue
            if line.startswith(SCHEMA_LINE):
                return line
        return SCHEMA_LINE + GENERAL
