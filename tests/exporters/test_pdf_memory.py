"""What the making of a PDF file leaves in memory, where Python is not asked to search for cycles."""

import gc

import pytest

from app.exporters.pdf import pdf_bytes, pdf_to_look_at
from app.exporters.pdf.tags import Element
from tests.exporters.pdf_documents import document, everything, paragraph, table


class GaveUp(Exception):
    """The author no longer wants the file."""


def give_up(done, whole):
    if done >= whole - 1:
        raise GaveUp


def give_up_within(part):
    """Gives up between two rows of a part that is a table: what is told of it once more."""
    told = []

    def progress(done, whole):
        if done == part and done in told:
            raise GaveUp
        told.append(done)

    return progress


def is_given_up():
    with pytest.raises(GaveUp):
        pdf_bytes(everything(), give_up)


def is_given_up_within_a_table():
    with pytest.raises(GaveUp):
        pdf_bytes(
            document(paragraph("Before"), table(*(("Risk", str(n)) for n in range(20)))), give_up_within(1)
        )


class DescribeTheStructureOfAFile:
    @pytest.mark.parametrize(
        "make",
        [
            lambda: pdf_bytes(everything()),
            lambda: pdf_to_look_at(everything()),
            is_given_up,
            is_given_up_within_a_table,
        ],
        ids=["written", "looked at", "given up", "given up within a table"],
    )
    def it_is_freed_without_a_search_for_cycles(self, make):
        gc.collect()
        gc.disable()
        try:
            before = sum(isinstance(each, Element) for each in gc.get_objects())
            make()
            after = sum(isinstance(each, Element) for each in gc.get_objects())
        finally:
            gc.enable()
        assert after <= before
