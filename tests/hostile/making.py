"""A repository in which every text that the reader lets through is hostile: values, names of files and refs, people, messages."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from tests.history import FOLDER, PLAN, Past, begin, git
from tests.hostile.texts import CONTROL, FORMULAS, MARKUP, OVERWRITING, SHORT_MARKUP, STARTS

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = CONTROL + SHORT_MARKUP
"""A hostile name: all on one line, as long as names may be."""
FIELDS = """\
schema: 1
id: {id}
title: {title}
pillar: {name}
category: {name}
number: {number}
departments: [{name}]
status: {status}
operation_start: {date}
summary: {text}
background: {text}
activity: {text}
progress: {text}
support: {text}
components:
  - name: {name}
    status: {status}
    operation_start: {date}
    progress: {text}
tasks:
  - name: {name}
    fiscal_year: R5
    text: {text}
    deadline: {date}
annual_goals:
  - fiscal_year: R5
    text: {text}
goals: [{text}]
indicators:
  - name: {name}
    formula: {name}
    unit: {name}
    direction: up
    baseline:
      period: R4
      value: 1
    target:
      period: R7
      value: {value}
budget:
  - fiscal_year: R5
    amount: {value}
schedule:
  - fiscal_year: R5
    phase: {name}
    note: {text}
sources:
  - document: plan
    place: {title}
discrepancies:
  - place: {title}
    printed: {text}
    note: {text}
note: {text}
"""
WORDS = {
    "title: みなと市DX推進計画\ncity": "title: {0}\ncity", "city: みなと市": "city: {0}", "office: 情報課": "office: {0}",
    "name: 市民サービス": "name: {0}", "name: 窓口": "name: {0}", "text: いつでもどこからでも手続きできる": "text: {0}",
    "name: 情報課": "name: {0}", "name: 着手中": "name: {0}", "name: 導入検討": "name: {0}",
    "name: オンライン手続きの割合": "name: {0}", 'unit: "%"': "unit: {0}", "name: 運用中": "name: {1}",
}  # fmt: skip
REFS = ("\u009b2J\u202e\u200b|<img>@team", "=1+1", "`x`\u2066", "-x", "--output=evil")
FILES = (
    "\x1b]0;t\x07\u202e\u009b<img src=x>|@team.yaml", "a\n::error::b.yaml", "a\rb.yaml", "=1+1.yaml", "-rf.txt", "--output=x.yaml",
    "\U000e0041\u200b.yaml",
)  # fmt: skip


def quoted(text: str) -> str:
    """Return a text as YAML writes it when everything odd is an escape."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if " " <= char <= "~":
        return f"\\{char}" if char in '"\\' else char
    return f"\\U{ord(char):08x}" if char > "\uffff" else f"\\u{ord(char):04x}"


def initiative(number: int, title: str, text: str, status: str, value: int) -> str:
    """Return a hostile initiative."""
    return FIELDS.format(
        id=f"hostile-{number}",
        title=quoted(title),
        text=quoted(text),
        date=quoted(title[:200].strip()),
        name=quoted(WHOLE),
        status=quoted(status),
        number=number,
        value=value,
    )


def hostile(root: Path) -> Past:
    """Make the repository: a plain beginning, a snapshot, then everything hostile, committed and in the working tree."""
    past = begin(root)
    past.record("Enter the plan", "2022-04-01T09:00:00+09:00")
    _worded(past)
    _enter(past, WHOLE, SHORT_MARKUP, 10)
    _committed(past, f"{MARKUP}{CONTROL}", "2022-09-01T09:00:00+09:00")
    _enter(past, "運用中", CONTROL, 20)
    past.write(".mailmap", f"{CONTROL}{MARKUP.replace('<', '').replace('>', '')} <evil@city.example>\n")
    _committed(past, f"::error::{OVERWRITING}", "2023-04-10T09:00:00+09:00")
    _tagged(past)
    for name in FILES:
        past.write(f"{FOLDER}/{name}", "schema: 1\n")
    past.write(
        f"{FOLDER}/broken.yaml",
        f"schema: 1\nid: broken\ntitle: {quoted(WHOLE)}\n{quoted(WHOLE)}: {quoted(WHOLE)}\n",
    )
    past.write(f"{FOLDER}/broken-key.yaml", f"a: 1\n{quoted(WHOLE)}: 1\n{quoted(WHOLE)}: 1\n")
    return past


def _worded(past: Past) -> None:
    text = past.read(PLAN)
    for old, new in WORDS.items():
        assert old in text, old
        text = text.replace(old, new.format(quoted(WHOLE), quoted("運用中")))
    past.write(PLAN, text)


def _enter(past: Past, status: str, end: str, value: int) -> None:
    """Write an initiative for each text that means something at the beginning of a line or a cell."""
    for number, start in enumerate(STARTS, start=1):
        formula = FORMULAS[number % len(FORMULAS)]
        title = f"{formula.strip()} {end}" if number % 2 else f"{start.strip()} {end}"
        text = f"{formula}\n{start}\n{OVERWRITING}{MARKUP}{CONTROL}\n{start}{value}"
        past.write(f"{FOLDER}/hostile-{number}.yaml", initiative(number, title, text, status, value))


def _committed(past: Past, text: str, when: str) -> None:
    """Commit as somebody whose name and address are hostile; git takes away only what would end them."""
    name = (CONTROL + MARKUP).replace("\x00", "")
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
        "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": f"x\x1b[31m\u202e{MARKUP}@city.example", "GIT_AUTHOR_DATE": when,
        "GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": "evil@city.example", "GIT_COMMITTER_DATE": when,
    }  # fmt: skip
    git(past.top, "add", "--all")
    subprocess.run(
        ["git", "commit", "--quiet", "--cleanup=verbatim", "-F", "-"],
        cwd=past.top, env=environment, input=text.encode(), check=True,
    )  # fmt: skip


def _tagged(past: Past) -> None:
    for name in REFS:
        git(past.top, "update-ref", f"refs/tags/{name}", "HEAD")
        git(past.top, "update-ref", f"refs/heads/{name}", "HEAD~1")
    for name, commit in (("snapshot/minato/R4-H1", "HEAD~1"), ("snapshot/minato/R4", "HEAD")):
        message = f"{WHOLE}\n\n{OVERWRITING}\n{MARKUP}".encode()
        git(past.top, "tag", "-a", "--cleanup=verbatim", "-F", "-", name, commit, stdin=message)
