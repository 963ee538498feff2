"""Documents fit their schema."""

from __future__ import annotations

from dxplan.checks.rule import Example, Rule
from dxplan.model.message import Bilingual

RULE = Rule(
    id="schema",
    summary=Bilingual(ja="スキーマに合っていること", en="Documents fit their schema"),
    explanation=Bilingual(
        ja="キーの名前、必要なキー、値の形は schema/ の JSON Schema（docs/schema.md）が定めます。"
        "全角の数字のように直し方が一つに決まるものは --fix が直します。",
        en="The names of keys, the keys that must be there and the form of values are laid down by the JSON Schemas in "
        "schema/ (docs/schema.md). What has one certain cure, such as full-width digits, is mended by --fix.",
    ),
    failing=Example("titel: 申請のオンライン化"),
    passing=Example("title: 申請のオンライン化"),
    always_error=True,
)
