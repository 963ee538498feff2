"""What ``snapshot`` answers of tags that are odd, and that nothing in a tag can work where it is shown."""

from __future__ import annotations

import json
from datetime import date

import msgspec
import pytest

from dxplan.analysis.sealing import Seal
from dxplan.analysis.verifying import Check, Snapshot, checks_of
from dxplan.i18n import Speaker
from dxplan.model.message import message
from dxplan.model.period import Period
from dxplan.reports.formats import Surroundings, render
from dxplan.reports.snapshots import list_snapshots, show_snapshot, snapshot_json, verified_snapshots

EN, JA = Speaker("en"), Speaker("ja")
H1 = Period.parse("R4-H1")
OBJECT, COMMIT = "a" * 40, "b" * 40
SEAL = Seal("minato", H1, date(2022, 9, 30), 3, (("着手中", 1),), 1, "sha256:" + "0" * 64)
WHOLE = Snapshot(
    plan="minato",
    name="snapshot/minato/R4-H1",
    period=H1,
    tag_object=OBJECT,
    commit=COMMIT,
    date="2022-10-03T09:00:00+09:00",
    is_annotated=True,
    tagger="松江 花子",
    tagged="2022-10-04T09:00:00+09:00",
    text="計画 R4上半期\n",
    seal=SEAL,
    found=SEAL,
    is_ancestor=True,
)
BARE = Snapshot("minato", "snapshot/minato/R4-H1", H1, OBJECT)
STRAY = Snapshot("minato", "snapshot/minato/latest", None, OBJECT, COMMIT, "2022-10-03T09:00:00+09:00")


def _checks(**keys: object) -> dict[str, bool]:
    checks = checks_of(msgspec.structs.replace(WHOLE, **keys), [])
    assert len({check.name for check in checks}) == len(checks)
    return {check.name: check.ok for check in checks}


def test_a_tag_that_leads_nowhere_can_be_shown() -> None:
    assert render(show_snapshot(BARE, EN), Surroundings()) == (
        "FY2022-H1 (minato)\n\nTag     snapshot/minato/R4-H1\nCommit  –\n"
    )
    listed = render(list_snapshots([BARE, STRAY], EN), Surroundings("tsv")).splitlines()
    assert listed[1:] == [
        "minato\tR4-H1\t2022-09-30\tsnapshot/minato/R4-H1\t\t\t\t\t\tfalse",
        f"minato\t\t\tsnapshot/minato/latest\t{COMMIT}\t2022-10-03T09:00:00+09:00\t\t\t\tfalse",
    ]
    table = render(list_snapshots([BARE, STRAY], JA), Surroundings())
    assert "R4上半期" in table
    assert "snapshot/minato/latest" in table


def test_initiatives_without_a_status_are_counted() -> None:
    shown = render(show_snapshot(WHOLE, EN), Surroundings())
    assert "Initiatives       2 (着手中 1)\n" in shown
    assert "Without a status  1\n" in shown
    none = msgspec.structs.replace(SEAL, by_status=())
    shown = render(show_snapshot(msgspec.structs.replace(WHOLE, seal=none), EN), Surroundings())
    assert "Initiatives  1\n" in shown
    found = snapshot_json(WHOLE)
    assert (found["total"], found["by_status"], found["without_status"]) == (2, {"着手中": 1}, 1)


@pytest.mark.parametrize("form", ["table", "plain", "md", "json", "csv", "tsv"])
def test_no_tag_works_where_it_is_shown(form: str) -> None:
    evil = "\x1b[2J\x07|<b>\r"
    sealed = msgspec.structs.replace(SEAL, by_status=((evil, 1),))
    odd = msgspec.structs.replace(WHOLE, tagger=evil, text=f"{evil}\n", seal=sealed, signature=(False, evil))
    check = Check("signature", ok=False, message=message("The signature is not proved: {said}", said=evil))
    for report in (
        list_snapshots([odd], EN),
        show_snapshot(odd, EN),
        verified_snapshots([(odd, evil, "R4-H1", [check])], EN),
    ):
        text = render(report, Surroundings(form))
        assert not {"\x1b", "\x07"} & set(text)
        assert form != "md" or "<b>" not in text


def test_every_check_is_told_with_its_cure() -> None:
    checks = checks_of(STRAY, [])
    report = verified_snapshots([(STRAY, "minato", STRAY.name, checks)], EN)
    assert render(report, Surroundings()) == (
        "minato snapshot/minato/latest\n"
        "  ✗ The tag snapshot/minato/latest names no period.\n"
        "      → A snapshot's tag is called snapshot/<plan>/<period>, for example …/R4-H1.\n"
        "\n1 snapshot, 1 finding.\n"
    )
    (found,) = json.loads(render(report, Surroundings("json")))["snapshots"]
    assert (found["period"], [check["ok"] for check in found["checks"]]) == (None, [False])
    good = verified_snapshots([(WHOLE, "minato", "R4-H1", checks_of(WHOLE, []))], EN)
    (found,) = json.loads(render(good, Surroundings("json")))["snapshots"]
    assert (found["period"], {check["hint"] for check in found["checks"]}) == ("R4-H1", {None})
    assert "There is no snapshot to verify." in render(verified_snapshots([], EN), Surroundings())


def test_the_order_of_checks_is_fixed() -> None:
    signed = msgspec.structs.replace(WHOLE, signature=(True, "good"), recorded=COMMIT)
    later = msgspec.structs.replace(
        WHOLE, name="snapshot/minato/R4", seal=msgspec.structs.replace(SEAL, previous=((H1, OBJECT),))
    )
    assert [check.name for check in checks_of(signed, [signed, later])] == [
        "annotated", "seal", "digest", "counts", "signature", "ancestor", "recorded", "entry",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("keys", "wrong"),
    [
        ({}, set()),
        ({"is_annotated": False, "seal": None}, {"annotated"}),
        ({"seal": None}, {"seal"}),
        ({"found": None}, {"digest"}),
        ({"seal": msgspec.structs.replace(SEAL, without_status=0)}, {"counts"}),
        ({"seal": msgspec.structs.replace(SEAL, day=date(2022, 9, 29))}, {"seal"}),
        ({"signature": (False, "")}, {"signature"}),
        ({"is_ancestor": False}, {"ancestor"}),
        ({"is_ancestor": None}, {"ancestor"}),
        ({"recorded": OBJECT}, {"entry"}),
        ({"name": "snapshot/minato/R4上半期"}, {"name"}),
    ],
)
def test_each_thing_that_is_wrong_fails_its_own_check(keys: dict[str, object], wrong: set[str]) -> None:
    assert {name for name, ok in _checks(**keys).items() if not ok} == wrong


def test_under_two_spellings_each_tag_is_known_by_its_own_record() -> None:
    """A later snapshot names both, under one period; neither was moved."""
    other = msgspec.structs.replace(WHOLE, name="snapshot/minato/2022-H1", tag_object="c" * 40)
    previous = ((H1, OBJECT), (H1, "c" * 40))
    later = msgspec.structs.replace(
        WHOLE, name="snapshot/minato/R4", seal=msgspec.structs.replace(SEAL, previous=previous)
    )
    for snapshot in (WHOLE, other):
        told = {check.name: check.ok for check in checks_of(snapshot, [WHOLE, other, later])}
        assert told["recorded"]
    moved = msgspec.structs.replace(WHOLE, tag_object="d" * 40)
    assert not {check.name: check.ok for check in checks_of(moved, [moved, other, later])}["recorded"]
