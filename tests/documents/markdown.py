"""Markdown for generated documents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

GENERATED = "<!-- Made by python -m tests.documents; changes by hand are lost. -->"
_SIGN = re.compile(r"[\\`*<|]")


def page(title: str, *parts: str) -> str:
    """Return a page of a title and parts, an empty line between them."""
    return "\n\n".join((f"# {title}", GENERATED, *(part for part in parts if part))) + "\n"


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of cells that are Markdown already."""
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def prose(text: str) -> str:
    """Return a text for a cell or a paragraph; its lines stay lines."""
    return "<br>".join(_SIGN.sub(r"\\\g<0>", text).splitlines())


def code(text: str) -> str:
    """Return a text as code inside a line or a cell."""
    marks = "``" if "`" in text else "`"
    in_cell = text.replace("|", "\\|")
    return f"{marks}{in_cell}{marks}"


def block(text: str, language: str = "") -> str:
    """Return a text as a block of code."""
    return f"```{language}\n{text.rstrip()}\n```"
