"""A plan tree: the files of plans at one moment, on the disk or in git, behind one interface."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from dxplan.errors import DocumentError, NotFoundError
from dxplan.model.message import message
from dxplan.model.point import Point
from dxplan.stores.layout import FILE_ENDING, PLANS_FOLDER, plan_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


# Letters of any script; what begins with a hyphen is an option, and a name is to stand on one line.
_PLAN_NAME = re.compile(r"[^\W_][\w-]{0,99}")
# Windows gives these names to devices, in whatever case.
_DEVICE = re.compile("con|prn|aux|nul|(?:com|lpt)[0-9¹²³]", re.IGNORECASE)


class Source(Struct, frozen=True):
    """What a file holds: ``mark`` is the same for equal bytes; ``raw`` is None where the bytes are still to be fetched."""

    mark: bytes
    raw: bytes | None = None


class PlanTree(Protocol):
    """The files of plans at one moment; paths are relative to the root of the plan repository, with ``/``."""

    @property
    def shown(self) -> str | None:
        """What the moment is called in messages, None for the working tree."""

    def plans(self) -> list[str]:
        """Return the names of the plans, sorted."""

    def initiative_files(self, plan: str) -> list[str]:
        """Return the paths of a plan's initiative files, sorted by name; raises DocumentError."""

    def stray_files(self, plan: str) -> list[str]:
        """Return the paths in the folder of initiatives that are not read; raises DocumentError."""

    def read(self, path: str) -> bytes:
        """Return the bytes of a file; raises DocumentError."""

    def sources(self, paths: Iterable[str]) -> dict[str, Source | DocumentError]:
        """Return what files hold, without fetching what is costly to fetch."""

    def fetch(self, paths: Iterable[str]) -> dict[str, bytes | DocumentError]:
        """Return the bytes of files, fetched together."""

    def select(self, wanted: Iterable[str]) -> list[str]:
        """Return the plans that are asked for, all of them where none is; raises NotFoundError for unknown ones."""


class Moment(Struct, frozen=True):
    """A point and the files of plans at it."""

    point: Point
    tree: PlanTree


def check_plan_names(names: Iterable[str]) -> None:
    """Refuse a folder's name that cannot be a plan's, with NotFoundError: it goes into tags and into output.

    Names that differ by case alone are one name to Windows and macOS, where only one of the folders would be there.
    """
    known: dict[str, str] = {}
    for name in names:
        if not is_plan_name(name):
            raise NotFoundError(
                message("The folder name “{name}” cannot be the name of a plan.", name=name),
                message("Windows gives this name to a device; rename the folder.")
                if _DEVICE.fullmatch(name)
                else message(
                    "Rename the folder: letters, digits, hyphens and underscores, beginning with a letter."
                ),
            )
        twin = known.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
        if twin != name:
            raise NotFoundError(
                message(
                    "The folder names “{name}” and “{other}” are one name to Windows.", name=twin, other=name
                ),
                message("Rename one of the folders."),
            )


def is_plan_name(name: str) -> bool:
    """Tell whether a folder of that name can hold a plan."""
    return _PLAN_NAME.fullmatch(name) is not None and not _DEVICE.fullmatch(name)


def is_initiative_file(name: str) -> bool:
    """Tell whether a file of that name in the folder of initiatives is read; hidden files are not."""
    return name.endswith(FILE_ENDING) and not name.startswith(".")


def selected(known: Sequence[str], wanted: Iterable[str], point: str | None = None) -> list[str]:
    """Return the plans that are asked for, all of them where none is; raises NotFoundError for unknown ones.

    ``point`` names the moment in the past at which they are looked for.
    """
    chosen = list(dict.fromkeys(wanted))
    for name in chosen:
        if name not in known:
            where = PLANS_FOLDER + "/"
            raise NotFoundError(
                message("There is no plan “{plan}” in {folder}.", plan=name, folder=where)
                if point is None
                else message("At {point} there is no plan “{plan}”.", point=point, plan=name),
                message("The plans are: {plans}.", plans=", ".join(known)) if known else None,
            )
    if not known:
        if point is not None:
            raise NotFoundError(message("At {point} there is no plan yet.", point=point))
        raise NotFoundError(
            message("There is no plan yet: no folder of plans/ has a plan.yaml."),
            message("Each plan is a folder {path}.", path=plan_file("<plan>")),
        )
    return chosen or list(known)


def no_working_tree() -> NotFoundError:
    """Return the error for a repository that has a past only."""
    return NotFoundError(
        message("This is a bare repository, which has no working tree."),
        message(
            "Read a commit, for example with --at HEAD; plans are changed in a clone with a working tree."
        ),
    )
