"""What changed between two moments, plan by plan: which plans belong together, and what the cache knows already."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from dxplan.analysis.differing import difference, pair_plans
from dxplan.analysis.ends import End, names_of
from dxplan.analysis.movements import movements_of
from dxplan.errors import DocumentError, NotFoundError
from dxplan.model.difference import PlanDifference
from dxplan.model.message import message
from dxplan.stores.cache import Cache, digest
from dxplan.stores.contents import Contents
from dxplan.stores.layout import FILE_ENDING, plan_file
from dxplan.stores.schemas import program_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from dxplan.model.point import Point
    from dxplan.stores.plan_tree import Moment, PlanTree, Source

    Sources = Mapping[str, Source | DocumentError]
    Allowed = Callable[["Pair"], frozenset[str]]

_LARGEST_KEPT = 32 * 1024 * 1024
_DECODER = msgspec.msgpack.Decoder(PlanDifference)


@dataclass(frozen=True)
class Pair:
    """One plan at two moments; its name is None at the end where it is not there."""

    old: str | None
    new: str | None
    old_moment: Moment
    new_moment: Moment

    @property
    def name(self) -> str:
        """The name at the later end, else at the earlier one."""
        return self.new or self.old or ""

    @property
    def last(self) -> tuple[str, Moment]:
        """The newest name and moment at which the plan is there."""
        return (self.new, self.new_moment) if self.new else (self.name, self.old_moment)

    @property
    def points(self) -> tuple[Point, Point]:
        """The points of both ends."""
        return self.old_moment.point, self.new_moment.point


def pairs(old: Mapping[str, Moment], new: Mapping[str, Moment], wanted: Collection[str]) -> list[Pair]:
    """Return the plans of two moments, those together that are one plan under two names.

    ``wanted`` names plans by either name, none names all. A plan whose state is not known at one end (its period has no
    commit there) is left out. Raises NotFoundError for a wanted plan that is at neither end.
    """
    before, after = _there(old), _there(new)
    found = pair_plans(
        {name: _ids(name, moment) for name, moment in before.items()},
        {name: _ids(name, moment) for name, moment in after.items()},
    )
    _check_known(wanted, found)
    chosen = []
    for first, last in found:
        if wanted and first not in wanted and last not in wanted:
            continue
        old_moment = before[first] if first else _other_end(last or "", old)
        new_moment = after[last] if last else _other_end(first or "", new)
        if old_moment is not None and new_moment is not None:
            chosen.append(Pair(first, last, old_moment, new_moment))
    return sorted(chosen, key=lambda pair: pair.name)


def difference_of(pair: Pair, cache: Cache, allowed: Allowed | None) -> PlanDifference:
    """Return what changed in a plan; ``allowed`` gives the ids of the initiatives that a filter lets through.

    A filter asks for initiatives, so of the plan's own file only the words are told that those initiatives follow or keep.
    """
    old, new = _sources(pair.old, pair.old_moment.tree), _sources(pair.new, pair.new_moment.tree)
    ids = allowed(pair) if allowed else None
    key = None if allowed else _key(pair, old, new)
    kept = cache.get_many([key]).get(key) if key else None
    if kept is not None:
        return _DECODER.decode(kept)
    contents = Contents(cache)
    found = difference(
        _end(pair, pair.old, pair.old_moment.tree, old, contents, ids),
        _end(pair, pair.new, pair.new_moment.tree, new, contents, ids),
        movements_of,
    )
    if ids is not None:
        return _of_initiatives(found)
    # A file's name that is no text cannot be packed.
    with suppress(UnicodeEncodeError):
        packed = msgspec.msgpack.encode(found)
        if key and len(packed) <= _LARGEST_KEPT:
            cache.put_many({key: packed})
    return found


def _of_initiatives(found: PlanDifference) -> PlanDifference:
    """Return a difference without the plan's own file and without the words that none of its initiatives uses."""
    return msgspec.structs.replace(
        found,
        changes=tuple(change for change in found.changes if change.id is not None),
        renames=tuple(rename for rename in found.renames if rename.initiatives or rename.kept),
    )


def _check_known(wanted: Collection[str], found: Collection[tuple[str | None, str | None]]) -> None:
    known = sorted({name for both in found for name in both if name is not None})
    for name in wanted:
        if name not in known:
            raise NotFoundError(
                message("Neither of the two points has a plan “{plan}”.", plan=name),
                message("The plans are: {plans}.", plans=", ".join(known)) if known else None,
            )


def _there(moments: Mapping[str, Moment]) -> dict[str, Moment]:
    """Return the plans that are there; where a wanted one is not, all others of its tree may be it under another name."""
    found: dict[str, Moment] = {}
    for name, moment in moments.items():
        known = moment.tree.plans()
        for there in [name] if name in known else known:
            if there == name or there not in moments:
                found.setdefault(there, moment)
    return found


def _other_end(name: str, moments: Mapping[str, Moment]) -> Moment | None:
    """Return the moment at which a plan is missing; where every plan has the same one, it holds for all."""
    if name in moments:
        return moments[name]
    trees = {id(moment.tree): moment for moment in moments.values()}
    return next(iter(trees.values())) if len(trees) == 1 else None


def _ids(name: str, moment: Moment) -> list[tuple[str, str | None]]:
    return [
        (path.rpartition("/")[2].removesuffix(FILE_ENDING), None)
        for path in moment.tree.initiative_files(name)
    ]


def _sources(name: str | None, tree: PlanTree) -> Sources:
    return tree.sources([plan_file(name), *tree.initiative_files(name)]) if name else {}


def _key(pair: Pair, old: Sources, new: Sources) -> bytes | None:
    """Return the key of what both ends hold; None where a file cannot be read, which may be otherwise next time."""
    parts = [program_digest(), b"difference", (pair.old or "").encode(), (pair.new or "").encode()]
    for sources in (old, new):
        parts.append(str(len(sources)).encode())
        for path, source in sources.items():
            if isinstance(source, DocumentError):
                return None
            parts += [path.encode("utf-8", "surrogateescape"), source.mark]
    return digest(*parts)


def _end(
    pair: Pair,
    name: str | None,
    tree: PlanTree,
    sources: Sources,
    contents: Contents,
    ids: frozenset[str] | None,
) -> End:
    if name is None:
        return End(plan=pair.name, plan_path=plan_file(pair.name), plan_file=None, initiatives={})
    read = contents.of_sources(sources, tree.fetch)
    own = read.pop(plan_file(name)).content
    if ids is not None:
        read = {path: packed for path, packed in read.items() if names_of(path, packed.content) & ids}
    return End(plan=name, plan_path=plan_file(name), plan_file=own, initiatives=read)
