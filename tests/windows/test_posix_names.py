"""What only POSIX has is used nowhere but in places that do without, each of them listed here."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from dxplan.commands.app import COMMANDS
from tests.history import BASE
from tests.test_layers import NAMES, PACKAGE, tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MODULES = {
    *(
        "crypt",
        "curses",
        "fcntl",
        "grp",
        "nis",
        "ossaudiodev",
        "posix",
        "pty",
        "pwd",
        "readline",
        "resource",
        "spwd",
        "syslog",
    ),
    *("termios", "tty"),
}
FUNCTIONS = {
    "os": {
        *(
            "chown",
            "fchmod",
            "fchown",
            "lchown",
            "fork",
            "forkpty",
            "getegid",
            "geteuid",
            "getgid",
            "getgroups",
            "getloadavg",
        ),
        *(
            "getpgid",
            "getpgrp",
            "getpriority",
            "getsid",
            "getuid",
            "killpg",
            "lchmod",
            "mkfifo",
            "mknod",
            "nice",
            "openpty",
            "pathconf",
        ),
        *(
            "posix_spawn",
            "sched_getaffinity",
            "sendfile",
            "setgid",
            "setpgid",
            "setsid",
            "setuid",
            "sync",
            "sysconf",
            "tcgetpgrp",
        ),
        *(
            "ttyname",
            "uname",
            "wait",
            "wait3",
            "wait4",
            "getxattr",
            "setxattr",
            "listxattr",
            "statvfs",
            "chroot",
            "ctermid",
        ),
        *(
            "O_NOFOLLOW",
            "O_NONBLOCK",
            "O_NOCTTY",
            "O_CLOEXEC",
            "O_DIRECTORY",
            "O_SYNC",
            "O_TMPFILE",
            "WNOHANG",
            "WIFEXITED",
        ),
        *(
            "EX_OK",
            "EX_USAGE",
            "RTLD_NOW",
            "F_LOCK",
            "lockf",
            "pread",
            "pwrite",
            "readv",
            "writev",
            "posix_fallocate",
        ),
    },
    "signal": {
        *(
            "SIGALRM",
            "SIGCHLD",
            "SIGCONT",
            "SIGHUP",
            "SIGKILL",
            "SIGPIPE",
            "SIGQUIT",
            "SIGSTOP",
            "SIGTSTP",
            "SIGUSR1",
            "SIGUSR2",
        ),
        *("SIGWINCH", "alarm", "pause", "pthread_sigmask", "setitimer", "sigwait"),
    },
    "time": {"tzset", "clock_gettime", "pthread_getcpuclockid"},
    "socket": {"AF_UNIX", "socketpair"},
}
GUARDED = {("stores/writing.py", "os.chown")}
"""Where such a name stands, and what it does on Windows was thought of."""


def _names(name: str) -> Iterator[str]:
    """Yield the names of POSIX alone that a module uses."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom):
            if node.module in MODULES:
                yield str(node.module)
            elif node.module in FUNCTIONS:
                yield from (
                    f"{node.module}.{a.name}" for a in node.names if a.name in FUNCTIONS[str(node.module)]
                )
        elif (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.attr in FUNCTIONS.get(node.value.id, ())
        ):
            yield f"{node.value.id}.{node.attr}"


def test_what_only_posix_has_is_used_in_known_places() -> None:
    assert {(name, used) for name in NAMES for used in _names(name)} == GUARDED


# What Windows does not have goes away once Python itself is up; what then asks for it at its import fails as there.
AS_WINDOWS = """
import ctypes, io, json, os, shutil, signal, subprocess, sys, tempfile, time  # Python's own, which know where they run
modules, functions, kept = json.loads(sys.argv.pop(1))
for name in modules:
    sys.modules[name] = None
known = {"os": os, "signal": signal, "time": time}
for module, names in functions.items():
    for name in names:
        if module in known and name not in kept and hasattr(known[module], name):
            delattr(known[module], name)
"""
RUN = (
    AS_WINDOWS
    + """
from dxplan.__main__ import main
main()
"""
)
IMPORTS = (
    AS_WINDOWS
    + """
import importlib, pkgutil, dxplan
for module in pkgutil.walk_packages(dxplan.__path__, "dxplan."):
    if module.name != "dxplan.__main__":
        importlib.import_module(module.name)
"""
)
# Python's own way to wait for a program and to make temporary files needs these here, and others on Windows.
KEPT = ["WNOHANG", "WIFEXITED", "SIGKILL", "O_NOFOLLOW", "O_CLOEXEC", "getpid", "fork", "sched_getaffinity"]


def _as_windows(script: str, cwd: Path, *arguments: str) -> tuple[int, str, str]:
    hidden = json.dumps(
        [sorted(MODULES - {"posix"}), {key: sorted(names) for key, names in FUNCTIONS.items()}, KEPT]
    )
    done = subprocess.run(
        [sys.executable, "-c", script, hidden, *arguments],
        cwd=cwd,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    return done.returncode, done.stdout, done.stderr


def test_every_module_can_be_imported_without_them() -> None:
    assert _as_windows(IMPORTS, PACKAGE.parent) == (0, "", "")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_can_say_its_help(command: str, tmp_path: Path) -> None:
    code, out, err = _as_windows(RUN, tmp_path, command, "--help")
    assert (code, err) == (0, "")
    assert out.startswith("Usage: ")


@pytest.mark.parametrize(
    "arguments",
    [("list",), ("status",), ("validate",), ("list", "-f", "csv"), ("show", "online-forms", "-f", "plain")],
)
def test_the_present_can_be_read(arguments: tuple[str, ...]) -> None:
    code, out, err = _as_windows(RUN, BASE, *arguments)
    assert (code, err) == (0, "")
    assert out


def test_files_can_be_written(tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    for _ in range(2):  # a new file, then one that is there
        assert _as_windows(RUN, BASE, "list", "-f", "csv", "-o", str(output)) == (0, "", "")
    assert output.read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_past_can_be_read(tmp_path: Path) -> None:
    code, _, err = _as_windows(RUN, tmp_path, "demo", "city")
    assert code == 0, err
    for arguments in (("log",), ("diff", "R4-H1", "R4"), ("snapshot", "verify")):
        code, out, err = _as_windows(RUN, tmp_path / "city", *arguments)
        assert (code, err) == (0, "")
        assert out
