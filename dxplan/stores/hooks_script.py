"""The pre-commit hook of a git repository; a hook that was there before is kept, and runs first."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from dxplan.errors import DxplanError
from dxplan.model.message import message
from dxplan.stores.hooks_program import BEFORE, has_hook_mark, hook_line, hook_script, is_hook_script
from dxplan.stores.writing import write_file

if TYPE_CHECKING:
    from dxplan.model.message import Message
    from dxplan.stores.hooks_pieces import State
    from dxplan.stores.hooks_sites import Site

_EXECUTABLE = 0o755
# pre-commit keeps the hook that was there before it under this name, and runs it first.
_UNDER_PRE_COMMIT = "pre-commit.legacy"
_PRE_COMMIT = "pre_commit"
"""This stands in every hook that pre-commit writes."""


class Hook:
    """The hook that checks what is staged."""

    name = "pre-commit"

    def __init__(self, site: Site) -> None:
        """Ask git where its hooks are."""
        repository = site.repository
        found = os.fsdecode(repository.read("rev-parse", "--git-path", "hooks")).rstrip("\r\n")
        self._configured = bool(repository.read("config", "--get", "core.hooksPath", codes=(0, 1)).strip())
        self._folder = site.top / found
        self._file = self._folder / "pre-commit"
        self._before = self._folder / BEFORE
        self._script = hook_script(site.root)
        self._line = hook_line(site.root)
        self._keeper = self._looked_after(site.top, Path(os.path.realpath(repository.shared)))
        below = self._folder / _UNDER_PRE_COMMIT
        if _PRE_COMMIT in (self._text(self._file) or "") and is_hook_script(self._text(below) or ""):
            self._file = below

    def _looked_after(self, *homes: Path) -> Message | None:
        """Tell who else looks after the hooks, so that only a person can add to them."""
        real = Path(os.path.realpath(self._folder))
        if not any(real.is_relative_to(home) for home in homes):
            return message(
                "The hooks of git are outside the repository, in {folder}.", folder=self._folder.as_posix()
            )
        if self._folder.name != "_" or not (self._folder / "h").is_file():
            return None
        # husky's own hooks call those above them by name, and would find none under the name of a hook that is kept.
        self._file = self._folder.parent / "pre-commit"
        return message(
            "husky looks after the hooks of git, in {folder}.", folder=self._folder.parent.as_posix()
        )

    @property
    def place(self) -> str:
        """The file."""
        return self._file.as_posix()

    @property
    def note(self) -> Message | None:
        """What is to be known of it."""
        if self._keeper:
            return self._keeper
        if self._configured:
            return message("core.hooksPath leads to {folder}.", folder=self._folder.as_posix())
        return None

    def state(self) -> State:
        """Tell whether the hook is there."""
        text = self._text(self._file)
        if self._keeper:
            return "in place" if text is not None and "hooks pre-commit" in text else "missing"
        if text is None:
            return "foreign" if os.path.lexists(self._file) else "missing"
        if text == self._script and (os.name == "nt" or os.access(self._file, os.X_OK)):
            return "in place"
        return "outdated" if is_hook_script(text) else "foreign"

    def is_own(self) -> bool:
        """Tell whether there is a hook that dxplan has written, or one that calls it."""
        return self.state() in {"in place", "outdated"} or has_hook_mark(self._text(self._file) or "")

    def check(self) -> None:
        """Make sure that the hook can be put in; raises DxplanError."""
        if self._keeper:
            hint = message("Add this line to the hook pre-commit there: {line}", line=self._line)
            raise DxplanError(self._keeper, hint)
        if self.state() != "foreign":
            return
        self._check_unchanged()
        if os.path.lexists(self._before):
            raise DxplanError(
                message("{file} is already there.", file=self._before.as_posix()),
                message("Rename it or delete it, then run the command again."),
            )

    def install(self) -> None:
        """Write the hook; another one that is there gets the name under which it is kept."""
        self._folder.mkdir(parents=True, exist_ok=True)
        if self.state() == "foreign":
            self._file.rename(self._before)
        write_file(self._file, self._script.encode())
        self._file.chmod(_EXECUTABLE)

    def check_removal(self) -> None:
        """Make sure that the hook is dxplan's alone; raises DxplanError."""
        if self._keeper:
            hint = message("Take the line that calls dxplan out of the hook pre-commit there.")
            raise DxplanError(self._keeper, hint)
        self._check_unchanged()

    def uninstall(self) -> None:
        """Take the hook away, and put the one that was there before back."""
        self._file.unlink()
        if os.path.lexists(self._before):
            self._before.rename(self._file)
        with suppress(OSError):
            self._folder.rmdir()  # where it is empty

    def _check_unchanged(self) -> None:
        """Refuse a hook of dxplan's that a person has changed."""
        text = self._text(self._file) or ""
        if has_hook_mark(text) and not is_hook_script(text):
            raise DxplanError(
                message("{file} was written by dxplan and has been changed since.", file=self.place),
                message("Rename it or delete it, then run the command again."),
            )

    @staticmethod
    def _text(file: Path) -> str | None:
        """Return what a hook says, None for one that is a link or cannot be read as a file."""
        if file.is_symlink() or not file.is_file():
            return None
        return file.read_bytes().decode("utf-8", "surrogateescape")
