"""One initiative of a larger sample, put together from words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.analysis.demo import larger_words as words
from dxplan.analysis.demo.chance import Chance
from dxplan.analysis.demo.entries import (
    OPERATING,
    PILLARS,
    PLANNED,
    PREPARING,
    budget,
    component,
    indicator,
    initiative,
    schedule,
    task,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.model.content import Data

DEPARTMENTS = (
    "市民課", "税務課", "子育て支援課", "学校教育課", "福祉課", "環境課", "広報秘書課", "防災危機管理課", "総務課", "人事課", "都市整備課", "図書館",
)  # fmt: skip
STARTS = {
    PLANNED: ("未定", "R7年度中", "R7.10月～"),
    PREPARING: ("R6.10月～", "R7.4月～", "R6年度中", "R7.1月～"),
    OPERATING: ("R2.4月～", "R3.10月～", "R4.7月～", "R3年度から継続"),
}
_CATEGORIES = tuple(category for categories in PILLARS.values() for category in categories)
_STATUSES = (PLANNED, PLANNED, PREPARING, PREPARING, OPERATING)
_FEW, _MOST = 0.05, 0.8
_LEAST = 3


def larger_initiative(index: int) -> Data:
    """Return the initiative with this index from 0; it depends on nothing else."""
    chance = Chance(index)
    slug, subject = chance.pick(words.SUBJECTS)
    means = chance.pick(words.MEANS)
    department = chance.pick(DEPARTMENTS)
    status = chance.pick(_STATUSES)
    start = chance.pick(STARTS[status])
    say = {"subject": subject, "means": means, "department": department}
    number, place = divmod(index, len(_CATEGORIES))
    owners = (department, "デジタル推進課") if chance.happens(_FEW * 5) else (department,)
    more: Data = {}
    if chance.happens(_FEW):
        more["components"] = [component(name, status, start) for name in ("窓口", "ホームページ")]
    more |= {
        "visions": [chance.pick(("1-1", "1-2", "2-1", "2-2", "3-1"))],
        "summary": text(chance, words.SUMMARIES, 3, say),
        "background": text(chance, words.BACKGROUNDS, 2, say),
        "progress": text(chance, words.PROGRESS, chance.between(1, 3), say),
        "support": text(chance, words.SUPPORTS, 1, say),
        "tasks": _tasks(chance, say),
        "goals": chance.some(words.GOALS, 2),
        "budget": budget(R4=chance.between(2, 900) * 10, R5=chance.between(2, 900) * 10),
    }
    if chance.happens(_MOST):
        more["indicators"] = [_indicator(chance)]
    if chance.happens(_MOST / 2):
        more["schedule"] = schedule(R4="検討", R5=f"準備：{subject}から", R6="導入", R7="運用：対象を広げる")
    return initiative(
        f"{slug}-{index:05d}", f"{subject}の{means}", (_CATEGORIES[place], number + 1), owners, status, start, **more
    )  # fmt: skip


def text(chance: Chance, sentences: Sequence[str], count: int, say: dict[str, str]) -> str:
    """Return some of the sentences, a line each, with their blanks filled."""
    return "\n".join(
        sentence.format(
            few=chance.between(2, 9), minutes=chance.between(10, 90), hundreds=chance.between(2, 80), **say
        )
        for sentence in chance.some(sentences, count)
    )


def _tasks(chance: Chance, say: dict[str, str]) -> list[Data]:
    years = ("R4", "R4", "R5", "R5")
    sentences = text(chance, words.TASKS, chance.between(_LEAST, len(years)), say).split("\n")
    return [
        {key: value for key, value in task(year, sentence, chance.pick(words.DEADLINES)).items() if key != "done"}
        for year, sentence in zip(years, sentences, strict=False)
    ]  # fmt: skip


def _indicator(chance: Chance) -> Data:
    name, unit, direction = chance.pick(words.INDICATORS)
    low, high = chance.between(1, 40), chance.between(50, 99)
    if direction == "down":
        return indicator(name, unit, low, high, "down")
    return indicator(name, unit, high, low)
