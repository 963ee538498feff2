"""``dxplan validate``: schema, vocabulary and cross-file checks."""

from pathlib import Path
from typing import Annotated

import typer

from dxplan.checks.validation import Validation, Validator
from dxplan.commands.options import Encoding, Format, Output, Plans, command
from dxplan.commands.paths import wanted_paths
from dxplan.commands.session import Session
from dxplan.errors import ExitCode
from dxplan.i18n import N_
from dxplan.model.message import message
from dxplan.model.problem import Severity
from dxplan.reports.validation import validation_report

Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="PATH",
        help=N_("Only these files or folders; all where none is named."),
        show_default=False,
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help=N_("Let warnings count as errors do."))]
Fix = Annotated[
    bool, typer.Option("--fix", help=N_("Mend what has one certain cure, and say what was mended."))
]


def register(app: typer.Typer, help_text: str) -> None:
    """Add the command to the application."""

    @command(app, "validate", help_text)
    def run(
        session: Session,
        paths: Paths = None,
        strict: Strict = False,
        fix: Fix = False,
        plans: Plans = None,
        form: Format = "table",
        output: Output = None,
        encoding: Encoding = None,
    ) -> int:
        names, wanted = wanted_paths(session, paths or [], plans or [])
        validator = Validator(session.tree, session.cache, session.day_of)
        validation = validator.validate(names, wanted)
        session.speak_like(validator.plans)
        mended: list[str] = []
        if fix and validation.fixes:
            from dxplan.commands.fixing import mend  # noqa: PLC0415  (only --fix writes)

            validation, mended = mend(session, validation, lambda: validator.validate(names, wanted))
        session.console.report(validation_report(validation, mended, session.say), form, output, encoding)
        if validation.fixes and not fix:
            session.console.note(
                message("{count} can be mended with --fix.", count=sum(map(len, validation.fixes.values())))
            )
        return _exit_code(validation, strict=strict)


def _exit_code(validation: Validation, *, strict: bool) -> int:
    counted = validation.count(Severity.ERROR) + (validation.count(Severity.WARNING) if strict else 0)
    return ExitCode.FINDINGS if counted else ExitCode.DONE
