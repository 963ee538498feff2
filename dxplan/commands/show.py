"""``dxplan show``: one initiative in full."""

from pathlib import PurePosixPath
from typing import Annotated

import typer

from dxplan.analysis.rows import Row
from dxplan.checks.hints import meant
from dxplan.commands.completion import complete_ids
from dxplan.commands.options import Encoding, Format, Output, Plans, command
from dxplan.commands.session import Loaded, Session
from dxplan.errors import DxplanError, ExitCode, NotFoundError, UsageError
from dxplan.i18n import N_
from dxplan.model.change import LastChange
from dxplan.model.message import message
from dxplan.reports.initiative_sheet import show_report
from dxplan.stores.git import last_changes
from dxplan.stores.loading import Filed, LoadedPlan

_CHANGES = 5
Id = Annotated[
    str,
    typer.Argument(
        metavar="ID", help=N_("The id of the initiative."), autocompletion=complete_ids, show_default=False
    ),
]


def register(app: typer.Typer, help_text: str) -> None:
    """Add the command to the application."""

    @command(app, "show", help_text)
    def run(
        session: Session,
        identifier: Id,
        plans: Plans = None,
        form: Format = "table",
        output: Output = None,
        encoding: Encoding = None,
    ) -> int:
        row, complete = _find(session, identifier, plans or [])
        report = show_report(row, _changes(session, row.path), session.say)
        session.console.report(report, form, output, encoding)
        return ExitCode.DONE if complete else ExitCode.FINDINGS


def _changes(session: Session, path: str) -> list[LastChange]:
    """Return the last changes of a file; where git cannot tell them, say so and go without."""
    try:
        return last_changes(session.tree.root, path, _CHANGES)
    except DxplanError as error:
        session.console.warn(message("The last changes are missing: {text}", text=error.message), error.hint)
        return []


def _find(session: Session, identifier: str, plans: list[str]) -> tuple[Row, bool]:
    """Return the initiative of that id, and whether every file could be used.

    Raises NotFoundError where there is none and UsageError where several plans have it.
    """
    loaded = session.load(plans)
    found = [(entry, filed) for entry in loaded.plans for filed in _of_id(entry, identifier)]
    if not found:
        raise _missing(identifier, loaded)
    if len(found) > 1:
        raise _ambiguous(identifier, found)
    entry, filed = found[0]
    session.speak_like([entry.plan])
    row = Row(entry.name, entry.plan, filed.initiative, filed.path, session.day_of(entry.plan))
    return row, loaded.complete


def _of_id(plan: LoadedPlan, identifier: str) -> list[Filed]:
    """Return the initiatives of a plan with that id; of several, the one whose file has the name."""
    found = [filed for filed in plan.initiatives if filed.initiative.id == identifier]
    named = [filed for filed in found if PurePosixPath(filed.path).stem == identifier]
    return named or found


def _ambiguous(identifier: str, found: list[tuple[LoadedPlan, Filed]]) -> DxplanError:
    """Return the error for an id that several initiatives have."""
    plans = list(dict.fromkeys(entry.name for entry, _ in found))
    if len(plans) > 1:
        return UsageError(
            message(
                "Several plans have an initiative “{id}”: {plans}.", id=identifier, plans=", ".join(plans)
            ),
            message("Name one with --plan."),
        )
    paths = ", ".join(filed.path for _, filed in found)
    return NotFoundError(message("Several files have the id “{id}”: {paths}.", id=identifier, paths=paths))


def _missing(identifier: str, loaded: Loaded) -> NotFoundError:
    """Return the error that tells why there is nothing to show."""
    for failure in loaded.failures:
        if failure.initiative == identifier:
            return NotFoundError(
                message("The file of the initiative “{id}” cannot be used.", id=identifier),
                message("Run dxplan validate {path} to see what is wrong.", path=failure.path),
            )
    ids = [filed.initiative.id for entry in loaded.plans for filed in entry.initiatives]
    return NotFoundError(message("There is no initiative “{id}”.", id=identifier), meant(identifier, ids))
