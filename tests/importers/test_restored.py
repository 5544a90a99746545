"""Words that a program wrote for what it could not keep are nobody's: left out where identities are restored."""

from app.importers.returned.restored import with_identities
from app.importers.source import Source, SourceBlock, SourceCell, SourceParagraph, SourceTable
from app.models.text import Run

DRAWN = "A grid of two risks."


def p(text: str, **more: object) -> SourceParagraph:
    return SourceParagraph((Run(text),), **more)  # pyright: ignore[reportArgumentType]


def table(*rows: str) -> SourceTable:
    return SourceTable(tuple(tuple(SourceCell((p(text),)) for text in row.split("|")) for row in rows))


def source(*blocks: SourceBlock) -> Source:
    return Source(blocks)


SENT = source(
    p("Contents", field="TOC"),
    p("Purpose\t3", field="TOC"),
    p("Purpose", outline=1, anchors=("_eg_s1",)),
    p("We build.", anchors=("_eg_s1_body",)),
    table("What|When", "Fibre|2027"),
)


class DescribeACopyThroughPandoc:
    def it_keeps_the_words_and_knows_the_contents_page(self):
        found = with_identities(
            source(p("Contents"), p("Purpose 3"), p("Purpose", outline=1), p("We build.")), SENT
        )
        fields = [
            (block.field, block.anchors) for block in found.blocks if isinstance(block, SourceParagraph)
        ]
        assert fields == [("TOC", ()), ("TOC", ()), ("", ("_eg_s1",)), ("", ("_eg_s1_body",))]

    def it_leaves_out_what_only_describes_a_picture_or_a_table(self):
        typed = p("Columns: What, When, as agreed")
        found = with_identities(
            source(
                p(DRAWN),
                p("CostsColumns: What, When"),
                table("What|When", "Fibre|2027"),
                typed,
                p("Purpose 3"),
            ),
            SENT,
            {DRAWN},
        )
        assert found.blocks[1:] == (typed, p("Purpose 3", field="TOC"))
        assert isinstance(found.blocks[0], SourceTable)


class DescribeACopyThroughGoogleDocs:
    def it_knows_a_paragraph_that_was_parted_by_its_first_part(self):
        long = "We lay ducts wherever a road is dug up, and rent them to all who ask for it."
        sent = source(p("Purpose", outline=1, anchors=("_eg_s1",)), p(long, anchors=("_eg_s1_body",)))
        parted = p("We lay ducts wherever"), p("a road is dug up, and rent them to all who ask for it.")
        found = with_identities(source(p("Purpose", outline=1), *parted), sent)
        assert [block.anchors for block in found.blocks if isinstance(block, SourceParagraph)] == [
            ("_eg_s1",), ("_eg_s1_body",), (),
        ]  # fmt: skip

    def it_leaves_a_new_paragraph_before_one_that_begins_otherwise_alone(self):
        found = with_identities(source(p("Purpose", outline=1), p("In short:"), p("We build.")), SENT)
        assert [block.anchors for block in found.blocks if isinstance(block, SourceParagraph)] == [
            ("_eg_s1",), (), ("_eg_s1_body",),
        ]  # fmt: skip

    def it_gives_back_the_style_whose_look_was_written_out(self):
        sent = source(p("What", style="table heading", anchors=("_eg_s1_body",)), p("Note.", style="note"))
        found = with_identities(source(p("What", style="normal"), p("Note.", style="quote")), sent)
        assert [block.style for block in found.blocks if isinstance(block, SourceParagraph)] == [
            "table heading", "quote",
        ]  # fmt: skip

    def it_lets_a_heading_be_one_that_was_a_paragraph(self):
        sent = source(p("We build.", style="list continue", anchors=("_eg_s1_body",)))
        (found,) = with_identities(source(p("We build.", outline=2)), sent).blocks
        assert isinstance(found, SourceParagraph)
        assert found.style == ""
