"""Places of files as they are typed, so that most of them are not whole yet, and where one begins. Imports Qt only."""

from pathlib import Path

from PySide6.QtCore import QFileInfo


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
