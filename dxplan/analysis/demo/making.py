"""Making the sample: its history through git, and the tags of its snapshots as ``snapshot create`` makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.analysis.demo.history import snapshot_tags
from dxplan.analysis.sealing import message_for
from dxplan.model.build import build_initiative, build_plan
from dxplan.model.period import Period
from dxplan.stores.documents import parse_document
from dxplan.stores.layout import PLAN_FILE, PLANS_FOLDER
from dxplan.stores.making import make_repository, make_tag
from dxplan.stores.schemas import schema_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from dxplan.analysis.demo.history import DemoHistory, EarlierSnapshot
    from dxplan.stores.git import GitRepository


def make_demo(folder: Path, size: tuple[int, int] | None = None) -> None:
    """Make the sample in a folder; ``size`` asks for so many initiatives and commits made up by chance.

    The same commits have the same ids everywhere. Raises DxplanError where the folder is taken or git fails.
    """
    history = _history(size)

    def tag(repository: GitRepository, ids: list[str]) -> None:
        objects: dict[str, str] = {}

        def text(
            plan: str, period: str, files: Mapping[str, bytes], earlier: Sequence[EarlierSnapshot]
        ) -> str:
            previous = [(Period.parse(one.period), objects[one.tag]) for one in earlier]
            return _message(plan, period, files, previous)

        for made in snapshot_tags(history.snapshots, ids, text):
            objects[made.name] = make_tag(repository, made)

    # The schemas are of this dxplan and not of the history, so the repository leaves them out of git.
    beside = {f"schema/{name}.schema.json": schema_text(name).encode() for name in ("plan", "initiative")}
    make_repository(folder, history.commits, history.places, tag, beside)


def _history(size: tuple[int, int] | None) -> DemoHistory:
    from dxplan.analysis.demo.larger import larger  # noqa: PLC0415  (one of the two is told)
    from dxplan.analysis.demo.story import demo  # noqa: PLC0415

    return demo() if size is None else larger(*size)


def _message(
    plan: str, period: str, files: Mapping[str, bytes], previous: Sequence[tuple[Period, str]]
) -> str:
    """Return the message of a snapshot's tag, from the plan's files by their paths from the root."""
    start = f"{PLANS_FOLDER}/{plan}/"
    inside = {path.removeprefix(start): raw for path, raw in files.items() if path.startswith(start)}
    data = {path: parse_document(path, raw).data for path, raw in inside.items()}
    own = build_plan(data.pop(PLAN_FILE))
    initiatives = [build_initiative(document) for document in data.values()]
    return message_for(plan, own, Period.parse(period), inside, initiatives, previous)
