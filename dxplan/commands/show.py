"""``dxplan show``: one initiative in full."""

from typing import Annotated

import typer

from dxplan.analysis.rows import Row
from dxplan.checks.hints import meant
from dxplan.commands.completion import complete_ids
from dxplan.commands.options import Encoding, Format, Output, Plans, command
from dxplan.commands.session import Session
from dxplan.errors import ExitCode, NotFoundError, UsageError
from dxplan.i18n import N_
from dxplan.model.message import message
from dxplan.reports.initiative_sheet import show_report
from dxplan.stores.git import last_changes

_CHANGES = 5
Id = Annotated[
    str,
    typer.Argument(
        metavar="ID", help=N_("The id of the initiative."), autocompletion=complete_ids, show_default=False
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""

    @command(app, "show", N_("Show one initiative in full, with its last changes."))
    def run(
        session: Session,
        identifier: Id,
        plans: Plans = None,
        form: Format = "table",
        output: Output = None,
        encoding: Encoding = None,
    ) -> int:
        row, complete = _find(session, identifier, plans or [])
        changes = last_changes(session.tree.root, row.path, _CHANGES)
        session.console.report(show_report(row, changes, session.say), form, output, encoding)
        return ExitCode.DONE if complete else ExitCode.FINDINGS


def _find(session: Session, identifier: str, plans: list[str]) -> tuple[Row, bool]:
    """Return the initiative of that id; raises where there is none or where several plans have it."""
    loaded, complete = session.load(plans)
    found = [
        (entry, filed) for entry in loaded for filed in entry.initiatives if filed.initiative.id == identifier
    ]
    if not found:
        ids = [filed.initiative.id for entry in loaded for filed in entry.initiatives]
        raise NotFoundError(message("There is no initiative “{id}”.", id=identifier), meant(identifier, ids))
    if len(found) > 1:
        names = ", ".join(entry.name for entry, _ in found)
        raise UsageError(
            message("Several plans have an initiative “{id}”: {plans}.", id=identifier, plans=names),
            message("Name one with --plan."),
        )
    entry, filed = found[0]
    session.speak_like([entry.plan])
    return Row(entry.name, entry.plan, filed.initiative, filed.path, session.day_of(entry.plan)), complete
