"""The comment and the page of a difference: nothing from a plan works in them, and they stay within their bounds."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dxplan.i18n import LANGUAGES, Language, Speaker
from dxplan.model.difference import BudgetMove, FieldChange, Movements, StatusMove, WordRename
from dxplan.reports.difference import difference_report
from dxplan.reports.difference_answer import DiffOptions
from dxplan.reports.difference_style import STYLE
from dxplan.reports.formats import Surroundings, render
from tests.reports.difference_making import ANSWER, DIFFERENCE, EMPTY, answer, changed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dxplan.model.difference import PlanDifference

EN = Speaker("en")
PAGE = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = (
    "</details>", "</summary>", "<details open>", "|", "`", "```", "~~~", "<script>alert(1)</script>", "<!--", "-->",
    "\n", "\n\n", "\r\n", "\r", "\x1b[31m", "\u202e", "\u2028", "\x0c", "# h", "- x", "1. x", "===", "---", "> q",
    "[x](javascript:y)", "![a](b)", "<img src=x onerror=y>", "&lt;", '"', "'", "\\", "*", "**", "_", "~~", "</del>",
    "</ins>", "<ins>", "]]>", "</table>", "</article>", "</main>", "</title>", "市民課", "a", " ", "    ", "\t",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=6).map("".join)


def hostile(*texts: str) -> PlanDifference:
    """Return a difference in which texts stand wherever a plan may write something."""
    title, word, old, new = texts[0], texts[1], f"{texts[2]}1", f"{texts[3]}2"
    return msgspec.structs.replace(
        EMPTY,
        title=title,
        changes=(
            changed(
                word,
                title,
                FieldChange("/note", old, new),
                FieldChange(f"/components/{word}", None, {"name": word, "status": old}),
                FieldChange("/status", old, new),
                pillar=word,
                departments=(word, title),
                movements=Movements(status=(old, new), budgets=(BudgetMove(word, "R5", 1, 2),)),
            ),
        ),
        renames=(WordRename("minato", "pillars", old, new, 1, ((word, f"/{word}"),)),),
        statuses=(StatusMove("minato", old, new, 1),),
        status_order=(old, new),
    )


def written(form: str, *plans: PlanDifference, language: Language = "en", **options: Any) -> str:
    report = difference_report(answer(*plans), Speaker(language), DiffOptions(format=form, **options))
    return render(report, Surroundings(form))


def html_of(markdown: str) -> str:
    """Return what a page makes of a comment; raw HTML goes through, as on GitHub."""
    rendered: str = PAGE.render(markdown)
    return rendered


class Skeleton(HTMLParser):
    """The elements of a page, and whether each was closed where it was opened."""

    VOID = frozenset({"br", "meta", "img", "input", "link", "hr"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.comments: list[str] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        self.elements.append(tag)
        self.attributes += attrs
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last, and no other."""
        assert self.open
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        """Keep a comment."""
        self.comments.append(data)

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.texts.append(data)


def counted(elements: Iterable[str], *, without: frozenset[str]) -> list[str]:
    return [element for element in elements if element not in without]


@settings(max_examples=60)
@given(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS))
def test_nothing_from_a_plan_breaks_out_of_a_comment(texts: tuple[str, str, str, str]) -> None:
    plain = msgspec.structs.replace(hostile("甲", "乙", "丙", "丁"), plan="other")
    skeleton = Skeleton(html_of(written("md", hostile(*texts), plain)))
    assert skeleton.comments == [" dxplan diff "]
    assert set(skeleton.elements) <= {
        "h2", "h3", "p", "br", "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "ul", "li", "strong",
        "del", "ins",
    }  # fmt: skip
    assert skeleton.elements.count("details") == skeleton.elements.count("summary") == 4
    assert skeleton.elements.count("h2") == 1
    assert not [name for name, _ in skeleton.attributes if name != "style"]


@settings(max_examples=60)
@given(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS))
def test_nothing_from_a_plan_breaks_out_of_a_page(texts: tuple[str, str, str, str]) -> None:
    marks = frozenset({"del", "ins", "br"})
    skeleton = Skeleton(written("html", hostile(*texts)))
    plain = Skeleton(written("html", hostile("甲", "乙", "丙", "丁")))
    kept = frozenset({*marks, "td", "th", "tr"})
    assert counted(skeleton.elements, without=kept) == counted(plain.elements, without=kept)
    assert not skeleton.comments
    ids = [str(value) for name, value in skeleton.attributes if name == "id"]
    assert [f"#{name}" for name in ids[1:]] == [
        value for name, value in skeleton.attributes if name == "href"
    ]
    assert not any(character in name for name in ids for character in "\"'<> \t\r\n")
    assert {name for name, _ in skeleton.attributes} <= {
        "lang", "charset", "http-equiv", "content", "name", "class", "scope", "id", "href", "colspan",
    }  # fmt: skip


def test_what_is_hostile_is_still_read() -> None:
    title = "A</details>|`<script>&"
    told = Skeleton(html_of(written("md", hostile(title, "乙", "丙", "丁"))))
    assert any(title in text for text in "".join(told.texts).splitlines())
    page = Skeleton(written("html", hostile(title, "乙", "丙", "丁")))
    assert f"{title} (乙)" in page.texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_loads_nothing_and_says_what_it_is(language: Language) -> None:
    page = written("html", DIFFERENCE, language=language)
    assert page.startswith(f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n')
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    assert not re.findall(r"(?i)\bsrc=|https?:|url\(|@import|<script|<link|javascript:", page)
    skeleton = Skeleton(page)
    assert skeleton.elements.count("table") == skeleton.elements.count("caption") > 0
    ids = [value for name, value in skeleton.attributes if name == "id"]
    links = [str(value).removeprefix("#") for name, value in skeleton.attributes if name == "href"]
    assert len(ids) == len(set(ids))
    assert set(links) <= set(ids)
    assert "minato-write-free-counter" in links


def _luminance(colour: str) -> float:
    digits = colour if len(colour) == 6 else "".join(2 * digit for digit in colour)
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    ("front", "back"),
    [
        ("text", "page"), ("text", "head"), ("faint", "page"), ("link", "page"), ("del", "del-page"),
        ("ins", "ins-page"), ("warn", "warn-page"),
    ],
)  # fmt: skip
def test_colours_have_the_contrast_that_public_pages_need(front: str, back: str, dark: bool) -> None:  # noqa: FBT001
    roots = re.findall(r":root\{([^}]*)\}", STYLE)
    colours = dict(re.findall(r"--([a-z-]+):#([0-9a-f]+)", roots[dark]))
    one, other = sorted((_luminance(colours[front]), _luminance(colours[back])))
    assert (other + 0.05) / (one + 0.05) >= 4.5


def many(count: int) -> PlanDifference:
    """Return a difference of so many initiatives with a long text each."""
    changes = tuple(
        changed(f"initiative-{number}", f"取組{number}", FieldChange("/note", None, "長い文*" * 100))
        for number in range(count)
    )
    return msgspec.structs.replace(EMPTY, changes=changes)


@pytest.mark.parametrize("limit", [3_000, 20_000, 60_000])
def test_a_comment_stays_within_its_limit_and_counts_what_it_leaves_out(limit: int) -> None:
    comment = written("md", many(200), limit=limit)
    assert len(comment) <= limit
    shown = comment.count("<details>")
    assert 0 < shown < 200
    assert comment.endswith(f"\n\nand {200 - shown} further initiatives; run dxplan diff R4-H1 .\n")


def test_a_comment_with_room_leaves_nothing_out() -> None:
    comment = written("md", many(20))
    assert comment.count("<details>") == 20
    assert "further initiatives" not in comment


def test_one_value_alone_does_not_fill_a_comment() -> None:
    plan = msgspec.structs.replace(
        EMPTY, changes=(changed("a", "甲", FieldChange("/note", None, "*" * 90_000)),)
    )
    comment = written("md", plan)
    assert len(comment) < 3_000
    assert "…" in comment


def test_long_tables_of_a_comment_are_cut() -> None:
    changes = tuple(
        changed(
            f"i-{number}",
            "甲",
            FieldChange("/budget/R5/amount", 1, 2),
            movements=Movements(budgets=(BudgetMove(None, "R5", 1, 2),)),
        )
        for number in range(45)
    )
    comment = written("md", msgspec.structs.replace(EMPTY, changes=changes))
    assert "and 15 more" in comment


def test_documents_are_made_only_when_they_are_asked_for() -> None:
    report = difference_report(ANSWER, EN, DiffOptions(format="json"))
    assert report.blocks == ()
    assert report.records.rows == ()
    assert set(report.own) == {"md", "html"}
