"""The table of commands that every matrix of this folder runs, and a terminal to run them on.

A new command that reads is one more line of ``ANSWERS``, with the formats in which it answers.
"""

from __future__ import annotations

import io
from contextlib import chdir, redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING

from dxplan.commands.boundary import run
from tests.commands.running import Run
from tests.hostile.texts import CONTROL, MARKUP

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = ("table", "plain", "md", "json", "csv", "tsv")
ANSWERS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("status",): FORMATS,
    ("list", "--columns", "id,title,pillar,category,departments,status,operation_start,path"): FORMATS,
    ("list", "--group-by", "departments"): FORMATS,
    ("list", "--at", "R4"): FORMATS,
    ("show", "hostile-1"): FORMATS,
    ("show", "hostile-4"): FORMATS,
    ("show", "hostile-2", "--at", "HEAD~1"): FORMATS,
    ("validate",): FORMATS,
    ("validate", "--at", "HEAD"): FORMATS,
    ("validate", "--base", "HEAD~1"): (*FORMATS, "github", "gitlab", "sarif", "junit", "rdjson"),
    ("codeowners",): ("",),
    ("fmt", "--dry-run"): ("",),
    ("hooks", "status"): ("table", "plain", "json"),
    ("set", "hostile-1", "note=a", "--dry-run"): ("table", "json"),
    ("diff", "HEAD~1"): (*FORMATS, "html"),
    ("diff", "R4-H1", "R4", "--authors"): FORMATS,
    ("diff", "HEAD~2", "--stat"): (*FORMATS, "html"),
    ("log",): FORMATS,
    ("log", "hostile-3"): FORMATS,
    ("blame", "hostile-1"): FORMATS,
    ("snapshot", "list"): FORMATS,
    ("snapshot", "show", "R4"): FORMATS,
    ("snapshot", "verify"): FORMATS,
    ("schema", "--plan", "minato"): ("",),
    ("trend",): (*FORMATS, "svg"),
    ("trend", "--by", "commit"): (*FORMATS, "svg"),
}
"""Commands that read the hostile repository, and the formats in which each answers, "" where it has but one."""

NAMES = (CONTROL + MARKUP, "a\rb\n::error::c", "\udc9b2J")
"""Hostile words of a command line; those that are not text come from file names that are not."""
COMPLAINTS: tuple[tuple[str, ...], ...] = (
    ("show", "{}"), ("show", "hostile-1", "--at", "{}"), ("list", "--at", "{}"), ("list", "--plan", "{}"),
    ("list", "--columns", "{}"), ("list", "--where", "{}"), ("list", "--sort-by", "{}"), ("list", "--group-by", "{}"),
    ("list", "--status", "{}"), ("list", "--id", "{}"), ("list", "--limit", "{}"), ("list", "--encoding", "{}"),
    ("list", "-f", "{}"), ("list", "--{}"), ("{}",), ("validate", "{}"), ("validate", "plans/minato/initiatives/{}"),
    ("diff", "{}"), ("diff", "HEAD", "{}"), ("diff", "HEAD", "--field", "{}"), ("log", "{}"), ("log", "--since", "{}"),
    ("log", "--field", "{}"), ("log", "--author", "{}"), ("blame", "{}"), ("blame", "hostile-1", "--at", "{}"),
    ("snapshot", "show", "{}"), ("snapshot", "verify", "{}"), ("snapshot", "create", "{}", "--dry-run"),
    ("snapshot", "{}"), ("trend", "--since", "{}"), ("trend", "--by", "{}"), ("schema", "--plan", "{}"), ("schema", "{}"),
    ("validate", "--base", "{}"), ("validate", "-f", "{}"), ("codeowners", "--plan", "{}"), ("fmt", "{}"), ("edit", "{}"),
    ("set", "{}", "status=x"), ("set", "hostile-1", "{}=x"), ("set", "hostile-1", "status={}"), ("renumber", "{}"),
    ("new", "x", "--id", "{}", "--dry-run"), ("new", "x", "--pillar", "{}", "--dry-run"), ("init", "no/where", "--plan", "{}", "--yes"),
    ("hooks", "{}"), ("-C", "{}", "list"), ("list", "--today", "{}"), ("list", "--lang", "{}"), ("list", "-o", "no/{}"), ("demo", "plans/minato/plan.yaml/{}"),
)  # fmt: skip
"""Command lines that end in a complaint, which quotes what stands for ``{}``."""


class _Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def on_screen(cwd: Path, *arguments: str, encoding: str = "utf-8") -> Run:
    """Run dxplan in this process on a terminal of an encoding; real ones are tried with fewer commands."""
    out, err = io.BytesIO(), io.BytesIO()
    streams = [_Terminal(sink, encoding=encoding, newline="") for sink in (out, err)]
    with chdir(cwd), redirect_stdout(streams[0]), redirect_stderr(streams[1]):
        code = run(list(arguments))
    for stream in streams:
        stream.flush()
    return Run(code, out.getvalue(), err.getvalue())


def cases() -> list[tuple[str, ...]]:
    """Return every command with every format."""
    return [
        (*command, "-f", form) if form else command for command, forms in ANSWERS.items() for form in forms
    ]
