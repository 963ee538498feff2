"""Documents for comparisons: in the manner of initiatives, with much that no file should hold."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from dxplan.model.list_keys import keyed_entries

if TYPE_CHECKING:
    from random import Random

    from dxplan.model.content import Data
    from dxplan.model.list_keys import ListKeys

TEXTS = st.sampled_from(
    [
        "",
        "a",
        "a#2",
        "a#3",
        "b",
        "a/b",
        "a~b",
        "~1",
        "#2",
        "*",
        "1",
        "true",
        "運用中",
        "運用",
        "ライン 導入",
        " ",
        "\n",
    ]
)
SCALARS = st.one_of(TEXTS, st.sampled_from([None, True, False, 0, 1, 1.0, 2, 1.5]))
YEARS = st.sampled_from(["R4", "R5", "FY2022", "FY2023", "R4-FY", "2022", "R4-H1", "いつか", "", 2022, None])


def mappings(**values: st.SearchStrategy[Any]) -> st.SearchStrategy[Data]:
    """Draw mappings that have some of the keys."""
    return st.fixed_dictionaries({}, optional=values)


def entry_lists(**values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Draw lists of such mappings, seldom with something else in them, or something else altogether."""
    entries = st.lists(mappings(**values), max_size=4)
    return st.one_of(entries, entries, entries, st.lists(mappings(**values) | SCALARS, max_size=3), SCALARS)


ACTUALS = entry_lists(period=YEARS, value=SCALARS)
BUDGET = entry_lists(fiscal_year=YEARS, amount=SCALARS)


def documents() -> st.SearchStrategy[Data]:
    """Draw documents."""
    return mappings(
        schema=st.just(1),
        title=SCALARS,
        pillar=TEXTS,
        departments=st.lists(TEXTS, max_size=3) | SCALARS,
        listings=entry_lists(pillar=TEXTS, category=TEXTS, number=SCALARS),
        components=entry_lists(name=TEXTS, status=SCALARS),
        withdrawn=mappings(at=YEARS, reason=TEXTS) | SCALARS,
        tasks=entry_lists(name=SCALARS, fiscal_year=YEARS, text=TEXTS, done=SCALARS),
        indicators=entry_lists(name=SCALARS, unit=TEXTS, actuals=ACTUALS),
        budget=BUDGET,
        workstreams=entry_lists(name=TEXTS, departments=st.lists(TEXTS, max_size=2), budget=BUDGET),
        odd=st.recursive(
            SCALARS, lambda below: st.lists(below, max_size=2) | st.dictionaries(TEXTS, below, max_size=2)
        ),
    )


@st.composite
def document_pairs(draw: st.DrawFn) -> tuple[Data, Data]:
    """Draw two documents, most often the second made from the first."""
    old, new = draw(documents()), draw(documents())
    kept = draw(st.lists(st.sampled_from(sorted(old)), unique=True)) if old else []
    return old, new | {key: deepcopy(old[key]) for key in kept}


def shuffled(value: Any, keys: ListKeys, random: Random) -> Any:
    """Return a document with other orders, and with keys without a value more or less; its meaning is the same."""
    entries = keyed_entries(value, keys)
    if entries is not None:
        order = list(range(len(entries)))
        # Entries that share a key are told apart by their order.
        if all(segment.partition("#")[1] == "" for segment in entries):
            random.shuffle(order)
        return [_mapping(value[index], keys, random) for index in order]
    return _mapping(value, keys, random) if isinstance(value, dict) else value


def _mapping(value: Data, keys: ListKeys, random: Random) -> Data:
    items = [(key, part) for key, part in value.items() if part is not None or random.random() < 0.5]
    items += [(key, None) for key in ("note", "new") if value.get(key) is None and random.random() < 0.5]
    random.shuffle(items)
    return {key: shuffled(part, keys.at(key), random) for key, part in items}


def meaning(value: Any, keys: ListKeys) -> Any:
    """Return a form of a document that is equal for documents that mean the same, and for no others."""
    entries = keyed_entries(value, keys)
    if entries is not None:
        return "entries", {segment: _keyed_meaning(entry, keys) for segment, entry in entries.items()}
    if isinstance(value, dict):
        return _keyed_meaning(value, keys)
    return _strict(value)


def _keyed_meaning(value: Data, keys: ListKeys) -> Any:
    return {key: meaning(part, keys.at(key)) for key, part in value.items() if part is not None}


def _strict(value: Any) -> Any:
    if isinstance(value, list):
        return [_strict(part) for part in value]
    if isinstance(value, dict):
        return {key: _strict(part) for key, part in value.items()}
    return (isinstance(value, bool), value)
