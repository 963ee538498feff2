"""Titles as the trail tells them: what each initiative was called last."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dxplan.model.trail import CommitTrail, TrailEntry

_TITLE = "/title"


def last_titles(trails: Iterable[CommitTrail]) -> dict[tuple[str, str | None], str]:
    """Return the newest title of every document by plan and id; ``trails`` come parents first.

    An initiative that got another id, or whose plan's folder was renamed, keeps its title under the new name.
    """
    titles: dict[tuple[str, str | None], str] = {}
    for trail in trails:
        for rename in trail.renames:
            if rename.pointer is None:
                known = {name: title for name, title in titles.items() if name[0] == rename.old}
                titles |= {(rename.new, name[1]): title for name, title in known.items()}
            elif not rename.pointer and (rename.plan, rename.old) in titles:
                titles[rename.plan, rename.new] = titles[rename.plan, rename.old]
        for entry in trail.entries:
            title = _title(entry)
            if title is not None:
                titles[entry.plan, entry.id] = title
    return titles


def _title(entry: TrailEntry) -> str | None:
    if entry.pointer == _TITLE:
        return entry.new if isinstance(entry.new, str) else None
    if entry.pointer or not isinstance(entry.new, dict):
        return None
    title = entry.new.get("title")
    return title if isinstance(title, str) else None
