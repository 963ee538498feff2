"""Facts: what the pairing must know of the contents of a commit's files, read now or known from before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from dxplan.analysis.trail_folders import name_of_path
from dxplan.analysis.trail_likeness import alike_pairs
from dxplan.analysis.versions import sources
from dxplan.model.trail import Placing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dxplan.analysis.trail_contents import Reading
    from dxplan.analysis.trail_pairing import Now, Side
    from dxplan.analysis.versions import Name, Version
    from dxplan.model.content import Data, Trouble
    from dxplan.model.trail import CommitTrail


class Facts(Protocol):
    """What files say of themselves; ``may_have_folders`` tells whether a plan may have had another folder in a parent."""

    may_have_folders: bool

    def look(self, changed: Mapping[str, str | None], sides: Sequence[Side]) -> None:
        """Get ready for the files that a commit changed."""

    def of(self, path: str, blob: str) -> tuple[Name, bool]:
        """Return the name of the document in a file, and whether the file can be read."""

    def alike(
        self, index: int, olds: Sequence[Version], nows: Sequence[Now], folders: Mapping[str, str]
    ) -> Iterable[tuple[Version, Now]]:
        """Return the initiatives of a parent that live on under another id."""


class KnownFacts:
    """Facts of a commit whose trail is known."""

    def __init__(self, trail: CommitTrail) -> None:
        """Take them from its trail."""
        self.may_have_folders = trail.has_folders
        self._placings = {placing.path: placing for placing in trail.placings}

    def look(self, changed: Mapping[str, str | None], sides: Sequence[Side]) -> None:
        """Do nothing: all is known."""

    def of(self, path: str, blob: str) -> tuple[Name, bool]:  # noqa: ARG002  (nothing is read)
        """Return the name of the document in a file, and whether the file can be read."""
        plan, stem = _plain_name(path)
        placing = self._placings.get(path)
        if placing is None:
            return (plan, stem), True
        return (plan, stem if placing.id is None else placing.id), placing.id is not None

    def alike(
        self,
        index: int,
        olds: Sequence[Version],
        nows: Sequence[Now],
        folders: Mapping[str, str],  # noqa: ARG002  (nothing is compared)
    ) -> Iterator[tuple[Version, Now]]:
        """Yield the initiatives of a parent that live on under another id."""
        by_path = {old.path: old for old in olds}
        for now in nows:
            placing = self._placings.get(now.path)
            if placing is not None and placing.parent == index and placing.origin in by_path:
                yield by_path[placing.origin], now


class ReadFacts:
    """Facts of a commit whose files are read; it gathers what later commits must know."""

    def __init__(self, commit: str, reading: Reading) -> None:
        """Read through ``reading``."""
        self.may_have_folders = True
        self.commit = commit
        self.reading = reading
        self.troubles: dict[str, Trouble] = {}
        self._placings: dict[str, Placing] = {}

    @property
    def placings(self) -> tuple[Placing, ...]:
        """What is not plain from the paths."""
        return tuple(self._placings.values())

    def look(self, changed: Mapping[str, str | None], sides: Sequence[Side]) -> None:
        """Read what is new, all at once."""
        stood = [side.files.get(path) for side in sides for path in changed] if len(sides) > 1 else []
        taken = {(version.path, version.blob) for version in stood if version is not None}
        self.reading.ahead(
            (blob, path) for path, blob in changed.items() if blob is not None and (path, blob) not in taken
        )

    def of(self, path: str, blob: str) -> tuple[Name, bool]:
        """Return the name of the document in a file, and whether the file can be read."""
        plan, stem = _plain_name(path)
        content = self.reading.of(blob, path)
        if content.data is None:
            if content.trouble is not None:
                self.troubles[path] = content.trouble
            self._placings[path] = Placing(path, None)
            return (plan, stem), False
        identity = content.data.get("id")
        if stem is None or not isinstance(identity, str) or not identity or identity == stem:
            return (plan, stem), True
        self._placings[path] = Placing(path, identity)
        return (plan, identity), True

    def alike(
        self, index: int, olds: Sequence[Version], nows: Sequence[Now], folders: Mapping[str, str]
    ) -> Iterator[tuple[Version, Now]]:
        """Yield the initiatives of a parent that live on under another id."""
        stood = [(source.blob, source.path) for source in sources(olds) if source.blob is not None]
        self.reading.ahead([*stood, *((now.blob, now.path) for now in nows)])
        news = [(folders.get(now.name[0], now.name[0]), now.path, self._data(now)) for now in nows]
        before = [(old.name[0], old.path, self.reading.data(old) or {}) for old in olds]
        for old, new in alike_pairs(before, news):
            now = nows[new]
            identity = now.name[1]
            self._placings[now.path] = Placing(now.path, identity, index, olds[old].path)
            yield olds[old], now

    def _data(self, now: Now) -> Data:
        return self.reading.of(now.blob, now.path).data or {}


def _plain_name(path: str) -> Name:
    name = name_of_path(path)
    assert name is not None  # noqa: S101  (other files are left out before)
    return name
