"""Names that Windows gives to devices, changes in silence or takes for one and the same."""

from __future__ import annotations

import json
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from tests.commands.running import inside
from tests.history import FOLDER, FORMS

if TYPE_CHECKING:
    from tests.harness import Repository

# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
DEVICES = (
    "con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"), "conin$", "conout$",
)  # fmt: skip
CHANGED = (
    "aux.",
    "forms.",
    "forms ",
    " forms",
    "con.txt",
    "nul.tar.gz",
    "a:b",
    "a<b",
    'a"b',
    "a|b",
    "a?b",
    "a*b",
    "a\\b",
    "a/b",
)


@pytest.mark.parametrize("name", [*DEVICES, *(name.upper() for name in DEVICES), *CHANGED])
def test_refused_as_an_id(repository: Repository, name: str) -> None:
    text = repository.read(FORMS).replace("id: online-forms", f"id: {json.dumps(name, ensure_ascii=False)}")
    repository.write(FORMS, text)
    run = inside(repository.root, "validate", FORMS, "-f", "json")
    assert run.code == 1
    assert {"/id"} == {problem["pointer"] for problem in json.loads(run.text)["problems"]}


@pytest.mark.parametrize("name", ["contract", "auxiliary", "com10", "nul-1", "console", "lpt"])
def test_what_only_begins_so_is_an_id(repository: Repository, name: str) -> None:
    text = repository.read(FORMS).replace("id: online-forms", f"id: {name}")
    (repository.root / FORMS).unlink()
    repository.write(f"{FOLDER}/{name}.yaml", text)
    repository.write(
        f"{FOLDER}/card-readers.yaml",
        repository.read(f"{FOLDER}/card-readers.yaml").replace("online-forms", name),
    )
    assert inside(repository.root, "validate").code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody make folders of such names")
@pytest.mark.parametrize(
    "name", [*DEVICES, *(name.upper() for name in DEVICES), *(name for name in CHANGED if "/" not in name)]
)
def test_refused_as_the_name_of_a_plan(repository: Repository, name: str) -> None:
    shutil.copytree(repository.root / "plans" / "minato", repository.root / "plans" / name)
    run = inside(repository.root, "list")
    hint = (
        "Windows gives this name to a device; rename the folder."
        if name.isalnum()
        else "Rename the folder: letters, digits, hyphens and underscores, beginning with a letter."
    )
    assert run.all == (
        3,
        "",
        f"Error: The folder name “{name}” cannot be the name of a plan.\n    → {hint}\n",
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [("Minato", "minato"), ("\u1100\u1161", "\uac00"), ("Ｄｘ", "ｄｘ"), ("STRASSE", "straße")],
)
def test_two_plans_of_one_name(repository: Repository, one: str, other: str) -> None:
    (repository.root / "plans" / "minato").rename(repository.root / "plans" / "first")
    for name in (one, other):
        shutil.copytree(repository.root / "plans" / "first", repository.root / "plans" / name)
    if len(list((repository.root / "plans").iterdir())) < 3:
        pytest.skip("this system knows them for one name already")
    first, second = sorted((one, other))
    for command in ("list", "validate"):
        assert inside(repository.root, command).all == (
            3,
            "",
            f"Error: The folder names “{first}” and “{second}” are one name to Windows.\n    → Rename one of the folders.\n",
        )


def test_two_files_of_one_name(repository: Repository) -> None:
    """Only one of them can bear the id in lower case, so the other is always told, before Windows loses it."""
    repository.write(f"{FOLDER}/Online-Forms.yaml", repository.read(FORMS))
    run = inside(repository.root, "validate", "-f", "json")
    assert run.code == 1
    found = {(problem["path"], problem["rule"]) for problem in json.loads(run.text)["problems"]}
    assert found == {(f"{FOLDER}/Online-Forms.yaml", "unique-id")}


def test_a_file_whose_case_was_changed(repository: Repository) -> None:
    text = repository.read(FORMS)
    (repository.root / FORMS).unlink()
    repository.write(f"{FOLDER}/Online-Forms.yaml", text)
    run = inside(repository.root, "validate")
    assert run.code == 1
    assert "Rename the file to online-forms.yaml" in run.text
