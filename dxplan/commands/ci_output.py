"""What ``validate`` answers to continuous integration: its formats, which of them is meant, and the summary of a job."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dxplan import __version__
from dxplan.errors import DxplanError, NotFoundError
from dxplan.reports.ci_findings import findings, in_git, plan_of
from dxplan.reports.validation import total_line
from dxplan.stores.ci_places import append, plans_in_git, size_of
from dxplan.stores.layout import PLANS_FOLDER, plan_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dxplan.checks.validation import Validation
    from dxplan.commands.session import Session
    from dxplan.reports.blocks import Report
    from dxplan.reports.ci_findings import Finding
    from dxplan.stores.plan_tree import Moment

_GITHUB = "github"
# GitHub takes 1 MiB of summary for each step, and shows nothing of a longer one.
_SUMMARY_BYTES = 1024 * 1024 - 1024


def chosen_format(named: str | None, output: Path | None) -> str:
    """Return the format that is meant: a job of GitHub Actions reads its own where none is named."""
    if named is not None:
        return named
    in_job = os.environ.get("GITHUB_ACTIONS") == "true" and not sys.stdout.isatty()
    return _GITHUB if in_job and output is None else "table"


def answer_for_jobs(
    session: Session,
    report: Report,
    validation: Validation,
    files: Callable[[], Mapping[str, list[str]]],
    *,
    strict: bool,
) -> Report:
    """Return the report with what it is in the formats of continuous integration; ``files`` are those of each plan."""

    def found() -> tuple[Finding, ...]:
        return findings(validation.problems, _plans_at(session), session.say)

    def github() -> str:
        from dxplan.reports.ci_github import render  # noqa: PLC0415  (only the format that is asked for)

        return render(found(), total_line(validation, session.say))

    def gitlab() -> str:
        from dxplan.reports.ci_gitlab import render  # noqa: PLC0415

        return render(found())

    def sarif() -> str:
        from dxplan.reports.ci_sarif import render  # noqa: PLC0415

        return render(found(), session.say, __version__)

    def junit() -> str:
        from dxplan.reports.ci_junit import render  # noqa: PLC0415

        place = _plans_at(session)
        named = {
            plan_of(plan_file(plan)): [in_git(path, place) for path in own] for plan, own in files().items()
        }
        return render(found(), named, strict=strict)

    def rdjson() -> str:
        from dxplan.reports.ci_rdjson import render  # noqa: PLC0415

        return render(found())

    own = {"github": github, "gitlab": gitlab, "sarif": sarif, "junit": junit, "rdjson": rdjson}
    return msgspec.structs.replace(report, own=report.own | own)


def looked_at(moments: Mapping[str, Moment], wanted: Callable[[str], bool]) -> dict[str, list[str]]:
    """Return the files of each plan that were looked at, in order."""
    found: dict[str, list[str]] = {}
    for name, moment in moments.items():
        try:
            initiatives = moment.tree.initiative_files(name)
        except DxplanError:  # which is one of the findings
            initiatives = []
        found[name] = [path for path in (plan_file(name), *initiatives) if wanted(path)]
    return found


def summarize_job(session: Session, validation: Validation) -> None:
    """Write the findings into the summary that GitHub Actions shows of a job, where it runs one."""
    place = os.environ.get("GITHUB_STEP_SUMMARY")
    if os.environ.get("GITHUB_ACTIONS") != "true" or not place:
        return
    from dxplan.reports.ci_summary import render  # noqa: PLC0415

    file = Path(place)
    found = findings(validation.problems, _plans_at(session), session.say)
    total = total_line(validation, session.say)
    try:
        append(file, render(found, total, session.say, _SUMMARY_BYTES - size_of(file)))
    except DxplanError as error:
        session.console.warn(error.message, error.hint)


def _plans_at(session: Session) -> str:
    try:
        root = session.tree.root
    except NotFoundError:  # a bare repository
        return f"{PLANS_FOLDER}/"
    return plans_in_git(root, os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR"))
