"""Files made to harm: they end soon, in little memory, with an error that says what is wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

MIB = 1024 * 1024

PROGRAM = """
import resource, sys, time
from dxplan.errors import DocumentError
from dxplan.stores.documents import parse_document

resource.setrlimit(resource.RLIMIT_AS, (400 * 2**20, 400 * 2**20))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
raw = eval(sys.argv[1])
start = time.perf_counter()
try:
    parse_document("a.yaml", raw.encode())
    rule = "none"
except DocumentError as error:
    rule = error.rule
seconds = time.perf_counter() - start
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(rule, seconds, grown * 1024)
"""

LAUGHS = (
    "'a0: &a0 [' + ','.join(['x'] * 10) + ']\\n' + ''.join("
    "f'a{i}: &a{i} [' + ','.join([f'*a{i - 1}'] * 10) + ']\\n' for i in range(1, 20))"
)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded and measured as Linux does it")
@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (LAUGHS, "yaml-alias"),
        (f"'k: ' + '[' * {MIB - 3}", "too-deep"),
        (f"'[' * {MIB}", "too-deep"),
        (f"'[\\n' * {MIB // 2}", "too-deep"),
        (f"'- ' * {MIB // 2}", "too-deep"),
        (f"'{{a: ' * {MIB // 4}", "too-deep"),
        (f"'? ' * {MIB // 2}", "yaml-key"),
        (f"'k: ' + '1' * {MIB - 3}", "yaml-number"),
        (f"'k: |\\n' + ' ' * {MIB - 5}", "none"),
        (f"'k: [a' + ' ' * {MIB - 6}", "yaml-syntax"),
        (f"'k: *' + 'a' * {MIB - 4}", "yaml-alias"),
        (f"'k:\\n' + '- *a\\n' * {MIB // 8}", "yaml-alias"),
        (f"'k: v\\n' * {MIB // 5}", "duplicate-key"),
    ],
)
def test_harmful_files_end_soon(text: str, rule: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, text],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    found, seconds, grown = ran.stdout.split()
    assert found == rule
    assert float(seconds) < (1 if text == LAUGHS else 5)
    assert int(grown) < 100 * MIB
