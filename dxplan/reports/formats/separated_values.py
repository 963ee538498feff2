"""CSV and TSV: the report's records, made for spreadsheets.

CSV follows RFC 4180 (CRLF, doubled quotes). A cell that a spreadsheet would take for a formula gets an apostrophe in
front (OWASP, CSV injection). The byte-order mark that Excel needs is added where bytes are written.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from dxplan.reports.blocks import Value, cell
from dxplan.reports.width import one_line, shown

if TYPE_CHECKING:
    from dxplan.reports.blocks import Report
    from dxplan.reports.formats import Surroundings

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def render(report: Report, surroundings: Surroundings) -> str:
    """Return the records, separated by commas or tabs."""
    tabs = surroundings.format == "tsv"
    sink = io.StringIO()
    writer = csv.writer(sink, delimiter="\t" if tabs else ",", lineterminator="\n" if tabs else "\r\n")
    writer.writerow([column.key for column in report.records.columns])
    for row in report.records.rows:
        # A tab-separated line has no agreed way to hold a tab or a line break.
        writer.writerow(
            [defused(one_line(value) if tabs and isinstance(value, str) else value) for value in row]
        )
    return sink.getvalue()


def defused(value: Value) -> str:
    """Return a cell that no spreadsheet takes for a formula, and no terminal for a command; numbers stay numbers."""
    text = cell(value)
    return shown(f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text)
