"""The pack that nobody has saved yet, kept beside the library until it is, however the program ends. No Qt."""

from pathlib import Path

import msgspec
from msgspec import Struct

from app.exporters.writing import replace_file
from app.models.errors import Refused
from app.models.pack import Pack


class Unsaved(Struct, frozen=True):
    """A pack that was put together: its papers are named from `folder`, and `path` is its file, empty for none yet."""

    pack: Pack
    folder: str
    path: str = ""


def keep_unsaved(file: Path, unsaved: Unsaved | None) -> None:
    """Keeps a pack safely on the disk; None: there is nothing to be kept any longer. Raises Refused with why not."""
    try:
        if unsaved is None:
            file.unlink(missing_ok=True)
            return
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise Refused(
            f"What is typed into the pack cannot be kept in “{file.parent}” ({fault.strerror}); save it elsewhere."
        ) from fault
    replace_file(file, msgspec.json.encode(unsaved))


def unsaved_in(file: Path) -> Unsaved | None:
    """The pack that was kept; None where there is none that can be read."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=Unsaved)
    except (OSError, msgspec.MsgspecError):
        return None
