"""ruamel.yaml's scanners without their one needless strictness.

They refuse a block text (``|`` or ``>``) that begins with a blank line of fewer spaces than the text has, which
YAML allows (YAML 1.2.2, section 8.1.1.1), every other reader accepts and editors leave behind unseen.
"""

from __future__ import annotations

from typing import Any

from ruamel.yaml.scanner import RoundTripScanner, Scanner


class _BlankLines:
    """Finds the indentation of a block text, blank lines before it included."""

    reader: Any
    scan_line_break: Any

    def scan_block_scalar_indentation(self) -> tuple[list[str], int, Any]:
        """Return the line breaks before the text, the widest indentation, and where the last break ended."""
        breaks: list[str] = []
        widest = 0
        end = self.reader.get_mark()
        while self.reader.peek() in " \n":
            if self.reader.peek() == " ":
                self.reader.forward()
                widest = max(widest, self.reader.column)
            else:
                breaks.append(self.scan_line_break())
                end = self.reader.get_mark()
        return breaks, widest, end


class PlanScanner(_BlankLines, Scanner):
    """For reading."""


class PlanRoundTripScanner(_BlankLines, RoundTripScanner):
    """For reading with comments, to write the file back."""
