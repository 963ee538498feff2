"""Widths of texts in terminals and the characters that must not reach one."""

from __future__ import annotations

import re

# C0 and C1 controls, separators of lines, and the marks that change the direction of what follows: shown, never sent.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_PICTURES = 0x2400


def shown(text: str) -> str:
    """Return a text in which control characters are shown as symbols or code points instead of working."""
    return _CONTROLS.sub(_picture, text)


def on_screen(text: str) -> str:
    """Return a text, maybe of several lines, as it is laid out on a terminal: a tab has no width that could be counted."""
    return shown(text).replace("\t", " ")


def as_escapes(text: str) -> str:
    r"""Return a text in which control characters, but for line breaks, are ``\u`` escapes, as JSON knows them."""
    return _CONTROLS.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    return chr(_PICTURES + code) if code < 0x20 else f"<U+{code:04X}>"  # noqa: PLR2004


def one_line(text: str) -> str:
    """Return a text on one line, safe for a terminal."""
    return shown(" ".join(text.split()))
