"""Texts made to do harm where they are shown, and the marks by which harm is told."""

from __future__ import annotations

import re

# Colour, a link (OSC 8), the clipboard (OSC 52), a title, clearing the screen in the C1 form, a bell, steps back.
SEQUENCES = "\x1b[31mred\x1b]8;;http://evil.example\x07link\x1b]52;c;ZXZpbA==\x07\x9b2J\x9d0;t\x9c\x07\x08\x7f\x0b\x0c"
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
UNSEEN = "\u200b\u2060\u2061\u2064\u206a\u206f\ufff9\ufffb\u180e\U000e0001\U000e0041\U000e007f"
BREAKS = "\x85\u2028\u2029"
CONTROL = f"x{SEQUENCES}{BIDI}{UNSEEN}{BREAKS}y"
OVERWRITING = "innocent\rguilty\x1b[2K\r\nsecond line\ttab"

MARKUP = (
    "@team #12 a@b.example [l](http://evil.example) ![i](http://evil.example/i.png) <script>alert(1)</script>"
    " <img src=x onerror=alert(1)> | a | b | ``` ~~~ <!-- --> --> &lt; **b** _i_ ~~s~~ <http://evil.example> \\"
    " \" ' </td></tr></table></text></svg></title></style></summary></details> $x$ %0A::error::x"
)
SHORT_MARKUP = (
    "@team #12 [l](//evil.example) ![i](//evil.example) <script>alert(1)</script><img src=x onerror=alert(1)>|`~~<!-- -->"
    " **b** \" ' </td></svg></title></summary></details>::error::"
)
"""As much of it as a name may be long."""
STARTS = (
    "# heading", "- item", "+ item", "* item", "1. item", "1) item", "> quote", "---", "===", "```", "~~~", "    code",
    "/close", "| a | b |", "<div>", "<!--", "[x]: http://evil.example", "::error::x", "##[error]x", "\tcode",
)  # fmt: skip
"""What means something at the beginning of a line: to Markdown, to GitLab (/close), to the runners of GitHub and Azure."""

FORMULAS = (
    "=1+1", "+1", "-1+1", "@SUM(A1)", "=cmd|'/C calc'!A0", "＝1+1", "＋1", "－1", "＠SUM(A1)", "\t=1", "\r=1", "\n=1", " =1",
)  # fmt: skip

WORKING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""What a terminal obeys, or hides, instead of showing it."""
COLOUR = re.compile("\x1b\\[[0-9;]*m")
"""Codes that dxplan itself sends."""
TAKEN_AWAY = re.compile("(?:Reading the history|履歴を読んでいます)[^\r\n\x1b]*…\r\x1b\\[K")
"""What dxplan itself says while it works, and takes away again."""
