"""The boundary: the one place that turns errors into messages and exit codes."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from dxplan.commands.console import Console, prepare_streams
from dxplan.commands.early import early_value, spoken_first
from dxplan.errors import DxplanError, ExitCode
from dxplan.i18n import Language, Speaker
from dxplan.model.message import Message, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typer.core import TyperGroup

_COMPLETION = "_DXPLAN_COMPLETE"


def run(arguments: Sequence[str]) -> int:
    """Run dxplan with a command line and return the exit code."""
    prepare_streams()
    language = spoken_first(arguments)
    console = Console(Speaker(language), early_value(arguments, "--color") or "auto", quiet=False)
    try:
        code = _told(arguments, language, console)
        sys.stdout.flush()
    except KeyboardInterrupt:
        _let_go()
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        _let_go()
        return ExitCode.PIPE_CLOSED
    except OSError as error:
        if _is_reader_gone(error):
            _let_go()
            return ExitCode.PIPE_CLOSED
        with suppress(OSError):
            console.error(_system_trouble(error))
        _let_go()
        return ExitCode.CANNOT_WORK
    return code


def _told(arguments: Sequence[str], language: Language, console: Console) -> int:
    """Run the command and tell of what went wrong."""
    try:
        return _command(arguments, language, console)
    except DxplanError as error:
        console.error(error.message, error.hint)
        return error.exit_code
    except MemoryError:
        console.error(message("There is not enough memory."))
        return ExitCode.CANNOT_WORK
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001  (the boundary: nothing may reach the user as a traceback)
        return _fault(error, console)


def _command(arguments: Sequence[str], language: Language, console: Console) -> int:
    import typer  # noqa: PLC0415

    from dxplan.commands.app import build_command  # noqa: PLC0415

    if os.environ.get(_COMPLETION):
        # Some shells show the words of help beside what they complete.
        return _complete(build_command(language, [*_words_so_far(), "--help"]))
    command = build_command(language, arguments)
    if not all(map(str.isascii, arguments)):
        from dxplan.commands.half_width import check_half_width  # noqa: PLC0415  (only such words need it)

        check_half_width(command, arguments)
    # Typer names its usage error only as what BadParameter is derived from.
    usage_fault: type[Exception] = cast("type[Exception]", typer.BadParameter.__mro__[1])
    context: Any = None
    try:
        # Typer's own way to run a command would end the process where the reader of a pipe has gone.
        context = command.make_context("dxplan", list(arguments))
        with context:
            result: Any = command.invoke(context)
    except usage_fault as error:
        from dxplan.commands.usage import usage_message  # noqa: PLC0415

        said, hint = usage_message(error)
        if said is not None:
            console.error(said, hint)
        return ExitCode.USAGE
    except typer.Abort:
        return ExitCode.INTERRUPTED
    except typer.Exit as error:
        return error.exit_code
    except DxplanError as error:
        # A session that has begun knows the language of the plans.
        session = context.meta.get("session") if context else None
        (session.console if session else console).error(error.message, error.hint)
        return error.exit_code
    return result if isinstance(result, int) else ExitCode.DONE


def _words_so_far() -> list[str]:
    """Return the words of the command line that a shell is completing; each shell has a variable for them."""
    return [
        word for name in ("COMP_WORDS", "_TYPER_COMPLETE_ARGS") for word in os.environ.get(name, "").split()
    ]


def _complete(command: TyperGroup) -> int:
    """Answer a shell that completes a command line; whatever fails, it is not the moment to tell."""
    try:
        command.main([], prog_name="dxplan")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else ExitCode.DONE
    except Exception:  # noqa: BLE001  (the shell would print it into the line that is being typed)
        return ExitCode.FAULT
    return ExitCode.DONE


def _let_go() -> None:
    """Leave the standard streams that take no more: what is still to be written must neither wait nor complain."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            descriptor = stream.fileno()
            sink = os.open(os.devnull, os.O_WRONLY)
            os.dup2(sink, descriptor)
            os.close(sink)


def _is_reader_gone(error: OSError) -> bool:
    """Tell whether this is what Windows says, instead of a broken pipe, when the reader of a pipe has gone."""
    return sys.platform == "win32" and error.errno == errno.EINVAL and error.filename is None


def _system_trouble(error: OSError) -> Message:
    """Say what the system has refused; an error that names no file is one of a stream that is already open."""
    reason = error.strerror or str(error)
    if error.filename is None:
        return message("Standard output cannot be written: {reason}.", reason=reason)
    file = os.fsdecode(error.filename).replace(os.sep, "/")
    return message("{file} cannot be read or written: {reason}.", file=file, reason=reason)


def _fault(error: Exception, console: Console) -> int:
    """Tell of a fault in dxplan in one line, and write the details where they can be sent from."""
    from dxplan.commands.fault import write_details  # noqa: PLC0415

    place = write_details(error)
    console.error(
        message("dxplan has a fault. Details: {place}", place=place)
        if place
        else message("dxplan has a fault, and its details could not be written.")
    )
    return ExitCode.FAULT
