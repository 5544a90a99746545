"""Where the answers of a report are kept while a window asks for them: a TOML file beside the library, written whole.

The file is one that `engross report --answers` takes. Imports models and the sibling modules only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from app.exporters.writing import replace_file
from app.models.errors import Refused
from app.services.toml_files import read_toml

WIDEST = 100


def answers_file(library: str, path: Path | None, strategy: str, template: str, home: Path) -> Path:
    """The file of a strategy's answers to a template."""
    return kept_beside(library, path, home, "reports") / f"{strategy} {template}.toml"


def kept_beside(library: str, path: Path | None, home: Path, what: str) -> Path:
    """The folder for what is kept with a library: beside its file, or in `home` for a database server's."""
    if path is not None:
        return path.with_name(f"{path.stem} {what}")
    # The address may hold a password, so no part of it names a folder.
    return home / hashlib.sha256(library.encode("utf-8")).hexdigest()[:16]


def load_answers(path: Path) -> dict[str, Any]:
    """The table of a file of answers; an empty one where there is no file. Raises Refused for a faulty file."""
    return read_toml(path, dict[str, Any]) if path.is_file() else {}


def save_answers(path: Path, table: Mapping[str, Any]) -> None:
    """Writes the answers, all of them or nothing, safely on the disk when it returns. Raises Refused with why not."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise Refused(
            f"The folder “{path.parent}” cannot be made ({fault.strerror}); check its place."
        ) from fault
    replace_file(path, toml_of(table).encode("utf-8"))


def toml_of(table: Mapping[str, Any]) -> str:
    """A table of texts, lists and tables as TOML; plain values before tables, as the format wants it."""
    lines = [f"{_key(key)} = {_value(value)}" for key, value in table.items() if not isinstance(value, dict)]
    for key, value in table.items():
        if isinstance(value, dict):
            lines += _table((key,), cast("dict[str, Any]", value))
    return "\n".join((*lines, ""))


def _table(path: tuple[str, ...], table: Mapping[str, Any]) -> Iterator[str]:
    inner = {key: cast("dict[str, Any]", value) for key, value in table.items() if isinstance(value, dict)}
    if len(inner) < len(table) or not table:
        yield ""
        yield f"[{'.'.join(_key(step) for step in path)}]"
        for key, value in table.items():
            if key not in inner:
                yield f"{_key(key)} = {_value(value)}"
    for key, value in inner.items():
        yield from _table((*path, key), value)


def _key(key: str) -> str:
    plain = key.isascii() and key.replace("_", "").replace("-", "").isalnum()
    return key if plain else _quoted(key)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        inside = (f"{_key(key)} = {_value(each)}" for key, each in cast("dict[str, Any]", value).items())
        return f"{{ {', '.join(inside)} }}"
    if isinstance(value, list | tuple):
        items = [_value(each) for each in cast("list[Any]", value)]
        line = f"[{', '.join(items)}]"
        if len(line) <= WIDEST and "\n" not in line:
            return line
        return "".join(("[\n", *(f"  {item},\n" for item in items), "]"))
    if isinstance(value, int | float):
        return str(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return _text(str(value))


def _text(text: str) -> str:
    """A text in quotation marks; one of several lines as it stands, where nothing in it could be taken for the end."""
    if "\n" in text and "'''" not in text and not text.endswith("'") and _is_plain(text):
        return f"'''\n{text}'''"
    return _quoted(text)


def _quoted(text: str) -> str:
    # JSON's escapes are TOML's, but for the one letter that JSON lets stand and TOML does not.
    escaped = json.dumps(text.encode("utf-8", "replace").decode("utf-8"), ensure_ascii=False)
    return escaped.replace("\x7f", "\\u007f")


def _is_plain(text: str) -> bool:
    return all(letter.isprintable() or letter in "\n\t" for letter in text)
