"""Merging texts: the result says what the merged data say, conflicts are around their values alone, no comment gets lost."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxplan.analysis.merging import merge
from dxplan.analysis.merging_files import merge_files
from dxplan.errors import DxplanError
from dxplan.stores.documents import parse_document
from dxplan.stores.matching import same
from dxplan.stores.merge_conflicts import Marks, halves
from dxplan.stores.merge_places import Outline
from dxplan.stores.projecting import fresh
from dxplan.stores.schemas import list_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.model.content import Data
    from dxplan.model.merge import Favour
    from dxplan.stores.schemas import SchemaName

KEYS = list_keys("initiative")
MARKS = Marks()
FAVOURS: tuple[Favour, ...] = ("ours", "theirs")
EXAMPLES = Path(__file__).parents[1] / "examples" / "merges"
LINES = st.sampled_from(["始めた。", "続けた。", "終えた。", "# 番号", "a: b"])
PROSE = st.lists(LINES, min_size=1, max_size=4).map(lambda lines: "".join(f"{line}\n" for line in lines))
STATUS = st.sampled_from(["着手中", "運用中", "取り下げ"])
NAMES = st.sampled_from(["LINE導入", "ウェブ", "電話", "a/b", "x # y"])


def maps(**values: st.SearchStrategy[object]) -> st.SearchStrategy[Data]:
    """Draw mappings that have some of the keys."""
    return st.fixed_dictionaries({}, optional=values)


def lists(
    key: str, names: st.SearchStrategy[str], **more: st.SearchStrategy[object]
) -> st.SearchStrategy[object]:
    """Draw lists of entries with a key of their own."""
    entries = st.fixed_dictionaries({key: names}, optional=more)
    return st.lists(entries, min_size=1, max_size=3, unique_by=lambda entry: str(entry[key]))


FIELDS: dict[str, st.SearchStrategy[object]] = {
    "title": NAMES,
    "departments": st.lists(NAMES, min_size=1, max_size=3, unique=True),
    "status": STATUS,
    "components": lists("name", NAMES, status=STATUS, progress=PROSE),
    "withdrawn": st.fixed_dictionaries({"at": st.sampled_from(["R5", "R6"])}, optional={"reason": PROSE}),
    "progress": PROSE,
    "indicators": lists(
        "name",
        NAMES,
        unit=st.sampled_from(["件", "%"]),
        actuals=lists("period", st.sampled_from(["R4", "R5", "R6"]), value=st.integers(0, 3)),
    ),
    "budget": lists("fiscal_year", st.sampled_from(["R4", "R5"]), amount=st.integers(0, 3)),
}


@st.composite
def triples(draw: st.DrawFn) -> tuple[Data, Data, Data]:
    """Draw a document and two editions of it, in each of which some fields are others."""
    base = draw(maps(**FIELDS))
    editions = []
    for _ in range(2):
        changed = draw(st.lists(st.sampled_from(sorted(FIELDS)), max_size=3, unique=True))
        edition = deepcopy(base)
        for field in changed:
            value = draw(st.none() | FIELDS[field])
            edition.pop(field, None)
            if value is not None:
                edition[field] = value
        editions.append({"id": "a", **edition})
    return {"id": "a", **base}, editions[0], editions[1]


@st.composite
def commented(draw: st.DrawFn, data: Data, mark: str) -> str:
    """Write a document with comments of a side, above lines or beside values."""
    lines = fresh(data, KEYS).split("\n")[:-1]
    for count in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        beside = draw(st.booleans())
        indent = len(lines[at]) - len(lines[at].lstrip(" "))
        comment = f"# {mark}{count}"
        edited = (
            [*lines[:at], f"{lines[at]} {comment}", *lines[at + 1 :]]
            if beside
            else [*lines[:at], " " * indent + comment, *lines[at:]]
        )
        if parse_document("", "\n".join(edited).encode()).data == data:
            lines = edited
    return "\n".join(lines) + "\n"


def merged(texts: Sequence[str], marks: Marks = MARKS, kind: SchemaName = "initiative") -> str:
    """Merge the texts of base, ours and theirs."""
    base, ours, theirs = (text.encode() for text in texts)
    return merge_files(base, ours, theirs, kind, lambda: marks).raw.decode()


def data_of(text: str) -> Data:
    """Read a text."""
    return parse_document("", text.encode()).data


@given(st.data(), triples())
@settings(max_examples=120)
def test_the_text_says_what_the_data_say(data: st.DataObject, triple: tuple[Data, Data, Data]) -> None:
    base, ours, theirs = triple
    texts = [data.draw(commented(side, mark)) for side, mark in zip(triple, "bot", strict=True)]
    text = merged(texts)
    found = merge(base, ours, theirs, KEYS)
    sides = halves(text)
    assert (sides is not None) is bool(found.conflicts)
    for half, favour in zip(sides or (text, text), FAVOURS, strict=False):
        assert same(data_of(str(half)), merge(base, ours, theirs, KEYS, favour).data)
    for side in texts[1:]:
        for remark in Outline(side, KEYS).remarks:
            assert remark.text in text


@given(triples())
@settings(max_examples=60)
def test_what_one_side_alone_changed_is_its_text(triple: tuple[Data, Data, Data]) -> None:
    base, ours, _ = (fresh(side, KEYS) for side in triple)
    assert merged([base, ours, base]) == ours
    assert merged([base, base, ours]) == ours


def example(name: str) -> tuple[str, str, str]:
    """Return the three texts of an example."""
    files = (EXAMPLES / name / f"{side}.yaml" for side in ("base", "ours", "theirs"))
    base, ours, theirs = (file.read_bytes().decode() if file.exists() else "" for file in files)
    return base, ours, theirs


@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.iterdir()))
def test_an_example_merged_the_other_way_stops_on_the_same(name: str) -> None:
    texts = example(name)
    kind: SchemaName = "plan" if name.startswith("plan") else "initiative"
    if name.startswith("unreadable"):
        with pytest.raises(DxplanError):
            merged(texts, kind=kind)
        return
    one, other = (halves(merged(order, kind=kind)) for order in (texts, (texts[0], texts[2], texts[1])))
    assert (one is None) is (other is None)
    assert name.startswith("conflict") is (one is not None)


def test_the_base_is_shown_where_that_is_wanted() -> None:
    text = merged(example("conflict-status"), Marks(7, "HEAD", "office", ""))
    shown = (
        "<<<<<<< HEAD\nstatus: 運用中\n|||||||\nstatus: 着手中\n=======\nstatus: 取り下げ\n>>>>>>> office\n"
    )
    assert shown in text


def tasks(order: str, deadline: str | None) -> str:
    """Return a document whose tasks stand in an order; that of the text 三 has a deadline, or none."""
    ends = {"一": "～9月", "二": "～12月", "三": deadline, "四": "～3月"}
    lines = [f"  - fiscal_year: R6\n    text: {name}\n" for name in order]
    ended = (f"    deadline: {ends[name]}\n" if ends.get(name) else "" for name in order)
    return "schema: 1\nid: a\ntasks:\n" + "".join(map("".join, zip(lines, ended, strict=True)))


@pytest.mark.parametrize("order", ["一二四三", "二一四三", "二四三一", "三二四一"])
def test_an_entry_that_was_moved_too_is_the_only_conflict(order: str) -> None:
    found = halves(merged([tasks("一二三四", "～6月"), tasks("一五二三四", None), tasks(order, "～7月")]))
    assert found is not None
    texts = [[task["text"] for task in data_of(half)["tasks"]] for half in found[:2]]
    assert texts[0] == texts[1]
    assert [text for text in texts[0] if text != "五"] == list(order)
    sides = [half.replace("    deadline: ～7月\n", "") for half in found[:2]]
    assert (sides[0], found[1].count("～7月")) == (sides[1], 1)


def test_each_half_has_the_comment_of_its_side() -> None:
    base = "schema: 1\nid: a\nstatus: 着手中  # 春\nnumber: 1  # 番\n"
    ours = base.replace("着手中  # 春", "運用中  # 夏")
    theirs = base.replace("着手中  # 春", "取り下げ  # 秋").replace("番", "号")
    shown = "status: 運用中  # 夏\n=======\nstatus: 取り下げ  # 秋\n"
    assert f"id: a\n<<<<<<< ours\n{shown}>>>>>>> theirs\nnumber: 1  # 号\n" in merged([base, ours, theirs])


def test_signs_are_as_long_as_git_wants_them() -> None:
    text = merged(example("conflict-status"), Marks(11))
    assert f"{'<' * 11} ours\nstatus" in text
    found = halves(text)
    assert found is not None
    assert found[2].size == 11


@pytest.mark.parametrize(
    "text", ["a: 1\n", "<<<<<<< ours\na: 1\n", "<<<<<<< ours\na: 1\n=======\na: 2\n", "=======\n"]
)
def test_a_text_without_whole_conflicts_has_no_halves(text: str) -> None:
    assert halves(text) is None


REMARKS = """\
# 先頭

# 題
id: a  # 印
'title # x': "y # z"  # 横
progress: |  # 見出し
  一
  # 本文
# 次へ
components:
  # 一つ目
  - name: LINE
    status: 着手中
    # 一つ目の後
  # 二つ目
  - name: ウェブ
visions: [1-1,  # 括弧の中
  1-2]  # 括弧の後
# 終わり
"""


def test_comments_belong_to_what_comes_next_or_stands_on_their_line() -> None:
    assert [(remark.text, remark.owner, remark.kind) for remark in Outline(REMARKS, KEYS).remarks] == [
        ("# 先頭", ("id",), "above"),
        ("# 題", ("id",), "above"),
        ("# 印", ("id",), "beside"),
        ("# 横", ("title # x",), "beside"),
        ("# 見出し", ("progress",), "beside"),
        ("# 次へ", ("components",), "above"),
        ("# 一つ目", ("components", "LINE"), "above"),
        ("# 一つ目の後", ("components", "LINE", "status"), "below"),
        ("# 二つ目", ("components", "ウェブ"), "above"),
        ("# 括弧の後", ("visions",), "beside"),
        ("# 終わり", ("visions",), "below"),
    ]


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        ("id: a\nx: 1\n", "id: b\nx: 1\n", "id: a\n# 注\nx: 1\n", "id: b\n# 注\nx: 1\n"),
        ("id: a\nx: 1\n", "id: b\nx: 1\n", "id: a   # 注\nx: 1\n", "id: b   # 注\nx: 1\n"),
        ("id: a # 一\nx: 1\n", "id: b # 一\nx: 1\n", "id: a # 二\nx: 1\n", "id: b # 二\nx: 1\n"),
        ("id: a # 一\nx: 1\n", "id: b # 二\nx: 1\n", "id: a # 三\nx: 1\n", "# 三\nid: b # 二\nx: 1\n"),
        ("# 一\nid: a\n", "# 二\nid: b\n", "# 三\nid: a\n", "# 二\n# 三\nid: b\n"),
        ("# 一\nid: a\n", "# 一\nid: b\n", "id: a\n", "id: b\n"),
        ("id: a\nx: 1\n", "id: b\n", "id: a\n# 注\nx: 1\n", "id: b\n# 注\n"),
        ("id: a\nx: 1", "id: b\nx: 1", "id: a\nx: 1\n# 終", "id: b\nx: 1\n# 終"),
    ],
)
def test_comments_come_along(base: str, ours: str, theirs: str, expected: str) -> None:
    assert merged([base, ours, theirs]) == expected


def test_the_dress_of_a_file_is_ours() -> None:
    base, ours, theirs = example("conflict-status")
    raw = merge_files(
        base.encode(),
        b"\xef\xbb\xbf" + ours.replace("\n", "\r\n").encode(),
        theirs.encode(),
        "initiative",
        Marks,
    ).raw
    assert raw.startswith(b"\xef\xbb\xbf# ")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert b"\r\n=======\r\n" in raw


def test_each_line_of_ours_keeps_its_own_line_ending() -> None:
    base, ours, theirs = example("adjacent-fields")
    mixed = ours.encode().replace(b"\n", b"\r\n", 9)
    raw = merge_files(base.encode(), mixed, theirs.encode(), "initiative", Marks).raw
    assert raw == mixed.replace("市民サービス".encode(), "業務の効率化".encode())
