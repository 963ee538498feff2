"""Files that dxplan does not read do not stand among the initiatives."""

from __future__ import annotations

from dxplan.checks.rule import Example, Rule
from dxplan.model.message import Bilingual
from dxplan.model.problem import Severity

RULE = Rule(
    id="stray-file",
    severity=Severity.WARNING,
    summary=Bilingual(
        ja="取組のフォルダーに、読まれないファイルがないこと",
        en="Only initiative files stand in the folder of initiatives",
    ),
    explanation=Bilingual(
        ja="initiatives/ で読まれるのは、すぐ下にある .yaml ファイルだけです。.yml、Excel ファイル、下のフォルダーは読まれないので、"
        "入力したつもりの取組が数えられません。",
        en="Only .yaml files directly inside initiatives/ are read. A .yml file, an Excel file or a folder below would hold "
        "initiatives that nobody counts.",
    ),
    failing=Example(),
)
