"""Bookmarks that go along with what was moved while changes were tracked. Imports this package only.

Word, and every other program, leaves the old words of a move where they stood, struck out, and their bookmarks with
them. Where both ends of a move are accepted, the bookmarks belong to the new words: a part of ours is known by them.
"""

from collections.abc import Callable, Iterator

from lxml import etree

from app.importers.word.names import DEL, INS, MOVE_FROM, MOVE_TO, PPR, RPR, TC, TR, TRPR, P, T, W

Moves = Callable[["etree._Element"], bool]
"""Whether a tracked change is accepted."""

_DEL_TEXT = W + "delText"
_START, _END = W + "bookmarkStart", W + "bookmarkEnd"
_COMING, _GOING = (INS, MOVE_TO), (DEL, MOVE_FROM)
_FEWEST_WORDS = 3


def carry_bookmarks(root: "etree._Element", accepted: Moves) -> None:
    """Puts the bookmarks of paragraphs and table rows that go on the same ones that come."""
    came, went = _ends(root, _COMING, accepted), _ends(root, _GOING, accepted)
    if not came or not went:
        return
    for here, there in _pairs(went, came):
        if here.tag == TR:
            for old, new in zip(_paragraphs(here), _paragraphs(there), strict=True):
                _carry(old, new)
        else:
            _carry(here, there)


def _pairs(
    went: list["etree._Element"], came: list["etree._Element"]
) -> Iterator[tuple["etree._Element", "etree._Element"]]:
    """What says the same, each once, from the top; what bears bookmarks of its own needs no others."""
    waiting: dict[tuple[str, ...], list[etree._Element]] = {}
    for element in came:
        if next(element.iter(_START), None) is None:
            for said in _said(element, MOVE_TO, _COMING):
                waiting.setdefault(said, []).append(element)
    taken: set[etree._Element] = set()
    for element in went:
        if next(element.iter(_START), None) is None:
            continue
        found = (each for said in _said(element, MOVE_FROM, _GOING) for each in waiting.get(said, ()))
        if (same := next((each for each in found if each not in taken), None)) is not None:
            taken.add(same)
            yield element, same


def _ends(root: "etree._Element", tags: tuple[str, ...], accepted: Moves) -> list["etree._Element"]:
    """The rows, and the paragraphs outside such rows, that only changes with these tags brought, or take away."""
    rows = [row for row in root.iter(TR) if _is_marked(row.find(TRPR), tags, accepted)]
    inside = {paragraph for row in rows for paragraph in row.iter(P)}
    holders = dict.fromkeys(p for change in root.iter(*tags) if (p := _holder(change)) is not None)
    paragraphs = [p for p in holders if p not in inside and _is_whole(p, tags, accepted)]
    return [*rows, *paragraphs]


def _holder(change: "etree._Element") -> "etree._Element | None":
    parent = change.getparent()
    return None if parent is None or parent.tag in (RPR, TRPR) else next(change.iterancestors(P), None)


def _is_marked(properties: "etree._Element | None", tags: tuple[str, ...], accepted: Moves) -> bool:
    return properties is not None and any(accepted(mark) for mark in properties.iterchildren(*tags))


def _is_whole(paragraph: "etree._Element", tags: tuple[str, ...], accepted: Moves) -> bool:
    """Whether all words of a paragraph come, or go."""
    return all(
        any(accepted(change) for change in text.iterancestors(*tags))
        for text in paragraph.iter(T, _DEL_TEXT)
        if (text.text or "").strip() and not (tags is _COMING and _is_gone(text, accepted))
    )


def _is_gone(text: "etree._Element", accepted: Moves) -> bool:
    return any(accepted(change) for change in text.iterancestors(*_GOING))


def _said(element: "etree._Element", move: str, tags: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What a paragraph or row says by which it is known: what was moved, whatever was edited in it, or else all."""
    for kinds in ((move,), tags):
        said = tuple(_words(paragraph, kinds) for paragraph in _paragraphs(element))
        if len(" ".join(said).split()) >= _FEWEST_WORDS:
            yield said


def _words(paragraph: "etree._Element", tags: tuple[str, ...]) -> str:
    texts = paragraph.iter(T, _DEL_TEXT)
    said = "".join(text.text or "" for text in texts if next(text.iterancestors(*tags), None) is not None)
    return " ".join(said.split())


def _paragraphs(element: "etree._Element") -> list["etree._Element"]:
    """A paragraph itself, or the first of each cell of a row, in which the bookmarks are."""
    if element.tag == P:
        return [element]
    return [paragraph for cell in element.iter(TC) if (paragraph := cell.find(P)) is not None]


def _carry(old: "etree._Element", new: "etree._Element") -> None:
    marks = list(old.iter(_START, _END))
    at = 1 if new.find(PPR) is not None else 0
    new[at:at] = marks
