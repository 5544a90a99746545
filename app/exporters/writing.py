"""One door to every format: a document goes out as a file that is either whole or not there. Imports document only.

A file is written beside its place, flushed to the disk and moved; a failed export leaves the file that was there, and
no litter. The formats' own modules are imported only when they are asked for, for they take long to load.
"""

import contextlib
import errno
import os
import secrets
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.document.nodes import Document
from app.exporters.progress import Progress, untold
from app.models.errors import Refused

FORMATS = {
    ".docx": "Word", ".pdf": "PDF", ".html": "web page", ".md": "Markdown", ".json": "Engross content",
}  # fmt: skip

KEPT_LETTERS = 50
"""How much of a file's name the one beside it has: a letter may take four of the 255 bytes that a name may have."""

_BINARY = getattr(os, "O_BINARY", 0)


def write(document: Document, path: Path, progress: Progress = untold) -> None:
    """Writes the document in the format its suffix names; Word and PDF files tell of their progress.

    Raises Refused for another suffix, a missing folder, no permission, a full disk, or a file that is open elsewhere.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        named = f"“{suffix}”" if suffix else "a name without a suffix"
        raise Refused(
            f"No document can be written as {named}; end the name with one of {', '.join(FORMATS)}."
        )
    check_place(path)
    replace_file(path, file_bytes(document, suffix, progress))


def prepare(suffix: str) -> None:
    """Imports what makes a file of a suffix of `FORMATS`, for whoever must wait for the document meanwhile."""
    _bytes(suffix, untold)


def file_bytes(document: Document, suffix: str, progress: Progress = untold) -> bytes:
    """The document as the file that a suffix of `FORMATS` names."""
    progress(0, 1)
    data = _bytes(suffix, progress)(document)
    progress(1, 1)
    return data


def _bytes(suffix: str, progress: Progress) -> Callable[[Document], bytes]:
    if suffix == ".docx":
        from app.exporters.docx import docx_bytes

        return partial(docx_bytes, progress=progress)
    if suffix == ".pdf":
        from app.exporters.pdf import pdf_bytes

        return partial(pdf_bytes, progress=progress)
    if suffix == ".html":
        from app.exporters.html import html_bytes

        return html_bytes
    if suffix == ".md":
        from app.exporters.markdown import markdown_bytes

        return markdown_bytes
    return content_bytes


def content_bytes(document: Document) -> bytes:
    """The strategy's canonical JSON. Raises Refused for a document that is not of one strategy alone."""
    if not document.content:
        raise Refused("This document holds no strategy of its own; write it as Word, PDF or a web page.")
    return document.content


def name_with(path: Path, suffix: str) -> str:
    """What to call a file whose name should have had another suffix; a folder's “.” gives it none."""
    return f"{path.stem}{suffix}" if path.stem.strip(".") else f"a name that ends in {suffix}"


def check_place(path: Path) -> None:
    """Raises Refused where no file can stand at this path, before any work is done."""
    try:
        is_folder, has_folder = path.is_dir(), path.parent.is_dir()
        is_other = path.exists() and not path.is_file()
    except OSError as fault:
        raise Refused(_said(fault, path)) from fault
    if is_folder:
        raise Refused(f"“{path}” is a folder; give the name of a file in it.")
    if is_other:
        raise Refused(f"“{path}” is a device or a pipe, which no file can replace; choose another name.")
    if not has_folder:
        raise Refused(f"The folder “{path.parent}” does not exist; make it, or choose another.")


def replace_file(path: Path, data: bytes) -> None:
    """Puts `data` in the place of the file at `path`, all of it or nothing, safely on the disk when it returns.

    Raises Refused with what to do; the file that was there is untouched then.
    """
    check_place(path)
    target = path.resolve()
    beside = target.with_name(f".{target.name[:KEPT_LETTERS]}.{secrets.token_hex(4)}.part")
    try:
        _write_through(beside, data, target)
        beside.replace(target)
        _flush_folder(target.parent)
    except OSError as fault:
        raise Refused(_said(fault, path)) from fault
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def _write_through(beside: Path, data: bytes, target: Path) -> None:
    """Writes a new file with the permissions of the one it will replace, and flushes it to the disk."""
    nameless = _nameless(beside.parent)
    if nameless is None or not _written(nameless, data, target, beside):
        _written(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666), data, target)


def _nameless(folder: Path) -> int | None:
    """A new file in a folder that has no name yet, so that a kill leaves nothing of it; None where there are none."""
    try:
        return os.open(folder, os.O_WRONLY | os.O_TMPFILE, 0o666) if sys.platform == "linux" else None
    except OSError:
        return None


def _written(descriptor: int, data: bytes, target: Path, named: Path | None = None) -> bool:
    """Writes to a new file, flushes it and gives it a name if it has none; False where it can be given none."""
    with open(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(descriptor)
        if os.name == "posix" and target.exists():
            os.fchmod(descriptor, target.stat().st_mode & 0o777)
        return named is None or _named(descriptor, named)


def _named(descriptor: int, name: Path) -> bool:
    """Gives a nameless file a name (open(2), O_TMPFILE); False where the system cannot."""
    folder = os.open(name.parent, os.O_RDONLY)
    try:  # only with a folder's descriptor does Python call linkat(2), which follows the link in /proc
        os.link(f"/proc/self/fd/{descriptor}", name.name, dst_dir_fd=folder)
    except OSError:
        return False
    finally:
        os.close(folder)
    return True


def _flush_folder(folder: Path) -> None:
    """Makes the new name itself safe; Windows flushes names with the file and cannot open a folder."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    except OSError as fault:
        if fault.errno != errno.EINVAL:  # some network folders cannot be flushed
            raise
    finally:
        os.close(opened)


def _said(fault: OSError, path: Path) -> str:
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full, so “{path}” was not written; make room or choose another disk."
    if fault.errno == errno.ENAMETOOLONG:
        return f"The name “{path.name}” is too long for this disk; choose a shorter one."
    if isinstance(fault, PermissionError) and os.access(path.parent, os.W_OK | os.X_OK) and path.exists():
        return (
            f"“{path}” could not be replaced; close it in Word or whatever else has it open, and try again."
        )
    if isinstance(fault, PermissionError) or fault.errno == errno.EROFS:
        return f"“{path}” may not be written here; choose a folder of your own."
    return f"“{path}” was not written ({fault.strerror}); try another folder."
