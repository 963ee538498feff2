"""``dxplan snapshot`` where plans have gone, and where branches have gone apart."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.commands.running import inside
from tests.commands.test_snapshot import PLAN, TAG, change, create

if TYPE_CHECKING:
    from tests.harness import Repository


def test_snapshots_of_a_plan_that_is_gone_are_still_proved(cities: Repository) -> None:
    cities.commit()
    create(cities, "R5", "--plan", "kita")
    cities.git("mv", "plans/kita", "plans/kita-2")
    cities.commit()
    for arguments in ((), ("--plan", "kita"), ("R5",)):
        run = inside(cities.root, "snapshot", "verify", *arguments, "-f", "json")
        (found,) = json.loads(run.text)["snapshots"]
        assert (run.code, found["plan"], found["tag"]) == (0, "kita", "snapshot/kita/R5")
    cities.git("tag", "--force", "snapshot/kita/R5", "HEAD")
    assert inside(cities.root, "snapshot", "verify").code == 1
    assert inside(cities.root, "snapshot", "list", "--plan", "minato").text == "There is no snapshot yet.\n"
    run = inside(cities.root, "snapshot", "list", "--plan", "nobody")
    assert (run.code, "There is no plan “nobody”" in run.told) == (3, True)


def test_a_commit_beside_the_branch_is_refused(repository: Repository) -> None:
    repository.commit()
    repository.git("checkout", "--quiet", "-b", "draft")
    beside = change(repository)
    repository.git("checkout", "--quiet", "main")
    assert inside(repository.root, "snapshot", "create", "R4-H1", "--at", "draft").all == (
        3,
        "",
        (
            f"Error: The present branch does not contain the commit {beside[:12]}.\n"
            "    → Go to the branch on which the plan is kept: git switch.\n"
        ),
    )
    repository.write(PLAN, repository.read(PLAN) + "note: 本線\n")
    repository.commit()
    create(repository, "R4-H1", "--at", "main~1")
    assert repository.git("tag").split() == [TAG]


def test_without_a_plan_there_is_nothing_to_freeze(repository: Repository) -> None:
    repository.commit()
    repository.git("mv", "plans/minato/plan.yaml", "plans/minato/plan.txt")
    repository.commit()
    assert inside(repository.root, "snapshot", "create", "R5").all == (
        3,
        "",
        (
            "Error: There is no plan yet: no folder of plans/ has a plan.yaml.\n"
            "    → Each plan is a folder plans/<plan>/plan.yaml.\n"
        ),
    )


def test_an_entry_in_plan_yaml_is_told_apart_from_no_snapshot(repository: Repository) -> None:
    first = repository.commit()
    plan = repository.read(PLAN)
    repository.write(PLAN, f"{plan}snapshots:\n  - period: R4\n    commit: {first}\n")
    repository.commit()
    assert inside(repository.root, "snapshot", "verify", "R4").all == (
        3,
        "",
        (
            "Error: R4 has no tag, only an entry in plan.yaml.\n"
            "    → An entry names a commit and seals nothing that could be verified.\n"
        ),
    )
    assert inside(repository.root, "snapshot", "verify", "R5").told == "Error: There is no snapshot of R5.\n"
    assert inside(repository.root, "snapshot", "show", "R4").code == 0
