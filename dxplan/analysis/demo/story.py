"""The sample: two fiscal years of an invented city's plan, as commits and snapshots."""

from __future__ import annotations

from dxplan.analysis.demo.city import PLAN
from dxplan.analysis.demo.history import DemoHistory, Telling
from dxplan.analysis.demo.story_r4_h1 import first_half
from dxplan.analysis.demo.story_r4_h2 import second_half
from dxplan.analysis.demo.story_r5_h1 import third_half
from dxplan.analysis.demo.story_r5_h2 import fourth_half


def demo() -> DemoHistory:
    """Return the sample's history: always the same."""
    telling = Telling(PLAN)
    telling.tell([*first_half(), *second_half(), *third_half(), *fourth_half()])
    places = tuple(snapshot.commit for snapshot in telling.snapshots)
    return DemoHistory(tuple(telling.commits), tuple(telling.snapshots), places)
