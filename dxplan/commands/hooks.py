"""``dxplan hooks``: git merges plan files by field, shows their changes as fields, and checks before each commit."""

from typing import Annotated

import typer

from dxplan.commands.options import Encoding, Format, Output, command, command_group
from dxplan.commands.session import Session
from dxplan.errors import ExitCode
from dxplan.i18n import N_

Dry = Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be done."))]
_Value = typer.Argument(show_default=False)
Value = Annotated[str, _Value]
Label = Annotated[str, _Value]


def register(app: typer.Typer, help_text: str) -> None:
    """Add the command and its own commands to the application."""
    group = command_group(app, "hooks", help_text)

    @command(group, "install", N_("Set up merging, showing and checking in the git repository of the plans."))
    def install(session: Session, dry_run: Dry = False) -> int:
        from dxplan.commands.hooks_setup import install_all  # noqa: PLC0415  (git starts the others often)

        return install_all(session, dry_run=dry_run)

    @command(group, "uninstall", N_("Take all of that away again."))
    def uninstall(session: Session, dry_run: Dry = False) -> int:
        from dxplan.commands.hooks_setup import uninstall_all  # noqa: PLC0415

        return uninstall_all(session, dry_run=dry_run)

    @command(group, "status", N_("Show what is set up, and what is missing."))
    def status(
        session: Session, form: Format = "table", output: Output = None, encoding: Encoding = None
    ) -> int:
        from dxplan.commands.hooks_setup import tell_status  # noqa: PLC0415

        return tell_status(session, form, output, encoding)

    _register_called(group)


def _register_called(group: typer.Typer) -> None:
    """Add the commands that only git calls."""

    @command(group, "merge", N_("Merge a plan file; git calls this."), hidden=True)
    def merge(
        session: Session,
        base: Value,
        ours: Value,
        theirs: Value,
        size: Value = "7",
        path: Value = "",
        base_label: Label = "",
        our_label: Label = "",
        their_label: Label = "",
    ) -> int:
        from dxplan.commands.hooks_merge import merge_into_ours  # noqa: PLC0415

        labels = (base_label, our_label, their_label)
        return merge_into_ours(session, (base, ours, theirs), size, path, labels)

    @command(group, "textconv", N_("Show a plan file as fields; git calls this."), hidden=True)
    def textconv(session: Session, file: Value) -> int:
        from dxplan.commands.hooks_textconv import show_fields  # noqa: PLC0415

        show_fields(session, file)
        return ExitCode.DONE

    @command(group, "pre-commit", N_("Check what is staged; git calls this."), hidden=True)
    def pre_commit(session: Session) -> int:
        from dxplan.commands.hooks_check import check_staged  # noqa: PLC0415

        return check_staged(session)
