"""Words of a plan's vocabularies that got another name, and references put into the newer words.

A word was renamed if one entry says so (``formerly``), or if a pillar has the same number: the old name is gone, the new
one was not there before. That holds in either direction of time. Where several words became one, or one became
several, nothing was renamed: what is said of it has changed.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from dxplan.model.difference import WordRename
from dxplan.model.list_keys import key_segment, keyed_entries
from dxplan.model.pointer import join_pointer

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from dxplan.model.content import Data
    from dxplan.model.list_keys import ListKeys

PILLARS, CATEGORIES = "pillars", "categories"
_PLAIN = ("departments", "statuses", "stages", "phases")

Key = tuple[str, str | None, str]
"""What tells a rename from all others: the vocabulary, the pillar of a category, and the old name."""
Pair = tuple[str, str]


def words_renamed(old_plan: Data | None, new_plan: Data | None, plan: str) -> tuple[WordRename, ...]:
    """Return the words that were renamed between two editions of a plan's file; none where one is not there."""
    if old_plan is None or new_plan is None or old_plan == new_plan:
        return ()
    old_pillars, new_pillars = _named(old_plan, PILLARS), _named(new_plan, PILLARS)
    pillars = _pillar_pairs(old_pillars, new_pillars)
    renames = [WordRename(plan, PILLARS, old, new) for old, new in pillars]
    same = [(name, name) for name in new_pillars if name in old_pillars]
    for old, new in (*pillars, *same):
        pairs = _pairs(_named(old_pillars[old], CATEGORIES), _named(new_pillars[new], CATEGORIES))
        renames += [WordRename(plan, CATEGORIES, *pair, pillar=new) for pair in pairs]
    for vocabulary in _PLAIN:
        pairs = _pairs(_named(old_plan, vocabulary), _named(new_plan, vocabulary))
        renames += [WordRename(plan, vocabulary, *pair) for pair in pairs]
    return tuple(renames)


def _named(data: Data, key: str) -> dict[str, Data]:
    """Return the entries of a vocabulary by name, as far as they have one."""
    entries = data.get(key)
    if not isinstance(entries, list):
        return {}
    named = [entry for entry in entries if isinstance(entry, dict) and isinstance(entry.get("name"), str)]
    return {entry["name"]: entry for entry in reversed(named)}


def _pairs(old: Mapping[str, Data], new: Mapping[str, Data]) -> list[Pair]:
    """Return (old name, new name) of the words that were renamed."""
    return _one_to_one(_candidates(old, new))


def _candidates(old: Mapping[str, Data], new: Mapping[str, Data]) -> set[Pair]:
    said = {(former, name) for name, entry in new.items() for former in _formerly(entry)}
    said |= {(name, former) for name, entry in old.items() for former in _formerly(entry)}
    return {
        (gone, come)
        for gone, come in said
        if gone in old.keys() - new.keys() and come in new.keys() - old.keys()
    }


def _formerly(entry: Data) -> Iterator[str]:
    former = entry.get("formerly")
    return (name for name in former if isinstance(name, str)) if isinstance(former, list) else iter(())


def _one_to_one(candidates: Collection[Pair]) -> list[Pair]:
    gone, come = (Counter(pair[side] for pair in candidates) for side in (0, 1))
    return sorted(pair for pair in candidates if gone[pair[0]] == come[pair[1]] == 1)


def _pillar_pairs(old: Mapping[str, Data], new: Mapping[str, Data]) -> list[Pair]:
    said = _candidates(old, new)
    spoken_for = {name for pair in said for name in pair}
    gone = [name for name in old if name not in new and name not in spoken_for]
    come = [name for name in new if name not in old and name not in spoken_for]
    by_number = {(one, other) for one in gone for other in come if _same_number(old[one], new[other])}
    return _one_to_one(said) + _one_to_one(by_number)


def _same_number(one: Data, other: Data) -> bool:
    return type(one.get("number")) is int and one.get("number") == other.get("number")


class Words:
    """The renamed words of a plan, to be looked up by a text in an initiative."""

    def __init__(self, renames: Iterable[WordRename]) -> None:
        """Take in renames, of one plan."""
        self.renames = tuple(renames)
        self._pillars = {rename.old: rename.new for rename in self.renames if rename.vocabulary == PILLARS}
        self._by_text = {
            (rename.vocabulary, rename.pillar, text): rename
            for rename in self.renames
            for text in (rename.old, rename.new)
        }

    def pillar(self, name: Any) -> str | None:
        """Return a pillar's name at the later end."""
        return self._pillars.get(name, name) if isinstance(name, str) else None

    def about(self, vocabulary: str, pillar: str | None, text: str) -> WordRename | None:
        """Return the rename that made a text an old or a new name; ``pillar`` is that of a category, by its later name."""
        return self._by_text.get((vocabulary, pillar if vocabulary == CATEGORIES else None, text))

    def newer(self, vocabulary: str, pillar: str | None, text: str) -> str:
        """Return the newer name of a word, or the text itself."""
        rename = self.about(vocabulary, pillar, text)
        return rename.new if rename is not None and rename.old == text else text


def key_of(rename: WordRename) -> Key:
    """Return what tells a rename from all others."""
    return rename.vocabulary, rename.pillar, rename.old


def pillar_property(keys: ListKeys) -> str | None:
    """Return the property of a mapping that names a pillar, to which a category beside it belongs."""
    return next((key for key, below in keys.below.items() if below.vocabulary == PILLARS), None)


def words_in_key(keys: ListKeys) -> list[str]:
    """Return the properties that make the keys of a list's entries and hold words."""
    return [part.name for part in (keys.alternatives or ((),))[0] if keys.at(part.name).vocabulary]


def renamed(
    data: Data,
    words: Words,
    keys: ListKeys,
    *,
    kept: Collection[tuple[Key, str]] = (),
    moved: bool = False,
) -> Data:
    """Return an initiative's data with each reference to a renamed word in its newer name.

    ``kept`` names (rename, pointer) of values that stay as they are; of an initiative that ``moved`` to another pillar
    the category stays, too.
    """
    return _Renaming(words, lambda rename, pointer: (key_of(rename), pointer) in kept).mapping(
        data, keys, "", words.pillar(None if moved else data.get(pillar_property(keys) or ""))
    )


class _Renaming:
    """The way down a document whose words are put into newer ones."""

    def __init__(self, words: Words, is_kept: Callable[[WordRename, str], bool]) -> None:
        self._words = words
        self._is_kept = is_kept

    def mapping(self, data: Data, keys: ListKeys, at: str, pillar: str | None) -> Data:
        return {
            key: self._value(value, keys.at(key), at + join_pointer((key,)), pillar)
            for key, value in data.items()
        }

    def _value(self, value: Any, keys: ListKeys, at: str, pillar: str | None) -> Any:
        if keys.vocabulary is not None:
            if isinstance(value, list) and all(isinstance(text, str) for text in value):
                return [self._text(text, keys.vocabulary, at, pillar) for text in value]
            return self._text(value, keys.vocabulary, at, pillar) if isinstance(value, str) else value
        entries = keyed_entries(value, keys)
        if entries is not None:
            named = pillar_property(keys) or ""
            return [
                self.mapping(entry, keys, at + join_pointer((segment,)), self._words.pillar(entry.get(named)))
                for segment, entry in entries.items()
            ]
        if isinstance(value, dict) and keys.alternatives is None:
            return self.mapping(value, keys, at, None)
        return value

    def _text(self, text: str, vocabulary: str, at: str, pillar: str | None) -> str:
        rename = self._words.about(vocabulary, pillar, text)
        return text if rename is None or rename.old != text or self._is_kept(rename, at) else rename.new


def newer_segment(entry: Data, words: Words, keys: ListKeys) -> str | None:
    """Return the key that an entry has when its words are the newer ones; None where some are that already."""
    pillar = words.pillar(entry.get(pillar_property(keys) or ""))
    newer = {}
    for name in words_in_key(keys):
        text, vocabulary = entry.get(name), keys.at(name).vocabulary
        if isinstance(text, str) and vocabulary is not None:
            rename = words.about(vocabulary, pillar, text)
            if rename is not None and rename.new == text:
                return None
            newer[name] = rename.new if rename is not None else text
    return key_segment(entry | newer, keys.alternatives or ())
