"""Asking for the fields of a new initiative: optional lines, and several of some values."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from dxplan.commands.asking import Asker, missing
from dxplan.errors import DxplanError, UsageError
from dxplan.model.message import Bilingual, Message, both, message
from dxplan.model.plain_text import fold
from dxplan.reports.width import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

T = TypeVar("T")
_SEPARATORS = str.maketrans("、，,・", "    ")


class FieldAsker(Asker):
    """Asks for fields, of which some may be left out."""

    def optional(self, question: Message, option: str, read: Callable[[str], T]) -> T | None:
        """Ask for a line; an empty one leaves the field out, and so does nobody to ask."""
        while self.asks:
            written = self._line(f"{self._say(question)}: ", option)
            try:
                return read(written) if written else None
            except DxplanError as error:
                self._refuse(error)
        return None

    def several(self, question: Message, option: str, values: Sequence[str]) -> list[str]:
        """Ask for one or more of some values, by their numbers, in the order in which they are named."""
        if not self.asks:
            raise missing(option)
        self._tell(self._say(question))
        for number, value in enumerate(values, start=1):
            self._tell(f"  {number}. {one_line(value)}")
        prompt = self._say(message("Numbers, the leading one first")) + ": "
        while True:
            try:
                return _chosen(self._line(prompt, option), values)
            except DxplanError as error:
                self._refuse(error)


def with_meanings(meanings: Mapping[str, str]) -> list[tuple[str, Message]]:
    """Return words as choices, each with the first line of what the plan says of it, in the plan's own words."""
    lines = {word: text.partition("\n")[0] for word, text in meanings.items()}
    return [(word, both(Bilingual(line, line))) for word, line in lines.items()]


def _chosen(written: str, values: Sequence[str]) -> list[str]:
    if written in values:
        return [written]
    words = fold(written).translate(_SEPARATORS).split()
    if words and all(word.isdecimal() and 1 <= int(word) <= len(values) for word in words):
        return list(dict.fromkeys(values[int(word) - 1] for word in words))
    raise UsageError(message("Answer with numbers from 1 to {last}, such as 1 3.", last=len(values)))
