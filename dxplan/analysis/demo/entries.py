"""Initiatives of the sample in a few words: what stands in their files, in the order of the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dxplan.model.content import Data

PLANNED, PREPARING, OPERATING, WITHDRAWN = "調査・研究中", "着手中", "運用中", "取り下げ"

PILLARS = {
    "便利なくらし": ("窓口・手続き", "子育て・教育", "福祉・健康", "情報発信", "環境・防災"),
    "効率のよい仕事": ("庁内の事務", "データと基盤", "現場の業務"),
    "人づくり・地域づくり": ("職員の育成", "地域への支援"),
}
_PILLAR_OF = {category: pillar for pillar, categories in PILLARS.items() for category in categories}
_ORDER = (
    "schema", "id", "title", "pillar", "category", "number", "listings", "departments", "status", "stage", "operation_start",
    "components", "added", "withdrawn", "visions", "target_states", "outcomes", "summary", "background", "activity", "progress",
    "support", "tasks", "annual_goals", "goals", "budget", "indicators", "schedule", "workstreams", "waivers", "note",
)  # fmt: skip
_RANK = {key: rank for rank, key in enumerate(_ORDER)}


def initiative(
    identifier: str,
    title: str,
    place: tuple[str, int],
    departments: tuple[str, ...],
    status: str,
    start: str,
    **more: Any,
) -> Data:
    """Return an initiative's data; ``place`` is its category and number."""
    data: Data = {"schema": 1, "id": identifier, "title": title}
    data |= listing(*place) | {"departments": list(departments), "status": status, "operation_start": start}
    return ordered(data | more)


def ordered(data: Data) -> Data:
    """Return an initiative's data in the order of the schema; a comment stays before its key."""
    return dict(sorted(data.items(), key=lambda item: _rank(item[0])))


def _rank(key: str) -> tuple[int, bool]:
    bare = key.removeprefix("#")
    return _RANK[bare], bare == key


def listing(category: str, number: int) -> Data:
    """Return a place where an initiative is printed."""
    return {"pillar": _PILLAR_OF[category], "category": category, "number": number}


def component(name: str, status: str, start: str) -> Data:
    """Return a part of an initiative."""
    return {"name": name, "status": status, "operation_start": start}


def task(year: str, text: str, deadline: str, *, done: bool | str = False) -> Data:
    """Return something to do in a fiscal year."""
    return {"fiscal_year": year, "text": text, "deadline": deadline, "done": done}


def budget(**amounts: int | str) -> list[Data]:
    """Return the money of fiscal years, in thousand yen."""
    return [{"fiscal_year": year, "amount": amount} for year, amount in amounts.items()]


def indicator(
    name: str, unit: str, target: float, baseline: float | None = None, direction: str | None = None
) -> Data:
    """Return what measures an initiative: from the value of R3, where there is one, to the one aimed at for R7."""
    data: Data = {"name": name, "unit": unit}
    if direction is not None:
        data["direction"] = direction
    if baseline is not None:
        data["baseline"] = {"period": "R3", "value": baseline}
    return data | {"target": {"period": "R7", "value": target}}


def goal(year: str, text: str, value: float, unit: str) -> Data:
    """Return what shall be true at the end of a fiscal year, with its number."""
    return {"fiscal_year": year, "text": text, "figures": [{"value": value, "unit": unit}]}


def schedule(**notes: str) -> list[Data]:
    """Return what happens in each fiscal year: the phase, and behind a colon a note."""
    entries = []
    for year, text in notes.items():
        phase, _, note = text.partition("：")
        entries.append({"fiscal_year": year, "phase": phase} | ({"note": note} if note else {}))
    return entries
