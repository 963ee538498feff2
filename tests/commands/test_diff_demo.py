"""``dxplan diff`` on whole plans: the sample of ``dxplan demo``, and a plan of this repository with its draft."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dxplan.analysis.demo.making import make_demo
from dxplan.analysis.patching import field_changes_from_json, inverse, patched
from dxplan.model.difference import (
    Change,
    Comparison,
    EntryRename,
    PlanDifference,
    StatusMove,
    WordRename,
)
from dxplan.stores.documents import parse_document
from dxplan.stores.schemas import list_keys
from tests.analysis.documents import meaning
from tests.analysis.plan_editions import unordered
from tests.commands.running import inside
from tests.history import git

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dxplan.model.content import Data

ROOT = Path(__file__).parents[2]
FOLDER = "plans/asahino"
SNAPSHOTS = ("R4-H1", "R4", "R5-H1", "R5")
SHALLOW = "this clone is shallow and lacks the commits of the draft and of the adopted plan"
DRAFT, ADOPTED = "4398ac1e1228735e091146ae18f176200aa0b6cb", "c6411b53d5be82bed4207e70fc6aed3555469c57"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample, to be read only."""
    folder = tmp_path_factory.mktemp("demo") / "asahino"
    make_demo(folder)
    return folder


def _answer(folder: Path, *arguments: str) -> Any:
    run = inside(folder, "diff", *arguments, "-f", "json")
    assert (run.code, run.told) == (0, "")
    return json.loads(run.text)


def _difference(answer: Any) -> PlanDifference:
    """Read a difference back from JSON, without what moved."""
    (plan,) = answer["plans"]
    return PlanDifference(
        plan=plan["plan"],
        title=plan["title"],
        changes=tuple(
            Change(
                plan=change["plan"],
                id=change["id"],
                title=change["title"],
                kind=change["kind"],
                comparison=Comparison(
                    field_changes_from_json(change["fields"]),
                    tuple(EntryRename(rename["from"], rename["to"]) for rename in change["renames"]),
                ),
                path=change["path"],
                pillar=change["pillar"],
                departments=tuple(change["departments"]),
            )
            for change in answer["changes"]
        ),
        renames=tuple(
            WordRename(
                plan=rename["plan"],
                vocabulary=rename["vocabulary"],
                old=rename["from"],
                new=rename["to"],
                initiatives=rename["initiatives"],
                kept=tuple((kept["id"], kept["pointer"]) for kept in rename["kept"]),
            )
            for rename in answer["renames"]
        ),
        statuses=tuple(
            StatusMove(move["plan"], move["from"], move["to"], move["count"]) for move in answer["statuses"]
        ),
        unchanged=answer["summary"]["unchanged"],
        earlier=plan["earlier"],
        status_order=tuple(plan["status_order"]),
    )


def _documents(folder: Path, point: str) -> dict[str | None, Data]:
    """Return the documents of the sample at a snapshot, read past dxplan's history."""
    tag = f"snapshot/asahino/{point}"
    names = git(folder, "ls-tree", "-r", "--name-only", "-z", tag, FOLDER).split("\0")[:-1]
    found: dict[str | None, Data] = {}
    for name in names:
        if name.endswith(".yaml"):
            raw = git(folder, "show", f"{tag}:{name}").encode()
            found[None if name.endswith("/plan.yaml") else Path(name).stem] = parse_document(name, raw).data
    return found


def _meant(documents: Mapping[str | None, Data]) -> dict[str | None, Any]:
    return {
        name: meaning(document, list_keys("plan" if name is None else "initiative"))
        for name, document in documents.items()
    }


@pytest.mark.parametrize(("old", "new"), [("R4-H1", "R5"), ("R5", "R4-H1"), ("R4", "R5-H1")])
def test_the_json_leads_from_one_end_to_the_other(demo: Path, old: str, new: str) -> None:
    difference = _difference(_answer(demo, old, new))
    assert _meant(patched(_documents(demo, old), difference)) == _meant(_documents(demo, new))


@pytest.mark.parametrize(("old", "new"), [("R4-H1", "R5"), ("R4", "R5-H1"), ("R5-H1", "R5")])
def test_both_ways_are_each_others_inverse(demo: Path, old: str, new: str) -> None:
    there, back = _answer(demo, old, new), _answer(demo, new, old)
    assert (there["from"], there["to"]) == (back["to"], back["from"])
    assert there["summary"]["added"] == back["summary"]["removed"]
    assert unordered(inverse(_difference(there))) == unordered(_difference(back))


def test_all_steps_together_are_the_whole_way(demo: Path) -> None:
    documents = _documents(demo, SNAPSHOTS[0])
    for old, new in pairwise(SNAPSHOTS):
        documents = patched(documents, _difference(_answer(demo, old, new)))
    assert _meant(documents) == _meant(_documents(demo, SNAPSHOTS[-1]))


def test_the_counts_of_the_sample(demo: Path) -> None:
    answer = _answer(demo, "R4-H1", "R5")
    assert answer["summary"] == {"added": 2, "removed": 0, "changed": 31, "unchanged": 0, "withdrawn": 1}
    assert answer["from"]["ref"] == "refs/tags/snapshot/asahino/R4-H1"
    (rename,) = answer["renames"]
    assert (rename["vocabulary"], rename["from"], rename["to"], rename["initiatives"]) == (
        "departments", "子育て支援課", "こども未来課", 3,
    )  # fmt: skip
    fields = {(change["id"], field["pointer"]) for change in answer["changes"] for field in change["fields"]}
    assert not any(pointer == "/departments" for _, pointer in fields)


def test_the_working_tree_of_the_sample_is_its_last_commit(demo: Path) -> None:
    assert _answer(demo, "HEAD")["changes"] == []
    assert _answer(demo, "R5")["changes"] == _answer(demo, "R5", "HEAD")["changes"] != []


def _has(commit: str) -> bool:
    try:
        git(ROOT, "cat-file", "-e", f"{commit}^{{commit}}")
    except AssertionError:
        return False
    return True


@pytest.fixture
def matsue() -> Any:
    """Return the difference between Matsue's draft and its adopted plan."""
    if not _has(DRAFT) or not _has(ADOPTED):
        pytest.skip(SHALLOW)
    return _answer(ROOT, "R3-Q4", "R3", "--plan", "matsue")


def _fields(answer: Any) -> dict[str, tuple[Any, Any]]:
    (change,) = answer["changes"]
    return {field["pointer"]: (field["from"], field["to"]) for field in change["fields"]}


def test_matsue_by_period_and_by_name(matsue: Any) -> None:
    assert (matsue["from"]["kind"], matsue["from"]["commit"]) == ("snapshot", DRAFT)
    assert (matsue["to"]["kind"], matsue["to"]["commit"]) == ("snapshot", ADOPTED)
    by_name = _answer(ROOT, "案", "策定", "--plan", "matsue")
    assert by_name | {"from": None, "to": None} == matsue | {"from": None, "to": None}
    assert (by_name["from"]["point"], by_name["from"]["commit"]) == ("案", DRAFT)
    # Only this plan records such names.
    assert _answer(ROOT, "案", "策定")["changes"] == matsue["changes"]


def test_what_matsue_changed_before_adoption(matsue: Any) -> None:
    assert matsue["errors"] == []
    assert {(one["vocabulary"], one["from"], one["to"]) for one in matsue["renames"]} == {
        ("pillars", "人材育成", "人財育成"),
        ("departments", "情報政策推進室", "デジタル戦略課"),
    }
    assert {"from": "/committees/ICT推進委員会", "to": "/committees/DX推進委員会"} in matsue["changes"][0][
        "renames"
    ]
    fields = _fields(matsue)
    assert fields["/office"] == ("情報政策推進室", "デジタル戦略課")
    vision = next(pair for pointer, pair in fields.items() if pointer.startswith("/pillars/1/visions/1/"))
    assert "使いやすさに合わせて" in vision[0]
    assert "ちょうどいい" in vision[1]
    assert "使いやすさに合わせて" not in vision[1]
    states = [pair for pointer, pair in fields.items() if pointer.startswith("/pillars/3/target_states/")]
    assert ("常に庁内各所の情報を把握し市民に案内できる", "庁内各所の情報を適切に市民に案内できる") in states
    chapters = {pointer: pair for pointer, pair in fields.items() if pointer.startswith("/chapters/")}
    assert chapters["/chapters/Ⅴ/title"] == ("推進体制", "セキュリティ対策")
    added = chapters["/chapters/Ⅵ"]
    assert (added[0], added[1]["title"]) == (None, "推進体制")


def test_matsue_as_a_reader_sees_it() -> None:
    if not _has(DRAFT) or not _has(ADOPTED):
        pytest.skip(SHALLOW)
    run = inside(ROOT, "diff", "R3-Q4", "R3", "--plan", "matsue", "--lang", "ja")
    assert (run.code, run.told) == (0, "")
    assert set(run.text.splitlines()) >= {
        "松江市みんなにやさしいデジタル市役所計画 (matsue)",
        "計画そのものの変更",
        "    ・柱の名称変更: 人材育成 → 人財育成",
        "    ・担当課の名称変更: 情報政策推進室 → デジタル戦略課",
        "    ・会議体の名称変更: ICT推進委員会 → DX推進委員会",
        "    ・章「Ⅴ」の題: 推進体制 → セキュリティ対策",
    }
