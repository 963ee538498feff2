"""The entry point: ``dxplan`` and ``python -m dxplan``."""

from __future__ import annotations

import sys

from dxplan.commands.boundary import run


def main() -> None:
    """Run dxplan with the command line of this process."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
