"""Programs that read what dxplan writes for forges: where they are, and findings that try to break out of a format."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from dxplan.i18n import Speaker
from dxplan.model.message import message
from dxplan.model.problem import Problem, Severity
from dxplan.reports.ci_findings import Finding, findings

if TYPE_CHECKING:
    from collections.abc import Sequence

VARIABLE = "DXPLAN_FORGE_TOOLS"
_FOLDER = Path(os.environ.get(VARIABLE) or Path(__file__).parent)

_TEXTS = (
    "::error file=x::y",
    "\n::stop-commands::x\n##[add-mask]y",
    "##[error]x",
    "100 % %0A %25",
    "]]> <b> & \"quoted\" 'too'",
    "[[ATTACHMENT|/etc/passwd]]",
    "a|b `c` {0} {{1}} [a](1) [b](http://x.example)",
    "\x00\x07\x1b[31m\x7f\x9b",
    "a\r\nb\u2028c\u2029d\u202ee",
    "\ufffe\udc80\ufeff🙂",
    "計画の『状況』" * 400,
    " ",
)
_NAMES = (
    "窓口 予約.yaml",
    "100%.yaml",
    "%41#b?c;d,e:f=g.yaml",
    'a"b<c>&d.yaml',
    "a\n::error::b.yaml",
    "a]]>b.yaml",
    "\udc83}.yaml",  # a name that is no UTF-8, as Python hands it on
)


def absent(what: str) -> NoReturn:
    """Skip a test whose program is not installed; where they were promised, it fails."""
    said = f"{what} is not installed (pip install '.[forge]'; sh .ci/forge.sh FOLDER, {VARIABLE}=FOLDER)"
    if os.environ.get(VARIABLE):
        pytest.fail(said)
    pytest.skip(said)


def package(path: str) -> Path:
    """Return a file of an installed npm package."""
    found = _FOLDER / "node_modules" / path
    if not found.exists():
        absent(path)
    return found


def downloaded(name: str) -> Path:
    """Return a file that .ci/forge.sh downloads."""
    if not (_FOLDER / name).exists():
        absent(name)
    return _FOLDER / name


def program(name: str) -> str:
    """Return a program, of the extra ``forge`` or of the system."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if found is None:
        absent(name)
    return found


def ran(
    command: Sequence[str | Path], given: str = "", folder: Path | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end."""
    return subprocess.run(
        command,
        input=given,
        cwd=folder,
        env=os.environ | variables,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def _problem(path: str, text: str, number: int, severity: Severity) -> Problem:
    said, rule = message("{text}", text=text), ("schema", "unknown-name", "made-up")[number % 3]
    return Problem(path, 1 + number * 7 % 90, 1 + number % 50, f"/{text}", rule, severity, said, said)


def _told(problems: list[Problem]) -> tuple[Finding, ...]:
    return findings(problems, "office/plans/", Speaker("ja"))


def hostile() -> tuple[Finding, ...]:
    """Return findings whose texts and paths hold what the formats are made of."""
    weights = (Severity.ERROR, Severity.WARNING, Severity.INFO)
    pairs = [(name, text) for name in _NAMES for text in _TEXTS]
    return _told(
        [
            _problem(f"plans/minato/initiatives/{name}", text, number, weights[number % 3])
            for number, (name, text) in enumerate(pairs)
        ]
    )


def many() -> tuple[Finding, ...]:
    """Return more findings than a plan will ever have."""
    return _told(
        [
            _problem(f"plans/minato/initiatives/{n % 200}.yaml", f"誤り {n}", n, Severity.ERROR)
            for n in range(2000)
        ]
    )


def whole_file() -> tuple[Finding, ...]:
    """Return a finding that has no place in its file but the start, of a file that is gone."""
    problem = Problem(
        "plans/minato/plan.yaml", 1, 1, "", "unreadable", Severity.ERROR, message("It is gone."), None
    )
    return _told([problem])


FINDINGS = {"none": (), "whole file": whole_file(), "hostile": hostile(), "many": many()}
