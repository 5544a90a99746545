"""Where what went stands in a redline, and what form words had before: the lists of the old text in those of the new.

Imports compare and siblings only.
"""

from collections.abc import Iterable, Sequence

from msgspec import structs

from app.compare.looks import how_told, look_of
from app.compare.passages import FURTHER, Matched
from app.document.leaves import Leaf, Level
from app.document.marking import Worded
from app.document.nodes import Former, Heading, Mark, Paragraph, Part
from app.document.weaving import Weaving


class Homes:
    """Which list of the new text each list of the old one has become, so that what left it still stands in it."""

    def __init__(
        self, matched: Iterable[Matched], left: Sequence[Leaf], right: Sequence[Leaf], weaving: Weaving
    ) -> None:
        self._weaving = weaving
        self._lists: dict[str, Level] = {}
        self._turned: dict[str, Level] = {}
        self._items: dict[tuple[str, int], int] = {}
        for each in matched:
            if each.old and each.new and not each.moved:
                for a, b in zip(left[each.old[0].at].levels, right[each.new[0].at].levels, strict=False):
                    (self._lists if a.ordered == b.ordered else self._turned).setdefault(a.list, b)
                    weaving.runs.pair(a.run, b.run)

    def at_home(self, leaf: Leaf) -> Leaf:
        """A leaf of the old text in the lists that its own have become, its items told from all other ones; with the
        form that it had where its list became numbered, or is so no longer."""
        if not leaf.levels:
            return leaf
        levels: list[Level] = []
        for level in leaf.levels:
            item = self._item(level)
            into = self._lists.get(level.list) or self._turned.get(level.list)
            if into is None:
                levels.append(structs.replace(level, item=item, run=self._weaving.runs.now(level.run)))
                continue
            told = structs.replace(level, list=into.list, ordered=into.ordered)
            levels.append(structs.replace(told, item=item, run=into.run, start=into.start))
        home = structs.replace(leaf, levels=tuple(levels))
        was, now = _forms(leaf, home, self._weaving)
        if isinstance(leaf.part, Worded) and was != now:
            return structs.replace(home, part=structs.replace(leaf.part, former=_listed(was, leaf)))
        return home

    def _item(self, level: Level) -> int:
        return self._items.setdefault((level.list, level.item), -1 - len(self._items))


def reformed(old: Leaf, new: Leaf, part: Part, weaving: Weaving) -> Leaf:
    """A leaf of words that stayed, `part` in the place of the new one, with the form that it had where that differs."""
    was, now = _forms(old, new, weaving)
    if isinstance(part, Worded) and was != now:
        part = structs.replace(part, former=structs.replace(_listed(was, old), told=_told(was, now)))
    return new if part is new.part else structs.replace(new, part=part)


def _told(was: Former, now: Former) -> str:
    """What became of a form, in words."""
    sorts = ("heading" if was.heading else "paragraph", "heading" if now.heading else "paragraph")
    if structs.replace(was, run=now.run) == now:
        return "numbered on from elsewhere"
    return how_told(sorts, (_look(was), _look(now))) or "another style"


def _look(form: Former) -> str:
    return look_of(("1" if form.ordered else "*") * (form.level + 1) + FURTHER * form.under, ())


def _forms(old: Leaf, new: Leaf, weaving: Weaving) -> tuple[Former, Former]:
    """The forms of the same words on either side, the old one's run as what it has become."""
    was, now = (_form(leaf, weaving.inserted) for leaf in (old, new))
    if not was.run:
        return was, now
    # Where only one of the files tells of runs, no item has left its own.
    run = weaving.runs.now(was.run) if now.run or not now.ordered else ""
    return structs.replace(was, run=run), now


def _form(leaf: Leaf, mark: Mark) -> Former:
    part = leaf.part
    if isinstance(part, Worded) and part.former is not None:
        return part.former
    if isinstance(part, Heading):
        return Former(heading=part.level, mark=mark)
    role = part.role if isinstance(part, Paragraph) else "body"
    if not leaf.levels:
        return Former(role=role, mark=mark)
    own = leaf.levels[-1]
    numbered = own.ordered or bool(own.number)
    level = len(leaf.levels) - 1 if own.shown < 0 else own.shown
    run = own.run if leaf.first else ""
    return Former(0, level, leaf.first and numbered, not leaf.first, role, mark, run=run)


def _listed(form: Former, leaf: Leaf) -> Former:
    """A form with the numbered list that it had its number from."""
    if not (form.ordered and leaf.levels) or form.listed[0] or form.run:
        return form
    own = leaf.levels[-1]
    return structs.replace(form, listed=(own.list, own.item))
