"""Copies that go out, are edited by chance with tracking on as Word does it, and come back: nothing is lost or doubled.

Twenty copies are tried; ENGROSS_SEEDS asks for more of them.
"""

import io
import os
import random
import re
import zipfile
from collections import Counter
from collections.abc import Set
from itertools import count
from pathlib import Path

import pytest
from lxml import etree

from app.document.strategy import build_strategy
from app.exporters.docx import docx_bytes
from app.models.content import Content
from app.models.nodes import Priority, Section, Strategy, Theme, Vision
from app.models.text import Blocks, Cell, Item, List, Paragraph, Run, Table, plain
from app.models.tree import walk
from app.services.deciding import accept, open_suggestions
from app.services.editing import Editing
from app.services.houses import house
from app.services.reviewing import take_in_review
from app.store.library import Library
from tests.tracked_reader import GONE
from tests.tracked_reviewer import REVIEWERS, Reviewer, is_generated, style_of
from tests.word_edits import W, edited

SEEDS = range(int(os.environ.get("ENGROSS_SEEDS", "20")))
NUMBER = re.compile(r"^\d+(\.\d+)*\.?(?=\s*(w|zq)\d)")


class Writer:
    """Writes a strategy by chance, each word of which stands nowhere else."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.count = count(1)

    def strategy(self) -> Strategy:
        themes = tuple(self.theme(f"t{n}") for n in range(2))
        sections = tuple(self.section(f"s{n}", 1) for n in range(3))
        vision = Vision(id="v", title=self.words(2), statement=plain(self.words(9)), children=themes)
        return Strategy(id="s", title=self.words(3), children=(*sections, vision))

    def section(self, id: str, depth: int) -> Section:
        below = tuple(self.section(f"{id}x{n}", depth - 1) for n in range(2)) if depth else ()
        return Section(id=id, title=self.words(3), body=self.blocks(), children=below)

    def theme(self, id: str) -> Theme:
        below = tuple(
            Priority(id=f"{id}p{n}", title=self.words(4), body=self.blocks())
            for n in range(self.chance.randint(2, 3))
        )
        return Theme(id=id, title=self.words(2), body=self.blocks(), children=below)

    def blocks(self) -> Blocks:
        makers = (self.paragraph, self.paragraph, self.paragraph, self.list, self.table)
        return tuple(self.chance.choice(makers)() for _ in range(self.chance.randint(1, 4)))

    def paragraph(self) -> Paragraph:
        bold = Run(f" {self.words(2)} ", bold=True)
        return Paragraph((Run(self.words(6)), *((bold, Run(self.words(3))) if self.sometimes() else ())))

    def list(self) -> List:
        items = (Item(plain(self.words(5))) for _ in range(self.chance.randint(2, 4)))
        return List(tuple(items), ordered=self.sometimes())

    def table(self) -> Table:
        rows = (tuple(Cell(plain(self.words(2))) for _ in range(3)) for _ in range(4))
        return Table(tuple(rows), caption=self.words(3))

    def words(self, number: int) -> str:
        return " ".join(f"w{next(self.count)}" for _ in range(number))

    def sometimes(self) -> bool:
        return self.chance.random() < 0.3


def printed(root: Strategy) -> bytes:
    return docx_bytes(build_strategy(Content(root), house("plain")))


def lines(file: bytes) -> Counter[str]:
    """What each paragraph says once all changes are accepted, as the reader wrote it: without its number, in place
    of which a space parts a heading from what it was joined to, without the contents page and what the program words
    itself."""
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        body = etree.fromstring(package.read("word/document.xml"))[0]
    gone = tuple(W + name for name in GONE["accepted"])
    found: Counter[str] = Counter()
    carried = ""
    for paragraph in body.iter(f"{W}p"):
        if any(
            row.find(f"{W}trPr/{tag}") is not None
            for row in paragraph.iterancestors(f"{W}tr")
            for tag in gone
        ):
            continue
        own = "".join(
            text.text or ""
            for text in paragraph.iter(f"{W}t")
            if next(text.iterancestors(*gone), None) is None
        )
        between = " " if carried and NUMBER.match(own.lstrip()) else ""
        words = carried + between + NUMBER.sub("", own.lstrip())
        ends = not any(paragraph.find(f"{W}pPr/{W}rPr/{tag}") is not None for tag in gone)
        carried = "" if ends else words
        said = " ".join(words.split())
        written = not is_generated(paragraph) or "zq" in said
        if ends and said and written and not style_of(paragraph).startswith("TOC"):
            found[said] += 1
    return found


def told_apart(said: Counter[str], root: Strategy, repeated: Set[str]) -> Counter[str]:
    """The same with titles that are printed at the head of a text by themselves, which depends on what comes next, and
    without what the program prints twice."""
    titles = sorted((node.title for node in walk(root) if node.kind == "priority" and node.title), key=len)
    found: Counter[str] = Counter()
    for line, times in said.items():
        title = next((each for each in reversed(titles) if line.startswith(f"{each} ")), "")
        for part in (title, line.removeprefix(title).strip()):
            if part and not repeated & set(part.split()):
                found[part] += times
    return found


class DescribeCopiesEditedByChance:
    @pytest.mark.parametrize("seed", SEEDS)
    def they_give_what_word_gives_once_all_is_accepted(self, seed: int, tmp_path: Path):
        chance = random.Random(seed)
        root = Writer(chance).strategy()
        done: list[tuple[str, ...]] = []

        def review(body: "etree._Element") -> None:
            reviewer = Reviewer(chance, body)
            reviewer.edit(chance.randint(1, 12))
            done.extend(reviewer.done)

        copy = edited(printed(root), review)
        (tmp_path / "copy.docx").write_bytes(copy)
        with Library.create(tmp_path / "library.engross", who="Me") as library:
            library.add(Content(root))
            told = "\n".join(take_in_review(library, "s", tmp_path / "copy.docx").unplaced)
            assert library.head("s") == root
            assert {each.author for each in library.suggestions("s")} <= {name for name, _ in REVIEWERS}
            assert accept(library, Editing(library, "s"), open_suggestions(library, "s")).collided == (), done
            after = library.head("s")
            words = Counter(word for line in lines(printed(root)).elements() for word in line.split())
            repeated = {word for word, times in words.items() if times > 1}
            wanted, got = (told_apart(lines(file), after, repeated) for file in (copy, printed(after)))
            assert {line for line in wanted - got if line[:50] not in told} == set(), done
            assert {line for line in got - wanted if line[:50] not in told} == set(), done
            again = edited(copy, lambda body: body.append(etree.Comment("saved again")))
            (tmp_path / "again.docx").write_bytes(again)
            assert take_in_review(library, "s", tmp_path / "again.docx").suggestions == 0, done
