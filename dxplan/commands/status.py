"""``dxplan status``: where the plans stand."""

import typer

from dxplan.analysis.ordering import plan_order
from dxplan.analysis.summary import PlanSummary, summarize
from dxplan.commands.options import Encoding, Format, Output, Plans, command
from dxplan.commands.session import Session
from dxplan.errors import ExitCode
from dxplan.reports.status import status_report
from dxplan.stores.loading import LoadedPlan


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
        loaded = session.load(plans or ())
        summaries = [_summary(session, entry) for entry in loaded.plans]
        session.console.report(status_report(summaries, session.say), form, output, encoding)
        return ExitCode.DONE if loaded.complete else ExitCode.FINDINGS


def _summary(session: Session, loaded: LoadedPlan) -> PlanSummary:
    initiatives = sorted((filed.initiative for filed in loaded.initiatives), key=plan_order(loaded.plan))
    return summarize(loaded.name, loaded.plan, initiatives, session.day_of(loaded.plan))
