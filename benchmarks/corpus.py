"""Plan repositories of any size for the benchmarks: made-up, valid, and the same on every machine.

One plan with 3 pillars of 8 categories and N initiatives in the field mix of the real plans under ``plans/``: with
tasks and goals for each year, with status and progress, with budget, indicators and schedule, and now and then a large
one with workstreams. The first files of a large repository are those of a small one.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

PLAN = "aobano"
_YEARS = ("R5", "R6", "R7", "R8", "R9")
_AS_OF = "2026-03-31"
_LAST_PAST_YEAR = 7
_STATUSES = (
    ("検討中", "planned", 20, ("未定", "R9年度中", "R8.10月～", "R8年度中")),
    ("準備中", "preparing", 30, ("R8.4月～", "R8年度中", "R8.7月～", "R9.1月～")),
    ("運用中", "operating", 40, ("R5.4月～", "R6.10月～", "R7.3月末～", "R6年度中", "2024-07-01")),
    ("完了", "completed", 9, ("R5年度中", "R6.4月～", "R7.1月～")),
    ("取り下げ", "withdrawn", 1, ("未定",)),
)
_KINDS = (("tasks", 55), ("board", 28), ("logic", 16), ("workstreams", 1))
_LISTED_AGAIN, _CATEGORY_COUNT, _FEW = 0.2, 8, 0.05
# Text that is not of these forms would be read as a number, a mark of YAML or the like, and goes into quotes.
_PLAIN = re.compile(r"[^\s!-/:-@\[-`{-~0-9][^\n]*")


def write_corpus(root: Path, count: int) -> list[str]:
    """Write a repository with ``count`` initiatives; return their paths relative to ``root``, sorted."""
    folder = root / "plans" / PLAN / "initiatives"
    folder.mkdir(parents=True)
    (folder.parent / "plan.yaml").write_text(_yaml(_plan()), encoding="utf-8")
    numbers: Counter[str] = Counter()
    for index in range(count):
        data = _Writer(index, numbers).initiative()
        text = "# yaml-language-server: $schema=../initiative.schema.json\n" + _yaml(data)
        (folder / f"{data['id']}.yaml").write_text(text, encoding="utf-8")
    return [
        f"plans/{PLAN}/initiatives/{name}" for name in sorted(_id(index) + ".yaml" for index in range(count))
    ]


def change(root: Path, paths: Sequence[str], mark: str) -> None:
    """Edit initiatives as people do: a note is added at the end."""
    for path in paths:
        with (root / path).open("a", encoding="utf-8") as sink:
            sink.write(f"# 確認済み（{mark}）\n")


def _id(index: int) -> str:
    return f"{phrases.SUBJECTS[index * 7 % len(phrases.SUBJECTS)][0]}-{index:06d}"


@dataclass
class _Writer:
    """One initiative in the making."""

    index: int
    numbers: Counter[str]

    def __post_init__(self) -> None:
        self.random = random.Random(self.index)  # noqa: S311  (the same numbers every time are what is wanted)
        self.subject = phrases.SUBJECTS[self.index * 7 % len(phrases.SUBJECTS)][1]
        self.means = self.random.choice(phrases.MEANS)
        self.department = self.random.choice(phrases.DEPARTMENTS)

    def initiative(self) -> dict[str, Any]:
        """Return the data of the whole file, in the order of the schema."""
        draw = self.random
        kind = draw.choices([name for name, _ in _KINDS], [weight for _, weight in _KINDS])[0]
        status, _, _, starts = draw.choices(_STATUSES, [weight for _, _, weight, _ in _STATUSES])[0]
        if self.index == 0 and status == "取り下げ":
            status, starts = "検討中", ("未定",)
        pillar = draw.randrange(len(phrases.PILLARS))
        data: dict[str, Any] = {"schema": 1, "id": _id(self.index), "title": f"{self.subject}の{self.means}"}
        data |= self._place(pillar)
        listed = draw.random() < _LISTED_AGAIN
        if listed:
            data["listings"] = [self._place((pillar + 1) % len(phrases.PILLARS))]
        data["departments"] = (
            []
            if kind == "workstreams"
            else list(dict.fromkeys((self.department, "デジタル推進課")))[: draw.choice((1, 1, 1, 2))]
        )
        data["status"] = status
        data["operation_start"] = draw.choice(starts)
        if status == "取り下げ":
            data["withdrawn"] = {
                "at": "R7",
                "reason": "ほかの取組にまとめて進めることにしたため。",
                "successor": _id(self.index - 1),
            }
        elif draw.random() < _FEW:
            data["components"] = self._components(status, data["operation_start"])
        data |= getattr(self, f"_{kind}")(pillar)
        data["sources"] = [
            {"document": "action-plan", "place": f"P{draw.randrange(6, 200)}"} for _ in range(1 + listed)
        ]
        if draw.random() < 1 / 3:
            data["discrepancies"] = [self._discrepancy() for _ in range(draw.choice((1, 1, 2)))]
        if draw.random() < 1 / 5:
            data["note"] = self._prose(phrases.NOTES, 1)
        return data

    def _place(self, pillar: int) -> dict[str, Any]:
        name, categories = phrases.PILLARS[pillar]
        category = categories[self.random.randrange(_CATEGORY_COUNT)]
        self.numbers[category] += 1
        return {"pillar": name, "category": category, "number": self.numbers[category]}

    def _tasks(self, pillar: int) -> dict[str, Any]:
        years = self.random.choice((_YEARS[:2], _YEARS[1:3], _YEARS[2:4]))
        return {
            "visions": sorted({f"{pillar + 1}-{self.random.randint(1, 4)}" for _ in range(2)}),
            "summary": self._prose(phrases.SUMMARY, 3),
            "background": self._prose(phrases.BACKGROUND, 4),
            "tasks": [self._task(year) for year in years for _ in range(self.random.randint(2, 3))],
            "annual_goals": [
                self._annual_goal(year, figure=number == 0 and self.random.random() < 1 / 3)
                for year in years
                for number in range(2)
            ],
            "goals": self._several(phrases.GOALS, 3),
        }

    def _board(self, _pillar: int) -> dict[str, Any]:
        data: dict[str, Any] = {
            "summary": self._prose(phrases.SUMMARY, 4),
            "background": self._prose(phrases.BACKGROUND, 3),
            "progress": self._prose(phrases.PROGRESS, 5),
            "support": self._prose(phrases.SUPPORT, 2),
        }
        if self.random.random() < 1 / 3:
            name, unit = self.random.choice(phrases.INDICATORS)
            actuals = [
                {"period": year, "value": value, "text": f"{value}{unit}（3月末現在）"}
                for year, value in (
                    ("R5", self.random.randint(100, 900)),
                    ("R6", self.random.randint(100, 900)),
                )
            ]
            data["indicators"] = [{"name": name, "unit": unit, "actuals": actuals}]
        return data

    def _logic(self, pillar: int) -> dict[str, Any]:
        return {
            "outcomes": [f"{pillar + 1}-{self.random.randint(1, 2)}"],
            "background": self._prose(phrases.BACKGROUND, 3),
            "activity": self._prose(phrases.SUMMARY, 3),
            "progress": self._prose(phrases.PROGRESS, 2),
            "budget": [
                {"fiscal_year": year, "amount": self.random.randrange(100, 50000), "note": "当初予算額"}
                for year in _YEARS[1:3]
            ],
            "indicators": [
                self._indicator(name, unit)
                for name, unit in self.random.sample(phrases.INDICATORS, self.random.choice((1, 1, 2)))
            ],
            "schedule": self._schedule(),
        }

    def _workstreams(self, _pillar: int) -> dict[str, Any]:
        return {
            "summary": self._prose(phrases.SUMMARY, 2),
            "schedule": self._schedule(),
            "workstreams": [
                {
                    "number": number,
                    "name": f"{name}業務",
                    "departments": [self.random.choice(phrases.DEPARTMENTS)],
                    "budget": [{"amount": "未定", "included_in": "総合行政システムの改修費"}],
                    "schedule": self._schedule(),
                }
                for number, name in enumerate(phrases.WORKSTREAMS, start=1)
            ],
        }

    def _task(self, year: str) -> dict[str, Any]:
        number = int(year[1:])
        task: dict[str, Any] = {"fiscal_year": year, "text": self._prose(phrases.TASKS, 1)}
        if self.random.random() < 2 / 3:
            times = (
                "～8月",
                "10月",
                "通年",
                "～3月",
                "9月末",
                f"R{number}.12月",
                f"～R{number + 1}.3月",
                "4月",
            )
            task["deadline"] = self.random.choice(times)
        if number <= _LAST_PAST_YEAR and self.random.random() < 1 / 5:
            task["done"] = self.random.choice((True, f"R{number}.9月"))
        return task

    def _annual_goal(self, year: str, *, figure: bool) -> dict[str, Any]:
        goal: dict[str, Any] = {"fiscal_year": year, "text": self._prose(phrases.ANNUAL_GOALS, 1)}
        if figure:
            name, unit = self.random.choice(phrases.INDICATORS)
            value = self.random.randint(10, 90)
            goal["figures"] = [{"name": name, "value": value, "unit": unit, "text": f"{value}{unit}以上"}]
        return goal

    def _indicator(self, name: str, unit: str) -> dict[str, Any]:
        low, high = self.random.randint(1, 40), self.random.randint(50, 99)
        down = unit in {"分", "枚"}
        return {
            "name": name,
            "formula": f"{name}（年度の合計）",
            "unit": unit,
            "direction": "down" if down else "up",
            "baseline": {"period": "R4", "value": high if down else low},
            "target": {"period": "R9", "value": low if down else high},
        }

    def _schedule(self) -> list[dict[str, Any]]:
        return [
            {"fiscal_year": year, "phase": phase, "note": self._fill(note)}
            for year, phase, note in zip(_YEARS, phrases.PHASES, phrases.SCHEDULE, strict=True)
        ][: self.random.choice((4, 5))]

    def _components(self, status: str, start: str) -> list[dict[str, Any]]:
        return [
            {
                "name": name,
                "status": status,
                "operation_start": start,
                "progress": self._prose(phrases.PROGRESS, 1),
            }
            for name in ("ホームページ", "LINE")
        ]

    def _discrepancy(self) -> dict[str, Any]:
        place, field, printed = self.random.choice(phrases.DISCREPANCIES)
        found: dict[str, Any] = {"place": self._fill(place), "field": field, "printed": self._fill(printed)}
        if self.random.random() < 2 / 3:
            found["note"] = "個票に印刷されている値を採った。"
        return found

    def _prose(self, sentences: Sequence[str], count: int) -> str:
        return "\n".join(self._several(sentences, count))

    def _several(self, sentences: Sequence[str], count: int) -> list[str]:
        return [self._fill(sentence) for sentence in self.random.sample(sentences, count)]

    def _fill(self, sentence: str) -> str:
        if "{" not in sentence:
            return sentence
        draw = self.random
        return sentence.format(
            subject=self.subject, means=self.means, department=self.department, area=draw.choice(phrases.AREAS),
            count=draw.randint(2, 9), minutes=draw.randint(10, 60), percent=draw.randint(20, 90), thousands=f"{draw.randint(1, 60)},{draw.randint(0, 9)}00",
        )  # fmt: skip


def _plan() -> dict[str, Any]:
    return {
        "schema": 1,
        "title": f"{phrases.CITY}デジタル変革計画",
        "city": phrases.CITY,
        "fictional": True,
        "language": "ja",
        "timezone": "Asia/Tokyo",
        "as_of": _AS_OF,
        "office": "デジタル推進課",
        "period": {"first": _YEARS[0], "last": _YEARS[-1]},
        "documents": [{"id": "action-plan", "title": f"{phrases.CITY}デジタル変革計画 行動計画"}],
        "pillars": [
            {
                "number": number,
                "name": name,
                "visions": [{"number": at, "text": text} for at, text in enumerate(phrases.VISIONS, start=1)],
                "outcomes": [
                    {"number": at, "name": what, "unit": unit, "target": {"period": "R9", "value": 50}}
                    for at, (what, unit) in enumerate(phrases.INDICATORS[:2], start=1)
                ],
                "categories": [{"name": category} for category in categories],
            }
            for number, (name, categories) in enumerate(phrases.PILLARS, start=1)
        ],
        "numbering": "category",
        "departments": [{"name": name} for name in phrases.DEPARTMENTS],
        "statuses": [{"name": name, "means": means} for name, means, _, _ in _STATUSES],
        "phases": [{"name": name} for name in phrases.PHASES],
    }


def _yaml(data: dict[str, Any]) -> str:
    return "\n".join(_mapping(data, "")) + "\n"


def _mapping(data: dict[str, Any], indent: str) -> Iterator[str]:
    for key, value in data.items():
        if isinstance(value, dict):
            yield f"{indent}{key}:"
            yield from _mapping(value, indent + "  ")
        elif isinstance(value, list) and value:
            yield f"{indent}{key}:"
            yield from _sequence(value, indent + "  ")
        else:
            yield f"{indent}{key}: {_scalar(value, indent + '  ')}"


def _sequence(items: Sequence[Any], indent: str) -> Iterator[str]:
    for item in items:
        if isinstance(item, dict):
            for number, line in enumerate(_mapping(item, indent + "  ")):
                yield line if number else f"{indent}- {line[len(indent) + 2 :]}"
        else:
            yield f"{indent}- {_scalar(item, indent + '  ')}"


def _scalar(value: object, indent: str) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    if "\n" in value:
        return "|-\n" + "\n".join(indent + line for line in value.split("\n"))
    # Days and keys such as 1-2 stand without quotes in the real files too.
    plain = _PLAIN.fullmatch(value) or re.fullmatch(r"[0-9]+-[0-9-]+", value)
    return (
        value if plain and ": " not in value and " #" not in value else json.dumps(value, ensure_ascii=False)
    )
