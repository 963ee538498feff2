"""Texts hold no characters that nobody sees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dxplan.checks.fix import Fix
from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.message import Bilingual, message
from dxplan.model.problem import Severity
from dxplan.model.replacing import replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.checks.context import Context


# Zero-width and direction marks, soft hyphen, Hangul fillers, annotation marks, tag letters, controls; a joiner inside
# an emoji is no fault.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u115f\u1160\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e007f\x00-\x08\x0b-\x1f\x7f-\x9f]"
)
_SPACES = re.compile("[\u00a0\u2000-\u200a\u2028\u2029\u202f\u205f]")
_EITHER = re.compile(f"{_UNSEEN.pattern}|{_SPACES.pattern}")


def _names(characters: Iterable[str]) -> str:
    return ", ".join(f"U+{ord(character):04X}" for character in characters)


def _check(pointer: str, text: str, _context: Context) -> Iterator[Finding]:
    found = sorted(set(_EITHER.findall(text)))
    if not found:
        return
    replacements = tuple((character, " " if _SPACES.match(character) else "") for character in found)
    yield Finding(
        pointer,
        message("The text holds characters that cannot be seen: {characters}.", characters=_names(found)),
        message("Remove them; --fix does it."),
        fix=Fix(pointer, replaced(text, replacements), replacements),
    )


RULE = Rule(
    id="invisible-character",
    severity=Severity.WARNING,
    summary=Bilingual(ja="見えない文字がないこと", en="Texts hold no invisible characters"),
    explanation=Bilingual(
        ja="幅のない空白や制御文字、向きを変える文字は、見た目では分からないまま検索や突合せを狂わせ、表示を偽ることもできます。Excel やウェブから写した文に混じります。",
        en="Zero-width spaces, control characters and direction marks cannot be seen, but spoil searching and matching and can make a text show as another. They come along when text is copied from Excel or the web.",
    ),
    failing=Example('summary: "申請\u200bのオンライン化"'),
    passing=Example("summary: 申請のオンライン化"),
    check_text=_check,
    trigger=_EITHER.search,
)
