"""``dxplan status``: where the plans stand."""

import typer

from dxplan.commands.options import Encoding, Format, Output, Plans, command
from dxplan.commands.session import Session
from dxplan.errors import ExitCode
from dxplan.reports.status import status_report


def register(app: typer.Typer, help_text: str) -> None:
    """Add the command to the application."""

    @command(app, "status", help_text)
    def run(
        session: Session,
        plans: Plans = None,
        form: Format = "table",
        output: Output = None,
        encoding: Encoding = None,
    ) -> int:
        summaries, complete = session.summarize(plans or ())
        session.console.report(status_report(summaries, session.say), form, output, encoding)
        return ExitCode.DONE if complete else ExitCode.FINDINGS
