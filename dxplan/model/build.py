"""Typed values from parsed documents that fit their schema."""

from __future__ import annotations

from typing import Any

import msgspec

from dxplan.model.initiative import Initiative
from dxplan.model.plan import Plan


def build_initiative(data: object) -> Initiative:
    """Turn a valid document into an initiative."""
    built: Initiative = _build(data, Initiative)
    return built


def build_plan(data: object) -> Plan:
    """Turn a valid document into a plan."""
    built: Plan = _build(data, Plan)
    return built


def _build(data: object, kind: type[Any]) -> Any:
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError:
        # JSON Schema takes 1.0 for the whole number 1; what is typed as a whole number shall be one.
        return msgspec.convert(_with_whole_numbers(data), kind)


def _with_whole_numbers(data: object) -> object:
    if isinstance(data, dict):
        return {key: _with_whole_numbers(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_with_whole_numbers(value) for value in data]
    return int(data) if isinstance(data, float) and data.is_integer() else data
