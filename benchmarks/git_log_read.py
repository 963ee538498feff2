"""Reads and parses every version that any file of the history had: the yardstick of ``dxplan log``."""

from __future__ import annotations

from git_blobs import blobs_of, git, parse


def main() -> None:
    """Read the history of the repository in the current folder."""
    parse(blobs_of(git("log", "--raw", "-z", "--no-abbrev", "--format=%H").split("\0")))


if __name__ == "__main__":
    main()
