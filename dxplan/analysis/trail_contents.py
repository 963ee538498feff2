"""Contents on their way into the trail: asked for in bulk, and few of them held at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

from dxplan.analysis.versions import sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dxplan.analysis.versions import Version
    from dxplan.model.content import Content, Data

DocumentKind = Literal["plan", "initiative"]
_HELD = 2000


class Ask(Protocol):
    """Reads contents."""

    def __call__(self, blobs: Iterable[tuple[str, str]], /) -> Mapping[str, Content]:
        """Return the contents of blobs by id; each comes with a path where it stands."""


class Reading:
    """Holds the contents that were used last."""

    def __init__(self, ask: Ask, held: int = _HELD) -> None:
        """Read through ``ask``; hold no more than ``held`` contents beyond those asked for at once."""
        self._ask = ask
        self._bound = held
        self._held: dict[str, Content] = {}

    def ahead(self, wanted: Iterable[tuple[str, str]]) -> None:
        """Read what is wanted next (blobs with their paths), all at once."""
        absent: dict[str, str] = {}
        for blob, path in wanted:
            content = self._held.pop(blob, None)
            if content is None:
                absent[blob] = path
            else:
                self._held[blob] = content
        if not absent:
            return
        for blob in list(self._held)[: max(0, len(self._held) - self._bound)]:
            del self._held[blob]
        self._held.update(self._ask(absent.items()))

    def holds(self, blob: str) -> bool:
        """Tell whether a content is at hand."""
        return blob in self._held

    def of(self, blob: str, path: str) -> Content:
        """Return a content."""
        if blob not in self._held:
            self.ahead([(blob, path)])
        return self._held[blob]

    def data(self, version: Version | None) -> Data | None:
        """Return the data for which a version stands, None where that is nothing."""
        for source in sources((version,)) if version is not None else ():
            if source.blob is not None:
                return self.of(source.blob, source.path).data
        return None


def kind_of(version: Version) -> DocumentKind:
    """Tell what a version is."""
    return "plan" if version.name[1] is None else "initiative"
