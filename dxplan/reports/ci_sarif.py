"""Findings in SARIF 2.1.0 (OASIS), which code scanning and editors read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from dxplan.analysis.starting_forge import PROJECT
from dxplan.checks.registry import RULES
from dxplan.model.problem import Severity
from dxplan.reports.formats.json_object import indented

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.i18n import Speaker
    from dxplan.reports.ci_findings import Finding

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
HOME = f"https://github.com/{PROJECT}"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_FINGERPRINT = "dxplan/v1"


def render(found: Sequence[Finding], say: Speaker, version: str) -> str:
    """Return a log of one run, with every rule that there is, so that a rule's place never depends on the findings."""
    rules = [*RULES, *sorted({finding.rule for finding in found} - RULES.keys())]
    places = {rule: index for index, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "dxplan",
                "semanticVersion": version,
                "informationUri": HOME,
                "language": say.language,
                "rules": [_rule(rule, say) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, places) for finding in found],
    }
    return indented({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def _rule(name: str, say: Speaker) -> dict[str, Any]:
    rule = RULES.get(name)
    if rule is None:
        told = {"text": name}
        return {"id": name, "shortDescription": told, "fullDescription": told, "help": told}
    return {
        "id": name,
        "shortDescription": {"text": _plain(say(rule.summary))},
        # GitHub refuses a rule without the one and shows the other.
        "fullDescription": {"text": _plain(say(rule.explanation))},
        "help": {"text": _plain(say(rule.explanation))},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]}
        if rule.severity in _LEVELS
        else {"enabled": False},
    }


def _result(finding: Finding, places: dict[str, int]) -> dict[str, Any]:
    return {
        "ruleId": finding.rule,
        "ruleIndex": places[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": _plain(finding.whole)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(finding.path), "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": finding.line, "startColumn": finding.column},
                }
            }
        ],
        "partialFingerprints": {_FINGERPRINT: finding.fingerprint},
    }


def _plain(text: str) -> str:
    """Return a text in which nothing is a placeholder (3.11.5) or a link (3.11.6)."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _uri(path: str) -> str:
    """Return a relative reference (RFC 3986), in which nothing but a slash parts anything."""
    return quote(os.fsencode(path), safe="/")
