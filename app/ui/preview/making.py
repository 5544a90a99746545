"""How the preview is made for an open strategy. Services and exporters are imported when they are first asked."""

from collections.abc import Iterator

from app.models.approval import approval_of
from app.models.content import Content
from app.models.errors import NotFound
from app.models.nodes import Strategy, rich_fields
from app.models.text import pictures
from app.models.tree import path_to, walk
from app.ui.desk import Desk, Told
from app.ui.preview.panel import Making, PreviewPanel
from app.ui.preview.places import Pages


def make_panel(desk: Desk) -> PreviewPanel:
    """The preview of the strategy's draft; it follows the draft."""
    panel = PreviewPanel(lambda: prepared(desk), lambda id: lineage(desk, id))
    desk.changed.connect(panel.when_changed)
    desk.versions_changed.connect(panel.when_changed)
    return panel


def lineage(desk: Desk, id: str) -> tuple[str, ...]:
    """The ids of a part and of those above it, nearest first; none for what is no part."""
    try:
        return tuple(node.id for node in reversed(path_to(desk.root, id)))
    except NotFound:
        return ()


def prepared(desk: Desk) -> Making:
    """What makes the PDF of the draft as it is now, and tells how far it has come; it may run in another thread."""
    root, versions, house = desk.root, desk.versions(), desk.house.key
    approval = approval_of(root.fingerprint, desk.decisions())
    picture = desk.draft.picture

    def made(told: Told) -> Pages:
        from app.exporters.pdf import pdf_to_look_at
        from app.services.exporting import document_of
        from app.services.targets import DRAFT, Reached

        # To look for pictures in 20,000 parts takes a tenth of a second, for which the window need not wait.
        shown = {digest: data for digest in _digests(root) if (data := picture(digest)) is not None}
        reached = Reached(Content(root, shown), DRAFT, "", versions, approval)
        document = document_of(reached, house, lambda: told(0, 1))
        data, places, figures = pdf_to_look_at(document, told)
        return Pages(
            data,
            {id: place for id, place in places.items() if id in root.ids},
            tuple((id, place) for id, place in figures if id in root.ids),
        )

    return made


def _digests(root: Strategy) -> Iterator[str]:
    for node in walk(root):
        for _, blocks in rich_fields(node):
            yield from (picture.digest for picture in pictures(blocks))
