"""Which initiatives ``dxplan set`` means: those that are named, those that filters choose, or what both agree on."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.commands import filters
from dxplan.errors import NotFoundError, UsageError
from dxplan.model.hints import meant_initiative
from dxplan.model.message import message
from dxplan.model.point import WORKING_TREE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.commands.options import Filters
    from dxplan.commands.session import Session


class Target(Struct, frozen=True):
    """An initiative that is to be changed: its plan, its id and its file."""

    plan: str
    id: str
    path: str


def find_targets(session: Session, ids: Sequence[str], chosen: Filters, plans: Sequence[str]) -> list[Target]:
    """Return the initiatives that are meant, in the order of their plans; raises UsageError and NotFoundError.

    Who is named needs no file that fits the schema: what is wrong in one can be set right.
    """
    filtering = any(value is not None and value != [] for value in chosen.values())
    if not ids and not filtering:
        raise UsageError(
            message("Name the initiatives to change, or choose them with a filter such as --where."),
            message("Write dxplan set ID FIELD=VALUE"),
        )
    tree = session.tree
    selection = filters.selection_of(chosen) if filtering else None
    named = _named(session, ids, plans) if ids else []
    if selection is None:
        session.speak_of((target.plan, moment) for target in named
                         for moment in session.moments_at(WORKING_TREE.point, [target.plan]).values())  # fmt: skip
        return named
    loaded = session.load(tree.select(plans))
    rows = filters.select(session, loaded, selection)
    targets = [Target(row.plan_name, row.initiative.id, row.path) for row in rows]
    paths = {target.path for target in named}
    return [target for target in targets if not ids or target.path in paths]


def _named(session: Session, ids: Sequence[str], plans: Sequence[str]) -> list[Target]:
    """Return the files that have the names of ids."""
    files = [
        Target(plan, PurePosixPath(path).stem, path)
        for plan in session.tree.select(plans)
        for path in session.tree.initiative_files(plan)
    ]
    known: dict[str, list[Target]] = {}
    for target in files:
        known.setdefault(target.id, []).append(target)
    found: list[Target] = []
    for identifier in ids:
        if identifier not in known:
            raise NotFoundError(
                message("There is no initiative “{id}”.", id=identifier),
                meant_initiative(identifier, dict.fromkeys(known, "") | _titles(session, plans)),
            )
        if len(known[identifier]) > 1:
            names = ", ".join(target.plan for target in known[identifier])
            raise UsageError(
                message("Several plans have an initiative “{id}”: {plans}.", id=identifier, plans=names),
                message("Name one with --plan."),
            )
        found += known[identifier]
    return found


def _titles(session: Session, plans: Sequence[str]) -> dict[str, str]:
    """Return the title of each initiative whose file can be used; who has no id at hand types the title."""
    from dxplan.stores.loading import Loader  # noqa: PLC0415  (only a wrong id needs titles)

    loaded, _ = Loader(session.tree, session.cache).load(session.tree.select(plans))
    return {filed.initiative.id: filed.initiative.title for entry in loaded for filed in entry.initiatives}
