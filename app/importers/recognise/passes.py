"""The order of the passes, from a source to a proposal. Imports the passes, models and importers' values only."""

from msgspec import structs

from app.importers.proposal import Proposal
from app.importers.recognise.drafts import Draft, Places, audit, finish, placements
from app.importers.recognise.lines import Line, Pieces, pieces_of
from app.importers.recognise.outline import Part, outline
from app.importers.source import Source
from app.models.content import Content
from app.models.kinds import Ids, new_id
from app.models.nodes import Strategy


def propose(source: Source, *, title: str = "", house: str = "plain", ids: Ids = new_id) -> Proposal:
    """The strategy that a source holds; every word of it is in the tree or among the furniture.

    `title` overrides the title found in the document, whose words are furniture then. `house` is the key of the
    house style the strategy is to have. `ids` gives the identities of the new nodes.
    """
    pieces, texts = pieces_of(source)
    pieces = [structs.replace(p, level=p.look.outline) if isinstance(p, Line) and p.look.outline else p for p in pieces]
    root = outline(pieces)
    draft = Draft("strategy", body=root.blocks, values={"house": house}, children=tuple(_s(p) for p in root.parts))
    assert audit((draft,), texts)
    places: Places = {}
    dropped: list[Line] = []
    node = finish(draft, ids, places, dropped)
    assert isinstance(node, Strategy)
    if title or not node.title:
        node = structs.replace(node, title=title or source.properties.get("title", "") or "Untitled strategy")
    return Proposal(Content(node, source.pictures), placements(places, texts), source.furniture, source.notes)


def _s(part: Part) -> Draft:
    blocks: Pieces = part.blocks
    return Draft("section", title=part.heading, body=blocks, children=tuple(_s(p) for p in part.parts))
