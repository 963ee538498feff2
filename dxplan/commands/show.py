"""``dxplan show``: one initiative in full."""

from pathlib import PurePosixPath

import typer

from dxplan.analysis.rows import Row
from dxplan.commands.loaded import Loaded
from dxplan.commands.options import At, Encoding, Format, Id, Output, Plans, command
from dxplan.commands.session import Session
from dxplan.errors import DxplanError, ExitCode, NotFoundError, UsageError
from dxplan.model.change import LastChange
from dxplan.model.hints import meant_initiative
from dxplan.model.message import message
from dxplan.model.point import Point
from dxplan.reports.initiative_sheet import show_report
from dxplan.stores.loading import Filed, LoadedPlan, see_what_is_wrong

_CHANGES = 5


def register(app: typer.Typer, help_text: str) -> None:
    """Add the command to the application."""

    @command(app, "show", help_text)
    def run(
        session: Session,
        identifier: Id,
        plans: Plans = None,
        at: At = ".",
        form: Format = "table",
        output: Output = None,
        encoding: Encoding = None,
    ) -> int:
        loaded = session.load(plans or (), at)
        row = _find(session, identifier, loaded)
        point = loaded.points[row.plan_name]
        report = show_report(row, _changes(session, row, point), session.say)
        session.answer(report, {row.plan_name: point}, form, output, encoding)
        return ExitCode.DONE if loaded.complete else ExitCode.FINDINGS


def _changes(session: Session, row: Row, point: Point) -> list[LastChange]:
    """Return the last changes of a file; where git cannot tell them, say so and go without."""
    try:
        return _from_git(session, row, point)
    except NotFoundError:
        return []  # without a repository or a commit there is no history, and nothing to warn of
    except DxplanError as error:
        session.console.warn(message("The last changes are missing: {text}", text=error.message), error.hint)
        return []


def _from_git(session: Session, row: Row, point: Point) -> list[LastChange]:
    """Return the last changes of a file, and tell of a clone that may lack some; raises DxplanError."""
    from dxplan.stores.commits import last_changes  # noqa: PLC0415
    from dxplan.stores.points import UNSHALLOW  # noqa: PLC0415

    mount = session.moments.mount_of(row.plan_name)
    tip = point.commit or session.moments.finder(mount).head().commit
    found = last_changes(mount, tip, row.path, _CHANGES) if tip else []
    if len(found) < _CHANGES and mount.repository.is_shallow:
        session.console.note(UNSHALLOW)
    return found


def _find(session: Session, identifier: str, loaded: Loaded) -> Row:
    """Return the initiative of that id.

    Raises NotFoundError where there is none and UsageError where several plans have it.
    """
    found = [(entry, filed) for entry in loaded.plans for filed in _of_id(entry, identifier)]
    if not found:
        raise _missing(identifier, loaded)
    if len(found) > 1:
        raise _ambiguous(identifier, found)
    entry, filed = found[0]
    session.speak_like([entry.plan])
    day = session.day_of(entry.plan, loaded.points[entry.name])
    return Row(entry.name, entry.plan, filed.initiative, filed.path, day)


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
                see_what_is_wrong(failure.path, loaded.past),
            )
    titles = {one.initiative.id: one.initiative.title for entry in loaded.plans for one in entry.initiatives}
    hint = meant_initiative(identifier, titles)
    return NotFoundError(message("There is no initiative “{id}”.", id=identifier), hint)
