"""Loading plans for reading commands: typed plans and initiatives, and beside them the files that cannot be used.

What was parsed once is kept in the cache by content, so a second run neither parses nor validates it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec import Struct

from dxplan.errors import DocumentError
from dxplan.model.build import build_initiative, build_plan
from dxplan.model.initiative import Initiative
from dxplan.model.message import message
from dxplan.model.plan import Plan
from dxplan.stores.cache import Cache, digest
from dxplan.stores.layout import initiatives_folder, plan_file
from dxplan.stores.schemas import SchemaName, dated_places, program_digest, verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dxplan.stores.worktree import WorkTree

T = TypeVar("T")
Look = Callable[[str, Plan, Iterator["Filed"]], T]
"""What is made of a plan's name, the plan and its initiatives."""

_BATCH = 1000
_DECODER = msgspec.msgpack.Decoder(Initiative)


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
    """Loads plans from a working tree through a cache."""

    def __init__(self, tree: WorkTree, cache: Cache) -> None:
        """Keep where to read and where to keep."""
        self._tree = tree
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
        raw = self._tree.read(path)
        key = digest(self._salt, b"plan", raw)
        kept = self._cache.get_many([key]).get(key)
        if kept is not None:
            return msgspec.msgpack.decode(kept, type=Plan)
        plan = build_plan(_usable(path, raw, "plan"))
        self._new[key] = msgspec.msgpack.encode(plan)
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
        for start in range(0, len(paths), _BATCH):
            raws = self._read(paths[start : start + _BATCH], failures)
            keys = {path: digest(self._salt, b"initiative", raw) for path, raw in raws.items()}
            kept = self._cache.get_many(keys.values())
            for path, key in keys.items():
                if key in kept:
                    yield Filed(name, path, _DECODER.decode(kept[key]))
                    continue
                try:
                    initiative = build_initiative(_usable(path, raws[path], "initiative"))
                except DocumentError as error:
                    failures.append(_failure(path, error))
                    continue
                self._new[key] = msgspec.msgpack.encode(initiative)
                yield Filed(name, path, initiative)
            self._keep()

    def _read(self, paths: Sequence[str], failures: list[Failure]) -> dict[str, bytes]:
        raws: dict[str, bytes] = {}
        for path in paths:
            try:
                raws[path] = self._tree.read(path)
            except DocumentError as error:
                failures.append(_failure(path, error))
        return raws

    def _keep(self) -> None:
        self._cache.put_many(self._new)
        self._new = {}


def _failure(path: str, error: DocumentError) -> Failure:
    return Failure(path, error, PurePosixPath(path).stem)


def _usable(path: str, raw: bytes, kind: SchemaName) -> object:
    """Parse a file and make sure that typed values can be built from it; raises DocumentError."""
    # What is cached needs neither a parser nor a check.
    from dxplan.model.impossible import impossible_values  # noqa: PLC0415
    from dxplan.stores.documents import parse_document  # noqa: PLC0415

    data = parse_document(path, raw).data
    if not verdict(kind)(data) or any(True for _ in impossible_values(data, dated_places(kind))):
        raise DocumentError(
            "schema",
            message("The file does not fit the schema."),
            message("Run dxplan validate {path} to see what is wrong.", path=path),
        )
    return data
