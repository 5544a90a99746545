"""The pack that nobody has saved yet, kept beside the library until it is, however the program ends. No Qt."""

from pathlib import Path
from typing import Any, cast

import msgspec
from msgspec import Struct

from app.exporters.writing import replace_file
from app.models.errors import Refused
from app.models.pack import Pack

_EMPTY = "\x00"


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
    replace_file(file, msgspec.json.encode(_marked(msgspec.to_builtins(unsaved))))


def unsaved_in(file: Path) -> Unsaved | None:
    """The pack that was kept; None where there is none that can be read."""
    try:
        return _unmarked(msgspec.json.decode(file.read_bytes(), type=Unsaved))
    except (OSError, msgspec.MsgspecError):
        return None


def _marked(value: Any) -> Any:
    """Plain values with a mark for each empty text: a pack that is complete has none, one that is begun has many."""
    if isinstance(value, dict):
        return {key: _marked(each) for key, each in cast("dict[str, Any]", value).items()}
    if isinstance(value, list | tuple):
        return [_marked(each) for each in cast("list[Any]", value)]
    return _EMPTY if value == "" else value


def _unmarked(value: Any) -> Any:
    """What was read, with its empty texts again."""
    if isinstance(value, Struct):
        fields = type(value).__struct_fields__
        return type(value)(**{name: _unmarked(getattr(value, name)) for name in fields})
    if isinstance(value, tuple):
        return tuple(_unmarked(each) for each in cast("tuple[Any, ...]", value))
    return "" if value == _EMPTY else value
