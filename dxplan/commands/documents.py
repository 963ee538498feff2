"""The initiatives of plans at their moments as plain data, readable or not, whatever the schema says of them."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.errors import DocumentError
from dxplan.model.content import Content
from dxplan.stores.contents import Contents, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dxplan.commands.session import Session
    from dxplan.stores.plan_tree import Moment


class Document(Struct, frozen=True):
    """A file of a plan's initiatives; one that cannot be read goes by the file's name."""

    plan: str
    id: str
    path: str
    content: Content


def documents(session: Session, moments: Mapping[str, Moment]) -> Iterator[Document]:
    """Yield the initiatives of plans, each at its moment."""
    for plan, moment in moments.items():
        try:
            paths = moment.tree.initiative_files(plan)
        except DocumentError:
            continue  # a folder that cannot be read has nothing to find
        for path, content in unpacked(Contents(session.cache).of_tree(moment.tree, paths)):
            stem = PurePosixPath(path).stem
            own = content.data.get("id") if content.data else None
            yield Document(plan, own if isinstance(own, str) and own else stem, path, content)
