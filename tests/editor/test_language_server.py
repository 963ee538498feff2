"""What staff see in their editor: drives the real ``yaml-language-server`` over these schemas."""

from __future__ import annotations

import json
import re
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.editor.json_rpc import Message
    from tests.editor.language_server import Document, LanguageServer

pytestmark = pytest.mark.slow

MODELINE = "# yaml-language-server: $schema=../initiative.schema.json\n"
PLAN_MODELINE = "# yaml-language-server: $schema=../../schema/plan.schema.json\n"
INITIATIVE = """\
schema: 1
id: trial
title: 試し
pillar: 人財育成
number: 1
departments:
  - 市民課
"""
PLAN = """\
schema: 1
title: 計画
city: 市
period:
  first: R4
  last: R7
pillars:
  - number: 1
    name: 柱
departments:
  - name: 課
"""
_numbers = count(1)


def open_initiative(
    editor: LanguageServer, folder: Path, text: str, *, plan: str = "matsue", first_line: str = MODELINE
) -> Document:
    return editor.open(
        folder / "plans" / plan / "initiatives" / f"trial-{next(_numbers)}.yaml", first_line + text
    )


def open_plan(
    editor: LanguageServer, folder: Path, text: str, *, first_line: str = PLAN_MODELINE
) -> Document:
    return editor.open(folder / "plans" / f"trial-{next(_numbers)}" / "plan.yaml", first_line + text)


def schema(folder: Path, path: str) -> Message:
    loaded: Message = json.loads((folder / path).read_text(encoding="utf-8"))
    return loaded


def documentation(item: Message) -> str:
    told = item.get("documentation") or ""
    return told if isinstance(told, str) else str(told["value"])


def unescaped(markdown: str) -> str:
    return re.sub(r"\\(.)", r"\1", markdown)


def found(editor: LanguageServer, document: Document) -> dict[str, str]:
    """Return what is wrong, by the line it stands in, from top to bottom."""
    lines = document.text.split("\n")
    messages = {told["range"]["start"]["line"]: told["message"] for told in editor.diagnostics(document)}
    return {lines[number].strip(): messages[number] for number in sorted(messages)}


@pytest.mark.parametrize("plan", ["aizuwakamatsu", "kashima", "matsue"])
def test_completion_every_key_that_the_plan_can_use_is_offered_with_its_description(
    editor: LanguageServer, folder: Path, plan: str
) -> None:
    document = open_initiative(editor, folder, "schema: 1\n\n", plan=plan)
    offered = editor.completion(document, document.end_of("schema: 1\n"))
    properties = schema(folder, f"plans/{plan}/initiative.schema.json")["properties"]
    wanted = {key: part for key, part in properties.items() if key != "schema" and "doNotSuggest" not in part}
    # Beside the keys the server offers all that are needed at once, under the title of the schema.
    assert offered.keys() - {"取組 / Initiative"} == wanted.keys()
    told = {key: part["description"] for key, part in wanted.items() if "description" in part}
    assert {key: documentation(offered[key]) for key in told} == told
    assert documentation(offered["note"]) == "ほかの欄に入らないこと。\nWhat fits no other field."


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("status: ", ["調査・研究中", "着手中", "運用中", "取り下げ"]),
        ("pillar: ", ["市民サービスの向上", "業務の効率化", "人財育成"]),
        ("visions:\n  - ", ["1-1", "2-1", "3-1"]),
        ("sources:\n  - document: ", ["basic-plan", "review-r4"]),
        ("components:\n  - name: LINE\n    status: ", ["調査・研究中", "着手中", "運用中", "取り下げ"]),
        (
            "category: ",
            ["すべての職員向け", "デジタル化をけん引する職員向け", "係長級以上の職員向け", "その他"],
        ),
        (
            "listings:\n  - pillar: 業務の効率化\n    category: ",
            ["職員の働き方の効率化", "各課業務の効率化", "教育現場の効率化"],
        ),
    ],
)
def test_completion_values_of_the_plan(
    editor: LanguageServer, folder: Path, line: str, values: list[str]
) -> None:
    document = open_initiative(editor, folder, f"{INITIATIVE}{line}\n")
    assert list(editor.completion(document, document.end_of(INITIATIVE + line))) == values


def test_completion_a_department_in_the_middle_of_the_file(editor: LanguageServer, folder: Path) -> None:
    document = open_initiative(editor, folder, f"{INITIATIVE}  - \nstatus: 運用中\n")
    offered = editor.completion(document, document.end_of("市民課\n  - "))
    assert len(offered) == 26
    assert "デジタル戦略課" in offered


def test_completion_before_the_pillar_every_category_is_offered(editor: LanguageServer, folder: Path) -> None:
    document = open_initiative(editor, folder, "schema: 1\ncategory: \n")
    offered = editor.completion(document, document.end_of("category: "))
    assert {"窓口・届出", "教育現場の効率化", "その他"} < offered.keys()


def test_completion_a_value_says_what_it_means(editor: LanguageServer, folder: Path) -> None:
    document = open_initiative(editor, folder, "visions:\n  - \n", plan="kashima")
    offered = editor.completion(document, document.end_of("  - "))
    assert documentation(offered["1-2"]).startswith("市民は、手続きの手間を最小限に抑えることができます")
    assert offered["1-2"]["insertText"] == "1-2"


def test_completion_keys_and_values_of_the_plan_file(editor: LanguageServer, folder: Path) -> None:
    document = open_plan(editor, folder, f"{PLAN}statuses:\n  - name: 中\n    means: \n\n")
    keys = editor.completion(document, document.end_of("means: \n"))
    assert documentation(keys["office"]) == "計画をまとめる課。\nThe office that keeps the plan."
    meanings = editor.completion(document, document.end_of("means: "))
    assert list(meanings) == ["planned", "preparing", "operating", "completed", "withdrawn"]


@pytest.mark.parametrize(
    ("path", "first_line"),
    [
        (
            "schema/initiative.schema.json",
            "# yaml-language-server: $schema=../../../schema/initiative.schema.json\n",
        ),
        ("plans/matsue/initiative.schema.json", MODELINE),
    ],
)
def test_hover_every_key_says_its_title_and_description_in_both_languages(
    editor: LanguageServer, folder: Path, path: str, first_line: str
) -> None:
    """Also those beside a ``$ref``, which a validator ignores."""
    loaded = schema(folder, path)
    text = "".join(f"{key}: あ\n" for key in loaded["properties"])
    document = open_initiative(editor, folder, text, first_line=first_line)
    for key, part in loaded["properties"].items():
        words = part if "title" in part else loaded["definitions"][key]
        shown = unescaped(editor.hover(document, document.end_of(f"\n{key}")))
        assert shown.startswith(f"#### {words['title']}\n"), key
        for line in words["description"].split("\n"):
            assert line in shown, key


def test_hover_operation_start(editor: LanguageServer, folder: Path) -> None:
    document = open_initiative(editor, folder, f"{INITIATIVE}operation_start: R5.3月末～\n")
    assert editor.hover(document, document.end_of("\noperation")).split("\n\n")[:3] == [
        "#### 運用開始時期（見込） / Start of operation",
        "運用を始める（始めた）時期。「R5.3月末～」「R5年度中」「未定」のように、計画書のとおりに書きます。",
        "When operation starts or started, as printed: R5.3月末～, R5年度中, 未定, 2023-04-01.",
    ]


def test_hover_a_value_shows_what_the_values_mean(editor: LanguageServer, folder: Path) -> None:
    document = open_initiative(editor, folder, f"{INITIATIVE}status: 着手中\n")
    shown = editor.hover(document, document.end_of("status: 着"))
    assert "* `着手中`: システム調達・構築中で運用に入る前の段階\n" in shown
    assert "* `取り下げ`\n" in shown


@pytest.mark.parametrize(
    ("value", "title"),
    [("true", "済んだかどうか / Whether it is done"), ("R5.3月", "済んだ時期 / When it was done")],
)
def test_hover_a_value_of_several_kinds_has_the_title_of_its_kind(
    editor: LanguageServer, folder: Path, value: str, title: str
) -> None:
    text = f"{INITIATIVE}tasks:\n  - fiscal_year: R5\n    text: 導入\n    done: {value}\n"
    document = open_initiative(editor, folder, text)
    assert editor.hover(document, document.end_of("done: " + value[0])).startswith(f"#### {title}\n")


def test_hover_the_plan_file(editor: LanguageServer, folder: Path) -> None:
    document = open_plan(editor, folder, PLAN + "as_of: 2023-03-31\n")
    shown = unescaped(editor.hover(document, document.end_of("\nas_")))
    assert shown.startswith("#### 基準日 / As of\n\nデータが表している日。")
    assert "The day that the data describe." in shown


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (
            "status: 着手\n",
            "status: 着手",
            "plan.yaml の statuses にある値を書きます（調査・研究中、着手中、",
        ),
        ("category: 税\n", "category: 税", "柱「人財育成」の区分を書きます（すべての職員向け、"),
        ("target_states: [9-9]\n", "target_states: [9-9]", "plan.yaml の target_states にある値"),
        ("summary: 5\n", "summary: 5", "空でない文章（1万字以内）で書きます\ntext that is not empty"),
        ("sumary: 内容\n", "sumary: 内容", "プロパティ sumary は許可されていません"),
        (
            "tasks:\n  - text: あ\n    fiscal_year: ５\n",
            "fiscal_year: ５",
            "年度は R5 または FY2023 の形で書きます\na fiscal year",
        ),
        (
            "budget:\n  - amount: 1,000千円\n",
            "- amount: 1,000千円",
            "金額は千円単位の整数か「未定」で書きます",
        ),
        (
            "schedule:\n  - fiscal_year: R5\n",
            "- fiscal_year: R5",
            "スケジュールには年度と、段取り（phase）か備考",
        ),
        (
            "schedule:\n  - fiscal_year: R5\n    note: あ\n    when: い\n",
            "when: い",
            "プロパティ when は許可されていません",
        ),
        (
            "workstreams:\n  - number: ５\n    name: 税\n",
            "- number: ５",
            "番号は 1 から 9999 までの半角の整数です",
        ),
    ],
)
def test_diagnostics_a_mistake_is_told_where_it_stands(
    editor: LanguageServer, folder: Path, text: str, line: str, told: str
) -> None:
    document = open_initiative(editor, folder, INITIATIVE + text)
    messages = found(editor, document)
    assert list(messages) == [line]
    assert messages[line].startswith(told)


def test_diagnostics_a_key_that_this_plan_does_not_have(editor: LanguageServer, folder: Path) -> None:
    text = INITIATIVE.replace("人財育成", "「行かない窓口」") + "status: 着手中\n"
    document = open_initiative(editor, folder, text, plan="aizuwakamatsu")
    assert found(editor, document) == {
        "status: 着手中": "この計画にはない欄です（plan.yaml に statuses がありません）\n"
        "not a key of this plan, whose plan.yaml has no statuses"
    }


@pytest.mark.parametrize(("line", "key"), [("number: 1\n", "number"), ("pillar: 人財育成\n", "pillar")])
def test_diagnostics_a_missing_key(editor: LanguageServer, folder: Path, line: str, key: str) -> None:
    document = open_initiative(editor, folder, INITIATIVE.replace(line, "") + "category: その他\n")
    assert found(editor, document) == {"schema: 1": f'Missing property "{key}".'}


def test_diagnostics_the_values_are_offered_as_quick_fixes(editor: LanguageServer, folder: Path) -> None:
    document = open_initiative(editor, folder, f"{INITIATIVE}status: 着手\n")
    (diagnostic,) = editor.diagnostics(document)
    titles = [action["title"] for action in editor.quick_fixes(document, diagnostic)]
    assert titles == ["調査・研究中", "着手中", "運用中", "取り下げ"]


def test_diagnostics_the_plan_file(editor: LanguageServer, folder: Path) -> None:
    text = PLAN.replace("first: R4", "first: 4年度") + "as_of: 2023/3/31\nnumbering: pilar\nbogus: 1\n"
    messages = found(editor, open_plan(editor, folder, text))
    assert list(messages) == ["first: 4年度", "as_of: 2023/3/31", "numbering: pilar", "bogus: 1"]
    assert messages["as_of: 2023/3/31"] == "日付は 2023-03-31 の形で書きます\na day is written as 2023-03-31"


def test_diagnostics_no_file_of_the_plans_has_a_mistake(editor: LanguageServer, folder: Path) -> None:
    assert mistakes(editor, folder, first_lines=True) == {}


def test_settings_no_file_of_the_plans_has_a_mistake(configured_editor: LanguageServer, folder: Path) -> None:
    assert mistakes(configured_editor, folder, first_lines=False) == {}


def test_settings_the_plan_decides_about_the_values(configured_editor: LanguageServer, folder: Path) -> None:
    text = f"{INITIATIVE}status: 着手\n"
    document = open_initiative(configured_editor, folder, text, first_line="")
    assert list(found(configured_editor, document)) == ["status: 着手"]
    offered = configured_editor.completion(document, document.end_of("status: 着手"))
    assert list(offered) == ["調査・研究中", "着手中", "運用中", "取り下げ"]


def test_settings_the_plan_file(configured_editor: LanguageServer, folder: Path) -> None:
    document = open_plan(configured_editor, folder, PLAN + "bogus: 1\n", first_line="")
    assert list(found(configured_editor, document)) == ["bogus: 1"]


def test_settings_formatting_leaves_the_plans_as_they_are(
    configured_editor: LanguageServer, folder: Path
) -> None:
    for file in plan_files(folder):
        other = file.with_stem(f"{file.stem}-formatted")  # the file itself is open already
        document = configured_editor.open(other, file.read_text(encoding="utf-8"))
        assert configured_editor.formatting(document) == [], file


def test_settings_formatting_never_folds_a_text(configured_editor: LanguageServer, folder: Path) -> None:
    text = f"summary: {'長い 文章 ' * 30}終わり\nvisions:   [{', '.join(['1-1'] * 30)}]\n"
    document = open_initiative(configured_editor, folder, text)
    (edit,) = configured_editor.formatting(document)
    assert edit["newText"] == MODELINE + text.replace("visions:   ", "visions: ")


def plan_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("plans/*/**/*.yaml"))


def mistakes(editor: LanguageServer, folder: Path, *, first_lines: bool) -> dict[str, Any]:
    """Open all files of the plans and return what the server finds, by path."""
    opened = {}
    for file in plan_files(folder):
        text = file.read_text(encoding="utf-8")
        assert text.startswith("# yaml-language-server: $schema="), file
        opened[file] = editor.open(file, text if first_lines else text.split("\n", 1)[1])
    assert len(opened) > 100
    answers = {file.as_posix(): editor.diagnostics(document) for file, document in opened.items()}
    return {path: told for path, told in answers.items() if told}
