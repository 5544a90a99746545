"""Nothing is lost and nothing comes twice, whatever a document looks like; and the real documents come out right."""

import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.importers.proposal import Proposal
from app.importers.reading import read_file
from app.importers.recognise import propose
from app.importers.source import (
    ListMark,
    Source,
    SourceBlock,
    SourceCell,
    SourceParagraph,
    SourcePicture,
    SourceTable,
)
from app.models.nodes import KINDS, rich_fields
from app.models.text import Run, Table, blocks_text, pictures, runs_text
from app.models.tree import problems, walk

WORD = re.compile(r"\w+")
OVERRULED = ("plain section", "plain sections")
HEADS = (
    "Foreword", "Contents", "2.1 Vision", "1. Principles", "Principle 3 – Reuse", "Theme 1: Homes",
    "Our priorities", "Risks", "RISK REGISTER", "Outcomes", "Glossary", "Appendix A – Terms",
    "Document Control Sheet", "Version history", "The Corporate Plan", "Consultation", "Architecture",
    "Measures of success", "Costs", "Priority Two (Inward) -", "Background", "Governance",
    "Executive summary", "Principles", "Programme 2 – Wires", "Success criteria", "Enablers", "Change",
    "Actions", "What you told us", "Report of: the Leader", "Recommendations", "Key decision",
    "Background papers",
)  # fmt: skip
TEXTS = (
    "We will do more.", "The plan says: more. We will act.", "Our vision is to", "make it good",
    "Term – meaning of it", "API: a thing", "Cllr Ann Lee, Leader", "Ann Lee", "Chief Executive", "3",
    "Page 4 of 9", "2024-2027", "Marsh Borough Council", "Digital Strategy 2020 to 2024",
    "This page is intentionally left blank", "We will:", "• a typed one", "- a dash", "(a) lettered",
    "1. numbered", "2) two", "and goes on here", "which ended in the middle of",
    "The formally approved copy of this document is held ABC. Check it.", "Review date: June 2029",
    "Approved by: Cabinet", "Vision ........ 7", "Homes : £3.5m capital, £0.5m revenue",
    "Wires : £1m capital, £2m revenue", "Author:\tA. Lee", "Lack of skills. The Council needs to train.",
    "ŵ ŷ e\u0301 ﬁ", "\ttabbed\ttext", "x", "…", "Priority One (Out) -", "A Place – which is about places;",
    "B Place – which is about places;", "C Place – which is about places.",
)  # fmt: skip
CELLS = (
    "Version", "Date", "Changes", "Risk", "Likelihood", "Impact", "Mitigation", "Term", "Meaning", "3",
    "High", "Capital", "Revenue (£000)", "Year", "2024/25", "500", "£1.2m", "Who", "What they said",
    "Our response", "Priority", "Actions", "Owner", "Measure", "Baseline", "Target", "Title of document",
    "Author", "Approved by", "EIA - CCS/1", "", "Total",
)  # fmt: skip


def runs(texts: tuple[str, ...]) -> st.SearchStrategy[tuple[Run, ...]]:
    one = st.builds(Run, st.sampled_from(texts), st.booleans(), st.booleans())
    return st.lists(one, min_size=1, max_size=2).map(tuple)


def paragraphs() -> st.SearchStrategy[SourceParagraph]:
    plain = st.builds(
        SourceParagraph,
        runs(TEXTS + HEADS),
        mark=st.none() | st.builds(ListMark, st.integers(0, 2), st.booleans(), st.sampled_from(("", "1"))),
        size=st.sampled_from((0.0, 11.0, 16.0)),
        bold=st.booleans(),
        centred=st.booleans(),
        indent=st.sampled_from((0.0, 18.0)),
        break_before=st.booleans(),
        style=st.sampled_from(("normal", "title", "subtitle", "toc 1")),
        place=st.sampled_from(("body", "body", "body", "footnote", "textbox")),
    )
    heading = st.builds(
        SourceParagraph, runs(HEADS + TEXTS[:6]), outline=st.integers(1, 4), break_before=st.booleans()
    )
    return plain | heading | heading


def blocks() -> st.SearchStrategy[SourceBlock]:
    picture = st.builds(SourcePicture, st.sampled_from(("ab", "cd")), st.sampled_from(("", "A map")))
    cell_text = st.builds(SourceParagraph, runs(CELLS + TEXTS[:8]), bold=st.booleans())
    inner = st.lists(cell_text | picture, max_size=2).map(tuple)
    cell = st.builds(SourceCell, inner, st.just(1), st.just(1), st.booleans())

    def grid(width: int) -> st.SearchStrategy[SourceTable]:
        row = st.lists(cell, min_size=width, max_size=width).map(tuple)
        rows = st.lists(row, min_size=1, max_size=4).map(tuple)
        return st.builds(
            SourceTable, rows, st.integers(0, 1), columns=st.just(width), break_before=st.booleans()
        )

    tables = st.integers(1, 5).flatmap(grid)
    return paragraphs() | paragraphs() | paragraphs() | tables | picture


def source_texts(found: tuple[SourceBlock, ...]) -> Iterator[str]:
    for block in found:
        if isinstance(block, SourceParagraph):
            yield runs_text(block.runs)
        elif isinstance(block, SourceTable):
            for row in block.rows:
                for cell in row:
                    yield from source_texts(cell.blocks)


def words(texts: Iterator[str]) -> Counter[str]:
    return Counter(word for text in texts for word in WORD.findall(unicodedata.normalize("NFC", text)))


def tree_texts(found: Proposal) -> Iterator[str]:
    """Every string of the tree that came from the source, and the furniture."""
    yield from found.furniture
    for node in walk(found.content.root):
        if node.title != "Untitled strategy":
            yield node.title
        for _, body in rich_fields(node):
            alts = Counter(picture.alt for picture in pictures(body))
            yield from (line for line in blocks_text(body).split("\n") if line not in alts)
        for field in KINDS[node.kind].fields:
            value: Any = getattr(node, field.name)
            if field.name == "organisation" and any(
                "was taken from the text" in note for note in found.notes
            ):
                continue
            if field.type in ("line", "date") and field.name not in ("house",):
                yield value
            elif field.type == "history":
                for row in value:
                    yield from (row.version, row.date, row.changes, row.comments)
            elif field.type == "rows":
                for row in value:
                    yield from (row.label, row.value)


class DescribeKeeping:
    @given(st.lists(blocks(), max_size=16))
    @settings(max_examples=120)
    def it_keeps_every_word_once(self, found: list[SourceBlock]):
        made = propose(Source(blocks=tuple(found)))
        assert words(tree_texts(made)) == words(source_texts(tuple(found)))

    @given(st.lists(blocks(), max_size=16))
    @settings(max_examples=80)
    def it_makes_a_tree_without_faults_and_overrules_no_recogniser(self, found: list[SourceBlock]):
        made = propose(Source(blocks=tuple(found)))
        assert not list(problems(made.content.root))
        assert not [note for note in made.notes if any(words in note for words in OVERRULED)]

    @given(st.lists(blocks(), max_size=16))
    @settings(max_examples=40)
    def it_keeps_every_picture(self, found: list[SourceBlock]):
        made = propose(Source(blocks=tuple(found)))
        kept = [
            p for node in walk(made.content.root) for _, body in rich_fields(node) for p in pictures(body)
        ]
        given_count = sum(1 for _ in source_pictures(tuple(found)))
        assert len(kept) == given_count

    @given(st.lists(blocks(), max_size=16))
    @settings(max_examples=40)
    def it_places_each_paragraph_once_in_a_node_that_exists(self, found: list[SourceBlock]):
        made = propose(Source(blocks=tuple(found)))
        known = {node.id: node.kind for node in walk(made.content.root)}
        assert all(known[place.node] == place.kind for place in made.placements)
        assert all(0 < place.sure <= 1 for place in made.placements)
        texts = [text.strip() for text in source_texts(tuple(found)) if text.strip()]
        placed = Counter(place.text for place in made.placements if place.text != "(picture)")
        assert not placed - Counter(texts)


def source_pictures(found: tuple[SourceBlock, ...]) -> Iterator[SourcePicture]:
    for block in found:
        if isinstance(block, SourcePicture):
            yield block
        elif isinstance(block, SourceTable):
            for row in block.rows:
                for cell in row:
                    yield from source_pictures(cell.blocks)


@pytest.fixture(scope="module")
def corpus(shared: Path) -> Path:
    return shared / "corpus"


def count(found: Proposal) -> Counter[str]:
    return Counter(node.kind for node in walk(found.content.root))


class DescribeRealDocuments:
    @pytest.mark.parametrize(
        "name",
        ["wrexham", "blackpool-strategy-2017-2022.", "pack", "blackburn", "thurrock", "report-f", "report-s"],
    )
    def it_keeps_every_word(self, corpus: Path, name: str):
        (path,) = [path for path in sorted(corpus.glob("*.docx")) if name in path.name]
        source = read_file(path)
        made = propose(source)
        assert words(tree_texts(made)) - words(iter(source.furniture)) == words(source_texts(source.blocks))
        assert not [note for note in made.notes if any(words in note for words in OVERRULED)]

    def it_reads_wrexham(self, corpus: Path):
        made = propose(read_file(corpus / "wrexham-strategy-2017-2020.docx"))
        found = count(made)
        kinds = ("principle", "theme", "term", "signatory")
        assert [found[kind] for kind in kinds] == [9, 8, 44, 2]
        root = made.content.root
        assert [row.version for row in root.history] == ["V1.0", "V5", "V6", "V7", "V8"]
        drivers = next(node for node in walk(root) if getattr(node, "role", "") == "drivers")
        assert [child.kind for child in drivers.children] == ["section"] * 4
        outcomes = next(node for node in walk(root) if node.kind == "outcomes")
        assert (outcomes.body, outcomes.children) == ((), ())
        assert (root.period, root.held_at, root.review_date) == ("2017-2020", "SAM", "June 2019")

    @pytest.mark.parametrize(
        "name", ["blackpool-strategy-2017-2022", "blackpool-strategy-2017-2022-as-published-in-pack"]
    )
    def it_reads_blackpool(self, corpus: Path, name: str):
        made = propose(read_file(corpus / f"{name}.docx"))
        found = count(made)
        assert [found[kind] for kind in ("principle", "risk", "theme", "objective")] == [13, 7, 4, 3]
        themes = [node for node in walk(made.content.root) if node.kind == "theme"]
        assert [len(theme.children) for theme in themes] == [4, 6, 8, 9]
        assert all(getattr(theme, "aim", ()) for theme in themes)
        tables = [b for node in walk(made.content.root) for b in node.body if isinstance(b, Table)]
        assert [len(table.rows) for table in tables] == [10]
        vision = next(node for node in walk(made.content.root) if node.kind == "vision")
        assert getattr(vision, "slogan", "") == "make Blackpool digital"

    def it_reads_reports_as_sections(self, corpus: Path):
        blackburn = count(propose(read_file(corpus / "blackburn-executive-board-decision-2021-04-08.docx")))
        assert (blackburn["cost"], blackburn["risks"], blackburn["consultation"]) == (4, 0, 0)
        thurrock = count(propose(read_file(corpus / "thurrock-cabinet-report-2017-04-05.docx")))
        assert (thurrock["theme"], thurrock["section"] > 12) == (6, True)


class DescribeSpeed:
    def it_takes_time_in_proportion_to_length(self):
        def document(parts: int) -> Source:
            section = (
                SourceParagraph((Run("A heading of some kind"),), outline=2),
                *[SourceParagraph((Run("Many words stand here. " * 8),)) for _ in range(4)],
                *[SourceParagraph((Run("An item of a list."),), mark=ListMark(0)) for _ in range(4)],
            )
            return Source(blocks=section * parts)

        def seconds(source: Source) -> float:
            start = time.process_time()
            propose(source)
            return time.process_time() - start

        small, large = document(60), document(600)
        propose(small)
        assert min(seconds(large) for _ in range(2)) < 25 * max(0.002, min(seconds(small) for _ in range(3)))
