"""One redline under way: who marks, when, and what tells the two sides' words. Imports compare and siblings only."""

from collections.abc import Iterable

from app.compare.align import Cancelled
from app.compare.passages import Matched
from app.compare.words import Vocabulary
from app.document.list_runs import Paired
from app.document.nodes import Mark

MANY = 100


class Weaving:
    """One redline under way: who marks, when, and what tells the two sides' words."""

    def __init__(self, author: str, date: str, identified: bool, cancelled: Cancelled) -> None:
        self.inserted = Mark("inserted", author, date)
        self.deleted = Mark("deleted", author, date)
        self.identified = identified
        self.cancelled = cancelled
        self.vocabulary = Vocabulary()
        self.runs = Paired()
        self.typography = False
        self._strict = Vocabulary(noise=True, other=self.vocabulary)

    @property
    def words(self) -> Vocabulary:
        """What tells words apart within a paragraph."""
        return self._strict if self.typography else self.vocabulary

    def judge_typography(self, matched: Iterable[Matched]) -> None:
        """Whether quotes and dashes that differ are edits, to be marked: hardly any of many changed paragraphs differ
        in nothing else. Where a text was typeset anew, many do."""
        words = self.vocabulary.words
        pairs = [(each.before, each.after) for each in matched if each.old and each.new]
        changed = [(old, new) for old, new in pairs if old != new]
        if len(changed) >= MANY:
            only = sum(1 for old, new in changed if words(old) == words(new))
            self.typography = only * MANY < len(changed)
