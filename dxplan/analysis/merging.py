"""Three-way merging of documents, field by field.

Mappings are merged key by key and the entries of lists by their own key (``dxplan.model.list_keys``), so what two people
changed in different fields, or added to one list, goes together. Lists of texts are merged as sets that have an order,
texts of several lines line by line. What is left are true conflicts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.analysis.merging_lists import is_text_set, merged_texts, without_renames, woven
from dxplan.analysis.places import same as alike
from dxplan.model.line_merge import merged_text
from dxplan.model.list_keys import keyed_entries
from dxplan.model.merge import Conflict, Favour, Merged
from dxplan.model.pointer import join_pointer
from dxplan.stores.matching import same

if TYPE_CHECKING:
    from dxplan.model.content import Data
    from dxplan.model.list_keys import ListKeys


def merge(base: Data | None, ours: Data, theirs: Data, keys: ListKeys, favour: Favour = "ours") -> Merged:
    """Merge two editions of a document; ``keys`` are those of its schema, ``base`` is None where both sides added it.

    Orders are ours, or theirs where only theirs were changed. Conflicts, in the order of the result, stand in it as the
    side has them that is favoured; of texts that is true of the lines on which the sides contradict each other.
    """
    walk = _Merge(favour)
    data = walk.mapping(base or {}, ours, theirs, keys, "")
    return Merged(data, tuple(walk.conflicts))


class _Merge:
    """The way down three editions of a document, and the conflicts that were found on it."""

    def __init__(self, favour: Favour) -> None:
        self._favour = favour
        self.conflicts: list[Conflict] = []

    def mapping(self, base: Data, ours: Data, theirs: Data, keys: ListKeys, at: str) -> Data:
        """Merge mappings that stand at a pointer."""
        result: Data = {}
        for key in woven(list(base), list(ours), list(theirs)):
            here, known = at + join_pointer((key,)), len(self.conflicts)
            value = self._value(base.get(key), ours.get(key), theirs.get(key), keys.at(key), here)
            has = {"base": key in base, "ours": key in ours, "theirs": key in theirs}
            # A key without a value stays where the side has it that is favoured, or that has changed this.
            agreed = has["theirs"] if has["base"] is has["ours"] else has["ours"]
            # A list from which each side took what the other left is gone, as no schema knows an empty one.
            agreed = agreed and (ours.get(key) is None or theirs.get(key) is None)
            if value is not None or (agreed if known == len(self.conflicts) else has[self._favour]):
                result[key] = value
        return result

    def _value(self, base: Any, ours: Any, theirs: Any, keys: ListKeys, at: str) -> Any:
        if same(ours, theirs) or same(base, theirs):
            return ours
        if same(base, ours):
            return theirs
        if isinstance(ours, dict) and isinstance(theirs, dict):
            return self.mapping(base if isinstance(base, dict) else {}, ours, theirs, keys, at)
        # A list that is not there is as good as an empty one: what the other side added to it need not go.
        lists = [[] if value is None else value for value in (base, ours, theirs)]
        if not all(isinstance(value, list) for value in lists):
            return self._single(base, ours, theirs, at)
        entries = [keyed_entries(value, keys) for value in lists]
        if entries[1] is not None and entries[2] is not None:
            return self._entries(entries[0] or {}, entries[1], entries[2], keys, at) or None
        if is_text_set(lists[1]) and is_text_set(lists[2]):
            texts = merged_texts(lists[0] if is_text_set(lists[0]) else [], lists[1], lists[2])
            if texts is not None:
                return texts or None
        return self._single(base, ours, theirs, at)

    def _single(self, base: Any, ours: Any, theirs: Any, at: str) -> Any:
        """Merge what is one value."""
        if alike(ours, theirs):
            return ours
        if isinstance(base, str) and isinstance(ours, str) and isinstance(theirs, str):
            text, whole = merged_text(base, ours, theirs, self._favour)
            if not whole:
                self.conflicts.append(Conflict(at, base, ours, theirs))
            return text
        self.conflicts.append(Conflict(at, base, ours, theirs))
        return {"base": base, "ours": ours, "theirs": theirs}[self._favour]

    def _entries(
        self, base: dict[str, Data], ours: dict[str, Data], theirs: dict[str, Data], keys: ListKeys, at: str
    ) -> list[Data]:
        """Merge the entries of lists; those that were renamed on one side or both go by their names in the base."""
        ours, our_names, theirs, their_names = without_renames(base, ours, theirs, keys)
        result = []
        for name in woven(list(base), list(ours), list(theirs)):
            here = at + join_pointer(
                (our_names.get(name, name if name in ours else their_names.get(name, name)),)
            )
            entry = self._value(base.get(name), ours.get(name), theirs.get(name), keys, here)
            if entry is not None:
                result.append(entry)
        return result
