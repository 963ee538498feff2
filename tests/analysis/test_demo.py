"""The sample: what happens in it, that it is valid, and that it is the same everywhere."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxplan.analysis.demo.city import PLAN
from dxplan.analysis.demo.history import Telling, moment, step
from dxplan.analysis.demo.people import TAKASE
from dxplan.analysis.demo.story import demo
from dxplan.analysis.demo.yaml_text import without_comments, yaml_text
from dxplan.stores.documents import parse_document
from dxplan.stores.yaml_exact import parse_exact
from dxplan.stores.yaml_fast import parse_fast
from tests.analysis.demo_making import Made, japanese_time, make, trees, write_files
from tests.commands.running import inside

if TYPE_CHECKING:
    from pathlib import Path

HISTORY = demo()
COMMITS = list(HISTORY.commits)
TREES = trees(COMMITS)
PERIODS = ["R4-H1", "R4", "R5-H1", "R5"]
TODAY = "2024-04-15"
# These ids are a promise: documents and tests elsewhere name them.
TIP = "f388b064dafd9fd0c3e76044c12ce78ab59362b7"
SNAPSHOTS = (
    "c653fe2f86ce7f54ac9e072e6512c033a443f16f",
    "dcd61c8660876ea5bdf669e26a543010912f2ae4",
    "34a15fff218834057980d52318cb5e1bf8efd6c5",
    "e2b8eb694118309b3ed0c50b96e6b468348036dc",
)
ODD_CONFIGURATION = """
[user]
    name = Somebody Else
    email = else@elsewhere.example
[init]
    defaultBranch = trunk
[core]
    autocrlf = true
    quotePath = false
[commit]
    gpgSign = true
[tag]
    gpgSign = true
[i18n]
    commitEncoding = Shift_JIS
[fastimport]
    unpackLimit = 1
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("demo") / "repository", HISTORY)


def data(place: int, name: str) -> dict[str, Any]:
    """Return an initiative, or plan.yaml, as it stands at a commit."""
    folder = "" if name == "plan" else "initiatives/"
    path = f"plans/{PLAN}/{folder}{name}.yaml"
    return parse_document(path, TREES[place][path]).data


def place(subject: str) -> int:
    """Return the place of the one commit whose message begins so."""
    found = [at for at, commit in enumerate(COMMITS) if commit.message.startswith(subject)]
    assert len(found) == 1
    return found[0]


def test_ids_are_the_same_everywhere(made: Made) -> None:
    assert (made.tip, made.snapshots) == (TIP, SNAPSHOTS)


def test_the_configuration_of_a_person_changes_no_id(isolated: Path, tmp_path: Path) -> None:
    (isolated / ".gitconfig").write_text(ODD_CONFIGURATION, encoding="utf-8")
    again = make(tmp_path / "repository", demo())
    assert (again.tip, again.snapshots) == (TIP, SNAPSHOTS)


def test_git_finds_nothing_wrong(made: Made) -> None:
    made.repository.git("fsck", "--strict", "--no-dangling")
    assert made.repository.git("rev-list", "--count", "main") == f"{len(COMMITS)}\n"


def test_a_clone_has_the_files_as_they_were_told(made: Made, tmp_path: Path) -> None:
    made.repository.git(
        "clone", "--quiet", "--branch=main", "--config=core.autocrlf=true", ".", str(tmp_path / "clone")
    )
    clone = tmp_path / "clone"
    files = {path.relative_to(clone).as_posix(): path.read_bytes() for path in clone.rglob("*") if path.is_file()}  # fmt: skip
    assert {path: content for path, content in files.items() if not path.startswith(".git/")} == TREES[-1]


def test_snapshots_are_annotated_tags(made: Made) -> None:
    assert [snapshot.period for snapshot in HISTORY.snapshots] == PERIODS
    for snapshot, commit in zip(HISTORY.snapshots, made.snapshots, strict=True):
        tag = f"snapshot/{PLAN}/{snapshot.period}"
        wanted = "%(objecttype) %(*objectname) %(taggername) %(subject)"
        assert made.repository.git("for-each-ref", f"--format={wanted}", f"refs/tags/{tag}") == (
            f"tag {commit} {TAKASE.name} {PLAN} {snapshot.period}\n"
        )
        files = {
            path: content for path, content in TREES[snapshot.commit].items() if path.startswith("plans/")
        }
        assert snapshot.files == files  # fmt: skip


def test_later_tags_know_the_earlier_ones(made: Made) -> None:
    text = made.repository.git("for-each-ref", "--format=%(body)", f"refs/tags/snapshot/{PLAN}/R5")
    lines = [f"{period} snapshot/{PLAN}/{period} {commit}" for period, commit in zip(PERIODS[:3], SNAPSHOTS, strict=False)]  # fmt: skip
    assert text.splitlines()[1:4] == lines


def test_what_branches_bring_is_what_git_would_merge(made: Made, tmp_path: Path) -> None:
    made.repository.git("clone", "--quiet", "--branch=main", ".", str(tmp_path / "clone"))
    merges = made.repository.git("log", "main", "--merges", "--format=%P %T").splitlines()
    assert len(merges) == 2
    clone = type(made.repository)(tmp_path / "clone")
    for line in merges:
        ours, theirs, tree = line.split()
        clone.git("checkout", "--quiet", "--force", ours)
        clone.git("merge", "--quiet", "--no-commit", "--no-ff", theirs)
        assert clone.git("write-tree").strip() == tree
        clone.git("merge", "--abort")


@pytest.mark.parametrize("number", range(5))
def test_what_was_frozen_has_no_problem(number: int, tmp_path: Path) -> None:
    at = [*HISTORY.places, len(COMMITS) - 1][number]
    day = japanese_time(COMMITS[at].committed).date().isoformat()
    write_files(tmp_path, TREES[at].items())
    run = inside(tmp_path, "validate", "--strict", "--today", TODAY if number == len(PERIODS) else day)
    assert run.code == 0, run.text


def test_no_commit_on_main_brings_an_error(tmp_path: Path) -> None:
    before: dict[str, bytes] = {}
    for commit, state in zip(COMMITS, TREES, strict=True):
        write_files(
            tmp_path, [(path, content) for path, content in state.items() if before.get(path) != content]
        )
        before = state
        day = japanese_time(commit.committed).date().isoformat()
        run = inside(tmp_path, "validate", "--today", day)
        assert run.code == 0, run.text


def test_every_file_is_read_back_fast_and_alike() -> None:
    texts = {content for state in TREES for path, content in state.items() if path.endswith(".yaml")}
    assert all(parse_fast(text.decode()) is not None for text in texts)
    for path, content in (TREES[0] | TREES[-1]).items():
        if path.endswith(".yaml"):
            text = content.decode()
            assert text.startswith("# yaml-language-server: $schema=../../")
            assert parse_fast(text) == parse_exact(text).data


def test_times_go_on_in_office_hours() -> None:
    assert all(earlier.committed < later.committed for earlier, later in pairwise(COMMITS))
    assert len({commit.authored for commit in COMMITS}) == len(COMMITS)
    for commit in COMMITS:
        assert commit.authored <= commit.committed
        for seconds in (commit.authored, commit.committed):
            time = japanese_time(seconds)
            assert time.isoweekday() < 6
            assert "08:30" <= time.strftime("%H:%M") <= "17:59"
    for snapshot in HISTORY.snapshots:
        assert COMMITS[snapshot.commit].committed < snapshot.when < COMMITS[snapshot.commit + 1].committed


def test_many_people_report() -> None:
    assert len({commit.author.email for commit in COMMITS}) >= 14
    assert sum(commit.author != commit.committer for commit in COMMITS) >= 15
    assert all(person.email.endswith(".example") for commit in COMMITS for person in (commit.author, commit.committer))  # fmt: skip


def test_the_city_is_invented_and_says_so() -> None:
    plan = data(-1, "plan")
    assert plan["fictional"] is True
    assert "as_of" not in plan
    assert "実在しない" in TREES[0]["README.md"].decode()


def test_a_slip_of_the_title_is_mended_later() -> None:
    mended = place("取組名の「検診」")
    assert "検診" in data(0, "checkup-booking")["title"]
    assert "検診" in data(mended - 1, "checkup-booking")["title"]
    assert data(mended, "checkup-booking")["title"] == "特定健診のインターネット予約"


def test_initiatives_enter_and_leave() -> None:
    added = {name: data(-1, name)["added"] for name in ("bereavement-desk", "generative-ai")}
    assert added == {"bereavement-desk": "R4-H2", "generative-ai": "R5-H1"}
    withdrawn = data(place("証明書交付機の設置を取り下げ"), "certificate-kiosk")
    assert withdrawn["status"] == "取り下げ"
    assert withdrawn["withdrawn"]["successor"] == "convenience-certificates"
    assert len([path for path in TREES[0] if "/initiatives/" in path]) == 31


def test_a_department_is_renamed_in_one_commit() -> None:
    at = place("組織改正を反映")
    departments = {each["name"]: each.get("formerly") for each in data(at, "plan")["departments"]}
    assert departments["こども未来課"] == ["子育て支援課"]
    old = "- 子育て支援課".encode()
    owners = [path for path, content in TREES[at - 1].items() if old in content]
    assert len(owners) == 3
    assert {path for path, _ in COMMITS[at].files} == {*owners, f"plans/{PLAN}/plan.yaml"}
    assert [path for path, content in TREES[at].items() if old in content] == [f"plans/{PLAN}/plan.yaml"]


def test_an_initiative_is_listed_again() -> None:
    at = place("オープンデータを「地域への支援」に再掲")
    assert "listings" not in data(at - 1, "open-data")
    assert data(at, "open-data")["listings"][0]["pillar"] != data(at, "open-data")["pillar"]


def test_a_part_goes_into_operation_before_the_others() -> None:
    parts = data(place("一般の手続きの電子申請を先に開始"), "online-application")["components"]
    assert [part["status"] for part in parts] == ["運用中", "着手中", "調査・研究中"]


def test_indicators_reach_their_target_and_move_away_from_it() -> None:
    reached = data(-1, "convenience-certificates")["indicators"][0]
    assert reached["actuals"][-1]["value"] > reached["target"]["value"] > reached["actuals"][-2]["value"]
    away = data(-1, "paperless-meeting")["indicators"][0]
    assert away["direction"] == "down"
    assert away["actuals"][-1]["value"] > away["baseline"]["value"] > away["target"]["value"]


def test_a_story_cannot_merge_a_branch_without_a_commit() -> None:
    with pytest.raises(KeyError):
        Telling(PLAN).tell([step("2022-04-04 10:00", TAKASE, "取り込む", merges="none")])


def test_a_moment_is_japanese_time() -> None:
    assert moment("1970-01-01 09:00") == 0


LINES = st.text(
    "ab鹿島ー・：:#-?!&*|>%@`\"'[]{}, ,　0123456789.～〜（）~+eEx\\yn", min_size=1, max_size=12
).filter(lambda line: bool(line.strip()))
WORDS = st.sampled_from(["no", "On", "null", "~", "12:30", "1_000", "2022-09-30", "1-2", "0x1F", ".5", "1e5", "R5.4月～", "5/30"])  # fmt: skip
TEXTS = LINES | WORDS | st.lists(LINES, min_size=2, max_size=3).map("\n".join)
VALUES = st.recursive(
    TEXTS | st.booleans() | st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6),
    lambda inner: (
        st.lists(inner.filter(lambda item: not isinstance(item, list)), min_size=1, max_size=3)
        | st.dictionaries(st.sampled_from("abc"), inner, min_size=1, max_size=3)
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(["id", "text", "list"]), VALUES, min_size=1))
def test_texts_are_read_back_as_they_were_written(document: dict[str, Any]) -> None:
    assert parse_exact(yaml_text(document)).data == document


def test_comments_stand_before_their_key_and_are_no_data() -> None:
    document = {"#id": "一つ目", "id": "one", "list": [{"#a": "二つ目", "a": "no"}]}
    text = yaml_text(document)
    assert text == '# 一つ目\nid: one\nlist:\n  - # 二つ目\n    a: "no"\n'
    assert parse_exact(text).data == without_comments(document) == {"id": "one", "list": [{"a": "no"}]}
