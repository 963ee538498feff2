"""Files that another program has open: Windows lets nobody replace or delete them until it lets go."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from dxplan.errors import DxplanError
from dxplan.model.message import message

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Access denied, sharing violation, lock violation: https://learn.microsoft.com/windows/win32/debug/system-error-codes
_IN_USE = {5, 32, 33}
# Seconds. A virus scanner or the search index lets go within a moment; who waits longer waits for a person.
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)


def patiently(
    action: Callable[[], object], file: Path, wait: Callable[[float], object] | None = None
) -> None:
    """Do something with a file, again after a pause where another program has it open.

    Raises DxplanError where that program does not let go, and OSError for everything else.
    """
    for pause in (*_PAUSES, None):
        try:
            action()
        except PermissionError as error:
            # Only Windows gives such a number; elsewhere an open file is in nobody's way.
            if getattr(error, "winerror", None) not in _IN_USE:
                raise
        else:
            return
        if pause is not None:
            (wait or time.sleep)(pause)
    raise DxplanError(
        message("{file} is open in another program.", file=file.name),
        message("Close that program, such as Excel or an editor, and run the command again."),
    )
