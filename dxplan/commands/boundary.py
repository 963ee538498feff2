"""The boundary: the one place that turns errors into messages and exit codes."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from dxplan.commands.console import Console, prepare_streams
from dxplan.errors import DxplanError, ExitCode
from dxplan.i18n import Language, Speaker, chosen_language
from dxplan.model.message import message

if TYPE_CHECKING:
    from collections.abc import Sequence


def run(arguments: Sequence[str]) -> int:
    """Run dxplan with a command line and return the exit code."""
    prepare_streams()
    language = _early_language(arguments)
    console = Console(Speaker(language), _early(arguments, "--color") or "auto", quiet=False)
    try:
        code = _command(arguments, language, console)
        sys.stdout.flush()
    except DxplanError as error:
        console.error(error.message, error.hint)
        return error.exit_code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader has gone: point standard output elsewhere, so that nothing complains at exit.
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.PIPE_CLOSED
    except MemoryError:
        console.error(message("There is not enough memory."))
        return ExitCode.CANNOT_WORK
    except Exception as error:  # noqa: BLE001  (the boundary: nothing may reach the user as a traceback)
        return _fault(error, console)
    return code


def _command(arguments: Sequence[str], language: Language, console: Console) -> int:
    import typer  # noqa: PLC0415

    from dxplan.commands.app import build_command  # noqa: PLC0415
    from dxplan.commands.usage import usage_message  # noqa: PLC0415

    # Typer names its usage error only as what BadParameter is derived from.
    usage_fault: type[Exception] = cast("type[Exception]", typer.BadParameter.__mro__[1])
    try:
        result: Any = build_command(language).main(list(arguments), prog_name="dxplan", standalone_mode=False)
    except usage_fault as error:
        said, hint = usage_message(error)
        if said is not None:
            console.error(said, hint)
        return ExitCode.USAGE
    except typer.Abort:
        return ExitCode.INTERRUPTED
    except typer.Exit as error:
        return error.exit_code
    return result if isinstance(result, int) else ExitCode.DONE


def _early(arguments: Sequence[str], option: str) -> str | None:
    """Find an option's value before the command line is parsed, for help texts and for errors in parsing."""
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument.startswith(option + "="):
            return argument.partition("=")[2]
        if argument == option and index + 1 < len(arguments):
            return arguments[index + 1]
    return None


def _early_language(arguments: Sequence[str]) -> Language:
    return chosen_language(_early(arguments, "--lang"), None, os.environ)


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
