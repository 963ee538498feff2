"""The files of a plan at one end of a change, by their stems; the plan's own stands under the empty one."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from dxplan.errors import DocumentError
from dxplan.stores.contents import kind_of
from dxplan.stores.documents import read_document
from dxplan.stores.layout import plan_file

if TYPE_CHECKING:
    from dxplan.stores.documents import Document
    from dxplan.stores.plan_tree import PlanTree

Files = dict[str, tuple[str, "bytes | DocumentError"]]


def files_of(name: str | None, tree: PlanTree) -> Files:
    """Return the files of a plan by their stems, the plan's own under the empty one."""
    if name is None:
        return {}
    paths = [plan_file(name), *tree.initiative_files(name)]
    found = tree.fetch(paths)
    own = plan_file(name)
    return {("" if path == own else PurePosixPath(path).stem): (path, found[path]) for path in paths}


def same_bytes(one: bytes | DocumentError, other: bytes | DocumentError) -> bool:
    """Say whether two files hold the same; a checkout may have other line endings than git."""
    if isinstance(one, DocumentError) or isinstance(other, DocumentError):
        return False
    return one == other or one.replace(b"\r\n", b"\n") == other.replace(b"\r\n", b"\n")


def own_file(name: str, files: Files) -> tuple[str, bytes | None]:
    """Return path and bytes of a plan's own file, None where it cannot be read."""
    path, raw = files.get("", (plan_file(name), None))
    return path, raw if isinstance(raw, bytes) else None


def readable(file: tuple[str, bytes | DocumentError] | None) -> tuple[str, bytes] | None:
    """Return a file that can be read."""
    return (file[0], file[1]) if file and isinstance(file[1], bytes) else None


def document_of(path: str, raw: bytes | DocumentError) -> Document | None:
    """Return a file that can be parsed."""
    try:
        return read_document(path, raw, kind_of(path)) if isinstance(raw, bytes) else None
    except DocumentError:
        return None
