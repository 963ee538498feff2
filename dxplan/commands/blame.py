"""``dxplan blame``: for each field the commit, person and day that set its present value."""

from typing import Annotated

import typer

from dxplan.commands.completion import complete_ids
from dxplan.commands.options import At, Encoding, Format, Output, Plans, command
from dxplan.commands.origins import blame_answer
from dxplan.commands.session import Session
from dxplan.errors import ExitCode
from dxplan.i18n import N_
from dxplan.reports.blame import SHALLOW, blame_report

Id = Annotated[
    str,
    typer.Argument(
        metavar="ID", help=N_("The id of the initiative."), autocompletion=complete_ids, show_default=False
    ),
]


def register(app: typer.Typer, help_text: str) -> None:
    """Add the command to the application."""

    @command(app, "blame", help_text)
    def run(
        session: Session,
        identifier: Id,
        plans: Plans = None,
        at: At = ".",
        form: Format = "table",
        output: Output = None,
        encoding: Encoding = None,
    ) -> int:
        answer = blame_answer(session, identifier, plans or (), at)
        report = blame_report(answer, session.say)
        session.answer(report, {answer.plan: answer.point}, form, output, encoding)
        if answer.shallow and form in {"csv", "tsv"}:
            session.console.warn(SHALLOW)
        return ExitCode.DONE if session.whole else ExitCode.FINDINGS
