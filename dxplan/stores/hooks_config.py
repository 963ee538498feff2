"""The drivers in the configuration of a git repository: how plan files are merged, and how their changes are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.errors import DxplanError
from dxplan.model.message import message
from dxplan.stores.hooks_program import OWN, merge_command, textconv_command

if TYPE_CHECKING:
    from dxplan.model.message import Message
    from dxplan.stores.git import GitRepository
    from dxplan.stores.hooks_pieces import State

# The head of a hunk names the field or the entry of a list above it, shown as fields or not.
_HEADS = r"^([a-z_]+(\[[^]]*\])?).*$"
_NOTES = "refs/notes/textconv/dxplan"
"""Where git keeps what it was once shown; it goes with the driver."""


class Driver:
    """One of the two drivers; ``key`` holds its command."""

    def __init__(self, repository: GitRepository, name: str, key: str, values: dict[str, str]) -> None:
        """Take what the configuration shall say."""
        self.name = name
        self._repository = repository
        self._key = key
        self._values = values

    @property
    def place(self) -> str:
        """The file of the configuration."""
        return (self._repository.shared / "config").as_posix()

    @property
    def note(self) -> Message | None:
        """What is to be known of it."""
        return None

    def state(self) -> State:
        """Tell whether the configuration says what it shall."""
        found = self._found()
        if any(not value.startswith(OWN) for value in found.get(self._key, ())):
            return "foreign"
        if not found:
            return "missing"
        if found != {key: [value] for key, value in self._values.items()}:
            return "outdated"
        # The configuration of a working tree, or a file that is included later, has the last word.
        effective = self._repository.read("config", "-z", "--get", self._key, codes=(0, 1))
        return (
            "in place"
            if effective.decode("utf-8", "surrogateescape") == f"{found[self._key][0]}\0"
            else "foreign"
        )

    def is_own(self) -> bool:
        """Tell whether there is something that dxplan has set."""
        values = self._found()
        return bool(values) and all(value.startswith(OWN) for value in values.get(self._key, ()))

    def check(self) -> None:
        """Make sure that nobody else has set the driver; raises DxplanError."""
        if self.state() == "foreign":
            raise DxplanError(
                message("git is already configured with another {key}.", key=self._key),
                message(
                    "Look at it with git config --get-all {key}; if nobody needs it, take it out.",
                    key=self._key,
                ),
            )

    def install(self) -> None:
        """Set all values."""
        for key, value in self._values.items():
            self._set("--replace-all", key, value)

    def check_removal(self) -> None:
        """Let everything be taken out: it is dxplan's own."""

    def uninstall(self) -> None:
        """Take all values out, and what git keeps for them."""
        for key in self._found():
            self._set("--unset-all", key)
        if self.name == "diff" and self._repository.ask("rev-parse", "--verify", "--quiet", _NOTES):
            self._repository.write("update-ref", "-d", _NOTES)

    def _found(self) -> dict[str, list[str]]:
        """Return the values that are set, by key."""
        section = self._key.rpartition(".")[0].replace(".", r"\.")
        output = self._repository.read(
            "config", "--local", "-z", "--get-regexp", rf"^{section}\.", codes=(0, 1)
        )
        found: dict[str, list[str]] = {}
        for entry in output.decode("utf-8", "surrogateescape").split("\0"):
            key, _, value = entry.partition("\n")
            if key in self._values:
                found.setdefault(key, []).append(value)
        return found

    def _set(self, *arguments: str) -> None:
        code, said = self._repository.write("config", "--local", *arguments)
        if code:
            raise DxplanError(
                message("git did not change its configuration: {reason}", reason=said or str(code))
            )


def merge_driver(repository: GitRepository) -> Driver:
    """Return the driver that merges plan files by field."""
    values = {
        "merge.dxplan.name": "dxplan: plan files, field by field",
        "merge.dxplan.driver": merge_command(),
    }
    return Driver(repository, "merge", "merge.dxplan.driver", values)


def diff_driver(repository: GitRepository) -> Driver:
    """Return the driver that shows plan files as fields."""
    values = {
        "diff.dxplan.textconv": textconv_command(),
        "diff.dxplan.cachetextconv": "true",
        "diff.dxplan.xfuncname": _HEADS,
    }
    return Driver(repository, "diff", "diff.dxplan.textconv", values)
