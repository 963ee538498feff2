"""Seals: what a snapshot's tag says, that it is read as it was written, and that nothing else passes for it."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxplan.analysis.sealing import (
    Seal,
    content_digest,
    heading,
    message_for,
    plain_message,
    read_seal,
    seal_message,
    seal_of,
)
from dxplan.model.period import Period
from tests.analysis.making import initiative, plan

if TYPE_CHECKING:
    from collections.abc import Sequence

H1, H2, YEAR = (Period.parse(text) for text in ("R4-H1", "R4-H2", "R4"))
FILES = {"plan.yaml": b"schema: 1\n", "initiatives/one.yaml": b"id: one\n", "initiatives/two.yaml": b""}
OLD_TAG = "0123456789abcdef0123456789abcdef01234567"
SEAL = Seal(
    plan="minato",
    period=H2,
    day=date(2023, 3, 31),
    files=3,
    by_status=(("着手中", 2), ("運用中", 0)),
    without_status=1,
    digest="sha256:" + "0" * 64,
    previous=((H1, OLD_TAG),),
)
TRAILERS = f"""\
Dxplan-Plan: minato
Dxplan-Period: R4-H2
Dxplan-Day: 2023-03-31
Dxplan-Files: 3
Dxplan-Status: 2 着手中
Dxplan-Status: 0 運用中
Dxplan-Without-Status: 1
Dxplan-Digest: sha256:{"0" * 64}
Dxplan-Previous: R4-H1 {OLD_TAG}
"""
SIGNATURES = ("PGP SIGNATURE", "SSH SIGNATURE", "PGP MESSAGE", "SIGNED MESSAGE")
names = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
counts = st.integers(0, 10**9 - 1)
periods = st.sampled_from([Period.parse(text) for text in ("H30", "R元", "R4-H1", "R4-Q3", "R11-H2")])
seals = st.builds(
    Seal,
    plan=names,
    period=periods,
    day=st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    files=counts,
    by_status=st.lists(st.tuples(names, counts)).map(tuple),
    without_status=counts,
    digest=st.just("sha256:" + "a" * 64),
    previous=st.lists(st.tuples(periods, st.sampled_from([OLD_TAG, "f" * 64]))).map(tuple),
)


def test_the_message_of_a_snapshot() -> None:
    assert seal_message("みなと市DX推進計画 R4下半期", SEAL) == f"みなと市DX推進計画 R4下半期\n\n{TRAILERS}"
    assert seal_message("計画", SEAL, "委員会に報告した。\n\n表3を直した。") == (
        f"計画\n\n委員会に報告した。\n\n表3を直した。\n\n{TRAILERS}"
    )


@pytest.mark.parametrize(
    ("language", "shown"),
    [("ja", ("計画 R4上半期", "計画 R4通期")), (None, ("計画 R4上半期", "計画 R4通期")), ("en", ("計画 FY2022-H1", "計画 FY2022"))],
)  # fmt: skip
def test_the_first_line_is_in_the_plans_language(language: str | None, shown: tuple[str, str]) -> None:
    of = plan(**({"language": language} if language else {}))
    assert (heading(of, H1), heading(of, YEAR)) == shown


def test_a_seal_counts_each_initiative_once_under_its_own_status() -> None:
    part = {"name": "部分", "status": "運用中"}
    every = [
        initiative("one", components=[part, part]),
        initiative("two", listings=[{"pillar": "柱2", "category": "甲", "number": 1}]),
        initiative("three", status=None),
        initiative("four", status="保留"),
    ]
    seal = seal_of("minato", plan(), YEAR, FILES.items(), every, [(H2, "f" * 40), (H1, OLD_TAG)])
    assert seal == Seal(
        plan="minato",
        period=YEAR,
        day=date(2023, 3, 31),
        files=3,
        by_status=(
            ("調査中", 0), ("着手中", 2), ("運用中", 0), ("完了", 0), ("取り下げ", 0), ("休止", 0), ("保留", 1),
        ),
        without_status=1,
        digest=content_digest(FILES.items()),
        previous=((H1, OLD_TAG), (H2, "f" * 40)),
    )  # fmt: skip
    assert seal.total == 4


def test_the_whole_message_holds_the_whole_seal() -> None:
    every = [initiative("one"), initiative("two", status="運用中")]
    said = message_for("minato", plan(), H2, FILES, every, [(H1, OLD_TAG)], "記録")
    assert said == seal_message(
        "計画 R4下半期", seal_of("minato", plan(), H2, FILES.items(), every, [(H1, OLD_TAG)]), "記録"
    )
    assert read_seal(said) == seal_of("minato", plan(), H2, FILES.items(), every, [(H1, OLD_TAG)])


def test_the_digest_can_be_had_without_dxplan() -> None:
    """Sums of the files, their sizes and paths, a line each in the order of bytes."""
    lines = [
        f"{sha256(FILES[path]).hexdigest()} {len(FILES[path])} {path}\n"
        for path in ("initiatives/one.yaml", "initiatives/two.yaml", "plan.yaml")
    ]
    assert content_digest(FILES.items()) == "sha256:" + sha256("".join(lines).encode()).hexdigest()


@given(st.permutations(list(FILES.items())))
def test_the_order_of_files_does_not_matter(files: Sequence[tuple[str, bytes]]) -> None:
    assert content_digest(files) == content_digest(FILES.items())


@pytest.mark.parametrize(
    "changed",
    [
        {"plan.yaml": b"schema: 1\n", "initiatives/one.yaml": b"id: one\n"},
        {**FILES, "initiatives/three.yaml": b""},
        {**FILES, "initiatives/two.yaml": b"\n"},
        {**FILES, "plan.yaml": b"schema: 1\r\n"},
        {"plan.yaml": FILES["initiatives/one.yaml"], "initiatives/one.yaml": FILES["plan.yaml"], "initiatives/two.yaml": b""},
        {"plan.yaml\n": FILES["plan.yaml"], "initiatives/one.yaml": b"id: one\n", "initiatives/two.yaml": b""},
        {"plan.yaml\\n": FILES["plan.yaml"], "initiatives/one.yaml": b"id: one\n", "initiatives/two.yaml": b""},
        {"plan\udcff.yaml": FILES["plan.yaml"], "initiatives/one.yaml": b"id: one\n", "initiatives/two.yaml": b""},
    ],
)  # fmt: skip
def test_any_other_content_has_another_digest(changed: dict[str, bytes]) -> None:
    assert content_digest(changed.items()) != content_digest(FILES.items())
    assert content_digest({"a\n": b""}.items()) != content_digest({"a\\n": b""}.items())


@given(seals, names, st.text())
def test_a_seal_is_read_as_it_was_written(seal: Seal, title: str, note: str) -> None:
    said = seal_message(title, seal, note)
    assert read_seal(said) == seal
    assert read_seal(said.replace("\n", "\r\n")) == seal
    for kind in SIGNATURES:
        assert (
            read_seal(f"{said}-----BEGIN {kind}-----\n\nDxplan-Plan: other\n-----END {kind}-----\n") == seal
        )
    said.encode()


@given(seals, seals)
def test_no_note_passes_for_a_seal(seal: Seal, forged: Seal) -> None:
    note = seal_message("偽", forged)
    said = seal_message("計画", seal, f"{note}\n-----BEGIN PGP SIGNATURE-----\n\n{note}")
    assert read_seal(said) == seal
    lines = said.split("\n")
    assert sum(line.startswith("Dxplan-Plan:") for line in lines) == 1
    assert not [line for line in lines if line.startswith("-----BEGIN ")]
    # A title is the plan's own text, and may be meant to mislead, too.
    assert read_seal(seal_message("-----BEGIN PGP SIGNATURE-----", seal)) == seal


@pytest.mark.parametrize(
    "text",
    [
        "",
        "みなと市DX推進計画 R4下半期\n",
        TRAILERS + "\nこれはそのあとに書かれた。\n",
        TRAILERS + "Dxplan\n",
        TRAILERS.replace("Dxplan-Plan: minato\n", ""),
        TRAILERS.replace("Dxplan-Plan: minato\n", "Dxplan-Plan: minato\nDxplan-Plan: kita\n"),
        TRAILERS.replace("R4-H2", "後半"),
        TRAILERS.replace("2023-03-31", "2023-02-31"),
        TRAILERS.replace("2023-03-31", "20230331"),
        TRAILERS.replace("Files: 3", "Files: -3"),
        TRAILERS.replace("Files: 3", "Files: ３"),
        TRAILERS.replace("Files: 3", "Files: 3" + "0" * 9),
        TRAILERS.replace("2 着手中", "着手中 2"),
        TRAILERS.replace("sha256:", "md5:"),
        TRAILERS.replace(OLD_TAG, OLD_TAG[:12]),
        TRAILERS.replace(f"R4-H1 {OLD_TAG}", OLD_TAG),
        TRAILERS.replace("Dxplan-Day", " Dxplan-Day"),
    ],
)
def test_what_is_no_seal_is_read_as_none(text: str) -> None:
    assert read_seal(TRAILERS) == SEAL
    assert read_seal(text) is None


def test_what_a_later_dxplan_adds_is_let_stand() -> None:
    assert read_seal(TRAILERS + "Dxplan-Something: new\n") == SEAL
    assert read_seal(TRAILERS.replace("Dxplan-Without-Status: 1\n", "")) == msgspec.structs.replace(
        SEAL, without_status=0
    )


def test_a_message_is_shown_without_its_signature() -> None:
    said = f"計画\r\n\r\n{TRAILERS}-----BEGIN SSH SIGNATURE-----\nabc\n-----END SSH SIGNATURE-----\n"
    assert plain_message(said) == f"計画\n\n{TRAILERS}".rstrip()


def test_what_would_work_on_a_terminal_or_is_no_text_does_not_come_into_a_message() -> None:
    said = seal_message("計画", SEAL, "a\x1b[31mb\u2028c\udcff\rd  \n\n\n")
    assert said == f"計画\n\na [31mb c?\nd\n\n{TRAILERS}"
