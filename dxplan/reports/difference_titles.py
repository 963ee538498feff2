"""The titles that the schemas give fields, cut to what is still to be said beside the title of what holds them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from dxplan.errors import ValueTextError
from dxplan.model.list_keys import NO_KEY
from dxplan.model.period import Period
from dxplan.stores.schemas import schema

if TYPE_CHECKING:
    from dxplan.i18n import Language

FileKind = Literal["plan", "initiative"]
Shape = dict[str, Any]

_LONGEST_KEY = 40
# What a title repeats of the entry to which it belongs: 構成要素「LINE」の(構成要素の)状況.
_REPEATED_JA = re.compile(
    r"^(?:再掲先|構成要素|業務|柱|ビジョン|期|課|区分|章|文書|成果|会議体|段階|段取り|その柱で|その期)の(?=.)"
)
_REPEATED_EN = re.compile(
    r" (?:of|in) (?:the|that) (?:component|listing|workstream|pillar|vision|term|department|category|chapter"
    r"|document|outcome|committee|stage|phase)$"
)
_ASIDE = re.compile(r"\s*[（(][^（()）]*[)）]$")


def property_of(shape: Shape, key: str, kind: FileKind) -> Shape:
    """Return what the schema says of a key of a group; nothing where it does not know it."""
    found: Shape = resolved(shape, kind).get("properties", {}).get(key, {})
    return found


def resolved(shape: Shape, kind: FileKind) -> Shape:
    """Return what a shape refers to in the end."""
    while "$ref" in shape and "items" not in shape and "properties" not in shape:
        shape = _referred(shape, kind)
    return shape


def _referred(shape: Shape, kind: FileKind) -> Shape:
    found: Shape = schema(kind)["definitions"].get(shape["$ref"].removeprefix("#/definitions/"), {})
    return found


def title_of(shape: Shape, key: str, kind: FileKind, language: Language) -> str:
    """Return the title of a field, the key itself where the schema has none."""
    while "title" not in shape and "$ref" in shape:
        shape = _referred(shape, kind)
    return _in(str(shape.get("title", key)), language)


def _in(title: str, language: Language) -> str:
    ja, _, en = title.partition(" / ")
    return ja if language == "ja" else en or ja


def short_title(title: str, language: Language) -> str:
    """Return the title of a field without what it repeats of the entry that holds it."""
    return _REPEATED_JA.sub("", title) if language == "ja" else _REPEATED_EN.sub("", title)


def entry_title(title: str, key: str, language: Language) -> str:
    """Name an entry of a list by the list's title and its own key: ``構成要素「LINE」``, ``事業費（R5）``."""
    name = _ASIDE.sub("", short_title(title, language))
    if language == "en":
        name = singular(name)
    if key in {"", NO_KEY}:
        return name
    if key.isdecimal() or _is_period(key):
        return f"{name} {key}" if language == "en" else f"{name}（{key}）"
    short = key if len(key) <= _LONGEST_KEY else f"{key[: _LONGEST_KEY - 1]}…"
    return f"{name} “{short}”" if language == "en" else f"{name}「{short}」"


def singular(title: str) -> str:
    """Return an English title of several as that of one."""
    for ending, single in (("ies", "y"), ("uses", "us"), ("s", "")):
        if title.endswith(ending):
            return title.removesuffix(ending) + single
    return title


def _is_period(key: str) -> bool:
    try:
        Period.parse(key)
    except ValueTextError:
        return False
    return True


@cache
def vocabulary_title(vocabulary: str, language: Language) -> str:
    """Return what one word of a vocabulary is called, as the field is that takes it."""
    for key, shape in schema("initiative")["properties"].items():
        items = shape.get("items", {})
        if vocabulary in (shape.get("x-vocabulary"), items.get("x-vocabulary")):
            title = title_of(items if "title" in items else shape, key, "initiative", language)
            return singular(title) if items and language == "en" else title
    title = title_of(property_of(schema("plan"), vocabulary, "plan"), vocabulary, "plan", language)
    return singular(title) if language == "en" else title
