"""A file as a document, as it stands: which of its numbered lists count on from which."""

from collections.abc import Iterable

import pytest

from app.document.list_runs import counted
from app.document.nodes import Document, Heading, Item, List, Paragraph, Properties, Span, Table
from app.exporters.docx import docx_bytes
from app.importers.reading import read_file
from app.importers.source import ListMark, Source, SourceBlock, SourceCell, SourceParagraph, SourceTable
from app.models.text import Run
from app.services.file_text import document_of


def said(text: str, outline: int = 0) -> SourceParagraph:
    return SourceParagraph((Run(text),), outline)


def item(count: int, level: int = 0, run: str = "5", ordered: bool = True) -> SourceParagraph:
    """An item that its file numbers `count` on its level."""
    mark = ListMark(level, ordered, run)
    return SourceParagraph((Run(f"item {count}"),), mark=mark, count=count if ordered else 0)


def parts_of(*blocks: SourceBlock) -> tuple[object, ...]:
    return counted(document_of(Source(blocks), "T").parts)


def begun(parts: Iterable[object]) -> list[tuple[str, int]]:
    """The lists in their order, inner ones after the items that they stand in: their runs and first numbers."""
    found: list[tuple[str, int]] = []
    for part in parts:
        if isinstance(part, List):
            found.append((part.run, part.start))
            for each in part.items:
                found += begun(each.blocks)
        elif isinstance(part, Table):
            for row in part.rows:
                for cell in row.cells:
                    found += begun(cell.blocks)
    return found


class DescribeNumberedLists:
    @pytest.mark.parametrize(
        "between",
        [
            said("And further:"),
            said("Costs", outline=2),
            SourceTable(((SourceCell((said("cost"),)),),)),
            item(0, run="9", ordered=False),
            item(1, run="9"),
        ],
        ids=["paragraph", "heading", "table", "bullet", "another list"],
    )
    def they_count_on_over_what_stands_between(self, between: SourceBlock):
        lists = begun(parts_of(item(1), item(2), between, item(3)))
        assert lists[0][0] == lists[-1][0] != ""
        assert (lists[0][1], lists[-1][1]) == (1, 3)

    def they_begin_anew_where_their_file_does(self):
        assert begun(parts_of(item(1), item(2), said("And:"), item(1))) == [("", 1), ("", 1)]

    def they_begin_anew_under_each_heading_that_counts_with_them(self):
        blocks = (said("Roads", outline=1), item(1, 1), item(2, 1), said("Parks", outline=1), item(1, 1))
        assert begun(parts_of(*blocks)) == [("", 1), ("", 1)]

    def they_begin_where_their_file_does(self):
        assert begun(parts_of(item(4), item(5))) == [("", 4)]

    def they_count_on_in_another_cell(self):
        cells = tuple(SourceCell((item(count),)) for count in (1, 2))
        assert [start for _, start in begun(parts_of(SourceTable((cells,))))] == [1, 2]

    def they_begin_anew_in_each_item(self):
        blocks = (item(1), item(1, 1), item(2, 1), item(2), item(1, 1), said("And:"), item(2, 1))
        assert [start for _, start in begun(parts_of(*blocks))] == [1, 1, 1, 2]

    def they_begin_anew_in_each_item_with_a_bullet(self):
        bullet = item(0, ordered=False)
        assert begun(parts_of(bullet, item(1, 1), item(2, 1), bullet, item(1, 1))) == [
            ("", 1), ("", 1), ("", 1),
        ]  # fmt: skip

    def they_are_two_where_one_item_begins_anew(self):
        lists = [
            part for part in parts_of(item(1, 1), item(2, 1), item(1, 1, run="6")) if isinstance(part, List)
        ]
        assert [len(each.items) for each in lists] == [2, 1]


class DescribeTheirNumbersInWord:
    def they_are_those_of_the_file(self, tmp_path):
        def listed(*texts: str, **more: object) -> List:
            items = tuple(Item((Paragraph((Span(text),)),)) for text in texts)
            return List(items, ordered=True, **more)  # pyright: ignore[reportArgumentType]

        between = Paragraph((Span("And further:"),))
        other = listed("Trees are planted.", "Trees are pruned.")
        parts = (
            listed("Roads are swept.", "Parks are mown.", run="a"), between, other, Heading(1, (Span("More"),)),
            listed("Lamps are lit.", run="a"), between, listed("Gulleys are cleared.", start=7),
        )  # fmt: skip
        (file := tmp_path / "file.docx").write_bytes(
            docx_bytes(Document(properties=Properties("T"), parts=parts))
        )
        labels = [b.label for b in read_file(file).blocks if isinstance(b, SourceParagraph) and b.label]
        assert labels == ["1.", "2.", "1.", "2.", "3.", "7."]
