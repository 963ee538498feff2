"""Files that dxplan does not read do not stand among the initiatives."""

from __future__ import annotations

import re

from dxplan.checks.rule import Example, Rule
from dxplan.model.message import Bilingual, Message, message
from dxplan.model.problem import Severity

_NEARLY = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)\.ya?ml(?:\.txt)?", re.IGNORECASE)


def named(path: str) -> Message:
    """Return the hint how a file is to be named: in full where an editor or a habit only changed the ending."""
    nearly = _NEARLY.fullmatch(path.rpartition("/")[2])
    if nearly is None:
        return message("Name it <id>.yaml, or move it to another folder.")
    return message(
        "Rename it to {file}, or move it to another folder.", file=f"{nearly.group(1).lower()}.yaml"
    )


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
