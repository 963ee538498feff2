"""Explanations of trouble with colons and indentation, the commonest slips of all.

The parser notices most of them a line late, and never knows of the full-width colon and space that Japanese
keyboards type; so these explanations look at the lines themselves.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dxplan.model.message import message
from dxplan.stores.yaml_refusals import QUOTES_HINT, SPACE_HINT, WIDTH_HINT
from dxplan.stores.yaml_trouble import syntax_error

if TYPE_CHECKING:
    from dxplan.errors import DocumentError
    from dxplan.stores.yaml_trouble import Trouble

_KEY_WITHOUT_SPACE = re.compile(r"\s*(?:- +)*[\w.-]+(:)\S")
_FULL_WIDTH_COLON = re.compile(r"\s*(?:- +)*[^\s:：\"']+\s*(：)")
_FULL_WIDTH_SPACE = re.compile(r" *(?:- *)*(?:[\w.-]+:)?(\u3000)")
_ODD_SPACE = re.compile(r" *(?:- *)*(?:[\w.-]+:)?([\u00a0\u2000-\u200b\u202f\u205f])")
_ODD_HYPHEN = re.compile(r" *([－ー―—–−‐‑])[ \u3000]*[\w.-]+:(?: |$)")


def unexpected_colon(trouble: Trouble) -> DocumentError | None:
    """Speak for a colon after which no value can stand."""
    if "mapping values are not allowed" not in trouble.problem:
        return None
    if ": " in trouble.before:
        return trouble.here(
            message("Text without quotes cannot have a colon and a space in it."), QUOTES_HINT
        )
    previous = trouble.previous_line()
    slip = _slip(trouble, trouble.line) or _slip(trouble, previous)
    if slip is not None:
        return slip
    if previous == trouble.line:
        return trouble.here(message("A value cannot begin with {character}.", character=":"), QUOTES_HINT)
    return _misplaced(trouble)


def key_line(trouble: Trouble) -> DocumentError | None:
    """Speak for a line that should have a key and has none."""
    if "could not find expected ':'" not in trouble.problem:
        return None
    slip = _slip(trouble, trouble.start_line)
    if slip is not None:
        return slip
    hint = message("Write “key: value”; a line that continues a text is indented further than its key.")
    return trouble.at_start(message("This line has no key with a colon and a space."), hint)


def indentation(trouble: Trouble) -> DocumentError | None:
    """Speak for a line that fits none of the levels above it."""
    if "sequence entries are not allowed" in trouble.problem:
        hint = message("Begin the list on the next line, indented; if it is text, put it in quotes.")
        return trouble.here(message("A list item (“- …”) cannot begin here."), hint)
    return _misplaced(trouble) if "expected <block end>" in trouble.problem else None


def _misplaced(trouble: Trouble) -> DocumentError:
    for line in (trouble.line, trouble.previous_line()):
        if slip := _ODD_HYPHEN.match(trouble.line_text(line)):
            found = message("A list item begins with a half-width hyphen, and this one is not.")
            return syntax_error(found, message("Write it as “- key: value”."), line, slip.start(1))
    start = len(trouble.written) - len(trouble.written.lstrip(" "))
    found = message("The indentation of this line does not fit the lines above.")
    hint = message("Begin it in the same column as the keys or list items it belongs with.")
    return syntax_error(found, hint, trouble.line, start)


def _slip(trouble: Trouble, line: int) -> DocumentError | None:
    """Find a typing slip on a line: a full-width colon or space, or no space after the colon."""
    written = trouble.line_text(line)
    if slip := _FULL_WIDTH_SPACE.match(written):
        found = message("A full-width space stands here; only half-width spaces count.")
        return syntax_error(found, WIDTH_HINT, line, slip.start(1))
    if slip := _ODD_SPACE.match(written):
        found = message(
            "A space of another kind stands here: U+{code}. Only the ordinary one counts.",
            code=f"{ord(slip.group(1)):04X}",
        )
        hint = message(
            "Replace it by the ordinary space; the other comes along from web pages and office documents."
        )
        return syntax_error(found, hint, line, slip.start(1))
    if slip := _KEY_WITHOUT_SPACE.match(written):
        return syntax_error(message("A space is missing after the colon."), SPACE_HINT, line, slip.start(1))
    if ": " not in written and (slip := _FULL_WIDTH_COLON.match(written)):
        found = message(
            "A full-width colon stands here; after a key YAML needs a half-width colon and a space."
        )
        return syntax_error(found, WIDTH_HINT, line, slip.start(1))
    return None
