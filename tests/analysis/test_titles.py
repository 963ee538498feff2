"""Titles as the trail tells them: what each initiative was called last."""

from __future__ import annotations

from dxplan.analysis.titles import last_titles
from tests.analysis.histories import Past, path_of

LONG = {
    "summary": "申請書を紙で出さずにすむ。",
    "progress": "電子申請の準備をしている。",
    "pillar": "市民サービス",
}
PLAN = "plans/p/plan.yaml"


def _titles(past: Past) -> dict[tuple[str, str | None], str]:
    return last_titles(past.trails().values())


def test_the_newest_title_counts() -> None:
    past = Past()
    past.commit({path_of("a"): {"id": "a", "title": "一"}, PLAN: {"title": "計画"}})
    past.commit({path_of("a"): {"id": "a", "title": "二"}, PLAN: {"title": "計画"}})
    assert _titles(past) == {("p", "a"): "二", ("p", None): "計画"}


def test_what_is_gone_is_called_as_it_was() -> None:
    past = Past()
    past.commit({path_of("a"): {"id": "a", "title": "一"}})
    past.commit({path_of("b"): {"id": "b", "title": "別"}})
    assert _titles(past) == {("p", "a"): "一", ("p", "b"): "別"}


def test_a_title_goes_with_a_new_id() -> None:
    past = Past()
    past.commit({path_of("a"): {"id": "a", "title": "一", **LONG}})
    past.commit({path_of("b"): {"id": "b", "title": "一", **LONG}})
    assert _titles(past)["p", "b"] == "一"
    past.commit({path_of("b"): {"id": "b", "title": "二", **LONG}})
    assert _titles(past) == {("p", "a"): "一", ("p", "b"): "二"}


def test_titles_go_with_a_new_folder() -> None:
    past = Past()
    past.commit({path_of("a"): {"id": "a", "title": "一", **LONG}, PLAN: {"title": "計画"}})
    past.commit(
        {path_of("a", "q"): {"id": "a", "title": "一", **LONG}, "plans/q/plan.yaml": {"title": "計画"}}
    )
    titles = _titles(past)
    assert (titles["q", "a"], titles["q", None], titles["p", "a"]) == ("一", "計画", "一")


def test_what_is_no_text_is_no_title() -> None:
    past = Past()
    past.commit({path_of("a"): {"id": "a", "title": 5}, path_of("b"): {"id": "b"}})
    past.commit({path_of("a"): {"id": "a", "title": ["x"]}, path_of("b"): {"id": "b"}})
    assert _titles(past) == {}
