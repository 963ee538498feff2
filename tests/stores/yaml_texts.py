"""Texts for the tests of the YAML readers: pieces that make trouble, real plan files, and random mixtures."""

from __future__ import annotations

import io
import json
from pathlib import Path

from hypothesis import strategies as st
from ruamel.yaml import YAML

PLANS = Path(__file__).parents[2] / "plans"
PLAN_TEXTS = [path.read_text(encoding="utf-8") for path in sorted(PLANS.rglob("*.yaml"))]

PIECES = [
    *(
        "a",
        "b",
        "key",
        "name",
        "1",
        "12",
        "-1",
        "+1",
        "0x1F",
        "0o17",
        "017",
        "1e5",
        "1.5",
        ".5",
        "1.",
        "~",
        "null",
    ),
    *("true", "false", "no", "日本", "é", "🙂", "80%", "R&D & x", "Q&A", "（！）", "：", "\u3000", "\u00a0"),
    *("2022-09-30", "12:30", "1_000", "9" * 20, "1e999", ".inf", ".nan", "http://x", "a:b", "a #b", "a#b"),
    *(
        ": ",
        ": ",
        ": ",
        ":",
        "- ",
        "- ",
        "\n- ",
        "\n  - ",
        "? ",
        "?",
        "key: ",
        "key:\n",
        "k: v\n",
        "<<",
        "=",
        "-",
    ),
    *(
        "[",
        "]",
        "{",
        "}",
        ",",
        ", ",
        "x: [",
        "{a: ",
        "a: 1, ",
        "]\n",
        "}\n",
        '"q": ',
        "'",
        '"',
        "''",
        '"q"',
        "'s'",
    ),
    *(
        "\n",
        "\n",
        "\n  ",
        "\n  ",
        "\n    ",
        "\n ",
        "  ",
        " ",
        "\n\n",
        "\n\n  ",
        "  \n",
        "    \n",
        " a\n",
        "  a\n",
    ),
    *(
        "#",
        " #",
        " # c",
        "\n# c\n",
        "|",
        "|-",
        "|+",
        ">",
        ">-",
        "|2",
        "|1-",
        ">+",
        "|x",
        "&a ",
        "*a",
        "!x ",
        "! ",
    ),
    *(
        "---",
        "---\n",
        "...",
        "\n...\n",
        "%",
        "@",
        "`",
        "\\",
        "\\n",
        "\\x41",
        "\\\n",
        "\\ ",
        "\\/",
        "\\'",
        "\\_",
    ),
    *("\t", "\x85", "\u2028", "\ufeff", "\r", "\x00", "<<<<<<< x\n", "\n=======\n"),
]

pieces = st.sampled_from(PIECES)
texts_of_pieces = st.lists(pieces, max_size=20).map("".join)


def _within(parts: list[str]) -> str:
    return "k: v\nm:\n" + "".join(parts) + "\nz: 1\n"


texts_within = st.lists(pieces, min_size=1, max_size=12).map(_within)


@st.composite
def mutated_plans(draw: st.DrawFn) -> str:
    """Draw a piece of a real plan file with a few slips in it."""
    lines = draw(st.sampled_from(PLAN_TEXTS)).split("\n")
    first = draw(st.integers(0, len(lines) - 1))
    lines = lines[first : first + draw(st.integers(1, 12))]
    margin = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
    text = "\n".join(line[margin:] for line in lines) + "\n"
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(text)))
        removed = draw(st.integers(0, 3))
        text = text[:place] + draw(pieces) + text[place + removed :]
    return text


@st.composite
def block_texts(draw: st.DrawFn) -> str:
    """Draw a block text with odd blank lines, comments and indentation."""
    start = draw(st.sampled_from(["k: ", "- k: ", "k:\n  - ", "k:\n- "]))
    sign = draw(st.sampled_from(["|", ">"])) + draw(
        st.sampled_from(["", "-", "+", "2", "1", "-2", " # c", "#", " "])
    )
    words = ["", "", "a", "b c", "- a", "# c", "a: b", "'q", "日本", " ", "%", "&a", "---"]
    line = st.tuples(st.integers(0, 5), st.sampled_from(words)).map(lambda pair: " " * pair[0] + pair[1])
    body = draw(st.lists(line, max_size=6))
    end = draw(st.sampled_from(["", "z: 1\n", " z: 1", "# end\n", "  # end\n"]))
    return start + "\n".join([sign, *body]) + draw(st.sampled_from(["", "\n", "\n\n"])) + end


@st.composite
def quoted_texts(draw: st.DrawFn) -> str:
    """Draw a quoted text with escapes and line breaks, closed or not."""
    mark = draw(st.sampled_from(['"', "'"]))
    parts = [
        "a",
        " ",
        "\n",
        "\n\n",
        "\n  ",
        "\\",
        "\\\\",
        "\\n",
        "\\\n",
        "\\x41",
        "\\u3042",
        "\\ud83d",
        "\\/",
        "\\'",
        "''",
    ]
    body = "".join(
        draw(
            st.lists(
                st.sampled_from([*parts, '\\"', "\\0", "\\N", "\\L", ": ", " #", "---", "日本"]), max_size=8
            )
        )
    )
    start = draw(st.sampled_from(["k: ", "- ", "k:\n  ", "k: [", "k: {a: ", ""]))
    return (
        start + mark + body + mark + draw(st.sampled_from(["", "\n", ": v\n", " # c\n", " x", "]\n", "}\n"]))
    )


@st.composite
def bracket_texts(draw: st.DrawFn) -> str:
    """Draw lists and mappings in brackets."""
    atoms = [
        "a",
        "b c",
        "1",
        "-1",
        "- 1",
        "-",
        "'q'",
        '"q"',
        "a:b",
        "a: b",
        "a :b",
        "?a",
        "a?",
        "#a",
        "a #b",
        "",
        "~",
    ]
    atom = st.sampled_from(
        [*atoms, "80%", "&a", "*a", "!a", "日本", ":b", "\n", "a\n  b", "|", "@", "'it''s'", '"a\\nb"']
    )

    def bracketed(items: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        pair = st.tuples(items, st.sampled_from([": ", ":", " : "]), items).map("".join)
        several = st.lists(items, max_size=3).map(", ".join).map(lambda text: f"[{text}]")
        pairs = st.lists(pair, max_size=3).map(",".join).map(lambda text: f"{{{text}}}")
        return several | pairs | several.map(lambda text: text.replace("]", ",]"))

    body = draw(st.recursive(atom, bracketed, max_leaves=8))
    start = draw(st.sampled_from(["k: ", "- ", "k:\n  - ", ""]))
    return start + body + draw(st.sampled_from(["", "\n", " # c\n", " x\n", "\nz: 1\n"]))


any_text = (
    texts_of_pieces
    | texts_within
    | mutated_plans()
    | block_texts()
    | quoted_texts()
    | bracket_texts()
    | st.text(max_size=40)
)

_words = st.text(max_size=12) | st.sampled_from([piece for piece in PIECES if "\t" not in piece])
_scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _words
)
values = st.recursive(
    _scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_words, inner, max_size=4),
    max_leaves=12,
)
contents = st.dictionaries(_words, values, min_size=1, max_size=5)


def _dumped(content: object, *, flow: bool | None, mark: str | None, indent: int) -> str:
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = flow
    yaml.default_style = mark  # type: ignore[assignment]
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    yaml.indent(mapping=indent, sequence=indent + 2, offset=indent)
    sink = io.StringIO()
    yaml.dump(content, sink)
    return sink.getvalue()


@st.composite
def dumped_contents(draw: st.DrawFn) -> str:
    """Draw a random content written in one of several styles."""
    content = draw(contents)
    if draw(st.booleans()):
        return json.dumps(content, ensure_ascii=draw(st.booleans()), indent=draw(st.sampled_from([None, 2])))
    return _dumped(
        content,
        flow=draw(st.sampled_from([True, False, None])),
        mark=draw(st.sampled_from([None, None, '"', "'", "|"])),
        indent=draw(st.sampled_from([2, 4])),
    )
