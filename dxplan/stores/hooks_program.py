"""The commands by which git calls dxplan, as its shell reads them; Git for Windows brings that shell along.

The interpreter that runs now is called by its full path; where it is gone, the ``dxplan`` that is found is. Python is told
not to look for modules in the folder in which git works, which holds whatever a repository brings along.
"""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

_MERGE, _SHOW = "dxplan_merge_2", "dxplan_fields_1"
_VALUES = "%O %A %B %L %P %S %X %Y"
_RESCUE = (
    'case $? in 0) return 0;; 1) grep -q "<<" "$2" && return 1;; esac; '
    'echo "$5: dxplan did not merge this file, so git merges it line by line." >&2; '
    'git merge-file -q --marker-size="$4" -L ours -L base -L theirs "$2" "$1" "$3"'
)
OWN = ("dxplan_merge_", "dxplan_fields_")
"""With one of these begins every command that dxplan has set; the number rises when what it does changes."""

_SCRIPT = """\
#!/bin/sh
# Checks what is staged. Written by "dxplan hooks install", taken away by "dxplan hooks uninstall".
before="$(dirname "$0")/{before}"
# What pre-commit has begun it does not begin again.
if [ -x "$before" ] && ! {{ [ -n "$PRE_COMMIT_RUNNING_LEGACY" ] && grep -q pre_commit "$before"; }}; then
  "$before" "$@" || exit $?
fi
if {python} -P -c 'import dxplan' 2>/dev/null; then
  exec {python} -P -m dxplan -C {root} hooks pre-commit
elif command -v dxplan >/dev/null 2>&1; then
  exec dxplan -C {root} hooks pre-commit
fi
echo "dxplan is not here, so the plans are not checked." >&2
"""
_FIRST_SCRIPT = re.sub("# What pre-commit.*\n.*; then\n", 'if [ -x "$before" ]; then\n', _SCRIPT)
BEFORE = "pre-commit.before-dxplan"
"""The name under which a hook that was there before is kept."""


def _python() -> str:
    return shlex.quote(Path(sys.executable).as_posix())


def merge_command() -> str:
    """Return the merge driver; where dxplan is gone, or ends without a result, git merges line by line.

    A conflict without marks, as a program leaves it that is killed or cannot begin, would look like our side to people.
    """
    python = _python().replace("%", "%%")
    called = _calls(python, "merge", "(exit 3)")
    return f"{_MERGE}() {{ {called}; {_RESCUE}; }}; {_MERGE} {_VALUES}"


def textconv_command() -> str:
    """Return what shows a file as fields; without any dxplan the file is shown as it is."""
    called = _calls(_python(), "textconv", 'cat "$1"')
    return f"{_SHOW}() {{ {called}; }}; {_SHOW}"


def hook_script(root: str) -> str:
    """Return the pre-commit hook; ``root`` is the way from the top of the repository to the plan repository."""
    return _SCRIPT.format(before=BEFORE, python=_python(), root=shlex.quote(root))


def is_hook_script(text: str) -> bool:
    """Tell whether a text is such a hook, of any interpreter, any root and any version, that nobody has changed."""
    forms = (
        form.format(before=BEFORE, python="\0", root="\0").split("\0") for form in (_SCRIPT, _FIRST_SCRIPT)
    )
    return any(re.fullmatch("[^\n]+".join(map(re.escape, parts)), text) for parts in forms)


def has_hook_mark(text: str) -> bool:
    """Tell whether a hook was written by dxplan, whatever became of it."""
    return _SCRIPT.split("\n")[1] in text.split("\n")


def hook_line(root: str) -> str:
    """Return the line that calls dxplan from a hook that somebody else looks after."""
    return f"dxplan -C {shlex.quote(root)} hooks pre-commit || exit 1"


def _calls(python: str, command: str, otherwise: str) -> str:
    called = f'hooks {command} -- "$@"'
    return (
        f"if {python} -P -c 'import dxplan' 2>/dev/null; then {python} -P -m dxplan {called}; "
        f"elif command -v dxplan >/dev/null 2>&1; then dxplan {called}; else {otherwise}; fi"
    )
