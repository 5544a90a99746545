"""Which suggestions cannot both be accepted. Pure; imports models and the sibling modules only.

To merge a long text for each pair of its changes takes minutes where a reviewer made two hundred. So changes of one
text are placed in what they all grew from first, and only those are tried between which nothing stands unchanged. Now
and then a pair is overlooked so, as where one reviewer wrote a whole list anew; then accepting the second says it.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

from app.compare.origins import Place, places_of
from app.compare.suggest import carried_out
from app.models.errors import Refused
from app.models.nodes import Node
from app.models.review import Suggestion
from app.models.tree import find


def colliding(
    root: Node, found: Sequence[Suggestion], places: Mapping[str, Place] | None = None
) -> list[tuple[str, str]]:
    """The pairs of open suggestions of which the tree can bear either but not both, by identity.

    Those that are decided are wanted as well, all in the order in which they were made: they tell where others stand.
    `places` are those of `places_of`, where they are known.
    """
    places = places_of(root, found) if places is None else places
    pairs: list[tuple[str, str]] = []
    for at, others in sorted(_neighbours(root, found, places).items()):
        one = found[at]
        try:
            first = carried_out(root, one)
        except Refused:
            continue
        for other in (found[n] for n in sorted(others)):
            if not _bears(first, other) and _bears(root, other):
                pairs.append((one.id, other.id))
    return pairs


def _bears(root: Node, suggestion: Suggestion) -> bool:
    try:
        carried_out(root, suggestion)
    except Refused:
        return False
    return True


def _neighbours(root: Node, found: Sequence[Suggestion], places: Mapping[str, Place]) -> dict[int, set[int]]:
    """The open suggestions that could have to do with each other, each with those after it, by their places.

    They are about the same part, or one about a part inside what the other deletes.
    """
    about: dict[str, list[int]] = {}
    for at, each in enumerate(found):
        if each.state == "open":
            about.setdefault(each.node, []).append(at)
    met = [pair for members in about.values() for pair in _about_one_part(found, members, places)]
    for at, each in enumerate(found):
        if each.state == "open" and each.sort == "deleted" and each.node in root.ids:
            inside = find(root, each.node).ids & about.keys() - {each.node}
            met += [(at, other) for id in inside for other in about[id]]
    near: dict[int, set[int]] = {}
    for one, other in met:
        near.setdefault(min(one, other), set()).add(max(one, other))
    return near


def _about_one_part(
    found: Sequence[Suggestion], members: Sequence[int], places: Mapping[str, Place]
) -> Iterator[tuple[int, int]]:
    """The pairs among suggestions about one part that could collide."""
    texts: dict[str, list[int]] = {}
    for at in members:
        if found[at].sort == "text":
            texts.setdefault(found[at].field, []).append(at)
        else:
            yield from ((at, other) for other in members if other != at)
    for ats in texts.values():
        grown: dict[int, list[tuple[Place, int]]] = {}
        unplaced: list[int] = []
        for at in ats:
            if place := places.get(found[at].id):
                grown.setdefault(place.origin, []).append((place, at))
            else:
                unplaced.append(at)
        yield from ((at, other) for at in unplaced for other in ats if other != at)
        for some in grown.values():
            yield from _beside_each_other(sorted(some))
        for some, others in combinations(grown.values(), 2):
            yield from ((one, other) for (_, one), (_, other) in product(some, others))


def _beside_each_other(placed: Sequence[tuple[Place, int]]) -> Iterator[tuple[int, int]]:
    """The pairs between which nothing stands unchanged, of changes in the order of where they begin."""
    for at, (place, one) in enumerate(placed):
        for other_place, other in placed[at + 1 :]:
            if other_place.before >= place.behind:
                break
            yield one, other
