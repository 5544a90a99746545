"""The redline of some changes of a comparison, as a file's bytes. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from app.compare.changes import Change, Comparison
from app.compare.taking import taken
from app.exporters.writing import file_bytes
from app.models.nodes import Strategy
from app.services.comparing import redline, strategy_of
from app.services.sides import Side, Sides
from app.services.targets import user


def redline_bytes(
    sides: Sides, whole: Comparison, shown: Sequence[Change], suffix: str, author: str
) -> bytes:
    """A redline that marks the changes `shown` of a comparison as `author`'s, or as whose computer it is; PDF and web
    page begin with their summary.

    The other changes stand in it unmarked, as the new text has them; between two files that are compared as they stand
    they stay marked, and only the summary leaves them out.
    """
    chosen = {id(change) for change in shown}
    hidden = [change for change in whole.changes if id(change) not in chosen]
    if hidden and not sides.as_they_stand:
        sides = Sides(_with(sides.old, sides.new, hidden), sides.new)
    summary = None if suffix == ".docx" else structs.replace(whole, changes=tuple(shown))
    return file_bytes(redline(sides, author=author or user() or "Engross", summary=summary), suffix)


def _with(old: Side, new: Side, hidden: Sequence[Change]) -> Side:
    """The old side with changes in it that are not to be seen."""
    was, now = strategy_of(old), strategy_of(new)
    root = taken(was.content.root, now.content.root, hidden, back=False).root
    if not isinstance(root, Strategy):
        return old
    content = structs.replace(
        was.content, root=root, pictures={**now.content.pictures, **was.content.pictures}
    )
    return Side(old.name, structs.replace(was, content=content))
