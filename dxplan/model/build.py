"""Typed values from parsed documents that fit their schema."""

from __future__ import annotations

import msgspec

from dxplan.model.initiative import Initiative
from dxplan.model.plan import Plan


def build_initiative(data: object) -> Initiative:
    """Turn a valid document into an initiative."""
    return msgspec.convert(data, Initiative)


def build_plan(data: object) -> Plan:
    """Turn a valid document into a plan."""
    return msgspec.convert(data, Plan)
