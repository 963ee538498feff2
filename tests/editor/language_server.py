"""A small client of a language server: what an editor asks it while a person types.

Source: Language Server Protocol 3.17.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from dataclasses import dataclass
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any, Self

from tests.editor.json_rpc import TIMEOUT, Message, Peer, PeerError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_PATIENCE = 4
_CAPABILITIES = {
    "workspace": {"configuration": True, "workspaceFolders": True},
    "textDocument": {
        "completion": {"completionItem": {"documentationFormat": ["markdown"], "snippetSupport": True}},
        "hover": {"contentFormat": ["markdown"]},
    },
}


@dataclass(frozen=True, slots=True)
class Document:
    """A text that is open in the editor."""

    uri: str
    text: str

    def start_of(self, part: str) -> Message:
        """Return the position of the first place where ``part`` stands."""
        return self._position(self.text.index(part))

    def end_of(self, part: str) -> Message:
        """Return the position right after the first place where ``part`` stands."""
        return self._position(self.text.index(part) + len(part))

    def _position(self, index: int) -> Message:
        line = self.text[:index].rpartition("\n")[2]
        # The protocol counts UTF-16 code units.
        return {"line": self.text.count("\n", 0, index), "character": len(line.encode("utf-16-le")) // 2}


class LanguageServer:
    """A running server for one folder, with the settings that an editor would have there."""

    def __init__(
        self,
        command: Sequence[str],
        folder: Path,
        environment: Mapping[str, str],
        settings: Message,
        *,
        locale: str,
    ) -> None:
        self._settings = settings
        self._diagnostics: defaultdict[str, Queue[list[Message]]] = defaultdict(Queue)
        self._configured = threading.Event()
        self._peer = Peer(command, environment, self._serve)
        try:
            self._start(folder, locale)
        except BaseException:
            self._peer.end(patience=0)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        """End the server in the way of the protocol."""
        try:
            self._peer.ask("shutdown")
            self._peer.notify("exit")
        finally:
            self._peer.end()

    def open(self, path: Path, text: str) -> Document:
        """Open a text under a path, where no file needs to be."""
        document = Document(path.as_uri(), text)
        opened = {"uri": document.uri, "languageId": "yaml", "version": 1, "text": text}
        self._peer.notify("textDocument/didOpen", {"textDocument": opened})
        return document

    def diagnostics(self, document: Document) -> list[Message]:
        """Wait for what the server finds wrong in a document that was opened."""
        for version in range(2, 2 + _PATIENCE):
            try:
                return self._diagnostics[document.uri].get(timeout=TIMEOUT / _PATIENCE)
            except Empty:
                # A busy server may forget one of many documents until somebody types in it.
                self._type(document, version)
        raise PeerError(f"no diagnostics of {document.uri}")

    def completion(self, document: Document, position: Message) -> dict[str, Message]:
        """Return what the editor would offer at a position, by label."""
        answer = self._ask("completion", document, position=position)
        return {item["label"]: item for item in answer["items"]}

    def hover(self, document: Document, position: Message) -> str:
        """Return the Markdown that the editor would show over a position."""
        answer = self._ask("hover", document, position=position)
        return str(answer["contents"]["value"]) if answer else ""

    def formatting(self, document: Document) -> list[Message]:
        """Return the edits by which the editor would format a document."""
        edits: list[Message] = self._ask("formatting", document, options={"tabSize": 2, "insertSpaces": True})
        return edits

    def quick_fixes(self, document: Document, diagnostic: Message) -> list[Message]:
        """Return the cures that the editor would offer for a diagnostic."""
        context = {"diagnostics": [diagnostic]}
        actions: list[Message] = self._ask("codeAction", document, range=diagnostic["range"], context=context)
        return actions

    def _type(self, document: Document, version: int) -> None:
        """Send the text of a document again, as after a change that was taken back."""
        identifier = {"uri": document.uri, "version": version}
        changed = {"textDocument": identifier, "contentChanges": [{"text": document.text}]}
        self._peer.notify("textDocument/didChange", changed)

    def _ask(self, method: str, document: Document, **parameters: Any) -> Any:
        return self._peer.ask(f"textDocument/{method}", {"textDocument": {"uri": document.uri}, **parameters})

    def _start(self, folder: Path, locale: str) -> None:
        workspace = {"uri": folder.as_uri(), "name": folder.name}
        parameters = {"processId": None, "rootUri": workspace["uri"], "workspaceFolders": [workspace]}
        self._peer.ask("initialize", {**parameters, "locale": locale, "capabilities": _CAPABILITIES})
        self._peer.notify("initialized", {})
        # A document that comes before the settings would be judged without them.
        if not self._configured.wait(TIMEOUT):
            raise PeerError("the server did not ask for its settings")

    def _serve(self, method: str, parameters: Any) -> Any:
        if method == "textDocument/publishDiagnostics":
            self._diagnostics[parameters["uri"]].put(parameters["diagnostics"])
        elif method == "workspace/configuration":
            self._configured.set()
            return [self._section(item["section"]) for item in parameters["items"]]
        return None

    def _section(self, section: str) -> Any:
        """Return the settings of a section; settings.json writes their keys with dots."""
        if section in self._settings:
            return self._settings[section]
        found: Message = {}
        for key, value in self._settings.items():
            *above, last = key.split(".")
            if above[:1] == [section]:
                place = found
                for part in above[1:]:
                    place = place.setdefault(part, {})
                place[last] = value
        return found
