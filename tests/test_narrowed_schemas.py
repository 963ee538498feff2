"""The narrowed schemas: they stand in plans/ as they are made, and accept what the plan knows."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from dxplan.analysis.narrowed_schema import categories_by_pillar, narrowed, schema_document
from dxplan.checks.context import vocabularies
from dxplan.model.build import build_plan
from dxplan.model.places import compile_places, vocabulary_kind, walk_places
from dxplan.stores.documents import parse_document
from dxplan.stores.layout import NARROWED_SCHEMA_FILE, PLANS_FOLDER, initiatives_folder, plan_file
from dxplan.stores.schemas import schema
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dxplan.analysis.narrowed_schema import Schema

PLANS = sorted(folder.name for folder in (ROOT / PLANS_FOLDER).iterdir() if folder.is_dir())
GENERAL = Draft7Validator(schema("initiative"))
VOCABULARIES = (
    "pillars categories departments statuses stages phases visions target_states outcomes documents"
)
VOCABULARY_OF = {vocabulary_kind(name): name for name in VOCABULARIES.split()}
WORD_PLACES = compile_places(schema("initiative"), frozenset(VOCABULARY_OF))


@dataclass(frozen=True)
class Words:
    """What a plan knows."""

    vocabularies: Mapping[str, Mapping[str, str]]
    categories: Mapping[str, Sequence[str]]

    def narrow(self, name: str = "test") -> Schema:
        """Return the narrowed schema of a plan that knows these words."""
        return narrowed(schema("initiative"), name, self.vocabularies, self.categories)

    def without(self, vocabulary: str) -> Words:
        """Return the words of a plan that lacks one vocabulary."""
        categories = dict.fromkeys(self.categories, ()) if vocabulary == "categories" else self.categories
        return Words({**self.vocabularies, vocabulary: {}}, {} if vocabulary == "pillars" else categories)

    def know(self, data: dict[str, Any]) -> bool:
        """Judge a valid document by another way than the narrowed schema: by its places."""
        for _, value, kinds in walk_places(data, WORD_PLACES):
            if not any(value in self.vocabularies[VOCABULARY_OF[kind]] for kind in kinds):
                return False
        return all(
            "category" not in listed or listed["category"] in self.categories[listed["pillar"]]
            for listed in (data, *data.get("listings", ()))
        )


def read(path: str) -> dict[str, Any]:
    return parse_document(path, (ROOT / path).read_bytes()).data


@cache
def words(plan: str) -> Words:
    built = build_plan(read(plan_file(plan)))
    return Words(vocabularies(built), categories_by_pillar(built))


@cache
def initiatives(plan: str) -> list[dict[str, Any]]:
    files = sorted((ROOT / initiatives_folder(plan)).glob("*.yaml"))
    return [read(file.relative_to(ROOT).as_posix()) for file in files]


@cache
def judge(plan: str) -> Draft7Validator:
    return Draft7Validator(words(plan).narrow())


@pytest.mark.parametrize("plan", PLANS)
def test_the_file_is_what_the_plan_makes_it(plan: str) -> None:
    made = schema_document(words(plan).narrow(plan))
    file = ROOT / PLANS_FOLDER / plan / NARROWED_SCHEMA_FILE
    assert file.read_bytes().decode() == made, f"run: dxplan schema --plan {plan} -o {file.relative_to(ROOT)}"


@pytest.mark.parametrize("plan", PLANS)
def test_it_is_valid_draft_07_without_the_empty_lists_that_editors_refuse(plan: str) -> None:
    data = words(plan).narrow(plan)
    Draft7Validator.check_schema(data)
    assert '"enum": []' not in json.dumps(data)
    assert data["$id"] == f"urn:dxplan:schema:initiative:1:{plan}"


def test_the_general_schema_stays_as_it_is() -> None:
    before = deepcopy(schema("initiative"))
    words(PLANS[0]).narrow()["properties"]["title"]["title"] = "changed"
    assert schema("initiative") == before


def test_a_plan_whose_name_is_not_ascii_has_an_id_that_is_a_uri() -> None:
    assert words("matsue").narrow("松江 2")["$id"] == "urn:dxplan:schema:initiative:1:%E6%9D%BE%E6%B1%9F%202"


@pytest.mark.parametrize("plan", PLANS)
def test_it_accepts_the_initiatives_of_its_own_plan_alone(plan: str) -> None:
    for other in PLANS:
        accepted = [data["id"] for data in initiatives(other) if judge(plan).is_valid(data)]
        assert accepted == [data["id"] for data in initiatives(other) if plan == other]


@pytest.mark.parametrize("gone", sorted(words(PLANS[0]).vocabularies))
@pytest.mark.parametrize("plan", PLANS)
def test_where_the_plan_has_no_such_vocabulary_the_key_is_refused(plan: str, gone: str) -> None:
    poorer = words(plan).without(gone)
    validator = Draft7Validator(poorer.narrow())
    for data in initiatives(plan):
        assert validator.is_valid(data) is poorer.know(data)


def test_keys_that_cannot_be_used_are_not_proposed() -> None:
    properties = words("aizuwakamatsu").narrow()["properties"]
    hidden = {key for key, part in properties.items() if part.get("doNotSuggest")}
    assert hidden == {"category", "status", "stage", "components", "visions", "target_states"}
    assert "plan.yaml に statuses がありません" in properties["components"]["errorMessage"]


def test_a_pillar_without_categories_takes_none() -> None:
    known = words("matsue")
    poorer = Words(known.vocabularies, {**known.categories, "人財育成": ()})
    validator = Draft7Validator(poorer.narrow())
    for data in initiatives("matsue"):
        assert validator.is_valid(data) is poorer.know(data)
        assert not (data["pillar"] == "人財育成" and poorer.know(data))


def test_values_say_what_they_mean() -> None:
    visions = words("kashima").narrow()["properties"]["visions"]["items"]
    meanings = dict(zip(visions["enum"], visions["enumDescriptions"], strict=True))
    assert meanings["1-3"] == "市民は、市役所から必要な情報を適時に受け取ることができます"
    assert visions["title"] == "参照 / Reference"
    pillar = words("matsue").narrow()["properties"]["pillar"]
    assert "\n" in pillar["enumDescriptions"][0]
    assert "。  \n  手続き" in pillar["markdownEnumDescriptions"][0]


def test_what_a_value_means_is_no_markup() -> None:
    known = words("matsue")
    odd = Words({**known.vocabularies, "statuses": {"A": "*1 [x](y) <b>"}}, known.categories)
    status = odd.narrow()["properties"]["status"]
    assert status["markdownEnumDescriptions"] == [r"\*1 \[x\](y) \<b\>"]


def test_a_message_names_the_values_where_they_are_few() -> None:
    properties = words("matsue").narrow()["properties"]
    assert properties["status"]["errorMessage"].startswith(
        "plan.yaml の statuses にある値を書きます（調査・研究中、着手中、運用中、取り下げ）\n"
    )
    assert "市民課" not in properties["departments"]["items"]["errorMessage"]


@pytest.mark.parametrize("plan", PLANS)
def test_the_pillar_decides_about_the_category(plan: str) -> None:
    data = initiatives(plan)[0]
    known = words(plan)
    for pillar in known.categories:
        for category in known.vocabularies["categories"]:
            place = {"pillar": pillar, "category": category, "number": 1}
            fits = category in known.categories[pillar]
            assert judge(plan).is_valid({**data, **place}) is fits
            assert judge(plan).is_valid({**data, "listings": [place]}) is fits


def test_an_empty_list_needs_no_vocabulary() -> None:
    poorer = Draft7Validator(words("matsue").without("departments").narrow())
    data = initiatives("matsue")[0]
    assert poorer.is_valid({**data, "departments": []})
    assert not poorer.is_valid(data)


VALUES: st.SearchStrategy[Any] = st.sampled_from([None, True, 5, "", "あ", "1-1", [], ["1-1"], {}])
FIELDS = [item for plan in PLANS for data in initiatives(plan) for item in data.items()]


@settings(max_examples=500)
@given(st.sampled_from(PLANS), st.sampled_from(PLANS), st.data())
def test_it_accepts_exactly_what_is_valid_and_known(plan: str, other: str, draw: st.DataObject) -> None:
    changed = deepcopy(draw.draw(st.sampled_from(initiatives(other))))
    for _ in range(draw.draw(st.integers(0, 3))):
        change(changed, draw)
    expected = GENERAL.is_valid(changed) and words(plan).know(changed)
    assert judge(plan).is_valid(changed) is expected


def change(data: dict[str, Any], draw: st.DataObject) -> None:
    """Put a word of some plan, another value, a field of another initiative, or nothing, somewhere into a document."""
    kind = draw.draw(st.sampled_from(["word", "value", "field", "nothing"]))
    vocabulary_of = {
        path: VOCABULARY_OF[kind] for path, _, kinds in walk_places(data, WORD_PLACES) for kind in kinds
    }
    if kind == "word" and vocabulary_of:
        path = draw.draw(st.sampled_from(list(vocabulary_of)))
        known = [word for plan in PLANS for word in words(plan).vocabularies[vocabulary_of[path]]]
        holder: Any = data
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = draw.draw(st.sampled_from(known))
        return
    holder, key = draw.draw(st.sampled_from(list(spots(data))))
    if kind == "value":
        holder[key] = deepcopy(draw.draw(VALUES))
    elif kind == "field":
        field, value = draw.draw(st.sampled_from(FIELDS))
        data[field] = deepcopy(value)
    elif len(holder) > 1:
        del holder[key]


def spots(data: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every (collection, key or index) of a document."""
    for key, value in list(data.items()) if isinstance(data, dict) else list(enumerate(data)):
        yield data, key
        if isinstance(value, dict | list):
            yield from spots(value)


def test_the_editor_settings_name_every_plan() -> None:
    configured = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    wanted = {"./schema/plan.schema.json": f"{PLANS_FOLDER}/*/plan.yaml"} | {
        f"./{PLANS_FOLDER}/{plan}/{NARROWED_SCHEMA_FILE}": f"{initiatives_folder(plan)}/*.yaml"
        for plan in PLANS
    }
    assert configured["yaml.schemas"] == wanted
