"""The page of the rules of ``dxplan validate``, made from the registry."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from dxplan.checks.registry import RULES
from dxplan.checks.rule import ChangeExample
from tests.documents.markdown import block, code, page, prose, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.rule import Example, Rule

_LONGEST_LINE = 100
_HIDDEN = {"Cc", "Cf", "Co", "Mn", "Zl", "Zp"}

_INTRODUCTION = """\
`dxplan validate` は計画のファイルを次の規則で検査します。`error` の指摘があると終了コードが 1 になります。`--strict` を付けると
`warning` も同じ扱いになり、`info` は参考です。

`dxplan validate` checks plan files by these rules. A finding of severity `error` makes the exit code 1; with `--strict`
a `warning` does so too; `info` only informs.

例に「前」と「後」があるものは、`dxplan validate --base` だけが見る規則です（[pull-requests.md](pull-requests.md)）。

Rules whose examples have a “before” and an “after” are those that only `dxplan validate --base` looks at
([pull-requests.md](pull-requests.md))."""

_SEVERITY = """\
## 強さを変える / Changing a severity

plan.yaml の `rules` で、規則ごとに `"off"`（使わない）、`info`、`warning`、`error` を選びます。表で「固定」とした規則は、反するファイル
そのものが使えないので変えられません。

In plan.yaml, `rules` sets each rule to `"off"`, `info`, `warning` or `error`. The rules marked as fixed cannot be changed,
because a file that breaks one cannot be used at all."""

_SEVERITY_EXAMPLE = """\
# plans/minato/plan.yaml
rules:
  start-passed: info
  goal-title: "off\""""

_WAIVERS = """\
## 指摘を見送る / Waiving a finding

一つのファイルの指摘を、理由と期限を付けて見送ります。取組のファイルにも plan.yaml にも書けます。`field` は指摘の場所（JSON Pointer）で、
省くとファイル全体です。`until` の翌日から、見送っていた指摘がまた出ます（`waiver-expired`）。当てはまる指摘のなくなった猶予は
`waiver-idle` が知らせます。固定の規則は見送れません。

A finding of one file is set aside with a reason and an end, in an initiative's file or in plan.yaml. `field` is the place of
the finding (a JSON Pointer); without it the whole file is meant. From the day after `until` the finding shows again
(`waiver-expired`), and a waiver that sets nothing aside is told by `waiver-idle`. Fixed rules cannot be waived."""

_WAIVER_EXAMPLE = """\
# plans/minato/initiatives/online-forms.yaml
waivers:
  - rule: start-passed
    field: /operation_start
    reason: 入札をやり直している。
    until: 2025-03-31"""

_EXAMPLES = """\
## 規則 / Rules

例には、見本の計画（みなと市）と違うところだけを示します。見えない文字は `<U+200B>` のように書き表します。

Examples show only what differs from a sample plan (of an invented city). Characters that cannot be seen are shown as
`<U+200B>`."""

_FIXED = "固定 / fixed"
_FAILS = "指摘される例 / Told of"
_PASSES = "指摘されない例 / Passes"
_AS_SAMPLE = "見本の計画のまま / the sample plan as it is"
_NOT_SHOWN = "ファイルの中身によらない規則です。 / The rule does not depend on what a file says."


def rules() -> str:
    """Return the page of all rules, in the order of the registry."""
    overview = [
        (f"[{code(rule.id)}](#{rule.id})", _severity(rule), prose(f"{rule.summary.ja}\n{rule.summary.en}"))
        for rule in RULES.values()
    ]
    return page(
        "検査の規則 / Rules of validation",
        _INTRODUCTION,
        table(("規則 / Rule", "強さ / Severity", "内容 / What it wants"), overview),
        _SEVERITY,
        block(_SEVERITY_EXAMPLE, "yaml"),
        _WAIVERS,
        block(_WAIVER_EXAMPLE, "yaml"),
        _EXAMPLES,
        *(part for rule in RULES.values() for part in _rule(rule)),
    )


def _severity(rule: Rule) -> str:
    return code(rule.severity) + (f" ({_FIXED})" if rule.always_error else "")


def _rule(rule: Rule) -> Iterator[str]:
    yield f"### {rule.id}"
    yield f"{prose(rule.summary.ja)} / {prose(rule.summary.en)} — {_severity(rule)}"
    yield prose(rule.explanation.ja)
    yield prose(rule.explanation.en)
    failing = example_text(rule.failing)
    if not failing:
        yield _NOT_SHOWN
        return
    yield f"{_FAILS}:"
    yield block(failing, "yaml")
    yield f"{_PASSES}:"
    yield block(example_text(rule.passing) or f"# {_AS_SAMPLE}", "yaml")


def example_text(example: Example) -> str:
    """Return an example as one text, each file under its name; empty for one that changes nothing."""
    named = f"# initiatives/{example.file_name}.yaml"
    if example.raw:
        try:
            return visible(f"{named}\n{example.raw.decode()}")
        except UnicodeDecodeError:
            return visible(f"{named} (Shift_JIS)\n{example.raw.decode('cp932')}")
    if isinstance(example, ChangeExample):
        return _change_text(example)
    files = (
        ("# plan.yaml", example.plan),
        (named, example.initiative),
        ("# 別の取組 / another initiative", example.second),
    )
    return "\n\n".join(f"{name}\n{visible(text)}" for name, text in files if text)


def _change_text(example: ChangeExample) -> str:
    """Return an example of a change: what was before, and what is after it."""
    after = example.initiative or ("# （消された / deleted）" if example.gone else "")
    facts = [
        f"# 変更した人 / changed by {example.author}" if example.author else "",
        f"# {example.closed} は確定済み / there is a snapshot of {example.closed}" if example.closed else "",
    ]
    files = (
        ("# 前の plan.yaml / plan.yaml before", example.before_plan),
        ("# 後の plan.yaml / plan.yaml after", "" if example.plan == example.before_plan else example.plan),
        ("# 前の initiatives/online-forms.yaml / before", example.before),
        (f"# 後の initiatives/{example.file_name}.yaml / after", after),
    )
    parts = [f"{name}\n{visible(text).rstrip()}" for name, text in files if text]
    return "\n\n".join(["\n".join(filter(None, facts)), *parts] if any(facts) else parts)


def visible(text: str) -> str:
    """Return a text with long lines cut and with everything to be seen that is in it."""
    lines = (
        line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}… ({len(line)} 字 / characters)"
        for line in text.split("\n")
    )
    return "\n".join("".join(map(_visible, line)) for line in lines)


def _visible(character: str) -> str:
    return f"<U+{ord(character):04X}>" if unicodedata.category(character) in _HIDDEN else character
