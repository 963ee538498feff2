"""``dxplan set``: set fields of initiatives, checked before anything is written."""

from functools import partial
from typing import Annotated

import typer

from dxplan.commands.completion import complete_ids
from dxplan.commands.options import Commit, Encoding, Filters, Format, Output, Plans, Subject, command
from dxplan.commands.session import Session
from dxplan.commands.setting_run import Setting
from dxplan.commands.setting_targets import find_targets
from dxplan.commands.setting_words import bound, read_words
from dxplan.errors import UsageError
from dxplan.i18n import N_
from dxplan.model.message import message
from dxplan.model.point import WORKING_TREE
from dxplan.reports.blocks import Report

Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ID]... FIELD=VALUE...",
        help=N_(
            "The ids, then what to set: FIELD=VALUE, FIELD+=VALUE to add, FIELD-=VALUE to take away."
            " FIELD is as in status, components[NAME].status or indicators[NAME].actuals[R5].value."
        ),
        autocompletion=complete_ids,
        show_default=False,
    ),
]
Unset = Annotated[
    list[str] | None,
    typer.Option(
        "--unset", metavar="FIELD", help=N_("Remove this field; may be given again."), show_default=False
    ),
]
Dry = Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would change."))]
Yes = Annotated[bool, typer.Option("--yes", help=N_("Change several initiatives without asking."))]


def register(app: typer.Typer, help_text: str) -> None:
    """Add the command to the application."""

    @command(app, "set", help_text)
    def run(
        session: Session,
        chosen: Filters,
        words: Words = None,
        unset: Unset = None,
        dry_run: Dry = False,
        yes: Yes = False,
        commit: Commit = False,
        subject: Subject = None,
        plans: Plans = None,
        form: Format = "table",
        output: Output = None,
        encoding: Encoding = None,
    ) -> int:
        if subject is not None and not commit:
            raise UsageError(message("-m needs --commit."))
        if subject is not None and not subject.strip():
            raise UsageError(message("The message given with -m is empty."))
        if dry_run and yes:
            raise UsageError(message("--dry-run and --yes contradict each other."))
        # What is wrong with a path is told in the language of the plan, too.
        session.speak_of(session.moments_at(WORKING_TREE.point, plans or ()).items())
        ids, assignments = read_words(words or (), unset or ())
        bounds = bound(assignments)

        def show(report: Report) -> None:
            session.console.report(report, form, output, encoding)

        setting = Setting(session, show, dry_run=dry_run, yes=yes, commit=commit, subject=subject)
        return setting.run(partial(find_targets, session, ids, chosen, plans or ()), bounds)
