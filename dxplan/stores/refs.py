"""Refs: the tags and branches of a repository, read at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from dxplan.errors import DxplanError
from dxplan.stores.commits import plain_offset
from dxplan.stores.peeling import peeled

if TYPE_CHECKING:
    from dxplan.stores.git import GitRepository

TAGS, BRANCHES, REMOTES = "refs/tags/", "refs/heads/", "refs/remotes/"
_FIELDS = (
    "refname", "objecttype", "objectname", "*objecttype", "*objectname", "committerdate:iso-strict",
    "*committerdate:iso-strict",
)  # fmt: skip
# What git knows of a ref without a look at the object, which may be missing.
_BARE_FIELDS = ("refname", "", "objectname", "", "", "", "")


class Ref(Struct, frozen=True):
    """A tag or a branch.

    ``object`` is what it names itself, of ``kind`` commit, tag (an annotated tag), tree or blob, empty where that is not
    known; ``commit`` and ``date`` are of the commit that it leads to, None where it leads to none.
    """

    name: str
    kind: str
    object: str
    commit: str | None
    date: str | None

    @property
    def short(self) -> str:
        """The name as people write it."""
        for prefix in (TAGS, BRANCHES, REMOTES):
            if self.name.startswith(prefix):
                return self.name.removeprefix(prefix)
        return self.name


@dataclass(frozen=True)
class Refs:
    """The refs of a repository, read when first asked for."""

    repository: GitRepository

    @cached_property
    def all(self) -> dict[str, Ref]:
        """Every tag and branch by its full name, sorted; raises DxplanError."""
        try:
            lines = self._lines(_FIELDS)
        except DxplanError:
            # A ref whose object is missing hides all others from git.
            lines = self._lines(_BARE_FIELDS)
        refs = [_ref(*line.split("\0")) for line in lines]
        # Git looks only one step beyond a tag, which may be a tag of a tag.
        unclear = [ref.object for ref in refs if ref.commit is None and ref.kind in {"", "tag"}]
        found = peeled(self.repository, unclear) if unclear else {}
        return {ref.name: _led(ref, found.get(ref.object)) for ref in sorted(refs, key=lambda ref: ref.name)}

    @property
    def tags(self) -> list[Ref]:
        """All tags, sorted by name."""
        return [ref for name, ref in self.all.items() if name.startswith(TAGS)]

    @property
    def is_clone(self) -> bool:
        """Whether there are branches of another repository."""
        return any(name.startswith(REMOTES) for name in self.all)

    def named(self, text: str) -> Ref | None:
        """Return the ref that a name means: a full name, else a tag, a branch, a remote branch of that name."""
        for name in (text, f"refs/{text}", TAGS + text, BRANCHES + text, REMOTES + text):
            if name in self.all:
                return self.all[name]
        return None

    def _lines(self, fields: tuple[str, ...]) -> list[str]:
        shape = "%00".join(f"%({field})" if field else "" for field in fields)
        output = self.repository.read("for-each-ref", f"--format={shape}", TAGS, BRANCHES, REMOTES)
        # Names may hold what Python takes for line breaks.
        return output.decode("utf-8", "surrogateescape").split("\n")[:-1]


def _ref(name: str, kind: str, own: str, peeled_kind: str, peeled: str, date: str, peeled_date: str) -> Ref:
    if kind == "commit":
        return Ref(name, kind, own, own, plain_offset(date))
    if peeled_kind == "commit":
        return Ref(name, kind, own, peeled, plain_offset(peeled_date))
    return Ref(name, kind, own, None, None)


def _led(ref: Ref, found: tuple[str, str] | None) -> Ref:
    """Return a ref with the commit that it was found to lead to, where one was."""
    return structs.replace(ref, commit=found[0], date=found[1]) if found else ref
