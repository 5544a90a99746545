"""What the values of suggestions say, line by line. Imports models only."""

from app.models.review import Known, is_value, said_in, spot_of
from app.models.tree import walk
from app.models.values import is_said_as_it_stands, lines_of, said_of


class Told:
    """The lines of values in JSON, each value read once: a long text has many, and each is asked for several times."""

    def __init__(self) -> None:
        self._known: Known = {}
        self._lines: dict[str, list[str]] = {}

    def lines(self, json: str) -> list[str]:
        """All that a suggestion's value says, a paragraph a line, in a list that is not to be changed."""
        found = self._lines.get(json)
        if found is None:
            found = self._lines[json] = self._read(json)
        return found

    def lines_of(self, kind: str, field: str, json: str) -> list[str]:
        """The lines of a field's value, with days and sums as the page has them."""
        if is_said_as_it_stands(kind, field):
            return self.lines(json)
        return said_of(kind, field, json).split("\n")

    def _read(self, json: str) -> list[str]:
        if not json:
            return []
        if is_value(json):
            return said_in(json, self._known).split("\n")
        node = spot_of(json).node
        said = (text for each in walk(node) for text in lines_of(each)) if node else ()
        return [line for text in said for line in text.split("\n")]
