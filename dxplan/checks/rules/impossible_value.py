"""Days and years that have the right form exist."""

from __future__ import annotations

from dxplan.checks.rule import Example, Rule
from dxplan.model.message import Bilingual

RULE = Rule(
    id="impossible-value",
    summary=Bilingual(ja="実在する日・年度・期間であること", en="Days, fiscal years and periods exist"),
    explanation=Bilingual(
        ja="2023-02-30 や、昭和80年度のように、形は合っていても暦にない値を指摘します。",
        en="Tells of values such as 2023-02-30, or year 80 of Showa, that have the right form but stand in no calendar.",
    ),
    failing=Example(plan="as_of: 2024-09-31"),
    passing=Example(plan="as_of: 2024-09-30"),
    always_error=True,
)
