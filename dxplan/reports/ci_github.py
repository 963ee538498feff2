"""Findings as workflow commands of GitHub Actions, which shows them beside the changed lines.

The runner takes a line that begins with ``::`` for a command and undoes the escapes of ``actions/toolkit``
(``packages/core/src/command.ts``). It keeps ten annotations of each weight for a step, so the gravest come first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.model.problem import Severity
from dxplan.reports.ci_findings import as_text, by_weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.reports.ci_findings import Finding

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = _DATA | {":": "%3A", ",": "%2C"}


def render(found: Sequence[Finding], total: str) -> str:
    """Return one command for each finding, and the sentence that sums them up."""
    lines = [_command(finding) for finding in by_weight(found)]
    return "".join(f"{line}\n" for line in [*lines, total])


def _command(finding: Finding) -> str:
    properties = {
        "file": as_text(finding.path),
        "line": str(finding.line),
        "col": str(finding.column),
        "title": finding.rule,
    }
    told = ",".join(f"{name}={_escaped(value, _PROPERTY)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {told}::{_escaped(finding.whole, _DATA)}"


def _escaped(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(character, character) for character in text)
