"""Laying a document upon a text: it says what it shall, and nothing else of it changes."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dxplan.errors import DocumentError
from dxplan.stores.matching import matched, same
from dxplan.stores.projecting import fresh, project
from dxplan.stores.schemas import list_keys
from dxplan.stores.source_text import decode
from dxplan.stores.yaml_exact import parse_exact
from dxplan.stores.yaml_rendering import line_source
from tests.analysis.documents import document_pairs
from tests.stores.test_editing import RAW, documents
from tests.stores.yaml_texts import PLAN_TEXTS

if TYPE_CHECKING:
    import random

    from dxplan.model.content import Data

KEYS = list_keys("initiative")
TEXT = """\
# yaml-language-server: $schema=../initiative.schema.json
schema: 1
id: forms
title: 'オンライン申請'  # 題名

# 担当
departments:
  # 主担当
  - 情報課   # 窓口
  - 市民課
status: 着手中  # 四半期ごとに見直す
progress: |-
  一行目
  二行目

components:
  - name: 本体
    status: 着手中

  # LINE は後から
  - name: LINE導入
    status: 着手中   # 契約待ち
budget: [{fiscal_year: R4, amount: 100}, {fiscal_year: R5, amount: 200}]  # 千円
note: おわり
"""


def _changed(**values: Any) -> Data:
    data = deepcopy(parse_exact(TEXT).data)
    for key, value in values.items():
        if value is None:
            del data[key]
        else:
            data[key] = value
    return data


@pytest.mark.parametrize(
    ("target", "old", "new"),
    [
        ({"status": "運用中"}, "status: 着手中  #", "status: 運用中  #"),
        ({"title": "オンライン"}, "'オンライン申請'", "'オンライン'"),
        ({"title": "a: b"}, "'オンライン申請'", "'a: b'"),
        ({"departments": ["情報課", "市民課", "税務課"]}, "  - 市民課\n", "  - 市民課\n  - 税務課\n"),
        ({"departments": ["税務課", "情報課", "市民課"]}, "departments:\n", "departments:\n  - 税務課\n"),
        ({"departments": ["市民課"]}, "  # 主担当\n  - 情報課   # 窓口\n", ""),
        ({"departments": ["市民課", "情報課"]}, "  # 主担当\n  - 情報課   # 窓口\n  - 市民課\n",
         "  - 市民課\n  # 主担当\n  - 情報課   # 窓口\n"),
        ({"stage": "完了"}, "見直す\n", "見直す\nstage: 完了\n"),
        ({"number": 3}, "# 題名\n", "# 題名\nnumber: 3\n"),
        ({"note": None}, "note: おわり\n", ""),
        ({"status": None}, "status: 着手中  # 四半期ごとに見直す\n", ""),
        ({"departments": None}, "# 担当\ndepartments:\n  # 主担当\n  - 情報課   # 窓口\n  - 市民課\n", ""),
        ({"progress": "三行目"}, "|-\n  一行目\n  二行目\n", "三行目\n"),
        ({"progress": "一行目\n三行目\n"}, "|-\n  一行目\n  二行目\n", "|\n  一行目\n  三行目\n"),
        ({"status": "一\n二"}, "status: 着手中  # 四半期ごとに見直す\n", "status: |-  # 四半期ごとに見直す\n  一\n  二\n"),
        ({"note": "一\n二"}, "note: おわり\n", "note: |-\n  一\n  二\n"),
        ({"budget": [{"fiscal_year": "R5", "amount": 250}]}, "[{fiscal_year: R4, amount: 100}, {fiscal_year: R5, amount: 200}]",
         "[{fiscal_year: R5, amount: 250}]"),
        ({"budget": [{"fiscal_year": "R4", "amount": 100}, {"fiscal_year": "R5", "amount": 200, "note": "a, b"}, {"amount": 1}]},
         "amount: 200}]", 'amount: 200, note: "a, b"}, {amount: 1}]'),
        ({"budget": "未定"}, "[{fiscal_year: R4, amount: 100}, {fiscal_year: R5, amount: 200}]", "未定"),
        ({"components": [{"name": "本体", "status": "着手中"}, {"name": "LINE導入", "status": "運用中", "operation_start": "R5.4月～"}]},
         "status: 着手中   # 契約待ち\n", "status: 運用中   # 契約待ち\n    operation_start: R5.4月～\n"),
        ({"components": [{"name": "LINE導入", "status": "着手中"}]}, "  - name: 本体\n    status: 着手中\n\n", ""),
        ({"components": [{"status": "着手中", "name": "本体"}]}, "\n  # LINE は後から\n  - name: LINE導入\n    status: 着手中   # 契約待ち\n", ""),
        ({"components": [{"status": "着手中"}, {"name": "LINE導入", "status": "着手中"}]}, "  - name: 本体\n    status", "  - status"),
    ],
)  # fmt: skip
def test_only_what_differs_changes(target: dict[str, Any], old: str, new: str) -> None:
    assert TEXT.count(old) == 1
    wanted = _changed(**target)
    result = project(TEXT, wanted, KEYS)
    assert result == TEXT.replace(old, new)
    assert same(parse_exact(result).data, wanted)


@pytest.mark.parametrize(
    ("text", "target", "result"),
    [
        ("note: |\n  a\n", {"note": "a\n", "status": "x"}, "status: x\nnote: |\n  a\n"),
        ("status: x", {"status": "x", "note": "b"}, "status: x\nnote: b"),
        ("status: x\nnote: b", {"status": "x"}, "status: x"),
        ("status:\nnote: b\n", {"status": "x", "note": "b"}, "status: x\nnote: b\n"),
        ("departments: []\n", {"departments": ["a", "b"]}, "departments: [a, b]\n"),
        ("departments:\n- a\n", {"departments": ["a", "b"]}, "departments:\n- a\n- b\n"),
        ("departments:\n- a\n", {"departments": ["a"], "goals": ["b"]}, "departments:\n- a\ngoals:\n- b\n"),
        ("departments:\n  - a # c\n", {"departments": []}, "departments: []\n"),
        ("title: x\n# progress: later\nnote: b\n", {"title": "x"}, "title: x\n# progress: later\n"),
        ("note: a # c\nid: x\n", {"note": ["b"], "id": "x"}, "note: # c\n  - b\nid: x\n"),
        ("---\nid: x\n...\n", {"id": "x", "note": "b"}, "---\nid: x\nnote: b\n...\n"),
        ("tasks:\n- text: a\n  done: true\n- text: b\n", {"tasks": [{"text": "b"}]}, "tasks:\n- text: b\n"),
    ],
)
def test_odd_layouts(text: str, target: Data, result: str) -> None:
    assert project(text, target, KEYS) == result


def test_a_value_shared_through_an_anchor_is_left_alone() -> None:
    text = "title: &t x\nnote: *t\nid: a\n"
    assert project(text, {"title": "x", "note": "x", "id": "b"}, KEYS) == text.replace("a\n", "b\n")
    with pytest.raises(DocumentError) as caught:
        project(text, {"title": "y", "note": "x", "id": "a"}, KEYS)
    assert caught.value.rule == "yaml-rewrite"


@given(document_pairs())
def test_a_whole_document_and_its_changes_are_read_back(pair: tuple[Data, Data]) -> None:
    old, new = pair
    assume(old.keys() & new.keys())
    text = fresh(old, KEYS)
    assert same(parse_exact(text).data, old)
    assert same(parse_exact(project(text, new, KEYS)).data, new)


def _shuffled(data: Any, chance: random.Random) -> Any:
    """Change a document somewhere."""
    if isinstance(data, dict) and data:
        key = chance.choice(list(data))
        if chance.random() < 0.2 and len(data) > 1:
            return {name: value for name, value in data.items() if name != key}
        if chance.random() < 0.2:
            return {**data, "note": "一行目\n二行目"}
        return {**data, key: _shuffled(data[key], chance)}
    if isinstance(data, list) and data:
        at = chance.randrange(len(data))
        rest = data[:at] + data[at + 1 :]
        if chance.random() < 0.3 and rest:
            return rest
        if chance.random() < 0.3:
            return [*rest, data[at]]
        return [*data[:at], _shuffled(data[at], chance), *data[at + 1 :]]
    return chance.choice(["値", "a: b", "一\n二", 7, True, "no", "末尾\n"])


@given(st.one_of(st.sampled_from(PLAN_TEXTS), documents().map(lambda raw: decode(raw).text)), st.randoms())
def test_any_text_says_what_it_shall_or_stays(text: str, chance: random.Random) -> None:
    target = _shuffled(parse_exact(text).data, chance)
    assume(target.keys() & parse_exact(text).data.keys())
    result = project(text, target, KEYS)
    assert same(parse_exact(result).data, target)
    comments = [line for line in text.split("\n") if line.startswith("# ")]
    if set(target) >= set(parse_exact(text).data):
        assert all(comment in result for comment in comments)


@given(RAW, st.sampled_from(["値", "別の値", "ab", 3]), st.data())
def test_a_value_set_and_set_back_gives_the_same_bytes(
    raw: bytes, value: object, data: st.DataObject
) -> None:
    text = decode(raw).text
    document = parse_exact(text).data
    names = [key for key, was in document.items() if type(was) is type(value)]
    assume(names)
    key = data.draw(st.sampled_from(names))
    was = document[key]
    there = project(text, {**document, key: value}, KEYS)
    back = project(there, document, KEYS)
    if isinstance(was, str) and ("\n" in was or _is_folded(text, key)):
        assert same(parse_exact(back).data, document)
    elif isinstance(was, int) or not _needs_quotes(was):
        assert back == text


def _is_folded(text: str, key: str) -> bool:
    node = parse_exact(text).root.entries[key].node
    return "\n" in text[node.start : node.end].strip("\n") and not text[node.start].startswith("|")


def _needs_quotes(value: object) -> bool:
    return isinstance(value, str) and line_source(value) != value


def test_entries_live_on_by_key_and_else_by_place() -> None:
    entries = [{"name": "a", "status": "x", "note": "n"}, {"name": "b", "status": "y"}]
    keys = KEYS.at("components")
    assert matched(entries, [entries[1], {"name": "c"}], keys) == [1, None]
    assert matched(entries, [{"name": "c", "status": "x", "note": "n"}, entries[1]], keys) == [0, 1]
    assert matched(["a", "b"], ["b", "a"], KEYS.at("goals")) == [1, 0]
