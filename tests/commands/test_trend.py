"""``dxplan trend``: how many initiatives stood where, over snapshots or over time, in a real repository."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import pytest

from dxplan.analysis.demo.making import make_demo
from tests.commands.differences import short
from tests.commands.running import folder_state, inside
from tests.history import FORMS, MEETINGS, PLAN, READERS, SHAPES, WINDOW, Past, begin, git, story

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

NOTHING = "みなと市DX推進計画 (minato)\n\nThere is no point at which the plan could be counted.\n"
NO_DAY = (
    "Error: {}: “{}” is neither a day nor a period.\n    → Write a day as 2023-03-31, a period as R4-H1.\n"
)
STEPS = "    → Allowed are: snapshot, month, quarter, half, year, commit.\n"
# tests/commands/test_diff.py goes through all of them.
FORMS_OF_REPOSITORY = (
    "plain",
    "bare",
    "root above",
    "root below",
    "a plan alone",
    "SHA-256",
    "while merging",
)


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Past:
    """Return the story in a plain repository, to be read only."""
    return story(tmp_path_factory.mktemp("past") / "repository")


@pytest.fixture
def copy(past: Past, tmp_path: Path) -> Past:
    """Return the story in a repository that may be changed."""
    return past.copy(tmp_path / "copy")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample, to be read only."""
    folder = tmp_path_factory.mktemp("demo") / "asahino"
    make_demo(folder)
    return folder


def _points(folder: Path, *arguments: str, code: int = 0, told: str = "") -> Any:
    run = inside(folder, "trend", "-f", "json", *arguments)
    assert (run.code, run.told) == (code, told)
    return json.loads(run.text)["points"]


def _counts(points: Any) -> list[tuple[str, list[int], int]]:
    return [(point["label"], list(point["by_status"].values()), point["total"]) for point in points]


def test_over_snapshots_in_english(past: Past) -> None:
    assert inside(past.root, "trend").all == (
        0,
        (
            "みなと市DX推進計画 (minato)\n\n"
            "Point             Day         調査・研究中  着手中  運用中  取り下げ  Total  Operating  Revision\n"
            "────────────────────────────────────────────────────────────────────────────────────────────────\n"
            "FY2022-H1         2022-09-30             1       0       1         1      3       50 %  "
            f"{short(past, 'Close the first half')}\n"
            "the working tree  2024-09-30             2       0       1         1      4       33 %\n\n"
            f"R4-H1 (tag snapshot/minato/R4-H1, {short(past, 'Close the first half')}, 2022-09-30)\n"
            "working tree\n\n"
            "Point             Initiatives by status\n"
            "──────────────────────────────────────────────────────────────────\n"
            "FY2022-H1         ............############xxxxxxxxxxxx\n"
            "the working tree  ........................############xxxxxxxxxxxx\n\n"
            ". 調査・研究中   = 着手中   # 運用中   x 取り下げ\n"
        ),
        "",
    )


def test_over_snapshots_in_japanese(demo: Path) -> None:
    run = inside(demo, "trend", "--lang", "ja", "--until", "R5")
    assert (run.code, run.told) == (0, "")
    assert run.text.startswith(
        "旭野市デジタル市役所推進計画 (asahino)\n\n"
        "時点      基準日   調査・研究中  着手中  運用中  取り下げ  計  運用率  版\n"
        "───────────────────────────────────────────────────────────────────────────────\n"
        "R4上半期  R4.9.30             8      12      11         0  31    35 %  c653fe2f\n"
        "R4通期    R5.3.31             4      10      17         1  32    55 %  dcd61c86\n"
        "R5上半期  R5.9.30             2       9      21         1  33    66 %  34a15fff\n"
        "R5通期    R6.3.31             1       9      22         1  33    69 %  e2b8eb69\n"
    )


@pytest.mark.parametrize("shape", FORMS_OF_REPOSITORY)
def test_every_form_of_repository(tmp_path: Path, shape: str) -> None:
    place = SHAPES[shape](tmp_path)
    before = folder_state(tmp_path)
    (first,) = _points(place, "--until", "R4")
    assert (first["point"], first["kind"], first["total"]) == ("R4-H1", "tag", 3)
    run = inside(place, "trend", "-f", "json")
    # While two titles are merged, one file says both.
    assert run.code == ("merging" in shape or "rebasing" in shape)
    present = ("HEAD", "commit") if shape.startswith("bare") else (".", "worktree")
    last = json.loads(run.text)["points"][-1]
    assert (last["point"], last["kind"], last["total"]) == (*present, 4 - run.code)
    assert folder_state(tmp_path) == before


@pytest.mark.parametrize(
    ("by", "labels"),
    [
        ("snapshot", ["FY2022-H1"]),
        ("month", [f"2022-{month:02}" for month in range(4, 13)] + ["2023-01", "2023-02", "2023-03"]),
        ("quarter", ["FY2022-Q1", "FY2022-Q2", "FY2022-Q3", "FY2022-Q4"]),
        ("half", ["FY2022-H1", "FY2022-H2"]),
        ("year", ["FY2022"]),
    ],
)
def test_over_time(past: Past, by: str, labels: list[str]) -> None:
    points = _points(past.root, "--by", by)
    assert [point["label"] for point in points] == [*labels, "the working tree"]
    if by not in {"snapshot", "month"}:
        assert points[-2]["commit"] == past.commits["Enter the meetings"]
    assert [point["day"] for point in points] == sorted(point["day"] for point in points)


def test_each_commit(past: Past) -> None:
    points = _points(past.root, "--by", "commit")
    assert [point["commit"] for point in points] == [*past.commits.values(), None]
    # The third was made on the first of October where the city is.
    assert [point["day"] for point in points] == [
        "2022-04-01",
        "2022-09-30",
        "2022-10-01",
        "2023-04-10",
        "2024-09-30",
    ]
    assert _counts(points)[:3] == [
        (short(past, "Enter the plan"), [0, 1, 1, 1], 3),
        (short(past, "Close the first half"), [1, 0, 1, 1], 3),
        (short(past, "Enter the meetings"), [2, 0, 1, 1], 4),
    ]


def test_up_to_a_point(past: Past) -> None:
    half, october = past.commits["Close the first half"], past.commits["Enter the meetings"]
    points = _points(past.root, "--at", october)
    assert [(point["point"], point["commit"], point["total"]) for point in points] == [
        ("R4-H1", half, 3),
        (october, october, 4),
    ]
    # A snapshot that is the point itself is there once, and one that the point does not contain is not there.
    assert [point["point"] for point in _points(past.root, "--at", "R4-H1")] == ["R4-H1"]
    first = past.commits["Enter the plan"]
    assert [point["point"] for point in _points(past.root, "--at", first)] == [first]
    assert [point["commit"] for point in _points(past.root, "--by", "commit", "--at", october)] == [
        first,
        half,
        october,
    ]
    assert _points(past.root, "--by", "month", "--at", october)[-1]["commit"] == october
    assert _points(past.root, "--at", ".") == _points(past.root)
    assert inside(past.root, "trend", "--at", "nowhere").code == 3


def test_up_to_another_branch(copy: Past) -> None:
    git(copy.root, "checkout", "--quiet", "-b", "draft")
    copy.change(FORMS, "status: 調査・研究中", "status: 着手中")
    tip = copy.record("Begin it")
    git(copy.root, "checkout", "--quiet", "main")
    for by in ("snapshot", "commit"):
        last = _points(copy.root, "--by", by, "--at", "draft")[-1]
        assert (last["commit"], last["by_status"]["着手中"]) == (tip, 1)


def test_of_many_commits_some_are_shown(tmp_path: Path) -> None:
    make_demo(tmp_path / "demo", (5, 100))
    run = inside(tmp_path / "demo", "trend", "--by", "commit")
    assert (run.code, run.told) == (0, "")
    assert "further points in between are not shown" in run.text
    whole = json.loads(inside(tmp_path / "demo", "trend", "--by", "commit", "-f", "json").text)
    assert (len(whole["points"]), whole["plans"][0]["left_out"] > 0) == (61, True)
    # Of a part of the time all are shown, if they are few enough.
    days = [point["day"] for point in whole["points"]]
    part = json.loads(
        inside(tmp_path / "demo", "trend", "--by", "commit", "-f", "json", "--until", days[20]).text
    )
    assert part["plans"][0]["left_out"] == 0
    assert len(part["points"]) > 21


@pytest.mark.parametrize(
    ("span", "labels"),
    [
        (("--since", "2022-09-30", "--until", "2022-09-30"), ["R4-H1"]),
        (("--since", "2022-10-01"), ["."]),
        (("--since", "R4", "--until", "R4"), ["R4-H1"]),
        (("--since", "R4-H2"), ["."]),
        (("--until", "2022-H1"), ["R4-H1"]),
        (("--until", "R4-Q1"), []),
        (("--since", "R9"), []),
        (("--since", "令和4年度上半期"), ["R4-H1", "."]),
    ],
)
def test_a_part_of_the_time(past: Past, span: tuple[str, ...], labels: list[str]) -> None:
    """The working tree stands for the day on which the plan is looked at."""
    assert [point["point"] for point in _points(past.root, *span)] == labels


@pytest.mark.parametrize(
    ("span", "told"),
    [
        (("--since", "yesterday"), NO_DAY.format("--since", "yesterday")),
        (("--until", "2023-02-30"), NO_DAY.format("--until", "2023-02-30")),
        (("--since", "R5", "--until", "R4"), "Error: --since is later than --until.\n"),
        (("--by", "week"), f"Error: --by does not take “week”.\n{STEPS}"),
    ],
)  # fmt: skip
def test_a_time_that_cannot_be_meant(past: Past, span: tuple[str, ...], told: str) -> None:
    assert inside(past.root, "trend", *span).all == (2, "", told)


def test_nothing_to_count(past: Past, tmp_path: Path) -> None:
    assert inside(past.root, "trend", "--since", "R9").all == (0, NOTHING, "")
    assert json.loads(inside(past.root, "trend", "--since", "R9", "-f", "json").text)["points"] == []
    assert inside(past.root, "trend", "--since", "R9", "-f", "tsv").text.count("\n") == 1
    assert inside(past.root, "trend", "--since", "R9", "-f", "svg", "-o", str(tmp_path / "a.svg")).code == 0
    ET.parse(tmp_path / "a.svg")  # noqa: S314  (made by this test)


@pytest.mark.parametrize(
    ("filters", "counts"),
    [
        (("--pillar", "業務の効率化"), [[0, 0, 0, 1], [1, 0, 0, 1]]),
        (("--category", "窓口"), [[1, 0, 0, 0], [1, 0, 0, 0]]),
        (("--department", "情報課"), [[1, 0, 1, 0], [2, 0, 1, 0]]),
        (("--status", "運用中"), [[0, 0, 1, 0], [0, 0, 1, 0]]),
        (("--text", "チャットで"), [[0, 0, 1, 0], [0, 0, 0, 0]]),
        (("--id", "paperless-meetings"), [[0, 0, 0, 0], [1, 0, 0, 0]]),
        (("--withdrawn",), [[0, 0, 0, 1], [0, 0, 0, 1]]),
        (("--where", "number > 2"), [[0, 0, 0, 1], [0, 0, 0, 1]]),
    ],
)
def test_only_some_initiatives(past: Past, filters: tuple[str, ...], counts: list[list[int]]) -> None:
    assert [found for _, found, _ in _counts(_points(past.root, *filters))] == counts


def test_a_name_that_nobody_knows(past: Past) -> None:
    assert inside(past.root, "trend", "--department", "情報化").all == (
        2, "", "Error: --department: no plan here knows “情報化”.\n    → Did you mean “情報課”?\n",
    )  # fmt: skip
    assert inside(past.root, "trend", "--plan", "minata").all == (
        3, "", "Error: There is no plan “minata” in plans/.\n    → The plans are: minato.\n",
    )  # fmt: skip


def test_words_that_were_renamed_are_one(copy: Past) -> None:
    copy.change(PLAN, "  - name: 運用中\n", "  - name: 稼働中\n    formerly: [運用中]\n")
    copy.change(PLAN, "  - name: 情報課\n", "  - name: デジタル課\n    formerly: [情報課]\n")
    for path in (FORMS, WINDOW, MEETINGS):
        copy.write(path, copy.read(path).replace("運用中", "稼働中").replace("情報課", "デジタル課"))
    points = _points(copy.root)
    assert [list(point["by_status"]) for point in points] == [
        ["調査・研究中", "着手中", "稼働中", "取り下げ"]
    ] * 2
    for name in ("運用中", "稼働中"):
        assert [found for _, found, _ in _counts(_points(copy.root, "--status", name))] == [[0, 0, 1, 0]] * 2
    for name in ("情報課", "デジタル課"):
        points = _points(copy.root, "--department", name)
        assert [found for _, found, _ in _counts(points)] == [[1, 0, 1, 0], [2, 0, 1, 0]]


def _second_plan(copy: Past) -> None:
    text = copy.read(PLAN).replace("  - name: 情報課\n", "  - name: 情報課\n  - name: 港湾課\n")
    copy.write("plans/kita/plan.yaml", text.replace("title: みなと市DX推進計画", "title: 北市DX計画"))
    copy.write(
        "plans/kita/initiatives/harbour.yaml",
        copy.read(MEETINGS).replace("id: paperless-meetings", "id: harbour").replace("情報課", "港湾課"),
    )


def test_a_plan_that_began_later(copy: Past) -> None:
    _second_plan(copy)
    copy.record("A second plan", "2023-05-01T09:00:00+09:00")
    git(copy.top, "tag", "snapshot/kita/R5-H1")
    # A tag on a commit at which the plan was not there yet has nothing to count.
    git(copy.top, "tag", "snapshot/kita/R4-H1", "v1")
    points = _points(copy.root, "--plan", "kita")
    assert [(point["point"], point["total"]) for point in points] == [("R5-H1", 1), (".", 1)]
    whole = _points(copy.root)
    assert [point["plan"] for point in whole] == ["kita", "kita", "minato", "minato"]
    # Which names are known is asked of all plans together.
    some = _points(copy.root, "--department", "港湾課")
    assert [(point["plan"], point["total"]) for point in some] == [("kita", 1)] * 2 + [("minato", 0)] * 2


def test_a_plan_without_snapshots(copy: Past) -> None:
    git(copy.top, "tag", "-d", "snapshot/minato/R4-H1")
    (point,) = _points(copy.root)
    assert (point["point"], point["total"]) == (".", 4)


def test_snapshots_that_plan_yaml_records(copy: Past) -> None:
    copy.write(
        PLAN,
        f"{copy.read(PLAN)}snapshots:\n"
        f"  - period: R4-H1\n    commit: {copy.commits['Enter the plan']}\n"
        f"  - period: R4\n    commit: {copy.commits['Enter the meetings']}\n"
        f"  - period: R5-H1\n    commit: {'c' * 40}\n",
    )  # fmt: skip
    run = inside(copy.root, "trend", "-f", "json")
    assert (run.code, run.told) == (
        1,
        (
            "Warning: The commit cccccccccccc, which plan.yaml records for R5-H1, is not in this repository.\n"
            "    → Fetch the branch that has it, or correct snapshots: in plan.yaml.\n"
        ),
    )
    points = json.loads(run.text)["points"]
    # The tag goes before the entry.
    assert [(point["point"], point["kind"], point["commit"]) for point in points] == [
        ("R4-H1", "tag", copy.commits["Close the first half"]),
        ("R4", "snapshot", copy.commits["Enter the meetings"]),
        (".", "worktree", None),
    ]


def _break(copy: Past, path: str, tag: str) -> None:
    """Break a file at a snapshot, and mend it."""
    kept = copy.read(path)
    copy.write(path, "title: [\n")
    copy.record(f"Broken {tag}")
    git(copy.top, "tag", f"snapshot/minato/{tag}")
    copy.write(path, kept)


def test_what_is_broken_at_a_snapshot_is_told_with_its_point(copy: Past) -> None:
    _break(copy, WINDOW, "R4")
    _break(copy, PLAN, "R5-H1")
    git(copy.top, "tag", "snapshot/minato/R5", "HEAD^{tree}")
    run = inside(copy.root, "trend", "-f", "json", "--status", "運用中")
    look = "    → Look here and on the line above for a missing quotation mark, bracket, colon or space.\n"
    assert (run.code, run.told) == (
        1,
        (
            "Warning: The tag “snapshot/minato/R5” leads to no commit, so it holds no plan.\n"
            "    → Delete it and make it anew on a commit.\n"
            f"Warning: R4:{WINDOW}:2:1 is left out: This is not written as YAML.\n{look}"
            f"Warning: R5-H1:{PLAN}:2:1 is left out: This is not written as YAML.\n{look}"
        ),
    )
    assert [(point["point"], point["total"]) for point in json.loads(run.text)["points"]] == [
        ("R4-H1", 1), ("R4", 0), (".", 1),
    ]  # fmt: skip


def test_a_plan_that_is_broken_now_has_a_past(copy: Past) -> None:
    copy.write(PLAN, "title: [\n")
    run = inside(copy.root, "trend", "-f", "json")
    assert (run.code, [point["point"] for point in json.loads(run.text)["points"]]) == (1, ["R4-H1"])
    assert run.told.startswith(f"Warning: {PLAN}:2:1 is left out: This is not written as YAML.\n")


def test_a_point_whose_folder_is_missing_in_git(copy: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DXPLAN_CACHE", "off")
    tree = git(copy.top, "rev-parse", "snapshot/minato/R4-H1:plans").strip()
    (copy.top / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    run = inside(copy.root, "trend", "-f", "json")
    assert (run.code, run.told) == (
        1,
        (
            f"Warning: R4-H1 is left out: git cannot read the history: Could not read {tree}\n"
            "    → The repository is damaged. Run git fsck, or clone it again.\n"
        ),
    )
    assert [point["point"] for point in json.loads(run.text)["points"]] == ["."]


def test_without_a_repository_or_a_commit(repository: Any, tmp_path: Path) -> None:
    none = (
        3,
        "",
        (
            f"Error: {repository.root} is not in a git repository, so it has no history.\n"
            "    → git init and a first commit begin one.\n"
        ),
    )
    assert inside(repository.root, "trend").all == none
    assert inside(repository.root, "trend", "--by", "month").all == none
    empty = begin(tmp_path / "empty").root
    assert [point["point"] for point in _points(empty)] == ["."]
    assert inside(empty, "trend", "--by", "month").all == (
        3,
        "",
        (
            "Error: The git repository has no commit yet.\n"
            "    → Commit the plan first; git add and git commit do it.\n"
        ),
    )  # fmt: skip


def test_a_picture(past: Past, tmp_path: Path) -> None:
    file = tmp_path / "trend.svg"
    assert inside(past.root, "trend", "-f", "svg", "-o", str(file)).all == (0, "", "")
    root = ET.parse(file).getroot()  # noqa: S314  (made by this test)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert inside(past.root, "trend", "-f", "svg").out == file.read_bytes()
    assert inside(past.root, "trend", "-f", "svg", "--encoding", "cp932").all == (
        2, "", "Error: --encoding: SVG is always UTF-8.\n",
    )  # fmt: skip


def _answers(folder: Path) -> Sequence[tuple[int, str, str]]:
    return [
        inside(folder, "trend", "-f", form, "--by", by).all
        for form in ("table", "md", "json", "csv", "svg")
        for by in ("snapshot", "quarter")
    ]


def test_cold_warm_and_without_a_cache(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    before = folder_state(past.root)
    cold, warm = _answers(past.root), _answers(past.root)
    monkeypatch.setenv("DXPLAN_CACHE", "off")
    assert _answers(past.root) == cold == warm
    assert folder_state(past.root) == before


def test_the_shape_of_json(demo: Path) -> None:
    found = json.loads(inside(demo, "trend", "-f", "json", "--until", "R5").text)
    assert list(found)[:2] == ["version", "points"]
    assert [list(point)[:6] for point in found["points"]] == [
        ["point", "date", "commit", "plan", "by_status", "total"]
    ] * 4
    assert found["points"][0]["date"] == "2022-10-12T16:40:00+09:00"
    for point in found["points"]:
        assert sum(point["by_status"].values()) + point["without_status"] == point["total"]


def test_a_department_of_the_sample_that_was_renamed(demo: Path) -> None:
    for name in ("子育て支援課", "こども未来課"):
        points = _points(demo, "--department", name, "--until", "R5")
        assert [point["total"] for point in points] == [3, 3, 3, 3]


def test_a_clock_that_was_wrong(copy: Past) -> None:
    """A commit of the far future makes no endless table."""
    copy.change(READERS, "title: カード読取機の貸出し", "title: カード")
    copy.record("Future", "2099-12-31T09:00:00+09:00")
    points = _points(copy.root, "--by", "month")
    assert len(points) == 241


def _renamed(past: Past) -> None:
    (past.root / "plans/minato").rename(past.root / "plans/harbour")


def test_a_plan_whose_folder_was_renamed_is_followed(copy: Past) -> None:
    told = inside(copy.root, "trend", "-f", "json")
    counts = _counts(_points(copy.root))
    by_year, by_commit = (_counts(_points(copy.root, "--by", step)) for step in ("year", "commit"))
    _renamed(copy)
    assert _counts(_points(copy.root)) == counts  # not committed yet
    copy.record("Another folder")
    points = _points(copy.root)
    assert _counts(points) == counts
    assert {point["plan"] for point in points} == {"harbour"}
    assert [point["commit"] for point in points] == [p["commit"] for p in json.loads(told.text)["points"]]
    assert _counts(_points(copy.root, "--by", "year")) == by_year
    assert [one[1:] for one in _counts(_points(copy.root, "--by", "commit"))[: len(by_commit) - 1]] == [
        one[1:] for one in by_commit[:-1]
    ]
    git(copy.root, "tag", "-a", "-m", "R5-H1", "snapshot/harbour/R5-H1")
    assert [point[0] for point in _counts(_points(copy.root))] == [counts[0][0], "FY2023-H1", counts[-1][0]]


def test_a_folder_that_came_back_under_its_old_name_is_followed_through_both(copy: Past) -> None:
    counts = _counts(_points(copy.root))
    _renamed(copy)
    copy.record("Another folder")
    (copy.root / "plans/harbour").rename(copy.root / "plans/minato")
    copy.record("Back again")
    assert _counts(_points(copy.root)) == counts


def test_the_snapshots_of_a_plan_that_is_gone_are_not_those_of_another(copy: Past) -> None:
    _renamed(copy)
    for path in sorted((copy.root / "plans/harbour/initiatives").glob("*.yaml")):
        other = path.with_name(f"other-{path.name}")
        other.write_text(path.read_text(encoding="utf-8").replace(path.stem, other.stem), encoding="utf-8")
        path.unlink()
    copy.record("Another plan")
    assert [point["kind"] for point in _points(copy.root)] == ["worktree"]
