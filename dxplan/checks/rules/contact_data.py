"""No text holds an e-mail address or a telephone number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.message import Bilingual, message
from dxplan.model.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.context import Context


_MAIL = re.compile(r"[A-Za-z0-9._%+\-]{1,64}[@＠][A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,5}")
_PHONE = re.compile(
    r"(?<![0-9０-９\-－A-Za-z])(?:[0０][0-9０-９]{1,4}[\-－‐][0-9０-９]{1,4}[\-－‐][0-9０-９]{4}"
    r"|[(（][0０][0-9０-９]{1,4}[)）][ 　]?[0-9０-９]{1,4}[\-－‐][0-9０-９]{4}|\+81[ \-]?[0-9]{1,4}[ \-][0-9]{1,4}[ \-][0-9]{4})"
    r"(?![0-9０-９\-－])"
)
# Searched for in whole files, so it begins with a set of characters, which is found several times faster.
_PHONE_SHAPE = re.compile(r"[0０][0-9０-９]{1,4}[\-－‐)）]\s*[0-9０-９]{1,4}[\-－‐][0-9０-９]{4}")


def _maybe(text: str) -> bool:
    return "@" in text or "＠" in text or "+81" in text or _PHONE_SHAPE.search(text) is not None


def _check(pointer: str, text: str, _context: Context) -> Iterator[Finding]:
    if _MAIL.search(text):
        yield Finding(
            pointer,
            message("The text holds an e-mail address."),
            message("Name the department instead of a person's address."),
        )
    if _PHONE.search(text):
        yield Finding(
            pointer,
            message("The text holds a telephone number."),
            message("Name the department; a number that is public anyway can be waived with that reason."),
        )


RULE = Rule(
    id="contact-data",
    severity=Severity.WARNING,
    summary=Bilingual(
        ja="メールアドレスや電話番号がないこと", en="Texts hold no e-mail address and no telephone number"
    ),
    explanation=Bilingual(
        ja="計画のリポジトリは公開されます。担当者の連絡先は書かず、課の名前で示します。公開している代表番号なら waivers に理由を書きます。",
        en="Plan repositories are published, so persons are named by their department. A number that is public anyway can be waived with that reason.",
    ),
    failing=Example("summary: 問合せは 090-1234-5678 へ。"),
    passing=Example("summary: 問合せは情報課へ。"),
    check_text=_check,
    trigger=_maybe,
)
