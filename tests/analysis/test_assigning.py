"""Assignments: where they lead, what the values become, and what becomes of the document."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxplan.analysis.assigning import Assigned, assigned
from dxplan.analysis.assigning_places import bind
from dxplan.errors import DxplanError, UsageError
from dxplan.i18n import Speaker
from dxplan.model.field_path import parse_assignment
from dxplan.stores.matching import same
from dxplan.stores.projecting import project
from dxplan.stores.schemas import list_keys, schema
from dxplan.stores.source_text import decode, encode
from dxplan.stores.yaml_exact import parse_exact
from tests.analysis.documents import documents
from tests.stores.yaml_texts import PLAN_TEXTS

if TYPE_CHECKING:
    from dxplan.analysis.assigning_places import Bound
    from dxplan.model.content import Data

KEYS = list_keys("initiative")
SAY = Speaker("en")
FILES = {"@three": "一行目\n\n二行目\n\n", "@one": "一行だけ\n"}
BASE: Data = {
    "schema": 1,
    "id": "forms",
    "title": "申請",
    "number": 1,
    "departments": ["市民課", "情報課"],
    "status": "着手中",
    "visions": ["1-1"],
    "components": [{"name": "ホームページ", "status": "運用中"}, {"name": "LINE導入", "status": "着手中"}],
    "summary": "一行の説明。",
    "progress": "一つ目。\n二つ目。",
    "support": "助けた。\n見に行った。\n",
    "tasks": [
        {"name": "RFI", "fiscal_year": "R5", "text": "情報を集める。"},
        {"fiscal_year": "R6", "text": "システムを組み立てる。"},
        {"fiscal_year": "R6", "text": "システムを試す。"},
    ],
    "goals": ["来なくても申請できる。", "待たない。"],
    "budget": [{"fiscal_year": "R5", "amount": 100}, {"fiscal_year": "R7", "amount": "未定"}, {"amount": 7}],
    "indicators": [
        {"name": "手続きの数", "unit": "種", "actuals": [{"period": "R4", "value": 1}, {"period": "R6-H1", "value": 2}]},
        {"name": "a]b", "unit": "件"},
    ],
}  # fmt: skip


def bound(text: str) -> Bound:
    return bind(parse_assignment(text), schema("initiative"), KEYS, FILES.get)


def make(*texts: str, base: Data = BASE) -> Assigned:
    return assigned(base, [bound(text) for text in texts], KEYS)


def fields(*texts: str) -> list[tuple[str, Any, Any]]:
    return [(field.pointer, field.old, field.new) for field in make(*texts).comparison.fields]


def refused(*texts: str) -> tuple[str, str]:
    with pytest.raises(DxplanError) as caught:
        make(*texts)
    hint = caught.value.hint
    return SAY(caught.value.message), SAY(hint) if hint else ""


@pytest.mark.parametrize(
    ("text", "pointer", "old", "new"),
    [
        ("status=運用中", "/status", "着手中", "運用中"),
        ("status=1", "/status", "着手中", "1"),
        ("stage=完了", "/stage", None, "完了"),
        ("summary-=", "/summary", "一行の説明。", None),
        ("number=３", "/number", 1, 3),
        ("number=abc", "/number", 1, "abc"),
        ("components[LINE導入].status=運用中", "/components/LINE導入/status", "着手中", "運用中"),
        ("tasks[RFI].done=true", "/tasks/RFI/done", None, True),
        ("tasks[RFI].done=R4.9", "/tasks/RFI/done", None, "R4.9"),
        ("tasks[R6 システムを試す。].deadline=未定", "/tasks/R6 システムを試す。/deadline", None, "未定"),
        ("budget[R5].amount=1,200", "/budget/R5/amount", 100, 1200),
        ("budget[令和7年度].amount=12", "/budget/R7/amount", "未定", 12),
        ("budget[R5].amount=未定", "/budget/R5/amount", 100, "未定"),
        ("budget[*].amount=8", "/budget/*/amount", 7, 8),
        ("budget[R6].amount=5", "/budget/R6", None, {"fiscal_year": "R6", "amount": 5}),
        ("budget-=R5", "/budget/R5", {"fiscal_year": "R5", "amount": 100}, None),
        ("budget[R5]-=", "/budget/R5", {"fiscal_year": "R5", "amount": 100}, None),
        ("indicators[手続きの数].actuals[R4].value=-1.5", "/indicators/手続きの数/actuals/R4/value", 1, -1.5),
        ("indicators[手続きの数].actuals[R6].value=50", "/indicators/手続きの数/actuals/R6", None, {"period": "R6", "value": 50}),
        ("indicators[手続きの数].actuals+={period: Ｒ５, value: ４４, text: 10}", "/indicators/手続きの数/actuals/R5", None,
         {"period": "R5", "value": 44, "text": "10"}),
        ('indicators["a]b"].unit=人', "/indicators/a]b/unit", "件", "人"),
        ('components["LINE"].status=運用中', "/components/LINE", None, {"name": "LINE", "status": "運用中"}),
        ("components[LINE導入]={status: 運用中, operation_start: R6}", "/components/LINE導入/status", "着手中", "運用中"),
        ("departments+=総務課", "/departments", ["市民課", "情報課"], ["市民課", "情報課", "総務課"]),
        ("departments-=市民課", "/departments", ["市民課", "情報課"], ["情報課"]),
        ("departments[市民課]=窓口課", "/departments", ["市民課", "情報課"], ["窓口課", "情報課"]),
        ('departments=[総務課, "１"]', "/departments", ["市民課", "情報課"], ["総務課", "１"]),
        ("visions-=1-1", "/visions", ["1-1"], None),
        ("goals[待たない]=並ばない。", "/goals", ["来なくても申請できる。", "待たない。"], ["来なくても申請できる。", "並ばない。"]),
        ("withdrawn.at=令和4年度上半期", "/withdrawn", None, {"at": "R4-H1"}),
        ("withdrawn.at=2023-03-31", "/withdrawn", None, {"at": "2023-03-31"}),
        ("withdrawn={at: R4, reason: 終えた}", "/withdrawn", None, {"at": "R4", "reason": "終えた"}),
        ("added=２０２２年度", "/added", None, "R4"),
        ("added=FY2022-H1", "/added", None, "FY2022-H1"),
        ("note=@three", "/note", None, "一行目\n\n二行目"),
        ("title=@three", "/title", "申請", "@three"),
        ("summary=@one", "/summary", "一行の説明。", "一行だけ"),
        ("progress=@three", "/progress", "一つ目。\n二つ目。", "一行目\n\n二行目"),
        ("support=@three", "/support", "助けた。\n見に行った。\n", "一行目\n\n二行目\n"),
        ("note+=一行目", "/note", None, "一行目"),
        ("summary+=次。", "/summary", "一行の説明。", "一行の説明。\n次。"),
        ("progress+=三つ目。", "/progress", "一つ目。\n二つ目。", "一つ目。\n二つ目。\n三つ目。"),
        ("support+=三つ目。", "/support", "助けた。\n見に行った。\n", "助けた。\n見に行った。\n三つ目。\n"),
        (r"note=a\nb", "/note", None, r"a\nb"),
    ],
)  # fmt: skip
def test_a_value_is_read_as_the_schema_wants_it(text: str, pointer: str, old: object, new: object) -> None:
    found = fields(text)
    assert found[0] == (pointer, old, new)
    assert type(found[0][2]) is type(new)
    assert [field[0] for field in found[1:]] in ([], ["/components/LINE導入/operation_start"])


def test_a_new_entry_stands_at_its_place_in_time() -> None:
    made = make("indicators[手続きの数].actuals[R5].value=3").data["indicators"][0]["actuals"]
    assert [entry["period"] for entry in made] == ["R4", "R5", "R6-H1"]
    # One without a year has no place in time, so the list has no such order.
    assert [entry.get("fiscal_year") for entry in make("budget[R6].amount=3").data["budget"]] == ["R5", "R7", None, "R6"]  # fmt: skip


def test_several_assignments_make_one_new_entry() -> None:
    found = fields("components[窓口].status=運用中", "components[窓口].operation_start=R6")
    assert found == [
        ("/components/窓口", None, {"name": "窓口", "status": "運用中", "operation_start": "R6"})
    ]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("tasks[RF].done=true", "“RF” is taken as “RFI”."),
        ("tasks[試す].done=true", "“試す” is taken as “R6 システムを試す。”."),
        ("components[ｌｉｎｅ導入].status=運用中", "“ｌｉｎｅ導入” is taken as “LINE導入”."),
    ],
)
def test_a_part_that_one_entry_alone_has_is_enough(text: str, note: str) -> None:
    made = make(text)
    assert [SAY(one) for one in made.notes] == [note]
    assert len(made.comparison.fields) == 1


@pytest.mark.parametrize(
    "text",
    [
        "status=着手中",
        "stage-=",
        "departments+=市民課",
        "visions+=1-1",
        "components[LINE導入].operation_start-=",
        "withdrawn.at-=",
        "components[LINE導入]={status: 着手中}",
        "budget+={fiscal_year: R5, amount: 100}",
        "indicators[手続きの数].actuals[R4].value=1",
    ],
)
def test_what_is_so_already_stays(text: str) -> None:
    made = make(text)
    assert (made.idle, made.comparison.fields) == ((bound(text).path,), ())
    assert same(made.data, BASE)


def test_taking_what_is_not_there_names_what_may_be_meant() -> None:
    made = make("departments-=市民")
    assert made.idle == ("departments",)
    assert [SAY(note) for note in made.notes] == [
        "“departments” has no entry “市民”.",
        "Did you mean “市民課”?",
    ]


@pytest.mark.parametrize(
    ("texts", "said", "hint"),
    [
        (["stat=x"], "“stat”, character 1: there is no field “stat” here.", "Did you mean “status”?"),
        (["進捗状況=x"], "there is no field “進捗状況” here.", "Did you mean “status”?"),
        (["components[ホームページ].statu=x"], "character 20: there is no field “statu”", "Did you mean “status”?"),
        (["withdrawn.zzz=1"], "no field “zzz”", "The fields here are: at, reason, successor"),
        (["status.x=1"], "character 8: there is no field “x”", "A single value stands here"),
        (["status[x]=1"], "status is not a list", ""),
        (["components.status=x"], "components is a list; say which entry", "Write components[NAME].status"),
        (["components=x"], "“components” is a list.", "components+=…"),
        (["components+=x"], "“components” is a group of fields.", "name, status: {name: …}"),
        (["components+={a"], "cannot be read", ""),
        (["withdrawn=x"], "“withdrawn” is a group of fields.", "at, reason: {at: …}"),
        (["title+=x"], "is no list", "write title=…"),
        (["number-=1"], "is no list", "number-="),
        (["components[LINE導入]+=x"], "is one entry", "write components[LINE導入]-="),
        (["tasks[R6].done=true"], "“R6” may mean several entries of tasks.", "R6 システムを組み立てる。 / R6 システムを試す。"),
        (["components[LINE予約].status=運用中"], "components has no entry “LINE予約”", 'Did you mean “LINE導入”? To add a new entry, put its name in quotes: components["LINE予約"]'),
        (["tasks[見積].done=true"], "a new one also needs fiscal_year, text.", "The entries are: RFI / "),
        (['tasks["RF"].done=true'], "a new one also needs fiscal_year, text.", "Did you mean “RFI”?"),
        (["components[地図]-="], "components has no entry “地図”.", "The entries are: ホームページ / LINE導入"),
        (["components[地図].status-="], "components has no entry “地図”.", ""),
        (["departments[地図]=x"], "departments has no entry “地図”.", ""),
        (["budget+={fiscal_year: R5, amount: 1}"], "has an entry “R5” already", "budget[R5].…"),
        (["status=a", "status=b"], "“status” is set twice.", ""),
        (["annual_goals[R5].text=x"], "annual_goals has no entry “R5”", "To add one, write annual_goals+={…}"),
        (["budget+={fiscal_year: &a R5, amount: *a}"], "must not have references", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(texts: list[str], said: str, hint: str) -> None:
    told, cure = refused(*texts)
    assert said in told
    assert hint in cure


def test_a_document_of_another_form_is_not_guessed_at() -> None:
    for text in ("components[x].status=a", "departments+=x", "withdrawn.at=R4", "progress+=x"):
        odd: Data = {"components": "x", "departments": 3, "withdrawn": "y", "progress": ["z"]}
        with pytest.raises(DxplanError) as caught:
            make(text, base=odd)
        assert not isinstance(caught.value, UsageError)
        assert "does not have the form" in SAY(caught.value.message)


@given(documents(), st.sampled_from(["status=運用中", "stage-=", "departments+=総務課", "withdrawn.at=R4",
                                     "tasks[RFI].done=true", "budget[R6].amount=5", "indicators[a].unit=人"]))  # fmt: skip
def test_any_document_is_changed_there_alone_or_refused(data: Data, text: str) -> None:
    before = deepcopy(data)
    try:
        made = make(text, base=data)
    except DxplanError:
        assert same(data, before)
        return
    assert same(data, before)
    name = bound(text).places[0].step.name
    assert {key: value for key, value in made.data.items() if key != name} == {
        key: value for key, value in data.items() if key != name
    }
    again = make(text, base=made.data)
    assert again.comparison.fields == ()


RICH = [text for text in PLAN_TEXTS if "\nindicators:" in text or "\nprogress:" in text or "\ntasks:" in text]


@pytest.mark.parametrize("dress", ["plain", "bom", "crlf", "quotes", "comment"])
@settings(max_examples=15)
@given(st.sampled_from(RICH), st.sampled_from(["status", "title", "number", "stage", "summary"]))
def test_a_value_that_is_set_and_set_back_leaves_the_same_bytes(dress: str, text: str, name: str) -> None:
    old = parse_exact(text).data.get(name)
    if dress == "crlf":
        text = text.replace("\n", "\r\n")
    elif dress == "comment" and isinstance(old, str | int):
        text = text.replace(f"\n{name}: {old}\n", f"\n# 上\n{name}:   {old}   # 右 = '\n")
    elif dress == "quotes" and isinstance(old, str):
        text = text.replace(f"\n{name}: {old}\n", f'\n{name}: "{old}"\n')
    raw = (b"\xef\xbb\xbf" if dress == "bom" else b"") + text.encode()
    new: str | int = 77 if name == "number" else "値"
    there = _set(raw, f"{name}={new}")
    assert parse_exact(decode(there).text).data[name] == new
    assert _set(there, f"{name}={old}" if old is not None else f"{name}-=") == raw
    lines = [decode(each).text.split("\n") for each in (raw, there)]
    if old is not None and "\n" not in str(old):
        assert sum(one != other for one, other in zip(*lines, strict=True)) == 1


def _set(raw: bytes, text: str) -> bytes:
    source = decode(raw)
    made = assigned(parse_exact(source.text).data, [bound(text)], KEYS)
    return encode(project(source.text, made.data, KEYS), source)
