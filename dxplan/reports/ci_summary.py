"""Findings as the summary of a job: Markdown of bounded size, nothing from a plan at work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.i18n import N_
from dxplan.model.message import message
from dxplan.model.problem import Severity
from dxplan.reports.ci_findings import as_text, by_weight
from dxplan.reports.formats.markdown import escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.i18n import Speaker
    from dxplan.reports.ci_findings import Finding

_TITLE = N_("What was found in the plans")
_WEIGHTS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.INFO: "💬"}
# Bytes that stay free for the sentence on what was left out.
_RESERVE = 400
_LONGEST = 600


def render(found: Sequence[Finding], total: str, say: Speaker, room: int) -> str:
    """Return a table of at most ``room`` bytes, the gravest findings first; nothing where not even its head fits."""
    head = f"## {escaped(say.text(_TITLE))}\n\n{escaped(total)}\n"
    if found:
        titles = (N_("Place"), N_("Finding"), N_("Rule"))
        head += "\n|   | " + " | ".join(escaped(say.text(title)) for title in titles) + " |\n"
        head += "| --- | --- | --- | --- |\n"
    left = room - _RESERVE - _size(head)
    if left < 0:
        return ""
    rows: list[str] = []
    for finding in by_weight(found):
        row = _row(finding)
        left -= _size(row)
        if left < 0:
            break
        rows.append(row)
    more = len(found) - len(rows)
    note = f"\n{escaped(say(message('and {count} more', count=more)))}\n" if more else ""
    return f"{head}{''.join(rows)}{note}\n"


def _row(finding: Finding) -> str:
    place = f"{as_text(finding.path)}:{finding.line}"
    text = _short(finding.text) + (f"\n→ {_short(finding.hint)}" if finding.hint else "")
    cells = (_WEIGHTS[finding.severity], _cell(place), _cell(text), _cell(finding.rule))
    return f"| {' | '.join(cells)} |\n"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _cell(text: str) -> str:
    return "<br>".join(escaped(text).splitlines())


def _size(text: str) -> int:
    return len(text.encode("utf-8"))
