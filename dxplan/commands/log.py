"""``dxplan log``: who changed which field from what to what, when, and in which commit."""

from functools import partial
from typing import Annotated

import typer
from msgspec.structs import replace

from dxplan.analysis.trail_choice import Question
from dxplan.commands.completion import complete_ids
from dxplan.commands.history import told_trails
from dxplan.commands.log_answer import log_answer, tell_beside, titles_of
from dxplan.commands.log_checks import check_authors, check_fields, check_ids
from dxplan.commands.options import At, Encoding, Format, Limit, Output, Plans, Since, Until, command
from dxplan.commands.session import Session
from dxplan.commands.spans import span_of
from dxplan.errors import ExitCode
from dxplan.i18n import N_
from dxplan.reports.trail import log_report

Ids = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ID]...",
        help=N_("The ids of initiatives; all of them and the plans' own files where none is named."),
        autocompletion=complete_ids,
        show_default=False,
    ),
]
Fields = Annotated[
    list[str] | None,
    typer.Option(
        "--field",
        metavar="FIELD",
        help=N_("Only changes of this field, such as status or components/NAME/status; may be given again."),
        show_default=False,
    ),
]
Authors = Annotated[
    list[str] | None,
    typer.Option(
        "--author",
        metavar="TEXT",
        help=N_("Only entries by this person (part of a name or address)."),
        show_default=False,
    ),
]
StatusOnly = Annotated[
    bool,
    typer.Option("--status-only", help=N_("Only changes of status, of components' status and withdrawals.")),
]


def register(app: typer.Typer, help_text: str) -> None:
    """Add the command to the application."""

    @command(app, "log", help_text)
    def run(
        session: Session,
        ids: Ids = None,
        since: Since = None,
        until: Until = None,
        fields: Fields = None,
        authors: Authors = None,
        status_only: StatusOnly = False,
        limit: Limit = None,
        plans: Plans = None,
        at: At = ".",
        form: Format = "table",
        output: Output = None,
        encoding: Encoding = None,
    ) -> int:
        span = span_of(since, until)
        check_authors(authors or ())
        told = told_trails(session, plans or (), at, ids or ())
        check_ids(session, ids or (), told, plans or (), at)
        check_fields(fields or (), ids or (), told)
        asked = partial(
            Question,
            ids=tuple(ids or ()),
            fields=tuple(fields or ()),
            authors=tuple(authors or ()),
            status_only=status_only,
        )
        answer = log_answer(told, asked, span, limit)
        if form == "json":
            # What is read is HEAD and not the working tree; to a person that goes without saying.
            answer = replace(answer, points={name: end for one in told for name, end in one.ends.items()})
        else:
            answer = replace(answer, titles=titles_of(told))
        session.answer(log_report(answer, session.say, form), answer.points, form, output, encoding)
        if form in {"csv", "tsv"}:
            tell_beside(session, answer)
        return ExitCode.FINDINGS if answer.troubles or not session.whole else ExitCode.DONE
