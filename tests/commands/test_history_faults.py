"""What is wrong with a history is told in plain words, with a cure; it hides nothing else and invents nothing."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.commands.running import Run, folder_state, inside
from tests.history import (
    ENTERED,
    FOLDER,
    LATEST,
    OCTOBER,
    PLAN,
    READERS,
    SHAPES,
    WINDOW,
    Past,
    begin,
    git,
    story,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
IDS = ("list", "--columns", "id", "-f", "tsv", "-q")
ALL = "id\nonline-forms\nchat-window\npaperless-meetings\ncard-readers\n"
DAMAGED = "    → The repository is damaged. Run git fsck, or clone it again.\n"
UNSHALLOW = "This clone has only the newest part of the history. Run git fetch --unshallow --tags.\n"


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Past:
    """Return the story in a plain repository, to be read only."""
    return story(tmp_path_factory.mktemp("past") / "repository")


@pytest.fixture
def copy(past: Past, tmp_path: Path) -> Past:
    """Return the story in a repository that may be damaged."""
    return past.copy(tmp_path / "copy")


def _object(past: Past, name: str) -> Path:
    """Return the file of an object."""
    own = git(past.top, "rev-parse", name).strip()
    return past.top / ".git" / "objects" / own[:2] / own[2:]


def _remove(file: Path) -> None:
    file.unlink()


def _empty(file: Path) -> None:
    file.chmod(0o644)
    file.write_bytes(b"")


def _cut(file: Path) -> None:
    file.chmod(0o644)
    file.write_bytes(file.read_bytes()[:-5])


def _turn(file: Path) -> None:
    file.chmod(0o644)
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    file.write_bytes(bytes(raw))


def _forge(file: Path) -> None:
    """Put another content under the same id, in which git itself sees nothing wrong."""
    file.chmod(0o644)
    head, _, content = zlib.decompress(file.read_bytes()).partition(b"\0")
    file.write_bytes(zlib.compress(head + b"\0" + content.replace("チャット".encode(), "ちゃっと".encode())))


HARM = pytest.mark.parametrize("harm", [_remove, _empty, _cut, _turn])


@pytest.mark.parametrize(
    ("point", "told"),
    [
        ("nonsense", "There are, for example: R4-H1, v1, feature, main, snapshot/minato/R4-H1."),
        ("-x", "There are, for example: R4-H1, v1, feature, main, snapshot/minato/R4-H1."),
        ("--all", "There are, for example: R4-H1, v1, feature, main, snapshot/minato/R4-H1."),
        ("HEAD~99", "There are, for example: R4-H1, v1, feature, main, snapshot/minato/R4-H1."),
        ("featur", "Did you mean “feature”?"),
        ("Main", "Did you mean “main”?"),
        ("ｍａｉｎ", "Did you mean “main”?"),
        ("2022/9/30", "Did you mean “2022-09-30”?"),
        ("２０２２年９月３０日", "Did you mean “2022-09-30”?"),
        ("2022-9-3", "Did you mean “2022-09-03”?"),
        ("R4.9.30", "Did you mean “2022-09-30”?"),
        ("令和４年９月３０日", "Did you mean “2022-09-30”?"),
        ("abcd1234", "There are, for example: R4-H1, v1, feature, main, snapshot/minato/R4-H1."),
        ("1234567890" * 4, "There are, for example: R4-H1, v1, feature, main, snapshot/minato/R4-H1."),
        ("a\nb", "There are, for example: R4-H1, v1, feature, main, snapshot/minato/R4-H1."),
        ("\x1b[31m", "There are, for example: R4-H1, v1, feature, main, snapshot/minato/R4-H1."),
    ],
)
def test_an_unknown_point(past: Past, point: str, told: str) -> None:
    shown = point.replace("\n", "␊").replace("\x1b", "␛")
    assert inside(past.root, "list", f"--at={point}").all == (
        3,
        "",
        f"Error: There is no period, tag, branch, commit or date “{shown}” here.\n    → {told}\n",
    )


def test_a_name_of_any_length_and_of_any_bytes(past: Past) -> None:
    for point in ("x" * 100_000, "a" * 1001, "0" * 5000, "R" + "4" * 5000, "\udc83\udc84", "あ" * 2000):
        run = inside(past.root, "list", f"--at={point}")
        assert (run.code, run.text) == (3, "")
        assert len(run.err) < 400
        assert run.err.count(b"\n") == 2


@pytest.mark.parametrize(
    "point", ["HEAD:plans", "v1^{tree}", f"HEAD:{PLAN}", "HEAD..v1", "^HEAD", "main...v1"]
)
def test_what_is_no_commit(past: Past, point: str) -> None:
    assert inside(past.root, "list", f"--at={point}").all == (
        3,
        "",
        (
            f"Error: “{point}” is something in git, but no commit.\n"
            "    → Name a period, a tag, a branch, a commit or a date.\n"
        ),
    )


@pytest.mark.parametrize("point", ["", " ", "\u3000"])
def test_an_empty_point(past: Past, point: str) -> None:
    """As from a variable that nobody has set."""
    assert inside(past.root, "list", "--at", point).all == (
        2, "", "Error: The point is empty.\n    → Name a period, a tag, a branch, a commit or a date.\n",
    )  # fmt: skip


def test_days_that_there_are_not(past: Past) -> None:
    assert inside(past.root, "list", "--at", "2022-02-30").all == (
        3, "", "Error: “2022-02-30” is not a day of the calendar.\n",
    )  # fmt: skip
    for point, day in (
        ("2022-03-31", "2022-03-31"),
        ("R3", "2022-03-31"),
        ("1960-01-01", "1960-01-01"),
        ("0001-01-01", "0001-01-01"),
        ("S30", "1956-03-31"),
    ):
        assert inside(past.root, "list", "--at", point).all == (
            3, "", f"Error: There is no commit up to {day}.\n    → The history begins on 2022-04-01.\n",
        )  # fmt: skip


def test_the_beginning_of_several_ids(tmp_path: Path) -> None:
    past = begin(tmp_path / "past")
    past.record("First")
    # These two begin with the same four digits, as was found by trying.
    ids: dict[str, str] = {}
    tree = git(past.root, "rev-parse", "HEAD^{tree}").strip()
    stream = "".join(
        f"commit refs/heads/many\ncommitter A <a@b> {number} +0000\ndata 1\nx\nM 040000 {tree} \n\n"
        for number in range(1_600_000_000, 1_600_000_600)
    )
    git(past.root, "fast-import", "--quiet", "--force", stdin=stream.encode())
    same = None
    for commit in git(past.root, "rev-list", "many").split():
        same = same or (commit[:4] if commit[:4] in ids else None)
        ids[commit[:4]] = commit
    assert same is not None
    assert inside(past.root, "list", "--at", same).all == (
        3,
        "",
        (
            f"Error: Several objects of git have an id that begins with {same}.\n"
            "    → Give more of the commit's id.\n"
        ),
    )


def test_a_repository_without_a_commit(tmp_path: Path) -> None:
    past = begin(tmp_path / "past")
    for point in ("HEAD", "R4", "2022-09-30", "v1", "main", "HEAD~1"):
        assert inside(past.root, "list", "--at", point).all == (
            3,
            "",
            (
                "Error: The git repository has no commit yet.\n"
                "    → Commit the plan first; git add and git commit do it.\n"
            ),
        )
    assert inside(past.root, "show", "online-forms").code == 0
    git(tmp_path, "init", "--quiet", "--bare", "empty.git")
    assert inside(tmp_path, "-C", "empty.git", "list", "--at", "HEAD").told.startswith(
        "Error: The git repository has no commit"
    )


def test_a_commit_without_a_plan(tmp_path: Path) -> None:
    past = begin(tmp_path / "past")
    (past.root / "plans").rename(tmp_path / "plans")
    past.record("Nothing", ENTERED)
    (tmp_path / "plans").rename(past.root / "plans")
    past.record("The plan", LATEST)
    for point in ("HEAD~1", "2022-05-01"):
        assert inside(past.root, "list", "--at", point).all == (
            3,
            "",
            f"Error: At {point} there is no plan yet.\n",
        )
    assert inside(past.root, "list", "--at", "R4").all == (3, "", "Error: At R4 there is no plan “minato”.\n")


def test_no_repository(tmp_path: Path) -> None:
    past = begin(tmp_path / "past")
    shutil.rmtree(past.root / ".git")
    assert inside(past.root, "status", "--at", "R4").all == (
        3,
        "",
        (
            f"Error: {past.root.as_posix()} is not in a git repository, so it has no history.\n"
            "    → git init and a first commit begin one.\n"
        ),
    )
    (tmp_path / "empty").mkdir()
    assert inside(tmp_path / "empty", "status", "--at", "R4").told.startswith(
        "Error: There is no plans/ folder in "
    )


def test_a_shallow_clone(past: Past, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{past.root}", "shallow")
    shallow = tmp_path / "shallow"
    latest = past.commits["Shorten a title"]
    assert inside(shallow, *IDS, "--at", "HEAD").all == (0, ALL, "")
    for point in ("R4", "2022-10-01"):
        run = inside(shallow, "list", "--at", point)
        assert (run.code, run.text) == (3, "")
        assert run.told.endswith(f"    → {UNSHALLOW}")
    run = inside(shallow, "list", "--columns", "id", "-f", "tsv", "--at", "R5")
    assert run.all == (
        0,
        ALL,
        (
            "This clone has no tags. If periods were tagged, run git fetch --tags.\n"
            f"{UNSHALLOW}At R5 (last commit up to then, {latest[:8]}, 2023-04-10)\n"
        ),
    )
    for point in ("v1", "R4-X", past.commits["Enter the plan"], "abcd"):
        run = inside(shallow, "list", "--at", point)
        assert (run.code, run.told) == (
            3,
            f"Error: There is no period, tag, branch, commit or date “{point}” here.\n    → {UNSHALLOW}",
        )
    # What is told mends it.
    git(shallow, "fetch", "--quiet", "--unshallow", "--tags")
    assert inside(shallow, *IDS, "--at", "R4-H1").code == 0
    assert inside(shallow, *IDS, "--at", "R4").all == (0, ALL, "")


def test_a_clone_without_tags(past: Past, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--no-tags", str(past.root), "untagged")
    untagged = tmp_path / "untagged"
    half = past.commits["Close the first half"]
    assert inside(untagged, "list", "--columns", "id", "-f", "tsv", "--at", "R4-H1").told == (
        "This clone has no tags. If periods were tagged, run git fetch --tags.\n"
        f"At R4-H1 (last commit up to then, {half[:8]}, 2022-09-30)\n"
    )
    assert inside(untagged, "list", "--at", "v1").told == (
        "Error: There is no period, tag, branch, commit or date “v1” here.\n"
        "    → This clone has no tags. If periods were tagged, run git fetch --tags.\n"
    )
    git(untagged, "fetch", "--quiet", "--tags")
    assert inside(untagged, "list", "--at", "v1").code == 0


def test_a_clone_without_contents(past: Past, tmp_path: Path) -> None:
    git(past.root, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", f"file://{past.root}", "partial")
    git(tmp_path, "clone", "--quiet", "--filter=tree:0", "--no-checkout", f"file://{past.root}", "bare-bones")
    (tmp_path / "bare-bones" / "plans").mkdir()
    before = folder_state(tmp_path / "partial")
    assert inside(tmp_path / "partial", *IDS, "--at", "HEAD").all == (0, ALL, "")
    for point in ("R4-H1", "HEAD~3"):
        assert inside(tmp_path / "partial", "list", "--at", point).all == (
            3,
            "",
            (
                "Error: The contents of files are not in this clone.\n"
                "    → This clone was made without the contents of files. Clone it again without --filter.\n"
            ),
        )
    run = inside(tmp_path / "bare-bones", "list", "--at", "HEAD~1")
    assert (run.code, run.text, run.told.splitlines()[1:]) == (
        3, "", ["    → This clone was made without the contents of files. Clone it again without --filter."],
    )  # fmt: skip
    # Nothing was fetched behind the user's back.
    assert folder_state(tmp_path / "partial") == before


@pytest.mark.parametrize("harm", [_remove, _empty, _cut, _turn, _forge])
@pytest.mark.parametrize(
    "command",
    [("list", "--columns", "id", "-f", "tsv", "-q"), ("status", "-f", "json"), ("validate", "-f", "json")],
)
def test_a_damaged_file_hides_no_other(
    copy: Past, harm: Callable[[Path], None], command: tuple[str, ...]
) -> None:
    whole = inside(copy.root, *command, "--at", "HEAD")
    harm(_object(copy, f"HEAD:{WINDOW}"))
    for cache in ("", "again"):
        os.environ["DXPLAN_CACHE"] = str(copy.root.parent / f"cache{cache}")
        run = inside(copy.root, *command, "--at", "HEAD")
        assert run.code == 1
        what = "missing" if harm in {_remove, _empty} else "damaged"
        if command[0] == "validate":
            (problem,) = json.loads(run.text)["problems"]
            assert (problem["path"], problem["rule"]) == (WINDOW, "unreadable")
            assert problem["message"] == f"The file cannot be read from git: its object is {what}."
        else:
            assert run.told == (
                f"Warning: HEAD:{WINDOW} is left out: The file cannot be read from git: its object is {what}.\n"
                "    → The repository is damaged or was cloned in part. Run git fsck, or clone it again in full.\n"
            )
            assert run.text != whole.text
    if command[0] == "list":
        assert run.text == ALL.replace("chat-window\n", "")


def test_what_is_mended_is_read_again(copy: Past) -> None:
    """What was wrong is not kept."""
    file = _object(copy, f"HEAD:{WINDOW}")
    whole = file.read_bytes()
    for harm in (_remove, _cut, _forge):
        harm(file)
        assert inside(copy.root, *IDS, "--at", "HEAD").code == 1
        file.unlink(missing_ok=True)
        file.write_bytes(whole)
    titles = inside(copy.root, "list", "--columns", "title", "-f", "tsv", "-q", "--at", "HEAD")
    assert (titles.code, "チャット窓口" in titles.text) == (0, True)


def test_a_damaged_plan_file(copy: Past) -> None:
    _remove(_object(copy, f"HEAD:{PLAN}"))
    run = inside(copy.root, "list", "--at", "HEAD", "-f", "json")
    assert (run.code, json.loads(run.text)["initiatives"]) == (1, [])
    assert run.told.startswith(
        f"Warning: HEAD:{PLAN} is left out: The file cannot be read from git: its object is missing.\n"
    )


@HARM
@pytest.mark.parametrize("what", ["HEAD^{tree}", "HEAD:plans", f"HEAD:{FOLDER}"])
def test_a_damaged_folder(copy: Past, harm: Callable[[Path], None], what: str) -> None:
    harm(_object(copy, what))
    for command in (("list",), ("status",), ("validate",), ("show", "online-forms")):
        run = inside(copy.root, *command, "--at", "HEAD")
        assert (run.code, run.text) == (3, "")
        assert run.told.startswith("Error: git cannot read the history: ")
        assert run.told.endswith(DAMAGED)
    assert inside(copy.root, *IDS).all == (0, ALL, "")


@HARM
def test_a_damaged_commit(copy: Past, harm: Callable[[Path], None]) -> None:
    """The refs that lead elsewhere can still be read."""
    harm(_object(copy, "HEAD"))
    assert inside(copy.root, *IDS, "--at", "v1").all == (0, ALL, "")
    assert inside(copy.root, *IDS, "--at", "R4-H1").code == 0
    assert inside(copy.root, "list", "--at", "HEAD").all == (
        3, "", f"Error: The present commit of git cannot be read.\n{DAMAGED}",
    )  # fmt: skip
    assert inside(copy.root, "list", "--at", "main").all == (
        3, "", f"Error: The branch “main” leads to a commit that is missing.\n{DAMAGED}",
    )  # fmt: skip
    assert inside(copy.root, "list", "--at", "R5").all == (
        3, "", f"Error: The present commit of git cannot be read.\n{DAMAGED}",
    )  # fmt: skip
    run = inside(copy.root, "show", "online-forms")
    assert (run.code, run.told.splitlines()[:1]) == (
        0,
        ["Warning: The last changes are missing: The present commit of git cannot be read."],
    )


@HARM
def test_a_damaged_tag(copy: Past, harm: Callable[[Path], None]) -> None:
    harm(_object(copy, "snapshot/minato/R4-H1"))
    assert inside(copy.root, *IDS, "--at", "v1").all == (0, ALL, "")
    assert inside(copy.root, "list", "--at", "R4-H1").all == (
        3, "", f"Error: The tag “snapshot/minato/R4-H1” leads to a commit that is missing.\n{DAMAGED}",
    )  # fmt: skip


def test_a_damaged_pack(copy: Past) -> None:
    git(copy.root, "repack", "-a", "-d", "-q")
    git(copy.root, "prune-packed", "-q")
    (pack,) = (copy.root / ".git" / "objects" / "pack").glob("*.pack")
    pack.chmod(0o644)
    raw = pack.read_bytes()
    codes = set()
    for place in range(12, len(raw), max(1, len(raw) // 20)):
        pack.write_bytes(raw[:place] + bytes([raw[place] ^ 0xFF]) + raw[place + 1 :])
        run = inside(copy.root, *IDS, "--at", "HEAD~1")
        codes.add(run.code)
        assert run.code in {0, 1, 3}
        # Either all is there, or it is told what is not.
        assert (run.text == ALL) == (run.code == 0) or run.told
        assert "Traceback" not in run.told
    pack.write_bytes(raw[: len(raw) // 2])
    run = inside(copy.root, *IDS, "--at", "HEAD~1")
    assert (run.code in {1, 3}, bool(run.told)) == (True, True)
    pack.unlink()
    assert inside(copy.root, *IDS, "--at", "HEAD~1").code == 3
    assert codes >= {0}


def test_many_damaged_files_end_it(tmp_path: Path) -> None:
    past = begin(tmp_path / "past")
    for number in range(30):
        past.write(
            f"{FOLDER}/more-{number}.yaml",
            past.read(READERS).replace("id: card-readers", f"id: more-{number}"),
        )
    past.record("Many")
    for number in range(30):
        _turn(_object(past, f"HEAD:{FOLDER}/more-{number}.yaml"))
    assert inside(past.root, "list", "--at", "HEAD").all == (
        3, "", f"Error: Many files cannot be read from the history of git.\n{DAMAGED}",
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["tree", "blob"])
def test_a_tag_that_leads_to_no_commit(copy: Past, kind: str) -> None:
    git(copy.root, "tag", "snapshot/minato/R4", "HEAD^{tree}" if kind == "tree" else f"HEAD:{PLAN}")
    git(copy.root, "tag", "-a", "-m", "x", "odd", "HEAD^{tree}" if kind == "tree" else f"HEAD:{PLAN}")
    for point, name in (("R4", "snapshot/minato/R4"), ("odd", "odd")):
        assert inside(copy.root, "list", "--at", point).all == (
            3,
            "",
            (
                f"Error: The tag “{name}” leads to no commit, so it holds no plan.\n"
                "    → Delete it and make it anew on a commit.\n"
            ),
        )


def test_a_snapshot_that_leads_nowhere_is_told_beside_the_others(copy: Past) -> None:
    shutil.copytree(copy.root / "plans" / "minato", copy.root / "plans" / "kita")
    copy.record("Another plan", OCTOBER)
    git(copy.root, "tag", "snapshot/kita/R4-H1", "HEAD^{tree}")
    for command in (("status", "-f", "json"), ("list", "-f", "json"), ("validate", "-f", "json")):
        run = inside(copy.root, *command, "--at", "R4-H1")
        assert (run.code, json.loads(run.text)["at"]["commit"]) == (1, copy.commits["Close the first half"])
        assert run.told == (
            "Warning: kita is left out: The tag “snapshot/kita/R4-H1” leads to no commit, so it holds no plan.\n"
            "    → Delete it and make it anew on a commit.\n"
        )


def test_a_recorded_commit_that_is_not_there(copy: Past) -> None:
    copy.write(
        PLAN, copy.read(PLAN) + f"snapshots:\n  - period: R4\n    commit: {'ab' * 20}\n    name: 策定\n"
    )
    for point in ("R4", "策定"):
        assert inside(copy.root, "list", "--at", point).all == (
            3,
            "",
            (
                "Error: The commit abababababab, which plan.yaml records for R4, is not in this repository.\n"
                "    → Fetch the branch that has it, or correct snapshots: in plan.yaml.\n"
            ),
        )
    git(copy.root.parent, "clone", "--quiet", "--depth=1", f"file://{copy.root}", "shallow")
    shutil.copy(copy.root / PLAN, copy.root.parent / "shallow" / PLAN)
    assert inside(copy.root.parent / "shallow", "list", "--at", "R4").told.endswith(f"    → {UNSHALLOW}")


def test_a_present_plan_that_cannot_be_used(copy: Past) -> None:
    copy.write(PLAN, "schema: [\n")
    october = copy.commits["Enter the meetings"]
    assert inside(copy.root, "list", "--columns", "id", "-f", "tsv", "--at", "R4").all == (
        0,
        ALL,
        (
            f"{PLAN} cannot be used now, so the snapshots and the time zone that it records are not known.\n"
            f"At R4 (last commit up to then, {october[:8]}, 2022-09-30)\n"
        ),
    )
    assert inside(copy.root, *IDS, "--at", "R4-H1").code == 0


def test_files_that_were_broken_then(copy: Past) -> None:
    copy.write(f"{FOLDER}/syntax.yaml", "schema: [\n")
    copy.write(f"{FOLDER}/form.yaml", "schema: 1\n")
    copy.write(f"{FOLDER}/newer.yaml", copy.read(READERS).replace("schema: 1", "schema: 2"))
    copy.write(f"{FOLDER}/encoded.yaml", copy.read(READERS).encode("cp932"))
    (copy.root / FOLDER / "link.yaml").symlink_to("card-readers.yaml")
    copy.write(f"{FOLDER}/folder.yaml/file", "")
    copy.record("Broken")
    git(copy.root, "tag", "bad")
    for path in (copy.root / FOLDER).iterdir():
        if path.name.split(".")[0] in {"syntax", "form", "newer", "encoded", "link"}:
            path.unlink()
    shutil.rmtree(copy.root / FOLDER / "folder.yaml")
    assert inside(copy.root, *IDS).code == 0
    for _ in range(2):
        run = inside(copy.root, *IDS, "--at", "bad")
        assert (run.code, run.text) == (1, ALL)
        warnings = [line for line in run.told.splitlines() if line.startswith("Warning: ")]
        assert [line.split(" ")[1].split(":")[:2] for line in warnings] == [
            ["bad", f"{FOLDER}/{name}.yaml"]
            for name in ("encoded", "folder", "form", "link", "newer", "syntax")
        ]
        assert f"    → Run dxplan validate --at bad {FOLDER}/form.yaml to see what is wrong.\n" in run.told
        assert "which this dxplan does not know" in run.told
    assert inside(copy.root, "validate", "--at", "bad", f"{FOLDER}/form.yaml").code == 1
    assert inside(copy.root, "show", "form", "--at", "bad").told.endswith(
        "Error: The file of the initiative “form” cannot be used.\n"
        f"    → Run dxplan validate --at bad {FOLDER}/form.yaml to see what is wrong.\n"
    )
    found = {
        (problem["path"].rpartition("/")[2], problem["rule"])
        for problem in json.loads(inside(copy.root, "validate", "-f", "json", "--at", "bad").text)["problems"]
    }
    assert found >= {
        ("syntax.yaml", "yaml-syntax"),
        ("encoded.yaml", "encoding"),
        ("link.yaml", "outside-link"),
        ("folder.yaml", "unreadable"),
    }


def test_a_plan_that_was_broken_then(copy: Past) -> None:
    text = copy.read(PLAN)
    copy.write(PLAN, "title: [\n")
    copy.record("Broken")
    copy.write(PLAN, text)
    copy.record("Mended")
    run = inside(copy.root, "status", "-f", "json", "--at", "HEAD~1")
    assert (run.code, json.loads(run.text)["plans"]) == (1, [])
    assert run.told.startswith(f"Warning: HEAD~1:{PLAN}:2:1 is left out: ")
    assert inside(copy.root, "status", "--at", "HEAD").code == 0


def test_an_id_that_two_files_bore(copy: Past) -> None:
    copy.write(f"{FOLDER}/another.yaml", copy.read(READERS))
    copy.write(f"{FOLDER}/third.yaml", copy.read(READERS).replace("id: card-readers", "id: twice"))
    copy.write(f"{FOLDER}/fourth.yaml", copy.read(READERS).replace("id: card-readers", "id: twice"))
    copy.record("Twice")
    git(copy.root, "tag", "twice")
    for name in ("another", "third", "fourth"):
        (copy.root / FOLDER / f"{name}.yaml").unlink()
    run = inside(copy.root, "show", "card-readers", "-f", "json", "--at", "twice")
    assert (run.code, json.loads(run.text)["initiative"]["path"]) == (0, READERS)
    assert inside(copy.root, "show", "twice", "--at", "twice").all == (
        3, "", f"Error: Several files have the id “twice”: {FOLDER}/fourth.yaml, {FOLDER}/third.yaml.\n",
    )  # fmt: skip
    problems = json.loads(inside(copy.root, "validate", "-f", "json", "--at", "twice").text)["problems"]
    assert {problem["path"] for problem in problems} >= {f"{FOLDER}/another.yaml", f"{FOLDER}/third.yaml"}


def test_a_file_of_20_megabytes(copy: Past) -> None:
    (copy.root / FOLDER / "huge.yaml").write_bytes(b"# " + b"x" * (20 << 20))
    copy.record("Huge")
    (copy.root / FOLDER / "huge.yaml").unlink()
    for _ in range(2):
        run = inside(copy.root, *IDS, "--at", "HEAD")
        assert (run.code, run.text) == (1, ALL)
        assert run.told.startswith(f"Warning: HEAD:{FOLDER}/huge.yaml is left out: The file has ")


def test_names_of_files_that_are_unusual(copy: Past) -> None:
    names = ["-x", "日本語", "a b", "a\tb", "a\nb", 'a"b', "a\\b", ":x", "*", "é"]
    for name in names:
        copy.write(f"{FOLDER}/{name}.yaml", copy.read(READERS).replace("id: card-readers", "id: other"))
    raw = copy.root / FOLDER / os.fsdecode(b"\x83v.yaml")
    raw.write_bytes((copy.root / READERS).read_bytes())
    copy.record("Odd names")
    now = json.loads(inside(copy.root, "list", "-f", "json").text)["initiatives"]
    then = json.loads(inside(copy.root, "list", "-f", "json", "--at", "HEAD").text)["initiatives"]
    assert then == now
    assert len(then) == 4 + len(names) + 1
    assert (
        inside(copy.root, "validate", "--at", "HEAD").out.partition(b"\n\n")[2]
        == inside(copy.root, "validate").out
    )


def test_a_folder_of_another_user(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    run = inside(past.root, "list", "--at", "HEAD")
    assert run.all == (
        3,
        "",
        (
            f"Error: git cannot read the history: detected dubious ownership in repository at '{past.root}'\n"
            "    → The folder belongs to another user. If you trust it, run "
            f"git config --global --add safe.directory {past.root}\n"
        ),
    )
    # What is told mends it.
    subprocess.run(["git", "config", "--global", "--add", "safe.directory", str(past.root)], check=True)
    assert inside(past.root, *IDS, "--at", "HEAD").all == (0, ALL, "")


def _apart(cwd: Path, *arguments: str, before: Callable[[], None] | None = None, **environment: str) -> Run:
    """Run dxplan in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "dxplan", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        preexec_fn=before,
        check=False,
    )
    return Run(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("refresh", ["raise", "quiet"])
def test_without_git(past: Past, tmp_path: Path, refresh: str) -> None:
    def here(*arguments: str) -> Run:
        return _apart(past.root, *arguments, PATH=str(tmp_path), GIT_PYTHON_REFRESH=refresh)

    assert here("list", "--at", "HEAD").all == (
        3,
        "",
        "Error: git is not installed.\n    → Install git; without it dxplan reads the present files only.\n",
    )
    assert here(*IDS).all == (0, ALL, "")


def test_without_gitpython(past: Past, tmp_path: Path) -> None:
    (tmp_path / "git.py").write_text("raise ModuleNotFoundError('No module', name='git')\n", encoding="utf-8")
    assert _apart(past.root, "list", "--at", "HEAD", PYTHONPATH=f"{tmp_path}:{ROOT}").all == (
        3, "", "Error: The Python package git is missing.\n    → Install dxplan again.\n",
    )  # fmt: skip


def test_a_broken_configuration(copy: Past) -> None:
    config = copy.root / ".git" / "config"
    for text in ("[core\n", "= x\n", "[core]\n\trepositoryformatversion = 99\n", "[core]\n\tabbrev = x\n"):
        config.write_text(text, encoding="utf-8")
        run = inside(copy.root, "list", "--at", "HEAD")
        assert (run.code, run.text) == (3, "")
        assert run.told.startswith("Error: git cannot read the history: ")
        assert inside(copy.root, *IDS).code == 0


def test_a_git_file_that_leads_nowhere(copy: Past) -> None:
    shutil.rmtree(copy.root / ".git")
    (copy.root / ".git").write_text("gitdir: /nowhere\n", encoding="utf-8")
    run = inside(copy.root, "list", "--at", "HEAD")
    assert (run.code, run.text) == (3, "")
    assert "is not in a git repository" in run.told


@pytest.mark.parametrize("place", ["/dev/full", "/proc/self"])
def test_where_no_cache_can_be_kept(past: Past, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    commands = (("list", "--at", "R4-H1"), ("status", "--at", "R4"), ("validate", "--at", "HEAD"))
    expected = [inside(past.root, *command).all for command in commands]
    monkeypatch.setenv("DXPLAN_CACHE", place)
    assert [inside(past.root, *command).all for command in commands] == expected


def test_a_full_disk(past: Past, tmp_path: Path) -> None:
    """No file may grow, as on a disk that is full."""
    resource = pytest.importorskip("resource")

    def fill() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    for command in ((*IDS, "--at", "HEAD"), ("validate", "--at", "R4-H1"), ("status", "--at", "R4")):
        expected = _apart(past.root, *command, DXPLAN_CACHE="off")
        assert expected.code == 0
        assert (
            _apart(past.root, *command, before=fill, DXPLAN_CACHE=str(tmp_path / "cache")).all == expected.all
        )


KILLED = """
import os, signal, sys
from dxplan.stores import cache
# Everything has been written by then; only the commit is missing.
cache._prune = lambda connection: os.kill(os.getpid(), signal.SIGKILL)
from dxplan.__main__ import main
main()
"""


def test_killed_while_the_cache_is_written(past: Past, isolated: Path) -> None:
    for command in ((*IDS, "--at", "HEAD"), ("validate", "--at", "v1")):
        killed = subprocess.run(
            [sys.executable, "-c", KILLED, *command],
            cwd=past.root,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
        )
        assert killed.returncode == -signal.SIGKILL
        assert (isolated / "cache" / "dxplan.sqlite").is_file()
        for _ in range(2):
            assert inside(past.root, *IDS, "--at", "HEAD").all == (0, ALL, "")
            assert inside(past.root, "validate", "--at", "R4-H1").code == 0


def test_two_at_once(past: Past) -> None:
    expected = inside(past.root, "list", "-f", "json", "--at", "R4").text
    shutil.rmtree(os.environ["DXPLAN_CACHE"])
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "dxplan", "list", "-f", "json", "--at", "R4"],
            cwd=past.root, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for _ in range(3)
    ]  # fmt: skip
    for process in runs:
        out, err = process.communicate(timeout=60)
        assert (process.returncode, out.decode(), err) == (0, expected, b"")


def test_a_ref_that_git_was_killed_in(copy: Past) -> None:
    (copy.root / ".git" / "refs" / "heads" / "feature").write_bytes(b"")
    (copy.root / ".git" / "refs" / "heads" / "main.lock").write_bytes(b"")
    (copy.root / ".git" / "index.lock").write_bytes(b"")
    assert inside(copy.root, *IDS, "--at", "v1").all == (0, ALL, "")
    assert inside(copy.root, "list", "--at", "feature").code == 3


def test_nothing_is_left_running(past: Past) -> None:
    """Whoever stops reading early, or is told of an error, leaves no git behind."""
    inside(past.root, "list", "--at", "HEAD")
    inside(past.root, "list", "--at", "nonsense")
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    if children.exists():
        assert children.read_text(encoding="ascii").split() == []


def test_a_bare_repository_that_is_gone(tmp_path: Path) -> None:
    bare = SHAPES["bare"](tmp_path)
    shutil.rmtree(bare / "objects")
    assert inside(tmp_path, "-C", str(bare), "list", "--at", "HEAD").code == 3
