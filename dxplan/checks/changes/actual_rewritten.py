"""An actual value of a period that is over stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.rule import ChangeExample, Finding, Rule
from dxplan.model.message import Bilingual, message
from dxplan.model.period import Period
from dxplan.model.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.change import Edition, PlanChange


def _check(change: PlanChange) -> Iterator[tuple[str, Finding]]:
    for _, before, after in change.changed:
        for finding in _findings(before, after, change):
            yield after.path, finding


def _findings(before: Edition, after: Edition, change: PlanChange) -> Iterator[Finding]:
    now = {indicator.name: (index, indicator) for index, indicator in enumerate(after.initiative.indicators)}
    for indicator in before.initiative.indicators:
        if indicator.name not in now:
            continue  # that is told of as a whole
        index, newer = now[indicator.name]
        actuals = {Period.parse(figure.period): (at, figure) for at, figure in enumerate(newer.actuals)}
        for old in indicator.actuals:
            period = Period.parse(old.period)
            last = period.last_day
            if (
                change.base_day is None
                or last >= change.base_day
                or (change.closed and last <= change.closed)
            ):
                continue
            at, new = actuals.get(period, (None, None))
            if new is None or new.value != old.value:
                yield Finding(
                    f"/indicators/{index}" + (f"/actuals/{at}/value" if new else ""),
                    message(
                        "The actual value of “{name}” for {period} was {old} and is now {new}.",
                        name=indicator.name,
                        period=old.period,
                        old=f"{old.value:g}",
                        new=f"{new.value:g}" if new else "—",
                    ),
                    message("If it was entered wrongly, say so in note."),
                )


_BEFORE = """\
indicators:
  - name: 手続き
    unit: 種
    baseline: {period: R4, value: 36}
    target: {period: R7, value: 51}
    actuals:
      - {period: R4-H2, value: 40}
"""

RULE = Rule(
    id="actual-rewritten",
    severity=Severity.WARNING,
    summary=Bilingual(
        ja="過ぎた期の実績が書き換えられないこと", en="Actual values of periods that are over stay"
    ),
    explanation=Bilingual(
        ja="過ぎた期の実績は、もう報告された数字です。誤りを直すのなら note に書きます。まだ入っていなかった実績を入れるのは構いません。確定した期の実績は closed-period が見ます。",
        en="The actual value of a period that is over has been reported. A correction is said in note. Entering what was missing is fine. What a snapshot has frozen is a matter of closed-period.",
    ),
    failing=ChangeExample(before=_BEFORE, initiative=_BEFORE.replace("40", "48")),
    passing=ChangeExample(before=_BEFORE, initiative=_BEFORE + "      - {period: R6-H1, value: 43}\n"),
    check_changes=_check,
)
