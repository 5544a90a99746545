"""A pack's papers read and bound by another process, which may neither eat the memory nor run for ever.

A paper from outside may be made to harm; what it can harm is that process, and the sentence names the paper.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

import msgspec

from app.importers.forked import Forked, interpreter, may_fork
from app.models.errors import Refused
from app.services.packs.editions import Leaking, Ready
from app.services.packs.worker import (
    Binding,
    Bounds,
    Counted,
    Counting,
    Done,
    Given,
    Refusal,
    Said,
    Task,
    Word,
    frames,
    too_much,
    work_into,
)

if TYPE_CHECKING:
    from app.services.packs.editions import Editions

POLL_SECONDS = 0.1
Tell = Callable[[float, str], None]


def bind(ready: Ready, bounds: Bounds, tell: Tell) -> Editions:
    """The editions of a pack. `tell` hears of progress, and again and again meanwhile; what it raises ends the work.

    Raises Refused, naming the paper, for one that cannot be bound within its bounds, and Leaking.
    """
    size = sum(_size(place) for own in ready.files for place in own.values())
    with _Process(Binding(ready), bounds, size) as process:
        for word in process.words(tell):
            if isinstance(word, Done) and word.editions is not None:
                return word.editions
            if isinstance(word, Refusal):
                raise Leaking(word.leaks) if word.leaks else Refused(word.said)
    raise Refused(too_much(""))


def count(files: Mapping[str, str], bounds: Bounds) -> dict[str, Counted]:
    """How many pages each paper has, or what is wrong with it. A paper that ends the process does not end the count."""
    found: dict[str, Counted] = {}
    while left := {name: place for name, place in files.items() if name not in found}:
        with _Process(Counting(left), bounds, sum(map(_size, left.values()))) as process:
            try:
                for word in process.words(lambda done, what: None):
                    if isinstance(word, Counted):
                        found[word.paper] = word
            except Refused as fault:
                name = process.paper or next(iter(left))
                found[name] = Counted(name, 0, str(fault))
    return found


def _size(place: str) -> int:
    try:
        return Path(place).stat().st_size
    except OSError:
        return 0


class _Clock:
    """How long the paper in hand has taken, and how long nothing was said."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._heard = self._begun = time.monotonic()
        self._pages = 0
        self._paper: str = ""

    def hear(self, paper: str) -> None:
        self._heard = time.monotonic()
        self._pages += 1
        if paper != self._paper:
            self._paper, self._begun, self._pages = paper, self._heard, 0

    @property
    def is_over(self) -> bool:
        now, bounds = time.monotonic(), self._bounds
        return (
            now - self._heard > bounds.silence or now - self._begun > bounds.paper + bounds.page * self._pages
        )


class _Process:
    """The process, ended with the block that uses it. `paper` is the one in hand."""

    def __init__(self, task: Task, bounds: Bounds, size: int) -> None:
        memory = bounds.memory + bounds.for_byte * size
        self._process = _started(Given(task, bounds.processor, memory))
        self._clock = _Clock(bounds)
        self._queue: SimpleQueue[Word | None] = SimpleQueue()
        # Begun after the process, for one with two threads must not be split.
        self._thread = Thread(target=self._drain, name="binding", daemon=True)
        self._thread.start()
        self.paper = ""

    def __enter__(self) -> _Process:
        return self

    def __exit__(self, *fault: object) -> None:
        self._process.kill()
        self._thread.join()
        self._process.wait()

    def words(self, tell: Tell) -> Iterator[Word]:
        """What the process says. Raises Refused where it takes too long, or ends before it is done."""
        last = Said(0, "", "")
        while True:
            try:
                word = self._queue.get(timeout=POLL_SECONDS)
            except Empty:
                tell(last.done, last.what)
                if self._clock.is_over:
                    raise Refused(self._too_long()) from None
                continue
            if word is None:
                raise Refused(too_much(self.paper))
            if isinstance(word, Said):
                last, self.paper = word, word.paper
                self._clock.hear(word.paper)
                tell(word.done, word.what)
                if self._clock.is_over:
                    raise Refused(self._too_long())
                continue
            yield word
            if isinstance(word, Done | Refusal):
                return

    def _too_long(self) -> str:
        named = f"“{self.paper}”" if self.paper else "A paper of the pack"
        return f"{named} takes too long to read; print it to a new PDF file, or leave it out."

    def _drain(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as pipe:
            read = frames(pipe)
            try:
                while (word := read()) is not None:
                    self._queue.put(word)
            except (OSError, ValueError, msgspec.DecodeError):
                pass  # what was cut off says nothing more
        self._queue.put(None)


def _started(given: Given) -> subprocess.Popen[bytes] | Forked:
    """A process that does the task: split off from this one where that is sound, or else started anew."""
    if may_fork():
        return Forked(lambda answers: work_into(answers, given))
    code = "from app.services.packs.worker import main; main()"
    return interpreter(code, stdin=msgspec.msgpack.encode(given))
