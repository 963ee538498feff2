"""Ids, points and paths on a command line are words: never options of git, never a way out, never run by a shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands.running import folder_state, inside
from tests.history import story

if TYPE_CHECKING:
    from pathlib import Path

    from tests.history import Past

ELSEWHERE = "WRITTEN-ELSEWHERE"
WORDS = (
    "-x", "--output=evil", "--upload-pack=touch evil", "--open-files-in-pager=touch evil", "--all", "--exec=touch evil",
    "../../secret", "../secret.yaml", "plans/../../secret.yaml", "{base}/secret.yaml", "{base}/secret", "a\nb", "", " ", ".", "..",
    "/", "//", "~", ":(top)", ":(glob)**", ":/", ":0:plans", "@{-1}", "@{upstream}", "@{u}", "@{0}", "refs/heads/main",
    "refs/../../secret", "HEAD^{/Enter}", ":/Enter", "^HEAD", "HEAD..HEAD", "HEAD...HEAD", "HEAD^!", "HEAD^@", "HEAD:plans",
    "HEAD:../secret.yaml", "main:", "ext::sh -c touch% evil", "file://{base}/secret", "C:\\secret.yaml", "C:secret.yaml",
    "\\\\server\\share", "\\\\?\\C:\\secret", "\\\\.\\pipe\\x", "/dev/stdin", "/dev/zero", "/proc/self/environ", "CON", "nul", "aux.yaml",
    "$(touch evil)", "`touch evil`", "; touch evil", "| touch evil", "& touch evil", "%TMP%", "${HOME}", "*", "[a-z]*", "{{}}", "{0.__class__}",
)  # fmt: skip
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("show", "--", "{}"), ("blame", "--", "{}"), ("log", "--", "{}"), ("list", "--id={}"), ("list", "--plan={}"),
    ("list", "--at={}"), ("status", "--at={}"), ("show", "chat-window", "--at={}"), ("validate", "--at={}"), ("trend", "--plan={}"),
    ("blame", "chat-window", "--at={}"), ("log", "--at={}"), ("diff", "--", "{}"), ("diff", "--", "HEAD", "{}"),
    ("diff", "--plan={}", "HEAD"), ("snapshot", "show", "--", "{}"), ("snapshot", "verify", "--", "{}"),
    ("snapshot", "create", "--dry-run", "--", "{}"), ("snapshot", "create", "--dry-run", "--at={}", "R5"), ("schema", "--plan={}"),
    ("validate", "--base={}"), ("codeowners", "--plan={}"), ("fmt", "--dry-run", "--", "{}"), ("set", "--dry-run", "--", "{}", "status=x"),
    ("set", "--dry-run", "--", "chat-window", "note={}"),
    ("new", "--dry-run", "--yes", "--plan={}", "x"), ("new", "--dry-run", "--yes", "--id={}", "x"),
    ("renumber", "--dry-run", "--", "{}"), ("renumber", "--dry-run", "chat-window", "--id={}"), ("edit", "--dry-run", "--", "{}"),
    ("validate", "--", "{}"), ("validate", "--at=HEAD", "--", "{}"), ("list", "--where={}"), ("list", "--columns={}"),
)  # fmt: skip
"""Where such words stand; commands that write are tried with ``--dry-run``."""


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Past:
    """Return the story, with something beside it that is nobody's business; to be read only."""
    base = tmp_path_factory.mktemp("words")
    past = story(base / "repository")
    secret = past.copy(base / "secret")
    for file in (secret.root / "plans").rglob("*.yaml"):
        file.write_bytes(file.read_bytes().replace(b"title: ", f"title: {ELSEWHERE} ".encode()))
    (base / "secret.yaml").write_text(f"schema: 1\ntitle: {ELSEWHERE}\n", encoding="utf-8")
    return past


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_word_is_only_a_word(
    past: Past, command: tuple[str, ...], kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DXPLAN_CACHE", kept)
    base = past.root.parent
    before = folder_state(base)
    # Every word is tried somewhere, and every command with a quarter of them.
    for word in WORDS[COMMANDS.index(command) % 4 :: 4]:
        told = word.replace("{base}", base.as_posix())
        run = inside(past.root, *(part.replace("{}", told) for part in command))
        assert run.code in {0, 1, 2, 3}, (told, run.told)
        assert ELSEWHERE not in run.text + run.told, told
    assert folder_state(base) == before


@pytest.mark.parametrize(
    "word", ["-x", "--output=evil", "--upload-pack=touch evil", "../../secret", "C:\\secret.yaml", "CON", "*"]
)
def test_no_initiative_and_no_point_is_meant(past: Past, word: str) -> None:
    for command in (
        ("show", "--", word),
        ("blame", "--", word),
        ("list", f"--at={word}"),
        ("diff", "--", word),
        ("log", f"--at={word}"),
    ):
        run = inside(past.root, *command)
        assert (run.code, run.text) == (3, "")


@pytest.mark.parametrize(
    "folder",
    [
        "/dev/stdin",
        "/dev/null",
        "no/such",
        "\n",
        "plans/minato/plan.yaml",
        "-x",
        "~nobody",
        "C:\\",
        "\\\\s\\x",
    ],
)
def test_a_folder_that_is_none(past: Past, folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run = inside(past.root, "list", "-C", folder)
    assert (run.code, run.text) == (3, "")
    monkeypatch.setenv("DXPLAN_ROOT", folder)
    assert inside(past.root, "list").all == run.all


def test_another_repository_is_read_only_where_it_is_named(past: Past) -> None:
    assert ELSEWHERE in inside(past.root, "list", "-C", "../secret").text


@pytest.mark.parametrize("point", ["@{-1}", "refs/heads/main", "HEAD^{/Enter}", ":/Enter the meetings"])
def test_what_git_understands_reads_the_past_alone(past: Past, point: str) -> None:
    run = inside(past.root, "list", f"--at={point}", "-f", "json")
    assert run.code in {0, 3}
    assert run.code == 3 or '"commit"' in run.text


def test_an_output_through_a_link_is_the_person_s_own_choice(past: Past, tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("real.txt")
    assert inside(past.root, "list", "-f", "csv", "-o", str(tmp_path / "link.txt")).all == (0, "", "")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_bytes().startswith(b"\xef\xbb\xbf")
