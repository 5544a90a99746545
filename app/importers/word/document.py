"""A Word file to a `Source`: the body, piece by piece as it is unpacked, then notes, running heads and properties.

Imports models and this package only.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from app.importers.guard import Limits
from app.importers.source import Source, SourceBlock, SourceParagraph, SourceTable
from app.importers.word.file import WordFile
from app.importers.word.inline import marked
from app.importers.word.names import W
from app.importers.word.package import Package, check_memory
from app.importers.word.properties import content_of, properties_of
from app.importers.word.story import Story
from app.models.errors import Refused
from app.models.text import runs_text

BODY = W + "body"


def read_word(path: Path, limits: Limits) -> Source:
    """The source of a Word file. Raises Refused where it is none, is damaged or asks too much."""
    package = Package(path, limits)
    file = WordFile(package, limits)
    return source_of(file, _body(file), furniture_of(file))


def source_of(file: WordFile, blocks: list[SourceBlock], furniture: Iterator[str]) -> Source:
    """The source of a file whose body has been read: its notes that stand apart, running heads and properties."""
    package = file.package
    for kind in ("footnotes", "endnotes"):
        blocks += _orphans(file, kind)
    blocks += file.late
    heads = tuple(furniture)
    if (comments := package.root(file.part_of("comments"))) is not None:
        file.tally.comments = sum(1 for _ in comments.iterchildren(W + "comment"))
    return Source(
        tuple(blocks),
        heads,
        file.pictures,
        tuple(file.tally.notes()),
        properties_of(package),
        content_of(package),
        file.tally.insertions,
        file.tally.deletions,
        tuple(file.others),
    )


def _body(file: WordFile) -> list[SourceBlock]:
    """Reads the body while it is parsed: a block that another follows is complete, is read, and is let go."""
    package = file.package
    parser = etree.XMLPullParser(
        events=("start",), tag=BODY, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    story = Story(file, file.relationships)
    out: list[SourceBlock] = []
    body: etree._Element | None = None
    try:
        for piece in package.xml_chunks(package.main):
            parser.feed(piece)
            body = _begun(parser, package) if body is None else body
            if body is not None:
                _read_complete(body, story, out)
        parser.close()
    except etree.XMLSyntaxError as fault:
        check_memory(fault)
        if "depth" in str(fault).lower():
            raise package.harmful("is nested too deeply") from fault
        raise package.damaged() from fault
    if body is None:
        raise Refused(
            f"“{package.name}” holds no text that Word would show; open it in Word and save it again."
        )
    story.read_all(body, out)
    story.end(out)
    return out


def _begun(parser: "etree.XMLPullParser", package: Package) -> "etree._Element | None":
    """The body, once the parser has got to it. Raises Refused where the file declares entities."""
    for _, element in parser.read_events():
        if element.getroottree().docinfo.internalDTD is not None:
            raise package.harmful("declares entities of its own")
        return element
    return None


def _read_complete(body: "etree._Element", story: Story, out: list[SourceBlock]) -> None:
    """Reads and frees each block that another follows. Deleting by place, with no name left on the block, frees it
    at once; `remove` would first mend the namespaces of all that is in it."""
    if not len(body):
        return
    while (first := body[0]).getnext() is not None:
        story.read_block(first, out)
        del first
        del body[0]


def _orphans(file: WordFile, kind: str) -> list[SourceBlock]:
    """Notes that nothing refers to, so that their words are not lost either."""
    notes = file.notes(kind)
    found: list[SourceBlock] = []
    for identity in notes.untaken:
        if blocks := Story(file, file.relationships).read_note(kind, identity):
            file.long_notes += 1
            found += marked(blocks, f"[{file.long_notes}]")
    return found


def furniture_of(
    file: WordFile, settled: Callable[["etree._Element"], object] | None = None
) -> Iterator[str]:
    """The lines of the running heads and feet, each once; `settled` makes one state of a head first."""
    seen: set[str] = set()
    heads = (r for r in file.relationships.values() if r.kind in ("header", "footer") and not r.external)
    most = file.tally.paragraphs + file.limits.heads
    for part in dict.fromkeys(relationship.target for relationship in heads):
        if file.tally.paragraphs > most:
            file.tally.left_out["head"] += 1
            continue
        root = file.package.root(part)
        if root is None:
            continue
        if settled is not None:
            settled(root)
        story = Story(file, file.package.relationships(part), keep_pictures=False)
        for line in source_lines(story.blocks(root)):
            if line not in seen:
                seen.add(line)
                yield line


def source_lines(blocks: list[SourceBlock] | tuple[SourceBlock, ...]) -> Iterator[str]:
    """The text of some blocks, one string for each paragraph that has any."""
    for block in blocks:
        if isinstance(block, SourceParagraph):
            if text := runs_text(block.runs).strip():
                yield text
        elif isinstance(block, SourceTable):
            for row in block.rows:
                for cell in row:
                    yield from source_lines(cell.blocks)
