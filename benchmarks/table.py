"""The table: what was measured, what it has to reach, and whether it does."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
_DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
_LIBRARIES = ("typer", "rich", "msgspec", "jsonschema-rs", "ruamel.yaml", "ruamel.yaml.clib", "GitPython")
_HEAD = ("Work", "Measured", "Compared with", "Ratio", "(of medians)", "Bound", "")
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Row:
    """One line of the table; ``ratio`` is what is held against ``bound``; a line without one only informs."""

    work: str
    measured: str
    compared: str
    ratio: float
    bound: float | None
    median: float | None = None
    unit: str = ""

    @property
    def reached(self) -> bool:
        """Whether the bound is kept."""
        return self.bound is None or self.ratio <= self.bound

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of the line."""
        return (
            self.work,
            self.measured,
            self.compared,
            f"{_number(self.ratio)}{self.unit}",
            "" if self.median is None else f"{_number(self.median)}{self.unit}",
            "" if self.bound is None else f"≤ {_number(self.bound)}{self.unit}",
            "" if self.bound is None else "ok" if self.reached else "**miss**",
        )


def markdown(head: tuple[str, ...], lines: list[tuple[str, ...]]) -> str:
    """Return a Markdown table."""
    rule = tuple("---" for _ in head)
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, rule, *lines))


def results(rows: list[Row]) -> str:
    """Return the table of results."""
    return markdown(_HEAD, [row.cells for row in rows])


def machine(peers: str) -> str:
    """Say on what and with what was measured."""
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    git = subprocess.run(
        ("git", "--version"), check=True, capture_output=True, encoding="utf-8"
    ).stdout.split()[2]
    system = f"{platform.system()} {platform.machine()}"
    return "\n".join(
        (
            f"- {os.cpu_count()} cores ({_processor()}), {memory:.0f} GiB, {system}; load when it began {os.getloadavg()[0]:.1f}",
            f"- {platform.python_implementation()} {sys.version.split()[0]}; {libraries}; git {git}",
            f"- Peers: {peers}",
        )
    )


def write(text: str) -> Path:
    """Put the results between the markers of the document."""
    document = _DOCUMENT.read_text(encoding="utf-8")
    before, _, rest = document.partition(BEGIN)
    _, _, after = rest.partition(END)
    _DOCUMENT.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")
    return _DOCUMENT


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"  # noqa: PLR2004


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown"
    )
