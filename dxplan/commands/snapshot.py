"""``dxplan snapshot``: freeze a period of a plan as a git tag, and prove later that nothing under it was altered."""

from typing import Annotated

import typer

from dxplan.commands.clones import tell_of_clone
from dxplan.commands.completion import complete_points
from dxplan.commands.options import At, Encoding, Format, OnePlan, Output, Plans, command, command_group
from dxplan.commands.session import Session
from dxplan.commands.snapshot_finding import found_snapshots, one_snapshot, verdicts
from dxplan.commands.snapshot_making import make_snapshot
from dxplan.errors import ExitCode
from dxplan.i18n import N_
from dxplan.reports.snapshots import list_snapshots, show_snapshot, verified_snapshots

Period = Annotated[
    str,
    typer.Argument(
        metavar="PERIOD",
        help=N_("The period, such as R4-H1 or R4."),
        autocompletion=complete_points,
        show_default=False,
    ),
]
Periods = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PERIOD]...",
        help=N_("The periods; every snapshot where none is named."),
        autocompletion=complete_points,
        show_default=False,
    ),
]
Note = Annotated[
    str | None,
    typer.Option(
        "-m", "--message", metavar="TEXT", help=N_("What the tag shall say besides."), show_default=False
    ),
]
Sign = Annotated[bool, typer.Option("--sign", help=N_("Sign the tag, as git is configured."))]
Dry = Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be made."))]


def register(app: typer.Typer, help_text: str) -> None:
    """Add the command and its own commands to the application."""
    group = command_group(app, "snapshot", help_text)

    @command(group, "create", N_("Freeze the state of a period as an annotated tag."))
    def create(
        session: Session,
        period: Period,
        plan: OnePlan = None,
        note: Note = None,
        sign: Sign = False,
        dry_run: Dry = False,
        at: At = "HEAD",
    ) -> int:
        make_snapshot(session, period, plan, at, note, sign=sign, dry_run=dry_run)
        return ExitCode.DONE

    @command(group, "list", N_("List the snapshots there are."))
    def list_all(
        session: Session,
        plans: Plans = None,
        form: Format = "table",
        output: Output = None,
        encoding: Encoding = None,
    ) -> int:
        found = [snapshot for _, each in found_snapshots(session, plans or ()) for snapshot in each]
        tell_of_clone(session, misses_tags=not found)
        session.console.report(list_snapshots(found, session.say), form, output, encoding)
        return ExitCode.DONE

    @command(group, "show", N_("Show one snapshot in full."))
    def show(
        session: Session,
        period: Period,
        plans: Plans = None,
        form: Format = "table",
        output: Output = None,
        encoding: Encoding = None,
    ) -> int:
        found = one_snapshot(session, period, plans or ())
        session.console.report(show_snapshot(found, session.say), form, output, encoding)
        return ExitCode.DONE

    @command(group, "verify", N_("Prove that snapshots are as they were made."))
    def verify(
        session: Session,
        periods: Periods = None,
        plans: Plans = None,
        form: Format = "table",
        output: Output = None,
        encoding: Encoding = None,
    ) -> int:
        found = verdicts(session, periods or (), plans or ())
        if not found:
            tell_of_clone(session, misses_tags=True)
        session.console.report(verified_snapshots(found, session.say), form, output, encoding)
        failed = any(not check.ok for *_, checks in found for check in checks)
        return ExitCode.FINDINGS if failed else ExitCode.DONE
