"""Which files the fast reader takes, and which it leaves to the exact one."""

from __future__ import annotations

import pytest

from dxplan.stores import yaml_fast
from dxplan.stores.yaml_exact import parse_exact
from dxplan.stores.yaml_fast import parse_fast

PLAIN = [
    "a: 80%\n",
    "a: Q&A\nb: R&D & x\nc: A & B * C\n",
    "a: （！）すごい！ wow!\n",
    "a: 何? どう？ why?\n",
    "a: x # y\nb: 'it''s'\nc: \"é\\n\\u3042\"\n",
    "a: 2022-09-30\nb: 12:30\nc: https://example.jp/?a=1&b=2#c\n",
    "a: |-\n  * 太字\n  % 割合\n  [角]: {括弧}\n  --- 線\nb: >\n  折り\n  返し\n",
    "# comment\n\n---\na: 1\n",
    "---\na: 1\n",
    "a: []\nb: {}\nc: [1, -1, 二, 'x: y', \"z\"]\nd: {x: 1, y: [a, b]}\ne: [{x: R5, y: 20%}]\n",
    "a: - 1\n".replace("- 1", "-1"),
    "a:\n- b\n-\n- - c\n  - d\n- e: f\n  g:\n",
    "\"a\": 1\n'2022': 2\n",
    "a: ...\nb: a...b\n",
    "絵文字: 🙂 [x]\nb: [🙂, é]\n",
    "a: 1",
]

LEFT = [
    "a: b\tc\n",
    "a: &x b\nc: *x\n",
    "a: &x b\n",
    "a: !x b\n",
    "a: ! b\n",
    "? a\n: b\n",
    "a: [?b]\n",
    "a: [b:c]\n",
    "a: [b: c]\n",
    "a: {b, c}\n",
    "a: [1,\n  2]\n",
    "a: [[[1]]]\n",
    "%YAML 1.2\n---\na: b\n",
    "a: b\n...\n",
    "--- # c\na: b\n",
    "---\n---\na: b\n",
    "a: b\n---\n",
    "a: |#c\n  x\n",
    "a: \x85\n",
    "a: \u2028\n",
    "a: \ufeff\n",
    "a: \ud800\n",
    "a: \x00\n",
    "1: a\n",
    "a: 1\na: 2\n",
    "- a\n",
    "a\n",
    "",
    "# c\n",
    "a: 1e999\n",
    "a: 9223372036854775808\n",
    'a: "\\ud83d"\n',
    "a: [\n",
]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_texts_are_read_fast(text: str) -> None:
    assert parse_fast(text) == parse_exact(text).data


@pytest.mark.parametrize("text", LEFT)
def test_other_texts_are_left_to_the_exact_reader(text: str) -> None:
    assert parse_fast(text) is None


def test_depth() -> None:
    fitting = "\n".join(" " * level + "a:" for level in range(50))
    assert parse_fast(fitting) == parse_exact(fitting).data
    assert parse_fast(fitting + "\n" + " " * 50 + "a: b") is None
    assert parse_fast("a: " + "[" * 100_000) is None


def test_a_machine_without_the_c_parser_reads_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_fast, "CParser", None)
    assert parse_fast("a: 1\n") is None
