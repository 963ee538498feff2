"""What ``dxplan set`` makes of files: the drafts, and the repository whose commit they become."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.analysis.assigning import assigned
from dxplan.commands.one_commit import check_unmixed
from dxplan.errors import DocumentError, DxplanError, UsageError
from dxplan.model.difference import Change
from dxplan.model.message import Message, message
from dxplan.stores.changing import Draft, not_written
from dxplan.stores.documents import parse_document
from dxplan.stores.matching import same
from dxplan.stores.projecting import project
from dxplan.stores.schemas import list_keys
from dxplan.stores.source_text import decode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.analysis.assigning_places import Bound
    from dxplan.commands.session import Session
    from dxplan.commands.setting_targets import Target
    from dxplan.stores.git import GitRepository


class Proposal(Struct, frozen=True):
    """What is to be written: the changes of initiatives, their files, and what is so already as (plan, id, path)."""

    changes: tuple[Change, ...]
    drafts: tuple[Draft, ...]
    idle: tuple[tuple[str, str, str], ...]
    notes: tuple[Message, ...]


def propose(session: Session, targets: Sequence[Target], bounds: Sequence[Bound]) -> Proposal:
    """Make the drafts of all initiatives; raises DxplanError where one of them cannot be changed so."""
    changes: list[Change] = []
    drafts: list[Draft] = []
    idle: list[tuple[str, str, str]] = []
    notes: list[Message] = []
    for target in targets:
        raw, data = _read(session, target)
        try:
            made = assigned(data, bounds, list_keys("initiative"))
        except DxplanError as error:
            raise _of(target, targets, error) from None
        idle += [(target.plan, target.id, path) for path in made.idle]
        notes += [message("{id}: {text}", id=target.id, text=note) for note in made.notes]
        if not same(data, made.data):
            title = str(data.get("title") or target.id)
            changes.append(Change(target.plan, target.id, title, "changed", made.comparison, target.path))
            drafts.append(Draft(target.path, raw, _text(target, raw, made.data)))
    return Proposal(tuple(changes), tuple(drafts), tuple(idle), tuple(notes))


def _read(session: Session, target: Target) -> tuple[bytes, dict[str, object]]:
    try:
        raw = session.tree.read(target.path)
        return raw, parse_document(target.path, raw).data
    except DocumentError as error:
        place = error.place(target.path)
        raise DxplanError(
            message("{place} cannot be used: {text}", place=place, text=error.message), error.hint
        ) from None


def _of(target: Target, targets: Sequence[Target], error: DxplanError) -> DxplanError:
    """Name the initiative in an error, where there are several."""
    if len(targets) == 1:
        return error
    kind = UsageError if isinstance(error, UsageError) else DxplanError
    return kind(message("{id}: {text}", id=target.id, text=error.message), error.hint)


def _text(target: Target, raw: bytes, data: dict[str, object]) -> str:
    with not_written(target.path):
        return project(decode(raw).text, data, list_keys("initiative"))


def repository_of(session: Session, proposal: Proposal) -> tuple[GitRepository, list[str]]:
    """Return the repository of all changed files and their paths in it; raises DxplanError.

    Refused are files that somebody has changed without a commit: one commit would mix both changes.
    """
    mounts = {change.plan: session.moments.mount_of(change.plan) for change in proposal.changes}
    repositories = {mount.repository.folder: mount.repository for mount in mounts.values()}
    if len(repositories) > 1:
        raise UsageError(
            message("These initiatives stand in several git repositories, so one commit cannot hold them."),
            message("Name one plan with --plan."),
        )
    (repository,) = repositories.values()
    paths = [mounts[change.plan].in_git(change.path) for change in proposal.changes]
    check_unmixed(repository, paths)
    return repository, paths
