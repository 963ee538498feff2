"""The fast reader: only the data, through the C parser libyaml, for files of plain form.

libyaml reads YAML 1.1, the exact reader YAML 1.2. The fast reader therefore takes only texts in which the two
cannot differ, and leaves all others, and all that is wrong, to the exact reader by returning None. It builds
the data straight from the parser's events: no nodes, no tags, no constructors, and no C stack to overflow.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from dxplan.stores.yaml_dialect import LITERALS, MAX_DEPTH, NUMBER_START, VALUE_START, is_text, plain_value

try:
    from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]
except ImportError:  # a machine for which there is no compiled ruamel.yaml.clib: slower, not wrong
    CParser = None

if TYPE_CHECKING:
    from collections.abc import Callable

# Characters that are line breaks, blanks or nothing depending on the version of YAML.
_ODD_CHARACTERS = ("\t", "\r", "\x85", "\u2028", "\u2029", "\ufeff")
# An anchor or a tag begins where a value begins; elsewhere, as in "Q&A" or "R&D & x", these are letters.
_ANCHOR_OR_TAG = re.compile(r"(?:^|[-?:\[{,]) *[&!]", re.MULTILINE)
_EXPLICIT_KEY = re.compile(r"(?:^|[-?:\[{,]) *\?", re.MULTILINE)
# libyaml takes this for a comment after the sign of a block text.
_GLUED_COMMENT = re.compile(r"[|>][-+0-9]*#")
_HEADER = re.compile(r"(?: *(?:#[^\n]*)?\n)*---\n")
_SIMPLE = r"""(?:"[^"\\\n]*+"|'[^'\n]*+'|-?+[^\s\[\]{},:?#"'&*!|>%@`-][^\[\]{},:?#"'\n]*+) *+"""


def _bracketed(item: str) -> str:
    """Return a pattern for a list or a mapping of such items in brackets, on one line."""
    pair = rf"{_SIMPLE}: ++{item}"
    return rf"(?:\[ *+(?:{item}(?:, *+{item})*+)?+\]|\{{ *+(?:{pair}(?:, *+{pair})*+)?+\}}) *+"


# The versions differ about ``:`` and ``?`` in brackets; here they are plain to see, and brackets nest once.
_PLAIN_BRACKETS = re.compile(_bracketed(rf"(?:{_SIMPLE}|{_bracketed(_SIMPLE)})"))


class _NotPlainError(ValueError):
    """The text is not of plain form after all."""


def parse_fast(text: str) -> dict[str, object] | None:
    """Read a text's data, or return None whenever the exact reader has to be asked."""
    if CParser is None or not _has_plain_form(text):
        return None
    try:
        return _document(CParser(text).get_event, text)
    except (YAMLError, ValueError):
        return None


def _has_plain_form(text: str) -> bool:
    """Say whether libyaml and YAML 1.2 must read this text alike.

    To look for one character costs next to nothing, so the patterns are asked only where theirs is there.
    """
    for odd in _ODD_CHARACTERS:
        if odd in text:
            return False
    return not (
        ("%" in text and ("\n%" in text or text[0] == "%"))
        or (("&" in text or "!" in text) and _ANCHOR_OR_TAG.search(text))
        or ("?" in text and _EXPLICIT_KEY.search(text))
        or (text.find("#", 1) > 0 and _GLUED_COMMENT.search(text))
        or ("---" in text and _has_odd_markers(text))
        or ("..." in text and ("\n..." in text or text.startswith("...")))
    )


def _has_odd_markers(text: str) -> bool:
    """Say whether there is a line that begins with ``---``, apart from one alone before all content."""
    markers = text.count("\n---") + text.startswith("---")
    return markers > (_HEADER.match(text) is not None)


def _document(take: Callable[[], Any], text: str) -> dict[str, object]:
    take()  # the stream's start
    take()  # the document's start, or the stream's end, after which there is only None
    start = take()
    if start.__class__ is not MappingStartEvent:
        raise _NotPlainError
    data = _mapping(take, text, start, 1)
    take()  # the document's end
    if take().__class__ is not StreamEndEvent:
        raise _NotPlainError
    return data


# The two loops below say the same of a value twice over: calling a function for each would cost a tenth.


def _mapping(take: Callable[[], Any], text: str, start: Any, depth: int) -> dict[str, object]:
    result: dict[str, object] = {}
    while (event := take()).__class__ is ScalarEvent:
        key = event.value
        if (key in LITERALS or key[0] in NUMBER_START) and not event.style and not is_text(key):
            raise _NotPlainError
        if key in result:
            raise _NotPlainError
        event = take()
        if event.__class__ is ScalarEvent:
            value = event.value
            if (not value or value[0] in VALUE_START) and not event.style:
                value = plain_value(value)
            result[key] = value
        else:
            result[key] = _collection(take, text, event, depth)
    if event.__class__ is not MappingEndEvent:
        raise _NotPlainError
    if start.flow_style:
        _check_brackets(text, start, event)
    return result


def _sequence(take: Callable[[], Any], text: str, start: Any, depth: int) -> list[object]:
    result: list[object] = []
    while (event := take()).__class__ is not SequenceEndEvent:
        if event.__class__ is ScalarEvent:
            value = event.value
            if (not value or value[0] in VALUE_START) and not event.style:
                value = plain_value(value)
            result.append(value)
        else:
            result.append(_collection(take, text, event, depth))
    if start.flow_style:
        _check_brackets(text, start, event)
    return result


def _collection(
    take: Callable[[], Any], text: str, event: Any, depth: int
) -> dict[str, object] | list[object]:
    if depth == MAX_DEPTH:
        raise _NotPlainError
    if event.__class__ is MappingStartEvent:
        return _mapping(take, text, event, depth + 1)
    if event.__class__ is SequenceStartEvent:
        return _sequence(take, text, event, depth + 1)
    raise _NotPlainError


def _check_brackets(text: str, start: Any, end: Any) -> None:
    if not _PLAIN_BRACKETS.fullmatch(text, start.start_mark.index, end.end_mark.index):
        raise _NotPlainError
