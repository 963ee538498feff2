"""The result of ``validate``: the problems, and how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.model.message import message
from dxplan.model.point import WORKING_TREE
from dxplan.model.problem import Severity
from dxplan.reports.blocks import Block, Column, Lines, Report, Table
from dxplan.reports.points import point_json, point_words, points_json
from dxplan.reports.width import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dxplan.checks.validation import Validation
    from dxplan.i18n import Speaker
    from dxplan.model.point import Point
    from dxplan.model.problem import Problem


_SEVERITIES = {
    Severity.ERROR: message("error"),
    Severity.WARNING: message("warning"),
    Severity.INFO: message("note"),
}


def validation_report(
    validation: Validation, mended: Sequence[str], say: Speaker, base: Mapping[str, Point] | None = None
) -> Report:
    """Return the problems as lines that an editor can jump to, and a sentence that sums them up.

    ``base`` is with what each plan was compared, if it was compared with anything.
    """
    blocks: list[Block] = []
    if base:
        told = dict.fromkeys(
            say(message("Compared with {point}", point=point_words(point, say))) for point in base.values()
        )
        blocks.append(Lines(tuple(told), "dim"))
    if mended:
        blocks.append(Lines(tuple(mended), "good"))
    for index, problem in enumerate(validation.problems):
        style = {Severity.ERROR: "error", Severity.WARNING: "warning"}.get(problem.severity, "dim")
        blocks.append(Lines(_lines(problem, say), style, tight=index > 0))
    errors, warnings = validation.count(Severity.ERROR), validation.count(Severity.WARNING)
    blocks.append(Lines((total_line(validation, say),), "error" if errors else "good"))
    rows = tuple(
        (
            p.path,
            p.line,
            p.column,
            p.pointer,
            p.rule,
            p.severity.value,
            say(p.message),
            say(p.hint) if p.hint else None,
        )
        for p in validation.problems
    )
    keys = ("path", "line", "column", "pointer", "rule", "severity", "message", "hint")
    payload = {
        "files": validation.files,
        "errors": errors,
        "warnings": warnings,
        "mended": list(mended),
        "problems": [dict(zip(keys, row, strict=True)) for row in rows],
        "at": point_json(WORKING_TREE),
    }
    if base:
        payload["base"] = points_json(base)
    return Report(tuple(blocks), Table(tuple(Column(key, key) for key in keys), rows), payload)


def _lines(problem: Problem, say: Speaker) -> tuple[str, ...]:
    place = f"{one_line(problem.path)}:{problem.line}:{problem.column}"
    pointer = f" {problem.pointer}" if problem.pointer else ""
    first = f"{place}: {say(_SEVERITIES[problem.severity])}{pointer}: {say(problem.message)} [{problem.rule}]"
    return (first, f"    → {say(problem.hint)}") if problem.hint else (first,)


def total_line(validation: Validation, say: Speaker) -> str:
    """Return the sentence that sums the problems up."""
    files = validation.files
    errors, warnings = validation.count(Severity.ERROR), validation.count(Severity.WARNING)
    if errors or warnings:
        return say(
            message(
                "{files} {files:file/files}. Errors: {errors}, warnings: {warnings}.",
                files=files,
                errors=errors,
                warnings=warnings,
            )
        )
    return say(message("{files} {files:file/files}, no problem.", files=files))
