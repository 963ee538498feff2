"""How ``dxplan set`` goes: propose, check, show, ask, write, commit; all of it or nothing."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from msgspec import structs

from dxplan.commands.asking import Asker, can_ask
from dxplan.commands.draft_check import Verdict, judge
from dxplan.commands.one_commit import plan_speaker
from dxplan.commands.setting_making import Proposal, propose, repository_of
from dxplan.errors import ExitCode, UsageError
from dxplan.model.message import message
from dxplan.model.problem import Severity
from dxplan.reports.assignments import SetAnswer, set_report
from dxplan.reports.assignments_commit import commit_message
from dxplan.stores.changing import exclusive, write_drafts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dxplan.analysis.assigning_places import Bound
    from dxplan.commands.session import Session
    from dxplan.commands.setting_targets import Target
    from dxplan.reports.blocks import Report

    # What writes a report in the form that is asked for.
    Show = Callable[[Report], None]


_RENAMING = message("dxplan renumber ID --id NEW gives an initiative another id, in every place that has it.")


class Setting:
    """One run of the command, once its words are read."""

    def __init__(
        self, session: Session, show: Show, *, dry_run: bool, yes: bool, commit: bool, subject: str | None
    ) -> None:
        """Keep the wishes."""
        self._session = session
        self._show = show
        self._dry_run = dry_run
        self._yes = yes
        self._commit = commit
        self._subject = subject

    def run(self, find: Callable[[], list[Target]], bounds: Sequence[Bound]) -> int:
        """Set what is to be set; raises DxplanError where nothing can be written."""
        root = self._session.tree.root
        asks = can_ask() and not self._yes
        with ExitStack() as stack:
            # Nobody is kept out while a person thinks; files that change meanwhile are noticed.
            if not (asks or self._dry_run):
                stack.enter_context(exclusive(root))
            proposal, verdict = self._proposed(find(), bounds)
            answer = SetAnswer(proposal.changes, proposal.idle, verdict.new, refused=verdict.refuses)
            if verdict.refuses or self._dry_run or not proposal.drafts:
                return self._without_writing(answer, verdict)
            repository = repository_of(self._session, proposal) if self._commit else None
            asked = len(proposal.drafts) > 1 and not self._yes
            if asked and not self._agreed(answer, asks=asks):
                return ExitCode.DONE
            if asks:
                stack.enter_context(exclusive(root))
            write_drafts(root, proposal.drafts)
            commit = None
            if repository:
                from dxplan.stores.committing import commit as made  # noqa: PLC0415  (only --commit needs git)

                commit = made(*repository, self._message(proposal))
        self._tell_written(structs.replace(answer, written=True, commit=commit), asked=asked)
        return ExitCode.DONE

    def _proposed(self, targets: list[Target], bounds: Sequence[Bound]) -> tuple[Proposal, Verdict]:
        """Return what is to be written and what the check says of it; tell what is odd about both."""
        console = self._session.console
        proposal = propose(self._session, targets, bounds)
        plans = {change.plan for change in proposal.changes}
        verdict = judge(self._session, plans, proposal.drafts)
        for note in proposal.notes:
            console.note(note)
        self._tell_idle(proposal, len(targets))
        for path, count in sorted(verdict.before.items()):
            console.warn(
                message("{path} has {count} {count:error/errors} from before.", path=path, count=count),
                message("Run dxplan validate {path} to see what is wrong.", path=path),
            )
        for problem in () if verdict.refuses else verdict.new.problems:
            place = f"{problem.path}:{problem.line}:{problem.column}"
            console.warn(
                message("{place}: {text} [{rule}]", place=place, text=problem.message, rule=problem.rule),
                problem.hint,
            )
        return proposal, verdict

    def _tell_idle(self, proposal: Proposal, count: int) -> None:
        console = self._session.console
        if not count:
            console.note(message("No initiative matches."))
        elif count == 1:
            for _, identifier, path in proposal.idle:
                console.note(message("{id}: {field} is so already.", id=identifier, field=path))
        elif len(proposal.changes) < count:
            idle = count - len(proposal.changes)
            console.note(message("{idle} of {count} initiatives are so already.", idle=idle, count=count))

    def _without_writing(self, answer: SetAnswer, verdict: Verdict) -> int:
        console = self._session.console
        self._show(set_report(answer, console.say))
        if verdict.refuses:
            errors = verdict.new.count(Severity.ERROR)
            renames = any(problem.rule == "file-name" for problem in verdict.new.problems)
            said = message(
                "Nothing was written: the change brings {count} {count:error/errors}.", count=errors
            )
            console.error(said, _RENAMING if renames else None)
            return ExitCode.FINDINGS
        if answer.changes:
            console.note(message("Nothing was written; without --dry-run this is what changes."))
        return ExitCode.DONE

    def _agreed(self, answer: SetAnswer, *, asks: bool) -> bool:
        """Ask whether several initiatives are to change; raises UsageError where nobody can be asked."""
        console, count = self._session.console, len(answer.changes)
        if not asks:
            raise UsageError(
                message("{count} {count:initiative/initiatives} would change.", count=count),
                message("Look at them with --dry-run, then say --yes."),
            )
        self._show(set_report(answer, console.say))
        question = message("Change {count:this/these} {count} {count:initiative/initiatives}?", count=count)
        agreed = Asker(console.say, asks=True).confirm(question, "--yes", default=False)
        if not agreed:
            console.note(message("Nothing was written."))
        return agreed

    def _message(self, proposal: Proposal) -> str:
        """Return the message of the commit, in the language of the plan."""
        session = self._session
        plan = session.plan_at(session.tree, proposal.changes[0].plan)
        return commit_message(proposal.changes, self._subject, plan_speaker(session, plan))

    def _tell_written(self, answer: SetAnswer, *, asked: bool) -> None:
        console = self._session.console
        if not asked:
            self._show(set_report(answer, console.say))
        count = len(answer.changes)
        if count > 1:
            console.note(message("{count} {count:initiative/initiatives} changed.", count=count))
        if answer.commit:
            console.note(message("Committed as {commit}.", commit=answer.commit[:12]))
