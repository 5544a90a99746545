"""Documents with tracked changes of every kind, made at random, before our two ways of reading them."""

import re
from pathlib import Path

import pytest
from msgspec import structs

from app.importers.reviewed import LIMITS
from app.importers.source import Source, SourceBlock, SourceTable
from app.importers.word.document import read_word, source_lines
from app.importers.word.reviewed import read_reviewed
from tests.importers.test_revisions_structure import seen
from tests.importers.tracked_documents import Maker, left, words
from tests.importers.tracked_writing import DIALECTS, Writer


def worded(source: Source) -> list[str]:
    """Every word of a source, sorted, as often as it stands there."""
    return sorted(re.findall(r"w\d+", " ".join(source_lines(source.blocks)).replace("\u00ad", "")))


def unlabelled(block: SourceBlock) -> SourceBlock:
    """A block without generated numbers, which items without words may or may not count in."""
    if isinstance(block, SourceTable):
        rows = tuple(
            tuple(structs.replace(each, blocks=tuple(unlabelled(b) for b in each.blocks)) for each in cells)
            for cells in block.rows
        )
        return structs.replace(block, rows=rows)
    return structs.replace(block, label="", count=0) if hasattr(block, "label") else block


def shape(source: Source) -> list[SourceBlock]:
    return [unlabelled(block) for block in seen(source)]


class DescribeDocumentsOfEveryKindOfChange:
    @pytest.mark.parametrize("seed", range(60))
    def they_are_read_in_each_state_as_if_written_plainly(self, seed: int, tmp_path: Path):
        document = Maker(seed).document()
        dialect = DIALECTS[seed % len(DIALECTS)]
        tracked = Writer(seed).write(tmp_path / "tracked.docx", document, dialect)
        copy = read_reviewed(tracked, LIMITS)
        read = (copy.accepted, True), (copy.rejected, False), (read_word(tracked, LIMITS), True)
        for source, accept in read:
            truth = left(document, accept)
            assert worded(source) == words(truth)
            plain = read_word(Writer().write(tmp_path / "plain.docx", truth), LIMITS)
            assert shape(source) == shape(plain)
