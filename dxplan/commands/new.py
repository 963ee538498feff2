"""``dxplan new``: a new initiative, with an id and a number that are free on every branch."""

from typing import Annotated

import typer

from dxplan.commands.completion import (
    complete_categories,
    complete_departments,
    complete_pillars,
    complete_statuses,
)
from dxplan.commands.options import Commit, OnePlan, Subject, command
from dxplan.commands.session import Session
from dxplan.i18n import N_

Title = Annotated[
    str | None,
    typer.Argument(metavar="[TITLE]", help=N_("The title, as it is printed."), show_default=False),
]
NewId = Annotated[
    str | None,
    typer.Option("--id", metavar="ID", help=N_("The id; one is proposed otherwise."), show_default=False),
]
Pillar = Annotated[
    str | None,
    typer.Option(
        "--pillar",
        metavar="NAME",
        help=N_("The pillar (its name or number)."),
        autocompletion=complete_pillars,
        show_default=False,
    ),
]
Category = Annotated[
    str | None,
    typer.Option(
        "--category",
        metavar="NAME",
        help=N_("The category of the pillar."),
        autocompletion=complete_categories,
        show_default=False,
    ),
]
Number = Annotated[
    int | None,
    typer.Option(
        "--number",
        metavar="N",
        min=1,
        help=N_("The number; the next free one otherwise."),
        show_default=False,
    ),
]
Departments = Annotated[
    list[str] | None,
    typer.Option(
        "--department",
        metavar="NAME",
        help=N_("A department in charge; may be given again."),
        autocompletion=complete_departments,
        show_default=False,
    ),
]
Status = Annotated[
    str | None,
    typer.Option(
        "--status",
        metavar="NAME",
        help=N_("The status."),
        autocompletion=complete_statuses,
        show_default=False,
    ),
]
Start = Annotated[
    str | None,
    typer.Option(
        "--start", metavar="TEXT", help=N_("When operation starts, such as R6.10月～."), show_default=False
    ),
]
Added = Annotated[
    str | None,
    typer.Option(
        "--added",
        metavar="PERIOD",
        help=N_("The first period in which it appears, where that is during the plan (R4-H1)."),
        show_default=False,
    ),
]
Summary = Annotated[
    str | None,
    typer.Option("--summary", metavar="TEXT", help=N_("What is done, and what for."), show_default=False),
]
Edit = Annotated[bool, typer.Option("--edit", help=N_("Open the file in the editor before it is written."))]
Dry = Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be written."))]
Yes = Annotated[
    bool, typer.Option("--yes", help=N_("Ask nothing; what is not said is proposed or left out."))
]


def register(app: typer.Typer, help_text: str) -> None:
    """Add the command to the application."""

    @command(app, "new", help_text)
    def run(
        session: Session,
        title: Title = None,
        plan: OnePlan = None,
        identifier: NewId = None,
        pillar: Pillar = None,
        category: Category = None,
        number: Number = None,
        departments: Departments = None,
        status: Status = None,
        start: Start = None,
        added: Added = None,
        summary: Summary = None,
        edit: Edit = False,
        dry_run: Dry = False,
        yes: Yes = False,
        commit: Commit = False,
        subject: Subject = None,
    ) -> int:
        # Only this command makes an initiative.
        from dxplan.commands.new_answers import Given  # noqa: PLC0415
        from dxplan.commands.new_making import NewWish, make_initiative  # noqa: PLC0415
        from dxplan.commands.one_commit import CommitWish  # noqa: PLC0415

        given = Given(
            title=title,
            id=identifier,
            pillar=pillar,
            category=category,
            number=number,
            departments=tuple(departments or ()),
            status=status,
            start=start,
            added=added,
            summary=summary,
        )
        commit_wish = CommitWish(commit, subject)
        commit_wish.check()
        return make_initiative(
            session, plan, given, NewWish(edit=edit, dry=dry_run, yes=yes, commit=commit_wish)
        )
