"""Initiatives that follow the renames of their plan: what only follows has not changed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from dxplan.analysis.renaming import (
    CATEGORIES,
    Key,
    Words,
    key_of,
    newer_segment,
    pillar_property,
    words_in_key,
)
from dxplan.model.content import Data
from dxplan.model.list_keys import key_segment, keyed_entries
from dxplan.model.pointer import join_pointer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.model.difference import WordRename
    from dxplan.model.list_keys import ListKeys


class Following(Struct, frozen=True):
    """An initiative's older data in the newer words wherever the newer data have them, all else as it was.

    ``followed`` are the renames that it follows somewhere, ``kept`` the (rename, pointer) of texts that are the same at
    both ends.
    """

    data: Data
    followed: frozenset[Key] = frozenset()
    kept: tuple[tuple[Key, str], ...] = ()


def follow(old: Data, new: Data, words: Words, keys: ListKeys) -> Following:
    """Find where an initiative follows renamed words, and where it does not."""
    if not words.renames:
        return Following(old)
    way = _Way(words)
    data = way.mapping(old, new, keys, "")
    return Following(data, frozenset(way.followed), tuple(way.kept))


class _Way:
    """The way down two editions of an initiative."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self.followed: set[Key] = set()
        self.kept: list[tuple[Key, str]] = []

    def mapping(self, old: Data, new: Data, keys: ListKeys, at: str) -> Data:
        """Return the older of two mappings in the newer words."""
        pillar = self._pillar(old, new, keys)
        result = old
        for key, value in old.items():
            other, below = new.get(key), keys.at(key)
            if other is None or (below.vocabulary is None and not below.below):
                continue
            followed = self._value(value, other, below, at + join_pointer((key,)), pillar)
            if followed is not value:
                result = result | {key: followed}
        return result

    def _pillar(self, old: Data, new: Data, keys: ListKeys) -> str | None:
        """Return the newer name of the pillar of both; None if there is none, or another one."""
        key = pillar_property(keys)
        before, after = (old.get(key), new.get(key)) if key else (None, None)
        newer = self._words.pillar(before)
        return newer if after is not None and after in (before, newer) else None

    def _value(self, old: Any, new: Any, keys: ListKeys, at: str, pillar: str | None) -> Any:
        vocabulary = keys.vocabulary
        if vocabulary is not None:
            if isinstance(old, str) and isinstance(new, str):
                return self._texts([old], [new], vocabulary, at, pillar)[0]
            if _are_texts(old) and _are_texts(new):
                return self._texts(old, new, vocabulary, at, pillar)
            return old
        old_entries, new_entries = keyed_entries(old, keys), keyed_entries(new, keys)
        if old_entries is not None and new_entries is not None:
            return self._entries(old_entries, new_entries, keys, at)
        if isinstance(old, dict) and isinstance(new, dict) and keys.alternatives is None:
            return self.mapping(old, new, keys, at)
        return old

    def _texts(
        self, old: list[str], new: list[str], vocabulary: str, at: str, pillar: str | None
    ) -> list[str]:
        """Follow words one by one; a list that changed otherwise, too, stays as it was."""
        if vocabulary == CATEGORIES and pillar is None:
            return old
        about = self._about({*old, *new}, vocabulary, pillar)
        kept = {key_of(rename) for rename in about if _kept(rename, old, new)}
        followed = {key_of(rename) for rename in about if rename.old in old and rename.new in new} - kept
        self.kept += [(key, at) for key in sorted(kept, key=str)]
        self.followed |= followed
        newer = [self._newer(text, vocabulary, pillar, followed) for text in old]
        return newer if newer == new and newer != old else old

    def _newer(self, text: str, vocabulary: str, pillar: str | None, followed: set[Key]) -> str:
        rename = self._words.about(vocabulary, pillar, text)
        return rename.new if rename and rename.old == text and key_of(rename) in followed else text

    def _about(self, texts: Iterable[str], vocabulary: str, pillar: str | None) -> list[WordRename]:
        found = (self._words.about(vocabulary, pillar, text) for text in sorted(texts))
        return list({key_of(rename): rename for rename in found if rename is not None}.values())

    def _entries(self, old: dict[str, Data], new: dict[str, Data], keys: ListKeys, at: str) -> list[Data]:
        partners = {segment: segment for segment in old if segment in new}
        if words_in_key(keys):
            partners |= dict(self._moved(old, new, keys))
        return [
            self.mapping(entry, new[partner], keys, at + join_pointer((partner,)))
            if (partner := partners.get(segment)) is not None
            else entry
            for segment, entry in old.items()
        ]

    def _moved(self, old: dict[str, Data], new: dict[str, Data], keys: ListKeys) -> Iterator[tuple[str, str]]:
        """Yield (old key, new key) of entries whose own key has renamed words, as far as there is no doubt."""
        alternatives = keys.alternatives or ()
        before, after = (
            Counter(key_segment(entry, alternatives) for entry in side.values()) for side in (old, new)
        )
        for segment, entry in old.items():
            if before[segment] == 1 and segment not in new:
                newer = newer_segment(entry, self._words, keys)
                if newer is not None and newer not in before and after[newer] == 1:
                    yield segment, newer


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _kept(rename: WordRename, old: list[str], new: list[str]) -> bool:
    return (rename.old in old and rename.old in new) or (rename.new in old and rename.new in new)
