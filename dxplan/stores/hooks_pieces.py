"""What ``dxplan hooks install`` puts into a git repository, piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

from dxplan.errors import DxplanError
from dxplan.model.message import message

if TYPE_CHECKING:
    from pathlib import Path

    from dxplan.model.message import Message
    from dxplan.stores.hooks_sites import Site

State = Literal["in place", "missing", "outdated", "foreign"]


class Piece(Protocol):
    """Something that is put into a repository and can be taken away again without a trace."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def place(self) -> str:
        """Where it stands."""

    @property
    def note(self) -> Message | None:
        """What is to be known of it, if anything."""

    def state(self) -> State:
        """Tell how it is: foreign is what somebody else has put there. Raises DxplanError."""

    def is_own(self) -> bool:
        """Tell whether there is something of dxplan's to take away. Raises DxplanError."""

    def check(self) -> None:
        """Make sure that it can be put in, or holds where it is; raises DxplanError."""

    def install(self) -> None:
        """Put it in; raises DxplanError."""

    def check_removal(self) -> None:
        """Make sure that it can be taken away; raises DxplanError."""

    def uninstall(self) -> None:
        """Take it away; raises DxplanError."""


def pieces(site: Site) -> list[Piece]:
    """Return all pieces of a repository."""
    from dxplan.stores.hooks_attributes import Attributes  # noqa: PLC0415  (which need what is declared here)
    from dxplan.stores.hooks_config import diff_driver, merge_driver  # noqa: PLC0415
    from dxplan.stores.hooks_script import Hook  # noqa: PLC0415

    return [Attributes(site), merge_driver(site.repository), diff_driver(site.repository), Hook(site)]


def check_no_link(file: Path) -> None:
    """Refuse to write through a link, with DxplanError."""
    if file.is_symlink():
        raise DxplanError(
            message("{file} is a link; dxplan does not write through it.", file=file.as_posix()),
            message("Replace the link by a file."),
        )
