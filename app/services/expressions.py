"""Regular expressions, matched by another process: some take longer than anybody waits, and let nothing else go on.

Imports models and what starts such a process.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence

import msgspec
from msgspec import Struct

from app.importers.bounding import bound_process
from app.importers.forked import all_said, interpreter
from app.models.errors import Refused


class Place(Struct, frozen=True, array_like=True):
    """Where something was found in a line, and what comes in its stead."""

    start: int
    end: int
    by: str = ""


class Bounds(Struct, frozen=True):
    """The most that matching may take: seconds, and bytes of address space."""

    seconds: float = 5.0
    memory: int = 1_000_000_000


class Task(Struct, frozen=True):
    """An expression, how it is read, what is to be put in place of what it finds, and the lines to look through."""

    pattern: str
    flags: int
    by: str
    lines: tuple[str, ...]
    bounds: Bounds


class Answer(Struct, frozen=True):
    """The places in each line; or why there are none.

    It finds "nothing" in particular, has no such "group", or what it finds takes more "memory" than is allowed.
    """

    places: tuple[tuple[Place, ...], ...] = ()
    refused: str = ""


def _nothing() -> None:
    pass


def places_of(
    pattern: re.Pattern[str],
    by: str,
    lines: Sequence[str],
    go_on: Callable[[], object] = _nothing,
    bounds: Bounds = Bounds(),  # noqa: B008 (a frozen value)
) -> Mapping[str, tuple[Place, ...]]:
    """Where an expression finds something, by the lines it does, and what `by` comes to there.

    `go_on` is asked now and then; what it raises ends the search. Raises Refused where it takes too long or too much
    memory, finds nothing in particular, or where `by` names a group that it does not have.
    """
    task = Task(pattern.pattern, pattern.flags & re.IGNORECASE, by, tuple(dict.fromkeys(lines)), bounds)
    code = "from app.services.expressions import main; main()"
    said = all_said(interpreter(code, stdin=msgspec.msgpack.encode(task)), bounds.seconds, go_on)
    if said is None:
        raise Refused(
            "This expression takes too long; write it more plainly. Mostly what is repeated is itself repeated, as in"
            " (a+)+."
        )
    # What ends without a word was ended by its own bounds, of which memory alone comes before the clock.
    answer = msgspec.msgpack.decode(said, type=Answer) if said else Answer(refused="memory")
    if answer.refused == "group":
        raise Refused(f"“{by}” names a group that the expression does not have; correct it.")
    if answer.refused == "memory":
        raise Refused(
            "This expression finds more than there is memory for; write it so that it finds less, or put less in place."
        )
    if answer.refused:
        raise Refused("Say what to look for: at least one letter.")
    return {line: found for line, found in zip(task.lines, answer.places, strict=True) if found}


def main() -> None:
    """Does the task on standard input, and says the answer on standard output."""
    task = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Task)
    bound_process(task.bounds.memory, int(task.bounds.seconds) + 1)
    try:
        said = msgspec.msgpack.encode(answer_to(task))
    except MemoryError:
        said = msgspec.msgpack.encode(Answer(refused="memory"))
    sys.stdout.buffer.write(said)
    sys.stdout.buffer.flush()
    os._exit(0)


def answer_to(task: Task) -> Answer:
    """What there is to be said of a task; it may take for ever."""
    pattern = re.compile(task.pattern, task.flags)
    if pattern.match(""):
        return Answer(refused="nothing")
    try:
        return Answer(
            tuple(
                tuple(Place(*found.span(), found.expand(task.by)) for found in pattern.finditer(line))
                for line in task.lines
            )
        )
    except (re.error, IndexError):
        return Answer(refused="group")
