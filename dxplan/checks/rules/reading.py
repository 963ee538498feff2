"""The rules that reading enforces: a file that breaks one cannot be used, so they are always errors."""

from __future__ import annotations

from dxplan.checks.rule import Example, Rule
from dxplan.model.message import Bilingual


def _rule(identifier: str, summary: Bilingual, explanation: Bilingual, raw: bytes) -> Rule:
    return Rule(
        id=identifier, summary=summary, explanation=explanation, failing=Example(raw=raw), always_error=True
    )


_HEAD = b"schema: 1\nid: online-forms\n"
RULES = (
    _rule(
        "encoding",
        Bilingual(ja="UTF-8 で保存されていること", en="Files are saved as UTF-8"),
        Bilingual(
            ja="Excel やメモ帳は Shift_JIS（CP932）や UTF-16 で保存することがあります。UTF-8 で保存し直します（BOM は付いていても構いません）。",
            en="Excel and Notepad may save as Shift_JIS (CP932) or UTF-16. Save the file as UTF-8, with or without BOM.",
        ),
        _HEAD + "title: 申請のオンライン化\n".encode("cp932"),
    ),
    _rule(
        "too-large",
        Bilingual(ja="1 MiB を超えないこと", en="Files are at most 1 MiB"),
        Bilingual(
            ja="取組1件のファイルは数 KB です。1 MiB を超えるものは、別のファイルが紛れ込んだものとみなします。",
            en="The file of one initiative has a few KB; one over 1 MiB is something else that got in.",
        ),
        b"# " + b"x" * (1 << 20) + b"\n" + _HEAD,
    ),
    _rule(
        "outside-link",
        Bilingual(
            ja="リンクが計画のフォルダーの外に出ないこと", en="Links do not lead out of the plan's folder"
        ),
        Bilingual(
            ja="外を指すシンボリックリンクは、ほかの人の手元にはない中身を読ませます。リンクの代わりにファイルそのものを置きます。",
            en="A symbolic link to the outside would read what others do not have. Put the file itself in place of the link.",
        ),
        b"",
    ),
    _rule(
        "unreadable",
        Bilingual(ja="読み取れるファイルであること", en="Files can be read"),
        Bilingual(
            ja="権限がない、フォルダーや装置である、などの理由で読めないものを指摘します。",
            en="Tells of what cannot be read for lack of permission or because it is a folder or a device.",
        ),
        b"",
    ),
    _rule(
        "empty-file",
        Bilingual(ja="空でないこと", en="Files are not empty"),
        Bilingual(
            ja="空のファイルには取組がありません。書くか、消します。",
            en="An empty file holds no initiative: fill it, or delete it.",
        ),
        b"# \xe3\x81\x82\xe3\x81\xa8\xe3\x81\xa7\xe6\x9b\xb8\xe3\x81\x8f\n",
    ),
    _rule(
        "yaml-syntax",
        Bilingual(ja="YAML として読めること", en="Files are YAML"),
        Bilingual(
            ja="コロンのあとの空白、字下げ、引用符やかっこの閉じ忘れなどです。指摘の行と、そのすぐ上の行を見ます。",
            en="A space after the colon, indentation, quotes and brackets that are not closed: look at the line that is told and the one above it.",
        ),
        _HEAD + "title: 申請の: オンライン化\n".encode(),
    ),
    _rule(
        "merge-conflict",
        Bilingual(ja="マージの競合の印が残っていないこと", en="No conflict markers are left"),
        Bilingual(
            ja="<<<<<<< から >>>>>>> までのどちらを採るか決めて、印の行を消します。",
            en="Choose between the two sides from <<<<<<< to >>>>>>> and delete the marker lines.",
        ),
        _HEAD + "<<<<<<< HEAD\ntitle: 申請\n=======\ntitle: 申込\n>>>>>>> kouho\n".encode(),
    ),
    _rule(
        "duplicate-key",
        Bilingual(ja="同じキーを二度書かないこと", en="No key stands twice"),
        Bilingual(
            ja="同じキーが二つあると、どちらの値か分かりません。一つを消すか、一つにまとめます。",
            en="Where a key stands twice nobody knows which value holds. Delete one, or join them.",
        ),
        _HEAD + "title: 申請\ntitle: 申込\n".encode(),
    ),
    _rule(
        "yaml-key",
        Bilingual(ja="キーが文字であること", en="Keys are text"),
        Bilingual(ja="数や空のキーは使いません。", en="A key is a word, not a number and not empty."),
        _HEAD + b"5: R5\n",
    ),
    _rule(
        "yaml-tag",
        Bilingual(ja="YAML のタグ（!…）を使わないこと", en="No YAML tags (!…) are used"),
        Bilingual(
            ja="タグはプログラムの型を指すもので、計画には要りません。「!」で始まる文は引用符で囲みます。",
            en="Tags name types of programs and are not needed in a plan. Put text that begins with “!” in quotes.",
        ),
        _HEAD + b"title: !title text\n",
    ),
    _rule(
        "yaml-documents",
        Bilingual(ja="一つのファイルに一つの文書であること", en="A file holds one document"),
        Bilingual(
            ja="「---」で区切った二つ目の文書は読まれません。別のファイルに分けます。",
            en="A second document after “---” would not be read. Put it into a file of its own.",
        ),
        _HEAD + b"---\nid: chat-window\n",
    ),
    _rule(
        "not-a-mapping",
        Bilingual(ja="「キー: 値」の並びであること", en="A file is a list of “key: value” lines"),
        Bilingual(
            ja="ファイル全体が一つの文や一覧になっています。", en="The whole file is one text or one list."
        ),
        "- 申請のオンライン化\n".encode(),
    ),
    _rule(
        "too-deep",
        Bilingual(ja="入れ子が深すぎないこと", en="Nesting is not too deep"),
        Bilingual(ja="計画の入れ子は数段です。", en="Plans are nested a few levels deep."),
        _HEAD + b"note: " + b"[" * 60 + b"]" * 60 + b"\n",
    ),
    _rule(
        "yaml-alias",
        Bilingual(ja="別名（*…）が膨らみすぎないこと", en="Aliases (*…) do not swell"),
        Bilingual(
            ja="別名を重ねると、小さなファイルが何億もの値に膨らみます。値をそのまま書きます。",
            en="Aliases of aliases let a small file swell to millions of values. Write the values themselves.",
        ),
        _HEAD + b"note: &a [*a]\n",
    ),
    _rule(
        "yaml-number",
        Bilingual(ja="数が大きすぎないこと", en="Numbers are not too large"),
        Bilingual(
            ja="64ビットを超える数は正しく扱えません。番号なら引用符で囲んで文字にします。",
            en="Numbers beyond 64 bits cannot be kept exactly. Put a long identification number in quotes.",
        ),
        _HEAD + b"number: 99999999999999999999999\n",
    ),
)
"""Rules without a check function; their ids stand in the errors that the stores raise."""
