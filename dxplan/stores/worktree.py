"""The working tree: which plans and files a plan repository has, in one stable order.

``stores/revision.py`` reads the same from git; whatever reads plans asks for the interface of ``stores/plan_tree.py`` only.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from dxplan.errors import DocumentError
from dxplan.model.message import message
from dxplan.stores.file_reading import check_inside, is_inside, read_bytes
from dxplan.stores.layout import PLAN_FILE, PLANS_FOLDER, find_root, initiatives_folder
from dxplan.stores.plan_tree import Source, check_plan_names, is_initiative_file, selected

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class WorkTree:
    """The files of a plan repository on the disk; paths are relative to the root, with ``/``."""

    shown = None

    def __init__(self, root: Path) -> None:
        """Use the plan repository whose root is ``root``."""
        self.root = root
        self._base = os.fspath(root)

    @classmethod
    def around(cls, start: Path) -> WorkTree:
        """Find the plan repository in which ``start`` lies; raises NotFoundError."""
        return cls(find_root(start))

    def plans(self) -> list[str]:
        """Return the names of the plans: the folders of ``plans/`` that have a plan.yaml.

        Raises DocumentError, also for a link that leaves ``plans/``, and NotFoundError for a name that cannot be a
        plan's: it goes into tags and into output.
        """
        base = self.root / PLANS_FOLDER
        names = sorted(name for name in self._names(base) if os.path.lexists(base / name / PLAN_FILE))
        check_plan_names(names)
        for name in names:
            if not is_inside(os.fspath(base / name), os.fspath(base)):
                folder = f"{PLANS_FOLDER}/{name}"
                raise DocumentError(
                    "outside-link",
                    message("The folder {folder} is a link that leads out of plans/.", folder=folder),
                    message("Replace the link by a copy of the folder."),
                )
        return names

    def initiative_files(self, plan: str) -> list[str]:
        """Return the paths of a plan's initiative files, sorted by name; raises DocumentError."""
        folder = initiatives_folder(plan)
        return [f"{folder}/{name}" for name in self._names_inside(plan) if is_initiative_file(name)]

    def stray_files(self, plan: str) -> list[str]:
        """Return the paths in the folder of initiatives that are not read; hidden files are left alone.

        Raises DocumentError.
        """
        folder = initiatives_folder(plan)
        names = self._names_inside(plan)
        strays = [name for name in names if not is_initiative_file(name) and not name.startswith(".")]
        folders = [
            name for name in names if is_initiative_file(name) and (self.root / folder / name).is_dir()
        ]
        return [f"{folder}/{name}" for name in sorted({*strays, *folders})]

    def read(self, path: str) -> bytes:
        """Return the bytes of a file of a plan; raises DocumentError, also for a link that leaves the plan's folder."""
        plans, plan, *_ = path.split("/")
        # Joined as text: a plan has many files, and a Path takes longer to make than a small file to read.
        return read_bytes(f"{self._base}/{path}", f"{self._base}/{plans}/{plan}")

    def sources(self, paths: Iterable[str]) -> dict[str, Source | DocumentError]:
        """Return what files hold; all of them are read."""
        found: dict[str, Source | DocumentError] = {}
        for path, raw in self.fetch(paths).items():
            found[path] = raw if isinstance(raw, DocumentError) else Source(raw, raw)
        return found

    def fetch(self, paths: Iterable[str]) -> dict[str, bytes | DocumentError]:
        """Return the bytes of files, or the error of each that cannot be read."""
        found: dict[str, bytes | DocumentError] = {}
        for path in paths:
            try:
                found[path] = self.read(path)
            except DocumentError as error:
                found[path] = error
        return found

    def select(self, wanted: Iterable[str]) -> list[str]:
        """Return the plans that are asked for, all of them where none is; raises NotFoundError for unknown ones."""
        return selected(self.plans(), wanted)

    def _names_inside(self, plan: str) -> list[str]:
        """List the folder of initiatives, which must not lie elsewhere: names alone tell of what others do not have."""
        folder = self.root / initiatives_folder(plan)
        names = self._names(folder)
        if names:
            check_inside(os.fspath(folder), os.fspath(folder.parent))
        return names

    @staticmethod
    def _names(folder: Path) -> list[str]:
        """List a folder; code points order the names, so that every machine sees the same order."""
        try:
            return sorted(entry.name for entry in os.scandir(folder))
        except FileNotFoundError:
            return []
        except OSError as error:
            reason = error.strerror or ""
            raise DocumentError(
                "unreadable",
                message("The folder {folder} cannot be read: {reason}.", folder=folder.name, reason=reason),
            ) from None
