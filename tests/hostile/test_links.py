"""Links in a repository lead nowhere out of it: neither files nor folders, neither what they say nor what they are called."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from tests.commands.running import folder_state, inside
from tests.history import FOLDER, story
from tests.hostile.test_words import ELSEWHERE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.history import Past

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few people make links")
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("status",), ("list",), ("list", "--plan", "kita"), ("show", "online-forms"), ("show", "hidden"), ("validate",),
    ("validate", "-f", "json"), ("validate", "--fix"), ("diff", "HEAD"), ("diff", "HEAD~1", "HEAD"), ("log",), ("log", "hidden"),
    ("blame", "online-forms"), ("blame", "hidden"), ("trend",), ("snapshot", "list"), ("snapshot", "create", "R5", "--dry-run"),
    ("schema", "--plan", "minato"), ("schema", "--plan", "kita"), ("list", "--at", "HEAD"), ("validate", "--at", "HEAD"),
    ("validate", "--base", "HEAD"), ("codeowners",), ("fmt", "--dry-run"), ("set", "hidden", "note=a", "--dry-run"),
    ("set", "--text", "a", "note=a", "--dry-run"), ("renumber", "--dry-run"), ("edit", "hidden", "--dry-run"), ("validate", "plans/kita"), ("validate", f"{FOLDER}/hidden.yaml"),
)  # fmt: skip
HIDDEN = "hidden-elsewhere"


def _file(past: Past, secret: Path) -> None:
    (past.root / FOLDER / "hidden.yaml").symlink_to(secret / "initiatives" / "hidden-elsewhere.yaml")


def _relative(past: Past, secret: Path) -> None:
    (past.root / FOLDER / "hidden.yaml").symlink_to(
        f"../../../../{secret.name}/initiatives/hidden-elsewhere.yaml"
    )


def _chain(past: Past, secret: Path) -> None:
    (past.root / FOLDER / "hidden.yaml").symlink_to("second.yaml")
    (past.root / FOLDER / "second.yaml").symlink_to("../way/initiatives/hidden-elsewhere.yaml")
    (past.root / "plans" / "minato" / "way").symlink_to(secret)


def _initiatives(past: Past, secret: Path) -> None:
    (past.root / FOLDER).rename(past.root.parent / "old")
    (past.root / FOLDER).symlink_to(secret / "initiatives")


def _plan_file(past: Past, secret: Path) -> None:
    (past.root / "plans" / "minato" / "plan.yaml").unlink()
    (past.root / "plans" / "minato" / "plan.yaml").symlink_to(secret / "plan.yaml")


def _plan(past: Past, secret: Path) -> None:
    (past.root / "plans" / "kita").symlink_to(secret)


def _device(past: Past, _secret: Path) -> None:
    (past.root / FOLDER / "hidden.yaml").symlink_to("/dev/zero")


def _pipe(past: Past, _secret: Path) -> None:
    os.mkfifo(past.root / FOLDER / "hidden.yaml")


def _loop(past: Past, _secret: Path) -> None:
    (past.root / FOLDER / "hidden.yaml").symlink_to("hidden.yaml")
    (past.root / FOLDER / "round.yaml").symlink_to("../initiatives")
    (past.root / "plans" / "kita").symlink_to("kita")


def _schema(past: Past, secret: Path) -> None:
    (past.root / "schema").symlink_to(secret)


KINDS = {
    "file": _file, "relative file": _relative, "chain": _chain, "folder of initiatives": _initiatives, "plan.yaml": _plan_file,
    "plan": _plan, "device": _device, "pipe": _pipe, "loop": _loop, "schema": _schema,
}  # fmt: skip


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Past:
    return story(tmp_path_factory.mktemp("links") / "repository")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_followed(past: Past, tmp_path: Path, kind: str) -> None:
    copy = past.copy(tmp_path / "repository")
    secret = tmp_path / "secret"
    past.copy(tmp_path / "other")
    (tmp_path / "other" / "plans" / "minato").rename(secret)
    for file in secret.rglob("*.yaml"):
        file.write_bytes(file.read_bytes().replace(b"title: ", f"title: {ELSEWHERE} ".encode()))
    text = (secret / "initiatives" / "chat-window.yaml").read_text(encoding="utf-8")
    (secret / "initiatives" / f"{HIDDEN}.yaml").write_text(
        text.replace("chat-window", HIDDEN), encoding="utf-8"
    )
    make: Callable[[Past, Path], None] = KINDS[kind]
    make(copy, secret)
    before = folder_state(tmp_path)
    for command in COMMANDS:
        run = inside(copy.root, *command)
        assert run.code in {0, 1, 2, 3}, (command, run.told)
        assert ELSEWHERE not in run.text + run.told, command
        # Only a link that was written to lead there may be quoted.
        assert kind in {"file", "relative file", "chain"} or HIDDEN not in run.text + run.told, command
    assert folder_state(tmp_path) == before


def test_a_plan_behind_a_link_is_told(past: Past, tmp_path: Path) -> None:
    copy = past.copy(tmp_path / "repository")
    (copy.root / "plans" / "kita").symlink_to(past.root / "plans" / "minato")
    for command in ("list", "status", "validate"):
        assert inside(copy.root, command).all == (
            3,
            "",
            "Error: The folder plans/kita is a link that leads out of plans/.\n    → Replace the link by a copy of the folder.\n",
        )


def test_a_folder_of_initiatives_behind_a_link_is_told(past: Past, tmp_path: Path) -> None:
    copy = past.copy(tmp_path / "repository")
    _initiatives(copy, past.root / "plans" / "minato")
    run = inside(copy.root, "validate")
    place = (past.root / "plans" / "minato" / "initiatives").as_posix()
    assert run.code == 1
    assert (
        f"plans/minato/initiatives:1:1: error: This path leads out of the plan's folder, to {place}. [outside-link]"
        in run.text
    )


def test_links_inside_a_plan_are_followed(past: Past, tmp_path: Path) -> None:
    copy = past.copy(tmp_path / "repository")
    (copy.root / "plans" / "kita").symlink_to("minato")
    (copy.root / "plans" / "minato" / "place").mkdir()
    (copy.root / FOLDER / "chat-window.yaml").rename(copy.root / "plans" / "minato" / "place" / "x.yaml")
    (copy.root / FOLDER / "chat-window.yaml").symlink_to("../place/x.yaml")
    run = inside(copy.root, "list", "--columns", "plan,id", "--id", "chat-window", "-f", "tsv")
    assert run.all == (0, "plan\tid\nkita\tchat-window\nminato\tchat-window\n", "")
