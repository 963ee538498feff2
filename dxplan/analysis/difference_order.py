"""The order of what is said in a difference: that of the newer plan, then that of the older one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dxplan.analysis.renaming import Words
    from dxplan.model.content import Data

_LAST = 1 << 62


def names_of(plan: Data | None, vocabulary: str) -> list[str]:
    """Return the names of a plan's vocabulary, as far as there are any."""
    entries = plan.get(vocabulary) if plan is not None else None
    if not isinstance(entries, list):
        return []
    names = (entry.get("name") for entry in entries if isinstance(entry, dict))
    return [name for name in names if isinstance(name, str)]


def status_order(old_plan: Data | None, new_plan: Data | None) -> tuple[str, ...]:
    """Return the statuses of both editions of a plan, those of the newer one first."""
    return tuple(dict.fromkeys(names_of(new_plan, "statuses") + names_of(old_plan, "statuses")))


def in_status_order(
    counts: Mapping[tuple[str | None, str | None], int], order: Sequence[str]
) -> list[tuple[tuple[str | None, str | None], int]]:
    """Return counts of (old, new) statuses in order: unknown ones after the known, none at all last."""
    ranks = {status: index for index, status in enumerate(order)}

    def rank(status: str | None) -> tuple[int, str]:
        return (_LAST, "") if status is None else (ranks.get(status, len(ranks)), status)

    return sorted(counts.items(), key=lambda item: (rank(item[0][0]), rank(item[0][1])))


def place_in_plan(
    old_plan: Data | None, new_plan: Data | None, words: Words
) -> Callable[[str, Data], tuple[int, int, int, str]]:
    """Return the key of an initiative's place, from its id and its data: pillar, category, number, id."""
    plan = old_plan if new_plan is None else new_plan
    pillars = {name: index for index, name in reversed(list(enumerate(names_of(plan, "pillars"))))}
    entries: Any = plan.get("pillars") if plan is not None and pillars else []
    categories = {
        (pillar["name"], category): index
        for pillar in entries
        if isinstance(pillar, dict) and isinstance(pillar.get("name"), str)
        for index, category in enumerate(names_of(pillar, "categories"))
    }

    def key(identifier: str, data: Data) -> tuple[int, int, int, str]:
        pillar, category, number = words.pillar(data.get("pillar")), data.get("category"), data.get("number")
        if isinstance(category, str):
            category = words.newer("categories", pillar, category)
        return (
            pillars.get(pillar or "", _LAST),
            categories.get((pillar or "", category), _LAST) if isinstance(category, str) else _LAST,
            number if type(number) is int else _LAST,
            identifier,
        )

    return key
