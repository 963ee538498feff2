"""What people change in the sample's files, each change as a function to be applied to the state of the files.

Because a change is a function and not a text, the changes of a branch can be applied to another state: that is its merge.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dxplan.analysis.demo.city import PLAN
from dxplan.analysis.demo.entries import ordered
from dxplan.analysis.demo.yaml_text import yaml_text
from dxplan.stores.layout import FILE_ENDING, initiatives_folder, plan_file

if TYPE_CHECKING:
    from dxplan.model.content import Data

_SCHEMA_LINE = "# yaml-language-server: $schema={folder}/schema/{name}.schema.json\n"


@dataclass
class Desk:
    """The files of the sample at one moment."""

    plan: Data = field(default_factory=dict)
    initiatives: dict[str, Data] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)

    def copy(self) -> Desk:
        """Return a desk on which to go on while this one stays as it is."""
        return copy.deepcopy(self)

    def files(self) -> dict[str, bytes]:
        """Return the content of every file by its path, in the order of the paths."""
        texts = dict(self.others)
        if self.plan:
            texts[plan_file(PLAN)] = plan_text(self.plan)
        for identifier, data in self.initiatives.items():
            texts[initiative_path(identifier)] = initiative_text(data)
        return {path: texts[path].encode() for path in sorted(texts)}


Edit = Callable[[Desk], None]
"""A change of one field or of few, applied to the state of the files."""


def initiative_path(identifier: str) -> str:
    """Return where an initiative's file stands."""
    return f"{initiatives_folder(PLAN)}/{identifier}{FILE_ENDING}"


def initiative_text(data: Data) -> str:
    """Return the text of an initiative's file."""
    return _SCHEMA_LINE.format(folder="../../..", name="initiative") + yaml_text(data)


def plan_text(data: Data) -> str:
    """Return the text of plan.yaml."""
    return _SCHEMA_LINE.format(folder="../..", name="plan") + yaml_text(data)


def create(data: Data) -> Edit:
    """Enter an initiative."""

    def edit(desk: Desk) -> None:
        desk.initiatives[data["id"]] = copy.deepcopy(data)

    return edit


def put(identifier: str, /, **fields: Any) -> Edit:
    """Set fields of an initiative; None takes one away. ``remark_x`` is the comment above the field x."""

    def edit(desk: Desk) -> None:
        data = desk.initiatives[identifier]
        for name, value in fields.items():
            key = "#" + name.removeprefix("remark_") if name.startswith("remark_") else name
            data.pop(key, None)
            if value is not None:
                data[key] = value
        desk.initiatives[identifier] = ordered(data)

    return edit


def tell(identifier: str, *lines: str, support: str | None = None) -> Edit:
    """Add lines to an initiative's progress, or a line to the DX office's support."""

    def edit(desk: Desk) -> None:
        data = desk.initiatives[identifier]
        for key, added in (("progress", lines), ("support", (support,) if support else ())):
            if added:
                data[key] = "\n".join([*([data[key]] if key in data else []), *added])
        desk.initiatives[identifier] = ordered(data)

    return edit


def part(identifier: str, name: str, /, **fields: Any) -> Edit:
    """Set fields of one component."""

    def edit(desk: Desk) -> None:
        parts = desk.initiatives[identifier]["components"]
        next(each for each in parts if each["name"] == name).update(fields)

    return edit


def add(identifier: str, /, **entries: Data) -> Edit:
    """Add an entry at the end of lists: tasks, annual goals, listings, waivers, schedule."""

    def edit(desk: Desk) -> None:
        data = desk.initiatives[identifier]
        for key, entry in entries.items():
            data[key] = [*data.get(key, []), copy.deepcopy(entry)]
        desk.initiatives[identifier] = ordered(data)

    return edit


def done(identifier: str, *places: int, when: str | None = None) -> Edit:
    """Mark tasks as done, by their place from 0."""

    def edit(desk: Desk) -> None:
        for place in places:
            desk.initiatives[identifier]["tasks"][place]["done"] = True if when is None else when

    return edit


def measure(period: str, **values: float) -> Edit:
    """Enter what the first indicators of initiatives (named with ``_``) reached in a period."""

    def edit(desk: Desk) -> None:
        for name, value in values.items():
            indicator = desk.initiatives[name.replace("_", "-")]["indicators"][0]
            indicator["actuals"] = [*indicator.get("actuals", []), {"period": period, "value": value}]

    return edit


def money(year: str, /, note: str | None = None, **amounts: int | str) -> Edit:
    """Set what initiatives (named with ``_``) may spend in a fiscal year, in thousand yen."""

    def edit(desk: Desk) -> None:
        for name, amount in amounts.items():
            data = desk.initiatives[name.replace("_", "-")]
            entries = [entry for entry in data.get("budget", []) if entry["fiscal_year"] != year]
            entry = {"fiscal_year": year, "amount": amount} | ({"note": note} if note else {})
            data["budget"] = sorted([*entries, entry], key=lambda each: str(each["fiscal_year"]))
            desk.initiatives[data["id"]] = ordered(data)

    return edit


def reached(period: str, *values: float) -> Edit:
    """Enter what the outcomes of the pillars, in their order, reached in a period."""

    def edit(desk: Desk) -> None:
        for pillar, value in zip(desk.plan["pillars"], values, strict=True):
            outcome = pillar["outcomes"][0]
            outcome["actuals"] = [*outcome.get("actuals", []), {"period": period, "value": value}]

    return edit


def rename_department(old: str, new: str) -> Edit:
    """Give a department its new name in the plan and in every initiative."""

    def renamed(names: list[str]) -> list[str]:
        return [new if name == old else name for name in names]

    def edit(desk: Desk) -> None:
        for department in desk.plan["departments"]:
            if department["name"] == old:
                department |= {"name": new, "formerly": [old]}
        for data in desk.initiatives.values():
            for owner in (data, *data.get("workstreams", ())):
                owner["departments"] = renamed(owner["departments"])

    return edit


def write(path: str, text: str) -> Edit:
    """Add text at the end of a file that is none of the plan's."""

    def edit(desk: Desk) -> None:
        desk.others[path] = desk.others.get(path, "") + text

    return edit


def found(plan: Data, initiatives: list[Data], others: dict[str, str]) -> Edit:
    """Lay the plan on the empty desk."""

    def edit(desk: Desk) -> None:
        desk.plan = copy.deepcopy(plan)
        desk.others |= others
        for data in initiatives:
            create(data)(desk)

    return edit
