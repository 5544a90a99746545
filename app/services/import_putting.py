"""A source paragraph put elsewhere while an import is looked over. Imports models and the review only."""

from msgspec import structs

from app.importers.proposal import Placement
from app.models import tree
from app.models.errors import NotPermitted
from app.models.kinds import new_id
from app.models.nodes import KINDS, Node, Strategy, name_of
from app.models.text import Blocks, plain
from app.services.import_review import Review, placed
from app.services.import_units import along, as_title, unit_of, without

_HEADED = ("section", "theme", "appendix")
"""Kinds that want a heading: a short paragraph that becomes one of these is it."""


def put(review: Review, number: int, parent: str, at: int | None = None) -> tuple[Review, str]:
    """The review with a source paragraph elsewhere, and the part in which it is now.

    It goes to the end of the other part's text or, with `at`, becomes a part of its own before child number `at`.
    A heading takes its part along. One whose part was deleted comes back. Raises NotPermitted where it fills a field
    of its part, or may not stand there.
    """
    here = review.placements[number]
    if here.node not in review.root.ids:
        return _put_words(review, (number,), plain(here.text), parent, at)
    node = tree.find(review.root, here.node)
    if here.field == "title" and node.kind != "strategy":
        at = len(tree.find(review.root, parent).children) if at is None else at
        return placed(review, (node.id,), parent, at), node.id
    if here.field != "body":
        raise NotPermitted(
            "This paragraph fills a field of its part; only headings and text can be put elsewhere."
        )
    unit, item, words = unit_of(node.body, review.placements, number)
    rest, taken = without(node.body, unit, item)
    numbers = along(review.placements, number, words)
    if structs.replace(node, body=rest) != KINDS[node.kind].make(id=node.id) or parent == node.id:
        root = tree.change(review.root, node.id, body=rest)
    elif at is None:
        root = tree.remove(review.root, node.id)
    else:
        return placed(review, (node.id,), parent, at), node.id
    assert isinstance(root, Strategy)
    return _put_words(structs.replace(review, root=root), numbers, taken, parent, at)


def put_line(review: Review, number: int, parent: str, at: int | None = None) -> tuple[Review, str]:
    """As `put`, of a line that was left out."""
    line = review.left_out[number]
    others = (*review.left_out[:number], *review.left_out[number + 1 :])
    placements = (*review.placements, Placement(line.text, parent, "section", "body"))
    more = structs.replace(review, placements=placements, left_out=others)
    return _put_words(more, (len(review.placements),), plain(line.text), parent, at)


def _put_words(
    review: Review, numbers: tuple[int, ...], words: Blocks, parent: str, at: int | None
) -> tuple[Review, str]:
    """The review with words, those of some placements, at the end of a part's text or as a part below it.

    The strategy itself takes them as a part in any case: the text under its title is none of the document's.
    """
    holder, field = tree.find(review.root, parent), "body"
    if at is None and holder.kind != "strategy":
        made = structs.replace(holder, body=(*holder.body, *words))
        root = tree.replace(review.root, made)
    else:
        at = len(holder.children) if at is None else at
        made = KINDS[_kind_between(holder, at)].make(id=new_id(), body=words)
        if made.kind in _HEADED and (title := as_title(words)):
            made, field = structs.replace(made, title=title, body=()), "title"
        root = tree.insert(review.root, parent, made, at)

    def there(each: Placement) -> Placement:
        return structs.replace(each, node=made.id, kind=made.kind, field=field, sure=1.0)

    moved = frozenset(numbers)
    places = tuple([there(each) if n in moved else each for n, each in enumerate(review.placements)])
    assert isinstance(root, Strategy)
    return structs.replace(review, root=root, placements=places), made.id


def _kind_between(holder: Node, at: int) -> str:
    """What a paragraph becomes before a part's child number `at`: what is there already, else what it is made of.

    Right under the strategy, which is made of many kinds, it becomes a section. Raises NotPermitted where none may be.
    """
    if holder.kind == "strategy":
        return "section"
    kinds = (*(child.kind for child in holder.children[max(at - 1, 0) : at + 1]), *KINDS[holder.kind].holds)
    if not kinds:
        raise NotPermitted(f"“{name_of(holder)}” holds no parts; put the paragraph into its text.")
    return kinds[0]
