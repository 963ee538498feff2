"""What a rule is: its id, its weight, its words, its examples and the function that looks.

A rule is one module of ``dxplan.checks.rules`` that defines ``RULE``. The documentation, the tests and the check
itself all read the same object.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dxplan.model.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dxplan.checks.change import PlanChange
    from dxplan.checks.context import Context
    from dxplan.checks.facts import Facts
    from dxplan.checks.fix import Fix
    from dxplan.model.initiative import Initiative
    from dxplan.model.message import Bilingual, Message


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule has to say about one place of one document; the place becomes a line and a column later.

    ``at_key`` points at the key instead of its value. ``fix`` is set only where exactly one cure is right.
    """

    pointer: str
    message: Message
    hint: Message | None = None
    at_key: bool = False
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A small plan that shows a rule: keys laid over the example plan and its first initiative.

    ``initiative``, ``plan`` and ``second`` (a second initiative) are YAML fragments; ``raw`` is a whole file
    instead of the first initiative. ``file_name`` is the id in the first initiative's file name.
    """

    initiative: str = ""
    plan: str = ""
    second: str = ""
    raw: bytes = b""
    file_name: str = "online-forms"


@dataclass(frozen=True, slots=True)
class ChangeExample(Example):
    """A change of the small plan: ``initiative`` and ``plan`` are what is there after it.

    ``before`` and ``before_plan`` are laid over the same as they were; ``gone``: the file is gone after the change.
    ``author`` has made the change, ``closed`` is a period of which there is a snapshot.
    """

    before: str = ""
    before_plan: str = ""
    gone: bool = False
    author: str = ""
    closed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule; at most one of the ``check`` functions is set, none for rules that reading itself enforces.

    ``check_initiative`` sees one initiative, ``check_plan`` the plan, ``check_text`` every text of a document
    (with its pointer), ``check_all`` what is known of all initiatives of the plan together. ``trigger`` looks at a
    whole file first: where it sees nothing, ``check_text`` is not called for the file's texts. ``check_changes`` sees
    what was before and what is after a change (``validate --base``), and names the file of each finding.
    """

    id: str
    severity: Severity = Severity.ERROR
    summary: Bilingual
    explanation: Bilingual
    failing: Example
    passing: Example = field(default_factory=Example)
    always_error: bool = False
    trigger: Callable[[str], object] | None = None
    check_initiative: Callable[[Initiative, Context], Iterator[Finding]] | None = None
    check_plan: Callable[[Context], Iterator[Finding]] | None = None
    check_text: Callable[[str, str, Context], Iterator[Finding]] | None = None
    check_all: Callable[[Sequence[Facts], Context], Iterator[tuple[Facts, Finding]]] | None = None
    check_changes: Callable[[PlanChange], Iterator[tuple[str, Finding]]] | None = None
