"""What ``validate`` writes for other programs, read by them: schemas of their makers, parsers, validators."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import junitparser
import pytest

from dxplan.i18n import Speaker
from dxplan.reports import ci_github, ci_junit, ci_rdjson, ci_sarif
from dxplan.reports.ci_findings import Finding, as_text, by_weight
from tests.conftest import ROOT
from tests.forge.consumers import FINDINGS, downloaded, package, program, ran

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness import Repository

pytestmark = pytest.mark.slow

WINDOW = "plans/minato/initiatives/chat-window.yaml"
EVERY = pytest.mark.parametrize("found", FINDINGS.values(), ids=FINDINGS.keys())


@pytest.fixture
def flawed(repository: Repository) -> Repository:
    """Return a repository whose plan has a finding."""
    repository.write(WINDOW, repository.read(WINDOW).replace("category: 広報", 'category: "##[x]]]>"'))
    return repository


def written(flawed: Repository, form: str) -> str:
    done = flawed.run("validate", "-f", form)
    assert (done.code, done.err) == (1, "")
    return done.out


# SARIF: Microsoft's Multitool has rules for what the schema cannot say, and those of GitHub's code scanning. The schema
# comes with it, but its own reading of that knows no lists of allowed values.


def wrong_sarif(log: str, folder: Path) -> list[str]:
    """Return what the schema and the Multitool find in a log."""
    schema = json.loads(package("@microsoft/sarif-multitool-linux/sarif-2.1.0.json").read_text("utf-8-sig"))
    validator = jsonschema_rs.validator_for(schema, validate_formats=True)
    return [error.message for error in validator.iter_errors(json.loads(log))] + multitool(log, folder)


def multitool(log: str, folder: Path) -> list[str]:
    """Return the rules that a log breaks, each with its message."""
    judge = package("@microsoft/sarif-multitool-linux/Sarif.Multitool")
    (folder / "log.sarif").write_text(log, encoding="utf-8")
    command: list[str | Path] = [judge, "validate", folder / "log.sarif", "--output", folder / "said.sarif"]
    done = ran(
        [*command, "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning", "--log", "ForceOverwrite"],
        DOTNET_SYSTEM_GLOBALIZATION_INVARIANT="1",
    )
    assert "1 files scanned" in done.stdout, done.stdout
    (run,) = json.loads((folder / "said.sarif").read_text(encoding="utf-8-sig"))["runs"]
    return [f"{result['ruleId']} {result['message']}" for result in run["results"]]


@EVERY
def test_sarif_follows_its_schema_and_rules(found: tuple[Finding, ...], tmp_path: Path) -> None:
    assert wrong_sarif(ci_sarif.render(found, Speaker("ja"), "1.0.0"), tmp_path) == []


def test_sarif_of_a_plan_follows_its_schema_and_rules(flawed: Repository, tmp_path: Path) -> None:
    assert wrong_sarif(written(flawed, "sarif"), tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [('"level": "error"', '"level": "bad"'), ('"startLine": 1,', '"startLine": 0,'), ("fullDesc", "desc")],
)
def test_a_log_that_is_wrong_is_seen(old: str, new: str, tmp_path: Path) -> None:
    log = ci_sarif.render(FINDINGS["whole file"], Speaker("en"), "1.0.0")
    assert old in log
    assert wrong_sarif(log.replace(old, new), tmp_path) != []


# rdjson: a validator of reviewdog's format. An empty list of findings is what it only finds unusual.


def rdformat(text: str) -> list[Any]:
    """Return what a validator finds in a result."""
    judge = package("@umbrelladocs/rdformat-validator/bin/rdformat-validator.js")
    done = ran([program("node"), judge, "--strict", "--no-extra-fields", "--format", "json"], text)
    (said,) = json.loads(done.stdout)["fileResults"]
    unusual = [detail for detail in said.get("warningDetails", ()) if detail["code"] != "EMPTY_ARRAY"]
    return [*said.get("errorDetails", ()), *unusual]


@EVERY
def test_rdjson_passes_a_validator(found: tuple[Finding, ...]) -> None:
    assert rdformat(ci_rdjson.render(found)) == []


def test_rdjson_of_a_plan_passes_a_validator(flawed: Repository) -> None:
    assert rdformat(written(flawed, "rdjson")) == []


@pytest.mark.parametrize(
    ("old", "new"), [('"ERROR"', '"error"'), ('"path"', '"file"'), ('"line": 1', '"line": "1"')]
)
def test_the_validator_sees_a_result_that_is_wrong(old: str, new: str) -> None:
    text = ci_rdjson.render(FINDINGS["whole file"])
    assert old in text
    assert rdformat(text.replace(old, new)) != []


# github: the toolkit by which actions write the same commands


@EVERY
def test_github_is_what_the_toolkit_writes(found: tuple[Finding, ...]) -> None:
    names = {"error": "error", "warning": "warning", "info": "notice"}
    asked = [
        (
            names[finding.severity.value],
            {
                "file": as_text(finding.path),
                "line": finding.line,
                "col": finding.column,
                "title": finding.rule,
            },
            finding.whole,
        )
        for finding in by_weight(found)
    ]
    toolkit = package("@actions/core/lib/command.js")
    done = ran([program("node"), ROOT / "tests" / "forge" / "toolkit.mjs", toolkit], json.dumps(asked))
    assert (done.returncode, done.stderr) == (0, "")
    assert ci_github.render(found, "total") == f"{done.stdout}total\n"


# junit: the schema of Jenkins' plugin


def jenkins(text: str) -> list[str]:
    """Return what does not fit the schema."""
    file = downloaded("junit-10.xsd")
    from lxml import etree  # noqa: PLC0415  (of the extra)

    schema = etree.XMLSchema(etree.parse(str(file)))
    schema.validate(etree.fromstring(text.encode()))
    return [str(error) for error in schema.error_log]


@EVERY
@pytest.mark.parametrize("strict", [True, False])
def test_junit_follows_the_schema_of_jenkins(found: tuple[Finding, ...], strict: bool) -> None:  # noqa: FBT001
    text = ci_junit.render(found, {"minato": ["office/plans/minato/plan.yaml"]}, strict=strict)
    assert jenkins(text) == []
    assert [suite.name for suite in junitparser.JUnitXml.fromstring(text.encode())] == ["minato"]


def test_junit_of_a_plan_follows_the_schema_of_jenkins(flawed: Repository) -> None:
    text = written(flawed, "junit")
    assert jenkins(text) == []
    assert jenkins(text.replace("<failure", "<fault").replace("</failure", "</fault")) != []
