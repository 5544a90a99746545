"""The register of a consultation as it is printed, and as it comes back from a Word copy."""

from pathlib import Path

from app.document.nodes import Document, Paragraph, Table
from app.document.strategy import build_strategy
from app.exporters.docx import docx_bytes
from app.importers.guard import Limits
from app.importers.returned import take_back
from app.importers.word.document import read_word
from app.models.content import Content
from app.models.nodes import Consultation, Response, Section, Strategy
from app.models.text import plain
from app.models.tree import find
from app.services.houses import house
from tests.word_edits import edited, paragraph_with, retype


def register(*versions: str, named: bool = True) -> Content:
    responses = tuple(
        Response(
            id=f"r{at}",
            title=f"Forum {at}" if named else "",
            body=plain("Sooner, please."),
            answer=plain("Brought forward."),
            nodes=("b",),
            version=version,
        )
        for at, version in enumerate(versions)
    )
    about = Section(id="b", title="Background", body=plain("Long ago."))
    heard = Consultation(id="c", title="What we heard", body=plain("We asked."), children=responses)
    return Content(Strategy(id="s", title="Digital", children=(about, heard)))


def printed(content: Content) -> Document:
    return build_strategy(content, house("plain"), version="V3", date="2026-03-01")


def rows(content: Content) -> list[list[str]]:
    table = next(
        part for part in printed(content).parts if isinstance(part, Table) and part.field == "response"
    )
    return [
        [
            " ".join(
                span.text for part in cell.blocks if isinstance(part, Paragraph) for span in part.spans
            ).strip()
            for cell in row.cells
        ]
        for row in table.rows
    ]


class DescribeTheRegisterOfAConsultation:
    def it_says_since_which_version_something_was_done(self):
        head, first, second = rows(register("V0.9", ""))
        assert head == ["Who", "You said", "We did", "In version"]
        assert (first[0], first[-1], second[-1]) == ("Forum 0", "V0.9", "")

    def it_has_no_column_for_what_nobody_gave(self):
        assert rows(register("", ""))[0] == ["Who", "You said", "We did"]
        assert rows(register("", "", named=False))[0] == ["You said", "We did"]

    def it_keeps_the_fingerprint_of_a_response_without_a_version(self):
        assert b"version" not in find(register("").root, "r0").payload
        assert b'"version":"V0.9"' in find(register("V0.9").root, "r0").payload

    def it_comes_back_from_word_unchanged(self, tmp_path: Path):
        for content in (
            register("", ""),
            register("V0.9", ""),
            register("V0.9", "V1"),
            register("", named=False),
        ):
            file = tmp_path / "copy.docx"
            file.write_bytes(docx_bytes(printed(content)))
            proposal = take_back(read_word(file, Limits()))
            assert proposal is not None
            assert (proposal.content.fingerprint, proposal.notes) == (content.fingerprint, ())

    def it_takes_a_version_that_was_changed_in_word(self, tmp_path: Path):
        file = tmp_path / "copy.docx"
        file.write_bytes(
            edited(
                docx_bytes(printed(register("V0.9", "V1"))),
                lambda body: retype(paragraph_with(body, "V0.9"), "V0.8"),
            )
        )
        proposal = take_back(read_word(file, Limits()))
        assert proposal is not None
        response = find(proposal.content.root, "r0")
        assert isinstance(response, Response)
        assert response.version == "V0.8"
