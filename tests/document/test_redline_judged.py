"""Redlines before readers we did not write: accepting all gives the new document, rejecting all the old one."""

import random
import zipfile
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest
from lxml import etree
from msgspec import structs

from app.compare.words import words_of
from app.document.nodes import (
    Cell,
    Contents,
    Document,
    Heading,
    Item,
    List,
    Paragraph,
    Properties,
    Row,
    Span,
    Table,
)
from app.document.redline import build_redline, worded_text
from app.document.strategy import build_strategy
from app.exporters.docx import docx_bytes
from app.importers.reading import read_file
from app.importers.reviewed import read_copy
from app.importers.source import Source, SourceParagraph, SourceTable
from app.importers.word.document import source_lines
from app.models.content import Content
from app.models.nodes import Node
from app.services.comparing import redline
from app.services.houses import house
from app.services.sides import read_sides
from app.services.targets import read_target
from tests.edited_trees import made, step
from tests.office import pandoc_words, settle
from tests.tracked_reader import W, letters, letters_in_odt

DATE = "2026-03-01T10:00:00Z"


def shown(root: Node) -> Document:
    """A document without what is generated from the whole: cover and contents are the new one's in a redline."""
    document = build_strategy(Content(root), house("plain"))  # pyright: ignore[reportArgumentType]
    parts = tuple(part for part in document.parts if not isinstance(part, Contents))
    return structs.replace(document, parts=parts, cover=None)


def lines(source: Source) -> list[str]:
    return [text for line in source_lines(source.blocks) if (text := " ".join(words_of(line)))]


def shapes(source: Source) -> list[object]:
    """The tables of a file: how many rows head their columns, and their rows of cells, with the words of each and how
    many columns and rows it covers."""
    return [
        (
            block.header_rows,
            [
                [(list(source_lines(cell.blocks)), cell.across, cell.down) for cell in row]
                for row in block.rows
            ],
        )
        for block in source.blocks
        if isinstance(block, SourceTable)
    ]


def tables(file: Path) -> list["etree._Element"]:
    with zipfile.ZipFile(file) as package:
        return list(etree.fromstring(package.read("word/document.xml")).iter(f"{W}tbl"))


def widths(file: Path) -> list[int]:
    """The widths of the columns of a file's tables, in twentieths of a point."""
    return [int(column.get(f"{W}w") or 0) for table in tables(file) for column in table.iter(f"{W}gridCol")]


def forms(source: Source) -> list[object]:
    """The paragraphs of a file: heading level, list level, words."""
    return [
        (block.outline, block.mark and block.mark.level, *source_lines([block]))
        for block in source.blocks
        if isinstance(block, SourceParagraph)
    ]


def labels(source: Source) -> list[str]:
    """The paragraphs of a file with the numbers or bullets that they bear."""
    return [
        f"{block.label} {' '.join(source_lines([block]))}"
        for block in source.blocks
        if isinstance(block, SourceParagraph)
    ]


def at_random(seed: int) -> tuple[Document, Document]:
    chance = random.Random(seed)
    old = new = made(chance, "strategy")
    for _ in range(5):
        new = step(chance, new)
    return shown(old), shown(new)


def judged(old: Document, new: Document, folder: Path) -> Iterator[tuple[Source, Source]]:
    """What LibreOffice makes of a redline that is rejected and one that is accepted, each beside what it should be."""
    written = folder / "redline.docx"
    written.write_bytes(docx_bytes(build_redline(old, new, author="Ann", date=DATE)))
    jobs = [(False, written, folder / "old.docx"), (True, written, folder / "new.docx")]
    settle(jobs, folder)
    for side, (_, _, outcome) in zip((old, new), jobs, strict=True):
        (folder / "wanted.docx").write_bytes(docx_bytes(side))
        yield read_file(outcome), read_file(folder / "wanted.docx")


@pytest.mark.slow
class DescribeRedlines:
    def they_hold_both_documents_for_libreoffice_and_pandoc(self, tmp_path: Path):
        jobs: list[tuple[bool, Path, Path]] = []
        for seed in range(8):
            old, new = at_random(seed)
            files = {"old": old, "new": new, "redline": build_redline(old, new, author="Ann", date=DATE)}
            for name, document in files.items():
                (tmp_path / f"{name}{seed}.docx").write_bytes(docx_bytes(document))
            made_ = tmp_path / f"redline{seed}.docx"
            jobs += [
                (True, made_, tmp_path / f"new{seed}-.docx"),
                (False, made_, tmp_path / f"old{seed}-.docx"),
            ]
        settle(jobs, tmp_path)
        for seed in range(8):
            copy = read_copy(tmp_path / f"redline{seed}.docx")
            for name, ours, state in (("old", copy.rejected, "reject"), ("new", copy.accepted, "accept")):
                wanted = tmp_path / f"{name}{seed}.docx"
                assert lines(ours) == lines(read_file(wanted)), (seed, name)
                assert lines(read_file(tmp_path / f"{name}{seed}-.docx")) == lines(read_file(wanted)), (
                    seed,
                    name,
                )
                judged = pandoc_words(tmp_path / f"redline{seed}.docx", state)
                assert judged == pandoc_words(wanted, "accept"), (seed, name)

    @pytest.mark.parametrize("inserted", [True, False])
    def they_keep_paragraphs_apart_where_changes_meet(self, tmp_path: Path, inserted: bool):
        short = Document(
            properties=Properties("T"),
            parts=(Heading(1, (Span("Roads"),)), Paragraph((Span("Potholes are mended."),))),
        )
        more = (
            Heading(1, (Span("Roads and paths"),)),
            Paragraph((Span("Every path is swept."),)),
            short.parts[1],
        )
        long = structs.replace(short, parts=more)
        old, new = (short, long) if inserted else (long, short)
        written = tmp_path / "redline.docx"
        written.write_bytes(docx_bytes(build_redline(old, new, author="Ann", date=DATE)))
        jobs = [(False, written, tmp_path / "old.docx"), (True, written, tmp_path / "new.docx")]
        settle(jobs, tmp_path)
        for document, (_, _, outcome) in zip((old, new), jobs, strict=True):
            assert lines(read_file(outcome)) == [worded_text(part) for part in document.parts]

    @pytest.mark.parametrize("ordered", [True, False])
    def they_number_on_where_an_item_went_from_a_list_that_is_numbered_now(
        self, tmp_path: Path, ordered: bool
    ):
        texts = ("Roads are swept.", "Parks are mown.", "Gulleys are cleared.", "Lamps are lit.")

        def document(*texts: str, ordered: bool) -> Document:
            items = tuple(Item((Paragraph((Span(text),)),)) for text in texts)
            parts = (List(items, ordered=ordered), Paragraph((Span("The end."),)))
            return Document(properties=Properties("T"), parts=parts)

        old, new = document(*texts, ordered=not ordered), document(texts[0], *texts[2:], ordered=ordered)
        for outcome, wanted in judged(old, new, tmp_path):
            assert labels(outcome) == labels(wanted)

    def they_begin_a_list_anew_whose_first_item_came_or_went(self, tmp_path: Path):
        def numbered(*texts: str) -> List:
            return List(tuple(Item((Paragraph((Span(text),)),)) for text in texts), ordered=True)

        first, between = (
            numbered("Roads are swept.", "Parks are mown."),
            Paragraph((Span("In the second year:"),)),
        )
        less, more = ("Gulleys are cleared.", "Lamps are lit."), ("Trees are planted.",)
        short, long = (
            Document(properties=Properties("T"), parts=(first, between, numbered(*texts), between))
            for texts in (less, (*more, *less))
        )
        for number, (old, new) in enumerate(((short, long), (long, short))):
            (folder := tmp_path / str(number)).mkdir()
            for outcome, wanted in judged(old, new, folder):
                assert labels(outcome) == labels(wanted)

    def they_give_back_the_numbers_of_lists_that_are_numbered_no_longer(self, tmp_path: Path):
        def listed(*texts: str, ordered: bool) -> List:
            return List(tuple(Item((Paragraph((Span(text),)),)) for text in texts), ordered=ordered)

        def document(ordered: bool) -> Document:
            between = Paragraph((Span("In the second year:"),))
            kept = listed("Trees are planted.", ordered=True)
            first = listed("Roads are swept.", "Parks are mown.", ordered=ordered)
            second = listed("Gulleys are cleared.", "Lamps are lit.", ordered=ordered)
            return Document(properties=Properties("T"), parts=(kept, between, first, between, second))

        outcomes = list(judged(document(ordered=True), document(ordered=False), tmp_path))
        copy = read_copy(tmp_path / "redline.docx")
        for ours, (outcome, wanted) in zip((copy.rejected, copy.accepted), outcomes, strict=True):
            assert labels(outcome) == labels(wanted)
            assert ours.blocks == wanted.blocks

    def they_number_on_over_what_stands_between_the_items_of_a_list(self, tmp_path: Path):
        between, heading = Paragraph((Span("In the second year:"),)), Heading(1, (Span("What it costs"),))

        def numbered(*texts: str, run: str = "5") -> List:
            return List(tuple(Item((Paragraph((Span(text),)),)) for text in texts), ordered=True, run=run)

        whole = (numbered("Roads are swept.", "Parks are mown.", "Gulleys are cleared.", "Lamps are lit."),)
        apart = (numbered("Roads are swept.", "Parks are mown."), between, numbered("Lamps are lit."))
        anew = (*apart[:2], numbered("Gulleys are cleared.", "Lamps are lit.", run="6"))
        longer = (*apart[:1], heading, numbered("Trees are planted.", "Lamps are lit."), between)
        less = (numbered("Parks are mown."), between, numbered("Gulleys are cleared.", "Lamps are lit."))
        end = Paragraph((Span("The end."),))
        jobs: list[tuple[bool, Path, Path]] = []
        for at, sides in enumerate(permutations((whole, apart, anew, longer, less), 2)):
            files = [tmp_path / f"{at}{name}-wanted.docx" for name in (False, True)]
            for file, parts in zip(files, sides, strict=True):
                file.write_bytes(docx_bytes(Document(properties=Properties("T"), parts=(*parts, end))))
            targets = (read_target(str(file)) for file in files)
            (written := tmp_path / f"{at}.docx").write_bytes(
                docx_bytes(redline(read_sides(*targets), author="Ann", date=DATE))
            )
            jobs += [(accept, written, tmp_path / f"{at}{accept}.docx") for accept in (False, True)]
        settle(jobs, tmp_path)
        for accept, written, outcome in jobs:
            wanted = labels(read_file(outcome.with_name(f"{outcome.stem}-wanted.docx")))
            assert labels(read_file(outcome)) == wanted, outcome.stem
            copy = read_copy(written)
            assert labels(copy.accepted if accept else copy.rejected) == wanted, outcome.stem

    def they_leave_the_part_below_what_moved_up_as_it_was(self, tmp_path: Path):
        first, second, moving = (
            Item((Paragraph((Span(text),)),))
            for text in ("Roads are swept.", "Parks are mown.", "Gulleys are cleared.")
        )
        heading, end = Heading(1, (Span("What it costs"),)), Paragraph((Span("It costs little."),))

        def document(*lists: tuple[Item, ...]) -> Document:
            between = Paragraph((Span("And in the second year:"),))
            parts = (List(lists[0]), between, List(lists[1]), heading, end)
            return Document(properties=Properties("T"), parts=parts)

        old, new = document((first,), (second, moving)), document((moving, first), (second,))
        for outcome, wanted in judged(old, new, tmp_path):
            assert forms(outcome) == forms(wanted)

    def they_leave_the_part_below_what_became_a_paragraph_as_it_was(self, tmp_path: Path):
        heading, below = Heading(1, (Span("Roads are swept."),)), Heading(2, (Span("What it costs"),))
        end = Paragraph((Span("It costs little."),))

        def document(first: Heading | Paragraph | List) -> Document:
            return Document(properties=Properties("T"), parts=(first, below, end))

        words = Paragraph(heading.spans)
        sides = [document(first) for first in (heading, words, List((Item((words,)),)))]
        jobs: list[tuple[bool, Path, Path]] = []
        for at, (old, new) in enumerate(permutations(sides, 2)):
            written = tmp_path / f"{at}.docx"
            written.write_bytes(docx_bytes(build_redline(old, new, author="Ann", date=DATE)))
            for accept, side in ((False, old), (True, new)):
                (tmp_path / f"{at}{accept}-wanted.docx").write_bytes(docx_bytes(side))
                jobs.append((accept, written, tmp_path / f"{at}{accept}.docx"))
        settle(jobs, tmp_path)
        for _, _, outcome in jobs:
            wanted = outcome.with_name(f"{outcome.stem}-wanted.docx")
            assert forms(read_file(outcome)) == forms(read_file(wanted)), outcome.stem

    def they_hold_both_looks_of_words_that_stayed(self, tmp_path: Path):
        here, there = (Span("the plan", link=f"https://www.example.org/{name}") for name in ("a", "b"))
        plain = Span("the plan")
        bold, italic = structs.replace(plain, bold=True), structs.replace(plain, italic=True)
        both = structs.replace(plain, bold=True, italic=True)
        half = (structs.replace(here, text="the "), structs.replace(here, text="plan", bold=True))
        pairs = list(permutations(((plain,), (bold,), (italic,), (both,), (here,), (there,), half), 2))
        old, new = (
            Document(
                properties=Properties("T"),
                parts=tuple(
                    Paragraph((Span(f"By {2000 + at} see "), *pair[side], Span(" in full.")))
                    for at, pair in enumerate(pairs)
                ),
            )
            for side in (0, 1)
        )
        written = tmp_path / "redline.docx"
        written.write_bytes(docx_bytes(build_redline(old, new, author="Ann", date=DATE)))
        jobs = [(False, written, tmp_path / "old.odt"), (True, written, tmp_path / "new.odt")]
        settle(jobs, tmp_path)
        for document, (accept, _, settled) in zip((old, new), jobs, strict=True):
            wanted = letters(docx_bytes(document), "accepted")
            assert letters(written.read_bytes(), "accepted" if accept else "rejected") == wanted
            assert letters_in_odt(settled.read_bytes()) == wanted

    def they_hold_both_tables_where_columns_came_and_went(self, tmp_path: Path):
        def table(*rows: tuple[str, ...], down: int = 1, caption: str = "") -> Document:
            cells = [tuple(Cell((Paragraph((Span(text),)),)) for text in row) for row in rows]
            cells[1] = (structs.replace(cells[1][0], down=down), *cells[1][1:])
            parts = (Table(tuple(map(Row, cells)), caption=caption), Paragraph((Span("The end."),)))
            return Document(properties=Properties("T"), parts=parts)

        pairs = (
            (
                table(
                    ("Ref", "Deed", "Lead"),
                    ("A1", "Mend roofs", "ICT"),
                    ("A2", "Paint", "HR"),
                    caption="In 2025",
                ),
                table(
                    ("Ref", "Cost", "Deed", "By"),
                    ("A1", "£5m", "Mend all roofs", "May"),
                    ("A3", "£1m", "Dig", "June"),
                    caption="In 2026",
                ),
            ),
            (
                table(("Theme", "Deed"), ("Place", "Mend roofs"), ("Paint",), down=2),
                table(("Theme", "Deed"), ("Place", "Mend all roofs"), ("Paint",), down=2),
            ),
            (
                table(("Theme", "Deed"), ("Place", "Mend roofs"), ("Paint",), down=2),
                table(("Theme", "Deed"), ("Place", "Mend roofs"), ("Sweep",), ("Paint",), down=3),
            ),
            (
                table(("Theme", "Deed"), ("Place", "Mend roofs"), ("Paint",), ("People", "Teach"), down=2),
                table(
                    ("Theme", "Deed", "By"),
                    ("Place", "Mend", "May"),
                    ("Sweep", "June"),
                    ("People", "Teach", ""),
                    down=2,
                ),
            ),
        )
        jobs: list[tuple[bool, Path, Path]] = []
        for at, sides in enumerate(pairs):
            documents = (*sides, build_redline(*sides, author="Ann", date=DATE))
            for name, document in zip(("old", "new", "redline"), documents, strict=True):
                (tmp_path / f"{name}{at}.docx").write_bytes(docx_bytes(document))
            made_ = tmp_path / f"redline{at}.docx"
            jobs += [(False, made_, tmp_path / f"old{at}-.docx"), (True, made_, tmp_path / f"new{at}-.docx")]
        settle(jobs, tmp_path)
        assert [len(tables(tmp_path / f"redline{at}.docx")) for at in range(len(pairs))] == [1] * len(pairs)
        for accept, made_, settled in jobs:
            wanted = tmp_path / settled.name.replace("-", "")
            assert widths(settled) == pytest.approx(widths(wanted), abs=15)
            assert lines(read_file(settled)) == lines(read_file(wanted))
            copy = read_copy(made_)
            assert (copy.accepted if accept else copy.rejected).blocks == read_file(wanted).blocks
            assert shapes(read_file(settled)) == shapes(read_file(wanted))
            judged = pandoc_words(made_, "accept" if accept else "reject")
            assert judged == pandoc_words(wanted, "accept")

    def they_hold_both_of_two_council_files(self, tmp_path: Path, shared: Path):
        pairs = (
            ("blackpool-strategy-2017-2022", "blackpool-strategy-2017-2022-as-published-in-pack"),
            ("wrexham-strategy-2017-2020", "thurrock-cabinet-report-2017-04-05"),
        )
        jobs: list[tuple[bool, Path, Path]] = []
        for at, names in enumerate(pairs):
            old, new = (str(shared / "corpus" / f"{name}.docx") for name in names)
            written = tmp_path / f"{at}.docx"
            found = redline(read_sides(read_target(old), read_target(new)), author="Ann", date=DATE)
            written.write_bytes(docx_bytes(found))
            jobs += [(False, written, tmp_path / f"{at}-0.docx"), (True, written, tmp_path / f"{at}-1.docx")]
        settle(jobs, tmp_path)
        for at, names in enumerate(pairs):
            copy = read_copy(tmp_path / f"{at}.docx")
            for k, (name, ours) in enumerate(zip(names, (copy.rejected, copy.accepted), strict=True)):
                wanted = lines(read_file(shared / "corpus" / f"{name}.docx"))
                assert lines(ours) == wanted, name
                assert lines(read_file(tmp_path / f"{at}-{k}.docx")) == wanted, name
