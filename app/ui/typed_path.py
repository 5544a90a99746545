"""Places of files as they are typed, so that most of them are not whole yet. Imports Qt's core only."""

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
