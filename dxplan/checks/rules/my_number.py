"""No text holds a My Number."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.message import Bilingual, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.context import Context


_TWELVE = re.compile(r"(?<![0-9０-９])(?:[0-9０-９][ 　\-－‐]?){11}[0-9０-９](?![0-9０-９])")
# In the file a text may be folded over lines. What begins with a set of characters is searched for several times
# faster than what begins with a look behind.
_MAYBE = re.compile(r"[0-9０-９](?:[\s\-－‐]{0,99}[0-9０-９]){11}")
_DIGITS = 12
_TURN = 6


def is_my_number(digits: str) -> bool:
    """Tell whether twelve digits end in the check digit that the other eleven call for."""
    total = sum(
        int(digit) * (n + 1 if n <= _TURN else n - 5)
        for n, digit in enumerate(reversed(digits[:-1]), start=1)
    )
    rest = total % 11
    return int(digits[-1]) == (0 if rest <= 1 else 11 - rest)


def _check(pointer: str, text: str, _context: Context) -> Iterator[Finding]:
    for match in _TWELVE.finditer(text):
        digits = "".join(
            str(unicodedata.digit(character)) for character in match.group() if character.isdigit()
        )
        if len(digits) == _DIGITS and len(set(digits)) > 1 and is_my_number(digits):
            yield Finding(
                pointer,
                # The number itself is not repeated: the message may end up in a public log.
                message("The text holds what looks like a My Number (12 digits with a valid check digit)."),
                message(
                    "Remove it, from the history as well; where it is another number, add a waiver with the reason."
                ),
            )
            return  # one is enough to say of a text


RULE = Rule(
    id="my-number",
    summary=Bilingual(ja="マイナンバー（個人番号）がないこと", en="Texts hold no My Number"),
    explanation=Bilingual(
        ja="12桁で検査用数字が合う番号を指摘します（番号法施行規則・総務省令第85号第5条の算式）。計画のリポジトリは公開されるものです。個人番号なら、履歴からも消す必要があります。",
        en="Tells of 12 digits with a valid check digit (formula of Ministry of Internal Affairs ordinance 85 of 2014, article 5). Plan repositories are published; a real number must be removed from the history too.",
    ),
    failing=Example("summary: 番号は 123456789018 です。"),
    passing=Example("summary: 番号は 123456789012 です。"),
    check_text=_check,
    trigger=_MAYBE.search,
)
