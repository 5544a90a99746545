"""The papers of a pack as PDF files: given as such, written from a library's strategy, or converted from Word."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from app.exporters.pack.source import MOST_BYTES, PdfSource, opened
from app.models.errors import Refused
from app.services.targets import read_target

OFFICE_SUFFIXES = frozenset((".docx", ".doc", ".odt", ".rtf", ".docm"))
SLOWEST_CONVERSION = 120
_TO_PDF = (
    'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"},'
    '"SelectPdfVersion":{"type":"long","value":"2"},"ExportBookmarks":{"type":"boolean","value":"true"}}'
)


def paper_source(file: str, folder: Path) -> PdfSource:
    """A paper, open to be bound. `file` stands in the folder of the pack's description, or is a target.

    Raises Refused, naming the paper, where it is missing or cannot be read or converted.
    """
    path = folder / file
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        return opened(_bytes(path), file)
    if suffix in OFFICE_SUFFIXES:
        return opened(_converted(path, file), file)
    return opened(_strategy(file, folder), file)


def _bytes(path: Path) -> bytes:
    """A file's bytes; no more than may be read."""
    try:
        if path.is_dir():
            raise Refused(f"“{path.name}” is a folder; give a document in it.")
        if path.exists() and not path.is_file():
            raise Refused(f"“{path.name}” is a device or a pipe; give the file that holds the document.")
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
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


def _converted(path: Path, file: str) -> bytes:
    """A Word document as tagged PDF, by LibreOffice with a profile of its own, so that an open one is not disturbed."""
    if not _bytes(path):
        raise Refused(f"“{file}” is empty; give the file that holds the document.")
    program = office()
    if program is None:
        raise Refused(
            f"“{file}” is a Word document, and LibreOffice, which would convert it, is not installed; "
            "save it as PDF in Word and give that."
        )
    with tempfile.TemporaryDirectory(prefix="engross-", ignore_cleanup_errors=True) as made:
        profile = f"-env:UserInstallation={Path(made, 'profile').as_uri()}"
        command = [program, profile, "--headless", "--norestore", "--convert-to", _TO_PDF]
        command += ["--outdir", made, str(path.resolve())]
        try:
            subprocess.run(command, capture_output=True, timeout=SLOWEST_CONVERSION, check=False)
        except subprocess.TimeoutExpired as fault:
            raise Refused(
                f"“{file}” took LibreOffice longer than {SLOWEST_CONVERSION} seconds; save it as PDF yourself."
            ) from fault
        except OSError as fault:
            raise Refused(
                f"LibreOffice could not be started for “{file}”; save it as PDF yourself."
            ) from fault
        result = Path(made, path.stem + ".pdf")
        if not result.is_file():
            raise Refused(f"“{file}” could not be converted by LibreOffice; save it as PDF and give that.")
        return _bytes(result)
