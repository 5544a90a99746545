"""What suggestions' values say, read from their JSON."""

from app.models.review import Known, said_in, value_json
from app.models.text import Blocks, Cell, Item, List, Paragraph, Picture, Run, Table, blocks_text

LIST = List((Item((Paragraph((Run("first"), Run(" of all", bold=True))), Paragraph((Run("more"),)))),))
TABLE = Table(((Cell((Paragraph((Run("year"),)),)), Cell((Paragraph((Run("2027"),)),))),), caption="When")
BLOCKS: Blocks = (Paragraph((Run("begins"),)), LIST, Paragraph(()), TABLE, Picture("d" * 64, "a map"))


class DescribeWhatAValueSays:
    def it_is_the_words_of_its_blocks(self):
        assert said_in(value_json(BLOCKS)) == blocks_text(BLOCKS)
        assert said_in(value_json(())) == ""

    def it_is_the_value_itself_where_that_is_no_text(self):
        assert said_in(value_json("The Mayor")) == "The Mayor"
        assert said_in(value_json(7)) == "7"
        assert said_in(value_json(("one", "two"))) == "one\ntwo"
        assert said_in(value_json(({"label": "V1", "note": "first"},))) == "V1, first"

    def it_reads_a_block_once_however_many_values_hold_it(self):
        known: Known = {}
        values = [
            (*BLOCKS[:at], Paragraph((Run(f"change {at}"),)), *BLOCKS[at:]) for at in range(len(BLOCKS))
        ]
        assert [said_in(value_json(value), known) for value in values] == [blocks_text(v) for v in values]
        assert len(known) == len(BLOCKS) + len(values)
