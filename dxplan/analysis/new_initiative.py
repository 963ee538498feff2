"""The file of a new initiative: what is known of it, and every other key as a comment that explains it.

The explanations are those of the schema, in the plan's language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.model.message import Bilingual
from dxplan.stores.layout import NARROWED_SCHEMA_FILE
from dxplan.stores.schemas import list_keys, schema
from dxplan.stores.yaml_rendering import OFFSET, entry_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from dxplan.model.content import Data

SCHEMA_LINE = "# yaml-language-server: $schema="
NARROWED, GENERAL = f"../{NARROWED_SCHEMA_FILE}", "../../../schema/initiative.schema.json"
_HEAD = Bilingual(
    ja="「#」で始まる行は説明で、消してもかまいません。「# キー:」の行は、「# 」を消して値を書くと使えます。",
    en="Lines that begin with # explain, and may go. A line “# key:” comes to life without its # and with a value.",
)
_DEFINITION = "#/definitions/"


def initiative_text(data: Data, unused: Collection[str], first_line: str, *, japanese: bool) -> str:
    """Return the text of a new initiative's file.

    ``unused`` are the vocabularies that the plan does not have: keys that live on them alone are left out.
    """
    keys = list_keys("initiative")
    lines = [first_line, *_comment(_said(_HEAD.ja, _HEAD.en, japanese=japanese))]
    for key, node in _keys():
        if key not in data and not _vocabularies(node).isdisjoint(unused):
            continue
        lines += ["", *_comment(_described(node, japanese=japanese))]
        if key in data:
            lines += entry_lines(key, data[key], keys.at(key), 0, OFFSET)
        else:
            lines += [f"# {line}" for line in _skeleton(key, node)]
    return "\n".join(lines) + "\n"


def _keys() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for key, node in schema("initiative")["properties"].items():
        yield key, _resolved(node)


def _resolved(node: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a part of the schema with all that it refers to; what it says itself comes first."""
    if "$ref" not in node:
        return node
    name = node["$ref"].removeprefix(_DEFINITION)
    return {**_resolved(schema("initiative")["definitions"][name]), **node}


def _described(node: Mapping[str, Any], *, japanese: bool) -> str:
    ja, _, en = node["description"].partition("\n")
    return _said(ja, en, japanese=japanese)


def _said(ja: str, en: str, *, japanese: bool) -> str:
    return ja if japanese else en


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in text.split("\n")]


def _vocabularies(node: Mapping[str, Any]) -> set[str]:
    """Return the vocabularies without which nothing can be written at a place."""
    found = {node["x-vocabulary"]} if "x-vocabulary" in node else set()
    below = [_resolved(node["items"])] if "items" in node else []
    below += [_resolved(node["properties"][key]) for key in node.get("required", ()) if "properties" in node]
    return found.union(*(_vocabularies(part) for part in below))


def _skeleton(key: str, node: Mapping[str, Any]) -> list[str]:
    """Return the lines of a key without values, with what each of its entries must have."""
    lines = [f"{key}:"]
    entry = _resolved(node["items"]) if "items" in node else node
    needed = [f"{name}:" for name in entry.get("required", ())]
    if "items" in node:
        first, *rest = needed or [""]
        return [*lines, f"  - {first}".rstrip(), *(f"    {line}" for line in rest)]
    return [*lines, *(f"  {line}" for line in needed)]
