"""Words between quotation marks."""

import pytest

from app.ui.quoted import quoted


class DescribeQuotedWords:
    @pytest.mark.parametrize(
        ("words", "shown"),
        [
            ("Restore V3", "“Restore V3”"),
            ("Delete “Fibre”", "“Delete ‘Fibre’”"),
            ("Go back to “Delete ‘Fibre’” (1 May)", "“Go back to ‘Delete “Fibre”’ (1 May)”"),
            ("The council’s “aims”", "“The council’s ‘aims’”"),
            ("Go back to “Edit ‘the council’s aims’”", "“Go back to ‘Edit “the council’s aims”’”"),
        ],
    )
    def they_turn_the_marks_that_stand_in_them(self, words: str, shown: str):
        assert quoted(words) == shown
