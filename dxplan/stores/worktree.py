"""The working tree: which plans and files a plan repository has, in one stable order.

Later stores read the same names from a git revision; whatever reads plans asks for this interface only.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from dxplan.errors import DocumentError, NotFoundError
from dxplan.model.message import message
from dxplan.stores.file_reading import read_bytes
from dxplan.stores.layout import (
    FILE_ENDING,
    PLAN_FILE,
    PLANS_FOLDER,
    find_root,
    initiatives_folder,
    plan_file,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# Letters of any script; what begins with a hyphen is an option, and a name is to stand on one line.
_PLAN_NAME = re.compile(r"[^\W_][\w-]{0,99}")


class WorkTree:
    """The files of a plan repository on the disk; paths are relative to the root, with ``/``."""

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

        Raises DocumentError, and NotFoundError for a name that cannot be a plan's: it goes into tags and into output.
        """
        base = self.root / PLANS_FOLDER
        names = sorted(name for name in self._names(base) if os.path.lexists(base / name / PLAN_FILE))
        for name in names:
            if not _PLAN_NAME.fullmatch(name):
                raise NotFoundError(
                    message("The folder name “{name}” cannot be the name of a plan.", name=name),
                    message(
                        "Rename the folder: letters, digits, hyphens and underscores, beginning with a letter."
                    ),
                )
        return names

    def initiative_files(self, plan: str) -> list[str]:
        """Return the paths of a plan's initiative files, sorted by name; raises DocumentError."""
        folder = initiatives_folder(plan)
        return [f"{folder}/{name}" for name in self._names(self.root / folder) if self._is_initiative(name)]

    def stray_files(self, plan: str) -> list[str]:
        """Return the paths in the folder of initiatives that are not read; hidden files are left alone.

        Raises DocumentError.
        """
        folder = initiatives_folder(plan)
        names = self._names(self.root / folder)
        strays = [name for name in names if not self._is_initiative(name) and not name.startswith(".")]
        folders = [
            name for name in names if self._is_initiative(name) and (self.root / folder / name).is_dir()
        ]
        return [f"{folder}/{name}" for name in sorted({*strays, *folders})]

    def read(self, path: str) -> bytes:
        """Return the bytes of a file of a plan; raises DocumentError, also for a link that leaves the plan's folder."""
        plans, plan, *_ = path.split("/")
        # Joined as text: a plan has many files, and a Path takes longer to make than a small file to read.
        return read_bytes(f"{self._base}/{path}", f"{self._base}/{plans}/{plan}")

    def select(self, wanted: Iterable[str]) -> list[str]:
        """Return the plans that are asked for, all of them where none is; raises NotFoundError for unknown ones."""
        known = self.plans()
        chosen = list(dict.fromkeys(wanted))
        for name in chosen:
            if name not in known:
                raise NotFoundError(
                    message("There is no plan “{plan}” in {folder}.", plan=name, folder=PLANS_FOLDER + "/"),
                    message("The plans are: {plans}.", plans=", ".join(known)) if known else None,
                )
        if not known:
            raise NotFoundError(
                message("There is no plan yet: no folder of plans/ has a plan.yaml."),
                message("Each plan is a folder {path}.", path=plan_file("<plan>")),
            )
        return chosen or known

    @staticmethod
    def _is_initiative(name: str) -> bool:
        return name.endswith(FILE_ENDING) and not name.startswith(".")

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
