"""Who works in the invented city's offices; no such person exists."""

from __future__ import annotations

from dxplan.stores.fast_import import Person


def _member(name: str, address: str) -> Person:
    return Person(name, f"{address}@city.asahino.example")


TAKASE = _member("高瀬 航", "w-takase")
MIYAMOTO = _member("宮本 由佳", "y-miyamoto")
"""The two of the DX office (デジタル推進課), who also take in what others hand over."""

SASAKI = _member("佐々木 美帆", "m-sasaki")
ONODERA = _member("小野寺 彩", "a-onodera")
NAGAO = _member("長尾 健一", "k-nagao")
YASUDA = _member("安田 剛", "t-yasuda")
HIRANO = _member("平野 みどり", "m-hirano")
KURATA = _member("倉田 悠", "y-kurata")
MORISHITA = _member("森下 直樹", "n-morishita")
EGUCHI = _member("江口 千夏", "c-eguchi")
FUJII = _member("藤井 慎也", "s-fujii")
OSHIMA = _member("大島 晴美", "h-oshima")
KITAMURA = _member("北村 亮", "r-kitamura")
MIURA = _member("三浦 誠", "m-miura")

LIBRARY_DESK = _member("library", "toshokan")
"""The same member of the library, from a computer on which nobody had entered a name."""

MAILMAP = f"{EGUCHI.name} <{EGUCHI.email}> {LIBRARY_DESK.name} <{LIBRARY_DESK.email}>\n"
