"""Places of files as they are typed, so that most of them are not whole yet, and what is proposed. Imports Qt only."""

from pathlib import Path

from PySide6.QtCore import QFileInfo

MOST_LETTERS = 100
"""Of a title in the name of a file, of which a disk takes 255 bytes and Windows 260 letters with all its folders."""


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
    if len(title) > MOST_LETTERS:
        title = title[:MOST_LETTERS].rpartition(" ")[0] or title[:MOST_LETTERS]
    name = "".join(c if c.isalnum() or c in " -–." else " " for c in f"{title} {version or 'draft'} {use}")
    return " ".join(name.split()).strip(".") + suffix
