"""From the YAML parser's errors to sentences that say what to do.

The parser of ruamel.yaml speaks of tokens and flow contexts. Each explanation here knows one kind of trouble by
the parser's words, which are stable since PyYAML, and by the text around; the first that fits speaks. What none
knows gets a general sentence, never the parser's own words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ruamel.yaml.error import MarkedYAMLError

from dxplan.errors import DocumentError
from dxplan.model.message import message
from dxplan.stores import yaml_refusals as refusals
from dxplan.stores.source_text import place
from dxplan.stores.yaml_refusals import QUOTES_HINT
from dxplan.stores.yaml_trouble import Trouble, syntax_error, trouble_from
from dxplan.stores.yaml_trouble_lines import indentation, key_line, unexpected_colon

if TYPE_CHECKING:
    from collections.abc import Callable

_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?$", re.MULTILINE)
_FOUND_MARK = re.compile("document end marker|found '<document (?:start|end)>'")
_LARGE_ESCAPE = re.compile(r"\\U(?!000|0010)[0-9a-fA-F]{8}")


def explain(error: Exception, text: str) -> DocumentError:
    """Say in plain words why the parser of ruamel.yaml refused ``text``."""
    conflict = _CONFLICT.search(text)
    if conflict:
        return _merge_conflict(text, conflict.start(), conflict.group())
    lines = text.split("\n")
    if not isinstance(error, MarkedYAMLError):
        return _unmarked(text)
    trouble = trouble_from(error, lines)
    for explanation in _EXPLANATIONS:
        explained = explanation(trouble)
        if explained is not None:
            return explained
    return _general(trouble.line, trouble.column)


def _merge_conflict(text: str, start: int, mark: str) -> DocumentError:
    line, column = place(text, start)
    found = message(
        "A merge conflict is not settled: the mark {mark} of Git still stands here.", mark=mark[:7]
    )
    hint = message(
        "Keep the lines that are right, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>."
    )
    return DocumentError("merge-conflict", found, hint, line=line, column=column)


def _unmarked(text: str) -> DocumentError:
    """Speak for the errors of Python that come through ruamel.yaml: escapes beyond the last character."""
    escape = _LARGE_ESCAPE.search(text)
    return refusals.no_character(*place(text, escape.start())) if escape else _general(0, 0)


def _general(line: int, column: int) -> DocumentError:
    found = message("This is not written as YAML.")
    hint = message("Look here and on the line above for a missing quotation mark, bracket, colon or space.")
    return syntax_error(found, hint, line, column)


def _tab(trouble: Trouble) -> DocumentError | None:
    if trouble.character != "\t":
        return None
    hint = message("Replace it by spaces; each level is indented by two.")
    return trouble.here(message("A tab stands here; YAML files need spaces."), hint)


def _directive(trouble: Trouble) -> DocumentError | None:
    about = (
        "directive" in trouble.context or "YAML" in trouble.problem or "<document start>" in trouble.problem
    )
    has_one = any(line.startswith("%") for line in trouble.lines)
    return refusals.directive(trouble.lines) if about and has_one else None


def _document_mark(trouble: Trouble) -> DocumentError | None:
    if not _FOUND_MARK.search(trouble.problem):
        return None
    return refusals.second_document(trouble.line + 1, trouble.column + 1)


def _tag(trouble: Trouble) -> DocumentError | None:
    if trouble.opening != "!":
        return None
    return refusals.tag(trouble.start_line + 1, trouble.start_column + 1, trouble.lines)


def _block_text(trouble: Trouble) -> DocumentError | None:
    if "block scalar" not in trouble.context:
        return None
    found = message("After {character} a text begins on the next line.", character=trouble.opening)
    return trouble.at_start(found, QUOTES_HINT)


def _bad_beginning(trouble: Trouble) -> DocumentError | None:
    """Speak for values that begin with a sign which means something to YAML."""
    if "anchor" in trouble.context or "alias" in trouble.context:
        found = message("A value cannot begin with {character}.", character=trouble.opening)
        return trouble.at_start(found, QUOTES_HINT)
    kinds = ("cannot start any token", "expected the node content", "mapping keys are not allowed")
    if any(kind in trouble.problem for kind in kinds) and trouble.character:
        found = message("A value cannot begin with {character}.", character=trouble.character)
        return trouble.here(found, QUOTES_HINT)
    return None


def _escape(trouble: Trouble) -> DocumentError | None:
    if "double-quoted" not in trouble.context:
        return None
    column = trouble.before.rfind("\\")
    escape = trouble.written[column : trouble.column + 1]
    found = message("In double quotes a backslash begins an escape, and {escape} is none.", escape=escape)
    hint = message("Use single quotes: '…', or write the backslash twice.")
    return syntax_error(found, hint, trouble.line, max(column, 0))


def _open_quote(trouble: Trouble) -> DocumentError | None:
    if "quoted scalar" not in trouble.context:
        return None
    found = message("The quotation mark {mark} that opens here is never closed.", mark=trouble.opening)
    return trouble.at_start(found, message("Add the closing quotation mark."))


def _open_bracket(trouble: Trouble) -> DocumentError | None:
    if "expected ','" not in trouble.problem:
        return None
    if trouble.problem.endswith("'<scalar>'") and trouble.line == trouble.start_line:
        return trouble.here(message("A comma is missing before this."), QUOTES_HINT)
    found = message("The bracket {bracket} that opens here is never closed.", bracket=trouble.opening)
    return trouble.at_start(found, QUOTES_HINT)


def _after_closing(trouble: Trouble) -> DocumentError | None:
    """Speak for text after a closing quotation mark or bracket, which the parser takes for a value's end."""
    if "expected <block end>" not in trouble.problem and "<document start>" not in trouble.problem:
        return None
    last = trouble.before.rstrip()[-1:]
    if trouble.character in ("]", "}"):
        found = message("The bracket {bracket} closes nothing.", bracket=trouble.character)
        return trouble.here(found, QUOTES_HINT)
    if last in ('"', "'"):
        above = _unpaired_above(trouble, last)
        if above is not None:
            found = message("The quotation mark {mark} that opens here is never closed.", mark=last)
            return syntax_error(found, message("Add the closing quotation mark."), *above)
        hint = message(
            "Put the whole text in quotes, and use other quotation marks, such as 「」, inside it."
        )
        return trouble.here(message("Text follows after the closing quotation mark."), hint)
    if last in ("]", "}"):
        return trouble.here(
            message("Text follows after the closing bracket {bracket}.", bracket=last), QUOTES_HINT
        )
    return None


def _unpaired_above(trouble: Trouble, mark: str) -> tuple[int, int] | None:
    """Find the quotation mark above that was closed by the one which should have opened a value here."""
    if trouble.before.count(mark) % 2 == 0:
        return None
    for line in range(trouble.line - 1, -1, -1):
        written = trouble.line_text(line)
        if written.count(mark) % 2:
            return line, written.rfind(mark)
    return None


_EXPLANATIONS: tuple[Callable[[Trouble], DocumentError | None], ...] = (
    _tab,
    _directive,
    _document_mark,
    _tag,
    _block_text,
    _escape,
    _open_quote,
    _bad_beginning,
    _open_bracket,
    _after_closing,
    unexpected_colon,
    key_line,
    indentation,
)
