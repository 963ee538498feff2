"""Findings in the Reviewdog Diagnostic Format (``DiagnosticResult`` of ``proto/rdf/reviewdog.proto``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.model.problem import Severity
from dxplan.reports.ci_findings import as_text
from dxplan.reports.formats.json_object import indented

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.reports.ci_findings import Finding

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(found: Sequence[Finding]) -> str:
    """Return the result; its columns would count bytes, ours count characters, so a place is a line."""
    diagnostics = [
        {
            "message": finding.whole,
            "location": {
                "path": as_text(finding.path),
                "range": {"start": {"line": finding.line}},
            },
            "severity": _SEVERITIES[finding.severity],
            "code": {"value": finding.rule},
        }
        for finding in found
    ]
    return indented({"source": {"name": "dxplan"}, "diagnostics": diagnostics}) + "\n"
