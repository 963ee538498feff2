"""Git: the only place that knows GitPython.

Reading runs nothing that a repository's configuration names, fetches nothing, follows no replaced objects, and gives the
same answer whatever a person has configured.
"""

from __future__ import annotations

import os
from configparser import Error as ConfigurationError
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE
from threading import Thread
from typing import IO, TYPE_CHECKING, Any

from dxplan.errors import DxplanError
from dxplan.model.message import message
from dxplan.stores.git_trouble import as_text, missing, unusable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_QUIET = (
    "--no-pager",
    "--no-replace-objects",
    "--literal-pathspecs",
    "-c", "core.fsmonitor=false",
    "-c", "log.showSignature=false",
    "-c", "log.showRoot=true",
    "-c", "log.follow=false",
    "-c", "core.pager=cat",
    # Only the repository's own .mailmap counts, so that everybody reads the same names.
    "-c", "mailmap.file=",
    # A bare repository is only read where somebody has named it.
    "-c", "safe.bareRepository=all",
)  # fmt: skip
# In a partial clone git would fetch what is missing, through whatever program the configuration names for that.
_ALONE = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_GLOB_PATHSPECS": "0",
    "GIT_NOGLOB_PATHSPECS": "0",
    "GIT_ICASE_PATHSPECS": "0",
    # Grafts tell of other parents than commits have.
    "GIT_GRAFT_FILE": os.devnull,
}
_KEPT = 1 << 16
# Seconds; git has ended by then, and only a program that it has started may still hold the pipe.
_PATIENCE = 5


@dataclass(frozen=True)
class Streams:
    """A running git: what goes in, what comes out, and, once it has ended, its exit code and what it complains of."""

    stdin: IO[bytes]
    stdout: IO[bytes]
    end: Callable[[], int]
    complaint: Callable[[], str]

    def ask(self, questions: bytes, *, last: bool = True) -> None:
        """Ask beside whoever reads the answers: git begins with them early, and who asks all first may wait for ever."""
        Thread(target=self._write, args=(questions, last), daemon=True).start()

    def _write(self, questions: bytes, last: bool) -> None:  # noqa: FBT001  (threads take no keywords as simply)
        with suppress(OSError, ValueError):  # git has ended, or nobody listens any more
            self.stdin.write(questions)
            self.stdin.flush()
            if last:
                self.stdin.close()


class _Listener(Thread):
    """Takes up what git complains of while nobody listens, so that it never waits to be heard; keeps the end of it."""

    def __init__(self, source: IO[bytes]) -> None:
        super().__init__(daemon=True)
        self._source = source
        self._heard = b""
        self.start()

    def run(self) -> None:
        """Listen until git has said all."""
        with suppress(OSError, ValueError):
            while piece := os.read(self._source.fileno(), _KEPT):
                self._heard = (self._heard + piece)[-_KEPT:]

    def heard(self) -> str:
        """Return what git has said, once it has ended."""
        self.join(_PATIENCE)
        return as_text(self._heard)


@dataclass(frozen=True)
class GitRepository:
    """A git repository; ``top`` is the root of its working tree, None in a bare one."""

    folder: Path
    top: Path | None
    shared: Path

    @classmethod
    def around(cls, folder: Path) -> GitRepository | None:
        """Find the repository in which a folder lies, None where there is none; raises DxplanError without git."""
        git = _library()
        try:
            repository = git.Repo(folder, search_parent_directories=True, expand_vars=False)
        except (git.InvalidGitRepositoryError, git.NoSuchPathError):
            return None
        except (ValueError, OSError, ConfigurationError) as error:
            raise unusable(str(error)) from None
        with closing(repository):
            own, top = Path(repository.git_dir), repository.working_tree_dir
            return cls(own, Path(top) if top else None, _shared(own))

    @classmethod
    def create(cls, folder: Path) -> GitRepository:
        """Make an empty repository in a folder, the same whatever a person has configured; raises DxplanError."""
        git = _library()
        made = ("--quiet", "--initial-branch=main", "--object-format=sha1", "--template=")
        try:
            code, _, errors = git.Git(folder).execute(
                ["git", "init", *made, "--", str(folder)], with_extended_output=True, with_exceptions=False
            )
        except git.GitCommandNotFound:
            raise missing() from None
        found = cls.around(folder) if code == 0 else None
        if found is None:
            raise unusable(as_text(errors))
        return found

    @property
    def cut(self) -> tuple[bytes, ...]:
        """The ids of the commits at which a shallow clone begins; none where the history is whole."""
        try:
            return tuple((self.shared / "shallow").read_bytes().split())
        except OSError:
            return ()

    @property
    def is_shallow(self) -> bool:
        """Whether the clone has only the newest part of the history."""
        return bool(self.cut)

    @property
    def is_partial(self) -> bool:
        """Whether the clone was made without the contents of files (``git clone --filter``)."""
        try:
            return b"promisor" in (self.shared / "config").read_bytes().lower()
        except OSError:
            return False

    def read(self, *arguments: str, codes: tuple[int, ...] = (0,)) -> bytes:
        """Run git and return what it writes; raises DxplanError where it ends with another exit code."""
        git = _library()
        try:
            code, output, errors = git.Git(self._place).execute(
                self._command(arguments),
                env=self._environment,
                with_extended_output=True,
                with_exceptions=False,
                stdout_as_string=False,
                strip_newline_in_stdout=False,
            )
        except git.GitCommandNotFound:
            raise missing() from None
        if code not in codes:
            raise unusable(as_text(errors), partial=self.is_partial)
        return bytes(output)

    def write(self, *arguments: str) -> tuple[int, str]:
        """Run git as the person has configured it, hooks and signing included.

        Returns its exit code and what it says on standard error; raises DxplanError without git.
        """
        git = _library()
        program = git.Git.GIT_PYTHON_GIT_EXECUTABLE or "git"
        try:
            code, _, errors = git.Git(self._place).execute(
                [program, "--literal-pathspecs", *arguments], with_extended_output=True, with_exceptions=False
            )
        except git.GitCommandNotFound:
            raise missing() from None
        return code, as_text(errors)

    def check(self) -> None:
        """Make sure that git can work in the repository at all; raises DxplanError."""
        self.read("rev-parse", "--git-dir")

    def ask(self, *arguments: str) -> str:
        """Return what git answers to a question that it may not be able to answer; then it is empty.

        Raises DxplanError where git cannot work at all, as git itself ends with the same exit code in both cases.
        """
        answer = self.read(*arguments, codes=(0, 1, 128))
        if not answer:
            self.check()
        return answer.decode("ascii", "replace").strip()

    @contextmanager
    def talk(self, *arguments: str) -> Iterator[Streams]:
        """Run git beside dxplan, with pipes to and from it; whoever leaves early ends it."""
        git = _library()
        try:
            process: Any = git.Git(self._place).execute(
                self._command(arguments), env=self._environment, istream=PIPE, as_process=True
            )
        except git.GitCommandNotFound:
            raise missing() from None
        child = process.proc
        listener = _Listener(child.stderr)
        try:
            yield Streams(child.stdin, child.stdout, child.wait, listener.heard)
        finally:
            if child.poll() is None:
                child.kill()
            child.wait()
            listener.join(_PATIENCE)
            for stream in (child.stdin, child.stdout, child.stderr):
                with suppress(OSError):  # what was not written yet goes nowhere
                    stream.close()

    def feed(self, chunks: Iterable[bytes], *arguments: str) -> bytes:
        """Run git on what it is fed with, and return what it writes at the end; raises DxplanError where it fails."""
        with self.talk(*arguments) as git:
            with suppress(BrokenPipeError):  # git says itself why it has ended
                for chunk in chunks:
                    git.stdin.write(chunk)
                git.stdin.close()
            output = git.stdout.read()
            if git.end() != 0:
                raise unusable(git.complaint())
        return output

    def converse(self, asked: bytes, *arguments: str) -> bytes:
        """Return all that git answers to questions; it may begin before it has heard all. Raises DxplanError."""
        with self.talk(*arguments) as git:
            git.ask(asked)
            output = git.stdout.read()
            if git.end() != 0:
                raise unusable(git.complaint(), partial=self.is_partial)
        return output

    @property
    def _place(self) -> Path:
        # From its top, paths mean what they mean in the repository.
        return self.top or self.folder

    @property
    def _environment(self) -> dict[str, str]:
        """What git is told through the environment; the variables of a hook may speak of another repository."""
        given = dict(_ALONE)
        if "GIT_COMMON_DIR" in os.environ:
            given["GIT_COMMON_DIR"] = str(self.shared)
        hooked = os.environ.get("GIT_DIR")
        own = {os.path.realpath(place) for place in (self.folder, self.shared)}
        if hooked is not None and os.path.realpath(hooked) not in own:
            given |= {
                "GIT_OBJECT_DIRECTORY": str(self.shared / "objects"),
                "GIT_ALTERNATE_OBJECT_DIRECTORIES": "",
            }
        return given

    def _command(self, arguments: tuple[str, ...]) -> list[str]:
        # Where git finds the repository itself, it also asks whether its owner can be trusted. In a hook, whose variables
        # may name another repository, it is told.
        place = [f"--git-dir={self.folder}"] if "GIT_DIR" in os.environ else []
        mailmap = "mailmap.blob=HEAD:.mailmap" if self.top is None else "mailmap.blob="
        if self.top is not None:
            place.append(f"--work-tree={self.top}")
        program = _library().Git.GIT_PYTHON_GIT_EXECUTABLE or "git"
        return [program, *place, *_QUIET, "-c", mailmap, *arguments]


def _library() -> Any:
    try:
        import git  # noqa: PLC0415  (45 ms that most commands do not need)
    except ModuleNotFoundError as error:
        raise DxplanError(
            message("The Python package {name} is missing.", name=error.name or "git"),
            message("Install dxplan again."),
        ) from None
    except ImportError:
        # GitPython looks for the program when it is imported.
        raise missing() from None
    return git


def _shared(folder: Path) -> Path:
    """Return where a repository keeps what its linked working trees share."""
    try:
        return folder / os.fsdecode((folder / "commondir").read_bytes()).rstrip("\r\n")
    except OSError:
        return folder
