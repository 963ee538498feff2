"""Asking a person in a terminal: questions go to standard error, answers come from standard input.

Whatever can be asked can be given as an option, too; where nobody can be asked, a missing answer is named by its option.
"""

from __future__ import annotations

import sys
import unicodedata
from typing import TYPE_CHECKING, TypeVar

from dxplan.commands.progress_line import PROGRESS_LINE
from dxplan.errors import DxplanError, UsageError
from dxplan.i18n import N_
from dxplan.model.message import Message, message
from dxplan.model.plain_text import fold
from dxplan.reports.width import one_line, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dxplan.i18n import Speaker

T = TypeVar("T")
_YES, _NO = N_("y, yes"), N_("n, no")
_ENGLISH = {"y": True, "yes": True, "n": False, "no": False}


def can_ask() -> bool:
    """Tell whether somebody sits at a terminal: all three streams lead there."""
    return all(
        stream is not None and not stream.closed and stream.isatty()
        for stream in (sys.stdin, sys.stdout, sys.stderr)
    )


class Asker:
    """Asks for what the command line does not say."""

    def __init__(self, say: Speaker, *, asks: bool) -> None:
        """Keep the language, and whether there is somebody to ask (``can_ask``, unless ``--yes`` forbids it)."""
        self._say = say
        self.asks = asks

    def text(
        self, question: Message, option: str, read: Callable[[str], T], *, default: str | None = None
    ) -> T:
        """Ask for a line until ``read`` takes it; what ``read`` raises is told as the reason.

        Without anybody to ask, the default counts. Raises UsageError where there is none.
        """
        if not self.asks:
            if default is None:
                raise missing(option)
            return read(default)
        while True:
            written = self._line(self._prompt(question, default), option) or default or ""
            try:
                if not written:
                    raise UsageError(message("An answer is needed here."))
                return read(written)
            except DxplanError as error:
                self._refuse(error)

    def given_or_asked(
        self, given: str | None, question: Message, option: str, read: Callable[[str], T], default: str | None
    ) -> T:
        """Return what the command line says, or ask for it as ``text`` does."""
        if given is None:
            return self.text(question, option, read, default=default)
        return of_option(option, lambda: read(given))

    def choice(
        self,
        question: Message,
        option: str,
        choices: Sequence[tuple[str, Message]],
        *,
        default: str | None = None,
    ) -> str:
        """Ask for one of some values, each with what it means; its number or the value itself is the answer."""
        values = [value for value, _ in choices]
        if self.asks:
            self._tell(self._say(question))
            for number, (value, meaning) in enumerate(choices, start=1):
                self._tell(f"  {number}. {one_line(value)}  {self._say(meaning)}".rstrip())
        known = str(values.index(default) + 1) if default in values else None
        said = message("Number") if self.asks else question
        return self.text(said, option, lambda written: _chosen(written, values), default=known)

    def many(
        self,
        question: Message,
        option: str,
        read: Callable[[Sequence[str], str], str],
        *,
        least: int = 1,
    ) -> list[str]:
        """Ask for several lines, up to an empty one; ``read`` gets those so far, and the new one."""
        if not self.asks:
            if least:
                raise missing(option)
            return []
        self._tell(self._say(question))
        found: list[str] = []
        while True:
            written = self._line(f"  {len(found) + 1}: ", option)
            if not written and len(found) >= least:
                return found
            try:
                if not written:
                    raise UsageError(message("An answer is needed here."))
                found.append(read(tuple(found), written))
            except DxplanError as error:
                self._refuse(error)

    def confirm(self, question: Message, option: str, *, default: bool) -> bool:
        """Ask for yes or no; without anybody to ask, the default counts."""
        if not self.asks:
            return default
        words = message("[Y/n]") if default else message("[y/N]")
        prompt = f"{self._say(question)} {self._say(words)} "
        known = _ENGLISH | dict.fromkeys(self._words(_YES), True) | dict.fromkeys(self._words(_NO), False)
        while True:
            written = fold(self._line(prompt, option)).casefold()
            if not written:
                return default
            if written in known:
                return known[written]
            self._refuse(UsageError(message("Answer yes or no.")))

    def _words(self, template: str) -> list[str]:
        return [word.strip() for word in self._say.text(template).split(",")]

    def _prompt(self, question: Message, default: str | None) -> str:
        proposed = f" [{one_line(default)}]" if default else ""
        return f"{self._say(question)}{proposed}: "

    def _line(self, prompt: str, option: str) -> str:
        """Return the next line without spaces at its ends; raises UsageError where the input ends."""
        while True:
            try:
                PROGRESS_LINE.clear()
                sys.stderr.write(shown(prompt))
                sys.stderr.flush()
                line = sys.stdin.readline()
            except UnicodeDecodeError:
                self._refuse(UsageError(message("The answer cannot be read as text.")))
                continue
            except KeyboardInterrupt:
                self._tell("")  # what comes next, the shell's own prompt too, begins on a line of its own
                raise
            if not line:
                self._tell("")
                raise UsageError(_ended(option), message("Nothing was written."))
            try:
                return plain_line(line.removesuffix("\n").removesuffix("\r"))
            except DxplanError as error:
                self._refuse(error)

    def _refuse(self, error: DxplanError) -> None:
        self._tell(f"  {self._say(error.message)}")
        if error.hint:
            self._tell(f"    → {self._say(error.hint)}")

    def _tell(self, text: str) -> None:
        PROGRESS_LINE.clear()
        sys.stderr.write(shown(text) + "\n")


def of_option(option: str, read: Callable[[], T]) -> T:
    """Read the value of an option; what is wrong with it is told with the option's name."""
    try:
        return read()
    except DxplanError as error:
        raise UsageError(
            message("{option} cannot be taken: {reason}", option=option, reason=error.message), error.hint
        ) from None


def plain_line(text: str) -> str:
    """Return an answer without spaces at its ends; raises UsageError for characters that nobody types on purpose."""
    for character in text:
        if unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}:
            code = f"U+{ord(character):04X}"
            raise UsageError(message("The answer holds a control character: {code}.", code=code))
    return text.strip()


def _chosen(written: str, values: Sequence[str]) -> str:
    if written in values:
        return written
    digits = fold(written).strip()
    if digits.isdecimal() and 1 <= int(digits) <= len(values):
        return values[int(digits) - 1]
    raise UsageError(message("Answer with a number from 1 to {last}.", last=len(values)))


def _ended(option: str) -> Message:
    if option:
        return message("The input ended where {option} was asked for.", option=option)
    return message("The input ended before an answer.")


def missing(option: str) -> UsageError:
    """Return the error for an option that nobody can be asked for."""
    return UsageError(
        message("{option} is missing.", option=option),
        message("In a terminal dxplan asks; elsewhere, and with --yes, options say it."),
    )
