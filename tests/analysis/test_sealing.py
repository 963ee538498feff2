"""Seals: what a snapshot's tag says can be read back, and nothing else can pretend to be one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dxplan.analysis.sealing import Seal, content_digest, read_seal, seal_message
from dxplan.model.period import Period

_PERIODS = st.sampled_from(["R4", "R4-H1", "R4-H2", "R5-Q3", "R11"]).map(Period.parse)
_NAMES = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)
_OBJECTS = st.text("0123456789abcdef", min_size=40, max_size=40)
SEALS = st.builds(
    lambda plan, period, files, counts, without, digest, previous: Seal(
        plan,
        period,
        period.last_day,
        files,
        tuple(counts.items()),
        without,
        f"sha256:{digest}",
        tuple(previous),
    ),
    _NAMES,
    _PERIODS,
    st.integers(0, 9999),
    st.dictionaries(_NAMES, st.integers(0, 99), max_size=4),
    st.integers(0, 9),
    _OBJECTS,
    st.lists(st.tuples(_PERIODS, _OBJECTS), max_size=3),
)
FILES = st.dictionaries(st.text(min_size=1, max_size=5), st.binary(max_size=9), max_size=4)


@given(SEALS, st.none() | st.text(max_size=80), st.sampled_from(["\n", "\r\n"]))
def test_a_seal_is_read_back(seal: Seal, note: str | None, line: str) -> None:
    text = seal_message("計画 R4通期", seal, note).replace("\n", line)
    assert read_seal(text) == seal
    assert read_seal(f"{text}-----BEGIN SSH SIGNATURE-----\nx\n-----END SSH SIGNATURE-----\n") == seal


@given(SEALS, SEALS)
def test_a_note_cannot_bring_a_seal_of_its_own(seal: Seal, forged: Seal) -> None:
    assert read_seal(seal_message("計画", seal, seal_message("計画", forged))) == seal


@given(st.text(max_size=200))
def test_other_texts_are_no_seals(text: str) -> None:
    assert read_seal(text) is None


@given(FILES, FILES)
def test_only_the_same_files_have_the_same_digest(one: dict[str, bytes], other: dict[str, bytes]) -> None:
    same = content_digest(one.items()) == content_digest(reversed(list(other.items())))
    assert same == (one == other)


def test_content_cannot_be_shifted_from_one_file_to_the_next() -> None:
    assert content_digest([("a", b"xy"), ("b", b"")]) != content_digest([("a", b"x"), ("b", b"y")])
