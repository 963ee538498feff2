"""Titles of columns and labels that several reports share."""

from __future__ import annotations

from dxplan.i18n import N_

PLAN = N_("Plan")
STATUS = N_("Status")
COLUMN_TITLES = {
    "plan": PLAN,
    "id": N_("Id"),
    "title": N_("Initiative"),
    "pillar": N_("Pillar"),
    "category": N_("Category"),
    "number": N_("No."),
    "departments": N_("Departments"),
    "status": STATUS,
    "stage": N_("Stage"),
    "operation_start": N_("Start of operation"),
    "listings": N_("Listed again"),
    "added": N_("Added"),
    "withdrawn": N_("Withdrawn"),
    "overdue": N_("Overdue"),
    "path": N_("File"),
}
"""The columns of lists, in the order in which ``--columns`` names them."""
