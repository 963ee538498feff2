"""A revision: the plan files of one commit, read from git without touching the working tree.

The names of all files come from one run of git, the contents many at a time, by blob id: what the cache knows is not
read at all.
"""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

from dxplan.errors import DocumentError
from dxplan.model.message import message
from dxplan.stores.blobs import read_blobs
from dxplan.stores.layout import PLAN_FILE, PLANS_FOLDER, initiatives_folder
from dxplan.stores.plan_tree import Source, is_initiative_file, is_plan_name, selected

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dxplan.stores.mounts import Mount

_FILE, _LINK = "100", "120000"


class Revision:
    """The files of plans at a commit; paths are relative to the root of the plan repository, with ``/``."""

    def __init__(self, mount: Mount, commit: str, shown: str) -> None:
        """Use the commit of that id; ``shown`` is what it is called in messages."""
        self.mount = mount
        self.commit = commit
        self.shown = shown

    @cached_property
    def _entries(self) -> dict[str, tuple[str, str]]:
        """Mode and object id of everything below ``plans/``, by path."""
        where = self.mount.in_git(PLANS_FOLDER + "/").rstrip("/")
        below = ["--", where] if where else []
        output = self.mount.repository.read("ls-tree", "-r", "-z", "--full-tree", self.commit, *below)
        entries = {}
        for line in output.split(b"\0"):
            if line:
                mode, _, rest = line.partition(b" ")
                name = self.mount.in_plans(os.fsdecode(rest.partition(b"\t")[2]))
                if name is not None:
                    entries[name] = (mode.decode(), rest.split(b" ", 1)[1].partition(b"\t")[0].decode())
        return entries

    @cached_property
    def _by_folder(self) -> dict[str, list[str]]:
        """The names in each folder, sorted."""
        folders: dict[str, set[str]] = {}
        for path in self._entries:
            parts = path.split("/")
            for depth in range(1, len(parts)):
                folders.setdefault("/".join(parts[:depth]), set()).add(parts[depth])
        return {folder: sorted(names) for folder, names in folders.items()}

    def plans(self) -> list[str]:
        """Return the names of the plans; a folder that cannot be one is none, as nobody can mend the past."""
        names = self._by_folder.get(PLANS_FOLDER, [])
        return [
            name
            for name in names
            if is_plan_name(name) and PLAN_FILE in self._by_folder.get(f"{PLANS_FOLDER}/{name}", [])
        ]

    def initiative_files(self, plan: str) -> list[str]:
        """Return the paths of a plan's initiative files, sorted by name."""
        folder = initiatives_folder(plan)
        return [f"{folder}/{name}" for name in self._by_folder.get(folder, []) if is_initiative_file(name)]

    def stray_files(self, plan: str) -> list[str]:
        """Return the paths in the folder of initiatives that are not read; hidden files are left alone."""
        folder = initiatives_folder(plan)
        return [
            path
            for path in (f"{folder}/{name}" for name in self._by_folder.get(folder, []))
            if not path.rpartition("/")[2].startswith(".")
            and (not is_initiative_file(path.rpartition("/")[2]) or path in self._by_folder)
        ]

    def read(self, path: str) -> bytes:
        """Return the bytes of a file; raises DocumentError, also for a link: in the past nothing is followed."""
        raw = self.fetch([path])[path]
        if isinstance(raw, DocumentError):
            raise raw
        return raw

    def sources(self, paths: Iterable[str]) -> dict[str, Source | DocumentError]:
        """Return the blob ids of files as their marks."""
        found: dict[str, Source | DocumentError] = {}
        for path in paths:
            blob = self._blob(path)
            found[path] = blob if isinstance(blob, DocumentError) else Source(b"blob " + blob.encode())
        return found

    def fetch(self, paths: Iterable[str]) -> dict[str, bytes | DocumentError]:
        """Return the bytes of files, through one process of git."""
        blobs = {path: self._blob(path) for path in paths}
        ids = [blob for blob in blobs.values() if isinstance(blob, str)]
        contents = dict(read_blobs(self.mount.repository, ids)) if ids else {}
        return {
            path: blob if isinstance(blob, DocumentError) else contents[blob] for path, blob in blobs.items()
        }

    def select(self, wanted: Iterable[str]) -> list[str]:
        """Return the plans that are asked for, all of them where none is; raises NotFoundError for unknown ones."""
        return selected(self.plans(), wanted, self.shown)

    def _blob(self, path: str) -> str | DocumentError:
        mode, blob = self._entries.get(path, ("", ""))
        if mode.startswith(_FILE):
            return blob
        if mode == _LINK:
            return DocumentError("outside-link", message("In git this is a link; a file was expected."))
        # A submodule is a folder in the working tree.
        if mode or path in self._by_folder:
            return DocumentError("unreadable", message("This is a folder; a file was expected."))
        return DocumentError("unreadable", message("There is no such file."))
