"""What a comparison finds: changes, and the comparison that holds them. Imports models and the sibling modules only."""

from typing import Literal

from msgspec import Struct

from app.compare.significance import Why
from app.compare.woven import Piece

ChangeKind = Literal["reworded", "inserted", "deleted", "moved", "renumbered", "formatting", "field"]


class Change(Struct, frozen=True, kw_only=True, gc=False):
    """One difference. `before` and `after` are plain text; `pieces` the words that stayed, went and came.

    `node` is the part's identity in NEW (in OLD for what was deleted); `path` the headings above it, `field` the name
    of the field whose words these are; `cell` names the row and the column of a table's cell, or only the column of one
    that came or went. `how` says what of the looks differs between words that stayed: “became a heading”.
    """

    kind: ChangeKind
    node: str = ""
    node_kind: str = ""
    path: tuple[str, ...] = ()
    field: str = ""
    before: str = ""
    after: str = ""
    pieces: tuple[Piece, ...] = ()
    words_deleted: int = 0
    words_inserted: int = 0
    why: tuple[Why, ...] = ()
    cell: tuple[str, str] = ("", "")
    how: str = ""

    @property
    def substantive(self) -> bool:
        return bool(self.why)

    @property
    def of_looks_alone(self) -> bool:
        """Whether the words stayed, and it is known what of their looks differs."""
        return self.kind == "formatting" and bool(self.how)

    def words_that_came(self, most_before: int) -> tuple[str, str]:
        """The first words that came, and so many letters before them in their paragraph; empty where none did."""
        before = ""
        for piece in self.pieces:
            if piece.op == "insert" and piece.text.strip():
                lead = piece.text[: len(piece.text) - len(piece.text.lstrip())]
                return piece.text.strip().split("\n")[0], _end_of_line(before + lead, most_before)
            before += piece.text if piece.op != "delete" else ""
        return "", ""

    def place_of_words(self, most_before: int) -> tuple[str, str]:
        """Where one looks for the change in NEW: the words that came or look otherwise, and what stands before them.

        Where words only went, none, and so many letters that stand before the gap; both empty where nothing is known.
        """
        came = self.words_that_came(most_before)
        if any(came):
            return came
        if self.of_looks_alone:
            return self.after.strip().split("\n")[0], ""
        before = ""
        for piece in self.pieces:
            if piece.op == "delete":
                return "", _end_of_line(before.rstrip(), most_before)
            before += piece.text
        return "", ""


def _end_of_line(text: str, most: int) -> str:
    line = text.rpartition("\n")[2]
    return line[max(len(line) - most, 0) :]


class Summary(Struct, frozen=True):
    """How many changes matter, how many do not, and how many words went and came in all."""

    substantive: int = 0
    other: int = 0
    words_deleted: int = 0
    words_inserted: int = 0


class Comparison(Struct, frozen=True):
    """All changes in reading order, and whether the two texts have anything to do with each other."""

    changes: tuple[Change, ...] = ()
    unrelated: bool = False

    @property
    def in_order_of_weight(self) -> tuple[Change, ...]:
        """Substantive changes first, each group in the document's order."""
        return tuple(sorted(self.changes, key=lambda change: not change.substantive))

    @property
    def summary(self) -> Summary:
        substantive = sum(change.substantive for change in self.changes)
        return Summary(
            substantive,
            len(self.changes) - substantive,
            sum(change.words_deleted for change in self.changes),
            sum(change.words_inserted for change in self.changes),
        )
