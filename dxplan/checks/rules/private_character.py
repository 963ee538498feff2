"""Characters are the same on every machine."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.message import Bilingual, message
from dxplan.model.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.context import Context


_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")


def _check(pointer: str, text: str, _context: Context) -> Iterator[Finding]:
    found = sorted(set(_PRIVATE.findall(text)))
    if found:
        yield Finding(
            pointer,
            message(
                "The text holds private-use characters (gaiji): {characters}.",
                characters=", ".join(f"U+{ord(character):04X}" for character in found),
            ),
            message("Write them with ordinary characters."),
        )


RULE = Rule(
    id="private-character",
    severity=Severity.WARNING,
    summary=Bilingual(ja="外字がないこと", en="Texts hold no private-use characters (外字)"),
    explanation=Bilingual(
        ja="外字（私用領域の文字）は、作った機械でしか正しく表示されません。公開すると別の文字や空白になります。",
        en="Private-use characters show correctly only on the machine that defines them; elsewhere they become blanks or other characters.",
    ),
    failing=Example('summary: "\ue000氏の提案"'),
    passing=Example("summary: 髙氏の提案"),
    check_text=_check,
    trigger=_PRIVATE.search,
)
