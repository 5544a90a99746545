"""The `engross` command: the services without a window. Imports no Qt, and no command before its turn.

A new command is a row of COMMANDS and, in the module of `app/command` that the row names, a `Command` in its own
COMMANDS. Exit codes: 0 done, 1 the answer is no, 2 wrong usage or unreadable input.
"""

import argparse
import contextlib
import errno
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from app.models.errors import Refused


class Row(NamedTuple):
    """A command's name, the module of app.command that holds it, and what it does, in a line of the help."""

    name: str
    module: str
    does: str


COMMANDS = (
    Row("new", "libraries", "begin a strategy from a house style's outline"),
    Row("import", "importing", "turn a Word, Markdown or text file into a strategy"),
    Row("list", "libraries", "the strategies of a library and their versions"),
    Row("show", "documents", "the tree of a strategy"),
    Row("save-version", "versions", "add a row to the version-control table"),
    Row("export", "documents", "write a strategy as Word, PDF, HTML, Markdown or JSON"),
    Row("check", "documents", "what a document still lacks, or says that it should not"),
    Row("compare", "comparing", "what differs between two versions, drafts or files"),
    Row("send", "reviewing", "write a Word copy for reviewers, with tracking switched on"),
    Row("review", "reviewing", "take in a reviewer's Word copy as suggestions and comments"),
    Row("suggestions", "reviewing", "list what reviewers suggest and say; accept or reject it"),
    Row("approve", "approving", "record what a body decided about a version, and seal it if it approved"),
    Row("verify", "approving", "whether a Word or PDF file is the approved copy"),
    Row("report", "reporting", "the committee report on a version, in a council's layout"),
    Row("pack", "packing", "an agenda pack: front sheet, papers, running page numbers, exempt papers apart"),
    Row("timetable", "timetable", "every date that follows from a meeting, each with its rule"),
    Row("sync", "reviewing", "exchange and merge with another copy of a library"),
    Row(
        "ledger",
        "ledger",
        "who did what when in a library, each line chained to the one before, for auditors",
    ),
    Row(
        "fsck", "ledger", "read every object, row and chain of a library, and hold it against exported copies"
    ),
    Row("backup", "libraries", "a consistent copy of a library"),
)

SEARCHED = (200_000, 20, 100)
"""When Python looks for cycles: trees hold none, and a tenth of a long command was spent looking for some."""

ABOUT = "Drafts, versions, compares and approves the formal strategies of local councils."
TARGETS = """\
A TARGET is LIBRARY, LIBRARY#STRATEGY or LIBRARY#STRATEGY@VERSION, where LIBRARY is a file or a database URL,
STRATEGY a title or an id (not needed where there is only one) and VERSION a label such as V8, or draft.
Where a document is read, a TARGET may also be a Word, Markdown, text or exported JSON file.

“engross [TARGET]” opens the desktop window. “engross COMMAND --help” explains a command."""


class OneLineParser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one line, and where the help is."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; see “{self.prog} --help”.\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code of the command line; never raises, whatever goes wrong."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if arguments is None:
        gc.set_threshold(*SEARCHED)
    _open_closed_streams()
    _speak_utf8()
    try:
        code = _run(given)
        sys.stdout.flush()
        return code
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 2
    except Refused as reason:
        print(f"engross: {_one_line(reason)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("engross: stopped; nothing was left half done.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except MemoryError:
        print(
            "engross: there is not enough memory for this; close other programs and try again.",
            file=sys.stderr,
        )
        return 2
    except Exception as fault:
        if isinstance(fault, OSError) and fault.errno in (errno.ENOSPC, errno.EDQUOT):
            print("engross: the disk is full; make room and try again.", file=sys.stderr)
            return 2
        if isinstance(fault, OSError) and fault.errno == errno.ENAMETOOLONG:
            print("engross: a name among the arguments is too long for a file; check it.", file=sys.stderr)
            return 2
        if isinstance(fault, PermissionError) and fault.filename is not None:
            print(f"engross: {_closed(fault.filename)}", file=sys.stderr)
            return 2
        from app.command.log import unexpected

        print(f"engross: {unexpected(fault, given)}", file=sys.stderr)
        return 2


def run() -> NoReturn:
    """The command as a process of its own: what it held need not be given back piece by piece before it ends."""
    code = main()
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def _run(given: list[str]) -> int:
    name = given[0] if given else ""
    if not given or not (name.startswith("-") or name in {row.name for row in COMMANDS}):
        from app.command.window import open_window

        return open_window(given)
    parser = parser_for(name)
    parsed, unknown = parser.parse_known_args(given)
    if unknown:
        parser.exit(
            2, f"engross {name}: unknown arguments: {' '.join(unknown)}; see “engross {name} --help”.\n"
        )
    return parsed.run(parsed)


def parser_for(name: str) -> argparse.ArgumentParser:
    """The parser of the whole command line, in which only the command `name` has its own arguments."""
    parser = OneLineParser(
        "engross", description=ABOUT, epilog=TARGETS, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", action="version", version=_version())
    commands: Any = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for row in COMMANDS:
        below = commands.add_parser(
            row.name, help=row.does, description=row.does[0].upper() + row.does[1:] + "."
        )
        if row.name == name:
            command = import_module(f"app.command.{row.module}").COMMANDS[row.name]
            command.declare(below)
            below.set_defaults(run=command.run)
    return parser


def _version() -> str:
    from app import __version__

    return f"engross {__version__}"


def _one_line(reason: Exception) -> str:
    return " ".join(str(reason).split())


def _closed(name: str | bytes | int) -> str:
    """A sentence for a file that the user may not see or use."""
    shown = os.fsencode(name).decode("utf-8", "replace") if isinstance(name, str | bytes) else str(name)
    return f"you have no permission to use {shown}; ask its owner for it, or choose another."


def _open_closed_streams() -> None:
    """Gives the streams that were closed before the command began to nobody.

    Otherwise the next file to be opened, be it a library, would stand where messages are printed.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    for number, name in ((1, "stdout"), (2, "stderr")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, "w", encoding="utf-8", closefd=False))


def _speak_utf8() -> None:
    """Writes UTF-8 whatever the locale; a file name that is not even text comes out escaped."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # pyright: ignore


if __name__ == "__main__":
    if sys.path and sys.path[0] == str(Path(__file__).resolve().parent):
        sys.path[0] = str(Path(__file__).resolve().parent.parent)
    run()
