"""The normal form: the order of the schema, one layout, the same content, every comment."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from dxplan.errors import DocumentError
from dxplan.stores.formatting import formatted
from dxplan.stores.matching import same
from dxplan.stores.projecting import fresh
from dxplan.stores.schemas import list_keys
from dxplan.stores.source_text import decode
from dxplan.stores.yaml_exact import parse_exact
from tests.analysis.documents import documents
from tests.stores.test_editing import documents as raw_documents

KEYS = list_keys("initiative")
PLANS = Path(__file__).parents[2] / "plans"

WILD = """\
# yaml-language-server: $schema=../initiative.schema.json


# 題名はあとで
title:   'オンライン申請'    # 題名
"id": forms
schema: 1
note: >
    折り畳む
    文

status: "着手中"
# 担当
departments: [情報課, "市民課"]   # 主担当は情報課
components:
# 本体から
- status: 着手中
  name: 本体   # 名
  # 本体の続き

- {name: LINE導入, status: 着手中}
progress: |2
    字下げ
  本文
# 終わり
"""
NORMAL = """\
# yaml-language-server: $schema=../initiative.schema.json

# 題名はあとで
schema: 1
id: forms
title: オンライン申請  # 題名
# 担当
departments:  # 主担当は情報課
  - 情報課
  - 市民課

status: 着手中
components:
  # 本体から
  - name: 本体  # 名
    status: 着手中
    # 本体の続き

  - name: LINE導入
    status: 着手中
progress: |2
    字下げ
  本文
note: >
  折り畳む
  文
# 終わり
"""


def test_the_normal_form() -> None:
    assert formatted(WILD, KEYS) == NORMAL
    assert formatted(NORMAL, KEYS) == NORMAL
    assert same(parse_exact(NORMAL).data, parse_exact(WILD).data)


@pytest.mark.parametrize("path", sorted(PLANS.rglob("*.yaml")), ids=lambda path: path.stem)
def test_the_plans_of_this_repository_are_in_normal_form(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert formatted(text, list_keys("plan" if path.stem == "plan" else "initiative")) == text


@pytest.mark.parametrize("text", ["key:\n  # lost\n  value\n", "tasks:\n  - &a\n    text: x\n  - *a\n"])
def test_what_would_be_lost_is_left_alone(text: str) -> None:
    with pytest.raises(DocumentError) as caught:
        formatted(text, KEYS)
    assert caught.value.rule == "yaml-rewrite"


@given(raw_documents())
def test_any_text_keeps_its_content_and_comes_to_rest(raw: bytes) -> None:
    text = decode(raw).text
    once = formatted(text, KEYS)
    assert same(parse_exact(once).data, parse_exact(text).data)
    assert formatted(once, KEYS) == once


@given(documents().filter(bool))
def test_a_document_in_normal_form_stays(data: dict[str, object]) -> None:
    text = fresh(data, KEYS)
    assert formatted(text, KEYS) == text
