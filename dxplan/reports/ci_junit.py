"""Findings as a JUnit report: each file is a test, each finding that counts its failure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from dxplan.model.problem import Severity
from dxplan.reports.ci_findings import as_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dxplan.reports.ci_findings import Finding

# What XML 1.0 (2.2, Char) does not know. Most controls are shown as symbols before.
_NO_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# GitLab looks for attachments in what a test has written.
_ATTACHMENT = "[[ATTACHMENT|"


def render(found: Sequence[Finding], files: Mapping[str, Sequence[str]], *, strict: bool) -> str:
    """Return a suite for each plan; ``files`` are its files, which are tests even where nothing is found.

    What does not count as an error is what a test has written.
    """
    counted = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    suites: list[str] = []
    numbers = [0, 0]
    by_plan: dict[str, dict[str, list[Finding]]] = {plan: {} for plan in files}
    for finding in found:
        by_plan.setdefault(finding.plan, {}).setdefault(finding.path, []).append(finding)
    for plan, own in sorted(by_plan.items()):
        paths = sorted({*files.get(plan, ()), *own})
        failed = [path for path in own if any(finding.severity in counted for finding in own[path])]
        numbers = [numbers[0] + len(paths), numbers[1] + len(failed)]
        suites.append(f"  <testsuite {_attributes(name=plan, **_counts(len(paths), len(failed)))}>\n")
        suites += [_case(path, plan, own.get(path, ()), counted) for path in paths]
        suites.append("  </testsuite>\n")
    whole = _attributes(name="dxplan", **_counts(*numbers))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites {whole}>\n{"".join(suites)}</testsuites>\n'


def _counts(tests: int, failures: int) -> dict[str, str]:
    return {"tests": str(tests), "failures": str(failures), "errors": "0"}


def _case(path: str, plan: str, found: Sequence[Finding], counted: set[Severity]) -> str:
    name = as_text(path)
    start = f"    <testcase {_attributes(classname=plan, name=name, file=name)}"
    if not found:
        return f"{start}/>\n"
    failures = "".join(_failure(finding) for finding in found if finding.severity in counted)
    beside = "\n".join(_line(finding) for finding in found if finding.severity not in counted)
    written = f"      <system-out>{_text(_unattached(beside))}</system-out>\n" if beside else ""
    return f"{start}>\n{failures}{written}    </testcase>\n"


def _failure(finding: Finding) -> str:
    attributes = _attributes(type=finding.rule, message=" ".join(finding.text.split()))
    return f"      <failure {attributes}>{_text(_line(finding))}</failure>\n"


def _line(finding: Finding) -> str:
    return f"{as_text(finding.path)}:{finding.line}:{finding.column}: {finding.whole} [{finding.rule}]"


def _unattached(text: str) -> str:
    return text.replace(_ATTACHMENT, _ATTACHMENT.replace("[[", "[ ["))


def _attributes(**values: str) -> str:
    return " ".join(f"{name}={quoteattr(_known(value))}" for name, value in values.items())


def _text(text: str) -> str:
    return escape(_known(text))


def _known(text: str) -> str:
    return _NO_CHARACTER.sub("�", text)
