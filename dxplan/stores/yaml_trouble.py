"""A place where the YAML parser gave up: what it says, and the lines around, to guess what the writer meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dxplan.errors import DocumentError

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError

    from dxplan.model.message import Message


@dataclass(frozen=True, slots=True)
class Trouble:
    """The parser's complaint.

    ``problem`` and ``context`` are its English words; (``line``, ``column``) is where it stopped, and
    (``start_line``, ``start_column``) where the part began that it was reading. All count from 0.
    """

    problem: str
    context: str
    line: int
    column: int
    start_line: int
    start_column: int
    lines: list[str]

    @property
    def written(self) -> str:
        """Return the line where the parser stopped."""
        return self.line_text(self.line)

    @property
    def before(self) -> str:
        """Return what stands on that line before the place."""
        return self.written[: self.column]

    @property
    def character(self) -> str:
        """Return the character at the place, nothing at the end of a line."""
        return self.written[self.column : self.column + 1]

    @property
    def opening(self) -> str:
        """Return the character where the part began."""
        return self.line_text(self.start_line)[self.start_column : self.start_column + 1]

    def line_text(self, line: int) -> str:
        """Return a line by its number from 0, nothing for one that is not there."""
        return self.lines[line] if 0 <= line < len(self.lines) else ""

    def previous_line(self) -> int:
        """Return the number of the nearest line above with something on it, or that of the line itself."""
        return next(
            (line for line in range(self.line - 1, -1, -1) if self.line_text(line).strip()), self.line
        )

    def here(self, found: Message, hint: Message | None = None) -> DocumentError:
        """Make an error for the place where the parser stopped."""
        return syntax_error(found, hint, self.line, self.column)

    def at_start(self, found: Message, hint: Message | None = None) -> DocumentError:
        """Make an error for the place where the part began."""
        return syntax_error(found, hint, self.start_line, self.start_column)


def trouble_from(error: MarkedYAMLError, lines: list[str]) -> Trouble:
    """Take over an error of ruamel.yaml; where it has only one place, both places are that one."""
    place = error.problem_mark or error.context_mark
    start = error.context_mark or error.problem_mark
    return Trouble(
        error.problem or "", error.context or "", place.line, place.column, start.line, start.column, lines
    )


def syntax_error(found: Message, hint: Message | None, line: int, column: int) -> DocumentError:
    """Make an error of rule ``yaml-syntax``; line and column count from 0 here."""
    return DocumentError("yaml-syntax", found, hint, line=line + 1, column=column + 1)
