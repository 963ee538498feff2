"""All files of a new plan, as paths and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.analysis.starting_forge import forge_files
from dxplan.analysis.starting_initiative import SAMPLE_ID, initiative_text
from dxplan.analysis.starting_plan import plan_text
from dxplan.analysis.starting_readme import readme_text
from dxplan.analysis.starting_repository import repository_files
from dxplan.stores.layout import FILE_ENDING, initiatives_folder, plan_file

if TYPE_CHECKING:
    from dxplan.analysis.starting import Start


def plan_files(start: Start) -> dict[str, str]:
    """Return plan.yaml and the sample initiative by their paths from the root."""
    return {
        plan_file(start.plan): plan_text(start),
        f"{initiatives_folder(start.plan)}/{SAMPLE_ID}{FILE_ENDING}": initiative_text(start),
    }


def surrounding_files(start: Start, version: str) -> dict[str, str]:
    """Return what a plan repository has besides its plans; ``version`` is that of dxplan."""
    return {"README.md": readme_text(start), **repository_files(start), **forge_files(start, version)}
