"""``dxplan list``: one line per initiative."""

from typing import Annotated

import typer

from dxplan.analysis.ordering import sort_rows
from dxplan.commands import filters
from dxplan.commands.options import At, Encoding, Filters, Format, Limit, Output, Plans, command
from dxplan.commands.session import Session
from dxplan.errors import ExitCode, UsageError
from dxplan.i18n import N_
from dxplan.model.message import message
from dxplan.reports.listing import default_columns, list_report
from dxplan.reports.words import COLUMN_TITLES

Sort = Annotated[
    list[str] | None,
    typer.Option(
        "--sort-by",
        metavar="COLUMN",
        help=N_("Sort by this column; given again, it decides ties."),
        show_default=False,
    ),
]
Reverse = Annotated[bool, typer.Option("--reverse", help=N_("Turn the order of --sort-by round."))]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--columns", metavar="NAMES", help=N_("Show these columns, separated by commas."), show_default=False
    ),
]
GroupBy = Annotated[
    str | None,
    typer.Option(
        "--group-by",
        metavar="COLUMN",
        help=N_("Show a table for each value of this column."),
        show_default=False,
    ),
]


def register(app: typer.Typer, help_text: str) -> None:
    """Add the command to the application."""

    @command(app, "list", help_text)
    def run(
        session: Session,
        chosen: Filters,
        sort_by: Sort = None,
        reverse: Reverse = False,
        columns: Columns = None,
        group_by: GroupBy = None,
        limit: Limit = None,
        plans: Plans = None,
        at: At = ".",
        form: Format = "table",
        output: Output = None,
        encoding: Encoding = None,
    ) -> int:
        selection = filters.selection_of(chosen)
        names = _names("--columns", columns)
        sorting = _names("--sort-by", sort_by)
        _names("--group-by", [group_by] if group_by else None)
        if reverse and not sorting:
            raise UsageError(message("--reverse needs --sort-by."))
        loaded = session.load(plans or (), at)
        rows = filters.select(session, loaded, selection)
        ordered = sort_rows(rows, sorting, reverse=reverse) if sorting else rows
        shown = ordered[:limit]
        if len(loaded.plans) > 1 and not names and not group_by:
            # A table for each plan keeps the lines short; an order over all plans has to name it in each line.
            names, group_by = (["plan", *default_columns(shown)], None) if sorting else ([], "plan")
        if form in {"csv", "tsv"} and not columns:
            names = list(COLUMN_TITLES)
        report = list_report(shown, names, group_by, session.say, len(ordered))
        session.answer(report, loaded.points, form, output, encoding)
        return ExitCode.DONE if loaded.complete else ExitCode.FINDINGS


def _names(option: str, given: list[str] | None) -> list[str]:
    """Split comma-separated column names and make sure that they exist."""
    names = [name.strip() for text in given or () for name in text.split(",") if name.strip()]
    for name in names:
        if name not in COLUMN_TITLES:
            raise UsageError(
                message("{option}: there is no column “{name}”.", option=option, name=name),
                message("There are: {names}.", names=", ".join(COLUMN_TITLES)),
            )
    return names
