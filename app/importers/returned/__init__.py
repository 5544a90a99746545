"""A Word copy of an export, edited and sent back, to the strategy as its page now shows it.

The file carries the strategy's content and hidden bookmarks that say whose words stand where. The page is the truth:
the embedded content only gives back what the page cannot show. Imports models, document anchors and this package only.
"""

import msgspec

from app.document.anchors import read_shown
from app.importers.proposal import Proposal
from app.importers.returned.forms import with_own_forms
from app.importers.returned.headings import Headings
from app.importers.returned.page import PageReader
from app.importers.returned.places import Places
from app.importers.returned.regrown import Regrowth
from app.importers.returned.tables import read_table
from app.importers.source import Source
from app.models.content import Content, content_from_json, pictures_in
from app.models.errors import Refused
from app.models.tree import problems


def take_back(source: Source) -> Proposal | None:
    """The strategy that a returned copy shows, with the identities it was exported with.

    An untouched copy gives the same tree. None where the file carries no content or no bookmarks of ours, so that it
    must be recognised like any other document. Every word of the page is in the tree or in the proposal's furniture.
    """
    if not source.content:
        return None
    try:
        content = content_from_json(source.content)
        shown = read_shown(source.content)
    except (Refused, msgspec.DecodeError):
        return None
    places = Places(content.root, shown)
    blocks = with_own_forms(source.blocks, places)
    reader = PageReader(places, Headings(places, blocks), read_table)
    for block in blocks:
        reader.block(block)
    page = reader.page
    if not page.present:
        return None
    page.furniture.extend(source.furniture)
    root = Regrowth(places, page, frozenset(content.pictures)).tree()
    if next(problems(root), None) is not None:
        return None
    held = content.pictures | source.pictures
    pictures = {digest: held[digest] for digest in pictures_in(root) if digest in held}
    if root.fingerprint == content.fingerprint:
        pictures = content.pictures
    return Proposal(
        Content(root, pictures), tuple(page.placements), tuple(page.furniture), (*source.notes, *page.notes)
    )
