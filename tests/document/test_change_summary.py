"""The page before a redline: where a change stands, and what only changed its form."""

from collections.abc import Iterable

import pytest

from app.compare.change import Change, Comparison
from app.document.change_summary import LONGEST, MOST_ROWS, where_of, with_summary
from app.document.nodes import Document, Heading, Paragraph, Part, Properties, Table


def change(after: str) -> Change:
    return Change(kind="formatting", node_kind="paragraph", how="became a heading", after=after)


def parts(*changes: Change) -> list[str | list[tuple[str, ...]]]:
    """The page's headings and paragraphs, and its tables by rows."""
    document = with_summary(
        Document(properties=Properties("R"), parts=()), Comparison(changes=changes), "V1", "V2"
    )
    found: list[str | list[tuple[str, ...]]] = []
    for part in document.parts:
        if isinstance(part, Heading | Paragraph):
            found.append("".join(span.text for span in part.spans))
        elif isinstance(part, Table):
            found.append([tuple(_words(cell.blocks) for cell in row.cells) for row in part.rows])
    return found


def _words(blocks: Iterable[Part]) -> str:
    return "".join(s.text for p in blocks if isinstance(p, Paragraph) for s in p.spans)


class DescribeWhereAChangeStands:
    @pytest.mark.parametrize(
        ("kind", "where"),
        [("section", "The top level"), ("strategy", "The beginning"), ("paragraph", "The beginning")],
    )
    def it_says_what_no_heading_stands_above(self, kind: str, where: str):
        assert where_of(Change(kind="inserted", node_kind=kind)) == where


class DescribeChangesOfForm:
    def it_lists_them_below_what_matters(self):
        told = parts(change("Fibre"))
        assert told[-2:] == [
            "Changes of form",
            [("Where", "Words", "What became of them"), ("The beginning", "Fibre", "became a heading")],
        ]

    def it_lists_there_too_what_also_says_something_else(self):
        both = Change(kind="reworded", before="Fibre", after="Copper", why=("obligation",), how="became bold")
        told = parts(both)
        assert "Substantive changes" in told
        assert told[-1] == [
            ("Where", "Words", "What became of them"),
            ("The beginning", "Copper", "became bold"),
        ]

    def it_cuts_long_words_and_long_lists(self):
        told = parts(*[change("fibre " * LONGEST)] * (MOST_ROWS + 2))
        assert told[-1] == "And 2 more, marked in the text that follows."
        (_, row, *_) = rows = told[-2]
        assert len(rows) == MOST_ROWS + 1
        assert row[1].endswith("fibre …")
        assert len(row[1]) <= LONGEST + 2

    def it_says_nothing_of_them_where_there_are_none(self):
        assert "Changes of form" not in parts(Change(kind="inserted", node_kind="paragraph", after="x"))
