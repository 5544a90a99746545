"""Markdown that is one body and no document, such as an answer in a form. Imports models and this package only."""

from pathlib import Path

from app.importers.guard import Limits
from app.importers.markdown import markdown_source
from app.importers.returned.bodies import read_body
from app.importers.source import SourceBlock, SourceParagraph
from app.models.errors import Refused
from app.models.text import Blocks, Run

_LIMITS = Limits(paragraphs=5_000)


def markdown_blocks(text: str, name: str) -> Blocks:
    """The blocks of some Markdown; a heading becomes a paragraph in bold. `name` is what a refusal calls it.

    Raises Refused for pictures, which a body has no place to keep, and for what is too long or nested too deeply.
    """
    source = markdown_source(text, Path(name) / "answer", _LIMITS)
    if any("picture" in note for note in source.notes):
        raise Refused(f"{name}: a picture cannot stand here; put it into an appendix.")
    return read_body(map(_bold, source.blocks), lambda link: link)


def _bold(block: SourceBlock) -> SourceBlock:
    if not isinstance(block, SourceParagraph) or not block.outline:
        return block
    runs = tuple(Run(run.text, True, run.italic, run.link) for run in block.runs)
    return SourceParagraph(runs)
