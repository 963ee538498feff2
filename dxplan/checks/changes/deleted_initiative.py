"""What a plan gives up is withdrawn, not deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.changes.id_renamed import renamed
from dxplan.checks.rule import ChangeExample, Finding, Rule
from dxplan.model.message import Bilingual, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.change import PlanChange


def _check(change: PlanChange) -> Iterator[tuple[str, Finding]]:
    moved = {old.id for old, _ in renamed(change)}
    for edited in change.files:
        if edited.before and not edited.after and edited.id not in moved:
            yield (
                edited.path,
                Finding(
                    "",
                    message(
                        "The initiative “{title}” ({id}) was deleted.",
                        title=edited.before.initiative.title,
                        id=edited.id,
                    ),
                    message("Bring the file back and withdraw it instead: withdrawn: with at: and reason:."),
                ),
            )


RULE = Rule(
    id="deleted-initiative",
    summary=Bilingual(
        ja="取組をやめるときは、消さずに取り下げること",
        en="An initiative that ends is withdrawn, not deleted",
    ),
    explanation=Bilingual(
        ja="ファイルを消すと、なぜやめたかが計画から読めなくなり、件数も合わなくなります。withdrawn に時期（at）と理由（reason）、引き継ぐ取組があれば successor を書きます。誤って作った取組を消すのなら、plan.yaml でこの規則を弱めるか、事務局が取り込みます。",
        en="With the file goes the reason, and the counts no longer agree with what was reported. Write withdrawn with at and reason, and with successor where another initiative takes over. What was made by mistake may go: lower the rule in plan.yaml, or let the DX office take the change in.",
    ),
    failing=ChangeExample(gone=True),
    passing=ChangeExample(
        initiative="status: 取り下げ\nwithdrawn:\n  at: R6-H1\n  reason: 国のサービスで足りる。"
    ),
    check_changes=_check,
)
