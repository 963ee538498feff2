"""``dxplan demo``: make a sample plan repository of an invented city, with its history and its snapshots."""

from pathlib import Path
from typing import Annotated

import typer

from dxplan.analysis.demo.larger import MOST_INITIATIVES
from dxplan.commands.options import command
from dxplan.commands.session import Session
from dxplan.errors import ExitCode
from dxplan.i18n import N_
from dxplan.model.message import message
from dxplan.model.progress import tell_progress

_INITIATIVES, _COMMITS = 30, 100
Folder = Annotated[
    Path,
    typer.Argument(
        metavar="DIR", help=N_("The folder to make; it is not there yet, or empty."), show_default=False
    ),
]
Initiatives = Annotated[
    int | None,
    typer.Option(
        "--initiatives",
        metavar="N",
        min=1,
        max=MOST_INITIATIVES,
        help=N_("Make up so many initiatives by chance, to measure with."),
        show_default=False,
    ),
]
Commits = Annotated[
    int | None,
    typer.Option(
        "--commits",
        metavar="M",
        min=2,
        max=1_000_000,
        help=N_("Make up so many commits of 20 edits each, to measure with."),
        show_default=False,
    ),
]


def register(app: typer.Typer, help_text: str) -> None:
    """Add the command to the application."""

    @command(app, "demo", help_text)
    def run(
        session: Session, folder: Folder, initiatives: Initiatives = None, commits: Commits = None
    ) -> int:
        # A long story, which only this command tells.
        from dxplan.analysis.demo.making import make_demo  # noqa: PLC0415

        size = (initiatives or _INITIATIVES, commits or _COMMITS) if initiatives or commits else None
        if size is not None:
            tell_progress(message("Making the sample …"))
        make_demo(folder, size)
        shown = folder if folder.name else folder.absolute()  # "." says little
        session.console.note(
            message("Made the sample of an invented city in {folder}.", folder=shown.as_posix())
        )
        session.console.note(
            message("Try there: dxplan status, dxplan diff R4-H1 R4, dxplan log, dxplan trend.")
        )
        return ExitCode.DONE
