"""``dxplan diff`` where something is wrong: it is told beside the result, and never as a change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.commands.differences import answer, changes
from tests.commands.running import inside
from tests.history import FOLDER, FORMS, PLAN, READERS, SHAPES, WINDOW, Past, git, story

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Past:
    """Return the story in a plain repository, to be read only."""
    return story(tmp_path_factory.mktemp("past") / "repository")


@pytest.fixture
def copy(past: Past, tmp_path: Path) -> Past:
    """Return the story in a repository that may be changed."""
    return past.copy(tmp_path / "copy")


def _broken(copy: Past, end: str, path: str, text: str) -> tuple[str, str]:
    """Break a file at one end, and return the two points."""
    kept = copy.read(path)
    copy.write(path, text)
    if end == "to":
        return "HEAD", "."
    copy.record("Broken")
    copy.write(path, kept)
    return "HEAD", "."


SYNTAX = "This is not written as YAML."
LOOK = "Look here and on the line above for a missing quotation mark, bracket, colon or space."


@pytest.mark.parametrize("end", ["from", "to"])
def test_a_file_that_is_broken_at_one_end(copy: Past, end: str) -> None:
    points = _broken(copy, end, FORMS, "title: [\n")
    copy.change(READERS, "title: カード読取機の貸出し", "title: カード")
    run = inside(copy.root, "diff", *points, "-f", "json")
    assert (run.code, run.told) == (1, "")
    found = answer(run)
    assert changes(run) == {"card-readers": ("changed", ["/title"])}
    assert found["summary"] == {"added": 0, "removed": 0, "changed": 1, "unchanged": 2, "withdrawn": 0}
    assert found["errors"] == [
        {
            "side": end, "plan": "minato", "id": "online-forms", "path": FORMS, "rule": "yaml-syntax",
            "message": SYNTAX, "hint": LOOK, "line": 2, "column": 1,
        }
    ]  # fmt: skip
    said = (
        f"{FORMS}:2:1 could not be read at HEAD: {SYNTAX}"
        if end == "from"
        else f"{FORMS}:2:1 is left out: {SYNTAX}"
    )
    for form in ("table", "plain", "md", "html"):
        run = inside(copy.root, "diff", *points, "-f", form)
        assert (run.code, run.told) == (1, "")
        assert said in run.text
    for form in ("csv", "tsv"):
        run = inside(copy.root, "diff", *points, "-f", form, "-q")
        assert (run.code, run.told) == (1, f"Warning: {said}\n    → {LOOK}\n")
        assert "online-forms" not in run.text
        assert "card-readers" in run.text


@pytest.mark.parametrize("end", ["from", "to"])
@pytest.mark.parametrize("text", ["title: [\n", "- a list\n", b"\x83\x5c\x83\x8b\n"])
def test_a_plan_file_that_is_broken_at_one_end(copy: Past, end: str, text: Any) -> None:
    points = _broken(copy, end, PLAN, text)
    copy.change(READERS, "title: カード読取機の貸出し", "title: カード")
    for filters in ((), ("--id", "card-readers"), ("--department", "市民課")):
        run = inside(copy.root, "diff", *points, "-f", "json", *filters)
        assert (run.code, run.told) == (1, "")
        assert changes(run) == {"card-readers": ("changed", ["/title"])}
        assert [(error["side"], error["id"], error["path"]) for error in answer(run)["errors"]] == [
            (end, None, PLAN)
        ]
    run = inside(copy.root, "diff", *points, "-f", "json", "--department", "消防課")
    assert changes(run) == {}


@pytest.mark.parametrize("end", ["from", "to"])
def test_what_parses_but_does_not_fit_is_compared_as_data(copy: Past, end: str) -> None:
    _broken(copy, end, WINDOW, copy.read(WINDOW).replace("title: チャット窓口", "titel: 1"))
    copy.change(READERS, "title: カード読取機の貸出し", "title: カード")
    run = inside(copy.root, "diff", "HEAD", "-f", "json")
    assert (run.code, run.told, answer(run)["errors"]) == (0, "", [])
    assert changes(run)["chat-window"] == ("changed", ["/title", "/titel"])
    # The end at which it can be judged decides whether a filter lets it through; it never seems to come or go.
    run = inside(copy.root, "diff", "HEAD", "-f", "json", "--department", "市民課")
    assert changes(run) == {"card-readers": ("changed", ["/title"])}
    run = inside(copy.root, "diff", "HEAD", "-f", "json", "--department", "情報課")
    assert set(changes(run)) == {"chat-window"}
    assert changes(run)["chat-window"][0] == "changed"


def test_what_no_filter_can_judge_is_not_hidden(copy: Past) -> None:
    copy.write(WINDOW, copy.read(WINDOW).replace("title: チャット窓口", "titel: 1"))
    copy.record("Misspelt")
    copy.change(WINDOW, "titel: 1", "titel: 2")
    run = inside(copy.root, "diff", "HEAD", "-f", "json", "--id", "online-forms")
    assert changes(run) == {"chat-window": ("changed", ["/titel"])}


def test_an_id_that_two_files_bore(copy: Past) -> None:
    copy.write(f"{FOLDER}/twin.yaml", copy.read(READERS))
    copy.record("Twice")
    (copy.root / FOLDER / "twin.yaml").unlink()
    run = inside(copy.root, "diff", "HEAD", "-f", "json")
    assert (run.code, run.told, changes(run)) == (1, "", {})
    (error,) = answer(run)["errors"]
    assert (error["rule"], error["id"], error["message"]) == (
        "duplicate-id",
        "card-readers",
        f"The id “card-readers” is borne by {READERS} and by {FOLDER}/twin.yaml, so nothing can be said of it.",
    )


def test_a_file_of_20_megabytes_in_the_past(copy: Past) -> None:
    copy.write(f"{FOLDER}/huge.yaml", b"# " + b"x" * (20 << 20))
    copy.record("Huge")
    (copy.root / FOLDER / "huge.yaml").unlink()
    for _ in range(2):
        run = inside(copy.root, "diff", "v1", "HEAD", "-f", "json")
        assert (run.code, run.told) == (1, "")
        assert changes(run) == {"chat-window": ("changed", ["/title"])}
        assert [error["path"] for error in answer(run)["errors"]] == [f"{FOLDER}/huge.yaml"]


def test_an_object_that_is_missing(copy: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DXPLAN_CACHE", "off")
    own = git(copy.top, "rev-parse", f"v1:{WINDOW}").strip()
    (copy.top / ".git" / "objects" / own[:2] / own[2:]).unlink()
    run = inside(copy.root, "diff", "HEAD~3", "HEAD", "-f", "json")
    assert (run.code, run.told) == (1, "")
    assert changes(run) == {"online-forms": ("changed", ["/status"]), "paperless-meetings": ("added", [""])}
    assert [(error["side"], error["path"]) for error in answer(run)["errors"]] == [("from", WINDOW)]
    tree = git(copy.top, "rev-parse", "v1:plans").strip()
    (copy.top / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    assert inside(copy.root, "diff", "v1", "HEAD").all == (
        3,
        "",
        (
            f"Error: git cannot read the history: Could not read {tree}\n"
            "    → The repository is damaged. Run git fsck, or clone it again.\n"
        ),
    )


def test_points_that_lead_nowhere(copy: Past) -> None:
    git(copy.top, "tag", "tree", "HEAD^{tree}")
    git(copy.top, "tag", "snapshot/kita/R4-H1", "v1")
    assert inside(copy.root, "diff", "tree").all == (
        3,
        "",
        (
            "Error: The tag “tree” leads to no commit, so it holds no plan.\n"
            "    → Delete it and make it anew on a commit.\n"
        ),
    )
    assert inside(copy.root, "diff", "R4-H3").all == (
        3,
        "",
        (
            "Error: There is no period, tag, branch, commit or date “R4-H3” here.\n"
            "    → Did you mean “R4-H1”?\n"
        ),
    )  # fmt: skip
    assert inside(copy.root, "diff", "v1", "featur").all == (
        3, "", "Error: There is no period, tag, branch, commit or date “featur” here.\n    → Did you mean “feature”?\n",
    )  # fmt: skip
    assert inside(copy.root, "diff", "2022-02-30").all == (
        3, "", "Error: “2022-02-30” is not a day of the calendar.\n",
    )  # fmt: skip
    assert inside(copy.root, "diff", "2022-03-31").all == (
        3, "", "Error: There is no commit up to 2022-03-31.\n    → The history begins on 2022-04-01.\n",
    )  # fmt: skip
    assert inside(copy.root, "diff", "").code == 2
    assert inside(copy.root, "diff").all == (
        2,
        "",
        (
            "Error: FROM is missing.\n"
            "    → dxplan --help shows the commands, dxplan COMMAND --help their options.\n"
        ),
    )  # fmt: skip


def test_the_tag_of_another_plan(copy: Past) -> None:
    git(copy.top, "tag", "snapshot/kita/R4-H1", "v1")
    run = inside(copy.root, "diff", "snapshot/kita/R4-H1", "--plan", "minato", "-f", "json")
    assert (run.code, run.told) == (
        0,
        "snapshot/kita/R4-H1 is a snapshot of the plan “kita”; “minato” is read at the same commit.\n",
    )
    assert changes(run) == {"chat-window": ("changed", ["/title"])}


def test_without_a_commit_or_a_repository(tmp_path: Path, copy: Past) -> None:
    git(copy.root, "checkout", "--quiet", "--orphan", "new")
    assert inside(copy.root, "diff", "HEAD").all == (
        3,
        "",
        (
            "Error: The git repository has no commit yet.\n"
            "    → Commit the plan first; git add and git commit do it.\n"
        ),
    )  # fmt: skip
    (copy.root / ".git").rename(tmp_path / "elsewhere")
    assert inside(copy.root, "diff", "HEAD").all == (
        3,
        "",
        (
            f"Error: {copy.root} is not in a git repository, so it has no history.\n"
            "    → git init and a first commit begin one.\n"
        ),
    )
    assert inside(copy.root, "diff", ".").all == (0, "No difference: working tree → working tree\n", "")
    assert inside(tmp_path, "diff", "HEAD").code == 3


def test_a_bare_repository(tmp_path: Path) -> None:
    bare = SHAPES["bare"](tmp_path)
    for points in (("R4-H1",), (".", "HEAD")):
        assert inside(bare, "diff", *points).all == (
            3,
            "",
            (
                "Error: This is a bare repository, which has no working tree.\n"
                "    → Name two points, for example dxplan diff HEAD~1 HEAD.\n"
            ),
        )


def test_a_shallow_clone(past: Past, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth=1", "--no-tags", f"file://{past.root}", "shallow")
    shallow = "This clone has only the newest part of the history. Run git fetch --unshallow --tags.\n"
    no_tags = "This clone has no tags. If periods were tagged, run git fetch --tags.\n"
    assert inside(tmp_path / "shallow", "diff", "2022-09-30").all == (
        3, "", f"Error: There is no commit up to 2022-09-30.\n    → {shallow}",
    )  # fmt: skip
    run = inside(tmp_path / "shallow", "diff", "R5", "-f", "json")
    assert (run.code, run.told, changes(run)) == (0, f"{no_tags}{shallow}", {})
    assert inside(tmp_path / "shallow", "diff", past.commits["Enter the plan"]).code == 3
