"""The files around a new plan: for editors, git and people who open the folder."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dxplan.model.message import Bilingual
from dxplan.stores.layout import INITIATIVES_FOLDER, NARROWED_SCHEMA_FILE, PLAN_FILE, PLANS_FOLDER
from dxplan.stores.schemas import schema_text

if TYPE_CHECKING:
    from dxplan.analysis.starting import Start

# As ``dxplan hooks install`` writes them.
_MARKS = "# >>> dxplan", "# <<< dxplan"
_DRIVERS = "merge=dxplan diff=dxplan"
_TEXT_ENDINGS = ("yaml", "yml", "json", "md")

_ATTRIBUTES = Bilingual(
    ja="どの PC でも同じ改行（LF）で記録します。",
    en="The same line ending (LF) on every PC.",
)
_DRIVERS_NOTE = Bilingual(
    ja="計画のファイルを項目ごとに合併し、差分を項目で見せます（dxplan hooks install で働きます）。",
    en="Plan files are merged field by field and shown so in diffs, once dxplan hooks install has been run.",
)
_EDITOR = Bilingual(
    ja="どのエディターでも、UTF-8、改行は LF、字下げは空白2つ。",
    en="UTF-8, LF and two spaces, in every editor.",
)
_IGNORE = Bilingual(
    ja="一時ファイルと、表計算ソフトから書き出した控え。",
    en="What editors and dxplan leave behind for a moment.",
)
_IGNORED = ("*~", "*.swp", ".DS_Store", "Thumbs.db", "~$*", ".dxplan-*", ".dxplan.lock")


def repository_files(start: Start) -> dict[str, str]:
    """Return the files that stand beside plans/, without those for a forge and the README."""
    return {
        ".editorconfig": _editor_config(start),
        ".gitattributes": attributes(start),
        ".gitignore": "\n".join((f"# {start.said(_IGNORE)}", *_IGNORED)) + "\n",
        ".vscode/extensions.json": _json({"recommendations": ["redhat.vscode-yaml"]}),
        ".vscode/settings.json": _json(_settings(start.plan)),
        "schema/initiative.schema.json": schema_text("initiative"),
        "schema/plan.schema.json": schema_text("plan"),
    }


def attributes(start: Start) -> str:
    """Return the text of ``.gitattributes``."""
    begin, end = _MARKS
    patterns = (f"/{PLANS_FOLDER}/*/{PLAN_FILE}", f"/{PLANS_FOLDER}/*/{INITIATIVES_FOLDER}/*.yaml")
    lines = (
        f"# {start.said(_ATTRIBUTES)}",
        *(f"*.{ending} text eol=lf" for ending in _TEXT_ENDINGS),
        "",
        f"# {start.said(_DRIVERS_NOTE)}",
        begin,
        *(f"{pattern} {_DRIVERS}" for pattern in patterns),
        end,
    )
    return "\n".join(lines) + "\n"


def _editor_config(start: Start) -> str:
    return f"""\
# {start.said(_EDITOR)}
root = true

[*]
charset = utf-8
end_of_line = lf
insert_final_newline = true

[*.{{yaml,yml,json}}]
indent_style = space
indent_size = 2
"""


def _settings(plan: str) -> dict[str, object]:
    """Return the settings of VS Code: YAML 1.2 as dxplan reads it, and nothing loaded from the internet."""
    return {
        "files.encoding": "utf8",
        "files.eol": "\n",
        "files.insertFinalNewline": True,
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2, "editor.wordWrap": "on"},
        "editor.unicodeHighlight.allowedLocales": {"ja": True},
        "yaml.yamlVersion": "1.2",
        "yaml.customTags": [],
        "yaml.format.enable": True,
        "yaml.format.proseWrap": "preserve",
        "yaml.format.printWidth": 100000,
        "yaml.kubernetesCRDStore.enable": False,
        "yaml.schemaStore.enable": False,
        "yaml.schemas": {
            "./schema/plan.schema.json": f"{PLANS_FOLDER}/*/{PLAN_FILE}",
            f"./{PLANS_FOLDER}/{plan}/{NARROWED_SCHEMA_FILE}": f"{PLANS_FOLDER}/{plan}/{INITIATIVES_FOLDER}/*.yaml",
        },
    }


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
