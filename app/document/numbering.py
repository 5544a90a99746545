"""Generated numbers: what stands before a heading or an item, from tree and house style. Imports models only."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec import structs

from app.document.arrangement import THEMES_SUFFIX, Place, arranged, heading_of
from app.document.progress import Given, is_begun, titles_given
from app.models.house import House
from app.models.nodes import KINDS, Base, Node, Section, Strategy

_FORMATS = ("theme", "priority", "principle", "objective", "risk", "layer")


class Formats(NamedTuple):
    """A house, the titles that its outline gives, and its formats, by the kinds of node that have one."""

    house: House
    given: Given
    of: Mapping[type[Base], str]


Known = dict[str, tuple[str, tuple[Node, ...], House, Mapping[str, str]]]
"""What stands below a node, by its id: under which number, its children, the house, and their numbers."""


def numbers(root: Strategy, house: House, known: Known | None = None) -> dict[str, str]:
    """The number of every node that has one, by node id; "" and absent mean none.

    The heading over the themes of a vision has the key of the vision followed by "-themes" where it is a part of its
    own. Numbers come from the house's formats and the order in which parts are shown, never from the text. A part in
    which nothing was written yet has none, as no document shows it.
    `known` keeps what was found, so that the next time only what changed is numbered anew.
    """
    found: dict[str, str] = {}
    known = {} if known is None else known
    house = _as_known(house, known)
    formats = _formats(house)
    count = letters = 0
    for place in arranged(_begun_on_top(root, formats.given), house):
        stem = ""
        key = place.node.id + (THEMES_SUFFIX if place.part == "themes" else "")
        if place.node.kind == "appendix":
            letters += 1
            stem = letter(letters)
            found[key] = _filled(house.numbering.appendix, letters, "")
        elif _is_numbered(place, house):
            count += 1
            found[key] = _filled(house.numbering.parts, count, "")
            stem = str(count) if house.numbering.parts else ""
        found.update(_below(_shown_under(place, house), stem, formats, known))
    return found


def _as_known(house: House, known: Known) -> House:
    """The house by which numbers are known, if this is the same one read anew: what is known holds for it too."""
    first = next(iter(known.values()), None)
    return first[2] if first is not None and first[2] == house else house


def _begun_on_top(root: Strategy, given: Given) -> Strategy:
    """The strategy without those of its own parts, and those right below a vision, in which nothing was written."""
    kept = (_holding_begun(child, given) if child.kind == "vision" else child for child in root.children)
    return structs.replace(root, children=tuple(child for child in kept if is_begun(child, given)))


def _holding_begun(vision: Node, given: Given) -> Node:
    return structs.replace(
        vision, children=tuple(child for child in vision.children if is_begun(child, given))
    )


def letter(n: int) -> str:
    """A for 1, Z for 26, AA for 27: how appendices are lettered."""
    name = ""
    while n:
        n, rest = divmod(n - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _is_numbered(place: Place, house: House) -> bool:
    kind = place.node.kind
    return place.part not in house.numbering.unnumbered and (
        kind != "section" or bool(heading_of(place.node, house)[0])
    )


def _shown_under(place: Place, house: House) -> tuple[Node, ...]:
    """The children that stand under this place: a vision's themes may stand elsewhere."""
    children = place.node.children
    if place.part == "themes":
        return tuple(child for child in children if child.kind == "theme")
    if place.part == "vision" and house.order.themes == "own part":
        return tuple(child for child in children if child.kind != "theme")
    return children


def _below(nodes: Iterable[Node], stem: str, formats: Formats, known: Known) -> dict[str, str]:
    """The numbers of some siblings and of all below them. Kinds that share a format are counted together."""
    found: dict[str, str] = {}
    counts: dict[str, int] = {}
    for node in nodes:
        if not is_begun(node, formats.given):
            continue
        form = formats.of.get(type(node), "")
        own = ""
        if form and (not isinstance(node, Section) or node.title.strip()):
            counts[form] = counts.get(form, 0) + 1
            if number := _filled(form, counts[form], stem):
                found[node.id] = number
            own = (number if "{parent}" in form else str(counts[form])) if number else ""
        if node.children:
            found.update(_known_below(node, own, formats, known))
    return found


def _known_below(node: Node, own: str, formats: Formats, known: Known) -> Mapping[str, str]:
    before = known.get(node.id)
    if before is not None and before[0] == own and before[1] is node.children and before[2] is formats.house:
        return before[3]
    found = _below(node.children, own, formats, known)
    known[node.id] = own, node.children, formats.house, found
    return found


def _formats(house: House) -> Formats:
    names = {"section": "sections", **{kind: kind for kind in _FORMATS}}
    of = {KINDS[kind].made: getattr(house.numbering, name) for kind, name in names.items()}
    return Formats(house, titles_given(house), of)


def _filled(form: str, n: int, parent: str) -> str:
    if "{parent}" in form and not parent:
        return ""
    filled = form.replace("{parent}", parent).replace("{n}", str(n))
    return filled.replace("{letter}", letter(n)) if "{letter}" in filled else filled
