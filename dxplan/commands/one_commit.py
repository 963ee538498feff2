"""One commit of the files that a command has written: what has to hold before, and making it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.errors import DxplanError, UsageError
from dxplan.i18n import Speaker, chosen_language
from dxplan.model.message import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.commands.session import Session
    from dxplan.model.plan import Plan
    from dxplan.stores.git import GitRepository
    from dxplan.stores.mounts import Mount


class CommitWish(Struct, frozen=True):
    """Whether to make a commit, and the first line of its message where the person has one."""

    wanted: bool
    subject: str | None

    def check(self) -> None:
        """Refuse what contradicts itself; raises UsageError."""
        if self.subject is not None and not self.wanted:
            raise UsageError(message("-m needs --commit."))
        if self.subject is not None and not self.subject.strip():
            raise UsageError(message("The message given with -m is empty."))


def check_committable(session: Session, plan: str, paths: Sequence[str]) -> Mount:
    """Return the repository of a plan, in which these files can be committed by themselves; raises DxplanError."""
    mount = session.moments.mount_of(plan)
    check_unmixed(mount.repository, [mount.in_git(path) for path in paths])
    return mount


def check_unmixed(repository: GitRepository, paths: Sequence[str]) -> None:
    """Make sure that a commit of files, by their paths in git, holds nothing that was changed before; raises DxplanError."""
    # Only --commit needs git.
    from dxplan.stores.committing import changed_paths, check_can_commit, check_identity  # noqa: PLC0415

    check_can_commit(repository)
    check_identity(repository)
    changed = changed_paths(repository, paths)
    if changed:
        raise DxplanError(
            message("Changes that are not committed yet stand in {paths}.", paths=", ".join(changed)),
            message("Commit them first, or leave out --commit: one commit would mix both changes."),
        )


def commit_files(session: Session, mount: Mount, paths: Sequence[str], text: str) -> None:
    """Make the commit and tell of it; ``paths`` are those of the plan repository. Raises DxplanError."""
    from dxplan.stores.committing import commit  # noqa: PLC0415

    # What is no text cannot stand in a commit.
    said = text.encode("utf-8", "replace").decode()
    made = commit(mount.repository, [mount.in_git(path) for path in paths], said)
    session.console.note(message("Committed as {commit}.", commit=made[:12]))


def plan_speaker(session: Session, plan: Plan | None) -> Speaker:
    """Return the language of a plan, which is that of its commits, whatever the run speaks."""
    language = plan.language if plan else None
    return Speaker(chosen_language(None, language, {})) if language else session.say
