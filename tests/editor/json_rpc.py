"""A peer that speaks JSON-RPC over the standard input and output of a process.

Source: JSON-RPC 2.0, and the base protocol of the Language Server Protocol 3.17.
"""

from __future__ import annotations

import json
import subprocess
import threading
from queue import Empty, Queue
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Message = dict[str, Any]

# Far more than an answer takes, so that only a peer that hangs meets it.
TIMEOUT = 60.0


class PeerError(Exception):
    """The peer answered with an error, not in time, or not at all."""


class Peer:
    """A process to talk with; ``serve`` answers its requests and hears its notifications."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], serve: Callable[[str, Any], Any]
    ) -> None:
        self._process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._serve = serve
        self._answers: dict[int, Queue[Message]] = {}
        self._sending = threading.Lock()
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def ask(self, method: str, parameters: Any = None) -> Any:
        """Send a request and wait for its result."""
        number = len(self._answers) + 1
        answers: Queue[Message] = Queue()
        self._answers[number] = answers
        self._send({"id": number, "method": method, "params": parameters})
        try:
            answer = answers.get(timeout=TIMEOUT)
        except Empty:
            raise PeerError(f"no answer to {method}") from None
        if "error" in answer:
            raise PeerError(f"{method}: {answer['error']}")
        return answer["result"]

    def notify(self, method: str, parameters: Any = None) -> None:
        """Send a notification, to which there is no answer."""
        self._send({"method": method, "params": parameters})

    def end(self, *, patience: float = TIMEOUT) -> None:
        """Wait until the process ends, and make it end where it does not."""
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(TIMEOUT)
        self._listener.join(TIMEOUT)
        _pipe(self._process.stdin).close()
        _pipe(self._process.stdout).close()

    def _listen(self) -> None:
        while (message := self._receive()) is not None:
            if "method" not in message:
                self._answers[message["id"]].put(message)
                continue
            result = self._serve(message["method"], message.get("params"))
            if "id" in message:
                self._send({"id": message["id"], "result": result})
        for waiting in self._answers.values():
            waiting.put({"error": "the process has ended"})

    def _receive(self) -> Message | None:
        stream = _pipe(self._process.stdout)
        length = 0
        while (line := stream.readline().strip()) != b"":
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if length == 0:
            return None
        message: Message = json.loads(stream.read(length))
        return message

    def _send(self, content: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **content}, ensure_ascii=False).encode()
        stream = _pipe(self._process.stdin)
        with self._sending:
            stream.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
            stream.flush()


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None
    return stream
