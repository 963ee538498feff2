"""Loading plans for reading commands: typed plans and initiatives, and beside them the files that cannot be used.

What was parsed once is kept in the cache by content, so a second run neither parses nor validates it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec import Struct

from dxplan.errors import DocumentError
from dxplan.model.message import Message, message
from dxplan.model.plan import Plan
from dxplan.model.progress import some_files_at_a_time
from dxplan.stores.cache import Cache, digest
from dxplan.stores.layout import initiatives_folder, plan_file
from dxplan.stores.schemas import SchemaName, dated_places, program_digest, verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dxplan.model.initiative import Initiative  # noqa: TC004  (nothing decodes what refers to it)
    from dxplan.stores.plan_tree import PlanTree, Source

T = TypeVar("T")
Look = Callable[[str, Plan, Iterator["Filed"]], T]
"""What is made of a plan's name, the plan and its initiatives."""

Memory = dict[bytes, "Initiative"]
"""Initiatives by what their files hold, loaded once for many moments."""

_BATCH = 1000


class Filed(Struct, frozen=True):
    """An initiative, the plan it belongs to and the file it stands in."""

    plan: str
    path: str
    initiative: Initiative


class Failure(Struct, frozen=True):
    """A file that cannot be used, and why; ``initiative`` is the id that its name gives it, None for a plan's own."""

    path: str
    error: DocumentError
    initiative: str | None = None


class LoadedPlan(Struct, frozen=True):
    """A plan with all of its initiatives that can be read, and the failures beside them."""

    name: str
    plan: Plan
    initiatives: tuple[Filed, ...]
    failures: tuple[Failure, ...]


class Loader:
    """Loads plans of one moment through a cache."""

    def __init__(self, tree: PlanTree, cache: Cache, memory: Memory | None = None) -> None:
        """Keep where to read and where to keep; ``memory`` holds what was loaded at other moments of the same plans."""
        self._tree = tree
        self._memory = memory
        self._cache = cache
        self._salt = program_digest()
        self._new: dict[bytes, bytes] = {}

    def load(self, names: Iterable[str]) -> tuple[list[LoadedPlan], list[Failure]]:
        """Load plans; a plan whose own file cannot be used is a failure, and so are its initiatives' files."""
        failures: list[Failure] = []
        loaded = []
        for name, plan in self._plans(names, failures):
            beside: list[Failure] = []
            filed = tuple(self._each(name, beside))
            loaded.append(LoadedPlan(name, plan, filed, tuple(beside)))
        return loaded, failures

    def survey(self, names: Iterable[str], look: Look[T]) -> tuple[list[T], list[Failure]]:
        """Show plans with their initiatives to ``look``, and return what it makes of each.

        The initiatives come one after the other in the order of files, and none is kept: however many there are, the
        memory holds few of them.
        """
        failures: list[Failure] = []
        return [
            look(name, plan, self._each(name, failures)) for name, plan in self._plans(names, failures)
        ], failures

    def plan(self, name: str) -> Plan:
        """Load a plan's own file; raises DocumentError."""
        path = plan_file(name)
        source = self._tree.sources([path])[path]
        if isinstance(source, DocumentError):
            raise source
        key = digest(self._salt, b"plan", source.mark)
        kept = self._cache.get_many([key]).get(key)
        if kept is not None:
            return msgspec.msgpack.decode(kept, type=Plan)
        raw = self._tree.read(path) if source.raw is None else source.raw
        plan = _plan(path, raw, self._tree.shown)
        self._cache.put_many({key: msgspec.msgpack.encode(plan)})
        return plan

    def _plans(self, names: Iterable[str], failures: list[Failure]) -> Iterator[tuple[str, Plan]]:
        for name in names:
            try:
                plan = self.plan(name)
            except DocumentError as error:
                failures.append(Failure(plan_file(name), error))
            else:
                yield name, plan
        self._keep()

    def _each(self, name: str, failures: list[Failure]) -> Iterator[Filed]:
        """Yield the initiatives of a plan, some files at a time, so that the bytes of all never stand in memory."""
        try:
            paths = self._tree.initiative_files(name)
        except DocumentError as error:
            failures.append(Failure(initiatives_folder(name), error))
            return
        for some in some_files_at_a_time(paths, _BATCH):
            sources = self._sources(some, failures)
            keys = {path: digest(self._salt, b"initiative", source.mark) for path, source in sources.items()}
            known = self._known(keys.values())
            raws = self._fetch([path for path, key in keys.items() if key not in known], sources)
            for path, key in keys.items():
                initiative = known.get(key)
                if initiative is None:
                    try:
                        initiative = _initiative(path, raws[path], self._tree.shown)
                    except DocumentError as error:
                        failures.append(_failure(path, error))
                        continue
                    self._new[key] = msgspec.msgpack.encode(initiative)
                    if self._memory is not None:
                        self._memory[key] = initiative
                yield Filed(name, path, initiative)
            self._keep()

    def _known(self, keys: Iterable[bytes]) -> dict[bytes, Initiative]:
        """Return the initiatives that were loaded before, in this run or in another."""
        memory = self._memory or {}
        wanted = list(keys)
        known = {key: memory[key] for key in wanted if key in memory}
        for key, packed in self._cache.get_many(key for key in wanted if key not in memory).items():
            known[key] = _decoder().decode(packed)
        if self._memory is not None:
            self._memory |= known
        return known

    def _sources(self, paths: Sequence[str], failures: list[Failure]) -> dict[str, Source]:
        sources: dict[str, Source] = {}
        for path, source in self._tree.sources(paths).items():
            if isinstance(source, DocumentError):
                failures.append(_failure(path, source))
            else:
                sources[path] = source
        return sources

    def _fetch(self, paths: Sequence[str], sources: dict[str, Source]) -> Mapping[str, bytes | DocumentError]:
        """Return the bytes of files; only what a source does not hold is fetched, all of it together."""
        absent = [path for path in paths if sources[path].raw is None]
        fetched = self._tree.fetch(absent) if absent else {}
        held = {path: raw for path in paths if (raw := sources[path].raw) is not None}
        return held | fetched

    def _keep(self) -> None:
        self._cache.put_many(self._new)
        self._new = {}


def _failure(path: str, error: DocumentError) -> Failure:
    return Failure(path, error, PurePosixPath(path).stem)


def see_what_is_wrong(path: str, point: str | None) -> Message:
    """Return the hint that leads to all that is wrong with a file, at a point or, for None, in the working tree."""
    if point is None:
        return message("Run dxplan validate {path} to see what is wrong.", path=path)
    return message("Run dxplan validate --at {point} {path} to see what is wrong.", point=point, path=path)


@cache
def _decoder() -> msgspec.msgpack.Decoder[Initiative]:
    from dxplan.model.initiative import Initiative  # noqa: PLC0415  (who reads plans alone needs no initiatives)

    return msgspec.msgpack.Decoder(Initiative)


def _plan(path: str, raw: bytes | DocumentError, point: str | None) -> Plan:
    from dxplan.model.build import build_plan  # noqa: PLC0415  (what is cached is built)

    return build_plan(_usable(path, raw, "plan", point))


def _initiative(path: str, raw: bytes | DocumentError, point: str | None) -> Initiative:
    from dxplan.model.build import build_initiative  # noqa: PLC0415  (what is cached is built)

    return build_initiative(_usable(path, raw, "initiative", point))


def _usable(path: str, raw: bytes | DocumentError, kind: SchemaName, point: str | None) -> object:
    """Parse a file and make sure that typed values can be built from it; raises DocumentError."""
    # What is cached needs neither a parser nor a check.
    from dxplan.model.impossible import impossible_values  # noqa: PLC0415
    from dxplan.model.migration import migrated  # noqa: PLC0415
    from dxplan.stores.documents import parse_document  # noqa: PLC0415

    if isinstance(raw, DocumentError):
        raise raw
    data = migrated(parse_document(path, raw).data, kind)
    if not verdict(kind)(data) or any(True for _ in impossible_values(data, dated_places(kind))):
        raise DocumentError(
            "schema",
            message("The file does not fit the schema."),
            see_what_is_wrong(path, point),
        )
    return data
