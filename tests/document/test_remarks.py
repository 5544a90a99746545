from app.document.nodes import Document, Heading, Paragraph, Properties, Span
from app.document.remarks import with_remarks
from app.document.strategy import build_strategy
from app.exporters.docx import docx_bytes
from app.importers.reviewed import read_copy
from app.models.content import Content
from app.models.review import Comment
from app.services.houses import house
from tests.edited_trees import strategy


def document(*parts: Paragraph | Heading) -> Document:
    return Document(properties=Properties("T"), parts=parts)


def remark(**values: str) -> Comment:
    return Comment(**{"id": "c", "node": "n", "text": "Why?", "author": "Ann"} | values)


class DescribeRemarks:
    def they_bracket_the_words_they_are_about(self):
        part = Paragraph(
            (Span("We spend "), Span("£1.2m", bold=True), Span(" on it.")), node="n", field="body"
        )
        found = with_remarks(document(part), [remark(field="body", quote="spend £1.2m")]).parts[0]
        assert isinstance(found, Paragraph)
        assert [(span.text, span.remark) for span in found.spans] == [
            ("We ", 0), ("", 1), ("spend ", 0), ("£1.2m", 0), ("", -1), (" on it.", 0),
        ]  # fmt: skip

    def they_stand_on_the_whole_where_their_words_are_gone(self):
        part = Paragraph((Span("Something else."),), node="n", field="body")
        found = with_remarks(document(part), [remark(field="body", quote="spend")]).parts[0]
        assert isinstance(found, Paragraph)
        assert [span.remark for span in found.spans] == [1, 0, -1]

    def they_are_read_back_from_word_with_their_threads(self, tmp_path):
        comments = [
            remark(node="t1", field="body", quote="first attempt", at="2026-03-01T10:00:00Z"),
            remark(id="d", node="t1", field="body", parent="c", text="Because.\nOf this.", author="Bob"),
            remark(id="e", node="gone", quote="nowhere", resolved="2026-03-02T10:00:00Z"),
        ]
        made = with_remarks(build_strategy(Content(strategy()), house("plain")), comments)
        file = tmp_path / "copy.docx"
        file.write_bytes(docx_bytes(made))
        copy = read_copy(file)
        assert [(r.text, r.author, r.parent, r.resolved) for r in copy.remarks] == [
            ("Why?", "Ann", "", False), ("Because.\nOf this.", "Bob", "1", False), ("Why?", "Ann", "", True),
        ]  # fmt: skip
        assert copy.stages[0].quotes["1"].words == "first attempt"
