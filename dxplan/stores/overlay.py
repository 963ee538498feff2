"""A plan tree in which some files are otherwise than they are: what would be, were drafts written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.errors import DocumentError
from dxplan.model.message import message
from dxplan.stores.layout import initiatives_folder
from dxplan.stores.plan_tree import Source, is_initiative_file, selected

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dxplan.stores.plan_tree import PlanTree


class Overlay:
    """The files of a tree, with some of them replaced, added or taken away (None)."""

    def __init__(self, tree: PlanTree, files: Mapping[str, bytes | None]) -> None:
        """Keep the tree, and what is otherwise by its path."""
        self._tree = tree
        self._files = dict(files)

    @property
    def shown(self) -> str | None:
        """What the moment is called in messages: that of the tree below."""
        return self._tree.shown

    def plans(self) -> list[str]:
        """Return the names of the plans."""
        return self._tree.plans()

    def initiative_files(self, plan: str) -> list[str]:
        """Return the paths of a plan's initiative files as they would be; raises DocumentError."""
        folder = initiatives_folder(plan) + "/"
        inside = {path for path in self._files if path.startswith(folder)}
        known = {*self._tree.initiative_files(plan), *inside}
        gone = {path for path in inside if self._files[path] is None}
        return sorted(path for path in known - gone if is_initiative_file(path.removeprefix(folder)))

    def stray_files(self, plan: str) -> list[str]:
        """Return the paths in the folder of initiatives that are not read; raises DocumentError."""
        return self._tree.stray_files(plan)

    def read(self, path: str) -> bytes:
        """Return the bytes of a file; raises DocumentError."""
        if path not in self._files:
            return self._tree.read(path)
        raw = self._files[path]
        if raw is None:
            raise DocumentError("unreadable", message("There is no such file."))
        return raw

    def sources(self, paths: Iterable[str]) -> dict[str, Source | DocumentError]:
        """Return what files hold."""
        wanted = list(paths)
        below = self._tree.sources(path for path in wanted if path not in self._files)
        return {path: below[path] if path in below else self._source(path) for path in wanted}

    def fetch(self, paths: Iterable[str]) -> dict[str, bytes | DocumentError]:
        """Return the bytes of files, or the error of each that cannot be read."""
        wanted = list(paths)
        found = self._tree.fetch(path for path in wanted if path not in self._files)
        for path in wanted:
            if path in self._files:
                try:
                    found[path] = self.read(path)
                except DocumentError as error:
                    found[path] = error
        return {path: found[path] for path in wanted}

    def select(self, wanted: Iterable[str]) -> list[str]:
        """Return the plans that are asked for, all of them where none is; raises NotFoundError."""
        return selected(self.plans(), wanted)

    def _source(self, path: str) -> Source | DocumentError:
        try:
            raw = self.read(path)
        except DocumentError as error:
            return error
        return Source(raw, raw)
