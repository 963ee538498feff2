"""The words around the dates of a fuzzy date, for folded text: from, until, about, and those instead of a date."""

from __future__ import annotations

from dxplan.model.plain_text import folded_pattern

NOTHING = folded_pattern(r"(?:-+|(?:該当)?(?:なし|無し)|無|N/?A)$")
UNDECIDED = folded_pattern(
    r"(?:[^\s\d()~]{0,8}未(?:定|決定|確定)|(?:現在|今後|別途)?(?:検討|調整|協議)(?:中|予定)?"
    r"|不明|TB[DAC]|undecided|unknown)(?=$|[\s(、,。)])"
)
RECURRING = folded_pattern(
    r"(?:毎(?=年度[末当初内前後の])|毎年度?|例年|毎(?=\s*\d)|毎(?:月|週|日)(?:\d{1,2}日|末)?|[年月]\d{1,2}回"
    r"|随時|適宜|(?:その)?都度|(?:不)?定期的?に?)[\s、,]*"
)
FILLER = folded_pattern(r"(?:全て|すべて|いずれも)\s*")
ABOUT = folded_pattern(r"(?:概ね|おおむね|早ければ|およそ|約|about|around|circa)\s*")
UNTIL = folded_pattern(r"(?:~+|-+|until\b|till\b|up to\b|by\b|no later than\b|遅くとも)\s*")
FROM = folded_pattern(r"(?:from|since|starting|as of|早くとも)\s*")
COUNCIL = folded_pattern(r"(?:市?議会|定例(?:市?議会|会)|補正(?:予算)?)")
# A hyphen before one bare number is left alone: R5-6 may be June.
TO = folded_pattern(
    r"\s*(?:~+|\.{2,}|から|より|-+(?!\s*\d{1,2}\s*(?:$|[\s(])))\s*|\s+(?:to|through|until)\s+"
)
UP_TO_THERE = folded_pattern(r"\s*(?:まで|迄|以前)に?")
ONWARD = folded_pattern(
    r"\s*(?:後?(?:~|から|より|以降|以後)+|-+(?=\s*(?:$|\())|onwards?|(?:or|and) later)(?:\s*(?:して)?継続(?:中|実施)?)?"
)
_VAGUE = r"頃|ごろ|ころ|前後|目途|目処|めど|目標|目安"
_PLANNED = r"予定|見込み?|想定"
QUALIFIER = folded_pattern(
    rf"\s*(?:(?P<vague>{_VAGUE})に?|{_PLANNED}|\(\s*(?:(?P<noted>{_VAGUE})|{_PLANNED})\s*\))"
)
AND = folded_pattern(r"\s*(?:[、,・&]|及び|および|並びに|又は|または|と|and|or)\s*")
EVENT = folded_pattern(r"[^\d()~、]{1,20}?(?<!今)(?<!午)(?<!前)後(?=\s*(?:~|から|以降))")
# What may not be left as a note: more of a date that runs on, or one more date or range that was not read.
UNREAD = folded_pattern(
    r"[\d./~\-年度旬半第翌]|同[年月]|[^\s(),、]{0,20}?(?:~|\d月)|月(?![例次額])|日(?![程本常])"
    r"|[\s、,・]+(?:[~-]\s*)?(?:\d{1,4}\s*(?:[月日/.~-]|年(?![目間])))|[\s、,・]*(?:[MTSHR]|令和|平成)\s*[\d元]"
    r"|\s*\([^()]*\)\s*~"
)
