"""How the pictures look that are drawn on a PDF file's pages, in the order in which they are drawn.

What only lies in the file counts for nothing, for a reader does not see it. Imports this package only.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from app.importers.looks import Look, look_of_image

if TYPE_CHECKING:
    from pypdf import PageObject

LEAST_POINTS = 8
"""The longer side of what is too small to be a picture, such as a point that a program stretches to a rule."""
MOST = 120
MOST_DEEP = 8
_INLINE = b"INLINE IMAGE"

Steps = tuple[str, ...]


def drawn_looks(pdf: bytes) -> list[Look] | None:
    """The looks of all pictures that are drawn; None where there are more than are looked at."""
    from pypdf import PdfReader

    found: list[Look] = []
    known: dict[int, Look] = {}
    reader = PdfReader(io.BytesIO(pdf))
    if reader.is_encrypted:
        reader.decrypt("")
    for page in reader.pages:
        if not _has_pictures(page, set()):
            continue
        for steps, place in _drawn(page, page, (), 0):
            look = known.get(place) or _look(page, steps)
            if place:
                known[place] = look
            if not look.points or max(look.wide, look.high) > LEAST_POINTS:
                found.append(look)
            if len(found) > MOST:
                return None
    return found


def _resources(holder: Any) -> dict[str, Any]:
    """The forms and pictures that a page or a form may draw."""
    resources = _object(holder.get("/Resources"))
    found = _object(resources.get("/XObject")) if hasattr(resources, "get") else None
    return cast("dict[str, Any]", found) if hasattr(found, "raw_get") else {}


def _object(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def _has_pictures(page: Any, seen: set[int]) -> bool:
    """Whether there is anything to look for, which costs less than to read what is drawn."""
    held = _resources(page)
    for name in held:
        place = _place(held, name)
        if place in seen:
            continue
        seen.add(place)
        each = _object(held[name])
        if each.get("/Subtype") == "/Image" or (
            each.get("/Subtype") == "/Form" and _has_pictures(each, seen)
        ):
            return True
    contents = page.get_contents() if hasattr(page, "get_contents") else page
    return contents is not None and b"\nID" in b"\n".join(contents.get_data().split())


def _place(held: Any, name: str) -> int:
    """Under which number a form or a picture lies in the file; 0 where it has none of its own."""
    return int(getattr(held.raw_get(name), "idnum", 0))


def _drawn(page: PageObject, holder: Any, steps: Steps, deep: int) -> Iterator[tuple[Steps, int]]:
    """The way to each picture that is drawn, and its place in the file."""
    from pypdf.generic import ContentStream

    held = _resources(holder)
    contents = page.get_contents() if not steps else ContentStream(holder, page.pdf)
    inline = 0
    for operands, operator in contents.operations if contents is not None else ():
        if operator == _INLINE:
            yield (*steps, f"~{inline}~"), 0
            inline += 1
        if operator != b"Do" or not operands or operands[0] not in held:
            continue
        name = str(operands[0])
        each = _object(held[name])
        if each.get("/Subtype") == "/Image":
            yield (*steps, name), _place(held, name)
        elif each.get("/Subtype") == "/Form" and deep < MOST_DEEP:
            yield from _drawn(page, each, (*steps, name), deep + 1)


def _look(page: PageObject, steps: Steps) -> Look:
    try:
        drawn: Any = page.images[list(steps)]
        return look_of_image(drawn.image)
    except Exception:  # a picture from outside may be anything; one that cannot be read is told to be another
        return Look()
