"""Characters are what they look like."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from dxplan.checks.fix import Fix
from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.message import Bilingual, message
from dxplan.model.problem import Severity
from dxplan.model.replacing import replaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.context import Context


_RADICALS = re.compile("[\u2e80-\u2fdf]")
# Letters of other scripts that look like Latin ones (Unicode Technical Standard 39, the common part).
_LATIN = str.maketrans("АВЕКМНОРСТУХаеорсухіΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTYXaeopcyxiABEZHIKMNOPTYXo")
_MIXED = re.compile(r"(?:(?<=[A-Za-z])[\u0370-\u03ff\u0400-\u04ff]|[\u0370-\u03ff\u0400-\u04ff](?=[A-Za-z]))")
_LONG_VOWEL = re.compile("(?<=[ァ-ヺ])[一―—](?=[ァ-ヺ])")
_EITHER = re.compile(f"{_RADICALS.pattern}|{_MIXED.pattern}|{_LONG_VOWEL.pattern}")
# Searched for in whole files, so each begins with a set of characters, which is found several times faster.
_STRANGE = re.compile("[\u2e80-\u2fdf\u0370-\u04ff]")
_BETWEEN_KATAKANA = re.compile("[一―—][ァ-ヺ]")


def _maybe(text: str) -> bool:
    return bool(_STRANGE.search(text) or _BETWEEN_KATAKANA.search(text))


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Yield (what stands there, what it should be) with enough neighbours to be found again in the source."""
    for match in _EITHER.finditer(text):
        character, start, end = match.group(), match.start(), match.end()
        if _RADICALS.match(character):
            right = unicodedata.normalize("NFKC", character)
            before = after = ""
        else:
            right = "ー" if character in "一―—" else character.translate(_LATIN)
            before, after = text[max(start - 1, 0) : start].strip(), text[end : end + 1].strip()
        if right != character:
            yield before + character + after, before + right + after


def _check(pointer: str, text: str, _context: Context) -> Iterator[Finding]:
    replacements = tuple(dict.fromkeys(_pairs(text)))
    if not replacements:
        return
    yield Finding(
        pointer,
        message(
            "The text holds look-alikes of other characters: {pairs}.",
            pairs=", ".join(f"{old} → {new}" for old, new in replacements),
        ),
        message("Write the ordinary characters; --fix does it."),
        fix=Fix(pointer, replaced(text, replacements), replacements),
    )


RULE = Rule(
    id="look-alike",
    severity=Severity.WARNING,
    summary=Bilingual(ja="似た別の文字が混じっていないこと", en="Characters are what they look like"),
    explanation=Bilingual(
        ja="PDF から写した文には、漢字に見える部首（⼿）や、英字に見えるキリル文字（А）、長音に見える漢数字（デ一タ）が混じります。見た目は同じでも検索にかかりません。",
        en="Text copied from PDF often holds radicals that look like kanji (⼿), Cyrillic letters that look like Latin ones (А), or the numeral 一 for the long vowel mark (デ一タ). They look the same but are not found by a search.",
    ),
    failing=Example("summary: ⼿続きの案内"),
    passing=Example("summary: 手続きの案内"),
    check_text=_check,
    trigger=_maybe,
)
