"""The command lines that help shows as examples, each with what it does; they work in the sample that ``dxplan demo`` makes."""

from __future__ import annotations

from dxplan.i18n import N_

EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "status": (
        ("dxplan status", N_("Where the plan stands, and what changed since the last snapshot.")),
        ("dxplan status --at R4-H1 -f md", N_("Where it stood at a snapshot, as Markdown for a committee.")),
    ),
    "list": (
        ("dxplan list --department 市民課 --status 着手中", N_("What a department has begun.")),
        ("dxplan list --overdue --group-by departments", N_("What is late, by department.")),
        ("dxplan list -f csv -o list.csv", N_("All of it for Excel.")),
    ),
    "show": (
        ("dxplan show cashless-payment", N_("One initiative with all its fields.")),
        ("dxplan show cashless-payment --at R4", N_("The same as it was at a snapshot.")),
    ),
    "validate": (
        ("dxplan validate", N_("Check every plan.")),
        ("dxplan validate plans/asahino --fix", N_("Check one, and mend what has one certain cure.")),
        ("dxplan validate --base main", N_("Check what a branch changes, as a pull request does.")),
    ),
    "diff": (
        ("dxplan diff R4-H1 R4", N_("What changed between two snapshots.")),
        ("dxplan diff R5", N_("What has changed since a snapshot.")),
        ("dxplan diff R4 R5 --field status -f html -o changes.html", N_("Moves of status alone, as a page.")),
    ),
    "log": (
        ("dxplan log cashless-payment", N_("The history of one initiative, newest first.")),
        ("dxplan log --since R5 --status-only", N_("Every move of status since a fiscal year began.")),
    ),
    "blame": (("dxplan blame cashless-payment", N_("Who set each present value, and when.")),),
    "snapshot create": (
        ("dxplan snapshot create R6-H1 --dry-run", N_("See what would be frozen.")),
        ("dxplan snapshot create R6-H1", N_("Freeze the first half of a fiscal year as a tag.")),
    ),
    "snapshot list": (("dxplan snapshot list", N_("The snapshots with their counts.")),),
    "snapshot show": (("dxplan snapshot show R4", N_("What a snapshot says of itself.")),),
    "snapshot verify": (("dxplan snapshot verify", N_("Whether every snapshot is as it was made.")),),
    "trend": (
        ("dxplan trend", N_("Counts by status from snapshot to snapshot.")),
        ("dxplan trend --by month -f svg -o trend.svg", N_("The same by month, as a picture.")),
    ),
    "new": (
        ("dxplan new", N_("Answer questions; nothing is written before the end.")),
        ("dxplan new スマート窓口の導入 --pillar 1 --commit", N_("Answer the rest, and record it in git.")),
    ),
    "set": (
        ("dxplan set shelter-status status=運用中 --commit", N_("Set a field, and record it in the plan's words.")),
        ("dxplan set rpa departments+=総務課", N_("Add to a list.")),
        ("dxplan set --department 総務課 --status 着手中 note+=要確認 --yes", N_("Change many at once.")),
    ),
    "edit": (("dxplan edit rpa", N_("Open one in your editor; it is checked when you close it.")),),
    "renumber": (("dxplan renumber --dry-run", N_("See which ids and numbers clash, and what they would become.")),),
    "fmt": (
        ("dxplan fmt", N_("Bring every plan file into its normal form.")),
        ("dxplan fmt --check", N_("Only tell which are not.")),
    ),
    "init": (
        ("dxplan init", N_("Answer questions; nothing is written before the end.")),
        ("dxplan init city-plan --statuses rating --forge github", N_("Answer the rest, for a folder of its own.")),
    ),
    "hooks install": (("dxplan hooks install", N_("Set everything up in your clone, once.")),),
    "hooks uninstall": (("dxplan hooks uninstall --dry-run", N_("See what would be taken away.")),),
    "hooks status": (("dxplan hooks status", N_("Whether everything is in place.")),),
    "codeowners": (("dxplan codeowners -o .github/CODEOWNERS", N_("Write the file that GitHub reads.")),),
    "demo": (("dxplan demo sample", N_("Make the sample on which every example here works.")),),
    "schema": (
        ("dxplan schema initiative", N_("The schema of initiatives.")),
        ("dxplan schema --plan asahino", N_("The same, with the words of one plan.")),
    ),
}  # fmt: skip
"""Command → its examples: a command line, and what it does."""
