"""The registry of rules: one line per rule, in the order in which the documentation shows them."""

from __future__ import annotations

from dxplan.checks.changes import (
    actual_rewritten,
    baseline_changed,
    closed_period,
    deleted_initiative,
    foreign_department,
    id_renamed,
    start_postponed,
    status_transition,
)
from dxplan.checks.rules import (
    actual_open,
    category_of_pillar,
    component_status,
    contact_data,
    deadline_outside,
    decomposed_text,
    done_future,
    done_unread,
    file_name,
    goal_title,
    impossible_value,
    indicator_direction,
    indicator_flat,
    indicator_unit,
    invisible_character,
    known_rule,
    look_alike,
    missing_category,
    missing_status,
    my_number,
    period_outside,
    plan_reference,
    plan_unique,
    plan_years,
    private_character,
    reading,
    schema,
    start_future,
    start_passed,
    stray_file,
    successor,
    term_order,
    unique_entry,
    unique_id,
    unique_listing,
    unique_number,
    unknown_name,
    unread_date,
    waiver,
    withdrawn_status,
    year_outside,
)

_MODULES = (
    schema,
    impossible_value,
    file_name,
    stray_file,
    unique_id,
    unique_number,
    unique_listing,
    unique_entry,
    unknown_name,
    category_of_pillar,
    missing_category,
    missing_status,
    component_status,
    withdrawn_status,
    successor,
    period_outside,
    year_outside,
    deadline_outside,
    done_future,
    done_unread,
    start_future,
    start_passed,
    unread_date,
    indicator_unit,
    indicator_flat,
    indicator_direction,
    actual_open,
    goal_title,
    invisible_character,
    look_alike,
    decomposed_text,
    private_character,
    my_number,
    contact_data,
    plan_years,
    term_order,
    plan_unique,
    plan_reference,
    known_rule,
    status_transition,
    id_renamed,
    deleted_initiative,
    baseline_changed,
    actual_rewritten,
    start_postponed,
    foreign_department,
    closed_period,
)

RULES = {
    rule.id: rule
    for rule in (*reading.RULES, *(module.RULE for module in _MODULES), waiver.EXPIRED, waiver.IDLE)
}
"""Every rule by its id."""

INITIATIVE_RULES = tuple(rule for rule in RULES.values() if rule.check_initiative)
PLAN_RULES = tuple(rule for rule in RULES.values() if rule.check_plan)
TEXT_RULES = tuple(rule for rule in RULES.values() if rule.check_text)
CROSS_RULES = tuple(rule for rule in RULES.values() if rule.check_all)
CHANGE_RULES = tuple(rule for rule in RULES.values() if rule.check_changes)
