"""What a user compares: two versions, a version and a file, two files; told as changes, or written as a redline.

What a Word redline of two files can do without is imported where it is needed.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import structs

from app.compare.numbered import unnumbered
from app.document.marking import told_from_reviewers
from app.document.redline import build_redline
from app.models.tree import path_to
from app.services.file_text import document_of, source_passages
from app.services.targets import Reached

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.compare.align import Cancelled
    from app.compare.change import Change, Comparison
    from app.document.aligned import Aligned
    from app.document.nodes import Document
    from app.importers.proposal import Proposal
    from app.importers.source import Source
    from app.models.nodes import Node
    from app.services.sides import Side, Sides


def changes_between(sides: Sides, *, noise: bool = False, cancelled: Cancelled = lambda: False) -> Comparison:
    """Every change from the old side to the new. Raises Stopped when cancelled."""
    from app.compare.changes import compare, compare_passages

    if sides.as_they_stand:
        assert sides.old.source is not None
        assert sides.new.source is not None
        found = compare_passages(
            source_passages(sides.old.source),
            source_passages(sides.new.source),
            noise=noise,
            cancelled=cancelled,
        )
        return _placed(found, sides.new.source)
    from app.document.numbering import numbers
    from app.services.exporting import house_of

    old, new = _strategies(sides)
    house = house_of(new.content.root)
    return compare(
        old.content.root,
        new.content.root,
        noise=noise,
        numbers=(numbers(old.content.root, house), numbers(new.content.root, house)),
        cancelled=cancelled,
    )


def redline(sides: Sides, *, author: str, date: str = "", summary: Comparison | None = None) -> Document:
    """The new document with everything that changed marked; `summary` puts a page of those changes before it.

    `date` is ISO 8601 with time, UTC; the present moment unless given.
    """
    when = date or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    old, new = _documents(sides)
    woven = build_redline(old, new, author=author, date=when)
    if not sides.as_they_stand:
        woven = told_from_reviewers(woven, author=author, date=when)
    if summary is None:
        return woven
    from app.document.change_summary import with_summary

    return with_summary(woven, summary, sides.old.name, sides.new.name)


def _documents(sides: Sides, cancelled: Cancelled = lambda: False) -> tuple[Document, Document]:
    """Both sides as documents: as they stand, or as strategies in the new one's house style.

    Raises Stopped when cancelled.
    """
    if sides.as_they_stand:
        return _as_it_stands(sides.old), _as_it_stands(sides.new)
    from app.compare.align import stop_if
    from app.document.strategy import build_strategy
    from app.services.exporting import document_of as strategy_document
    from app.services.exporting import house_of

    def go_on() -> None:
        stop_if(cancelled)

    one, other = _strategies(sides)
    house = house_of(other.content.root)
    old = build_strategy(
        one.content, house, version=one.version, date=one.date, versions=one.versions, go_on=go_on
    )
    return old, strategy_document(other, go_on=go_on)


def side_by_side(sides: Sides, *, cancelled: Cancelled = lambda: False) -> Aligned:
    """Both sides as lines for two columns, with every change. Raises Stopped when cancelled."""
    from app.document.aligned import aligned

    found = changes_between(sides, cancelled=cancelled)
    return aligned(build_redline(*_documents(sides, cancelled), cancelled=cancelled), found, cancelled)


def strategy_of(side: Side) -> Reached:
    """A side as a strategy: the one that it is, or what the recogniser makes of the file."""
    if side.reached is not None:
        return side.reached
    assert side.source is not None
    return Reached(_proposal(side.source).content)


def _strategies(sides: Sides) -> tuple[Reached, Reached]:
    """Both sides as strategies; a file takes the other side's house style, and its title where it bears none, for the
    import gave them."""
    old, new = strategy_of(sides.old), strategy_of(sides.new)
    return _as_imported(sides.old, old, new), _as_imported(sides.new, new, old)


def _as_imported(side: Side, own: Reached, other: Reached) -> Reached:
    from app.importers.proposal import UNTITLED

    if side.reached is not None:
        return own
    root, given = own.content.root, other.content.root
    title = given.title if root.title == UNTITLED else root.title
    named = structs.replace(root, title=title, house=given.house)
    return structs.replace(own, content=structs.replace(own.content, root=named))


def _proposal(source: Source) -> Proposal:
    from app.importers.recognise import propose

    return propose(source)


def _as_it_stands(side: Side) -> Document:
    assert side.source is not None
    return document_of(side.source, side.name)


def _placed(found: Comparison, source: Source) -> Comparison:
    """The changes with the headings above them and the kind of part they stand in, as the recogniser sees the file.

    Many files head their parts by bold type alone, which only the recogniser knows for headings.
    """
    if not found.changes:
        return found
    proposal = _proposal(source)
    root = proposal.content.root
    texts: dict[str, dict[str, None]] = {}
    for place in proposal.placements:
        if place.node in root.ids:
            texts.setdefault(place.text.strip(), {})[place.node] = None
    placed: list[Change] = []
    for change in found.changes:
        lines = [line.strip() for line in change.after.split("\n")]
        known = () if change.node_kind == "column" else (line for line in lines if line in texts)
        node = next((_said_in(tuple(texts[line]), root, change) for line in known), "")
        if not node:
            placed.append(change)
            continue
        path = path_to(root, node)
        above = tuple(each.title for each in path[1:-1] if each.title)
        own = (path[-1].title,) if path[-1].title and path[-1].title not in lines else ()
        placed.append(
            structs.replace(change, node=node, node_kind=path[-1].kind, path=(*above, *own) or change.path)
        )
    return structs.replace(found, changes=tuple(placed))


def _said_in(nodes: Sequence[str], root: Node, change: Change) -> str:
    """The part that a line stands in; where several say the same, the one below the change's own heading, if any."""
    if len(nodes) == 1:
        return nodes[0]
    above = unnumbered(change.path[-1]) if change.path else ""
    titled = (node for node in nodes if above and above in (each.title for each in path_to(root, node)))
    return next(titled, "")
