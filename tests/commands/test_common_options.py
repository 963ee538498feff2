"""The options that mean the same everywhere: before and after the command, in the environment, in contradiction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dxplan import __version__
from tests.commands.running import inside

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness import Repository

HELP_HINT = "    → dxplan --help shows the commands, dxplan COMMAND --help their options.\n"
IDS = "Id\nonline-forms\nchat-window\npaperless-meetings\ncard-readers\n"
LIST = ("list", "--columns", "id", "-f", "plain")


def test_without_arguments_help_is_shown(tmp_path: Path) -> None:
    asked = inside(tmp_path, "--help")
    assert inside(tmp_path).all == (2, asked.text, "")
    assert (asked.code, asked.told) == (0, "")


@pytest.mark.parametrize(
    "line", [("--version",), ("list", "--version"), ("--lang", "ja", "--version"), ("show", "--version")]
)
def test_version(tmp_path: Path, line: tuple[str, ...]) -> None:
    assert inside(tmp_path, *line).all == (0, f"dxplan {__version__}\n", "")


@pytest.mark.parametrize("option", ["-C", "--directory"])
def test_directory_before_and_after_the_command(repository: Repository, tmp_path: Path, option: str) -> None:
    folder = str(repository.root / "plans" / "minato")
    assert inside(tmp_path, option, folder, *LIST).all == (0, IDS, "")
    assert inside(tmp_path, *LIST, option, folder).all == (0, IDS, "")
    assert inside(tmp_path, option, folder, *LIST, option, folder).all == (0, IDS, "")
    assert inside(tmp_path, option, folder, *LIST, option, ".").all == (
        2,
        "",
        "Error: --directory is given twice with different values.\n",
    )


@pytest.mark.parametrize("place", [0, 1, 2])
def test_common_options_may_stand_anywhere_around_a_command_of_a_command(
    repository: Repository, tmp_path: Path, place: int
) -> None:
    repository.commit()
    line = ["snapshot", "list"]
    line[place:place] = ["-C", str(repository.root), "--lang", "ja", "-q"]
    assert inside(tmp_path, *line).all == (0, "スナップショットはまだありません。\n", "")
    line[place:place] = ["--version"]
    assert inside(tmp_path, *line).all == (0, f"dxplan {__version__}\n", "")


def test_common_options_of_a_command_of_commands(repository: Repository) -> None:
    assert inside(repository.root, "hooks", "--lang", "ja", "--help").text.startswith("使い方: dxplan hooks ")
    assert inside(repository.root, "--lang", "en", "hooks", "--lang", "ja", "status").all == (
        2,
        "",
        "Error: --lang is given twice with different values.\n",
    )
    assert inside(repository.root, "snapshot", "-q", "list", "-v").told == (
        "Error: --quiet and --verbose contradict each other.\n"
    )


def test_directory_may_be_relative_and_lead_upwards(repository: Repository) -> None:
    assert inside(repository.root / "plans", "-C", "../plans/minato/initiatives", *LIST).all == (0, IDS, "")


def test_root_of_the_environment(
    repository: Repository, cities: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DXPLAN_ROOT", str(repository.root))
    assert inside(tmp_path, *LIST, "--plan", "minato").all == (0, IDS, "")
    # The option comes first.
    assert inside(tmp_path, "-C", str(tmp_path), *LIST).all == (
        3,
        "",
        (
            f"Error: There is no plans/ folder in {tmp_path} or in any folder above it.\n"
            "    → Go to the folder of your plans, or name it with -C DIR.\n"
        ),
    )
    monkeypatch.setenv("DXPLAN_ROOT", "")
    assert inside(cities.root, *LIST, "--plan", "kita").all == (0, "Id\nkiosk\nonline-forms\n", "")


def test_no_plans(tmp_path: Path) -> None:
    for command in (("list",), ("status",), ("show", "x"), ("validate",), ("schema", "--plan", "x")):
        assert inside(tmp_path, *command).all == (
            3,
            "",
            (
                f"Error: There is no plans/ folder in {tmp_path} or in any folder above it.\n"
                "    → Go to the folder of your plans, or name it with -C DIR.\n"
            ),
        )


def test_a_folder_of_plans_without_a_plan(tmp_path: Path) -> None:
    (tmp_path / "plans" / "minato" / "initiatives").mkdir(parents=True)
    assert inside(tmp_path, "list").all == (
        3,
        "",
        (
            "Error: There is no plan yet: no folder of plans/ has a plan.yaml.\n"
            "    → Each plan is a folder plans/<plan>/plan.yaml.\n"
        ),
    )


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere"
    assert inside(tmp_path, "-C", str(missing), "list").all == (
        3,
        "",
        f"Error: There is no folder {missing}.\n",
    )


def test_an_unknown_plan(cities: Repository) -> None:
    for command in (("list",), ("status",), ("show", "kiosk"), ("validate",), ("schema",)):
        assert inside(cities.root, *command, "--plan", "minami").all == (
            3,
            "",
            "Error: There is no plan “minami” in plans/.\n    → The plans are: kita, minato.\n",
        )


def test_plans_in_the_order_in_which_they_are_named(cities: Repository) -> None:
    lines = (
        "list",
        "--columns",
        "plan,id",
        "-f",
        "tsv",
        "--plan",
        "minato",
        "--plan",
        "kita",
        "--plan",
        "minato",
    )
    rows = [
        ("plan", "id"),
        *(("minato", name) for name in IDS.split()[1:]),
        ("kita", "kiosk"),
        ("kita", "online-forms"),
    ]
    assert inside(cities.root, *lines).all == (0, "".join(f"{plan}\t{name}\n" for plan, name in rows), "")


@pytest.mark.parametrize(
    ("line", "option"),
    [
        (("--lang", "en", "list", "--lang", "ja"), "--lang"),
        (("list", "--lang", "en", "--lang", "ja"), "--lang"),
        (("--color", "never", "list", "--color", "always"), "--color"),
        (("--today", "2023-03-31", "list", "--today", "2023-04-01"), "--today"),
        (("list", "-f", "json", "--format", "csv"), "--format"),
        (("list", "-o", "a", "-o", "b"), "--output"),
        (("list", "--limit", "1", "--limit", "2"), "--limit"),
        (("list", "--group-by", "status", "--group-by", "pillar"), "--group-by"),
        (("list", "--encoding", "cp932", "--encoding", "utf-8"), "--encoding"),
        (("list", "--overdue", "--no-overdue"), "--overdue"),
        (("list", "--no-added", "--added"), "--added"),
        (("list", "--withdrawn", "--no-withdrawn"), "--withdrawn"),
        (("schema", "--plan", "minato", "--plan", "kita"), "--plan"),
    ],
)
def test_contradictions_are_mistakes(repository: Repository, line: tuple[str, ...], option: str) -> None:
    run = inside(repository.root, *line)
    assert run.all == (2, "", f"Error: {option} is given twice with different values.\n")
    assert not list(repository.root.glob("[ab]"))


def test_the_same_value_twice_is_no_contradiction(repository: Repository) -> None:
    line = ("--lang", "en", "-q", "list", "--lang", "en", "-q", "--limit", "1", "--limit", "1", *LIST[1:])
    assert inside(repository.root, *line).all == (
        0,
        "Id\nonline-forms\n\n1 of 4 initiatives are shown (--limit).\n",
        "",
    )


@pytest.mark.parametrize(
    "line", [("-q", "-v", "list"), ("-q", "list", "-v"), ("list", "-qv"), ("-v", "list", "--quiet")]
)
def test_quiet_and_verbose_contradict(repository: Repository, line: tuple[str, ...]) -> None:
    assert inside(repository.root, *line).all == (
        2,
        "",
        "Error: --quiet and --verbose contradict each other.\n",
    )


def test_plan_and_kind_of_schema_contradict(repository: Repository) -> None:
    assert inside(repository.root, "schema", "plan", "--plan", "minato").all == (
        2,
        "",
        "Error: --plan narrows the initiative schema; the plan schema has no vocabularies.\n",
    )


def test_json_is_utf_8(repository: Repository) -> None:
    assert inside(repository.root, "list", "-f", "json", "--encoding", "cp932").all == (
        2,
        "",
        "Error: --encoding: JSON is always UTF-8.\n",
    )
    assert inside(repository.root, "list", "-f", "json", "--encoding", "UTF_8").code == 0


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (("lst",), "Error: There is no command lst.\n    → Did you mean “list”?\n"),
        (("zzz",), "Error: There is no command zzz.\n" + HELP_HINT),
        (("-q",), "Error: A command is missing.\n" + HELP_HINT),
        (("list", "--plam", "x"), "Error: There is no option --plam.\n    → Did you mean “--plan”?\n"),
        (("list", "-z"), "Error: There is no option -z.\n" + HELP_HINT),
        (("list", "--plan"), "Error: The option --plan needs a value.\n" + HELP_HINT),
        (("list", "--overdue=1"), "Error: The option --overdue takes no value.\n" + HELP_HINT),
        (("list", "-f", "xml"), "Error: --format does not take “xml”.\n    → Allowed are: table, plain, md, json, csv, tsv.\n"),
        (("--lang", "fr", "list"), "Error: --lang does not take “fr”.\n    → Allowed are: ja, en.\n"),
        (("list", "--limit", "x"), "Error: --limit takes a whole number from 1 on.\n" + HELP_HINT),
        (("list", "--limit", "0"), "Error: --limit takes a whole number from 1 on.\n" + HELP_HINT),
        (("list", "more"), "Error: There is too much on the command line: more\n" + HELP_HINT),
        (("show",), "Error: ID is missing.\n" + HELP_HINT),
        (("schema", "plans"), "Error: KIND does not take “plans”.\n    → Allowed are: plan, initiative.\n"),
        (("list", "--today", "31.3.2023"), "Error: --today: “31.3.2023” is not a day.\n    → A day is written as 2023-03-31.\n"),
    ],
)  # fmt: skip
def test_mistakes(repository: Repository, line: tuple[str, ...], told: str) -> None:
    assert inside(repository.root, *line).all == (2, "", told)


def test_mistakes_in_japanese(repository: Repository) -> None:
    assert inside(repository.root, "--lang", "ja", "list", "--plam", "x").all == (
        2,
        "",
        "エラー: --plam というオプションはありません。\n    → 「--plan」ですか。\n",
    )


def test_a_day_in_the_environment_that_is_none(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DXPLAN_TODAY", "tomorrow")
    assert inside(repository.root, "list").all == (
        2,
        "",
        "Error: DXPLAN_TODAY: “tomorrow” is not a day.\n    → A day is written as 2023-03-31.\n",
    )


def test_verbose_tells_what_no_answer_shows(repository: Repository) -> None:
    plain, more = repository.run("list", "-f", "json"), repository.run("-v", "list", "-f", "json")
    assert (more.code, more.out) == (0, plain.out)
    assert more.err == f"みなと市DX推進計画: in {repository.root.as_posix()}, as of 2024-09-30.\n"
    assert repository.run("show", "online-forms", "-v").err == more.err
    assert repository.run("validate", "--verbose").err == more.err
