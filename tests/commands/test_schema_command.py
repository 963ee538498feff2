"""``dxplan schema``: the files that ship, to the byte, and one that is narrowed to a plan."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from tests.commands.running import inside

if TYPE_CHECKING:
    from tests.harness import Repository

SCHEMAS = Path(__file__).parents[2] / "schema"


def test_the_schemas_as_they_ship(tmp_path: Path) -> None:
    # No plan is needed for that.
    for arguments, name in (((), "initiative"), (("initiative",), "initiative"), (("plan",), "plan")):
        run = inside(tmp_path, "schema", *arguments)
        assert (run.code, run.out, run.told) == (0, (SCHEMAS / f"{name}.schema.json").read_bytes(), "")


def test_a_schema_in_a_file(tmp_path: Path) -> None:
    assert inside(tmp_path, "schema", "plan", "-o", "plan.json").all == (0, "", "")
    assert (tmp_path / "plan.json").read_bytes() == (SCHEMAS / "plan.schema.json").read_bytes()


def test_a_schema_narrowed_to_a_plan(cities: Repository) -> None:
    run = inside(cities.root, "schema", "--plan", "kita")
    assert (run.code, run.told, run.text[-2:]) == (0, "", "}\n")
    narrowed, general = json.loads(run.text), json.loads((SCHEMAS / "initiative.schema.json").read_bytes())
    assert narrowed["$id"] == f"{general['$id']}:kita"
    assert narrowed["properties"]["status"]["enum"] == ["open", "closed"]
    assert narrowed["properties"]["departments"]["items"]["enum"] == ["IT", "市民課"]
    assert "市民課" in run.text  # not escaped


def test_broken_initiatives_do_not_matter(cities: Repository) -> None:
    whole = inside(cities.root, "schema", "initiative", "--plan", "kita")
    cities.write("plans/kita/initiatives/kiosk.yaml", "schema: [\n")
    cities.write("plans/minato/plan.yaml", "schema: [\n")
    assert inside(cities.root, "schema", "initiative", "--plan", "kita").all == whole.all


def test_a_broken_plan_has_no_vocabularies(cities: Repository) -> None:
    cities.write("plans/kita/plan.yaml", "schema: 1\n")
    assert inside(cities.root, "schema", "--plan", "kita").all == (
        3,
        "",
        (
            "Error: plans/kita/plan.yaml cannot be used: The file does not fit the schema.\n"
            "    → Run dxplan validate plans/kita/plan.yaml to see what is wrong.\n"
        ),
    )
