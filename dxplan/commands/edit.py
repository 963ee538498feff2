"""``dxplan edit``: edit an initiative in one's own editor, checked before it becomes part of the plan."""

from typing import Annotated

import typer

from dxplan.commands.options import Commit, Filters, Id, Plans, Subject, command
from dxplan.commands.session import Session
from dxplan.errors import ExitCode
from dxplan.i18n import N_
from dxplan.model.message import message

Dry = Annotated[bool, typer.Option("--dry-run", help=N_("Only show the file and the editor."))]


def register(app: typer.Typer, help_text: str) -> None:
    """Add the command to the application."""

    @command(app, "edit", help_text)
    def run(
        session: Session,
        identifier: Id,
        plans: Plans = None,
        dry_run: Dry = False,
        commit: Commit = False,
        subject: Subject = None,
    ) -> int:
        # Only this command edits.
        from dxplan.commands.edit_run import edit_initiative  # noqa: PLC0415
        from dxplan.commands.one_commit import CommitWish  # noqa: PLC0415
        from dxplan.commands.setting_targets import find_targets  # noqa: PLC0415

        wish = CommitWish(commit, subject)
        wish.check()
        (target,) = find_targets(session, [identifier], Filters(), plans or ())
        if dry_run:
            from dxplan.commands.editing import command_of  # noqa: PLC0415

            session.console.raw(f"{target.path}\n")
            editor = " ".join(command_of(session, target.plan))
            session.console.note(message("It would be opened with: {editor}", editor=editor))
            return ExitCode.DONE
        return edit_initiative(session, target, wish)
