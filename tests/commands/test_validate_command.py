"""``dxplan validate`` as a command: formats, paths, exit codes; what the rules find is tested in tests/checks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.commands.running import inside, on_terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness import Repository

WINDOW = "plans/minato/initiatives/chat-window.yaml"
STRAY = "plans/minato/initiatives/notes.yml"
ERROR = (
    f"{WINDOW}:5:11: error /category: “報道” is not a category of this plan. [unknown-name]\n"
    "    → Allowed are: 窓口, 広報, 庁内.\n"
)
WARNING = (
    f"{STRAY}:1:1: warning: This is not read as an initiative. [stray-file]\n"
    "    → Rename it to notes.yaml, or move it to another folder.\n"
)


@pytest.fixture
def flawed(repository: Repository) -> Repository:
    """Return a repository with an error and a warning."""
    repository.write(WINDOW, repository.read(WINDOW).replace("category: 広報", "category: 報道"))
    repository.write(STRAY, "")
    return repository


def test_table_and_plain_are_lines_to_jump_to(flawed: Repository) -> None:
    expected = f"{ERROR}{WARNING}\n5 files. Errors: 1, warnings: 1.\n"
    assert inside(flawed.root, "validate").all == (1, expected, "")
    assert inside(flawed.root, "validate", "-f", "plain").all == (1, expected, "")


def test_japanese(flawed: Repository) -> None:
    assert inside(flawed.root, "validate", "--lang", "ja").all == (
        1,
        (
            f"{WINDOW}:5:11: エラー /category: 「報道」はこの計画の区分ではありません。 [unknown-name]\n"
            "    → 使えるのは 窓口, 広報, 庁内 です。\n"
            f"{STRAY}:1:1: 警告: このファイルは取組として読まれません。 [stray-file]\n"
            "    → 名前を notes.yaml に変えるか、別のフォルダーに移します。\n"
            "\n"
            "5 ファイル: エラー 1 件、警告 1 件。\n"
        ),
        "",
    )


def test_markdown(flawed: Repository) -> None:
    assert inside(flawed.root, "validate", "-f", "md").all == (
        1,
        (
            f"{WINDOW}:5:11: error /category: “報道” is not a category of this plan. \\[unknown-name\\]  \n"
            "    → Allowed are: 窓口, 広報, 庁内.  \n"
            f"{STRAY}:1:1: warning: This is not read as an initiative. \\[stray-file\\]  \n"
            "    → Rename it to notes.yaml, or move it to another folder.\n"
            "\n"
            "5 files. Errors: 1, warnings: 1.\n"
        ),
        "",
    )


def test_json(flawed: Repository) -> None:
    run = inside(flawed.root, "validate", "-f", "json")
    assert (run.code, run.told) == (1, "")
    assert json.loads(run.text) == {
        "version": 1,
        "files": 5,
        "errors": 1,
        "warnings": 1,
        "mended": [],
        "problems": [
            {
                "path": WINDOW,
                "line": 5,
                "column": 11,
                "pointer": "/category",
                "rule": "unknown-name",
                "severity": "error",
                "message": "“報道” is not a category of this plan.",
                "hint": "Allowed are: 窓口, 広報, 庁内.",
            },
            {
                "path": STRAY,
                "line": 1,
                "column": 1,
                "pointer": "",
                "rule": "stray-file",
                "severity": "warning",
                "message": "This is not read as an initiative.",
                "hint": "Rename it to notes.yaml, or move it to another folder.",
            },
        ],
        "at": {"point": ".", "kind": "worktree", "commit": None, "date": None},
    }


def test_records(flawed: Repository) -> None:
    rows = [
        ["path", "line", "column", "pointer", "rule", "severity", "message", "hint"],
        [WINDOW, "5", "11", "/category", "unknown-name", "error", "“報道” is not a category of this plan.", "Allowed are: 窓口, 広報, 庁内."],
        [STRAY, "1", "1", "", "stray-file", "warning", "This is not read as an initiative.", "Rename it to notes.yaml, or move it to another folder."],
    ]  # fmt: skip
    tabs = "".join("\t".join(row) + "\n" for row in rows)
    assert inside(flawed.root, "validate", "-f", "tsv").all == (1, tabs, "")
    quoted = [[f'"{text}"' if "," in text else text for text in row] for row in rows]
    commas = "\ufeff" + "".join(",".join(row) + "\r\n" for row in quoted)
    assert inside(flawed.root, "validate", "-f", "csv").all == (1, commas, "")


def test_on_a_terminal_messages_are_broken_between_words(flawed: Repository) -> None:
    assert on_terminal(flawed.root, "validate", columns=60).text == (
        "\x1b[1;31mplans/minato/initiatives/chat-window.yaml:5:11: error\x1b[0m\n"
        "\x1b[1;31m/category: “報道” is not a category of this plan.\x1b[0m\n"
        "\x1b[1;31m[unknown-name]\x1b[0m\n"
        "\x1b[1;31m    → Allowed are: 窓口, 広報, 庁内.\x1b[0m\n"
        "\x1b[33mplans/minato/initiatives/notes.yml:1:1: warning: This is not\x1b[0m\n"
        "\x1b[33mread as an initiative. [stray-file]\x1b[0m\n"
        "\x1b[33m    → Rename it to notes.yaml, or move it to another folder.\x1b[0m\n"
        "\n"
        "\x1b[1;31m5 files. Errors: 1, warnings: 1.\x1b[0m\n"
    )


@pytest.mark.parametrize(
    ("paths", "answer"),
    [
        ((".",), (1, f"{ERROR}{WARNING}\n5 files. Errors: 1, warnings: 1.\n", "")),
        (("plans",), (1, f"{ERROR}{WARNING}\n5 files. Errors: 1, warnings: 1.\n", "")),
        (("plans/",), (1, f"{ERROR}{WARNING}\n5 files. Errors: 1, warnings: 1.\n", "")),
        (("plans/minato",), (1, f"{ERROR}{WARNING}\n5 files. Errors: 1, warnings: 1.\n", "")),
        (("plans/minato/initiatives",), (1, f"{ERROR}{WARNING}\n4 files. Errors: 1, warnings: 1.\n", "")),
        (("plans/minato/plan.yaml",), (0, "1 file, no problem.\n", "")),
        ((WINDOW,), (1, f"{ERROR}\n1 file. Errors: 1, warnings: 0.\n", "")),
        ((f"./plans/../{WINDOW}", WINDOW), (1, f"{ERROR}\n1 file. Errors: 1, warnings: 0.\n", "")),
        ((STRAY, WINDOW), (1, f"{ERROR}{WARNING}\n1 file. Errors: 1, warnings: 1.\n", "")),
        (("plans/minato/initiatives/card-readers.yaml",), (0, "1 file, no problem.\n", "")),
    ],
)
def test_only_what_is_named(flawed: Repository, paths: tuple[str, ...], answer: tuple[int, str, str]) -> None:
    assert inside(flawed.root, "validate", *paths).all == answer
    absolute = [str(flawed.root / path) for path in paths]
    assert inside(flawed.root.parent, "-C", str(flawed.root), "validate", *absolute).all == answer
    assert (
        inside(
            flawed.root.parent, "-C", "repository", "validate", *(f"repository/{path}" for path in paths)
        ).all
        == answer
    )


def test_paths_over_links(flawed: Repository, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(flawed.root)
    answer = (1, f"{ERROR}\n1 file. Errors: 1, warnings: 0.\n", "")
    for start in (flawed.root, link):
        for path in (flawed.root / WINDOW, link / WINDOW):
            assert inside(tmp_path, "-C", str(start), "validate", str(path)).all == answer


def test_what_the_name_of_a_stray_file_should_be(repository: Repository) -> None:
    for name, hint in (
        ("chat-2.yml", "Rename it to chat-2.yaml, or move it to another folder."),
        ("Chat-2.YAML", "Rename it to chat-2.yaml, or move it to another folder."),
        ("chat-2.yaml.txt", "Rename it to chat-2.yaml, or move it to another folder."),
        ("取組.yml", "Name it <id>.yaml, or move it to another folder."),
        ("chat-2.yaml.bak", "Name it <id>.yaml, or move it to another folder."),
        ("chat.xlsx", "Name it <id>.yaml, or move it to another folder."),
    ):
        stray = f"plans/minato/initiatives/{name}"
        file = repository.write(stray, "")
        assert inside(repository.root, "validate", stray).out.decode().splitlines()[1] == f"    → {hint}"
        file.unlink()


def test_a_plan_of_several(cities: Repository) -> None:
    assert inside(cities.root, "validate").all == (0, "8 files, no problem.\n", "")
    assert inside(cities.root, "validate", "--plan", "kita").all == (0, "3 files, no problem.\n", "")
    assert inside(cities.root, "validate", "--plan", "kita", "plans").all == (0, "3 files, no problem.\n", "")
    assert inside(cities.root, "validate", "--plan", "kita", "plans/kita/plan.yaml").all == (
        0,
        "1 file, no problem.\n",
        "",
    )
    assert inside(cities.root, "validate", "--plan", "kita", "plans/kita", "plans/minato").all == (
        2,
        "",
        "Error: plans/minato is in none of the plans that --plan names.\n",
    )


def test_a_path_that_is_not_there(repository: Repository) -> None:
    assert inside(repository.root, "validate", "plans/minato/plan.yml").all == (
        3,
        "",
        "Error: There is no file or folder plans/minato/plan.yml.\n",
    )


def test_a_path_outside_the_plans(repository: Repository, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text("schema: 1\n", encoding="utf-8")
    for path in (str(other), "../other.yaml", ".."):
        assert inside(repository.root, "validate", path).all == (
            2,
            "",
            f"Error: {path} is not in {repository.root}/plans.\n    → Only the files of plans are looked at.\n",
        )


def test_a_folder_of_plans_that_is_no_plan(repository: Repository) -> None:
    repository.write("plans/README.md", "# Plans\n")
    assert inside(repository.root, "validate", "plans/README.md").all == (
        3,
        "",
        "Error: There is no plan “README.md” in plans/.\n    → The plans are: minato.\n",
    )
    assert inside(repository.root, "validate").all == (0, "5 files, no problem.\n", "")


def test_one_bad_file_hides_nothing(cities: Repository) -> None:
    """Not a plan that cannot be read, nor a folder where a file is expected, nor a file where a folder is."""
    cities.write("plans/kita/plan.yaml", "schema: [\n")
    cities.write("plans/kita/initiatives/kiosk.yaml", "schema: 1\n")
    (cities.root / "plans" / "minato" / "initiatives" / "folder.yaml").mkdir()
    cities.write(WINDOW, cities.read(WINDOW).replace("category: 広報", "category: 報道"))
    cities.write("plans/south/plan.yaml", cities.read("plans/minato/plan.yaml"))
    cities.write("plans/south/initiatives", "not a folder")
    run = inside(cities.root, "validate", "-f", "json")
    assert (run.code, run.told) == (1, "")
    found = [(problem["path"], problem["rule"]) for problem in json.loads(run.text)["problems"]]
    assert sorted({path for path, _ in found}) == [
        "plans/kita/initiatives/kiosk.yaml",
        "plans/kita/plan.yaml",
        WINDOW,
        "plans/minato/initiatives/folder.yaml",
        "plans/south/initiatives",
    ]
    assert [rule for path, rule in found if path.startswith("plans/south/")] == ["unreadable"]


def test_the_note_on_fix_is_beside_the_result(repository: Repository) -> None:
    meetings = "plans/minato/initiatives/paperless-meetings.yaml"
    repository.write(meetings, repository.read(meetings).replace("会議の", "会議\u200bの"))
    run = inside(repository.root, "validate", "-f", "csv")
    assert (run.code, run.told) == (0, "1 can be mended with --fix.\n")
    quiet = inside(repository.root, "validate", "-f", "csv", "-q")
    assert (quiet.code, quiet.text, quiet.told) == (0, run.text, "")
    assert run.text.count("\r\n") == 2


@pytest.mark.parametrize("key", ["\u3000status", "status\u3000"])
def test_a_space_that_nobody_sees_beside_a_key(repository: Repository, key: str) -> None:
    repository.write(WINDOW, repository.read(WINDOW).replace("\nstatus:", f"\n{key}:"))
    assert inside(repository.root, "validate", WINDOW).text.splitlines()[:2] == [
        f"{WINDOW}:9:1: error /{key}: A space stands beside the key “status” and counts as part of it. [schema]",
        "    → Take it out; a full-width space is easily overlooked.",
    ]


@pytest.mark.parametrize("command", ["validate", "fmt"])
@pytest.mark.parametrize(
    ("folder", "typed", "meant"),
    [
        (".", "chat-window", WINDOW),
        (".", "chat-window.yaml", WINDOW),
        ("plans", "initiatives/chat-window", "minato/initiatives/chat-window.yaml"),
        ("plans/minato", "chat-window.yaml", "initiatives/chat-window.yaml"),
    ],
)
def test_who_names_an_id_is_told_its_file(
    repository: Repository, command: str, folder: str, typed: str, meant: str
) -> None:
    told = f"Error: There is no file or folder {typed}.\n    → Did you mean “{meant}”?\n"
    assert inside(repository.root / folder, command, typed).all == (3, "", told)
    assert inside(repository.root, command, "kiosk").told == "Error: There is no file or folder kiosk.\n"
