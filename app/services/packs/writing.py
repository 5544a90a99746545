"""Packs kept as TOML files that people can read and change, and their papers' names led from folder to folder."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from msgspec import structs, to_builtins

from app.exporters.writing import replace_file
from app.models.pack import Pack

_TABLES = ("contact", "items")


def save_pack(pack: Pack, path: Path) -> None:
    """Writes a pack's description. Raises Refused where it cannot be written; what was there stays then."""
    replace_file(path, pack_text(pack).encode("utf-8"))


def pack_text(pack: Pack) -> str:
    """A pack as TOML; what has its default is left out."""
    held: dict[str, Any] = to_builtins(pack)
    lines = [f"{key} = {_value(value)}" for key, value in held.items() if key not in _TABLES]
    if held.get("contact"):
        lines += ["", "[contact]", *_pairs(held["contact"])]
    for item in held.get("items", ()):
        lines += ["", "[[items]]", *_pairs({k: v for k, v in item.items() if k != "appendices"})]
        for paper in item.get("appendices", ()):
            lines += ["[[items.appendices]]", *_pairs(paper)]
    return "\n".join(lines) + "\n"


def _pairs(table: dict[str, Any]) -> Iterator[str]:
    return (f"{key} = {_value(value)}" for key, value in table.items())


def _value(value: Any) -> str:
    """A value as TOML writes it: JSON's strings are among TOML's, but for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def near(file: str, folder: Path) -> str:
    """How a file is named in a description in `folder`: briefly where it lies below, else in full."""
    place, sign, name = file.partition("#")
    if "://" in place:
        return file
    try:
        return f"{Path(place).resolve().relative_to(folder.resolve()).as_posix()}{sign}{name}"
    except (ValueError, OSError):
        return file


def moved(pack: Pack, old: Path, new: Path) -> Pack:
    """The pack with its papers named from another folder."""

    def led(file: str) -> str:
        return near(os.fspath(old / file), new) if file and "://" not in file else file

    return with_files(pack, led)


def with_files(pack: Pack, led: Callable[[str], str]) -> Pack:
    """The pack with each file's name replaced by what `led` gives for it."""
    items = tuple(
        structs.replace(
            item,
            report=led(item.report),
            appendices=tuple(structs.replace(paper, file=led(paper.file)) for paper in item.appendices),
        )
        for item in pack.items
    )
    return structs.replace(pack, items=items, continues=led(pack.continues))
