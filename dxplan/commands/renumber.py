"""``dxplan renumber``: mend ids and numbers that clash, with all references."""

from typing import Annotated

import typer

from dxplan.commands.completion import complete_ids
from dxplan.commands.options import Commit, Plans, Subject, command
from dxplan.commands.session import Session
from dxplan.i18n import N_

Ids = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ID]...",
        help=N_("Only clashes of these initiatives, or the one to rename; all clashes where none is named."),
        autocompletion=complete_ids,
        show_default=False,
    ),
]
NewIds = Annotated[
    list[str] | None,
    typer.Option(
        "--id",
        metavar="[OLD=]NEW",
        help=N_("The new id of the initiative that is named, or OLD=NEW; may be given again."),
        show_default=False,
    ),
]
NewNumber = Annotated[
    int | None,
    typer.Option(
        "--number",
        metavar="N",
        min=1,
        help=N_("The new number of the initiative that is named."),
        show_default=False,
    ),
]
Dry = Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would change."))]
Yes = Annotated[bool, typer.Option("--yes", help=N_("Change it without asking."))]


def register(app: typer.Typer, help_text: str) -> None:
    """Add the command to the application."""

    @command(app, "renumber", help_text)
    def run(
        session: Session,
        ids: Ids = None,
        new_ids: NewIds = None,
        number: NewNumber = None,
        plans: Plans = None,
        dry_run: Dry = False,
        yes: Yes = False,
        commit: Commit = False,
        subject: Subject = None,
    ) -> int:
        # Only this command renumbers.
        from dxplan.commands.one_commit import CommitWish  # noqa: PLC0415
        from dxplan.commands.renumber_run import RenumberWish, renumber  # noqa: PLC0415
        from dxplan.commands.renumber_wishes import read_wishes  # noqa: PLC0415

        commit_wish = CommitWish(commit, subject)
        commit_wish.check()
        wishes = read_wishes(ids or (), new_ids or (), number)
        return renumber(session, plans or (), wishes, RenumberWish(dry=dry_run, yes=yes, commit=commit_wish))
