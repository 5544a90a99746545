"""Strategies in which every field of every kind is filled, each word found nowhere else, to see that none is lost."""

import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from app.models.kinds import Field
from app.models.nodes import KINDS, HistoryRow, Node, SheetRow, Strategy
from app.models.text import Block, Blocks, Cell, Item, List, Paragraph, Picture, Run, Table, block_lines
from app.models.tree import rich_fields, walk

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
UNPRINTED = frozenset(("house", "language", "stated_approval"))


class Growing:
    """Grows random trees. Words are numbered, ids too."""

    def __init__(self, chance: random.Random, *, full: bool = False) -> None:
        self.chance = chance
        self.full = full
        self.count = 0
        self.ids: list[str] = ["nowhere"]

    def strategy(self) -> Strategy:
        root = self.node("strategy", 0)
        assert isinstance(root, Strategy)
        return root

    def words(self, most: int = 3) -> str:
        made: list[str] = []
        for _ in range(self.chance.randint(1, most)):
            self.count += 1
            made.append(
                f"w{self.count}" + self.chance.choice(("", "", "", "ŵŷ", "&<>", '"', "'", "*_`", "|#"))
            )
        return " ".join(made)

    def sometimes(self) -> bool:
        return self.full or self.chance.random() < 0.7

    def node(self, kind: str, depth: int) -> Node:
        self.count += 1
        fields: dict[str, Any] = {"id": f"n{self.count}"}
        self.ids.append(fields["id"])
        if self.sometimes():
            fields["title"] = self.words()
        if self.sometimes():
            fields["body"] = self.rich(depth)
        for field in KINDS[kind].fields:
            if self.sometimes() and (value := self.value(field, depth)) is not None:
                fields[field.name] = value
        most = 0 if depth > 7 else 3
        holds = KINDS[kind].holds
        if holds and most:
            chosen = (
                holds
                if depth == 0
                else [self.chance.choice(holds) for _ in range(self.chance.randint(0, most))]
            )
            fields["children"] = tuple(self.node(each, depth + 1) for each in chosen)
        return KINDS[kind].make(**fields)

    def value(self, field: Field, depth: int) -> Any:
        if field.name in UNPRINTED or field.type == "choice":
            return None
        makers: dict[str, Any] = {
            "line": self.words,
            "date": self.words,
            "rich": lambda: self.rich(depth),
            "money": lambda: Decimal(self.chance.randint(1, 10**9)) / self.chance.choice((1, 100)),
            "number": lambda: self.chance.randint(0, 5),
            "percent": lambda: self.chance.randint(1, 100),
            "yesno": lambda: True,
            "links": lambda: tuple({self.chance.choice(self.ids) for _ in range(2)}),
            "history": lambda: (HistoryRow(self.words(1), self.words(1), self.words(), self.words()),),
            "rows": lambda: (SheetRow(self.words(), self.words()),),
        }
        return makers[field.type]()

    def rich(self, depth: int) -> Blocks:
        return tuple(self.block(0) for _ in range(self.chance.randint(1, 2)))

    def block(self, depth: int) -> Block:
        kind = self.chance.choice("ppplltf" if depth < 2 else "p")
        if kind == "l":
            items = (
                Item((self.paragraph(), *((self.block(depth + 1),) if self.sometimes() else ())))
                for _ in range(2)
            )
            return List(tuple(items), self.chance.random() < 0.5)
        if kind == "t":
            rows = tuple(tuple(Cell((self.paragraph(),)) for _ in range(2)) for _ in range(2))
            return Table(
                (*rows, (Cell((self.paragraph(), self.block(2)), across=2),)),
                self.chance.randint(0, 1),
                self.words(),
            )
        if kind == "f":
            return Picture("0" * 64, self.words())
        return self.paragraph()

    def paragraph(self) -> Paragraph:
        link = self.chance.choice(
            ("", "", "#" + self.chance.choice(self.ids), "https://example.org/a(b)?c=1&d")
        )
        return Paragraph(
            (
                Run(self.words() + self.chance.choice((" ", "\n"))),
                Run(self.words() + " ", bold=self.chance.random() < 0.3, italic=self.chance.random() < 0.3),
                Run(self.words(), link=link),
            )
        )


def printed_words(root: Strategy) -> Iterator[tuple[str, str, str]]:
    """Node, field and text of everything in a tree that a document must show."""
    for node in walk(root):
        if node.title:
            yield node.id, "title", node.title
        for name, blocks in rich_fields(node):
            for line in (line for block in blocks for line in block_lines(block)):
                yield node.id, name, line
        for field in KINDS[node.kind].fields:
            if field.type in ("line", "date") and field.name not in UNPRINTED and getattr(node, field.name):
                yield node.id, field.name, getattr(node, field.name)
    for row in root.sheet_rows:
        yield root.id, "sheet_rows", f"{row.label} {row.value}"
    for row in root.history:
        yield root.id, "history", f"{row.version} {row.date} {row.changes} {row.comments}"
