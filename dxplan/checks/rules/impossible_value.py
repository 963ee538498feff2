"""Days, fiscal years, periods and time zones that have the right form exist."""

from __future__ import annotations

from dxplan.checks.rule import Example, Rule
from dxplan.model.message import Bilingual

RULE = Rule(
    id="impossible-value",
    summary=Bilingual(
        ja="実在する日・年度・期間・時間帯であること", en="Days, fiscal years, periods and time zones exist"
    ),
    explanation=Bilingual(
        ja="2023-02-30、昭和80年度、Asia/Matsue のように、形は合っていても実在しない値を指摘します。",
        en="Tells of values such as 2023-02-30, year 80 of Showa or Asia/Matsue, that have the right form but do not exist.",
    ),
    failing=Example(plan="as_of: 2024-09-31"),
    passing=Example(plan="as_of: 2024-09-30"),
    always_error=True,
)
