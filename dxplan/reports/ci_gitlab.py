"""Findings as a Code Quality report of GitLab: what its page «Code Quality report format» asks for, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.model.problem import Severity
from dxplan.reports.ci_findings import as_text
from dxplan.reports.formats.json_object import indented

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.reports.ci_findings import Finding

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(found: Sequence[Finding]) -> str:
    """Return the report; GitLab compares two of them by their fingerprints."""
    entries = [
        {
            "description": finding.whole,
            "check_name": finding.rule,
            "fingerprint": finding.fingerprint,
            "severity": _SEVERITIES[finding.severity],
            "location": {"path": as_text(finding.path), "lines": {"begin": finding.line}},
        }
        for finding in found
    ]
    return indented(entries) + "\n"
