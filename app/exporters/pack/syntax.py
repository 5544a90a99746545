"""The syntax of PDF objects (ISO 32000-1, 7.3): reading values, writing them, leading references elsewhere.

A value is a dict (keys with their stroke, b"/Type"), a list, a `Ref`, or any other token as it stands in the file.
Tokens are not interpreted before somebody asks, so that a pack of a hundred thousand small objects is copied in a
second or two. Knows nothing of pages or files.
"""

import re
from collections.abc import Callable
from typing import Any, cast

Value = Any


class Ref(int):
    """A reference to the object of this number."""


class Malformed(ValueError):
    """Bytes that are no PDF object."""


_SPACE = rb"[\x00\t\n\f\r ]"
_FLAT = rb"[^\\()]++|\\."


def _nested(depth: int) -> bytes:
    inner = _FLAT
    for _ in range(depth):
        inner = rb"(?:" + inner + rb"|\((?:" + inner + rb")*+\))"
    return rb"\((?:" + inner + rb")*+\)"


_STRING = _nested(4)
_REFERENCE = re.compile(
    _STRING + rb"|%[^\r\n]*|(?<![\w.#/+-])(\d{1,9})" + _SPACE + rb"+\d{1,5}" + _SPACE + rb"+R(?![\w#])", re.S
)
_TOKEN = re.compile(
    rb"(?:" + _SPACE + rb"|%[^\r\n]*)*+(?:"
    rb"(\d{1,9})" + _SPACE + rb"+\d{1,5}" + _SPACE + rb"+R(?![\w#])"
    rb"|(<<|>>|\[|\])"
    rb"|(/[^\x00\t\n\f\r ()<>\[\]{}/%]*|" + _STRING + rb"|<[0-9A-Fa-f\x00\t\n\f\r ]*>"
    rb"|[^\x00\t\n\f\r ()<>\[\]{}/%]+))",
    re.S,
)
STRINGS = re.compile(_STRING + rb"|(?<!<)<(?!<)[0-9A-Fa-f\x00\t\n\f\r ]*>", re.S)
_ESCAPED_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.S)
DEEPEST = 100
LONGEST = 1_000_000


def renumbered(raw: bytes, number_of: Callable[[int], bytes]) -> bytes:
    """An object with each of its references replaced by what `number_of` gives for its number."""

    def replaced(found: re.Match[bytes]) -> bytes:
        return number_of(int(found[1])) if found[1] else found[0]

    return _REFERENCE.sub(replaced, raw)


def parsed(raw: bytes, start: int = 0) -> tuple[Value, int]:
    """The first value in some bytes, and where it ends. Raises Malformed for what is none, or is nested too deep."""
    stack: list[list[Any]] = []
    at = start
    while True:
        found = _TOKEN.match(raw, at)
        if found is None:
            raise Malformed("no value where one should stand")
        at = found.end()
        number, sign, token = found.groups()
        if sign in (b"<<", b"["):
            if len(stack) >= DEEPEST:
                raise Malformed("nested too deep")
            stack.append([sign])
            continue
        if sign is not None:
            if not stack or (stack[-1][0] == b"[") != (sign == b"]"):
                raise Malformed("brackets that do not match")
            value: Value = _closed(stack.pop())
        else:
            value = Ref(number) if number is not None else _plain_name(token)
        if not stack:
            return value, at
        stack[-1].append(value)


def _closed(pieces: list[Any]) -> Value:
    if pieces[0] == b"[":
        return pieces[1:]
    if len(pieces) % 2 == 0 or not all(isinstance(key, bytes) for key in pieces[1::2]):
        raise Malformed("a dictionary without pairs")
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def _plain_name(token: bytes) -> bytes:
    """A name without needless escapes, so that equal names are equal."""
    if token[:1] != b"/" or b"#" not in token:
        return token

    def sign(found: re.Match[bytes]) -> bytes:
        plain = bytes([int(found[1], 16)])
        return plain if plain.isalnum() else found[0]

    return _ESCAPED_NAME.sub(sign, token)


def pairs_of(value: Value) -> dict[bytes, Value]:
    """A dictionary; an empty one for any other value."""
    return cast("dict[bytes, Value]", value) if isinstance(value, dict) else {}


def values_of(value: Value) -> list[Value]:
    """An array; an empty one for any other value."""
    return cast("list[Value]", value) if isinstance(value, list) else []


def written(value: Value) -> bytes:
    """A value as it stands in a file."""
    if isinstance(value, dict):
        pairs = pairs_of(cast(Value, value))
        return b"<<" + b" ".join(key + b" " + written(each) for key, each in pairs.items()) + b">>"
    if isinstance(value, list):
        return b"[" + b" ".join(map(written, values_of(cast(Value, value)))) + b"]"
    return b"%d 0 R" % value if isinstance(value, Ref) else bytes(value)


def string_bytes(token: Value) -> bytes | None:
    """The bytes of a string, literal or hexadecimal; None for any other value."""
    if not isinstance(token, bytes) or isinstance(token, Ref):
        return None
    if token[:1] == b"(":
        return _ESCAPE.sub(_unescaped, token[1:-1])
    if token[:1] == b"<" and token[:2] != b"<<":
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", token)
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    return None


def _unescaped(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    if sign[:1].isdigit() and sign[:1] < b"8":
        return bytes([int(sign, 8) & 255])
    return b"" if sign in (b"\n", b"\r", b"\r\n") else _ESCAPES.get(sign, sign)


def words_of(token: Value) -> str:
    """The text of a string (ISO 32000-1, 7.9.2.2); PDFDocEncoding is read as Latin-1. Empty for any other value."""
    data = string_bytes(token)
    if data is None:
        return ""
    if data.startswith(b"\xfe\xff"):
        return data[2:].decode("utf-16-be", "replace")
    if data.startswith(b"\xff\xfe"):
        return data[2:].decode("utf-16-le", "replace")
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace")
    return data.decode("latin-1")


def hexed(data: bytes) -> bytes:
    """Bytes as a hexadecimal string."""
    return b"<" + data.hex().upper().encode("ascii") + b">"


def whole(value: Value, default: int = 0) -> int:
    """A whole number of at most 32 bits (ISO 32000-1, annex C); `default` for any other value."""
    try:
        found = int(float(value)) if isinstance(value, bytes) else default
    except (ValueError, OverflowError):
        return default
    return found if abs(found) < 2**31 else default


def lengths(value: Value) -> list[float]:
    """The lengths of an array in points; none where a value in it is no number, or longer than a page may be."""
    try:
        found = [float(each) for each in values_of(value)]
    except (TypeError, ValueError):
        return []
    return found if all(abs(each) <= LONGEST for each in found) else []
