"""JSON: the machine's contract; one object, keys in a fixed order, not escaped, ending with a newline.

Only what would work on a terminal instead of being shown is escaped; to a program that is the same text.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dxplan.reports.width import as_escapes

if TYPE_CHECKING:
    from dxplan.reports.blocks import Report
    from dxplan.reports.formats import Surroundings


def render(report: Report, _surroundings: Surroundings) -> str:
    """Return the report's payload."""
    text = json.dumps({"version": 1} | report.payload, ensure_ascii=False, indent=2)
    return as_escapes(text) + "\n"
