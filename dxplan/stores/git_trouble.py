"""What to tell where git cannot do what it is asked for, and what cures it."""

from __future__ import annotations

from dxplan.errors import DxplanError
from dxplan.model.message import Message, message

DAMAGED = message("The repository is damaged. Run git fsck, or clone it again.")
PARTIAL = message("This clone was made without the contents of files. Clone it again without --filter.")
# What git says of objects that are not there or not whole.
_DAMAGES = (
    "corrupt", "missing", "inflate", "bad object", "bad tree", "not a tree object", "not a valid object",
    "could not read", "unable to read", "unable to parse", "promisor",
)  # fmt: skip
_FOREIGN = "dubious ownership"
_TRUST = "git config --global --add safe.directory"


def missing() -> DxplanError:
    """Return the error for a machine without git."""
    return DxplanError(
        message("git is not installed."),
        message("Install git; without it dxplan reads the present files only."),
    )


def unusable(said: str, *, partial: bool = False) -> DxplanError:
    """Return the error for what git has said; ``partial`` tells that the clone is one without contents."""
    reason = _reason(said)
    return DxplanError(
        message("git cannot read the history: {reason}", reason=reason), _cure(said, partial=partial)
    )


def _cure(said: str, *, partial: bool) -> Message | None:
    if _FOREIGN in said:
        command = next((line.strip() for line in said.splitlines() if _TRUST in line), _TRUST)
        return message("The folder belongs to another user. If you trust it, run {command}", command=command)
    if any(word in said.lower() for word in _DAMAGES):
        return PARTIAL if partial else DAMAGED
    return None


def as_text(said: bytes | str) -> str:
    """Return what git has said as text."""
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said


def _reason(said: str) -> str:
    """Return the line in which git says why."""
    lines = [line.strip() for line in said.splitlines() if line.strip() and not line.startswith("hint:")]
    fatal = [line.removeprefix("fatal: ") for line in lines if line.startswith("fatal: ")]
    return (fatal or [line.removeprefix("error: ") for line in lines] or [""])[0]
