"""``dxplan init``: start a plan repository, or another plan in one."""

import os
from pathlib import Path
from typing import Annotated, Literal

import typer

from dxplan.commands.options import command
from dxplan.commands.session import Session
from dxplan.i18n import N_

Folder = Annotated[
    Path | None,
    typer.Argument(
        metavar="DIR", help=N_("The folder to start in; it need not be there yet."), show_default=False
    ),
]
City = Annotated[str | None, typer.Option("--city", metavar="NAME", help=N_("The city."), show_default=False)]
Title = Annotated[
    str | None, typer.Option("--title", metavar="TEXT", help=N_("The title of the plan."), show_default=False)
]
PlanName = Annotated[
    str | None,
    typer.Option("--plan", metavar="PLAN", help=N_("The name of the plan's folder."), show_default=False),
]
Years = Annotated[
    str | None,
    typer.Option(
        "--years",
        metavar="R6..R9",
        help=N_("The first and the last fiscal year (R6..R9, 2024-2027)."),
        show_default=False,
    ),
]
Pillars = Annotated[
    list[str] | None,
    typer.Option("--pillar", metavar="NAME", help=N_("A pillar; may be given again."), show_default=False),
]
Categories = Annotated[
    list[str] | None,
    typer.Option(
        "--category",
        metavar="PILLAR/NAME",
        help=N_("A category of a pillar, which may be named by its number (1/NAME); may be given again."),
        show_default=False,
    ),
]
Departments = Annotated[
    list[str] | None,
    typer.Option(
        "--department", metavar="NAME", help=N_("A department; may be given again."), show_default=False
    ),
]
Statuses = Annotated[
    Literal["matsue", "rating", "none"] | None,
    typer.Option(
        "--statuses",
        help=N_("The statuses: four from study to operation, ratings A to D, or none."),
        show_default=False,
    ),
]
PlanLanguage = Annotated[
    Literal["ja", "en"] | None,
    typer.Option("--language", help=N_("The language of the plan and its files."), show_default=False),
]
ForgeName = Annotated[
    Literal["github", "gitlab", "none"] | None,
    typer.Option("--forge", help=N_("Where proposed changes are checked."), show_default=False),
]
Git = Annotated[
    bool | None,
    typer.Option("--git/--no-git", help=N_("Make a git repository where there is none."), show_default=False),
]
Keep = Annotated[
    bool,
    typer.Option("--keep-existing", help=N_("Leave files that are there already, and write the others.")),
]
Dry = Annotated[bool, typer.Option("--dry-run", help=N_("Write nothing; list the files."))]
Yes = Annotated[
    bool, typer.Option("--yes", help=N_("Ask nothing; what is not said must have a safe default."))
]


def register(app: typer.Typer, help_text: str) -> None:
    """Add the command to the application."""

    @command(app, "init", help_text)
    def run(
        session: Session,
        folder: Folder = None,
        city: City = None,
        title: Title = None,
        plan: PlanName = None,
        years: Years = None,
        pillars: Pillars = None,
        categories: Categories = None,
        departments: Departments = None,
        statuses: Statuses = None,
        language: PlanLanguage = None,
        forge: ForgeName = None,
        git: Git = None,
        keep_existing: Keep = False,
        dry_run: Dry = False,
        yes: Yes = False,
    ) -> int:
        # Only this command starts a plan.
        from dxplan.commands.init_making import Wish, start_plan  # noqa: PLC0415
        from dxplan.commands.init_questions import Given  # noqa: PLC0415

        given = Given(
            city=city,
            title=title,
            plan=plan,
            years=years,
            pillars=tuple(pillars or ()),
            categories=tuple(categories or ()),
            departments=tuple(departments or ()),
            statuses=statuses,
            language=language,
            forge=forge,
        )
        base = session.wishes.directory or Path(
            os.environ.get("DXPLAN_ROOT") or "." if folder is None else "."
        )
        wish = Wish(
            folder=base if folder is None else base / folder,
            named=folder is not None,
            git=git,
            keep=keep_existing,
            dry=dry_run,
            yes=yes,
        )
        return start_plan(session, given, wish)
