"""``dxplan fmt``: bring plan files into their normal form."""

from typing import Annotated

import typer

from dxplan.commands.formatting import drafts_of
from dxplan.commands.options import Plans, command
from dxplan.commands.paths import wanted_paths
from dxplan.commands.session import Session
from dxplan.commands.validate import Paths
from dxplan.errors import ExitCode, UsageError
from dxplan.i18n import N_
from dxplan.model.message import message
from dxplan.model.point import WORKING_TREE

Check = Annotated[
    bool, typer.Option("--check", help=N_("Write nothing; end with 1 if a file is not in its normal form."))
]
Dry = Annotated[bool, typer.Option("--dry-run", help=N_("Only show which files would change."))]


def register(app: typer.Typer, help_text: str) -> None:
    """Add the command to the application."""

    @command(app, "fmt", help_text)
    def run(
        session: Session,
        paths: Paths = None,
        plans: Plans = None,
        check: Check = False,
        dry_run: Dry = False,
    ) -> int:
        if check and dry_run:
            raise UsageError(message("--check and --dry-run contradict each other."))
        moments, wanted = wanted_paths(session, paths or [], plans or [], WORKING_TREE.point)
        session.speak_of(moments.items())
        drafts, files, whole = drafts_of(session, moments, wanted)
        if not (check or dry_run):
            from dxplan.stores.changing import exclusive, write_drafts  # noqa: PLC0415  (only who writes needs it)

            with exclusive(session.tree.root):
                write_drafts(session.tree.root, drafts)
        session.console.raw("".join(f"{draft.path}\n" for draft in drafts))
        told = {"count": len(drafts), "files": files}
        session.console.note(
            message("{count} of {files} files are not in their normal form.", **told)
            if check or dry_run
            else message("{count} of {files} files were brought into their normal form.", **told)
        )
        return ExitCode.FINDINGS if not whole or (check and drafts) else ExitCode.DONE
