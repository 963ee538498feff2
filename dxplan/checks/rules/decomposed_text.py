"""Letters and their marks are one character."""

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


_MARK = re.compile("[\u0300-\u036f\u3099\u309a]")
_MARKS = re.compile(f"[^{_MARK.pattern[1:]}{_MARK.pattern}+")


def _check(pointer: str, text: str, _context: Context) -> Iterator[Finding]:
    pairs = {match: unicodedata.normalize("NFC", match) for match in _MARKS.findall(text)}
    replacements = tuple((old, new) for old, new in pairs.items() if old != new)
    if not replacements:
        return
    yield Finding(
        pointer,
        message(
            "Letters and their marks are separate characters here: {letters}.",
            letters=", ".join(new for _, new in replacements),
        ),
        message("Write each as one character; --fix does it."),
        fix=Fix(pointer, replaced(text, replacements), replacements),
    )


RULE = Rule(
    id="decomposed-text",
    severity=Severity.WARNING,
    summary=Bilingual(
        ja="濁点などが文字と一つになっていること（NFC）", en="Letters and their marks are one character (NFC)"
    ),
    explanation=Bilingual(
        ja="macOS から写したファイル名などでは「が」が「か」と濁点の2文字に分かれます。見た目は同じでも、検索や突合せで別の文字になります。",
        en="On macOS が may come as か and a separate mark. It looks the same but is another text for searching and matching.",
    ),
    failing=Example('summary: "か\u3099いこう"'),
    passing=Example("summary: がいこう"),
    check_text=_check,
    trigger=_MARK.search,
)
