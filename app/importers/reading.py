"""A document's file to a `Source`, read in a process of its own that may neither eat the memory nor run for ever.

The process needs only lxml and msgspec, so it starts at once and works while its caller imports slower things:
`start_reading` hands back a `Reading` to be asked for its `result` later. Imports models and this package's readers.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.importers.forked import POLL_SECONDS, Forked, interpreter, may_fork
from app.importers.guard import Limits, checked_size, format_of
from app.importers.request import PDF, SEEN_PDF, SEEN_WORD, Request, Wanted
from app.models.errors import Refused

if TYPE_CHECKING:
    import subprocess

    from app.importers.looks import Look
    from app.importers.pdf_text import PdfText
    from app.importers.proposal import Proposal
    from app.importers.source import Source
    from app.importers.worker import Answer

PATIENCE = 1 if sys.platform == "win32" else 5
"""How many seconds the clock may show for each that the process may work, where the system bounds that by itself: on a
machine that does other things as well it gets only part of each second."""
PDF_LIMITS = Limits(seconds=60.0, memory=1_500_000_000)

_REMEDIES = {
    PDF: "print it to a new PDF file",
    SEEN_PDF: "print it to a new PDF file",
    # Of which no part may be taken out, for that would be read as deleted.
    "reviewed": "have each reviewer return a copy of their own",
}


class Reading:
    """A file that is being read by another process. Ask for `result` once; `cancel` ends it without one."""

    def __init__(self, path: Path, limits: Limits, form: str = "", wanted: Wanted | None = None) -> None:
        size = checked_size(path, limits)
        request = Request(str(path.absolute()), form or format_of(path), limits, wanted)
        self._name = path.name
        self._remedy = _REMEDIES.get(form, "open it in Word, split it and save it again")
        self._deadline = time.monotonic() + limits.seconds_for(size) * PATIENCE
        self._output = bytearray()
        self._process = _process(request)
        # Drained once the answer is wanted: a thread any earlier would keep a second reading from being split off.
        self._thread = threading.Thread(target=self._drain, name="reading", daemon=True)

    def _drain(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as pipe:
            while piece := pipe.read(1 << 16):
                self._output += piece

    def result(self, cancelled: Callable[[], bool] | None = None) -> Source:
        """The source, once it has been read. Raises Refused where it cannot be, or where `cancelled` says stop."""
        answer = self.answer(cancelled)
        if answer.source is None:
            raise Refused(answer.refused)
        return answer.source

    def result_or_proposal(self, cancelled: Callable[[], bool] | None = None) -> Source | Proposal:
        """The proposal that was wanted, or the source of a copy that Engross exported. Raises Refused as `result`."""
        answer = self.answer(cancelled)
        if found := answer.proposal or answer.source:
            return found
        raise Refused(answer.refused)

    def answer(self, cancelled: Callable[[], bool] | None = None) -> Answer:
        """All that the reading process says, once it has ended; raises Refused where it says nothing."""
        self._thread.start()
        while self._thread.is_alive():
            self._thread.join(POLL_SECONDS)
            if cancelled is not None and cancelled():
                self.cancel()
                raise Refused(f"Reading “{self._name}” was stopped before it was done; nothing was changed.")
            if time.monotonic() > self._deadline:
                self.cancel()
                raise self._too_long()
        if self._process.wait() == -getattr(signal, "SIGXCPU", signal.SIGTERM):
            raise self._too_long()
        return self._answered()

    def _too_long(self) -> Refused:
        return Refused(f"“{self._name}” takes too long to read; {self._remedy}.")

    def cancel(self) -> None:
        """Ends the process that reads."""
        self._process.kill()
        if self._thread.is_alive():
            self._thread.join()
        elif self._process.stdout is not None:
            self._process.stdout.close()
        self._process.wait()

    def _answered(self) -> Answer:
        from app.importers.worker import Answer

        try:
            return msgspec.msgpack.decode(self._output, type=Answer)
        except msgspec.DecodeError as fault:
            said = f"“{self._name}” asks for more memory or time than a document should"
            raise Refused(f"{said}; {self._remedy}.") from fault


def _process(request: Request) -> subprocess.Popen[bytes] | Forked:
    """A process that answers `request`: split off from this one where that is sound, or else started anew."""
    if may_fork():
        return Forked(lambda answers: _answer_into(answers, request))
    import json  # which takes a path that is not text, as msgspec does not

    said = json.dumps(msgspec.to_builtins(request))
    return interpreter("from app.importers.worker import main; main(sys.argv[1])", said)


def _answer_into(descriptor: int, request: Request) -> None:
    from app.importers.worker import answer_into

    answer_into(descriptor, request)


def start_reading(
    path: Path,
    *,
    limits: Limits = Limits(),  # noqa: B008 (a frozen value)
    wanted: Wanted | None = None,
) -> Reading:
    """Begins to read a Word, Markdown or text file. Raises Refused at once where it is plainly none of these.

    With `wanted` the document is recognised by the same process, and `answer` gives a proposal; a copy that Engross
    exported still gives a source.
    """
    return Reading(path, limits, wanted=wanted)


def read_file(
    path: Path,
    *,
    limits: Limits = Limits(),  # noqa: B008 (a frozen value)
    cancelled: Callable[[], bool] | None = None,
) -> Source:
    """What a Word (.docx, .docm, .dotx), Markdown or text file holds. Raises Refused, with one sentence, otherwise."""
    return start_reading(path, limits=limits).result(cancelled)


def is_pdf(path: Path) -> bool:
    """Whether a file is to be read as PDF, by its name or, whatever that is, by how it begins."""
    if path.suffix.lower() == ".pdf" or not path.is_file():  # a pipe would be waited for
        return path.suffix.lower() == ".pdf"
    try:
        with path.open("rb") as file:
            return b"%PDF-" in file.read(1024)
    except OSError:
        return False


def read_pdf(path: Path, limits: Limits = PDF_LIMITS, *, pictures: bool = False) -> PdfText:
    """What stands on a PDF file's pages, and what it says of itself; with `pictures`, how they look too.

    Raises Refused, with one sentence, otherwise.
    """
    answer = Reading(path, limits, SEEN_PDF if pictures else PDF).answer()
    if answer.pdf is None:
        raise Refused(answer.refused)
    return answer.pdf


def read_looks(path: Path, limits: Limits = PDF_LIMITS) -> dict[str, Look]:
    """How the pictures of a Word file look, by their digests. Raises Refused for a file that cannot be read."""
    answer = Reading(path, limits, SEEN_WORD).answer()
    if answer.looks is None:
        raise Refused(answer.refused)
    return answer.looks
