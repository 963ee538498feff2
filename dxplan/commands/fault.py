"""The details of a fault in dxplan, written to a file that a user can send."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback

from dxplan import __version__


def write_details(error: Exception) -> str | None:
    """Write a traceback and what matters of the machine to a new temporary file; None where that fails."""
    lines = [
        f"dxplan {__version__}",
        f"Python {sys.version}",
        f"System {platform.platform()}",
        f"Arguments {sys.argv[1:]!r}",
        "",
        *traceback.format_exception(error),
    ]
    try:
        descriptor, name = tempfile.mkstemp(prefix="dxplan-fault-", suffix=".txt")
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as sink:
            sink.write("\n".join(lines))
    except OSError:
        return None
    return name.replace(os.sep, "/")
