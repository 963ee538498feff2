"""Reads and parses both sides of every file that differs between two tags: the yardstick of ``dxplan diff``."""

from __future__ import annotations

import sys

from git_blobs import blobs_of, git, parse


def main() -> None:
    """Compare the tags that are named on the command line."""
    _, earlier, later = sys.argv
    parse(blobs_of(git("diff-tree", "-r", "-z", earlier, later).split("\0")))


if __name__ == "__main__":
    main()
