"""Rules that a plan or a waiver names exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.hints import meant
from dxplan.model.message import Bilingual, message
from dxplan.model.pointer import join_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.context import Context


def _check(context: Context) -> Iterator[Finding]:
    from dxplan.checks.registry import RULES  # noqa: PLC0415  (the registry imports this module)

    for name in context.plan.rules:
        rule = RULES.get(name)
        if rule is None:
            yield Finding(
                join_pointer(("rules", name)),
                message("There is no rule “{rule}”.", rule=name),
                meant(name, RULES) or message("The rules are listed in docs/rules.md."),
                at_key=True,
            )
        elif rule.always_error:
            yield Finding(
                join_pointer(("rules", name)),
                message(
                    "The severity of “{rule}” cannot be changed: a file that breaks it cannot be used.",
                    rule=name,
                ),
                message("Remove the line."),
                at_key=True,
            )


RULE = Rule(
    id="known-rule",
    summary=Bilingual(ja="plan.yaml の rules に書かれた規則があること", en="Rules named in plan.yaml exist"),
    explanation=Bilingual(
        ja="rules の規則名を書き誤ると、設定が黙って効かなくなります。読み取りの規則（表で「固定」のもの）の強さは変えられません。",
        en="A misspelt rule would leave the setting without effect and nobody the wiser. Rules that reading itself enforces keep their severity.",
    ),
    failing=Example(plan="rules:\n  start-pased: off"),
    passing=Example(plan='rules:\n  start-passed: "off"'),
    check_plan=_check,
)
