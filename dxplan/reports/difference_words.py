"""The words of the field for places in plan files, and their values as people read them.

The titles come from the schemas, so a field has one name everywhere. Words are looked up once per pointer, for a plan
changes the same fields in many initiatives.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from dxplan.i18n import N_, Speaker
from dxplan.model.message import message
from dxplan.model.pointer import join_pointer, split_pointer
from dxplan.reports.difference_titles import (
    FileKind,
    Shape,
    entry_title,
    property_of,
    resolved,
    short_title,
    singular,
    title_of,
    vocabulary_title,
)
from dxplan.stores.schemas import schema

if TYPE_CHECKING:
    from dxplan.i18n import Language

NOTHING = "－"
# A value is said by its entry: 事業費（R5） and not 事業費（R5）の金額.
_UNSAID = {"value", "amount"}
_MONEY = "amount"
_FIGURE = {"period", "value"}
_YES, _NO = N_("yes"), N_("no")


class PlaceWords(Struct, frozen=True):
    """What people call a place, and the shape that the schema gives it.

    An entry of a list has its own ``key``, which its name says already, and ``naming``, the properties that make it.
    """

    words: str
    shape: Shape
    is_entry: bool = False
    key: str = ""
    naming: frozenset[str] = frozenset()

    def is_said(self, key: str, value: Any) -> bool:
        """Tell whether the name of the entry says a property of it already."""
        return key in self.naming and str(value) in self.key


def field_words(pointer: str, kind: FileKind, say: Speaker) -> str:
    """Return what people call a place: ``構成要素「LINE導入」の状況``; empty for a whole document."""
    return place_words(pointer, kind, say.language).words


@lru_cache(maxsize=16_384)
def place_words(pointer: str, kind: FileKind, language: Language) -> PlaceWords:
    """Return what is known of a place in the files of a kind."""
    words = ""
    shape: Shape = schema(kind)
    parts = list(split_pointer(pointer))
    entry: tuple[str, frozenset[str]] | None = None
    while parts:
        key, entry = parts.pop(0), None
        written = property_of(shape, key, kind)
        title, inner = title_of(written, key, kind, language), resolved(written, kind)
        items = inner.get("items")
        if items is None:
            shape = inner
            if not (words and key in _UNSAID):
                words = _with(words, short_title(title, language), language)
        elif not parts:
            shape, words = inner, _with(words, short_title(title, language), language)
        else:
            key, shape = parts.pop(0), resolved(items, kind)
            entry = key, frozenset(name for names in inner.get("x-key", ()) for name in names)
            words = _with(words, entry_title(title, key if "properties" in shape else "", language), language)
    if entry is None:
        return PlaceWords(words, shape)
    return PlaceWords(words, shape, is_entry=True, key=entry[0], naming=entry[1])


def _with(words: str, title: str, language: Language) -> str:
    if not words:
        return title
    return f"{words}の{title}" if language == "ja" else f"{words}: {title}"


def rename_words(pointer: str, kind: FileKind, say: Speaker) -> str:
    """Say that an entry was renamed: ``構成要素の名称変更``."""
    return _renamed(list_words(pointer, kind, say), say)


def list_words(pointer: str, kind: FileKind, say: Speaker) -> str:
    """Return what an entry of a list is, without its own name."""
    words = field_words(join_pointer(split_pointer(pointer)[:-1]), kind, say)
    return singular(words) if say.language == "en" else words


def word_rename_words(vocabulary: str, say: Speaker) -> str:
    """Say that a word of a vocabulary was renamed: ``柱の名称変更``."""
    return _renamed(vocabulary_title(vocabulary, say.language), say)


def _renamed(what: str, say: Speaker) -> str:
    return say(message("{what} renamed", what=what))


def value_words(value: Any, pointer: str, kind: FileKind, say: Speaker) -> str:
    """Return a value as text, a sign for one that is not there; a group of keys is told key by key."""
    place = place_words(pointer, kind, say.language)
    if isinstance(value, int | float) and pointer.endswith(f"/{_MONEY}"):
        return _money(value, say)
    if place.is_entry and isinstance(value, dict):
        value = {key: part for key, part in value.items() if not place.is_said(key, part)}
    return _value(value, place.shape, kind, say)


def _value(value: Any, shape: Shape, kind: FileKind, say: Speaker) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return say.text(_YES if value else _NO)
    if isinstance(value, list):
        items = resolved(resolved(shape, kind).get("items", {}), kind)
        parts = [_value(part, items, kind, say) for part in value]
        return (" / " if any(isinstance(part, dict | list) for part in value) else "・").join(parts)
    if isinstance(value, dict):
        if value.keys() == _FIGURE:
            return f"{_value(value['value'], {}, kind, say)}（{value['period']}）"
        return _group(value, resolved(shape, kind), kind, say)
    return str(value)


def _group(value: dict[str, Any], shape: Shape, kind: FileKind, say: Speaker) -> str:
    """Return the keys of a group with their values; the key of a single one goes without saying."""
    told = []
    for key, part in value.items():
        written = property_of(shape, key, kind)
        title = short_title(title_of(written, key, kind, say.language), say.language)
        money = key == _MONEY and isinstance(part, int | float)
        text = _money(part, say) if money else _value(part, written, kind, say)
        told.append(text if key in _UNSAID or len(value) == 1 else f"{title}: {text}")
    return ("、" if say.language == "ja" else ", ").join(told)


def _money(amount: float, say: Speaker) -> str:
    return say(message("{amount} thousand yen", amount=f"{amount:,}"))


def number_words(value: float | None) -> str:
    """Return a number with its thousands apart, a sign for one that is not there."""
    return NOTHING if value is None else f"{value:,}"


def signed_words(value: float) -> str:
    """Return by how much something rose or fell."""
    return f"{round(value, 6):+,}" if value else "±0"
