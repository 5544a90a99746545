"""Places of files as they are typed, so that most of them are not whole yet, and what is proposed. Imports Qt only."""

import re
from pathlib import Path

from PySide6.QtCore import QFileInfo

MOST_LETTERS = 100
"""Of a title in the name of a file, of which a disk takes 255 bytes and Windows 260 letters with all its folders."""

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
    """What a file of a version (empty: of the draft) is to be called, and what it is for; a long title is cut."""
    told = f"{_cut(title)} {version or 'draft'} {use}"
    name = "".join(c if c.isalnum() or c in " -–." else " " for c in told)
    return " ".join(name.split()).strip(".") + suffix


def fit_name(*words: str) -> str:
    """Words as the name of a file that may stand on any computer, parted by dashes, each cut where it is long."""
    return " – ".join(_cut(_UNFIT.sub(" ", each).strip(" .")) for each in words)


def _cut(words: str) -> str:
    if len(words) <= MOST_LETTERS:
        return words
    return words[:MOST_LETTERS].rpartition(" ")[0] or words[:MOST_LETTERS]
