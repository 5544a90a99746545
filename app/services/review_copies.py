"""Whose words stand where in a reviewer's copy: by the identities inside, or, where those were lost, by likeness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from app.compare.changes import compare
from app.compare.words import Vocabulary, likeness
from app.importers.proposal import Proposal
from app.importers.returned import take_back
from app.importers.reviewed import Reviewed
from app.importers.source import Source, SourceBlock, SourceParagraph, SourceTable
from app.models.content import Content, content_from_json
from app.models.errors import NotFound, Refused
from app.models.nodes import Node, Strategy, rich_fields
from app.models.text import Blocks, blocks_text
from app.models.tree import change, walk, words_in
from app.services.targets import DRAFT, Reached, reach_in

if TYPE_CHECKING:
    from app.store.library import Library

_TOO_LITTLE = 0.75
_HARDLY = 0.001
_ALIKE = 0.5


class Copy(Struct, frozen=True):
    """A copy understood: the text as it was sent, and each of its states as a strategy.

    `vocabulary` knows the words of them all, so that comparing them again is quick.
    """

    base: Content
    sources: tuple[Source, ...]
    proposals: tuple[Proposal, ...]
    vocabulary: Vocabulary

    @property
    def pictures(self) -> dict[str, bytes]:
        """The pictures of every state."""
        return {d: b for proposal in self.proposals for d, b in proposal.content.pictures.items()}


def understood(library: Library, strategy: str, reviewed: Reviewed, name: str, version: str = DRAFT) -> Copy:
    """The copy as states of a strategy. Raises Refused where it is a copy of another one, or has next to nothing in
    common with this one and does not say that it is of it."""
    title = library.head(strategy).title
    _refuse_another(reviewed.accepted, strategy, name, title)
    sources = tuple(stage.source for stage in reviewed.stages)
    kept = [take_back(source) for source in sources]
    proposals = tuple(each for each in kept if each is not None)
    if len(proposals) == len(sources):
        return Copy(content_from_json(sources[0].content), sources, proposals, Vocabulary())
    base = _base(library, strategy, sources[0], version)
    best, least = _likest(base, sources)
    if least > _TOO_LITTLE and reviewed.accepted.properties.get("engross.strategy", "") != strategy:
        raise Refused(
            f"“{name}” has next to nothing in common with “{title}”; check that it is a copy of that strategy."
        )
    return best


def _likest(base: Reached, sources: tuple[Source, ...]) -> tuple[Copy, float]:
    """The copy understood in the way in which it differs least from what was sent, and by how much."""
    copies: list[tuple[Copy, float]] = []
    for way in (_recognised, _restored):
        if (copy := way(base, sources)) is not None:
            copies.append((copy, _differs(copy)))
            if copies[-1][1] < _HARDLY:
                break
    return min(copies, key=lambda pair: pair[1])


def with_breaks_as_sent(rejected: Node, sent: Node, accepted: Node) -> Node:
    """The copy with every change rejected, its paragraphs parted as they were `sent` where nothing else differs.

    LibreOffice tracks the break before an item that moved, too, if something was typed there: rejecting that would join
    paragraphs that nobody joined. What does not change with the tracked changes stays as it is.
    """
    was, will = ({node.id: node for node in walk(root)} for root in (sent, accepted))
    for node in list(walk(rejected)):
        before, after = was.get(node.id), will.get(node.id)
        if (
            before is None
            or after is None
            or before.fingerprint == node.fingerprint
            or before.kind != node.kind
        ):
            continue
        own, later = dict(rich_fields(before)), dict(rich_fields(after))
        parted = {
            name: own[name]
            for name, blocks in rich_fields(node)
            if later.get(name) != blocks and _only_breaks_differ(own[name], blocks)
        }
        rejected = change(rejected, node.id, **parted) if parted else rejected
    return rejected


def _only_breaks_differ(one: Blocks, other: Blocks) -> bool:
    first, second = blocks_text(one), blocks_text(other)
    return first.split("\n") != second.split("\n") and "".join(first.split()) == "".join(second.split())


def _refuse_another(source: Source, strategy: str, name: str, title: str) -> None:
    """Raises Refused where the copy says that it is of another strategy."""
    said = source.properties.get("engross.strategy", "")
    called = source.properties.get("title", "")
    if source.content:
        try:
            root = content_from_json(source.content).root
            said, called = root.id, root.title
        except Refused:
            pass
    if said and said != strategy:
        raise Refused(
            f"“{name}” is a copy of another strategy, “{called or said}”, not of “{title}”; take it in there."
        )


def _base(library: Library, strategy: str, source: Source, version: str) -> Reached:
    """The text that a copy without content grew from: what its properties name, or else the version asked for."""
    try:
        content = library.tree(strategy, source.properties.get("engross.fingerprint", ""))
    except NotFound:
        return reach_in(library, f"{strategy}@{version}")
    rows = library.versions(strategy)
    upto = next((n for n, row in enumerate(rows, 1) if row.fingerprint == content.fingerprint), len(rows))
    return Reached(content, versions=rows[:upto])


def _restored(base: Reached, sources: tuple[Source, ...]) -> Copy | None:
    """The copy with the bookmarks that an export of the same text would have."""
    from app.document.figures.drawing import Drawing
    from app.exporters.docx import docx_bytes
    from app.importers.reading import read_file
    from app.importers.returned.restored import with_identities
    from app.services.exporting import document_of

    document = document_of(base)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "sent.docx"
        file.write_bytes(docx_bytes(document))
        sent = read_file(file)
    drawn = {part.alt for part in document.parts if isinstance(part, Drawing)}
    taken = [take_back(with_identities(source, sent, drawn)) for source in sources]
    proposals = tuple(each for each in taken if each is not None)
    return Copy(base.content, sources, proposals, Vocabulary()) if len(proposals) == len(sources) else None


def _recognised(base: Reached, sources: tuple[Source, ...]) -> Copy:
    """The copy recognised like any other document: where it bore no title, a heading that is left alone is none."""
    from app.importers.recognise import propose

    first = propose(sources[0])
    headed = any((each.node, each.field) == (first.content.root.id, "title") for each in first.placements)
    proposals = (first, *(propose(source, headed=headed) for source in sources[1:]))
    own = base.content.root
    title = "" if _is_titled(proposals[0], own.title) else own.title
    named = tuple(_as_named(each, own, title) for each in proposals)
    return Copy(base.content, sources, named, Vocabulary())


def _is_titled(proposal: Proposal, title: str) -> bool:
    """Whether a page bears a title that may have been reworded from that one; else the owner named the strategy."""
    root = proposal.content.root
    vocabulary = Vocabulary()
    alike = likeness(vocabulary.words(title), vocabulary.words(root.title)) >= _ALIKE
    return alike and any((each.node, each.field) == (root.id, "title") for each in proposal.placements)


def _as_named(proposal: Proposal, base: Strategy, title: str) -> Proposal:
    """The copy in the strategy's house, under `title`, or where that is empty under its own."""
    root = proposal.content.root
    root = structs.replace(root, house=base.house, language=base.language, title=title or root.title)
    return structs.replace(proposal, content=Content(root, proposal.content.pictures))


def _differs(copy: Copy) -> float:
    """How much of the words differs between the text as it was sent and the copy with every change rejected."""
    first = copy.proposals[0].content.root
    counted = compare(copy.base.root, first, vocabulary=copy.vocabulary).summary
    return (counted.words_deleted + counted.words_inserted) / max(
        1, words_in(copy.base.root) + words_in(first)
    )


def paragraphs_of(blocks: Iterable[SourceBlock]) -> Iterator[SourceParagraph]:
    """Every paragraph, those in the cells of tables too."""
    for block in blocks:
        if isinstance(block, SourceParagraph):
            yield block
        elif isinstance(block, SourceTable):
            for row in block.rows:
                for cell in row:
                    yield from paragraphs_of(cell.blocks)
