"""Whatever stands in a file, ``validate`` ends with an answer: never with a fault, never late, and it writes nothing.

The command runs inside the test's own process, through the boundary that turns errors into exit codes.
"""

from __future__ import annotations

import copy
import io
import json
import time
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from dxplan.commands import boundary
from dxplan.errors import ExitCode
from dxplan.model.places import compile_places, walk_places
from dxplan.stores.documents import parse_document
from dxplan.stores.schemas import SchemaName, schema
from tests.checks.test_schema_verdicts import KEYS, VALUES, mutate
from tests.checks.trial import BASE, EXAMPLES, INITIATIVES, PLAN, Trial
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 20
"""How long one run may take: it takes milliseconds, but the machine may be busy."""

INITIATIVE = f"{INITIATIVES}/online-forms.yaml"
PATHS = st.sampled_from([INITIATIVE, PLAN])
# Signs that mean something to YAML, and what officials' files have in them.
TOKENS = st.sampled_from(
    [
        *(
            "\n",
            "\r\n",
            "\r",
            "\t",
            " ",
            "  ",
            "- ",
            "-",
            ": ",
            ":",
            ",",
            "[",
            "]",
            "{",
            "}",
            "&a ",
            "*a",
            "!!str ",
            "!",
        ),
        *(
            "|",
            ">",
            "|2-\n",
            '"',
            "'",
            "\\",
            "\\u200b",
            "\\U00110000",
            "\\ud800",
            "#",
            " #",
            "%YAML 1.1\n---\n",
            "---\n",
        ),
        *(
            "...\n",
            "? ",
            "<<: ",
            "<<<<<<< HEAD\n",
            "=======\n",
            ">>>>>>> x\n",
            "null",
            "~",
            "yes",
            "0x",
            "1e999",
            "9" * 25,
        ),
        *(
            "：",
            "　",
            "\ufeff",
            "\u200b",
            "\u2028",
            "\x00",
            "\x1b",
            "\x85",
            "⼿",
            "\ue000",
            "カ\u3099",
            "令和5年度",
            "R5",
            "S80",
        ),
        *(
            "123456789018",
            "joho@city.example",
            "0852-55-0000",
            "2024-02-30",
            "id: con\n",
            "[" * 60,
            "{a: " * 60,
            "😀",
        ),
        *("\ud83d", "é", "a" * 400),
    ]
)
YAML_TEXT = st.lists(st.one_of(TOKENS, st.text(max_size=4)), max_size=25).map("".join)


@cache
def _real_files() -> list[bytes]:
    """Return files to be damaged: the example plan, what is odd but valid, and some of the real plans."""
    real = [file for file in sorted((ROOT / "plans").rglob("*.yaml")) if file.stat().st_size < 6000]
    files = [*sorted(BASE.rglob("*.yaml")), *sorted((EXAMPLES / "valid").glob("*.yaml")), *real[::6]]
    return [file.read_bytes() for file in files]


@st.composite
def damaged_files(draw: st.DrawFn) -> bytes:
    """Draw a real file with a few slips: something typed into it, cut out of it or pasted again elsewhere."""
    raw = draw(st.sampled_from(_real_files()))
    for _ in range(draw(st.integers(1, 4))):
        at, end = sorted((draw(st.integers(0, len(raw))), draw(st.integers(0, len(raw)))))
        end = draw(st.sampled_from([end, min(at + 1, len(raw)), at]))
        match draw(st.sampled_from(["type", "type", "cut", "paste", "bytes"])):
            case "type":
                raw = raw[:at] + draw(TOKENS).encode("utf-8", "surrogatepass") + raw[at:]
            case "cut":
                raw = raw[:at] + raw[end:]
            case "paste":
                raw = raw[:at] + raw[at:end][:2000] + raw[at:]
            case _:
                raw = raw[:at] + draw(st.binary(max_size=3)) + raw[end:]
    return raw


@st.composite
def changed_documents(draw: st.DrawFn) -> bytes:
    """Draw a real document with other values, as block YAML or as JSON."""
    data: dict[str, Any] = copy.deepcopy(parse_document("x", draw(st.sampled_from(_real_files()))).data)
    for _ in range(draw(st.integers(1, 4))):
        mutate(draw, data)
    return _written(data, draw(st.sampled_from(["json", "ascii", "yaml"])))


_LINE = st.text(min_size=1, max_size=20)
_YEAR = st.one_of(
    st.from_regex("[MTSHR][1-9][0-9]?", fullmatch=True), st.from_regex("FY[12][0-9]{3}", fullmatch=True)
)
_DAY = st.from_regex("[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", fullmatch=True)
OF_KIND = {
    "line": _LINE,
    "prose": _LINE,
    "fuzzyDate": st.one_of(
        _DAY,
        _YEAR,
        st.text(
            "R5H31令和元年度中月日末頃初秋上中下旬～（）()/-.、と0１春通毎第四半期未定 一部", max_size=20
        ),
    ),
    "fiscalYear": _YEAR,
    "period": st.tuples(_YEAR, st.sampled_from(["", "-H1", "-H2", "-Q4", "-FY"])).map("".join),
    "date": _DAY,
    "key": st.from_regex("[1-9]-[1-9]", fullmatch=True),
    "number": st.integers(1, 9999),
    "reference": st.sampled_from(["online-forms", "card-readers", "x"]),
}


@st.composite
def valid_documents(draw: st.DrawFn) -> tuple[str, bytes]:
    """Draw a path and a document whose values have the form that the schema wants, so that the rules look at them."""
    name: SchemaName = draw(st.sampled_from(["initiative", "initiative", "plan"]))
    places = compile_places(schema(name), frozenset(OF_KIND))
    known = [data for kind, data in _known_documents() if kind == name]
    data: Any = copy.deepcopy(draw(st.sampled_from(known)))
    changeable = [(at, OF_KIND[kind]) for at, _, kinds in walk_places(data, places) for kind in sorted(kinds)]
    for (*above, last), values in draw(st.lists(st.sampled_from(changeable), min_size=1, max_size=8)):
        parent = data
        for key in above:
            parent = parent[key]
        parent[last] = draw(values)
    return (PLAN if name == "plan" else INITIATIVE), _written(data, "json")


@cache
def _known_documents() -> list[tuple[str, dict[str, Any]]]:
    documents = [parse_document("x", raw).data for raw in _real_files()]
    return [("plan" if "pillars" in data else "initiative", data) for data in documents]


def _written(data: object, form: str) -> bytes:
    if form != "yaml":
        return json.dumps(data, ensure_ascii=form == "ascii").encode("utf-8", "surrogatepass")
    sink = io.BytesIO()
    yaml = YAML(pure=True)
    yaml.default_flow_style = False
    yaml.dump(data, sink)
    return sink.getvalue()


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    """Return a plan repository that all examples of a test share."""
    return Trial.of_base(tmp_path_factory.mktemp("fuzz") / "repository")


def _digest(root: Path) -> str:
    """Return a digest over the names, the kinds and the contents of all below a folder."""
    sink = sha256()
    for file in sorted(root.rglob("*")):
        state = file.lstat()
        sink.update(f"{file.relative_to(root)} {state.st_mode} {state.st_mtime_ns}\n".encode())
        if file.is_file():
            sink.update(file.read_bytes())
    return sink.hexdigest()


def ends_well(trial: Trial, path: str, raw: bytes, *options: str) -> int:
    """Put bytes into a file, validate, and make sure that it ends as it should; returns the exit code."""
    before = (trial.root / path).read_bytes()
    trial.write(path, raw)
    tree = _digest(trial.root)
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    start = time.monotonic()
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = boundary.run(["-C", str(trial.root), "validate", *options])
        seconds = time.monotonic() - start
        after = _digest(trial.root)
    finally:
        trial.write(path, before)
    said = [stream.buffer.getvalue().decode() for stream in (out, err)]
    assert code in {ExitCode.DONE, ExitCode.FINDINGS}, (code, said, raw)
    assert tree == after
    assert seconds < SECONDS
    assert "Traceback" not in "".join(said)
    assert said[0].strip()
    return code


@settings(max_examples=150)
@given(PATHS, st.binary(max_size=400))
@example(INITIATIVE, b"")
@example(INITIATIVE, b"\xff\xfe")
@example(PLAN, b"\xef\xbb\xbf")
@example(PLAN, b"\0")
def test_random_bytes(trial: Trial, path: str, raw: bytes) -> None:
    assert ends_well(trial, path, raw) == ExitCode.FINDINGS


@settings(max_examples=200)
@given(PATHS, YAML_TEXT)
def test_random_text(trial: Trial, path: str, text: str) -> None:
    ends_well(trial, path, text.encode("utf-8", "surrogatepass"))


@settings(max_examples=150)
@given(PATHS, st.dictionaries(KEYS, VALUES, max_size=8), st.sampled_from(["json", "ascii", "yaml"]))
def test_random_structures(trial: Trial, path: str, data: dict[str, object], form: str) -> None:
    ends_well(trial, path, _written(data, form))


@settings(max_examples=250)
@given(PATHS, damaged_files(), st.sampled_from([("--lang", "ja"), ("-f", "json"), ()]))
def test_damaged_files(trial: Trial, path: str, raw: bytes, options: tuple[str, ...]) -> None:
    ends_well(trial, path, raw, *options)


@settings(max_examples=250)
@given(PATHS, changed_documents(), st.sampled_from([("--lang", "ja"), ("-f", "json"), ()]))
def test_documents_with_other_values(trial: Trial, path: str, raw: bytes, options: tuple[str, ...]) -> None:
    ends_well(trial, path, raw, *options)


@settings(max_examples=250)
@given(valid_documents())
def test_documents_of_the_right_form(trial: Trial, document: tuple[str, bytes]) -> None:
    ends_well(trial, *document)


_VALID = """schema: 1
id: example
title: 窓口案内の見直し
pillar: 業務の効率化
category: 庁内
number: 8
departments: [情報課]
status: 着手中
"""
_LINES = 20_000


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param(INITIATIVE, text, id=name)
        for name, text in {
            "spaces": _VALID.replace("窓口案内の見直し", '"あ' + " " * 500_000 + 'い\\n"'),
            "digits": _VALID.replace("8", '"' + "1 " * 200_000 + '"'),
            "entries": _VALID.replace("情報課", ", ".join(f"{n}, a{n}" for n in range(_LINES // 4))),
            "keys": _VALID + "".join(f"titel{n}: 1\n" for n in range(_LINES // 4)),
            "empty entries": _VALID + "goals:\n" + "  -\n" * _LINES,
            "texts": _VALID + "goals:\n" + "  - 電話は 0852-55-0000 へ\n" * _LINES,
            "tasks": _VALID + "tasks:\n" + "  - {fiscal_year: R9, text: a, name: b, done: no}\n" * (_LINES // 4),
            "letters": _VALID + "note: " + "a" * 500_000 + "\n",
            "mixed letters": _VALID + "note: " + "aа" * 200_000 + "\n",
        }.items()
    ]
    + [
        pytest.param(PLAN, text, id=name)
        for name, text in {
            "committees": "committees:\n" + "".join(f"  - name: 会議{n}\n" for n in range(_LINES)),
            "rules": "rules:\n" + "".join(f"  {chr(97 + n // 676 % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n % 26)}: off\n" for n in range(17_576)),
        }.items()
    ],
)  # fmt: skip
def test_a_large_file_takes_no_longer_than_its_size(trial: Trial, path: str, text: str) -> None:
    raw = text if path == INITIATIVE else (trial.root / PLAN).read_text(encoding="utf-8") + text
    ends_well(trial, path, raw.encode())


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (INITIATIVE, "number: 1\n", "number: 1.0\n"),
        (INITIATIVE, "amount: 12000\n", "amount: 1.2e4\n"),
        (INITIATIVE, "schema: 1\n", "schema: 1.0\n"),
        (PLAN, "number: 1\n", "number: 1.0\n"),
    ],
)
def test_a_whole_number_may_have_decimals(trial: Trial, path: str, old: str, new: str) -> None:
    text = (trial.root / path).read_text(encoding="utf-8")
    assert old in text
    ends_well(trial, path, text.replace(old, new, 1).encode())
