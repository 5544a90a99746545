"""The signatures on a PDF file read by another process, which may neither eat the memory nor run for ever."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec
from msgspec import Struct

from app.exporters.signing import Signature, check_installed, signatures
from app.importers.bounding import bound_process
from app.importers.forked import Forked, all_said, interpreter, may_fork

TOO_MUCH = "it asks for more time or memory than a signature should"


class Bounds(Struct, frozen=True):
    """The most that reading signatures may take: seconds, and bytes of address space beside the file."""

    seconds: float = 60.0
    memory: int = 1_200_000_000
    for_byte: int = 6


class Task(Struct, frozen=True):
    """A PDF file, the certificates (PEM or DER) of trusted issuers, and the bounds of the process."""

    path: str
    trusted: tuple[bytes, ...]
    memory: int
    seconds: int


def signatures_of(
    file: Path,
    trusted: tuple[bytes, ...],
    bounds: Bounds = Bounds(),  # noqa: B008 (a frozen value)
) -> tuple[Signature, ...]:
    """The signatures on a PDF file, oldest first. One that cannot be read within the bounds does not hold.

    Raises Refused where pyHanko is missing.
    """
    check_installed()
    memory = bounds.memory + bounds.for_byte * file.stat().st_size
    task = Task(str(file.absolute()), trusted, memory, int(bounds.seconds) + 1)
    said = all_said(_started(task), bounds.seconds)
    try:
        return msgspec.msgpack.decode(said or b"", type=tuple[Signature, ...])
    except msgspec.DecodeError:
        return (Signature("somebody", "", "", False, False, False, TOO_MUCH),)


def _started(task: Task) -> subprocess.Popen[bytes] | Forked:
    if may_fork():
        return Forked(lambda answers: _answer_into(answers, task))
    code = "from app.services.signatures_apart import main; main()"
    return interpreter(code, stdin=msgspec.msgpack.encode(task))


def main() -> None:
    """Reads what a task on standard input asks for, and says it on standard output."""
    import gc

    gc.enable()  # which a bare interpreter has not, for shorter work
    _answer_into(sys.stdout.fileno(), msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Task))
    os._exit(0)


def _answer_into(descriptor: int, task: Task) -> None:
    """Says the signatures on an open descriptor. Bounds this process for good."""
    bound_process(task.memory, task.seconds)
    found = tuple(signatures(Path(task.path).read_bytes(), task.trusted))
    with open(descriptor, "wb", closefd=False) as file:
        file.write(msgspec.msgpack.encode(found))
