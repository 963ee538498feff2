"""The generated documents are as the program makes them, and leave nothing out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from dxplan.checks.registry import RULES
from dxplan.commands.app import build_command
from dxplan.errors import ExitCode
from dxplan.stores.schemas import schema
from tests.documents import DOCUMENTS, ROOT
from tests.documents.cli import EXIT_CODES

if TYPE_CHECKING:
    from collections.abc import Iterator


def document(name: str) -> str:
    return (ROOT / name).read_bytes().decode()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_are_as_the_program_makes_them(name: str) -> None:
    assert document(name) == DOCUMENTS[name](), "run python -m tests.documents"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_do_not_depend_on_the_machine(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = DOCUMENTS[name]()
    for variable, value in (
        ("COLUMNS", "200"),
        ("DXPLAN_LANG", "ja"),
        ("LANG", "ja_JP.UTF-8"),
        ("TERM", "dumb"),
    ):
        monkeypatch.setenv(variable, value)
    assert DOCUMENTS[name]() == text


def test_every_rule_has_its_section() -> None:
    text = document("docs/rules.md")
    for rule in RULES.values():
        section = text.partition(f"\n### {rule.id}\n")[2].partition("\n### ")[0]
        assert f"`{rule.severity}`" in section
        assert section.count("```yaml") in {0, 2}, rule.id


@pytest.mark.parametrize("name", ["docs/cli.md", "docs/cli.ja.md"])
def test_every_command_and_option_is_in_the_reference(name: str) -> None:
    text = document(name)
    common = text.partition("\n## dxplan ")[0]
    for path, command in commands():
        section = text.partition(f"\n## {path}\n")[2].partition("\n## ")[0]
        assert section, path
        for parameter in command.params:
            if not parameter.hidden:
                names = [*parameter.opts, *parameter.secondary_opts] if "--" in str(parameter.opts) else []
                missing = [option for option in names if option not in section and option not in common]
                assert missing == [], path


def commands() -> Iterator[tuple[str, Any]]:
    waiting = [("dxplan", build_command("en"))]
    for path, command in waiting:
        below = getattr(command, "commands", {})
        waiting += [(f"{path} {name}", member) for name, member in below.items()]
        if path != "dxplan":
            yield path, command


def test_every_exit_code_is_explained() -> None:
    assert set(EXIT_CODES) == set(ExitCode)


def test_every_key_is_in_the_schema_reference() -> None:
    definitions = schema("plan")["definitions"] | schema("initiative")["definitions"]
    keys = [
        key
        for part in (schema("plan")["properties"], schema("initiative")["properties"], definitions)
        for key in keys_of(part, definitions=part is definitions)
    ]
    lines = document("docs/schema.md").splitlines()
    rows = [line.split("`")[1] for line in lines if line.startswith("| `")]
    assert sorted(rows) == sorted(keys)


def keys_of(properties: dict[str, Any], *, definitions: bool = False) -> Iterator[str]:
    """Yield every key of a group and of the groups inside it."""
    for key, part in properties.items():
        if not definitions:
            yield key
        inner = part.get("items", part) if part.get("type") == "array" else part
        yield from keys_of(inner.get("properties", {}))


def test_both_schemas_mean_the_same_by_a_form() -> None:
    plan, initiative = schema("plan")["definitions"], schema("initiative")["definitions"]
    assert [name for name in plan.keys() & initiative.keys() if plan[name] != initiative[name]] == []
