"""The fast reader and the exact reader never differ: random texts, slips in real files, every style of writing."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings

from dxplan.errors import DocumentError
from dxplan.stores.yaml_exact import parse_exact
from dxplan.stores.yaml_fast import parse_fast
from tests.stores.yaml_texts import (
    PLAN_TEXTS,
    any_text,
    block_texts,
    bracket_texts,
    dumped_contents,
    mutated_plans,
    quoted_texts,
    texts_within,
)


def typed(value: object) -> object:
    """Return a value in which 1, 1.0 and true differ, and the order of keys counts."""
    if isinstance(value, dict):
        return [dict, *((key, typed(inner)) for key, inner in value.items())]
    if isinstance(value, list):
        return [list, *map(typed, value)]
    return type(value), repr(value)


def exact_data(text: str) -> dict[str, object] | None:
    try:
        return parse_exact(text).data
    except DocumentError as error:
        lines = text.count("\n") + 1
        if not (1 <= error.line <= lines and error.column >= 1):
            pytest.fail(f"no place in the text: {error.line}:{error.column}")
        return None


def check_agreement(text: str) -> None:
    fast = parse_fast(text)
    exact = exact_data(text)
    assert fast is None or (exact is not None and typed(fast) == typed(exact))


@given(any_text)
@settings(max_examples=3000)
@example("k: |-\n \n   text\n")
@example("k: |#c\n")
@example("k: |1-#c\n")
@example('k: "\\\'"\n')
@example("k: [a :b]\n")
@example('k: ["a" :b]\n')
@example("k: [?a]\n")
@example("k: ! 12\n")
@example("k: &a:b c\n")
@example("k: a\tb\n")
@example("k: a\x85b: c\n")
@example("# c\n--- # c\nk: v\n")
@example('k: "\n<<<<<<< x\n"\n')
@example("k: 'a\n %b'\n")
def test_any_text(text: str) -> None:
    check_agreement(text)


@given(texts_within)
@settings(max_examples=1000)
def test_pieces_among_sound_lines(text: str) -> None:
    check_agreement(text)


@given(mutated_plans())
@settings(max_examples=1500)
def test_slips_in_real_files(text: str) -> None:
    check_agreement(text)


@given(block_texts() | quoted_texts() | bracket_texts())
@settings(max_examples=2000)
def test_texts_of_all_styles(text: str) -> None:
    check_agreement(text)


@given(dumped_contents())
@settings(max_examples=500)
def test_written_by_programs(text: str) -> None:
    check_agreement(text)


@pytest.mark.parametrize("text", PLAN_TEXTS)
def test_real_files_are_read_fast_and_alike(text: str) -> None:
    fast = parse_fast(text)
    assert fast is not None
    assert typed(fast) == typed(parse_exact(text).data)
