"""Files that cannot be used stand beside the result, in every command that reads, and hide nothing."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from tests.commands.running import inside

if TYPE_CHECKING:
    from tests.harness import Repository

FOLDER = "plans/minato/initiatives"
PLAN_WARNING = (
    "Warning: plans/minato/plan.yaml is left out: The file does not fit the schema.\n"
    "    → Run dxplan validate plans/minato/plan.yaml to see what is wrong.\n"
)


def test_the_only_plan_is_broken(repository: Repository) -> None:
    repository.write("plans/minato/plan.yaml", "schema: 1\n")
    assert inside(repository.root, "list").all == (1, "No initiative matches.\n", PLAN_WARNING)
    assert inside(repository.root, "status").all == (1, "", PLAN_WARNING)
    for command, key in (("list", "initiatives"), ("status", "plans")):
        run = inside(repository.root, command, "-f", "json")
        assert (run.code, run.told, json.loads(run.text)[key]) == (1, PLAN_WARNING, [])
    assert inside(repository.root, "status", "-f", "csv").all == (
        1,
        "\ufeffplan,title,as_of,pillar,status,count\r\n",
        PLAN_WARNING,
    )
    assert inside(repository.root, "show", "online-forms").all == (
        3,
        "",
        PLAN_WARNING + "Error: There is no initiative “online-forms”.\n",
    )


def test_one_of_two_plans_is_broken(cities: Repository) -> None:
    kita = inside(cities.root, "status", "--plan", "kita").text
    cities.write("plans/minato/plan.yaml", "schema: 1\n")
    assert inside(cities.root, "status").all == (1, kita, PLAN_WARNING)
    assert inside(cities.root, "status", "--plan", "kita").all == (0, kita, "")
    assert inside(cities.root, "list", "--columns", "id", "-f", "tsv").all == (
        1,
        "id\nkiosk\nonline-forms\n",
        PLAN_WARNING,
    )


def test_every_kind_of_bad_file_at_once(repository: Repository) -> None:
    whole = inside(repository.root, "list")
    (repository.root / FOLDER / "a-folder.yaml").mkdir()
    os.mkfifo(repository.root / FOLDER / "b-pipe.yaml")
    (repository.root / FOLDER / "c-link.yaml").symlink_to("/etc/hostname")
    repository.write(f"{FOLDER}/d-other.yaml", "タイトル: 取組\n".encode("cp932"))
    repository.write(f"{FOLDER}/e-syntax.yaml", "schema: 1\ntitle: [\n")
    repository.write(f"{FOLDER}/f-schema.yaml", "schema: 1\n")
    repository.write(f"{FOLDER}/g-empty.yaml", "")
    run = inside(repository.root, "list")
    assert (run.code, run.text) == (1, whole.text)
    warnings = [line for line in run.told.splitlines() if line.startswith("Warning: ")]
    assert [line.split(" is left out: ")[0].removeprefix(f"Warning: {FOLDER}/").split(":")[0] for line in warnings] == [
        "a-folder.yaml", "b-pipe.yaml", "c-link.yaml", "d-other.yaml", "e-syntax.yaml", "f-schema.yaml", "g-empty.yaml",
    ]  # fmt: skip
    assert len(warnings) == 7
    assert "Traceback" not in run.told
    assert "Error" not in run.told
    checked = inside(repository.root, "validate", "-f", "json")
    assert {problem["path"].rpartition("/")[2][:2] for problem in json.loads(checked.text)["problems"]} >= {
        "a-", "b-", "c-", "d-", "e-", "f-", "g-",
    }  # fmt: skip


@pytest.mark.parametrize("quiet", [(), ("-q",)])
def test_warnings_are_told_even_to_the_quiet(repository: Repository, quiet: tuple[str, ...]) -> None:
    repository.write("plans/minato/plan.yaml", "schema: 1\n")
    assert inside(repository.root, *quiet, "list", "-f", "tsv", "--columns", "id").all == (
        1,
        "id\n",
        PLAN_WARNING,
    )


def test_warnings_speak_japanese(repository: Repository) -> None:
    repository.write(f"{FOLDER}/odd.yaml", "schema: 1\n")
    run = inside(
        repository.root, "list", "--lang", "ja", "--columns", "id", "-f", "tsv", "--id", "chat-window"
    )
    assert run.all == (
        1,
        "id\nchat-window\n",
        (
            f"警告: {FOLDER}/odd.yaml を除きました: ファイルがスキーマに合いません。\n"
            f"    → dxplan validate {FOLDER}/odd.yaml で、どこが合わないか分かります。\n"
        ),
    )
