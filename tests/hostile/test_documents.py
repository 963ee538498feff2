"""Markdown, HTML, SVG and CSV stay what they are, whatever a plan says: read here by parsers of their own."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from markdown_it import MarkdownIt

from tests.commands.running import inside
from tests.hostile.commands import ANSWERS

if TYPE_CHECKING:
    from tests.history import Past

MARKDOWN_TAGS = {
    *("h1", "h2", "h3", "h4", "p", "br", "ul", "ol", "li", "strong", "table", "thead", "tbody", "tr", "th", "td"),
    *("details", "summary", "del", "ins", "hr", "#comment:dxplan diff"),
}  # fmt: skip
"""What dxplan itself makes in Markdown; a link, a picture, a quotation or code would be a plan's."""
PAGE_TAGS = {
    *("html", "head", "meta", "title", "style", "body", "main", "section", "article", "nav", "h1", "h2", "h3", "h4", "p"),
    *("ul", "li", "a", "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "br", "del", "ins", "span", "#decl:doctype html"),
}  # fmt: skip
PAGE_ATTRIBUTES = {
    "lang",
    "charset",
    "http-equiv",
    "content",
    "name",
    "id",
    "class",
    "scope",
    "colspan",
    "href",
    "role",
}
EMPTY = {"br", "hr", "meta", "img", "link", "input"}
CALLING = re.compile(r"(?:@|(?<!&)#)\w")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class _Page(HTMLParser):
    """Gathers what elements and attributes a page has, and notes what does not close."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.text = ""
        self.unclosed: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(name, value or "") for name, value in attrs}
        if tag not in EMPTY:
            self.unclosed.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.unclosed.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.unclosed.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.tags.add(f"#comment:{data.strip()}")

    def handle_decl(self, decl: str) -> None:
        self.tags.add(f"#decl:{decl.lower()}")

    def unknown_decl(self, data: str) -> None:
        self.tags.add(f"#unknown:{data}")

    def handle_pi(self, data: str) -> None:
        self.tags.add(f"#instruction:{data}")


@pytest.fixture(autouse=True)
def _shared_cache(kept: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DXPLAN_CACHE", kept)


def _commands(form: str) -> list[tuple[str, ...]]:
    return [command for command, forms in ANSWERS.items() if form in forms]


def _answer(evil: Past, command: tuple[str, ...], form: str) -> str:
    run = inside(evil.root, *command, "-f", form)
    assert run.code in {0, 1}
    assert run.text
    return run.text


@pytest.mark.parametrize("command", _commands("md"), ids=" ".join)
def test_markdown(evil: Past, command: tuple[str, ...]) -> None:
    written = _answer(evil, command, "md")
    rendered = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(written)
    page = _Page(rendered)
    assert page.tags <= MARKDOWN_TAGS
    assert {name for name, _ in page.attributes} <= {"style"}
    assert {value for _, value in page.attributes} <= {"text-align:left", "text-align:right"}
    assert page.unclosed == []
    assert (
        "<script>alert(1)</script>" in page.text
        or "@\u200bteam" in page.text
        or command[0] in {"snapshot", "trend"}
    )
    # Names and numbers are looked for in the text that comes out.
    assert CALLING.findall(page.text) == []
    assert not [line for line in written.splitlines() if re.match(r"\s*/\w", line)]


@pytest.mark.parametrize("command", _commands("html"), ids=" ".join)
def test_a_page(evil: Past, command: tuple[str, ...]) -> None:
    written = _answer(evil, command, "html")
    page = _Page(written)
    assert page.tags <= PAGE_TAGS
    assert {name for name, _ in page.attributes} <= PAGE_ATTRIBUTES
    assert all(value.startswith("#") for name, value in page.attributes if name == "href")
    assert page.unclosed == []
    assert "<script>alert(1)</script>" in page.text
    # Its style is its own, to the end.
    assert written.count("<style>") == written.count("</style>") == 1


@pytest.mark.parametrize("command", _commands("svg"), ids=" ".join)
def test_a_picture(evil: Past, command: tuple[str, ...]) -> None:
    written = _answer(evil, command, "svg")
    assert "<!DOCTYPE" not in written
    assert "<!ENTITY" not in written
    picture = ET.fromstring(written)  # noqa: S314  (made here, and without a document type)
    names = {element.tag.removeprefix("{http://www.w3.org/2000/svg}") for element in picture.iter()}
    assert names <= {
        "svg",
        "title",
        "desc",
        "g",
        "rect",
        "line",
        "path",
        "text",
        "polyline",
        "defs",
        "pattern",
        "circle",
    }
    attributes = {name for element in picture.iter() for name in element.attrib}
    assert not [name for name in attributes if name.startswith("on") or "href" in name or name == "style"]
    assert "<script>" in "".join(picture.itertext())


@pytest.mark.parametrize("form", ["csv", "tsv"])
@pytest.mark.parametrize("command", _commands("csv"), ids=" ".join)
def test_cells(evil: Past, command: tuple[str, ...], form: str) -> None:
    written = _answer(evil, command, form).removeprefix("\ufeff")
    rows = list(
        csv.reader(io.StringIO(written, newline=""), delimiter="," if form == "csv" else "\t", strict=True)
    )
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA) and not _is_number(cell)]
    if form == "tsv":
        assert len(rows) == written.count("\n")


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", cell) is not None
