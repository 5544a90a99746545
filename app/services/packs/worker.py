"""The process that reads and binds the papers of a pack. It bounds itself, says how far it is, answers and ends. No Qt.

What it says are frames on standard output: their length in eight bytes, then a word as MessagePack.
"""

import gc
import os
import struct
import sys
from collections.abc import Callable
from typing import IO

import msgspec
from msgspec import Struct

from app.importers.bounding import bound_process
from app.models.errors import Refused
from app.services.packs.editions import Editions, Leaking, Ready, bound_editions, open_file
from app.services.packs.leaks import Leak

LENGTH = struct.Struct(">Q")


class Bounds(Struct, frozen=True):
    """The most that papers may take. `silence` is how many seconds may pass without a word, `paper` how many a paper
    may take and `page` how many more for each of its pages; `processor` bounds the whole. `memory` is bytes of address
    space, and `for_byte` how many more for each byte of the papers.
    """

    silence: float = 30.0
    paper: float = 60.0
    page: float = 0.5
    processor: int = 3_600
    memory: int = 1_200_000_000
    for_byte: int = 6


class Counting(Struct, frozen=True, tag="counting"):
    """How many pages these papers have: their places, by what they are called."""

    files: dict[str, str]


class Binding(Struct, frozen=True, tag="binding"):
    """A pack to be bound."""

    ready: Ready


Task = Counting | Binding


class Given(Struct, frozen=True):
    """A task, with how many seconds and how many bytes of memory it may take."""

    task: Task
    processor: int
    memory: int


class Said(Struct, frozen=True, tag="said"):
    """How far the work is, and which paper is in hand."""

    done: float
    what: str
    paper: str


class Counted(Struct, frozen=True, tag="counted"):
    """A paper's pages, or what is wrong with it."""

    paper: str
    pages: int = 0
    fault: str = ""


class Done(Struct, frozen=True, tag="done"):
    """All is done; `editions` where a pack was to be bound."""

    editions: Editions | None = None


class Refusal(Struct, frozen=True, tag="refusal"):
    """The sentence for which nothing came of it, or the leaks."""

    said: str
    leaks: tuple[Leak, ...] = ()


Word = Said | Counted | Done | Refusal
Say = Callable[[Word], None]


def main() -> None:
    """Does one task, given on standard input, and says what comes of it on standard output."""
    gc.enable()  # which a bare interpreter has not, for shorter work
    work_into(sys.stdout.fileno(), msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Given))
    os._exit(0)  # giving back what was read, piece by piece, would take longer than reading some papers


def work_into(descriptor: int, given: Given) -> None:
    """Does a task and says what comes of it on an open descriptor. Bounds this process for good."""
    bound_process(given.memory, given.processor)
    encoder = msgspec.msgpack.Encoder()
    with open(descriptor, "wb", closefd=False) as file:

        def say(word: Word) -> None:
            data = encoder.encode(word)
            file.write(LENGTH.pack(len(data)) + data if len(data) < 65_536 else LENGTH.pack(len(data)))
            if len(data) >= 65_536:
                file.write(data)
            file.flush()

        _work(given.task, say)


def _work(task: Task, say: Say) -> None:
    if isinstance(task, Counting):
        for name, place in task.files.items():
            say(Said(0, name, name))
            say(_counted(name, place))
        say(Done())
        return
    paper = ""

    def hear(done: float, what: str, name: str) -> None:
        nonlocal paper
        paper = name
        say(Said(done, what, name))

    try:
        word: Word = Done(bound_editions(task.ready, hear))
    except Leaking as fault:
        word = Refusal(str(fault), fault.leaks)
    except Refused as fault:
        word = Refusal(str(fault))
    except (MemoryError, RecursionError):
        word = Refusal(too_much(paper))
    except Exception as fault:  # the last line between a file from outside and the user
        word = Refusal(_unforeseen(paper, fault))
    say(word)


def _counted(name: str, place: str) -> Counted:
    try:
        return Counted(name, len(open_file(name, place)))
    except Refused as fault:
        return Counted(name, 0, str(fault))
    except (MemoryError, RecursionError):
        return Counted(name, 0, too_much(name))
    except Exception as fault:  # as above
        return Counted(name, 0, _unforeseen(name, fault))


def too_much(paper: str) -> str:
    """The sentence about a paper that ended the process which read it."""
    named = f"“{paper}”" if paper else "A paper of the pack"
    return (
        f"{named} asks for more memory or time than a paper should; print it to a new PDF file, or split it."
    )


def _unforeseen(paper: str, fault: Exception) -> str:
    named = f"“{paper}”" if paper else "A paper of the pack"
    return f"{named} is written in a way that cannot be read ({type(fault).__name__}); print it to a new PDF file."


def frames(file: IO[bytes]) -> Callable[[], Word | None]:
    """What reads the next word that such a process says; None once it says no more."""
    decoder = msgspec.msgpack.Decoder(Word)

    def read() -> Word | None:
        head = file.read(LENGTH.size)
        if len(head) < LENGTH.size:
            return None
        (size,) = LENGTH.unpack(head)
        data = file.read(size)
        return decoder.decode(data) if len(data) == size else None

    return read
