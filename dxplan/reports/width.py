"""Widths of texts in terminals and the characters that must not reach one."""

from __future__ import annotations

import re

# C0 and C1 controls, separators of lines, the marks that change the direction of what follows, and what nobody sees
# (zero-width spaces, fillers, tag letters): shown, never sent. The joiners of emoji and of Indic scripts stay.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_PICTURES = 0x2400


def shown(text: str) -> str:
    """Return a text in which control characters are shown as symbols or code points instead of working."""
    return _CONTROLS.sub(_picture, text)


def on_screen(text: str) -> str:
    """Return a text, maybe of several lines, as it is laid out on a terminal: a tab has no width that could be counted."""
    return shown(text).replace("\t", " ")


def as_escapes(text: str) -> str:
    r"""Return a text in which control characters, but for line breaks, are ``\u`` escapes, as JSON knows them."""
    return _CONTROLS.sub(_escape, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    return chr(_PICTURES + code) if code < 0x20 else f"<U+{code:04X}>"  # noqa: PLR2004


def _escape(match: re.Match[str]) -> str:
    # JSON writes what is beyond the first plane as two halves.
    units = match.group().encode("utf-16-be")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def one_line(text: str) -> str:
    """Return a text on one line, safe for a terminal."""
    return shown(" ".join(text.split()))
