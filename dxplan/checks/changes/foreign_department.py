"""Who changes an initiative is of its department."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.owning import is_among
from dxplan.checks.rule import ChangeExample, Finding, Rule
from dxplan.model.message import Bilingual, message
from dxplan.model.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.change import Edited, PlanChange
    from dxplan.model.plan import Plan

_HINT = message("Make sure that this is the right file; owners: in plan.yaml says who may change what.")


def _check(change: PlanChange) -> Iterator[tuple[str, Finding]]:
    plan = change.before or change.after
    for edited in change.files:
        departments = _departments(edited)
        for editor in edited.editors:
            if _is_foreign(plan, departments, editor):
                yield (
                    edited.path,
                    Finding(
                        "/departments",
                        message(
                            "{editor} has changed an initiative of {departments}.",
                            editor=editor,
                            departments="・".join(departments),
                        ),
                        _HINT,
                    ),
                )
    if plan.owners and change.comparison.fields:
        for editor in change.editors:
            if is_among(plan.owners, editor) is False:
                yield (
                    change.path,
                    Finding("", message("{editor} has changed the plan's own file.", editor=editor), _HINT),
                )


def _departments(edited: Edited) -> list[str]:
    """Return the departments of an initiative before and after."""
    editions = [edition for edition in (edited.before, edited.after) if edition]
    return list(dict.fromkeys(name for edition in editions for name in edition.initiative.departments))


def _is_foreign(plan: Plan, departments: list[str], editor: str) -> bool:
    """Say whether somebody owns other departments and none of these."""
    owned: list[str] = []
    for department in plan.departments:
        mine = is_among(department.owners, editor)
        here = bool({department.name, *department.formerly} & set(departments))
        if here and (mine is None or not department.owners or mine):
            return False
        owned += [department.name] if mine else []
    return bool(owned) and is_among(plan.owners, editor) is False


_OWNERS = """\
departments:
  - name: 市民課
    owners: ["*@shimin.city.example"]
  - name: 情報課
    owners: [joho@city.example]
  - name: 福祉課
    owners: [fukushi@city.example]
  - name: 税務課
"""

RULE = Rule(
    id="foreign-department",
    severity=Severity.WARNING,
    summary=Bilingual(
        ja="取組を変えるのが担当課の人であること", en="Who changes an initiative is of its department"
    ),
    explanation=Bilingual(
        ja="plan.yaml の担当課に owners（人）があれば、変更したコミットの作者と照らします。ほかの課の owners である人が、自分の課の入らない取組を変えると指摘します。計画全体の owners（事務局）はどれを変えても構いません。チーム（@組織/チーム）は git からは分からないので、その課については何も言いません。",
        en="Where departments in plan.yaml have owners, the authors of the commits are compared with them: somebody who owns other departments but none of the initiative's is told of. Owners of the plan (the DX office) may change all. Who is in a team (@organization/team) git does not know, so of that department nothing is said.",
    ),
    failing=ChangeExample(
        before_plan=_OWNERS,
        plan=_OWNERS,
        initiative="summary: 申請を電子化する。",
        author="fukushi@city.example",
    ),
    passing=ChangeExample(
        before_plan=_OWNERS,
        plan=_OWNERS,
        initiative="summary: 申請を電子化する。",
        author="hanako@shimin.city.example",
    ),
    check_changes=_check,
)
