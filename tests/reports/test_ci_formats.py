"""The formats for continuous integration, read again by their consumers' parsers or by the letter of their rules."""

from __future__ import annotations

import json
import os
import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import unquote_to_bytes, urlsplit
from xml.etree import ElementTree as ET

import junitparser
import msgspec
import sarif_pydantic
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from dxplan.checks.registry import RULES
from dxplan.i18n import LANGUAGES, Speaker
from dxplan.model.message import message
from dxplan.model.problem import Problem, Severity
from dxplan.reports import ci_github, ci_gitlab, ci_junit, ci_rdjson, ci_sarif, ci_summary
from dxplan.reports.ci_findings import Finding, as_text, by_weight, findings
from dxplan.reports.formats.json_object import indented

if TYPE_CHECKING:
    from collections.abc import Iterator

SAY = Speaker("en")
FILE = "plans/minato/initiatives/forms.yaml"
# What breaks out of a format: its own signs, line breaks, controls, half characters, names of files that are no text.
WILD = [
    "::stop-commands::x",
    "\n::error::",
    "\r",
    "%0A",
    "]]>",
    "<b>",
    "&",
    '"',
    "|",
    "[[ATTACHMENT|x]]",
    "{0}",
    "[a](1)",
]
PIECES = st.sampled_from(
    [*WILD, "\u2028", "\x00", "\x1b[31m", "\ufffe", "\udc80", "計画", "🙂", ":", ",", ";", "]", "##["]
)
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=6).map("".join)
NAMES = st.lists(PIECES | st.text(max_size=5), min_size=1, max_size=4).map("".join)


def said(text: str) -> Any:
    return message("{text}", text=text)


def named(name: str) -> str:
    """Return a path as the file system may hold one: bytes, of which those that are no text came as halves."""
    safe = name.encode("utf-8", "surrogatepass").replace(b"\0", b"").replace(b"/", b"")
    return f"plans/minato/initiatives/{os.fsdecode(safe)}.yaml"


PROBLEMS = st.lists(
    st.builds(
        Problem,
        NAMES.map(named),
        st.integers(1, 2000),
        st.integers(1, 200),
        TEXTS.map(lambda text: f"/{text}"),
        st.sampled_from([*list(RULES)[:4], "made-up"]),
        st.sampled_from([Severity.ERROR, Severity.WARNING, Severity.INFO]),
        TEXTS.map(said),
        st.none() | TEXTS.map(said),
    ),
    max_size=3,
).map(lambda problems: findings(problems, "office/plans/", SAY))


def problem(text: str = "wrong", line: int = 3, **values: Any) -> Problem:
    facts: dict[str, Any] = {
        "path": FILE,
        "column": 5,
        "pointer": "/status",
        "rule": "unknown-name",
        "severity": Severity.ERROR,
    }
    return Problem(**(facts | {"line": line, "message": said(text)} | values))


# Findings


def test_paths_begin_at_the_top_of_the_git_repository() -> None:
    for place in ("plans/", "office/plans/", ""):
        (found,) = findings([problem()], place, SAY)
        assert (found.path, found.plan) == (place + FILE.removeprefix("plans/"), "minato")


def test_a_fingerprint_stays_when_lines_move_and_in_any_language() -> None:
    here = message("There is such a file already.")
    first, moved, japanese = (
        findings([problem(message=here, line=line)], "plans/", say)[0].fingerprint
        for line, say in ((3, SAY), (30, SAY), (3, Speaker("ja")))
    )
    assert first == moved == japanese
    facts = f"unknown-name\0{FILE}\0/status\0There is such a file already."
    assert first == sha256(facts.encode()).hexdigest()


def test_no_two_findings_share_a_fingerprint() -> None:
    same = [problem(line=line) for line in range(1, 5)]
    others = [
        problem(rule="x"),
        problem("other"),
        problem(pointer="/x"),
        problem(path="plans/kita/plan.yaml"),
    ]
    found = findings([*same, *others], "plans/", SAY)
    assert len({finding.fingerprint for finding in found}) == len(found)


# github: actions/runner, src/Runner.Common/ActionCommand.cs (TryParseV2), and what actions/toolkit escapes


def commands(text: str) -> list[tuple[str, dict[str, str], str] | str]:
    """Read lines as the runner does: a command at a line's start, its properties, its data; other lines are text."""
    read: list[tuple[str, dict[str, str], str] | str] = []
    for line in re.split(r"\r\n|\r|\n", text.removesuffix("\n")):
        match = re.match(r"\s*::([^ :]+)(?: (.*?))?::(.*)", line, re.DOTALL)
        if match is None:
            read.append(line)
            continue
        properties = dict(pair.split("=", 1) for pair in (match[2] or "").split(",") if "=" in pair)
        values = {key: undone(value, DATA[:2] + PROPERTY + DATA[2:]) for key, value in properties.items()}
        read.append((match[1], values, undone(match[3], DATA)))
    return read


DATA = (("%0D", "\r"), ("%0A", "\n"), ("%25", "%"))
PROPERTY = (("%3A", ":"), ("%2C", ","))


def undone(text: str, escapes: tuple[tuple[str, str], ...]) -> str:
    for escape, character in escapes:
        text = text.replace(escape, character)
    return text


@given(PROBLEMS)
def test_github_reads_each_finding_and_nothing_else(found: tuple[Finding, ...]) -> None:
    *read, last = commands(ci_github.render(found, "total"))
    names = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
    assert last == "total"
    assert read == [
        (
            names[finding.severity],
            {
                "file": as_text(finding.path),
                "line": str(finding.line),
                "col": str(finding.column),
                "title": finding.rule,
            },
            finding.whole,
        )
        for finding in by_weight(found)
    ]


def test_github_gets_the_gravest_first() -> None:
    weights = [Severity.INFO, Severity.ERROR, Severity.WARNING, Severity.ERROR]
    found = findings(
        [problem(line=line, severity=weight) for line, weight in enumerate(weights, 1)], "plans/", SAY
    )
    lines = ci_github.render(found, "4 files.").splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error", "::error", "::warning", "::notice", "4"]
    assert ["line=2" in lines[0], "line=4" in lines[1]] == [True, True]


# The summary of a job


@given(PROBLEMS, st.integers(0, 3000))
def test_a_summary_keeps_to_its_room(found: tuple[Finding, ...], room: int) -> None:
    text = ci_summary.render(found, "total", SAY, room)
    assert len(text.encode()) <= room
    rows = [
        line for line in text.splitlines() if line.startswith("| ") and not line.startswith(("| ---", "|   "))
    ]
    left_out = re.findall(r"^and (\d+) more$", text, re.MULTILINE)
    if text:
        assert len(rows) + sum(map(int, left_out)) == len(found)
        assert all(len(re.findall(r"(?<!\\)\|", row)) == 5 for row in rows)


# gitlab: docs.gitlab.com, «Code Quality report format»


@given(PROBLEMS)
def test_gitlab_gets_what_its_report_needs(found: tuple[Finding, ...]) -> None:
    text = ci_gitlab.render(found)
    assert not text.startswith("\ufeff")
    entries = json.loads(text)
    assert len({entry["fingerprint"] for entry in entries}) == len(found)
    for entry, finding in zip(entries, found, strict=True):
        assert entry.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert entry["description"] == finding.whole
        assert not entry["location"]["path"].startswith(("./", "/"))
        assert entry["location"]["lines"] == {"begin": finding.line}


# rdjson: reviewdog, proto/rdf/reviewdog.proto


class Position(Struct, forbid_unknown_fields=True):
    """Position."""

    line: int


class Range(Struct, forbid_unknown_fields=True):
    """Range, of which only the start is required."""

    start: Position


class Location(Struct, forbid_unknown_fields=True):
    """Location."""

    path: str
    range: Range


class Code(Struct, forbid_unknown_fields=True):
    """Code."""

    value: str


class Diagnostic(Struct, forbid_unknown_fields=True):
    """Diagnostic."""

    message: str
    location: Location
    severity: Literal["ERROR", "WARNING", "INFO"]
    code: Code


class Source(Struct, forbid_unknown_fields=True):
    """Source."""

    name: str


class Result(Struct, forbid_unknown_fields=True):
    """DiagnosticResult."""

    source: Source
    diagnostics: list[Diagnostic]


@given(PROBLEMS)
def test_reviewdog_gets_its_diagnostics(found: tuple[Finding, ...]) -> None:
    read = msgspec.json.decode(ci_rdjson.render(found).encode(), type=Result, strict=True)
    assert [
        (entry.message, entry.location.range.start.line, entry.code.value) for entry in read.diagnostics
    ] == [(finding.whole, finding.line, finding.rule) for finding in found]


# sarif: the sections are those of the specification, version 2.1.0


@given(PROBLEMS)
def test_sarif_is_as_the_specification_has_it(found: tuple[Finding, ...]) -> None:
    text = ci_sarif.render(found, SAY, "1.2.3")
    log = json.loads(text)
    assert sarif_pydantic.Sarif.model_validate(log).runs[0].tool.driver.name == "dxplan"
    assert log["version"] == "2.1.0"  # 3.13.2
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"  # 3.14.17
    driver = run["tool"]["driver"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", driver["semanticVersion"])  # 3.19.12
    rules = driver["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)  # 3.49.3
    for result, finding in zip(run["results"], found, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.rule  # 3.27.6
        assert result["level"] in {"error", "warning", "note"}  # 3.27.10
        assert literal(result["message"]["text"])  # 3.11.5, 3.11.6
        (location,) = result["locations"]
        place = location["physicalLocation"]
        address = place["artifactLocation"]["uri"]
        assert address.isascii()
        assert urlsplit(address)[:2] == ("", "")  # 3.4.3: relative, as it has a base
        assert unquote_to_bytes(urlsplit(address).path) == os.fsencode(finding.path)
        assert place["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
        assert place["region"] == {"startLine": finding.line, "startColumn": finding.column}  # 3.30.5, 3.30.6
        assert result["partialFingerprints"] == {"dxplan/v1": finding.fingerprint}  # 3.27.17


def literal(text: str) -> bool:
    """Tell whether a text has neither placeholders nor links."""
    return not re.search(r"[{}]", text.replace("{{", "").replace("}}", "")) and "](" not in text


def test_sarif_knows_every_rule_in_both_languages() -> None:
    for language in LANGUAGES:
        (run,) = json.loads(ci_sarif.render((), Speaker(language), "1.0.0"))["runs"]
        rules = run["tool"]["driver"]["rules"]
        assert [rule["id"] for rule in rules] == list(RULES)
        for rule in rules:
            assert literal(rule["shortDescription"]["text"])
            assert literal(rule["help"]["text"])
            assert rule["fullDescription"] == rule["help"]
            level = rule["defaultConfiguration"].get("level")
            assert {"error": "error", "warning": "warning", "note": "info", None: "off"}[level] == RULES[
                rule["id"]
            ].severity.value


# junit


@given(PROBLEMS, st.booleans())
def test_junit_readers_find_each_failure(found: tuple[Finding, ...], strict: bool) -> None:  # noqa: FBT001
    files = {"minato": ["office/plans/minato/plan.yaml"], "kita": []}
    text = ci_junit.render(found, files, strict=strict)
    counted = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    paths = {as_text(finding.path) for finding in found} | {"office/plans/minato/plan.yaml"}
    suites = {suite.name: list(suite) for suite in junitparser.JUnitXml.fromstring(text.encode())}
    assert suites.keys() == {"minato", "kita"}
    cases = suites["minato"]
    assert {case.name for case in cases} <= {xml(path) for path in paths}
    failures = [failure for case in cases for failure in case.result]
    wanted = [finding for finding in found if finding.severity in counted]
    assert sorted(failure.type for failure in failures) == sorted(finding.rule for finding in wanted)
    assert "[[ATTACHMENT|" not in "".join(case.system_out or "" for case in cases)
    root = ET.fromstring(text.encode())  # noqa: S314  (our own)
    assert root.attrib["tests"] == str(len(cases))
    assert root.attrib["failures"] == str(sum(bool(case.result) for case in cases))


class Counted(tuple[Finding, ...]):
    """Findings that count how often somebody goes through them."""

    __slots__ = ()
    times = 0

    def __iter__(self) -> Iterator[Finding]:
        Counted.times += 1
        return super().__iter__()


def test_junit_goes_through_the_findings_once_whatever_the_number_of_plans() -> None:
    problems = [problem(path=f"plans/p{number}/initiatives/a.yaml") for number in range(9)]
    found = Counted(findings(problems, "plans/", SAY))
    Counted.times = 0
    text = ci_junit.render(found, {f"p{number}": [] for number in range(9)}, strict=False)
    assert text.count("<failure ") == len(problems)
    assert Counted.times == 1


def xml(text: str) -> str:
    """Return a text as XML can hold it (2.2, Char)."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "�", text)


# All of them


@given(PROBLEMS)
def test_every_format_is_lines_of_utf_8_without_controls(found: tuple[Finding, ...]) -> None:
    for text in (
        ci_github.render(found, "total"),
        ci_gitlab.render(found),
        ci_rdjson.render(found),
        ci_sarif.render(found, SAY, "1.0.0"),
        ci_junit.render(found, {}, strict=False),
    ):
        assert text.endswith("\n")
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]", text)
        assert text.encode()


def test_json_is_laid_out_as_everywhere() -> None:
    (found,) = findings([problem()], "plans/", SAY)
    text = ci_gitlab.render([found])
    assert text == indented(json.loads(text)) + "\n"
