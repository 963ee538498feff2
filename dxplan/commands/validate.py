"""``dxplan validate``: schema, vocabulary and cross-file checks."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dxplan.checks.validation import Validation, Validator, joined
from dxplan.commands.ci_output import answer_for_jobs, chosen_format, looked_at, summarize_job
from dxplan.commands.completion import complete_points
from dxplan.commands.loaded import by_tree
from dxplan.commands.options import At, Encoding, Output, Plans, command
from dxplan.commands.paths import wanted_paths
from dxplan.commands.session import Session
from dxplan.errors import ExitCode, UsageError
from dxplan.i18n import N_
from dxplan.model.message import message
from dxplan.model.plan import Plan
from dxplan.model.point import WORKING_TREE, Point
from dxplan.model.problem import Severity
from dxplan.reports.formats import FormatName
from dxplan.reports.validation import validation_report
from dxplan.stores.plan_tree import Moment

if TYPE_CHECKING:
    from dxplan.commands.validate_base import Against

Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[PATH]...",
        help=N_("Only these files or folders; all where none is named."),
        show_default=False,
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help=N_("Let warnings count as errors do."))]
Fix = Annotated[
    bool, typer.Option("--fix", help=N_("Mend what has one certain cure, and say what was mended."))
]
Base = Annotated[
    str | None,
    typer.Option(
        "--base",
        metavar="POINT",
        help=N_("Look only at what changed since this branch, tag or commit, as for a pull request."),
        autocompletion=complete_points,
        show_default=False,
    ),
]
Format = Annotated[
    Literal[FormatName, "github", "gitlab", "sarif", "junit", "rdjson"] | None,
    typer.Option(
        "-f",
        "--format",
        help=N_("The form of the output; where none is named: github in GitHub Actions, table elsewhere."),
        show_default=False,
    ),
]


def register(app: typer.Typer, help_text: str) -> None:
    """Add the command to the application."""

    @command(app, "validate", help_text)
    def run(
        session: Session,
        paths: Paths = None,
        strict: Strict = False,
        fix: Fix = False,
        base: Base = None,
        plans: Plans = None,
        at: At = ".",
        form: Format = None,
        output: Output = None,
        encoding: Encoding = None,
    ) -> int:
        if fix and at != WORKING_TREE.point:
            raise UsageError(message("--fix mends the working tree, so it does not go with --at."))
        moments, wanted = wanted_paths(session, paths or [], plans or [], at)
        against = compared_with(session, moments, base, wanted)

        def validated() -> tuple[Validation, list[tuple[Plan, Point]]]:
            found, plans_read = _validate(session, moments, wanted)
            return against.narrowed(found) if against else found, plans_read

        validation, read = validated()
        session.speak_like([plan for plan, _ in read], [point for _, point in read])
        mended: list[str] = []
        if fix and validation.fixes:
            from dxplan.commands.fixing import mend  # noqa: PLC0415  (only --fix writes)

            validation, mended = mend(session, validation, lambda: validated()[0])
        points = {name: moment.point for name, moment in moments.items()}
        report = validation_report(validation, mended, session.say, against.points if against else None)
        looked = against.touches if against else wanted
        report = answer_for_jobs(
            session, report, validation, lambda: looked_at(moments, looked), strict=strict
        )
        chosen = chosen_format(form, output)
        session.answer(report, points, chosen, output, encoding)
        if chosen == "github":
            summarize_job(session, validation)
        if validation.fixes and not fix and at == WORKING_TREE.point:
            session.console.note(
                message("{count} can be mended with --fix.", count=sum(map(len, validation.fixes.values())))
            )
        return _exit_code(validation, strict=strict) if session.whole else ExitCode.FINDINGS


def compared_with(
    session: Session, moments: dict[str, Moment], base: str | None, wanted: Callable[[str], bool]
) -> "Against | None":
    """Compare plans with what was before a change, where one is named."""
    if base is None:
        return None
    from dxplan.commands.validate_base import Against  # noqa: PLC0415  (most runs look at one side)

    against = Against(session, moments, base, wanted)
    against.look()
    return against


def _validate(
    session: Session, moments: dict[str, Moment], wanted: Callable[[str], bool]
) -> tuple[Validation, list[tuple[Plan, Point]]]:
    """Validate each plan at its moment; return what was found in all, and the plans that could be read at their points."""
    found: list[Validation] = []
    plans: list[tuple[Plan, Point]] = []
    for tree, names in by_tree(moments):
        point = moments[names[0]].point
        validator = Validator(tree, session.cache, partial(session.day_of, point=point))
        found.append(validator.validate(names, wanted))
        plans += [(plan, point) for plan in validator.plans]
    return joined(found), plans


def _exit_code(validation: Validation, *, strict: bool) -> int:
    counted = validation.count(Severity.ERROR) + (validation.count(Severity.WARNING) if strict else 0)
    return ExitCode.FINDINGS if counted else ExitCode.DONE
