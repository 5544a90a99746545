"""Places of files as they are typed, so that most of them are not whole yet, and what is proposed. Imports Qt only."""

import re
from pathlib import Path

from PySide6.QtCore import QFileInfo

MOST_OF_A_TITLE = 105
MOST_OF_A_VERSION = 60
"""Bytes of each in the name of a file, of which a disk takes 255 and Windows 260 letters with all its folders."""

_UNFIT = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
"""What no name of a file may hold on Windows, and what is proposed on one computer may be opened on another."""


def typed_path(words: str) -> Path:
    """The path that is typed, `~` for one's own folder; as it stands where it begins with `~` and nobody's name."""
    path = Path(words.strip())
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def is_folder(path: Path) -> bool:
    """Whether there is a folder at a path; where its name is too long for any disk, there is none."""
    return QFileInfo(str(path)).isDir()


def is_file(path: Path) -> bool:
    """Whether there is a file at a path."""
    return QFileInfo(str(path)).isFile()


def folder_to_begin_in(last: object = "") -> Path:
    """Where a file is first looked for or put: the last folder, the user's documents, or their own folder.

    A folder of documents need not be there: a new user of Linux may have none.
    """
    from PySide6.QtCore import QStandardPaths

    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    places = (Path(str(place)) for place in (last, documents) if place)
    return next(filter(is_folder, places), Path.home())


def file_name(title: str, version: str, suffix: str, use: str = "") -> str:
    """What a file of a version (empty: of the draft) is to be called, and what it is for; what is long is cut."""
    told = f"{_cut(title)} {_cut(version, MOST_OF_A_VERSION) or 'draft'} {use}"
    name = "".join(c if c.isalnum() or c in " -–." else " " for c in told)
    return " ".join(name.split()).strip(".") + suffix


def fit_name(*words: str) -> str:
    """Words as the name of a file that may stand on any computer, parted by dashes, each cut where it is long."""
    return " – ".join(_cut(_UNFIT.sub(" ", each).strip(" .")) for each in words)


def _cut(words: str, most: int = MOST_OF_A_TITLE) -> str:
    """As many whole words as have room in `most` bytes; a first word that has none is cut itself."""
    if len(words.encode()) <= most:
        return words
    begun = words.encode()[:most].decode(errors="ignore")
    return begun.rpartition(" ")[0] or begun
