"""A document as it was read, while an author looks it over: kinds changed, parts merged and split, lines taken back.

Every step takes a `Review` and gives another; nothing is stored before it is accepted. Imports models and importers.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable
from typing import Any, cast

from msgspec import Struct, structs

from app.importers.proposal import Placement, Proposal
from app.importers.recognise.furniture import Why, why_left_out
from app.models import tree
from app.models.content import Content
from app.models.errors import NotPermitted
from app.models.kinds import new_id
from app.models.nodes import KINDS, Node, Strategy, defaults_of, may_hold, name_of
from app.models.text import Block, Blocks, plain
from app.services.import_units import as_title, cut_at, unit_of

# Headings known by their look alone, parts told apart by one sign: a glance costs little here, so more is asked about
# than in the list of plain guesses (below 0.6) that an import prints.
WORTH_A_LOOK = 0.8


class LeftOut(Struct, frozen=True):
    """A text that was taken for furniture: why, and how often the document has it."""

    text: str
    why: Why
    times: int = 1


class Review(Struct, frozen=True):
    """What is being looked over. `placements` stand in the order of the source and never become more or fewer,
    but for lines taken back, which come last. A placement whose node is gone belongs to a part that was deleted.
    """

    root: Strategy
    placements: tuple[Placement, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    pictures: dict[str, bytes] = {}
    notes: tuple[str, ...] = ()

    def proposal(self) -> Proposal:
        """What is to be stored."""
        furniture = tuple(line.text for line in self.left_out for _ in range(line.times))
        return Proposal(Content(self.root, self.pictures), self.placements, furniture, self.notes)


def begun(proposal: Proposal) -> Review:
    """The review of what was read, before anything was changed."""
    counted = Counter(proposal.furniture)
    left_out = tuple(LeftOut(text, why_left_out(text, n), n) for text, n in counted.items())
    content = proposal.content
    return Review(content.root, proposal.placements, left_out, dict(content.pictures), proposal.notes)


def is_unsure(review: Review, placement: Placement) -> bool:
    """Whether a paragraph was placed by a guess that nobody has confirmed yet."""
    return placement.sure < WORTH_A_LOOK and placement.node in review.root.ids


def kinds_at(root: Strategy, id: str) -> tuple[str, ...]:
    """The kinds that a part could have where it stands, with all that it holds; the present one among them."""
    parent = tree.parent_of(root, id)
    if parent is None:
        return (root.kind,)
    node = tree.find(root, id)
    return tuple(kind for kind in KINDS[parent.kind].holds if fitted(node, kind) is not None)


def fitted(node: Node, kind: str) -> Node | None:
    """A part as another kind, under the same identity: every word is kept. None where its children fit nowhere.

    A plain section below it, and whatever may not stand there, becomes the first kind that the new one is made of.
    Text of fields that the new kind has not goes to the end of its body.
    """
    if node.kind == kind:
        return node
    children: list[Node] = []
    for child in node.children:
        stays = child.kind != "section" and may_hold(kind, child.kind)
        kinds = (child.kind,) if stays else KINDS[kind].holds
        found = next((made for each in kinds if (made := fitted(child, each)) is not None), None)
        if found is None:
            return None
        children.append(found)
    known = {field.name: field.type for field in KINDS[kind].fields}
    kept: dict[str, Any] = {}
    more: Blocks = ()
    for field in KINDS[node.kind].fields:
        value = getattr(node, field.name)
        if known.get(field.name) == field.type and _takes(kind, field.name, value):
            kept[field.name] = value
        elif value != defaults_of(KINDS[node.kind].made).get(field.name):
            more += _as_text(field.label, value)
    return KINDS[kind].make(
        id=node.id, title=node.title, body=(*node.body, *more), children=tuple(children), **kept
    )


def as_held(holder: Node, node: Node) -> Node | None:
    """A part as it may stand under another: as it is, else as what the other is made of. None where nothing fits.

    Right under the strategy, which is made of many kinds, it becomes a section.
    """
    if holder.id in node.ids:
        return None
    if may_hold(holder.kind, node.kind):
        return node
    kinds = ("section",) if holder.kind == "strategy" else KINDS[holder.kind].holds
    return next((made for kind in kinds if (made := fitted(node, kind)) is not None), None)


def placed(review: Review, ids: tuple[str, ...], parent: str, at: int) -> Review:
    """The review with parts put under another, before its child number `at`, as kinds that may stand there.

    Raises NotPermitted where one may not.
    """
    root: Node = review.root
    at -= sum(child.id in ids for child in tree.find(root, parent).children[:at])
    kinds: dict[str, Node] = {}
    for n, id in enumerate(ids):
        holder, node = tree.find(root, parent), tree.find(root, id)
        made = as_held(holder, node)
        if made is None:
            raise NotPermitted(
                f"“{name_of(node)}” cannot stand under “{name_of(holder)}” with what it holds."
            )
        root = tree.insert(tree.remove(root, id), parent, made, at + n)
        kinds |= {each.id: each for each in tree.walk(made)}
    assert isinstance(root, Strategy)
    return structs.replace(review, root=root, placements=_fitting(review.placements, kinds))


def with_kind(review: Review, id: str, kind: str) -> Review:
    """The review with a part made another kind."""
    made = fitted(tree.find(review.root, id), kind)
    if made is None or kind not in kinds_at(review.root, id):
        raise NotPermitted(f"A {KINDS[kind].label.lower()} cannot stand here with what it holds.")
    kinds = {node.id: node for node in tree.walk(made)}
    return _with(review, tree.replace(review.root, made), _fitting(review.placements, kinds), id)


def confirmed(review: Review, ids: Iterable[str]) -> Review:
    """The review with some parts said to be right as they are."""
    right = frozenset(ids)
    return structs.replace(review, placements=_of_parts(review.placements, right, _confirmed))


def merged(review: Review, id: str) -> Review:
    """The review with a part's words put at the end of the part before it, or of the one that holds it.

    Its children go along. Raises NotPermitted where they may not stand there.
    """
    path = tree.path_to(review.root, id)
    if len(path) < 2:
        raise NotPermitted("The strategy itself cannot be merged into anything.")
    node, parent = path[-1], path[-2]
    at = next(n for n, child in enumerate(parent.children) if child.id == id)
    into = parent.children[at - 1] if at else parent
    body = (*into.body, *_words_of(node))
    children = _adopted(into, node)
    root = tree.remove(review.root, id)
    place = len(into.children) if at else 0
    holder = tree.find(root, into.id)
    kept = (*holder.children[:place], *children, *holder.children[place:])
    root = tree.change(root, into.id, body=body, children=kept)
    moved = {child.id: child for top in children for child in tree.walk(top)}
    placed = _of_parts(
        _fitting(review.placements, moved),
        {id},
        lambda each: structs.replace(each, node=into.id, kind=into.kind, field="body", sure=1.0),
    )
    return _with(review, root, placed, into.id)


def split(review: Review, number: int) -> tuple[Review, str]:
    """The review with a new part of the same kind beginning at a source paragraph, and that part's identity.

    A short paragraph becomes the new part's heading; what stands after it goes along. Raises NotPermitted where the
    paragraph is the beginning of a part, or does not stand in a part's text.
    """
    here = review.placements[number]
    parent = tree.parent_of(review.root, here.node) if here.node in review.root.ids else None
    if parent is None or here.field != "body":
        raise NotPermitted("A part can only be split inside its text; choose a paragraph of it.")
    node = tree.find(review.root, here.node)
    before, after = _cut(node.body, review.placements, number)
    if not before and not node.title:
        raise NotPermitted("The part begins with this paragraph already.")
    title, after = _headed(after, bool(node.children))
    made = KINDS[node.kind].make(id=new_id(), title=title, body=after, children=node.children)
    root = tree.change(review.root, node.id, body=before, children=())
    at = next(n for n, child in enumerate(parent.children) if child.id == node.id)
    root = tree.insert(root, parent.id, made, at + 1)

    def place(each: Placement) -> Placement:
        return structs.replace(each, node=made.id, sure=1.0) if each.field == "body" else each

    first = structs.replace(place(here), field="title" if title else "body")
    behind = _of_parts(review.placements[number + 1 :], {node.id}, place)
    return _with(review, root, (*review.placements[:number], first, *behind), made.id), made.id


def taken_back(review: Review, number: int, near: str) -> tuple[Review, str]:
    """The review with a left-out line as a paragraph of the section nearest to a part, and that section's identity.

    It is the part itself or the closest above it that is a section; where there is none, a new one at the end.
    """
    line = review.left_out[number]
    path = tree.path_to(review.root, near) if near in review.root.ids else ()
    section = next((node for node in reversed(path) if node.kind == "section"), None)
    if section is None:
        section = KINDS["section"].make(id=new_id())
        root = tree.insert(review.root, review.root.id, section)
    else:
        root = review.root
    root = tree.change(root, section.id, body=(*section.body, *plain(line.text)))
    others = (*review.left_out[:number], *review.left_out[number + 1 :])
    placed = (*review.placements, Placement(line.text, section.id, "section", "body"))
    return structs.replace(_with(review, root, placed, section.id), left_out=others), section.id


def _with(review: Review, root: Node, placed: tuple[Placement, ...], right: str) -> Review:
    """The review with another tree and placements, those of the part `right` confirmed."""
    assert isinstance(root, Strategy)
    return confirmed(structs.replace(review, root=root, placements=placed), (right,))


def _of_parts(
    placements: tuple[Placement, ...], parts: Container[str], change: Callable[[Placement], Placement]
) -> tuple[Placement, ...]:
    """Placements with those of some parts changed; only these are looked at closely, for there may be 40,000."""
    return tuple([change(each) if each.node in parts else each for each in placements])


def _fitting(placements: tuple[Placement, ...], parts: dict[str, Node]) -> tuple[Placement, ...]:
    """Placements as these parts have their kinds and fields now."""
    return _of_parts(placements, parts, lambda each: _placed(each, parts)) if parts else placements


def _confirmed(placement: Placement) -> Placement:
    return structs.replace(placement, sure=1.0) if placement.sure < 1.0 else placement


def _placed(placement: Placement, parts: dict[str, Node]) -> Placement:
    """A placement as the part has its kind and fields now."""
    node = parts[placement.node]
    if node.kind == placement.kind:
        return placement
    known = {"title", "body", *(field.name for field in KINDS[node.kind].fields)}
    field = placement.field if placement.field in known else "body"
    return structs.replace(placement, kind=node.kind, field=field)


def _takes(kind: str, name: str, value: Any) -> bool:
    """Whether a kind's field of a name takes a value: of a choice, only one that it offers."""
    field = next(field for field in KINDS[kind].fields if field.name == name)
    return field.type != "choice" or value in ("", *field.choices)


def _as_text(label: str, value: Any) -> Blocks:
    if isinstance(value, tuple):
        return cast("Blocks", value) if value and isinstance(value[0], Block) else ()
    return plain(f"{label}: {value}")


def _words_of(node: Node) -> Blocks:
    """All that a part says itself, as paragraphs: its title, texts and fields."""
    made = fitted(node, "section") if not node.children else None
    if made is None:
        bare = fitted(structs.replace(node, children=()), "section")
        assert bare is not None
        made = bare
    return (*plain(node.title), *made.body)


def _adopted(into: Node, node: Node) -> tuple[Node, ...]:
    """A part's children as they may stand under another. Raises NotPermitted where one may not."""
    found: list[Node] = []
    for child in node.children:
        made = as_held(into, child)
        if made is None:
            raise NotPermitted(
                f"“{name_of(child)}” cannot stand under “{name_of(into)}”; move it elsewhere first, then merge."
            )
        found.append(made)
    return tuple(found)


def _cut(body: Blocks, placements: tuple[Placement, ...], number: int) -> tuple[Blocks, Blocks]:
    """A body before and from the block or list item in which a source paragraph stands."""
    at, item, _ = unit_of(body, placements, number)
    return cut_at(body, at, item)


def _headed(body: Blocks, children: bool) -> tuple[str, Blocks]:
    """The heading that a short first paragraph makes, and the rest of the text."""
    if body and (len(body) > 1 or children) and (words := as_title(body[:1])):
        return words, body[1:]
    return "", body
