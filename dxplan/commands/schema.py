"""``dxplan schema``: the JSON Schemas, as they are or narrowed to a plan's vocabularies."""

from typing import Annotated, Literal

import typer

from dxplan.analysis.narrowed_schema import categories_by_pillar, narrowed, schema_document
from dxplan.checks.context import vocabularies
from dxplan.commands.completion import complete_plans
from dxplan.commands.options import Output, command
from dxplan.commands.session import Session
from dxplan.errors import ExitCode, UsageError
from dxplan.i18n import N_
from dxplan.model.message import message
from dxplan.model.plan import Plan
from dxplan.reports.width import as_escapes
from dxplan.stores.schemas import schema, schema_text

Kind = Annotated[Literal["plan", "initiative"], typer.Argument(metavar="KIND", help=N_("Which schema."))]
OnePlan = Annotated[
    str | None,
    typer.Option(
        "--plan",
        metavar="PLAN",
        help=N_("Narrow the initiative schema to this plan's vocabularies."),
        autocompletion=complete_plans,
        show_default=False,
    ),
]


def register(app: typer.Typer, help_text: str) -> None:
    """Add the command to the application."""

    @command(app, "schema", help_text)
    def run(session: Session, kind: Kind = "initiative", plan: OnePlan = None, output: Output = None) -> int:
        if plan is None:
            session.console.raw(schema_text(kind), output)
            return ExitCode.DONE
        if kind == "plan":
            raise UsageError(
                message("--plan narrows the initiative schema; the plan schema has no vocabularies.")
            )
        session.console.raw(narrowed_text(plan, session.load_plan(plan)), output)
        return ExitCode.DONE


def narrowed_text(name: str, plan: Plan) -> str:
    """Return the initiative schema with a plan's vocabularies, as the text of its file."""
    allowed = vocabularies(plan)
    return as_escapes(
        schema_document(narrowed(schema("initiative"), name, allowed, categories_by_pillar(plan)))
    )
