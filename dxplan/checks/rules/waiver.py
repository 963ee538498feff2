"""Waivers: a finding set aside in its file, with a reason and an end; expired or idle ones are told."""

from __future__ import annotations

from dxplan.checks.rule import Example, Rule
from dxplan.model.message import Bilingual
from dxplan.model.problem import Severity

EXPIRED = Rule(
    id="waiver-expired",
    severity=Severity.WARNING,
    summary=Bilingual(ja="猶予の期限が切れていないこと", en="No waiver has expired"),
    explanation=Bilingual(
        ja="期限（until）を過ぎた猶予は効かなくなり、見送っていた指摘がまた出ます。指摘を直すか、理由を改めて期限を延ばします。",
        en="A waiver holds until its last day; after that the finding shows again. Mend the finding, or think the reason over "
        "and set a new end.",
    ),
    failing=Example(
        "status: 着手中\noperation_start: R4.10月～\nwaivers:\n  - rule: start-passed\n    reason: 入札をやり直している。\n"
        "    until: 2023-12-31"
    ),
    passing=Example(
        "status: 着手中\noperation_start: R4.10月～\nwaivers:\n  - rule: start-passed\n    reason: 入札をやり直している。\n"
        "    until: 2025-12-31"
    ),
)

IDLE = Rule(
    id="waiver-idle",
    severity=Severity.WARNING,
    summary=Bilingual(ja="当てはまる指摘のない猶予がないこと", en="Every waiver sets a finding aside"),
    explanation=Bilingual(
        ja="指摘が直ったあとの猶予は、次の本当の指摘を隠します。用の済んだ猶予は消します。規則名や場所の書き誤りもここで分かります。",
        en="A waiver that outlives its finding will hide the next one. Remove what is no longer needed; misspelt rules and "
        "places show here too.",
    ),
    failing=Example(
        "waivers:\n  - rule: start-passed\n    reason: 入札をやり直している。\n    until: 2025-12-31"
    ),
)
