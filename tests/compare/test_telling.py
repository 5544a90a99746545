"""A change in a few words."""

from app.compare.changes import Change, compare_passages
from app.compare.passages import Passage
from app.compare.telling import in_brief, spots, weightiest

OLD = "The Council will publish open data and tell members of it."
NEW = "In every place where the staff of the day allow it the Council may publish open data and tell members of it all."


def changed() -> Change:
    (change,) = compare_passages([Passage(OLD)], [Passage(NEW)]).changes
    return change


class DescribeTelling:
    def it_knows_which_place_matters(self):
        assert [(spot.gone, spot.come, spot.weighs) for spot in spots(changed())] == [
            ("The", "In every place where the staff of the day allow it the", False),
            ("will", "may", True),
            ("it.", "it all.", False),
        ]

    def it_tells_what_matters_where_there_is_no_room_for_all(self):
        found = spots(changed())
        assert [spot.come for spot in weightiest(found, 5)] == ["may"]
        assert in_brief(found, "delete", 5) == "… will …"
        assert in_brief(found, "insert", 14) == "… may … it all."
        assert in_brief(found, "delete", 300) == "The … will … it."

    def it_cuts_a_single_place_that_is_too_long(self):
        (spot,) = spots(compare_passages([Passage("Yes")], [Passage("Yes " + "and again " * 20)]).changes[0])
        assert len(in_brief([spot], "insert", 50)) <= 50
