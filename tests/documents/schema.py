"""The reference of the keys of plan files, made from the JSON Schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.stores.schemas import SchemaName, schema
from tests.documents.markdown import code, page, prose, table

if TYPE_CHECKING:
    from collections.abc import Iterator

Part = dict[str, Any]

_INTRODUCTION = """\
計画は `plans/<計画>/plan.yaml`、取組は `plans/<計画>/initiatives/<id>.yaml` に書きます。ここにないキーは使えません。同じ説明は、
YAML に対応したエディターでキーに触れても表示されます。JSON Schema そのものは `dxplan schema` で取り出せます。

A plan stands in `plans/<plan>/plan.yaml`, an initiative in `plans/<plan>/initiatives/<id>.yaml`. No other keys can be used.
Editors that know YAML show the same words on hover. `dxplan schema` prints the JSON Schemas themselves."""

_FORMS = """\
## 値の形 / Forms of values

表の「型」に名前で出てくる形です。

The forms that the tables name as types."""

_SHARED = """\
## 共通のまとまり / Shared groups

いくつかのキーで使うまとまりです。

Groups of keys that stand in several places."""

_PLACES: dict[SchemaName, str] = {"plan": "plan.yaml", "initiative": "initiatives/&lt;id&gt;.yaml"}
_KEY_TITLES = ("キー / Key", "型 / Type", "必須 / Required", "名称 / Title", "説明 / Description")
_FORM_TITLES = ("形 / Form", "型 / Type", "書き方 / How it is written")
_REQUIRED = "必須 / yes"
_TYPES = {
    "string": "文字列 / text",
    "integer": "整数 / whole number",
    "number": "数 / number",
    "boolean": "`true`, `false`",
    "object": "まとまり / group",
}


def schema_reference() -> str:
    """Return the reference of both kinds of files."""
    parts: list[str] = []
    definitions: Part = {}
    for kind, place in _PLACES.items():
        root = schema(kind)
        definitions |= root["definitions"]
        parts += [f"## {place}", prose(root["description"]), *_groups(root, place, definitions)]
    shared = {name: part for name, part in definitions.items() if _group(part) is not None}
    forms = {name: part for name, part in definitions.items() if name not in shared}
    parts.append(_SHARED)
    for name, part in shared.items():
        list_mark = "[]" if part.get("type") == "array" else ""
        parts += [f"### {name}", *_groups(_group(part) or {}, f"{name}{list_mark}", definitions)]
    rows = [
        (f'<a id="{name.lower()}"></a>{code(name)}', _type(part), _form(part, definitions))
        for name, part in forms.items()
    ]
    return page("計画のキー / Keys of plan files", _INTRODUCTION, *parts, _FORMS, table(_FORM_TITLES, rows))


def _group(part: Part) -> Part | None:
    """Return the group of keys that a part is, or is a list of."""
    items = part.get("items", part) if part.get("type") == "array" else part
    return items if "properties" in items else None


def _groups(group: Part, path: str, definitions: Part) -> Iterator[str]:
    """Yield the table of a group of keys, then the groups inside it."""
    needed = group.get("required", ())
    yield table(
        _KEY_TITLES,
        [
            (
                code(key),
                _type(part),
                _REQUIRED if key in needed else "",
                prose(_said(part, "title", definitions)),
                prose(_said(part, "description", definitions)),
            )
            for key, part in group["properties"].items()
        ],
    )
    if "errorMessage" in group:
        yield prose(group["errorMessage"])
    for key, part in group["properties"].items():
        inner = _group(part)
        if inner is not None:
            below = f"{path}: {key}" if path in _PLACES.values() else f"{path}.{key}"
            below += "[]" if part.get("type") == "array" else ""
            yield f"### {below}"
            yield from _groups(inner, below, definitions)


def _said(part: Part, key: str, definitions: Part) -> str:
    """Return the title or the description of a part, its own or that of the form it refers to."""
    while key not in part and "$ref" in part:
        part = definitions[_referred(part)]
    text: str = part.get(key, "")
    return text


def _form(part: Part, definitions: Part) -> str:
    described = _said(part, "description", definitions)
    return prose(described if "$ref" in part else part.get("errorMessage", described))


def _referred(part: Part) -> str:
    name: str = part["$ref"].rpartition("/")[2]
    return name


def _type(part: Part) -> str:
    """Return the type of a part as Markdown, with the vocabulary that it is taken from."""
    vocabulary = part.get("x-vocabulary")
    return _plain_type(part) + (f" (plan.yaml: {code(vocabulary)})" if vocabulary else "")


def _plain_type(part: Part) -> str:
    if "$ref" in part:
        name = _referred(part)
        return f"[{code(name)}](#{name.lower()})"
    if "const" in part:
        return code(str(part["const"]))
    if "enum" in part:
        return ", ".join(code(str(value)) for value in part["enum"])
    if "anyOf" in part and "properties" not in part:
        return ", ".join(_type(branch) for branch in part["anyOf"])
    if part.get("type") == "array":
        return f"一覧 / list: {_type(part['items'])}"
    if isinstance(part.get("additionalProperties"), dict):
        return f"規則 / rule → {_type(part['additionalProperties'])}"
    return _TYPES[part["type"]]
