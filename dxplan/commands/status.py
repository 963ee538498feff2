"""``dxplan status``: where the plans stand."""

import typer

from dxplan.commands.options import At, Encoding, Format, Output, Plans, command
from dxplan.commands.session import Session
from dxplan.commands.since import last_snapshot
from dxplan.errors import ExitCode
from dxplan.reports.status import status_report


def register(app: typer.Typer, help_text: str) -> None:
    """Add the command to the application."""

    @command(app, "status", help_text)
    def run(
        session: Session,
        plans: Plans = None,
        at: At = ".",
        form: Format = "table",
        output: Output = None,
        encoding: Encoding = None,
    ) -> int:
        summaries, points, complete = session.summarize(plans or (), at)
        since = {summary.name: last_snapshot(session, summary, points[summary.name]) for summary in summaries}
        session.answer(status_report(summaries, since, session.say), points, form, output, encoding)
        return ExitCode.DONE if complete else ExitCode.FINDINGS
