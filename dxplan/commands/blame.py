"""``dxplan blame``: for each field the commit, person and day that set its present value."""

import typer

from dxplan.commands.options import At, Encoding, Format, Id, Output, Plans, command
from dxplan.commands.origins import blame_answer
from dxplan.commands.session import Session
from dxplan.errors import ExitCode
from dxplan.reports.blame import SHALLOW, blame_report


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
