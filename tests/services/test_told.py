from app.models.nodes import Priority
from app.models.review import Spot, spot_json, value_json
from app.models.text import plain
from app.services.told import Told

TEXT = value_json(plain("First.\nSecond."))


class DescribeTold:
    def it_tells_a_text_paragraph_by_paragraph(self):
        assert Told().lines_of("priority", "body", TEXT) == ["First.", "Second."]

    def it_reads_a_value_once(self):
        told = Told()
        assert told.lines_of("priority", "body", TEXT) is told.lines(TEXT)

    def it_tells_a_day_as_readers_meet_it(self):
        assert Told().lines_of("priority", "end", value_json("2027-04-01")) == ["1 April 2027"]

    def it_tells_all_lines_of_a_part_that_comes(self):
        spot = Spot("v", (), Priority(title="New", body=plain("One.\nTwo.")))
        assert Told().lines(spot_json(spot)) == ["New", "One.", "Two."]

    def it_tells_nothing_where_there_is_no_value(self):
        assert Told().lines("") == []
        assert Told().lines(spot_json(Spot("v"))) == []
