"""Reads and parses every YAML file of a folder with libyaml, in one process: the yardstick of a bare parser."""

from __future__ import annotations

import sys
from pathlib import Path

import yaml  # type: ignore[import-untyped]


def main() -> None:
    """Read the files of the folder that is named on the command line."""
    load, loader = yaml.load, yaml.CSafeLoader
    for file in sorted(Path(sys.argv[1]).iterdir()):
        load(file.read_bytes(), Loader=loader)


if __name__ == "__main__":
    main()
