"""What changed between two trees, as a list a reviewer can work through: one change, one row. Pure.

Equal fingerprints are equal content, so comparing descends only where something differs. Imports models and the sibling
modules only.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from operator import ne
from typing import Any

from msgspec import structs

from app.compare.align import Cancelled, polled, stop_if
from app.compare.change import Change, ChangeKind, Comparison
from app.compare.in_place import match_bodies
from app.compare.linked import pieces_of_links
from app.compare.looks import how_told, how_told_beside
from app.compare.match import Matching, match
from app.compare.numbered import count_of, counts_on
from app.compare.order import increasing
from app.compare.owners import answers_for_it
from app.compare.passages import Matched, Passage, match_passages, woven_of
from app.compare.ratings import rated_otherwise
from app.compare.restyled import with_new_forms
from app.compare.significance import Why, why, why_of
from app.compare.words import Vocabulary, words_of
from app.compare.woven import Piece, count_words, pieces
from app.models.nodes import KINDS, Node, name_of, rich_fields
from app.models.text import NAMELESS_PICTURE
from app.models.tree import has_led_words, relinked, text_of
from app.models.values import lines_of, value_text, values_of

_ENTRIES = frozenset(
    ("priority", "milestone", "outcome", "enabler", "change", "measure", "risk", "objective", "response")
)
_SENTENCE = 4  # words: fewer with capitals may be a title


def compare(
    old: Node,
    new: Node,
    *,
    noise: bool = False,
    numbers: tuple[Mapping[str, str], Mapping[str, str]] = ({}, {}),
    cancelled: Cancelled = lambda: False,
    vocabulary: Vocabulary | None = None,
) -> Comparison:
    """Every change from one tree to another. `noise` counts typographic differences too; `numbers` are the generated
    numbers of OLD's and NEW's nodes, so that renumbering can be told. A `vocabulary` (of the same `noise`) that knows
    the texts saves cutting them up again. Raises Stopped when cancelled."""
    if old.fingerprint == new.fingerprint:
        return Comparison()
    vocabulary = vocabulary or Vocabulary(noise)
    found = match(old, new, vocabulary, cancelled)
    changes = with_new_forms(list(_Comparing(found, vocabulary, numbers, cancelled).changes(old, new)))
    said = (id for id in found.to_old if found.new[id].title or text_of(found.new[id]))
    shared = len(list(islice(said, 2)))
    return Comparison(tuple(changes), shared <= 1 and len(found.new) > 3 and len(found.old) > 3)


class _Comparing:
    """One comparison under way: the matching, and the paths already worked out."""

    def __init__(
        self,
        found: Matching,
        vocabulary: Vocabulary,
        numbers: tuple[Mapping[str, str], Mapping[str, str]],
        cancelled: Cancelled,
    ) -> None:
        self.found = found
        self.vocabulary = vocabulary
        self.numbers = numbers
        self.cancelled = cancelled
        self.renamed = any(map(ne, found.to_new, found.to_new.values()))
        self.renumbered = {
            id
            for id, number in numbers[1].items()
            if number != numbers[0].get(found.to_old.get(id, ""), number)
        }

    def changes(self, old: Node, new: Node) -> Iterator[Change]:
        """The changes of a matched pair and of all below it, what went standing where it stood."""
        stop_if(self.cancelled)
        yield from self.own(old, new)
        if not (old.children or new.children):
            return
        below_old = {self.found.to_new.get(child.id): child for child in old.children}
        gone = self._gone_before(old, new)
        stays = self._keeps_order(old, new)
        for child in new.children:
            yield from (self.deleted(left) for left in gone.get(child.id, ()))
            if child.id not in self.found.to_old:
                yield from self.inserted(child)
                continue
            if child.id not in below_old or child.id not in stays:
                yield self.moved(child)
            was = self.found.old[self.found.to_old[child.id]]
            if was.fingerprint != child.fingerprint or not self.renumbered.isdisjoint(child.ids):
                yield from self.changes(was, child)
        yield from (self.deleted(left) for left in gone.get("", ()))

    def _gone_before(self, old: Node, new: Node) -> dict[str, list[Node]]:
        """OLD's children that have no counterpart, by the matched child of NEW they stood before ("" for the end)."""
        here = {child.id for child in new.children}
        gone: dict[str, list[Node]] = {}
        waiting: list[Node] = []
        for child in old.children:
            counterpart = self.found.to_new.get(child.id)
            if counterpart is None:
                waiting.append(child)
            elif counterpart in here:
                gone.setdefault(counterpart, []).extend(waiting)
                waiting = []
        gone.setdefault("", []).extend(waiting)
        return gone

    def _keeps_order(self, old: Node, new: Node) -> set[str]:
        place = {self.found.to_new.get(child.id): i for i, child in enumerate(old.children)}
        pairs = [(j, place[child.id]) for j, child in enumerate(new.children) if child.id in place]
        return {new.children[j].id for j, _ in increasing(pairs)}

    def path(self, id: str, side: str = "new") -> tuple[str, ...]:
        """The headings above a node, from the top, without the strategy's own."""
        nodes, parents = (
            (self.found.new, self.found.new_parent)
            if side == "new"
            else (self.found.old, self.found.old_parent)
        )
        above: list[str] = []
        at = parents.get(id)
        while at is not None and at in parents:
            above.append(name_of(nodes[at]))
            at = parents.get(at)
        return tuple(reversed(above))

    def own(self, old: Node, new: Node) -> Iterator[Change]:
        """What changed in a node itself: its title, its texts, its other fields, its number, its kind."""
        kind, was = new.kind, old.kind
        common: dict[str, Any] = {"node": new.id, "node_kind": kind, "path": self.path(new.id)}
        if new.id in self.renumbered:
            before, after = self.numbers[0].get(old.id, ""), self.numbers[1].get(new.id, "")
            name = name_of(new)
            yield Change(
                kind="renumbered",
                field="number",
                before=f"{before} {name}".strip(),
                after=f"{after} {name}".strip(),
                **common,
            )
        if was != kind:
            yield Change(
                kind="formatting",
                field="kind",
                before=KINDS[was].label,
                after=KINDS[kind].label,
                **common,
            )
        if old.title != new.title:
            titles = Matched(
                (Passage(old.title, sort := _title_sort(old, new)),), (Passage(new.title, sort),)
            )
            where = {**common, "field": "title"}
            if change := text_change(titles, self.vocabulary, where, self.cancelled):
                of_person = kind == "signatory" and change.kind == "reworded"
                yield structs.replace(change, why=("name",)) if of_person else change
        inside = (
            {**common, "path": (*common["path"], name_of(new))}
            if new.title and kind != "strategy"
            else common
        )
        before = dict(rich_fields(old))
        led = self.renamed and has_led_words(old)
        for name, blocks in rich_fields(new):
            yield from self.rich(before.pop(name, ()), blocks, name, led, inside)
        for name, blocks in before.items():
            yield from self.rich(blocks, (), name, led, inside)
        if was == kind:
            yield from self.fields(old, new, inside)

    def rich(self, old: Any, new: Any, field: str, led: bool, common: dict[str, Any]) -> Iterator[Change]:
        """What changed in a text; `led` says that words of the old one may link to parts."""
        if old == new:
            return
        if led:
            old = relinked(old, lambda id: self.found.to_new.get(id) or id)
        matched = match_bodies(old, new, self.vocabulary, self.cancelled)
        where = {**common, "field": field}
        for each in polled(matched, self.cancelled):
            if change := text_change(each, self.vocabulary, where, self.cancelled):
                yield change

    def fields(self, old: Node, new: Node, common: dict[str, Any]) -> Iterator[Change]:
        """Fields that are not running text: a date, a sum, an owner, a score, links."""
        for field in KINDS[new.kind].fields:
            before, after = getattr(old, field.name), getattr(new, field.name)
            if field.type == "rich" or before == after:
                continue
            linked: tuple[Piece, ...] = ()
            if field.type == "links":
                before = tuple(self.found.to_new.get(link) or link for link in before)
                if before == after:
                    continue
                linked = pieces_of_links(before, after, self._called)
            texts = [value_text(value, field.type, self._called) for value in (before, after)]
            if not self.vocabulary.noise and words_of(texts[0]) == words_of(texts[1]):
                continue
            found = linked or pieces(texts[0], texts[1], self.vocabulary)
            gone, come = count_words(found)
            reasons: dict[str, Why] = {
                "money": "money",
                "date": "date",
                "number": "number",
                "percent": "number",
            }
            known = "name" if field.names else reasons.get(field.type)
            reason = (known,) if known else why(texts[0], texts[1])
            yield Change(
                kind="field", field=field.label, before=texts[0], after=texts[1], pieces=found,
                words_deleted=gone, words_inserted=come, why=reason, **common,
            )  # fmt: skip

    def _called(self, id: str) -> str:
        """What a part is called on either side."""
        node = self.found.new.get(id) or self.found.old.get(id)
        return name_of(node) if node is not None else id

    def inserted(self, node: Node) -> Iterator[Change]:
        """A part that is new, with all that is new below it as one row; what was moved into it has rows of its own."""
        text, bare = self._branch(node, self.found.to_old)
        yield Change(
            kind="inserted", node=node.id, node_kind=node.kind, path=self.path(node.id), after=text,
            pieces=(Piece("insert", text),), words_inserted=len(bare.split()), why=why("", bare), field="",
        )  # fmt: skip
        for below in node.children:
            yield from self._moved_into(below)

    def _moved_into(self, node: Node) -> Iterator[Change]:
        if node.id in self.found.to_old:
            yield self.moved(node)
            was = self.found.old[self.found.to_old[node.id]]
            if was.fingerprint != node.fingerprint:
                yield from self.changes(was, node)
            return
        for below in node.children:
            yield from self._moved_into(below)

    def deleted(self, node: Node) -> Change:
        text, bare = self._branch(node, self.found.to_new)
        return Change(
            kind="deleted", node=node.id, node_kind=node.kind, path=self.path(node.id, "old"), before=text,
            pieces=(Piece("delete", text),), words_deleted=len(bare.split()), why=why(bare, ""), field="",
        )  # fmt: skip

    def _branch(self, node: Node, elsewhere: Mapping[str, str]) -> tuple[str, str]:
        """What a node, and all below it that has no counterpart on the other side, says; and that without labels."""
        nodes = list(_without(node, elsewhere))
        values = [" ".join(text for _, text in values_of(each, self._called)) for each in nodes]
        bare = [
            line
            for each, said in zip(nodes, values, strict=True)
            for line in (each.title, text_of(each), said)
        ]
        shown = [line for each in nodes for line in lines_of(each, self._called)]
        return "\n".join(shown), "\n".join(line for line in bare if line)

    def moved(self, node: Node) -> Change:
        was = self.path(self.found.to_old[node.id], "old")
        here = self.path(node.id)
        name = name_of(node)
        before = " › ".join((*was, name))
        after = " › ".join((*here, name))
        return Change(
            kind="moved",
            node=node.id,
            node_kind=node.kind,
            path=here,
            before=before,
            after=after,
            field="place",
        )


def _title_sort(old: Node, new: Node) -> str:
    """How the title of a part is weighed: as a paragraph, names and all, where it is a sentence such as a risk."""
    sentence = new.kind in _ENTRIES and all(len(node.title.split()) >= _SENTENCE for node in (old, new))
    return "paragraph" if sentence else "heading"


def _without(node: Node, elsewhere: Mapping[str, str]) -> Iterator[Node]:
    """A node and all below it but for the branches that have a counterpart on the other side."""
    yield node
    for child in node.children:
        if child.id not in elsewhere:
            yield from _without(child, elsewhere)


def text_change(
    each: Matched, vocabulary: Vocabulary, where: Mapping[str, Any], cancelled: Cancelled = lambda: False
) -> Change | None:
    """The change that a match of passages amounts to; None where only typographic noise differs. Raises Stopped.

    `where` are the fields of a change that tell in which text it is.
    """
    if each.again or (each.old == each.new and not each.moved):
        return None
    before, after = each.before, each.after
    shown = (each.new or each.old)[0]
    cell = shown.cell
    if shown.sort == "picture" and (picture := _other_picture(each)):
        return structs.replace(picture, cell=cell, **where)
    if each.moved and each.old[0].text == each.new[0].text:
        return Change(kind="moved", before=before, after=after, cell=cell, **where)
    look = _look_differs(each)
    if before == after and not look:
        return None
    same_words = not vocabulary.noise and vocabulary.words(before) == vocabulary.words(after)
    if same_words or before == after:
        breaks = len(each.old) != len(each.new)
        if not look and not breaks:
            return None
        return Change(kind="formatting", before=before, after=after, how=_how(each), cell=cell, **where)
    stop_if(cancelled)  # for one paragraph may be as long as a library
    found = woven_of(each, vocabulary)
    stop_if(cancelled)
    how = _how_beside(each, found.pieces) if look else ""
    if not found.deleted and not found.inserted:
        if not look and not vocabulary.noise:
            return None
        return Change(kind="formatting", before=before, after=after, how=how, cell=cell, **where)
    passages = (*each.old, *each.new)
    heading = shown.sort == "heading" and all(passage.sort == "heading" for passage in passages)
    kind: ChangeKind = "reworded" if each.old and each.new else "deleted" if each.old else "inserted"
    if each.moved:
        kind = "moved"
    return Change(
        kind=kind, before=before, after=after, pieces=found.pieces,
        words_deleted=found.deleted, words_inserted=found.inserted,
        why=why_of(found.pieces, heading, found.words) or _why_there(before, after, cell), how=how, cell=cell, **where,
    )  # fmt: skip


def _why_there(before: str, after: str, cell: tuple[str, str]) -> tuple[Why, ...]:
    """The class of a change that only its place tells: who answers for something, or how it is rated, in a cell."""
    if answers_for_it(before, after, cell):
        return ("name",)
    return rated_otherwise(before, after, cell) if any(cell) else ()


def _other_picture(each: Matched) -> Change | None:
    """The change where a picture came, went or gave way to another; None for all else, and where only its words or
    its width differ."""
    sides = (*each.old, *each.new)
    digests = {passage.look.partition(" ")[0] for passage in sides}
    if any(passage.sort != "picture" for passage in sides) or (len(sides) == 2 and len(digests) == 1):
        return None
    before = (each.before or NAMELESS_PICTURE) if each.old else ""
    after = (each.after or NAMELESS_PICTURE) if each.new else ""
    gone, come = (len(each.before.split()), len(each.after.split())) if each.before != each.after else (0, 0)
    return Change(
        kind="reworded" if each.old and each.new else "deleted" if each.old else "inserted",
        before=before, after=after, pieces=_both(before, after),
        words_deleted=gone, words_inserted=come, why=why(each.before, each.after),
    )  # fmt: skip


def _both(before: str, after: str) -> tuple[Piece, ...]:
    """All of one text as gone and all of the other as come."""
    gone, come = (Piece("delete", before),), (Piece("insert", after),)
    return (*(gone if before else ()), *(come if after else ()))


def _look_differs(each: Matched) -> bool:
    if not (each.old and each.new):
        return False
    if len(each.old) == len(each.new) == 1:
        old, new = each.old[0], each.new[0]
        return old.look != new.look or old.sort != new.sort
    return [(p.sort, p.look) for p in each.old] != [(p.sort, p.look) for p in each.new]


def _how(each: Matched) -> str:
    """What of the looks of the same words differs."""
    if len(each.old) != len(each.new):
        return "was split into paragraphs" if len(each.old) < len(each.new) else "was joined with others"
    return how_told((each.old[0].sort, each.new[0].sort), (each.old[0].look, each.new[0].look), each.after)


def _how_beside(each: Matched, pieces: tuple[Piece, ...]) -> str:
    """What of the looks differs where the words do too; empty where paragraphs were split or joined."""
    if len(each.old) != 1 or len(each.new) != 1:
        return ""
    old, new = each.old[0], each.new[0]
    return how_told_beside((old.sort, new.sort), (old.look, new.look), pieces)


def compare_passages(
    old: Sequence[Passage],
    new: Sequence[Passage],
    *,
    noise: bool = False,
    cancelled: Cancelled = lambda: False,
) -> Comparison:
    """Every change between two documents that are no trees, such as two Word files, by their paragraphs."""
    vocabulary = Vocabulary(noise)
    changes: list[Change] = []
    matched = match_passages(old, new, vocabulary, cancelled, restyled=True)
    counts = [
        {count_of(passage.text) for passage in side if passage.sort == "paragraph"} for side in (old, new)
    ]

    def is_counted(each: Matched) -> bool:
        """Whether each is a heading, or counted as its neighbours are."""
        sides = [(side[0], said) for side, said in zip((each.old, each.new), counts, strict=True) if side]
        return all(one.sort == "heading" or counts_on(count_of(one.text), said) for one, said in sides)

    for each in polled(matched, cancelled):
        shown = (each.new or each.old)[0]
        where = {"node_kind": shown.sort, "path": shown.path}
        if change := text_change(each, vocabulary, where, cancelled):
            changes.append(_renumbered(change, shown, vocabulary) if is_counted(each) else change)
    both = sum(1 for each in matched if each.old and each.new)
    return Comparison(tuple(changes), both * 10 < min(len(old), len(new)) and min(len(old), len(new)) > 3)


def _renumbered(change: Change, shown: Passage, vocabulary: Vocabulary) -> Change:
    """A heading or paragraph of which only the typed number differs is renumbered, or moved, which is no matter of
    substance; nor is the number of one that went or came, or where other words differ too."""
    if change.kind not in ("reworded", "moved", "inserted", "deleted"):
        return change
    before, after = shown.bare(change.before), shown.bare(change.after)
    if before == change.before and after == change.after:
        return change
    if before == after and before != change.before and after != change.after:
        kind = "moved" if change.kind == "moved" else "renumbered"
        return structs.replace(change, kind=kind, why=())
    heading = shown.sort == "heading"
    if change.kind in ("inserted", "deleted"):
        return structs.replace(change, why=why(before, after, heading))
    if before == change.before or after == change.after:
        return change
    return structs.replace(change, why=why_of(pieces(before, after, vocabulary), heading))
