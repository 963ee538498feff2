"""Which encoding a file was probably saved in when it is not UTF-8.

The candidates are those that Japanese office software writes. The answer is only ever shown to a person, who
is told how to save the file anew; nothing is read in a guessed encoding.
"""

from __future__ import annotations

import re

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# JIS (ISO-2022-JP) announces its double-byte characters with these escapes; mail programs write it.
_JIS_ESCAPES = (b"\x1b$B", b"\x1b$@", b"\x1b(J", b"\x1b(I")
_CANDIDATES = {"Shift_JIS (CP932)": "cp932", "EUC-JP": "euc_jis_2004"}
_THREE_BYTES = re.compile(b"[\xe1-\xef][\x80-\xbf]{2}")
_BEYOND_ASCII = re.compile(b"[\x80-\xff]")
_JAPANESE = re.compile("[\u3001-\u3002\u300c-\u300d\u3041-\u30ff\u4e00-\u9fff\uff01-\uff5e]")
# Half-width katakana are what EUC-JP turns into when it is read as Shift_JIS, so they count for less.
_HALF_WIDTH = re.compile("[\uff61-\uff9f]")
_UNLIKELY = re.compile("[\ue000-\uf8ff\u0080-\u009f\u0370-\u04ff\u2500-\u257f]")
_HALF_WIDTH_WEIGHT = 0.6
_LEAST_SHARE = 0.5
_LEAST_ASCII_SHARE = 0.1
_LEAST_ASCII = 4


def likely_encoding(raw: bytes) -> str | None:
    """Name the encoding that ``raw``, which is not UTF-8, is probably in.

    None when nothing fits: the file is then rather UTF-8 with damage.
    """
    hidden = hidden_encoding(raw)
    if hidden is not None:
        return hidden
    shares = {name: _japanese_share(raw, codec) for name, codec in _CANDIDATES.items()}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= _LEAST_SHARE and not _is_mostly_utf8(raw) else None


def hidden_encoding(raw: bytes) -> str | None:
    """Name an encoding whose bytes can pass for UTF-8 with control characters in it."""
    if raw.startswith(_UTF16_MARKS) or _is_utf16(raw):
        return "UTF-16"
    return "ISO-2022-JP (JIS)" if any(escape in raw for escape in _JIS_ESCAPES) else None


def _is_utf16(raw: bytes) -> bool:
    """Say whether ``raw`` is UTF-16 without its mark: the keys and line ends of YAML then have zero bytes."""
    if b"\0" not in raw:
        return False
    even = raw[: len(raw) // 2 * 2]
    return any(_looks_typed(even.decode(codec, "replace")) for codec in ("utf-16-le", "utf-16-be"))


def _looks_typed(text: str) -> bool:
    ascii_count = sum(map(str.isascii, text))
    return "\0" not in text and ascii_count >= max(_LEAST_ASCII, len(text) * _LEAST_ASCII_SHARE)


def _is_mostly_utf8(raw: bytes) -> bool:
    """Say whether most bytes beyond ASCII belong to three-byte characters of UTF-8, as Japanese ones are."""
    return 3 * len(_THREE_BYTES.findall(raw)) >= len(_BEYOND_ASCII.findall(raw)) / 2


def _japanese_share(raw: bytes, codec: str) -> float:
    """Measure how Japanese the non-ASCII part of ``raw`` looks when read with ``codec``, from 0 to 1."""
    try:
        text = raw.decode(codec)
    except UnicodeDecodeError:
        return 0.0
    foreign = len(text) - sum(map(str.isascii, text))
    if not foreign:
        return 0.0
    likely = len(_JAPANESE.findall(text)) + _HALF_WIDTH_WEIGHT * len(_HALF_WIDTH.findall(text))
    return max(0.0, likely - len(_UNLIKELY.findall(text))) / foreign
