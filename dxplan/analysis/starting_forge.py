"""The files with which a forge checks every change of a new plan repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.model.message import Bilingual

if TYPE_CHECKING:
    from dxplan.analysis.starting import Start

PROJECT = "dxplan/dxplan"
"""Where dxplan itself is kept on GitHub: its action, and the template for GitLab."""
# The commit of the tag v7.0.1 of actions/checkout.
_CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1"

_WHAT = Bilingual(
    ja="変更の提案（プルリクエスト）ごとに計画を検査し、何が変わるかをコメントします。",
    en="Checks the plans on each pull request and comments what it changes in them.",
)
_MERGE_WHAT = Bilingual(
    ja="変更の提案（マージリクエスト）ごとに計画を検査し、何が変わるかをコメントします。",
    en="Checks the plans on each merge request and comments what it changes in them.",
)
_HISTORY = Bilingual(
    "前の版と比べるため、履歴をすべて取り出します。", "The whole history, to compare with it."
)
_PIN = Bilingual(
    ja=(
        "      # タグは付け替えられるため、確実に固定するにはコミットで指定します。\n"
        "      # uses: {project}@（40桁のコミットID） # v{version}"
    ),
    en=(
        "      # A tag can be moved; to pin for certain, name the commit.\n"
        "      # uses: {project}@<commit, 40 digits> # v{version}"
    ),
)
_REMOTE = Bilingual(
    ja=(
        "# 外に出られない網では、このファイルを手元の GitLab に置き、include: project で指します。\n"
        "# タグの代わりにコミットID（40桁）を書けば、確実に固定できます。"
    ),
    en=(
        "# In a closed network, keep this file in a project of your GitLab and name it with include: project.\n"
        "# A commit id (40 digits) instead of the tag pins it for certain."
    ),
)


def forge_files(start: Start, version: str) -> dict[str, str]:
    """Return the files for the forge that was chosen; ``version`` is that of dxplan."""
    if start.forge == "github":
        return {".github/workflows/plan.yml": _workflow(start, version)}
    if start.forge == "gitlab":
        return {".gitlab-ci.yml": _pipeline(start, version)}
    return {}


def _workflow(start: Start, version: str) -> str:
    return f"""\
# {start.said(_WHAT)}
name: plan
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
  pull-requests: write
concurrency:
  group: ${{{{ github.workflow }}}}-${{{{ github.ref }}}}
  cancel-in-progress: true
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      # {start.said(_HISTORY)}
      - uses: {_CHECKOUT}
        with:
          fetch-depth: 0
          persist-credentials: false
{start.said(_PIN).format(project=PROJECT, version=version)}
      - uses: {PROJECT}@v{version}
"""


def _pipeline(start: Start, version: str) -> str:
    return f"""\
# {start.said(_MERGE_WHAT)}
{start.said(_REMOTE)}
include:
  - remote: https://raw.githubusercontent.com/{PROJECT}/v{version}/ci/gitlab.yml
"""
