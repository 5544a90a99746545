"""How the preview is made for an open strategy. Services and exporters are imported when they are first asked."""

from collections.abc import Callable, Iterator

from app.models.content import Content
from app.models.nodes import Strategy, rich_fields
from app.models.text import pictures
from app.models.tree import walk
from app.ui.desk import Desk
from app.ui.preview.panel import PreviewPanel


def make_panel(desk: Desk) -> PreviewPanel:
    """The preview of the strategy's draft; it follows the draft."""
    panel = PreviewPanel(lambda: prepared(desk))
    desk.changed.connect(panel.when_changed)
    desk.versions_changed.connect(panel.when_changed)
    return panel


def prepared(desk: Desk) -> Callable[[], bytes]:
    """What makes the PDF of the draft as it is now; it may run in another thread."""
    root, versions, house = desk.root, desk.versions(), desk.house.key
    shown = {digest: data for digest in _digests(root) if (data := desk.draft.picture(digest)) is not None}

    def made() -> bytes:
        from app.exporters.pdf import pdf_bytes
        from app.services.exporting import document_of
        from app.services.targets import DRAFT, Reached

        return pdf_bytes(document_of(Reached(Content(root, shown), DRAFT, "", versions), house))

    return made


def _digests(root: Strategy) -> Iterator[str]:
    for node in walk(root):
        for _, blocks in rich_fields(node):
            yield from (picture.digest for picture in pictures(blocks))
