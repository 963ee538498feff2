"""The narrowed schema: the initiative schema with the vocabularies of one plan.

An editor that reads it offers the plan's own words and refuses others while one types. It accepts exactly what
the general schema accepts, as far as all names are known to the plan and each category belongs to its pillar.
What words mean stands in keys that JSON Schema does not know but ``yaml-language-server`` reads.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dxplan.model.plan import Plan

Schema = dict[str, Any]

_DEFINITION = "#/definitions/"
_MARKDOWN_SIGN = re.compile(r"[\\`*_{}\[\]<>#+!|]")
# A diagnostic that names more values than these is not read; completion lists them all.
_LISTED = 12
# A pattern that no text has.
_NEVER = "(?!)"


def categories_by_pillar(plan: Plan) -> dict[str, list[str]]:
    """Return the names of each pillar's categories."""
    return {pillar.name: [category.name for category in pillar.categories] for pillar in plan.pillars}


def narrowed(
    schema: Schema,
    plan: str,
    vocabularies: Mapping[str, Mapping[str, str]],
    categories: Mapping[str, Sequence[str]],
) -> Schema:
    """Return a new schema that allows the values of the plan of that name alone.

    ``vocabularies`` says what each allowed value means, by vocabulary; ``categories`` which of them each pillar has.
    """
    result: Schema = _Narrowing(schema, vocabularies, categories).narrow(schema)
    return result | {"$id": f"{schema['$id']}:{quote(plan, safe='')}"}


def schema_document(data: Schema) -> str:
    """Return a schema as the text of its file."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


class _Narrowing:
    """What narrowing needs to know all the way down a schema."""

    def __init__(
        self,
        root: Schema,
        vocabularies: Mapping[str, Mapping[str, str]],
        categories: Mapping[str, Sequence[str]],
    ) -> None:
        self._root = root
        self._vocabularies = vocabularies
        self._categories = categories

    def narrow(self, node: Any) -> Any:
        """Return a copy of a schema, or of a part of one, with the plan's values."""
        if isinstance(node, list):
            return [self.narrow(part) for part in node]
        if not isinstance(node, dict):
            return node
        if "x-vocabulary" in node:
            values = self._vocabularies[node["x-vocabulary"]]
            return _one_of(self._told(node), values) if values else _refused(self._told(node))
        result: Schema = {key: self.narrow(part) for key, part in node.items()}
        hopeless = _hopeless_part(result)
        if hopeless is not None:
            return _refused(self._told(node) | {"x-vocabulary": hopeless["x-vocabulary"]})
        self._bind_category(node, result)
        return result

    def _bind_category(self, node: Schema, result: Schema) -> None:
        """Where a pillar and a category stand together, let the one decide about the other."""
        keys = {
            part.get("x-vocabulary"): key
            for key, part in node.get("properties", {}).items()
            if isinstance(part, dict)
        }
        if not {"pillars", "categories"} <= keys.keys() or not self._vocabularies["categories"]:
            return
        pillar, category = keys["pillars"], keys["categories"]
        texts = self._vocabularies["categories"]
        told = self._told(node["properties"][category])

        def given(condition: Schema) -> Schema:
            return {"required": [pillar], "properties": {pillar: condition}}

        def categories_of(name: str) -> Schema:
            values = {value: texts[value] for value in self._categories[name]}
            words = (f"柱「{name}」の区分", f"a category of the pillar “{name}”")
            return (
                _one_of(told, values, *words)
                if values
                else _refused(told, "この柱に区分はありません", "this pillar has no categories")
            )

        # The category itself stays open: an editor gathers what all parts that apply have to offer.
        result["properties"][category] = told | {"type": "string"}
        result["allOf"] = [
            *(
                {"if": given({"const": name}), "then": {"properties": {category: categories_of(name)}}}
                for name in self._categories
            ),
            # Where the pillar is not written yet, any category may be meant.
            {
                "if": given({"enum": list(self._categories)}),
                "else": {"properties": {category: _one_of(told, texts)}},
            },
        ]

    def _told(self, node: Schema) -> Schema:
        """Return what a node says to people, itself or through what it refers to."""
        told: Schema = {key: node[key] for key in ("title", "description", "x-vocabulary") if key in node}
        if "$ref" not in node:
            return told
        told_there = self._told(self._root["definitions"][node["$ref"].removeprefix(_DEFINITION)])
        return told_there | told


def _hopeless_part(node: Schema) -> Schema | None:
    """Return the refused part without which nothing can fit a node, if there is one."""
    needed: list[Any] = [node.get("properties", {}).get(key) for key in node.get("required", ())]
    if node.get("minItems"):
        needed.append(node.get("items"))
    return next((part for part in needed if isinstance(part, dict) and part.get("pattern") == _NEVER), None)


def _refused(told: Schema, ja: str = "", en: str = "") -> Schema:
    """Return a schema that nothing fits and that no editor proposes, but that says why.

    ``false``, an empty ``enum`` or a ``not`` would be as strict, but the language server puts words of its own for
    the first and the last, and takes a schema with the second for invalid.
    """
    name = told["x-vocabulary"]
    ja = ja or f"この計画にはない欄です（plan.yaml に {name} がありません）"
    en = en or f"not a key of this plan, whose plan.yaml has no {name}"
    return told | {"type": "string", "pattern": _NEVER, "doNotSuggest": True, "errorMessage": f"{ja}\n{en}"}


def _one_of(told: Schema, values: Mapping[str, str], ja: str = "", en: str = "") -> Schema:
    """Return a schema of the given values, with what they mean."""
    name = told["x-vocabulary"]
    ja = f"{ja or f'plan.yaml の {name} にある値'}を書きます"
    en = en or f"a value of {name} in plan.yaml"
    if len(values) <= _LISTED:
        ja, en = f"{ja}（{'、'.join(values)}）", f"{en} ({', '.join(values)})"
    return {
        **told,
        "type": "string",
        "enum": list(values),
        **_meanings(values),
        "errorMessage": f"{ja}\n{en}",
    }


def _meanings(values: Mapping[str, str]) -> Schema:
    texts = list(values.values())
    if not any(texts):
        return {}
    return {"enumDescriptions": texts, "markdownEnumDescriptions": [_as_markdown(text) for text in texts]}


def _as_markdown(text: str) -> str:
    """Return a plain text as Markdown that keeps its lines, also as an entry of a list."""
    return _MARKDOWN_SIGN.sub(r"\\\g<0>", text).replace("\n", "  \n  ")
