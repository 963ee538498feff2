"""Widths of texts in terminals and the characters that must not reach one."""

from __future__ import annotations

import re

# C0 and C1 controls, and the marks that change the direction of what follows: shown, never sent.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PICTURES = 0x2400


def shown(text: str) -> str:
    """Return a text in which control characters are shown as symbols or code points instead of working."""
    return _CONTROLS.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    return chr(_PICTURES + code) if code < 0x20 else f"<U+{code:04X}>"  # noqa: PLR2004


def one_line(text: str) -> str:
    """Return a text on one line, safe for a terminal."""
    return shown(" ".join(text.split()))
