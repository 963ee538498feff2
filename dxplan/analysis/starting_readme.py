"""The README of a new plan repository, for the staff who keep the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.analysis.starting_initiative import SAMPLE_ID, TASK_NAME
from dxplan.analysis.starting_statuses import changed_status
from dxplan.model.message import Bilingual

if TYPE_CHECKING:
    from dxplan.analysis.starting import Start

_FORGE = {
    "github": Bilingual(
        "| `.github/workflows/plan.yml` | 変更の提案ごとの検査 |\n",
        "| `.github/workflows/plan.yml` | the check of every pull request |\n",
    ),
    "gitlab": Bilingual(
        "| `.gitlab-ci.yml` | 変更の提案ごとの検査 |\n",
        "| `.gitlab-ci.yml` | the check of every merge request |\n",
    ),
    "none": Bilingual("", ""),
}
_JA = """\
# {title}

{city}の計画「{title}」を、1取組1ファイルで管理しています。履歴は git に残り、検査と集計は `dxplan` で行います。

## どこに何があるか

| 場所 | 内容 |
| --- | --- |
| `plans/{plan}/plan.yaml` | 計画全体: 期間、柱、担当課、状況の語彙 |
| `plans/{plan}/initiatives/` | 取組（1件1ファイル。ファイルの名前が id） |
| `plans/{plan}/initiative.schema.json` | 入力の候補と誤りをエディターに示すスキーマ（自動で作ったもの） |
| `schema/` | 計画と取組の形を決めるスキーマ（自動で作ったもの） |
| `.vscode/` | VS Code の設定 |
{forge}
## 五つの仕事

### 1. 進捗を書き換える

Web では、取組のファイルを開き、鉛筆のボタンで直し、変更の内容を一言書いて提案します。PC では次のようにします。

    dxplan set {sample} {change}

### 2. 取組を加える

Web では、`plans/{plan}/initiatives/` で新しいファイルを作り、見本（`{sample}.yaml`）を写して書き換えます。PC では、聞かれたことに答えます。

    dxplan new

### 3. 検査する

Web では、変更を提案すると自動で検査されます。PC では次のようにします。誤りの場所と直し方が出ます。

    dxplan validate --strict

### 4. 何が変わったかを見る

    dxplan diff HEAD
    dxplan log
    dxplan status

### 5. 半年の区切りで確定する

振り返りを終えたら、その時点を確定します。あとで書き換えられていないことを確かめられます。

    dxplan snapshot create {period}
    dxplan snapshot verify

## はじめての PC

git と dxplan を入れ、このフォルダーで一度だけ次を実行します。ほかの人の変更と項目ごとに合併され、コミットの前に検査されます。

    dxplan hooks install

柱・担当課・状況を変えたら、エディター用のスキーマを作り直します。

    dxplan schema --plan {plan} -o plans/{plan}/initiative.schema.json

個人の氏名・連絡先は書きません。
"""
_EN = """\
# {title}

The plan “{title}” of {city}, one file per initiative. git keeps its history; `dxplan` checks and counts it.

## What lies where

| place | what it is |
| --- | --- |
| `plans/{plan}/plan.yaml` | the plan: its years, pillars, departments and statuses |
| `plans/{plan}/initiatives/` | the initiatives, one file each, named after its id |
| `plans/{plan}/initiative.schema.json` | tells editors what may be written (made by a command) |
| `schema/` | the form of plans and initiatives (made by a command) |
| `.vscode/` | settings of VS Code |
{forge}
## Five things to do

### 1. Change the progress

On the web, open the initiative's file, edit it with the pencil, say in a few words what changes, and propose the change. On a PC:

    dxplan set {sample} {change}

### 2. Add an initiative

On the web, make a file in `plans/{plan}/initiatives/` from a copy of the sample (`{sample}.yaml`). On a PC, answer the questions of:

    dxplan new

### 3. Check

On the web, a proposed change is checked by itself. On a PC this says what is wrong, where, and what mends it:

    dxplan validate --strict

### 4. See what has changed

    dxplan diff HEAD
    dxplan log
    dxplan status

### 5. Freeze a half-year

When a review is through, freeze it. It can be proved later that nothing under it was altered.

    dxplan snapshot create {period}
    dxplan snapshot verify

## A new PC

Install git and dxplan, and run this once in this folder. From then on changes of others are merged field by field, and each commit is checked first.

    dxplan hooks install

When pillars, departments or statuses change, make the schema for editors anew:

    dxplan schema --plan {plan} -o plans/{plan}/initiative.schema.json

Names and addresses of persons do not belong here.
"""
# What means something to Markdown in the middle of a line.
_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>|#&~"})


def readme_text(start: Start) -> str:
    """Return the text of README.md."""
    status = changed_status(start)
    task = f'"tasks[{start.said(TASK_NAME)}].done=true"'  # in quotes: brackets mean something to a shell
    return start.said(Bilingual(_JA, _EN)).format(
        title=start.title.translate(_SIGNS),
        city=start.city.translate(_SIGNS),
        plan=start.plan,
        forge=start.said(_FORGE[start.forge]),
        sample=SAMPLE_ID,
        change=_assignment(status) if status else task,
        period=f"{start.year(start.first)}-H1",
    )


def _assignment(status: str) -> str:
    return f'"status={status}"' if " " in status else f"status={status}"
