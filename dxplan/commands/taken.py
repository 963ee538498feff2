"""What is taken in a plan: ids and numbers of the working tree, of the index and of every branch that is known here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.analysis.numbering import Taken, Use, use_of
from dxplan.errors import DxplanError, NotFoundError
from dxplan.model.message import message
from dxplan.stores.clock import today_in
from dxplan.stores.contents import Contents
from dxplan.stores.head import is_under_git
from dxplan.stores.layout import PLANS_FOLDER, initiatives_folder
from dxplan.stores.plan_tree import is_initiative_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.commands.session import Session
    from dxplan.model.message import Message
    from dxplan.model.plan import Plan
    from dxplan.stores.branches import BranchFile
    from dxplan.stores.mounts import Mount


def taken_in(session: Session, name: str, plan: Plan) -> Taken:
    """Return what is taken in a plan; without git, what is taken here."""
    return Taken(plan, [*uses_here(session, name), *_uses_elsewhere(session, name, plan)])


def uses_here(session: Session, name: str) -> list[Use]:
    """Return what the files of the working tree use."""
    contents = Contents(session.cache).of_tree(session.tree, session.tree.initiative_files(name))
    return [use_of(path, packed.content.data) for path, packed in contents.items()]


def mount_of(session: Session, name: str) -> Mount | None:
    """Return the git repository of a plan, None where there is none."""
    if not is_under_git(session.tree.root / PLANS_FOLDER / name):
        return None
    try:
        return session.moments.mount_of(name)
    except NotFoundError:
        return None


def where_taken(use: Use, said: Message) -> Message:
    """Say who bears an id or a number (``said``), and on which branch, if not here."""
    if not use.branches:
        return message("{what} is taken: {path} bears it.", what=said, path=use.path)
    branches = ", ".join(use.branches)
    return message(
        "{what} is taken on the branch {branch}: {path} bears it.", what=said, path=use.path, branch=branches
    )


def _uses_elsewhere(session: Session, name: str, plan: Plan) -> list[Use]:
    """Return what is used in the index and on branches; where git cannot tell, say so and go without."""
    try:
        mount = mount_of(session, name)
        return _uses_in_git(session, mount, name, plan) if mount else []
    except DxplanError as error:
        said = message("Other branches are not looked at: {text}", text=error.message)
        session.console.warn(said, error.hint)
        return []


def _uses_in_git(session: Session, mount: Mount, name: str, plan: Plan) -> list[Use]:
    from dxplan.stores.branches import branch_files, fetched_day, staged_files  # noqa: PLC0415  (only git has them)

    refs = session.moments.finder(mount).refs
    folder = initiatives_folder(name)
    staged = staged_files(mount, folder)
    found = [*staged, *branch_files(mount, refs, folder)]
    day = fetched_day(mount.repository, refs, plan.timezone)
    if day is not None and day < today_in(plan.timezone):
        session.console.note(
            message(
                "Remote branches are known as of {day}; git fetch brings what others have added since.",
                day=day.isoformat(),
            )
        )
    return _read(session, mount, [file for file in found if is_initiative_file(file.path.rpartition("/")[2])])


def _read(session: Session, mount: Mount, files: Sequence[BranchFile]) -> list[Use]:
    contents = Contents(session.cache).of_blobs(mount, ((file.blob, file.path) for file in files))
    return [use_of(file.path, contents[file.blob].content.data, file.branches) for file in files]
