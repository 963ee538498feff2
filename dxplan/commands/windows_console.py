"""The console of Windows, which obeys the codes of colours only when it is told to."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import TextIO

# https://learn.microsoft.com/windows/console/setconsolemode
_ENABLE_VIRTUAL_TERMINAL_PROCESSING = 0x4


def obeys_colours(stream: TextIO) -> bool:
    """Tell whether a terminal obeys the codes of colours; that of Windows is told to, and older ones cannot."""
    return sys.platform != "win32" or _is_switched_on(stream)


def _is_switched_on(stream: TextIO) -> bool:
    import ctypes  # noqa: PLC0415  (only Windows needs it)

    system: Any = ctypes
    try:
        import msvcrt  # noqa: PLC0415

        library: Any = msvcrt
        handle = system.c_void_p(library.get_osfhandle(stream.fileno()))
        mode = system.c_ulong()
        kernel = system.windll.kernel32
        if not kernel.GetConsoleMode(handle, system.byref(mode)):
            # No console of Windows but, as it says that it is a terminal, one of another maker's.
            return True
        return bool(kernel.SetConsoleMode(handle, mode.value | _ENABLE_VIRTUAL_TERMINAL_PROCESSING))
    except (ImportError, AttributeError, OSError, ValueError):
        return False
