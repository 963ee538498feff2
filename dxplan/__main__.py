"""The entry point: ``dxplan`` and ``python -m dxplan``."""

from __future__ import annotations

import gc
import sys

_SELDOM = 500_000


def main() -> None:
    """Run dxplan with the command line of this process."""
    # A run makes much and drops little, so looking for cycles often only takes time: a twentieth of a short run.
    gc.set_threshold(_SELDOM)
    try:
        # An interrupt counts from the first moment, when modules are still being read.
        from dxplan.commands.boundary import run  # noqa: PLC0415

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    # What is still there goes with the process; looking through it once more for cycles would only take time.
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    main()
