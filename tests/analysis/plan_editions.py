"""Two editions of a small plan, between which words are renamed and initiatives follow or do not."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
from hypothesis import strategies as st

from dxplan.analysis.ends import End
from dxplan.model.content import Content, Data, Trouble
from dxplan.model.difference import Movements, PlanDifference
from dxplan.model.message import message

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class File:
    """A content with its mark."""

    content: Content
    mark: str | None = None


@dataclass(frozen=True)
class Edition:
    """A plan at one moment, by id; the plan's own file is that of None."""

    plan: str
    documents: dict[str | None, Data]


def file(data: Data) -> File:
    """Return a file of some data, whose mark is its text."""
    return File(Content(deepcopy(data)), msgspec.json.encode(data).decode())


def broken() -> File:
    """Return a file that cannot be read."""
    return File(Content(trouble=Trouble("yaml-syntax", message("The text is not closed."))))


def end(edition: Edition, files: Mapping[str, File] | None = None) -> End:
    """Return an edition as the end of a difference; ``files`` stand beside its own by path."""
    folder = f"plans/{edition.plan}"
    own = edition.documents.get(None)
    initiatives = {
        f"{folder}/initiatives/{identifier}.yaml": file(data)
        for identifier, data in edition.documents.items()
        if identifier is not None
    }
    content = None if own is None else Content(deepcopy(own))
    return End(edition.plan, f"{folder}/plan.yaml", content, initiatives | dict(files or {}))


def no_movements(*_documents: Data | None) -> Movements:
    """Say that nothing moved."""
    return Movements()


def unordered(difference: PlanDifference) -> Any:
    """Return a difference in a form in which orders do not count."""
    statuses = tuple(sorted(difference.status_order))
    return _unordered(msgspec.to_builtins(msgspec.structs.replace(difference, status_order=statuses)))


def _unordered(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        parts = [_unordered(part) for part in value]
        # Fields of a record stay where they are; records of one kind are a set.
        alike = bool(value) and all(isinstance(part, (list, tuple)) for part in value)
        return sorted(parts, key=repr) if alike else parts
    return {key: _unordered(part) for key, part in value.items()} if isinstance(value, dict) else value


PILLARS = (("柱1", "柱一"), ("柱2", "柱二"), ("柱 3", "柱 三"))
CATEGORIES = (("甲", "甲 新"), ("乙", "乙新"))
DEPARTMENTS = (("情報課", "デジタル課"), ("市民課", "窓口課"), ("税務課", "課税課"))
STATUSES = (("着手中", "準備中"), ("運用中", "稼働中"))
PHASES = (("導入", "実施"),)
Names = tuple[tuple[str, str], ...]


def _words(draw: st.DrawFn, names: Names) -> tuple[list[Data], list[Data]]:
    """Draw a vocabulary in two editions: some words renamed, some gone, some new; not all renames are told."""
    old: list[Data] = []
    new: list[Data] = []
    for number, (before, after) in enumerate(names, start=1):
        entry: Data = {"number": number, "name": before}
        match draw(st.sampled_from(["same", "same", "renamed", "renamed", "silent", "gone", "come"])):
            case "same":
                old.append(entry)
                new.append(entry)
            case "renamed":
                old.append(entry)
                new.append({**entry, "name": after, "formerly": ["昔", before]})
            case "silent":
                old.append(entry)
                new.append({**entry, "name": after})
            case "gone":
                old.append(entry)
            case _:
                new.append({**entry, "name": after})
    return old, new


def _plans(draw: st.DrawFn) -> tuple[Data, Data]:
    old: Data = {"schema": 1, "title": "計画"}
    new: Data = {"schema": 1, "title": draw(st.sampled_from(["計画", "新計画"]))}
    for key, names in (
        ("pillars", PILLARS),
        ("departments", DEPARTMENTS),
        ("statuses", STATUSES),
        ("phases", PHASES),
    ):
        old[key], new[key] = _words(draw, names)
    for before in old["pillars"]:
        categories, later = _words(draw, CATEGORIES)
        for pillar in new["pillars"]:
            if pillar["number"] == before["number"]:
                if draw(st.booleans()):
                    before["categories"] = categories
                pillar["categories"] = later
    return old, new


def _word(names: Names) -> st.SearchStrategy[str]:
    # Most initiatives begin with the words of the older plan.
    return st.sampled_from([before for before, _ in names] * 3 + [after for _, after in names])


def _place() -> st.SearchStrategy[Data]:
    return st.fixed_dictionaries(
        {"pillar": _word(PILLARS), "number": st.integers(1, 3)}, optional={"category": _word(CATEGORIES)}
    )


DEPARTMENT_LISTS = st.lists(_word(DEPARTMENTS), max_size=3)
COMPONENT = st.fixed_dictionaries(
    {"name": st.sampled_from(["LINE", "窓口", "窓口/LINE"]), "status": _word(STATUSES)}
)
SCHEDULE = st.lists(
    st.fixed_dictionaries({"fiscal_year": st.sampled_from(["R4", "R5", "FY2022"]), "phase": _word(PHASES)}),
    max_size=2,
)
INITIATIVES = st.builds(
    lambda place, rest: place | rest,
    _place(),
    st.fixed_dictionaries(
        {"title": st.sampled_from(["題", "新題"])},
        optional={
            "departments": DEPARTMENT_LISTS,
            "status": _word(STATUSES) | st.just(1),
            "listings": st.lists(_place(), max_size=3),
            "components": st.lists(COMPONENT, max_size=2),
            "schedule": SCHEDULE,
            "workstreams": st.lists(
                st.fixed_dictionaries(
                    {
                        "name": st.sampled_from(["税", "選挙"]),
                        "departments": DEPARTMENT_LISTS,
                        "schedule": SCHEDULE,
                    }
                ),
                max_size=2,
            ),
        },
    ),
)


def _follow(draw: st.DrawFn, value: Any) -> Any:
    """Return a value in which most words are exchanged for their other name."""
    if isinstance(value, dict):
        return {key: _follow(draw, part) for key, part in value.items()}
    if isinstance(value, list):
        return [_follow(draw, part) for part in value]
    for before, after in (*PILLARS, *CATEGORIES, *DEPARTMENTS, *STATUSES, *PHASES):
        if value in (before, after) and draw(st.integers(0, 3)):
            return after if value == before else before
    return value


@st.composite
def editions(draw: st.DrawFn) -> tuple[Edition, Edition]:
    """Draw two editions of a plan."""
    old_plan, new_plan = _plans(draw)
    old: dict[str | None, Data] = {None: old_plan}
    new: dict[str | None, Data] = {None: new_plan}
    for identifier in ("a", "b", "c"):
        initiative = {"id": identifier} | draw(INITIATIVES)
        match draw(st.sampled_from(["same", "follows", "follows", "follows", "other", "gone", "come"])):
            case "same":
                old[identifier] = new[identifier] = initiative
            case "follows":
                old[identifier] = initiative
                new[identifier] = _follow(draw, initiative)
            case "other":
                old[identifier] = initiative
                new[identifier] = {"id": identifier} | draw(INITIATIVES)
            case "gone":
                old[identifier] = initiative
            case _:
                new[identifier] = initiative
    name = draw(st.sampled_from(["plan", "plan", "newer"]))
    pair = Edition("plan", old), Edition(name, new)
    return pair if draw(st.booleans()) else (pair[1], pair[0])
