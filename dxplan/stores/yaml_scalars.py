"""The source of a single value: how another value is written in its place, in the same style.

A style is a quote (``'`` or ``"``), a block sign (``|`` or ``>``) or nothing for a plain scalar. What is returned
here are proposals, the best one first; the editing (``dxplan.stores.editing``) reads each one back before it counts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dxplan.stores.yaml_dialect import is_text
from dxplan.stores.yaml_rendering import line_source, scalar_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.stores.yaml_dialect import PlainValue

# A character of the value and the source that stands for it.
Unit = tuple[str, str]

_FORBIDDEN = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
_UNWRITTEN = re.compile(f"[{_FORBIDDEN}]")
_ESCAPED = re.compile(f'["\\\\\t\n{_FORBIDDEN}]')
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n"}

# YAML 1.2.2, section 5.7; a backslash at the end of a line joins the next line, and goes with the character before.
_DOUBLE_UNIT = re.compile(r"(?:\\(?:x(.{2})|u(.{4})|U(.{8})|([^\nxuU]))|([^\\]))(?:\\\n[ \t]*)*", re.DOTALL)
_JOINED_LINES = re.compile(r"(?:\\\n[ \t]*)*")
_ESCAPES = dict(zip('0abt\tnvfre "/\\N_LP', '\0\a\b\t\t\n\v\f\r\x1b "/\\\x85\xa0\u2028\u2029', strict=True))
_SINGLE_UNIT = re.compile("''|.", re.DOTALL)

_BLOCK = re.compile(r"(?P<sign>[|>])(?P<marks>[-+0-9]*)(?P<rest>[^\n]*)\n(?P<body>.*)", re.DOTALL)
_WIDEST_MARK = 9


def forms(source: str, style: str, old: PlainValue, value: PlainValue, indent: int) -> Iterator[str]:
    """Propose sources for a value that takes the place of ``source``, which says ``old``.

    A text that has got several lines becomes a block, whose lines stand at ``indent``. Quotes and blocks that were there
    only because the old value could not do without go with it; those that somebody has chosen stay.
    """
    if not source or (not style and isinstance(value, str) and "\n" in value):
        yield scalar_source(value, indent)
    elif (
        isinstance(old, str) and isinstance(value, str) and "\n" not in value and line_source(value) == value
    ):
        if style in {"|", ">"} and "\n" in old:
            yield _in_block_place(source, style, value)
        elif style in {"'", '"'} and line_source(old) != old:
            yield value
    yield from written(source, style, value)


def written(source: str, style: str, value: PlainValue) -> Iterator[str]:
    """Propose sources for a value that takes the place of ``source``."""
    if not isinstance(value, str):
        yield _in_block_place(source, style, _number(value))
        return
    if not _UNWRITTEN.search(value):
        if style in {"|", ">"}:
            yield from _blocks(source, value)
        elif "\n" not in value:
            if style == "'":
                yield "'" + value.replace("'", "''") + "'"
            elif not style and is_text(value) and value.strip() == value:
                yield value
    yield _in_block_place(source, style, '"' + _ESCAPED.sub(_escape, value) + '"')


def exchanged(source: str, style: str, replacements: Iterable[tuple[str, str]]) -> str:
    """Return a source in which characters are replaced, one pair after the other, and all else is as it was."""
    opening, units, closing = _units(source, style)
    for old, new in replacements:
        if old:
            units = _exchange(units, old, [(character, _source_of(character, style)) for character in new])
    return opening + "".join(unit for _, unit in units) + closing


def _exchange(units: list[Unit], old: str, new: list[Unit]) -> list[Unit]:
    text = "".join(character for character, _ in units)
    result: list[Unit] = []
    done = 0
    while (found := text.find(old, done)) >= 0:
        result += [*units[done:found], *new]
        done = found + len(old)
    return result + units[done:]


def _units(source: str, style: str) -> tuple[str, list[Unit], str]:
    """Divide a source into what opens it, its characters, and what closes it."""
    match style:
        case "'":
            return "'", [(unit[0], unit) for unit in _SINGLE_UNIT.findall(source[1:-1])], "'"
        case '"':
            joined = _JOINED_LINES.match(source, 1)
            start = joined.end() if joined else 1
            matches = _DOUBLE_UNIT.finditer(source, start, len(source) - 1)
            return source[:start], [(_meaning(match), match.group()) for match in matches], '"'
        case "|" | ">":
            header, newline, body = source.partition("\n")
            return header + newline, [(character, character) for character in body], ""
        case _:
            return "", [(character, character) for character in source], ""


def _meaning(unit: re.Match[str]) -> str:
    two, four, eight, short, itself = unit.groups()
    if code := two or four or eight:
        return chr(int(code, 16))
    return _ESCAPES.get(short, short) if short else str(itself)


def _source_of(character: str, style: str) -> str:
    if style == "'" and character == "'":
        return "''"
    return _ESCAPED.sub(_escape, character) if style == '"' else character


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    code = ord(character)
    return _SHORT_ESCAPES.get(character) or (f"\\x{code:02X}" if code <= 0xFF else f"\\u{code:04X}")  # noqa: PLR2004


def _number(value: PlainValue) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None else repr(value)


def _in_block_place(source: str, style: str, scalar: str) -> str:
    """Put a scalar of one line where a block text stood, before the comment and the blank lines that it had."""
    block = _BLOCK.fullmatch(source) if style in {"|", ">"} else None
    return scalar + block["rest"] + _end(block["body"]) if block else scalar


def _blocks(source: str, value: str) -> Iterator[str]:
    """Propose block texts in the indentation of the one that stands there."""
    block = _BLOCK.fullmatch(source)
    text = value.rstrip("\n")
    if block is None or not block["body"].strip() or not text:
        return
    marks, body = block["marks"], block["body"]
    newlines = len(value) - len(text)
    sign = "-" if newlines == 0 else "+" if newlines > 1 or "+" in marks else ""
    keeps = "+" in marks + sign
    if newlines == 0 and marks.strip("123456789") == "" and not source.endswith("\n"):
        sign = ""  # the file ends here without a line break, which is as good as the sign
    content = _folded(text) if block["sign"] == ">" else text
    indent = min(len(line) - len(line.lstrip(" ")) for line in body.split("\n") if line.strip())
    end = "\n" * max(newlines, 1) if keeps else _end(body, indent)
    for own, width in _marks(marks, sign, indent, spaced=text.lstrip("\n").startswith(" ")):
        lines = "\n".join(" " * width + line if line else "" for line in content.split("\n"))
        yield block["sign"] + own + block["rest"] + "\n" + lines + end


def _marks(marks: str, sign: str, indent: int, *, spaced: bool) -> Iterator[tuple[str, int]]:
    """Propose what stands after the block sign, and the indentation that goes with it."""
    digit = marks.strip("+-")
    if digit:
        # The text may have more spaces than the digit asks for.
        own = marks if marks.strip(digit) == sign else digit + sign
        yield from ((own, width) for width in range(indent, 0, -1))
    elif spaced:
        yield from ((str(number) + sign, indent) for number in range(1, _WIDEST_MARK + 1))
    else:
        yield sign, indent


def _folded(text: str) -> str:
    """Write each line break of a text as the blank line that stands for it in a folded one."""
    return re.sub(r"(?<=\S)\n(\n*)(?=\S)", r"\n\n\1", text)


def _end(body: str, indent: int | None = None) -> str:
    """Return the line break after a block text and the blank lines that follow it.

    Blank lines wider than ``indent`` are text, and go with it.
    """
    text = body.rstrip(" \n")
    rest = body[len(text) :]
    _, newline, blank = rest.partition("\n") if text else ("", "\n", rest)
    wide = indent is not None and any(len(line) > indent for line in blank.split("\n"))
    return newline if wide else newline + blank
