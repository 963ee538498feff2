"""Plan repositories with a past, in every form that a git repository may have around them."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.harness import Repository

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

BASE = Path(__file__).parent / "examples" / "base"
PLAN = "plans/minato/plan.yaml"
FOLDER = "plans/minato/initiatives"
FORMS, WINDOW, MEETINGS, READERS = (
    f"{FOLDER}/{name}.yaml" for name in ("online-forms", "chat-window", "paperless-meetings", "card-readers")
)
ENTERED, HALF, OCTOBER, LATEST = (
    "2022-04-01T09:00:00+09:00",
    "2022-09-30T23:59:59+09:00",
    "2022-09-30T15:00:00+00:00",
    "2023-04-10T09:00:00+09:00",
)
"""When the four commits of the story were made; the third is on 1 October in Tokyo."""


def git(folder: Path, *arguments: str, when: str = LATEST, stdin: bytes | None = None) -> str:
    """Run git with an identity and a moment of its own, whatever the machine is set to; a failure fails the test."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "松江 花子",
        "GIT_AUTHOR_EMAIL": "hanako@city.example",
        "GIT_COMMITTER_NAME": "松江 花子",
        "GIT_COMMITTER_EMAIL": "hanako@city.example",
        "GIT_AUTHOR_DATE": when,
        "GIT_COMMITTER_DATE": when,
    }
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=environment, input=stdin, capture_output=True, check=False
    )
    assert done.returncode == 0, (arguments, done.stderr.decode())
    return done.stdout.decode()


@dataclass(frozen=True)
class Past(Repository):
    """A plan repository whose commits have their own moments; ``inside`` is where its git repository begins."""

    inside: str = ""
    commits: dict[str, str] = field(default_factory=dict)

    @property
    def top(self) -> Path:
        """The top of the git repository."""
        return self.root / self.inside

    def record(self, text: str, when: str = LATEST) -> str:
        """Commit everything at a moment and return the commit's id."""
        git(self.top, "add", "--all")
        git(self.top, "commit", "--quiet", "--allow-empty", "--allow-empty-message", "-m", text, when=when)
        commit = git(self.top, "rev-parse", "HEAD").strip()
        self.commits[text] = commit
        return commit

    def change(self, path: str, old: str, new: str) -> None:
        """Change a text in a file, which must be there."""
        text = self.read(path)
        assert old in text
        self.write(path, text.replace(old, new))

    def copy(self, to: Path) -> Past:
        """Copy it, with its past."""
        shutil.copytree(self.root, to, symlinks=True)
        return Past(to, self.inside, dict(self.commits))


def begin(root: Path, inside: str = "", **made: str) -> Past:
    """Make a git repository of the sample plan, without a commit; ``inside`` is where git begins, ``..`` a folder above."""
    shutil.copytree(BASE, root)
    past = Past(root, inside)
    options = [f"--{name.replace('_', '-')}={value}" for name, value in made.items()]
    git(past.top, "init", "--quiet", "--initial-branch=main", *options)
    return past


def story(root: Path, inside: str = "", **made: str) -> Past:
    """Make the story that most tests read.

    The plan is entered without the meetings; at the end of the first half, which is tagged, the forms fall back; the
    meetings come on 1 October in Tokyo, tagged ``v1``; in April another title is given.
    """
    past = begin(root, inside, **made)
    meetings = past.read(MEETINGS)
    (past.root / MEETINGS).unlink()
    past.record("Enter the plan", ENTERED)
    past.change(FORMS, "status: 着手中", "status: 調査・研究中")
    past.record("Close the first half", HALF)
    git(past.top, "tag", "-a", "-m", "R4-H1", "snapshot/minato/R4-H1", when="2022-10-20T10:00:00+09:00")
    past.write(MEETINGS, meetings)
    past.record("Enter the meetings", OCTOBER)
    git(past.top, "tag", "v1")
    git(past.top, "branch", "feature")
    past.change(WINDOW, "title: チャットで答える窓口", "title: チャット窓口")
    past.record("Shorten a title", LATEST)
    return past


def _bare(base: Path) -> Path:
    past = story(base / "source")
    git(base, "clone", "--quiet", "--bare", str(past.root), "bare.git")
    return base / "bare.git"


def _above(base: Path) -> Path:
    (base / "city").mkdir()
    return story(base / "city" / "dx", "..").root


def _bare_above(base: Path) -> Path:
    _above(base)
    git(base, "clone", "--quiet", "--bare", str(base / "city"), "above.git")
    return base / "above.git"


def _bare_below(base: Path) -> Path:
    story(base / "below", "plans")
    git(base, "clone", "--quiet", "--bare", str(base / "below" / "plans"), "below.git")
    return base / "below.git"


def _worktree(base: Path) -> Path:
    past = story(base / "source")
    git(past.root, "worktree", "add", "--quiet", str(base / "linked"), "feature")
    git(base / "linked", "merge", "--quiet", "--ff-only", "main")
    return base / "linked"


def _bare_worktree(base: Path) -> Path:
    bare = _bare(base)
    git(bare, "worktree", "add", "--quiet", str(base / "linked"), "main")
    return base / "linked"


def _packed(base: Path) -> Path:
    past = story(base / "packed")
    git(past.root, "gc", "--quiet", "--aggressive", "--prune=now")
    git(past.root, "pack-refs", "--all")
    assert not list((past.root / ".git" / "refs").rglob("v1"))
    return past.root


def _submodule(base: Path) -> Path:
    past = story(base / "source")
    (base / "super").mkdir()
    git(base / "super", "init", "--quiet")
    git(
        base / "super",
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        str(past.root),
        "dx",
    )
    git(base / "super" / "dx", "fetch", "--quiet", "--tags", str(past.root), "feature:feature")
    return base / "super" / "dx"


def _merging(base: Path) -> Path:
    past = story(base / "merging")
    git(past.root, "checkout", "--quiet", "-b", "other", "v1")
    past.change(WINDOW, "title: チャットで答える窓口", "title: 会話の窓口")
    past.record("Another title")
    git(past.root, "checkout", "--quiet", "main")
    subprocess.run(["git", "merge", "other"], cwd=past.root, capture_output=True, check=False)
    assert (past.root / ".git" / "MERGE_HEAD").exists()
    return past.root


def _rebasing(base: Path) -> Path:
    past = story(base / "rebasing")
    git(past.root, "checkout", "--quiet", "-b", "other", "v1")
    past.change(WINDOW, "title: チャットで答える窓口", "title: 会話の窓口")
    past.record("Another title")
    subprocess.run(["git", "rebase", "main"], cwd=past.root, capture_output=True, check=False)
    assert (past.root / ".git" / "rebase-merge").is_dir()
    return past.root


def _detached(base: Path) -> Path:
    past = story(base / "detached")
    git(past.root, "checkout", "--quiet", "--detach")
    return past.root


def _linked_root(base: Path) -> Path:
    story(base / "real")
    (base / "link").symlink_to("real")
    return base / "link"


def _linked_plans(base: Path) -> Path:
    past = story(base / "elsewhere")
    (base / "office").mkdir()
    (base / "office" / "plans").symlink_to(past.root / "plans")
    return base / "office"


SHAPES: Mapping[str, Callable[[Path], Path]] = {
    "plain": lambda base: story(base / "plain").root,
    "bare": _bare,
    "bare, below its top": lambda base: _bare(base) / "refs",
    "bare, plans in a subfolder": _bare_above,
    "bare, plans at its top": _bare_below,
    "linked worktree": _worktree,
    "worktree of a bare one": _bare_worktree,
    "root above": _above,
    "root below": lambda base: story(base / "below", "plans").root,
    "a plan alone": lambda base: story(base / "alone", "plans/minato").root,
    "packed": _packed,
    "SHA-256": lambda base: story(base / "sha", object_format="sha256").root,
    "while merging": _merging,
    "while rebasing": _rebasing,
    "detached HEAD": _detached,
    "submodule": _submodule,
    "through a link": _linked_root,
    "plans behind a link": _linked_plans,
}
"""The forms of a repository that tells the story; each makes one in an empty folder and returns the folder to work in."""
