"""Where two lines of history part, and who has touched which file since."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dxplan.stores.git import GitRepository
    from dxplan.stores.mounts import Mount

_MARK = "\x01"


def merge_base(repository: GitRepository, one: str, other: str) -> str | None:
    """Return the newest commit from which both come, None where there is none (in what a shallow clone has)."""
    found = repository.read("merge-base", one, other, codes=(0, 1))
    return found.decode("ascii").strip() or None


def editors_since(mount: Mount, base: str, tip: str) -> dict[str, tuple[str, ...]]:
    """Return by path who has touched it in the commits between ``base`` and ``tip``, through ``.mailmap``.

    Addresses, the newest first.
    """
    options = ("--no-renames", "--no-merges", "-z", "--name-only", f"--format={_MARK}%aE", "--encoding=UTF-8")
    output = mount.repository.read("log", *options, "--end-of-options", f"{base}..{tip}")
    found: dict[str, dict[str, None]] = defaultdict(dict)
    editor = ""
    for word in output.decode("utf-8", "surrogateescape").split("\0"):
        text = word.lstrip("\n")
        if text.startswith(_MARK):
            editor = text.removeprefix(_MARK).strip()
        elif text and editor:
            found[text][editor] = None
    named = {mount.in_plans(path): tuple(editors) for path, editors in found.items()}
    return {path: editors for path, editors in named.items() if path is not None}


def own_address(repository: GitRepository) -> str:
    """Return the address under which git would make a commit now, empty where it is not set up."""
    said = repository.read("var", "GIT_AUTHOR_IDENT", codes=(0, 128)).decode("utf-8", "replace")
    return said.partition("<")[2].partition(">")[0]
