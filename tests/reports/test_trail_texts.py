"""Texts in the audit trail that mean something to terminals, Markdown or spreadsheets: they are shown, and nothing more."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from dxplan.i18n import Language, Speaker
from dxplan.model.commit import Commit
from dxplan.model.content import Trouble
from dxplan.model.message import message
from dxplan.model.trail import TrailEntry, TrailRename, TrailTrouble
from dxplan.reports.formats import Surroundings, render
from dxplan.reports.trail import LogAnswer, log_report
from dxplan.reports.width import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

HOSTILE = "**x** <b> | `c`\n# =1+1 \x1b[31m\u202e"


def _shown(answer: LogAnswer, form: str, language: Language = "en", width: int | None = None) -> str:
    return render(log_report(answer, Speaker(language), form), Surroundings(form, width))


def _entry(commit: Commit, identifier: str | None, pointer: str, old: Any, new: Any) -> TrailEntry:
    return TrailEntry(commit.id, "minato", identifier, pointer, old, new)


def _hostile(text: str) -> LogAnswer:
    """Return an answer that holds a text in every place."""
    commit = Commit("f" * 40, (), "2022-04-04T09:00:00+09:00", text, text, text)
    entries = (
        _entry(commit, text, "/" + text.replace("~", "~0").replace("/", "~1"), text, {text: [text]}),
        _entry(commit, text, "/status", text, f"{text}{text}"),
        _entry(commit, "kiosk", "", None, {"title": text, "pillar": text, "status": text}),
    )
    trouble = Trouble("syntax", message("{text}", text=text), message("{text}", text=text), 1, 1)
    return LogAnswer(
        (commit,),
        entries,
        (TrailTrouble(commit.id, "minato", text, text, trouble),),
        (TrailRename(commit.id, text, None, None, text, text),),
        {("minato", text): text},
    )


FRAGMENTS = st.lists(
    st.sampled_from([*HOSTILE.split(" "), "市民課", "\r\n", "\n\n", "- x", "1. y", "> q", "[a](b)", "@x", "&lt;", "\t", "\u2028"]),
    min_size=1, max_size=6,
).map(" ".join)  # fmt: skip


@given(FRAGMENTS)
def test_no_text_leaves_its_line(text: str) -> None:
    answer = _hostile(text)
    for form in ("table", "plain"):
        out = _shown(answer, form)
        assert len(out.splitlines()) == len(_shown(_hostile("x"), form).splitlines())
        assert shown(out) == out
    assert all(cell_len(line) <= 40 for line in _shown(answer, "table", "ja", 40).splitlines())


@given(FRAGMENTS)
def test_no_text_works_in_markdown(text: str) -> None:
    out = _shown(_hostile(text), "md")
    assert shown(out) == out
    own = {"<ins>", "</ins>", "<del>", "</del>", "<br>"}
    kinds = []
    for token in MarkdownIt("commonmark").parse(out):
        kinds.append(token.type)
        for part in token.children or ():
            if part.type == "html_inline":
                assert part.content in own
            else:
                assert part.type in {"text", "text_special", "strong_open", "strong_close"}
    assert set(kinds) == {
        f"{name}_{end}" for name in ("bullet_list", "list_item", "paragraph") for end in ("open", "close")
    } | {"inline"}
    assert kinds.count("list_item_open") == len(_shown(_hostile("x"), "md").splitlines())


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield key
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, str):
        yield value


def test_programs_get_hostile_texts_whole_and_harmless() -> None:
    answer = _hostile(HOSTILE)
    out = _shown(answer, "json")
    assert shown(out) == out
    assert list(_texts(json.loads(out))).count(HOSTILE) > 10
    rows = list(csv.reader(io.StringIO(_shown(_hostile("=1+1"), "csv"), newline="")))
    assert len(rows) == 4
    assert rows[2][2:7] == ["'=1+1", "'=1+1", "'=1+1", "minato", "'=1+1"]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
