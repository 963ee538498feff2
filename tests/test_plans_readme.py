"""plans/README.md lists exactly the findings that the three plans still have."""

from __future__ import annotations

import json
import re

from tests.harness import run_dxplan
from tests.readme import ROOT

_ROW = re.compile(r"^\| (\S+) \| (/\S*) \| ([a-z-]+) \| (.+) \|$", re.MULTILINE)


def test_the_findings_of_the_plans_are_all_explained() -> None:
    result = run_dxplan("validate", "-f", "json", cwd=ROOT)
    problems = json.loads(result.out)["problems"]
    found = [(problem["path"], problem["pointer"], problem["rule"]) for problem in problems]
    listed = [
        (f"plans/{path}", pointer, rule)
        for path, pointer, rule, _ in _ROW.findall((ROOT / "plans" / "README.md").read_text(encoding="utf-8"))
    ]
    assert found == listed
    assert result.code == 0
