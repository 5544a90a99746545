"""A pack's papers as PDF files on the disk: given as such, written from a library's strategy, or converted from Word.

None of them is read here but to see that it can be; `worker` does that in a process of its own.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from app.models.errors import Refused
from app.models.pack import Pack, PackLayout, papers
from app.services.packs.editions import Ready
from app.services.packs.reading import read_pack
from app.services.targets import read_target

OFFICE_SUFFIXES = frozenset((".docx", ".doc", ".odt", ".rtf", ".docm"))
_OLE = b"\xd0\xcf\x11\xe0"
_BEGINS: dict[str, tuple[bytes, ...]] = {
    "zip": (b"PK", _OLE),  # a document with a password is a compound file
    ".doc": (_OLE, b"PK", b"{\\rtf", b"\xdb\xa5"),
    ".rtf": (b"{\\rtf",),
}
SLOWEST_CONVERSION = 120
MOST_CONTINUED = 20
POLL_SECONDS = 0.1
Tell = Callable[[float, str], None]
_TO_PDF = (
    'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"},'
    '"SelectPdfVersion":{"type":"long","value":"2"},"ExportBookmarks":{"type":"boolean","value":"true"}}'
)


@contextmanager
def papers_ready(pack: Pack, layout: PackLayout, folder: Path, tell: Tell) -> Generator[Ready]:
    """A pack whose papers lie ready as long as the block lasts, with the packs that it continues.

    `folder` is that of the pack's description. `tell` may raise to stop the work. Raises Refused, naming the paper,
    where one is missing or cannot be converted.
    """
    packs = list(continued(pack, folder))
    files = [files_of(each) for each, _ in packs]
    total, done = sum(map(len, files)), 0
    found: list[dict[str, str]] = []
    with tempfile.TemporaryDirectory(prefix="engross-", ignore_cleanup_errors=True) as made:
        for (_, own), names in zip(packs, files, strict=True):
            held: dict[str, str] = {}
            for name in names:
                done += 1
                told = (done - 1) / total, name
                tell(*told)
                held[name] = str(paper_file(name, own, Path(made), lambda told=told: tell(*told)))
            found.append(held)
        yield Ready(tuple(each for each, _ in packs), tuple(found), layout)


def files_of(pack: Pack) -> list[str]:
    """The files of a pack's papers, each once."""
    return list(dict.fromkeys(paper.file for item in pack.items for _, paper in papers(item) if paper.file))


def continued(pack: Pack, folder: Path) -> Generator[tuple[Pack, Path]]:
    """A pack and those whose numbers it carries on, each with the folder of its description."""
    for _ in range(MOST_CONTINUED + 1):
        yield pack, folder
        if not pack.continues:
            return
        path = folder / pack.continues
        pack, folder = read_pack(path)[0], path.parent
    raise Refused(f"The packs that “{pack.continues}” continues go round in a circle; correct one.")


def paper_file(file: str, folder: Path, made: Path, wait: Callable[[], None] = lambda: None) -> Path:
    """The PDF file of a paper. `file` stands in the folder of the pack's description, or is a target.

    What has to be written for it goes into `made`; `wait` is called meanwhile and may raise. Raises Refused, naming the
    paper, where it is missing or cannot be converted.
    """
    path = folder / file
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        _look_at(path)
        return path.absolute()
    if suffix in OFFICE_SUFFIXES:
        return _converted(path, file, Path(tempfile.mkdtemp(dir=made)), wait)
    to = Path(tempfile.mkdtemp(dir=made), "paper.pdf")
    to.write_bytes(_strategy(file, folder))
    return to


def _look_at(path: Path) -> int:
    """The size of a file that may be read. Raises Refused for any other."""
    try:
        if path.is_dir():
            raise Refused(f"“{path.name}” is a folder; give a document in it.")
        if path.exists() and not path.is_file():
            raise Refused(f"“{path.name}” is a device or a pipe; give the file that holds the document.")
        with path.open("rb") as file:
            return os.fstat(file.fileno()).st_size
    except FileNotFoundError as fault:
        raise Refused(f"“{path}” is missing; check its name and folder in the pack's description.") from fault
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise Refused(f"“{path.name}” cannot be read ({reason}); check that you may open it.") from fault


def _strategy(file: str, folder: Path) -> bytes:
    """A strategy as PDF: a target in a library beside the description, by its address, or a document's own file."""
    from app.exporters.pdf import pdf_bytes
    from app.services.exporting import document_of
    from app.services.targets import reach

    near = read_target(str(folder / file)) if "://" not in file else read_target(file)
    if not near.exists():
        raise Refused(f"“{file}” is missing; check its name and folder in the pack's description.")
    try:
        return pdf_bytes(document_of(reach(near)))
    except Refused as fault:
        raise Refused(f"“{file}”: {fault}") from fault


def office() -> str | None:
    """Where LibreOffice is, if it is installed."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    for base in filter(None, (os.environ.get("PROGRAMFILES"), "/Applications/LibreOffice.app/Contents")):
        for inside in (("LibreOffice", "program", "soffice.exe"), ("MacOS", "soffice")):
            if (path := Path(base, *inside)).is_file():
                return str(path)
    return None


def _converted(path: Path, file: str, made: Path, wait: Callable[[], None]) -> Path:
    """A Word document as tagged PDF, by LibreOffice with a profile of its own, so that an open one is not disturbed."""
    if not _look_at(path):
        raise Refused(f"“{file}” is empty; give the file that holds the document.")
    _check_kind(path, file)
    program = office()
    if program is None:
        raise Refused(
            f"“{file}” is a Word document, and LibreOffice, which would convert it, is not installed; "
            "save it as PDF in Word and give that."
        )
    profile = f"-env:UserInstallation={(made / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--norestore", "--convert-to", _TO_PDF]
    command += ["--outdir", str(made), str(path.resolve())]
    try:
        ended = _run(command, wait)
    except OSError as fault:
        raise Refused(f"LibreOffice could not be started for “{file}”; save it as PDF yourself.") from fault
    if not ended:
        raise Refused(
            f"“{file}” took LibreOffice longer than {SLOWEST_CONVERSION} seconds; save it as PDF yourself."
        )
    result = made / (path.stem + ".pdf")
    if not result.is_file():
        raise Refused(f"“{file}” could not be converted by LibreOffice; save it as PDF and give that.")
    return result


def _check_kind(path: Path, file: str) -> None:
    """Raises Refused for a file that is not inside what its name says, which LibreOffice would take for plain text."""
    with path.open("rb") as opened:
        head = opened.read(8)
    suffix = path.suffix.lower()
    begins = _BEGINS["zip" if suffix in (".docx", ".docm", ".odt") else suffix]
    if not head.startswith(begins):
        raise Refused(f"“{file}” is damaged, or no {suffix} document inside; ask for a fresh copy of it.")


def _run(command: list[str], wait: Callable[[], None]) -> bool:
    """Runs a program to its end, or ends it, with what it began, once it takes too long. Whether it ended by itself."""
    silent = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True)
    latest = time.monotonic() + SLOWEST_CONVERSION
    try:
        while time.monotonic() < latest:
            try:
                process.wait(POLL_SECONDS)
                return True
            except subprocess.TimeoutExpired:
                wait()
        return False
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
