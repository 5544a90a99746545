"""Which column of a table is which."""

import pytest

from app.compare.columns import Column, paired_columns
from app.compare.words import Vocabulary

REF, LEAD, BY = (
    Column("Ref", "A1\nA2"),
    Column("Lead", "Head of ICT\nHead of HR"),
    Column("By", "May 2027\nJune 2027"),
)
COST = Column("Cost", "£5m\n£2m")


class DescribeColumns:
    @pytest.mark.parametrize(
        ("old", "new", "pairs"),
        [
            ((REF, LEAD, BY), (REF, LEAD, BY), [(0, 0), (1, 1), (2, 2)]),
            ((REF, LEAD, BY), (REF, COST, LEAD), [(0, 0), (None, 1), (1, 2), (2, None)]),
            ((REF, LEAD), (REF, COST, BY), [(0, 0), (1, None), (None, 1), (None, 2)]),
            ((REF, BY), (REF, LEAD, COST, BY), [(0, 0), (None, 1), (None, 2), (1, 3)]),
            ((REF, LEAD), (REF, LEAD._replace(head="Owner"), COST), [(0, 0), (1, 1), (None, 2)]),
            ((REF, LEAD), (REF, LEAD._replace(body="Nobody\nNobody")), [(0, 0), (1, 1)]),
            ((REF, LEAD), (REF, COST), [(0, 0), (1, 1)]),
            ((REF, LEAD), (REF, LEAD._replace(head="Owner"), LEAD), [(0, 0), (None, 1), (1, 2)]),
            ((LEAD,), (COST, BY), [(0, None), (None, 0), (None, 1)]),
        ],
    )
    def they_are_known_by_their_heads_or_by_their_words(self, old, new, pairs):
        assert list(paired_columns(old, new, Vocabulary())) == pairs
