"""Settings that people write by hand in TOML: typed values, or a fault that names file, line, key and what may stand.

Imports models only. Known to no layer below.
"""

import re
import tomllib
from collections.abc import Sequence
from datetime import date, time
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec
from msgspec import inspect

from app.models.errors import Refused

T = TypeVar("T")
_MOST_BYTES = 1_000_000


def read_toml(path: Path, type: type[T]) -> T:
    """The value a TOML file holds. Raises Refused with file, line and key, what stands there and what may."""
    return read_toml_text(path, type)[0]


def read_toml_text(path: Path, type: type[T]) -> tuple[T, str]:
    """The value a TOML file holds and the file's text, to find a line in. Raises Refused as `read_toml` does."""
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
        text = raw.decode("utf-8-sig") if len(raw) <= _MOST_BYTES else ""
        table = _dates_as_text(tomllib.loads(text)) if len(raw) <= _MOST_BYTES else None
    except FileNotFoundError as fault:
        raise Refused(f"{path.name}: there is no such file; check the name and the folder.") from fault
    except OSError as fault:
        raise Refused(
            f"{path.name or path}: the file cannot be read ({fault.strerror}); check its permissions."
        ) from fault
    except UnicodeDecodeError as fault:
        raise Refused(f"{path.name}: the file is not UTF-8 text; save it as UTF-8.") from fault
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise Refused(f"{path.name}: {_syntax(str(fault))}") from fault
    if table is None:
        raise Refused(f"{path.name}: the file is larger than a megabyte; it cannot be a settings file.")
    try:
        return msgspec.convert(table, type=type), text
    except msgspec.ValidationError as fault:
        steps, said = _described(str(fault), table, type)
        raise Refused(said_at(path, text, steps, said)) from fault


def _dates_as_text(value: Any) -> Any:
    """The value with its dates and times as text, so that a date may be written with quotation marks or without."""
    if isinstance(value, dict):
        return {key: _dates_as_text(below) for key, below in cast("dict[str, Any]", value).items()}
    if isinstance(value, list):
        return [_dates_as_text(below) for below in cast("list[Any]", value)]
    return value.isoformat() if isinstance(value, date | time) else value


def said_at(path: Path, text: str, steps: Sequence[str | int], said: str) -> str:
    """A fault with the file it is in and the line to which some steps lead, where there is one."""
    from app.services.toml_lines import line_of

    line = line_of(text, steps)
    return f"{path.name}: {f'line {line}: ' if line else ''}{said}"


def key_of(steps: Sequence[str | int]) -> str:
    """Steps as a key is written in a message: "parts[2].entries[1].type", counted from 1."""
    return "".join(f"[{s + 1}]" if isinstance(s, int) else f".{s}" for s in steps).lstrip(".")


def _syntax(message: str) -> str:
    """A sentence with the line for tomllib's "Expected … (at line 3, column 4)"."""
    what, _, where = message.partition(" (at ")
    place = where.rstrip(")") or "the file"
    return f"{place}: {what[:1].lower()}{what[1:]}; correct that line (text stands in quotation marks)."


def _described(message: str, table: Any, type: Any) -> tuple[list[str | int], str]:
    """The steps to the fault, and msgspec's message said with the key, the value there, and the values permitted."""
    what, _, at = message.partition(" - at `")
    named = re.findall(r"[^.\[\]$]+", at.rstrip("`"))
    steps: list[str | int] = [int(step) if step.isdigit() else step for step in named]
    key = key_of(steps)
    declared = _declared(inspect.type_info(type), steps)
    if found := re.match(r"Object contains unknown field `(.*)`", what):
        name = f"{key}.{found[1]}".lstrip(".")
        return [*steps, found[1]], f"{name} is not a setting; permitted: {', '.join(_names(declared))}"
    if found := re.match(r"Object missing required field `(.*)`", what):
        return steps, f"{f'{key}.{found[1]}'.lstrip('.')} is missing; it must be given"
    return (
        steps,
        f"{key or 'the file'} is “{_shown(_found(steps, table))}”; permitted: {_permitted(declared, what)}",
    )


def _found(steps: list[Any], table: Any) -> Any:
    """What stands at the end of some steps."""
    for step in steps:
        try:
            table = table[step]
        except (KeyError, IndexError, TypeError):
            return ""
    return table


def _declared(info: Any, steps: list[Any]) -> Any:
    """What the type declares at the end of some steps; None where it says nothing."""
    for step in steps:
        info = _bare(info)
        if isinstance(info, inspect.StructType):
            info = next((f.type for f in info.fields if f.name == step), None)
        elif isinstance(info, inspect.VarTupleType | inspect.ListType):
            info = info.item_type
        else:
            return None
    return _bare(info)


def _bare(info: Any) -> Any:
    """A declaration without metadata and without "or None"."""
    while isinstance(info, inspect.Metadata):
        info = info.type
    if isinstance(info, inspect.UnionType):
        return _bare(next(t for t in info.types if not isinstance(t, inspect.NoneType)))
    return info


def _names(info: Any) -> list[str]:
    return [field.name for field in info.fields] if isinstance(info, inspect.StructType) else []


def _permitted(info: Any, what: str) -> str:
    """The values a declaration permits, in words."""
    if isinstance(info, inspect.LiteralType):
        return ", ".join(str(v) for v in info.values)
    if isinstance(info, inspect.StrType) and info.pattern:
        return "a colour such as #1f3a5f" if "#" in info.pattern else f"text like {info.pattern}"
    if isinstance(info, inspect.FloatType | inspect.IntType):
        bounds = [
            f"{word} {v:g}"
            for word, v in (("at least", info.ge), ("more than", info.gt), ("at most", info.le))
            if v is not None
        ]
        return " ".join(["a number", " and ".join(bounds)]).strip()
    if isinstance(info, inspect.StructType):
        return f"a table with {', '.join(_names(info))}"
    if isinstance(info, inspect.VarTupleType):
        if info.min_length and info.min_length == info.max_length:
            return f"a list of {info.min_length}"
        return f"a list of {info.min_length} or more, in [ ]" if info.min_length else "a list, in [ ]"
    words = {inspect.BoolType: "true or false", inspect.StrType: "text in quotation marks"}
    for made, said in words.items():
        if isinstance(info, made):
            return said
    return what[:1].lower() + what[1:].replace("`", "")


def _shown(value: Any) -> str:
    return str(value) if len(str(value)) <= 60 else str(value)[:57] + "…"
