"""The tree as the page shows it: fields with the page's words, parts deleted, added and moved as in Word.

What stands on the page is the truth. An embedded value is kept only where the page says the same, or where the exported
file never showed it. Imports models and this package only.
"""

from collections.abc import Sequence
from typing import Any

from msgspec import structs

from app.importers.returned.bodies import read_body
from app.importers.returned.lines import of_blocks, of_source, same, squeezed
from app.importers.returned.looks import with_sent_looks
from app.importers.returned.order import first_places, moved, ordered
from app.importers.returned.page import Page, Sprig, paragraphs_in, text_of
from app.importers.returned.places import TITLE, Places
from app.importers.returned.rows import read_rows
from app.importers.returned.values import Unreadable, read_value
from app.importers.source import SourceBlock, SourceParagraph, SourceTable
from app.models.content import pictures_in
from app.models.nodes import KINDS, Node, Strategy, defaults_of, rich_fields
from app.models.text import Blocks
from app.models.text import pictures as pictures_of

_ROOT_ROWS = ("history", "sheet_rows")


class Regrowth:
    """Makes the new tree from the old one and the page."""

    def __init__(self, places: Places, page: Page, pictures: frozenset[str]) -> None:
        self._places = places
        self._page = page
        self._pictures = pictures
        self._widths = {digest: picture.width for digest, picture in pictures_in(places.root).items()}
        self._shown: dict[str, list[str]] = {}
        for place in places.shown:
            self._shown.setdefault(place.node, []).append(place.name)
        order = places.order(page.order)
        self._then = first_places(places.order(places.shown))
        self._now = first_places(order)
        self._parents: dict[str, tuple[str, str]] = {}
        for id, place in moved(places, order, frozenset(self._gone()), page.levels).items():
            if id not in page.into and not self._stands_below(place[0], id):
                self._parents[id] = place
        self._into: dict[str, list[str]] = {}
        for id, holder in page.into.items():
            self._into.setdefault(holder, []).append(id)

    def tree(self) -> Strategy:
        """The whole strategy."""
        root = self._node(self._places.root)
        assert isinstance(root, Strategy)
        return root

    def _stands_below(self, id: str, other: str) -> bool:
        """Whether a part is another one or stands below it, where headings and moves have put them so far."""
        while id and id != other:
            above = self._places.parents.get(id)
            known = above.id if above is not None else ""
            sprig = self._page.sprigs.get(id)
            found = sprig.parent if sprig is not None else self._page.into.get(id, known)
            id = self._parents[id][0] if id in self._parents else found
        return id == other

    def _gone(self) -> list[str]:
        """The nodes that the file showed and the page shows no more."""
        present = self._page.present
        return [id for id, names in self._shown.items() if not any(name in present for name in names)]

    def _node(self, node: Node) -> Node:
        fields: dict[str, Any] = {}
        for name in ("title", "body", *(field.name for field in KINDS[node.kind].fields)):
            old = getattr(node, name)
            new = self._field(node, name, old)
            if new != old:
                fields[name] = new
        children = self._children(node)
        if children != node.children:
            fields["children"] = children
        return structs.replace(node, **fields) if fields else node

    def _children(self, node: Node) -> tuple[Node, ...]:
        """The children that are left, in the page's order, with those moved here and those added."""
        kept: list[Node] = []
        for child in self._arrived(node):
            grown = self._node(child)
            if not self._is_gone(child, grown):
                kept.append(grown)
        kept = ordered(kept, self._then, self._now)
        return tuple(self._with_sprigs(node.id, kept))

    def _arrived(self, node: Node) -> list[Node]:
        into = self._page.into
        stay = [
            child
            for child in node.children
            if self._parents.get(child.id, (node.id, ""))[0] == into.get(child.id, node.id) == node.id
        ]
        for id, (parent, after) in self._parents.items():
            if parent == node.id and id not in {child.id for child in stay}:
                at = next((n + 1 for n, child in enumerate(stay) if child.id == after), 0)
                stay.insert(at, self._places.nodes[id])
        for each in self._brought(node.id):
            if each not in stay:
                here = self._now[each.id]
                before = (n for n, child in enumerate(stay, 1) if self._now.get(child.id, here) < here)
                stay.insert(max(before, default=0), each)
        return stay

    def _brought(self, holder: str) -> list[Node]:
        """The parts that stand under another one since that became a section, or theirs is one no more."""
        return [self._places.nodes[id] for id in self._into.get(holder, ())]

    def _is_gone(self, old: Node, grown: Node) -> bool:
        names = self._shown.get(old.id)
        if self._is_struck(old, grown):
            self._page.furniture += [
                line for o in self._page.lines if o[0] in old.ids for line in self._page.lines[o]
            ]
            return True
        if grown.children or (names and any(name in self._page.present for name in names)):
            return False
        has_words = (old.id, "body") in self._page.rich or any(o[0] == old.id for o in self._page.lines)
        return not has_words and (bool(names) or bool(old.children))

    def _is_struck(self, old: Node, grown: Node) -> bool:
        """Whether the item of a list that a node is went, while rows of tables further down still tell of it."""
        listed = self._places.listed
        page = self._page
        if old.id not in listed or any(name in page.present for name in listed[old.id]):
            return False
        if any(page.rich.get((old.id, name)) for name, _ in rich_fields(old)):
            return False  # such as the response to a risk whose threat went
        if any(id in listed or id in page.levels for id in old.ids - {old.id}):
            return False
        return structs.replace(grown, title=old.title, body=old.body) == old

    def _with_sprigs(self, parent: str, kept: list[Node]) -> list[Node]:
        for sprig in self._page.sprigs.values():
            if sprig.parent == parent:
                ids = [node.id for node in kept]
                at = ids.index(sprig.after) + 1 if sprig.after in ids else self._first_place(sprig, kept)
                kept.insert(at, self._sprouted(sprig))
        return kept

    def _first_place(self, sprig: Sprig, kept: Sequence[Node]) -> int:
        """Where a new node stands whose elder neighbour is gone: before what comes after it."""
        siblings = [child.id for child in self._siblings(sprig)]
        if sprig.after not in siblings:
            return 0
        before = set(siblings[: siblings.index(sprig.after)])
        return max((n + 1 for n, node in enumerate(kept) if node.id in before), default=0)

    def _siblings(self, sprig: Sprig) -> tuple[Node, ...]:
        holder = self._places.nodes.get(sprig.parent)
        return holder.children if holder else ()

    def _sprouted(self, sprig: Sprig) -> Node:
        made: dict[str, Any] = {"id": sprig.id, "title": sprig.title, "body": self._read(sprig.body)}
        for name, blocks in sprig.fields.items():
            self._sprout_field(sprig.kind, made, name, blocks)
        brought = [self._node(node) for node in self._brought(sprig.id)]
        made["children"] = tuple(self._with_sprigs(sprig.id, brought))
        return KINDS[sprig.kind].make(**made)

    def _sprout_field(self, kind: str, made: dict[str, Any], name: str, blocks: list[SourceBlock]) -> None:
        types = {field.name: field.type for field in KINDS[kind].fields}
        text = squeezed(" ".join(text_of(p) for block in blocks for p in paragraphs_in(block)))
        if name == "title":
            made["title"] = text
        elif name == "body" or types.get(name) == "rich":
            made[name] = (*made.get(name, ()), *self._read(blocks))
        else:
            try:
                if name not in types:
                    raise Unreadable(text)
                made[name] = read_value(types[name], text, "")
            except Unreadable:
                made["body"] = (*made["body"], *self._read(blocks))

    def _field(self, node: Node, name: str, old: Any) -> Any:
        owner = (node.id, name)
        type = self._places.type_of(*owner)
        if name in _ROOT_ROWS:
            listed = any(field == name for field, _ in self._page.tables)
            return read_rows(self._page, name, old) if listed or owner in self._places.owners else old
        if type == "rich":
            return self._rich(owner, old)
        if owner in self._page.lines:
            return self._line(owner, type, old)
        return old if owner not in self._places.owners else _empty(node, name)

    def _rich(self, owner: tuple[str, str], old: Blocks) -> Blocks:
        blocks = self._page.rich.get(owner, [])
        if owner not in self._places.owners:
            return (*old, *self._read(blocks)) if blocks else old
        seen = [self._resolved(block) for block in blocks]
        if same(list(of_blocks(old)), list(of_source(seen)), self._pictures):
            return old
        own = {picture.digest: picture.width for picture in pictures_of(old)}
        return read_body(with_sent_looks(blocks, old), self._link, self._widths | own)

    def _resolved(self, block: SourceBlock) -> SourceBlock:
        """The block with links as the tree has them."""
        if isinstance(block, SourceParagraph) and any(run.link for run in block.runs):
            return structs.replace(
                block, runs=tuple(structs.replace(run, link=self._link(run.link)) for run in block.runs)
            )
        if isinstance(block, SourceTable):
            rows = tuple(
                tuple(structs.replace(cell, blocks=tuple(map(self._resolved, cell.blocks))) for cell in row)
                for row in block.rows
            )
            return structs.replace(block, rows=rows)
        return block

    def _line(self, owner: tuple[str, str], type: str, old: Any) -> Any:
        """The first place that says something else than what was embedded wins; an emptied one only if all are."""
        texts = self._page.lines[owner]
        found: list[Any] = []
        for text in texts:
            try:
                found.append(squeezed_title(text, old) if type == TITLE else read_value(type, text, old))
            except Unreadable:
                self._page.notes.append(f"“{text}” could not be read as a value; please look at it.")
                self._page.furniture.append(text)
        changed = [value for value in found if value != old]
        said = [value for value in changed if value not in ("", None)]
        if said:
            self._keep_others(said[1:], said[0])
            return said[0]
        return changed[0] if changed and len(changed) == len(found) else old

    def _keep_others(self, values: Sequence[Any], chosen: Any) -> None:
        for value in values:
            if value != chosen:
                self._page.furniture.append(str(value))
                self._page.notes.append(f"“{chosen}” also stands as “{value}”; please choose one.")

    def _read(self, blocks: Sequence[SourceBlock]) -> Blocks:
        return read_body(blocks, self._link, self._widths)

    def _link(self, link: str) -> str:
        """Where a link on the page leads, as the tree says it: `#` and a node's id."""
        if not link.startswith("#_eg"):
            return link
        name = link[1:]
        if name.startswith("_ega_"):
            return "#" + name[len("_ega_") :]
        place = self._places.place(name)
        return f"#{place.node}" if place else link


def squeezed_title(text: str, old: str) -> str:
    """A title on the page; the embedded one where only spaces differ."""
    return old if squeezed(text) == squeezed(old) else squeezed(text)


def _empty(node: Node, name: str) -> Any:
    return defaults_of(type(node))[name]
