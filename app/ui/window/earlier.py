"""An earlier strategy as one text to be read: its parts with all that their forms show.

It is made in the background, so it asks nothing of Qt: the window's own words are given. Imports models, the
standings of risks, and what forms and fields know of their columns.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from app.document.figures.scores import standings
from app.models import tree
from app.models.house import House
from app.models.kinds import Field
from app.models.nodes import KINDS, HistoryRow, Node, Risk, SheetRow, Strategy, defaults_of, name_of
from app.models.text import Block, Blocks, Cell, Paragraph, Run, Table
from app.ui.fields.rows import column_name
from app.ui.forms.child_model import totals
from app.ui.forms.columns import columns_of, field_of, of_kind, parts_of
from app.ui.typed import show_choice, show_date, show_money

TABLED = frozenset(("cost", "measure"))
"""Kinds whose parts are rows below the part that holds them; they hold no part themselves. Milestones are told one by
one, for Qt takes half a minute over the 2,000 tables that a strategy of 20,000 parts may have."""

ROWS = 12
"""How many rows a table has before the next one begins: a table is written in one step, and this many take 10 ms."""

_BESIDE = frozenset(("date", "percent", "number", "money", "choice", "yesno"))
_SAYS_NONE = frozenset(("percent", "yesno"))
"""What has an answer even where nobody gave one; it is told beside other facts only."""


class ReadingWords(NamedTuple):
    """The window's own words in such a text, in the user's language; with braces for a sum or a score."""

    yes: str
    no: str
    score: str
    score_after: str
    total: str


def as_blocks(root: Strategy, numbers: Mapping[str, str], house: House, words: ReadingWords) -> Blocks:
    """A whole strategy as one text: each part's name in bold, below it what its form shows, in that order.

    What was never filled in is left out.
    """
    return tuple(_Reading(root, numbers, house, words).blocks())


class _Reading:
    """Tells the parts of one strategy."""

    def __init__(self, root: Strategy, numbers: Mapping[str, str], house: House, words: ReadingWords) -> None:
        self._root, self._numbers, self._house, self._words = root, numbers, house, words
        self._order = {kind: [(part, field_of(kind, part)) for part in parts_of(kind)] for kind in KINDS}
        self._nodes: dict[str, Node] = {}

    def blocks(self) -> Iterator[Block]:
        for node in tree.walk(self._root):
            if node.kind not in TABLED:
                yield self._name(node)
                yield from self._texts(node)

    def _name(self, node: Node) -> Paragraph:
        """The number and name, and of what kind the part is where the name does not say it."""
        term = self._house.term(node.kind)
        name = node.title or (name_of(node) if not node.body else term.one)
        number = self._numbers.get(node.id, "").strip()
        said = Run(f"{number} {name}".strip(), bold=True)
        if name.casefold() in (term.one.casefold(), term.many.casefold()):
            return Paragraph((said,))
        return Paragraph((said, Run(" · "), Run(term.one, italic=True)))

    def _texts(self, node: Node) -> Iterator[Block]:
        facts: list[tuple[Field, str]] = []
        defaults = defaults_of(KINDS[node.kind].made)
        labelled = sum(field is not None and field.type == "rich" for _, field in self._order[node.kind]) > 1
        for part, field in self._order[node.kind]:
            if field is None:
                yield from self._told(node, facts)
                facts = []
                yield from self._tables(node, part.removeprefix("children:"))
            elif field.type in ("rich", "history", "rows"):
                if value := getattr(node, field.name):
                    yield from self._told(node, facts)
                    facts = []
                    if labelled or field.type != "rich":
                        yield Paragraph((Run(field.label, italic=True),))
                    yield from value if field.type == "rich" else (_rows(value),)
            elif part != "title":
                value = getattr(node, field.name)
                if value != defaults[field.name] or field.type in _SAYS_NONE:
                    facts.append((field, self._shown(field, value)))
        yield from self._told(node, facts)

    def _told(self, node: Node, facts: list[tuple[Field, str]]) -> Iterator[Paragraph]:
        """Facts as a paragraph, small ones beside one another; none where nothing but "none" would be told."""
        defaults = defaults_of(KINDS[node.kind].made)
        if all(getattr(node, field.name) == defaults[field.name] for field, _ in facts):
            return
        runs: list[Run] = []
        beside = False
        scored = next((field for field, _ in reversed(facts) if field.type == "number"), None)
        for field, said in facts:
            small = field.type in _BESIDE
            if runs:
                runs.append(Run(" · " if beside and small else "\n"))
            runs += (Run(f"{field.label}: ", italic=True), Run(said))
            beside = small
            if isinstance(node, Risk) and field is scored:
                runs += self._scores(node)
        yield Paragraph(tuple(runs))

    def _scores(self, risk: Risk) -> Iterator[Run]:
        for at, each in enumerate(standings((risk,), ("",))):
            said = self._words.score_after if each.after else self._words.score
            yield Run((" · " if at else "\n") + said.format(each.score), bold=True)

    def _tables(self, node: Node, kind: str) -> Iterator[Block]:
        """The parts of a kind as rows, so many to a table, and what their sums come to."""
        nodes = of_kind(node, kind) if kind in TABLED else ()
        if not nodes:
            return
        columns = columns_of(kind)
        shown = {field.name for field in columns}
        further = (field_of(kind, part) for part in parts_of(kind))
        blank = defaults_of(KINDS[kind].made)
        columns += [
            field
            for field in further
            if field
            and field.name not in shown
            and any(getattr(each, field.name) != blank[field.name] for each in nodes)
        ]
        head = tuple(_cell(field.label, bold=True) for field in columns)
        for first in range(0, len(nodes), ROWS):
            rows = [
                tuple(self._cell(each, field) for field in columns) for each in nodes[first : first + ROWS]
            ]
            yield Table((head, *rows))
        sums = totals(list(nodes), columns)
        if any(sums.values()):
            said = (f"{label.lower()} {show_money(sum) or '£0'}" for label, sum in sums.items())
            yield Paragraph((Run(self._words.total.format(", ".join(said))),))

    def _cell(self, node: Node, field: Field) -> Cell:
        value = getattr(node, field.name)
        if field.type == "rich":
            return Cell(value or (Paragraph(),))
        number = self._numbers.get(node.id, "").strip() if field.name == "title" else ""
        return _cell(f"{number} {self._shown(field, value)}".strip())

    def _shown(self, field: Field, value: Any) -> str:
        """A value as its field shows it; the house style by its name, links by the parts they lead to."""
        match field.type:
            case "date":
                return show_date(value)
            case "money":
                return show_money(value)
            case "percent":
                return f"{value} %"
            case "yesno":
                return self._words.yes if value else self._words.no
            case "choice":
                return show_choice(value)
            case "links":
                return "; ".join(self._called(id) for id in value)
            case _:
                return self._house.name if field.name == "house" and value == self._house.key else str(value)

    def _called(self, id: str) -> str:
        """A part as a link names it; what is not there any more by its identity, as nothing else is known of it."""
        if not self._nodes:
            self._nodes = {node.id: node for node in tree.walk(self._root)}
        node = self._nodes.get(id)
        return f"{self._numbers.get(id, '').strip()} {name_of(node)}".strip() if node else id


def _cell(words: str, *, bold: bool = False) -> Cell:
    return Cell((Paragraph((Run(words, bold=bold),) if words else ()),))


def _rows(rows: Sequence[HistoryRow | SheetRow]) -> Table:
    """Rows of plain text under the labels of their columns."""
    names = rows[0].__struct_fields__
    head = tuple(_cell(column_name(name).replace("\n", " "), bold=True) for name in names)
    return Table((head, *(tuple(_cell(getattr(row, name)) for name in names) for row in rows)))
