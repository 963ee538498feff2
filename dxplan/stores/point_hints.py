"""What to say where nobody knows a point: what it may have been meant to be, or what there is instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dxplan.errors import NotFoundError
from dxplan.model.day_text import day_meant
from dxplan.model.message import Message, message
from dxplan.model.nearest import nearest
from dxplan.stores.commits import beginning_with, stands_for
from dxplan.stores.points import LONGEST, NO_TAGS, SNAPSHOT_TAGS, UNSHALLOW, PointFinder, period_of
from dxplan.stores.refs import BRANCHES, TAGS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dxplan.model.plan import Plan

_SHOWN, _SHOWN_LENGTH = 6, 60
_ID = re.compile(r"[0-9a-fA-F]{4,64}")


def unknown_point(text: str, finder: PointFinder, plan: Plan | None) -> NotFoundError:
    """Return the error for a name that means no point in a repository, with the likeliest cure."""
    shown = text if len(text) <= _SHOWN_LENGTH else f"{text[:_SHOWN_LENGTH]}…"
    repository = finder.mount.repository
    if _ID.fullmatch(text):
        same = beginning_with(repository, text.lower())
        if len(same) > 1:
            return NotFoundError(
                message("Several objects of git have an id that begins with {id}.", id=text),
                message("Give more of the commit's id."),
            )
    elif 0 < len(text) <= LONGEST and stands_for(repository, text):
        return NotFoundError(
            message("“{point}” is something in git, but no commit.", point=shown),
            message("Name a period, a tag, a branch, a commit or a date."),
        )
    return NotFoundError(
        message("There is no period, tag, branch, commit or date “{point}” here.", point=shown),
        _hint(text, finder, plan),
    )


def _hint(text: str, finder: PointFinder, plan: Plan | None) -> Message | None:
    known = list(dict.fromkeys(_names(finder, plan)))
    # An id that is not here is like no name, however many letters they share.
    near = day_meant(text) or (None if _ID.fullmatch(text) or len(text) > LONGEST else nearest(text, known))
    if near is not None:
        return message("Did you mean “{word}”?", word=near)
    if finder.mount.repository.is_shallow:
        return UNSHALLOW
    if not finder.refs.tags:
        return NO_TAGS
    return message("There are, for example: {points}.", points=", ".join(known[:_SHOWN])) if known else None


def _names(finder: PointFinder, plan: Plan | None) -> Iterable[str]:
    """Yield what can be named: periods with a snapshot, the newest first, then recorded names, tags and branches."""
    refs = finder.refs.all.values()
    snapshots = [ref for ref in refs if ref.name.startswith(SNAPSHOT_TAGS)]
    for ref in sorted(snapshots, key=lambda ref: (ref.date or "", ref.name), reverse=True):
        period = ref.name.rpartition("/")[2]
        if period_of(period) is not None:
            yield period
    for entry in reversed(plan.snapshots if plan else ()):
        yield entry.period
        if entry.name:
            yield entry.name
    yield from (ref.short for ref in refs if ref.name.startswith(TAGS) and ref not in snapshots)
    yield from (ref.short for ref in refs if ref.name.startswith(BRANCHES))
    yield from (ref.short for ref in (*snapshots, *refs) if not ref.name.startswith(BRANCHES))
