"""``dxplan diff``: what changed between two points, in the plan's words."""

from typing import Annotated, Literal

import typer

from dxplan.analysis.between import Pair, difference_of, pairs
from dxplan.analysis.narrowing import check_fields, narrowed
from dxplan.commands import filters
from dxplan.commands.authors import authors_between
from dxplan.commands.completion import complete_points
from dxplan.commands.narrowing import allowed_by
from dxplan.commands.options import Encoding, Filters, Output, Plans, command
from dxplan.commands.session import Session
from dxplan.errors import DxplanError, ExitCode, NotFoundError
from dxplan.i18n import N_
from dxplan.model.message import message
from dxplan.model.point import WORKING_TREE
from dxplan.reports.difference import difference_report
from dxplan.reports.difference_answer import DiffAnswer, DiffOptions
from dxplan.reports.difference_notes import beside_records, unread_messages
from dxplan.reports.formats import FormatName
from dxplan.stores.plan_tree import Moment

From = Annotated[
    str,
    typer.Argument(
        metavar="FROM",
        help=N_("The earlier point: a period (R4-H1), tag, branch, commit or date."),
        autocompletion=complete_points,
        show_default=False,
    ),
]
To = Annotated[
    str,
    typer.Argument(
        metavar="[TO]",
        help=N_("The later point; the working tree where none is named."),
        autocompletion=complete_points,
        show_default=False,
    ),
]
Fields = Annotated[
    list[str] | None,
    typer.Option(
        "--field",
        metavar="FIELD",
        help=N_("Show only changes of this field, such as status or indicators; may be given again."),
        show_default=False,
    ),
]
Stat = Annotated[bool, typer.Option("--stat", help=N_("Show one line for each initiative."))]
Exit = Annotated[bool, typer.Option("--exit-code", help=N_("End with exit code 1 where anything changed."))]
Authors = Annotated[
    bool, typer.Option("--authors", help=N_("Also name who changed each initiative in between."))
]
Format = Annotated[
    Literal[FormatName, "html"],
    typer.Option("-f", "--format", help=N_("The form of the output.")),
]


def register(app: typer.Typer, help_text: str) -> None:
    """Add the command to the application."""

    @command(app, "diff", help_text)
    def run(
        session: Session,
        earlier: From,
        chosen: Filters,
        later: To = ".",
        fields: Fields = None,
        stat: Stat = False,
        exit_code: Exit = False,
        authors: Authors = False,
        plans: Plans = None,
        form: Format = "table",
        output: Output = None,
        encoding: Encoding = None,
    ) -> int:
        check_fields(fields or ())
        selection = filters.selection_of(chosen)
        _check_ends(session, earlier, later)
        found = _pairs(session, (earlier, later), plans or [])
        allowed = allowed_by(session, found, selection)
        differences = tuple(difference_of(pair, session.cache, allowed) for pair in found)
        session.speak_of(pair.last for pair in found)
        ends = {pair.name: pair.points for pair in found}
        people = authors_between(session, found) if authors else {}
        answer = DiffAnswer((earlier, later), ends, differences, people)
        options = DiffOptions(stat=stat, fields=tuple(fields or ()), format=form)
        session.console.report(difference_report(answer, session.say, options), form, output, encoding)
        if form in {"csv", "tsv"}:
            _tell_beside(session, answer)
        if any(difference.unread for difference in differences) or not session.whole:
            return ExitCode.FINDINGS
        changed = any(narrowed(difference, options.fields).changes for difference in differences)
        return ExitCode.FINDINGS if exit_code and changed else ExitCode.DONE


def _check_ends(session: Session, earlier: str, later: str) -> None:
    """Make sure that there is a working tree where one is compared; raises NotFoundError."""
    if WORKING_TREE.point in {earlier, later} and session.moments.tree is None:
        raise NotFoundError(
            message("This is a bare repository, which has no working tree."),
            message("Name two points, for example dxplan diff HEAD~1 HEAD."),
        )


def _pairs(session: Session, ends: tuple[str, str], plans: list[str]) -> list[Pair]:
    """Return the plans at both points; of one that was renamed, both names have a say in what the points are."""

    def found(names: list[str]) -> list[Pair]:
        old, new = _moments(session, ends, names)
        return pairs(old, new, names)

    first = found(plans)
    names = {name for pair in first for name in (pair.old, pair.new) if name is not None}
    return found(sorted(names)) if plans and names > set(plans) else first


def _moments(
    session: Session, ends: tuple[str, str], names: list[str]
) -> tuple[dict[str, Moment], dict[str, Moment]]:
    """Return the plans at both points; where one has none at all, those of the other are looked for there."""
    found: list[dict[str, Moment]] = []
    for end, other in (ends, ends[::-1]):
        try:
            found.append(session.moments_at(end, names, lenient=True))
        except NotFoundError as error:
            if names:
                raise
            try:
                there = found[0] if found else session.moments_at(other, (), lenient=True)
            except DxplanError:
                raise error from None
            found.append(session.moments_at(end, list(there), lenient=True))
    return found[0], found[1]


def _tell_beside(session: Session, answer: DiffAnswer) -> None:
    """Tell what records have no place for: the points, and what could not be read."""
    for said in beside_records(answer, session.say):
        session.console.note(said)
    for said, hint in unread_messages(answer):
        session.console.warn(said, hint)
