"""Facts: the little that checks across files need to know of each initiative.

A plan of a hundred thousand files is checked in bounded memory because only these are kept of each file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.model.initiative import Listing
from dxplan.stores.layout import FILE_ENDING

if TYPE_CHECKING:
    from dxplan.model.initiative import Initiative


class Facts(Struct, frozen=True, array_like=True):
    """What one file says of itself; ``places`` has the first place first."""

    path: str
    id: str
    title: str
    places: tuple[Listing, ...]
    withdrawn: bool
    successor: str | None


def unknown_facts(path: str) -> Facts:
    """Return what is known of a file that cannot be used: that there is one, so that others may refer to it."""
    identifier = path.rpartition("/")[2].removesuffix(FILE_ENDING)
    return Facts(path=path, id=identifier, title="", places=(), withdrawn=False, successor=None)


def facts_of(path: str, initiative: Initiative) -> Facts:
    """Gather the facts of an initiative."""
    withdrawn = initiative.withdrawn
    return Facts(
        path=path,
        id=initiative.id,
        title=initiative.title,
        places=initiative.places,
        withdrawn=withdrawn is not None,
        successor=withdrawn.successor if withdrawn else None,
    )
