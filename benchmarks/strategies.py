"""Libraries with large strategies, for the window's benchmarks: many parts of every kind, and very many words."""

import random
from collections.abc import Iterator
from decimal import Decimal
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from app.models.content import Content
from app.models.nodes import KINDS, Node, Strategy, rich_fields
from app.models.review import Comment, Suggestion, value_json
from app.models.text import Blocks, Cell, Item, List, Paragraph, Run, Table, blocks_text, plain
from app.models.tree import walk
from app.store.library import Library
from benchmarks.processes import sized

WORDS = (
    "the council will by then have put services online that residents can use at any hour and staff can rely on "
    "with data kept once shared safely and open where it may be so that decisions rest on what is known while "
    "suppliers partners and neighbouring authorities work to the same standards and nobody is left without help"
).split()
PRIORITIES = sized(50, 10)
LONG_WORDS = 5000
SUGGESTIONS = 150
COMMENTS = 60


def words(count: int, seed: int = 0) -> str:
    """So many words in sentences; another seed begins elsewhere."""
    found = list(islice(cycle(WORDS[seed % len(WORDS) :] + WORDS[: seed % len(WORDS)]), count))
    for at in range(0, count, 17):
        found[at] = found[at].capitalize()
        end = min(at + 16, count - 1)
        found[end] += "."
    return " ".join(found)


def large(to: Path, themes: int = 392) -> Path:
    """A library with one strategy of so many themes, each with fifty priorities and nothing else."""

    def theme(n: int) -> Node:
        body = plain("What is to be done, in a dozen words or so, by whom and when.")
        below = (_made("priority", title=f"Priority {n}.{m}", body=body) for m in range(PRIORITIES))
        return _made("theme", title=f"Theme {n}", children=tuple(below))

    vision = _made("vision", title="Vision", children=tuple(theme(n) for n in range(themes)))
    with Library.create(to) as library:
        library.add(Content(Strategy(title="Large", children=(vision,))))
    return to


def varied(to: Path, nodes: int) -> Path:
    """A library with one strategy of about so many parts of every kind, dated, costed, linked and under review.

    Each theme has fifty priorities; one section has a body of 5,000 words with lists and tables.
    """
    chance = random.Random(7)
    objectives = [
        _made("objective", title=f"Objective {n}", body=plain(words(20, n))) for n in range(nodes // 150)
    ]
    principles = [
        _made("principle", title=f"Principle {n}", body=plain(words(30, n))) for n in range(nodes // 200)
    ]
    ids = [tuple(node.id for node in row) for row in (objectives, principles)]
    themes = tuple(_theme(n, chance, *ids) for n in range(max(nodes // 83, 1)))
    priorities = [node.id for theme in themes for node in theme.children if node.kind == "priority"]
    risks = (_risk(n, chance, priorities) for n in range(nodes // 25))
    parts = (
        _made("foreword", title="Foreword", body=plain(words(300))),
        _made("section", title="Background", body=long_body(), children=tuple(_sections(nodes // 60))),
        _made("council_plan", title="Council plan", children=tuple(objectives)),
        _made("vision", title="Vision", statement=plain(words(40)), children=themes),
        _made("principles", title="Principles", children=tuple(principles)),
        _made("risks", title="Risks", children=tuple(risks)),
        _made("glossary", title="Glossary", children=tuple(_terms(nodes // 40))),
    )
    root = Strategy(
        title="Large and varied", organisation="Harbourne Council", author="A. Owen", children=parts
    )
    with Library.create(to) as library:
        library.add(Content(root))
        library.take_in(root.id, list(_suggested(root)), list(_said(root)))
    return to


def long(to: Path) -> Path:
    """A library with one strategy of 80,000 words in 230 parts, sixteen of which have bodies of 2,500 words."""
    themes: list[Node] = []
    for n in range(8):
        below = (_made("priority", title=f"Priority {n}.{m}", body=plain(words(150, m))) for m in range(20))
        body = paragraphs(2500, n)
        closing = paragraphs(2500, n + 3)
        themes.append(_made("theme", title=f"Theme {n}", body=body, closing=closing, children=tuple(below)))
    sections = (_made("section", title=f"Section {n}", body=paragraphs(1000, n)) for n in range(16))
    vision = _made("vision", title="Vision", children=tuple(themes))
    root = Strategy(title="Long", children=(vision, *sections))
    assert sum(len(blocks_text(blocks).split()) for n in walk(root) for _, blocks in rich_fields(n)) >= 80_000
    with Library.create(to) as library:
        library.add(Content(root))
    return to


def paragraphs(count: int, seed: int = 0) -> Blocks:
    """So many words in paragraphs of a hundred."""
    return tuple(Paragraph((Run(words(100, seed + at)),)) for at in range(count // 100))


def long_body() -> Blocks:
    """5,000 words with headed tables, nested lists, bold words and links."""
    found: list[Any] = []
    for n in range(10):
        found += paragraphs(300, n)
        found.append(
            Paragraph(
                (
                    Run("Bold words", bold=True),
                    Run(" and "),
                    Run("a link", link="https://example.org/"),
                    Run("."),
                )
            )
        )
        inner = List(tuple(Item(plain(words(10, m))) for m in range(3)))
        found.append(List(tuple(Item((*plain(words(15, m)), inner)) for m in range(4)), ordered=n % 2 == 0))
        rows = tuple(
            tuple(Cell(plain(words(2 if row == 0 else 5, row + c))) for c in range(4)) for row in range(4)
        )
        found.append(Table(rows, caption=f"Table {n}"))
    return tuple(found)


def _made(kind: str, **fields: Any) -> Node:
    return KINDS[kind].make(**fields)


def _theme(n: int, chance: random.Random, objectives: tuple[str, ...], principles: tuple[str, ...]) -> Node:
    below: list[Node] = []
    for m in range(PRIORITIES):
        year, month = 2026 + chance.randrange(4), 1 + chance.randrange(12)
        below.append(
            _made(
                "priority", title=f"Priority {n}.{m}", body=plain(words(40, n + m)), owner="Head of Digital",
                start=f"{year}-{month:02}-01", end=f"{year + 1}-{month:02}-28", progress=chance.randrange(101),
                objectives=tuple(chance.sample(objectives, 2)), principles=tuple(chance.sample(principles, 2)),
                children=_below_priority(m, year),
            )
        )  # fmt: skip
    costs = (
        _made("cost", title=f"Cost {m}", year=f"{2026 + m}/{27 + m}", capital=Decimal(1000 * n), revenue=Decimal(500))
        for m in range(3)
    )  # fmt: skip
    outcomes = (_made("outcome", title=f"Outcome {m}", body=plain(words(20, m))) for m in range(4))
    return _made(
        "theme", title=f"Theme {n}", body=plain(words(120, n)), aim=plain(words(20, n)),
        objectives=objectives[:2], children=(*below, *costs, *outcomes),
    )  # fmt: skip


def _below_priority(m: int, year: int) -> tuple[Node, ...]:
    if m % 3:
        return ()
    return (_made("milestone", title=f"Milestone {m}", date=f"{year}-09-30", done=m % 2 == 0),)


def _risk(n: int, chance: random.Random, priorities: list[str]) -> Node:
    scores = {
        name: 1 + chance.randrange(5) for name in ("likelihood", "impact", "likelihood_after", "impact_after")
    }
    answered = tuple(chance.sample(priorities, 2))
    texts = {"body": plain(words(30, n)), "response": plain(words(30, n + 9))}
    return _made("risk", title=f"Risk {n}", owner="Chief Officer", answered_by=answered, **scores, **texts)


def _sections(count: int) -> Iterator[Node]:
    return (_made("section", title=f"Section {n}", body=plain(words(150, n))) for n in range(count))


def _terms(count: int) -> Iterator[Node]:
    return (_made("term", title=f"Term {n}", body=plain(words(8, n))) for n in range(count))


def _suggested(root: Node) -> Iterator[Suggestion]:
    priorities = (node for node in walk(root) if node.kind == "priority")
    for n, node in enumerate(islice(priorities, SUGGESTIONS)):
        after = plain(blocks_text(node.body).replace("services", "good services", 1) + " More is said here.")
        yield Suggestion(
            id=f"suggestion{n:016}", node=node.id, field="body", base=root.fingerprint,
            before=value_json(node.body), after=value_json(after), author="Ann", at="2026-11-01T10:00:00+00:00",
            source=f"{'0' * 64}:{n}",
        )  # fmt: skip


def _said(root: Node) -> Iterator[Comment]:
    priorities = (node for node in walk(root) if node.kind == "priority")
    for n, node in enumerate(islice(priorities, COMMENTS)):
        yield Comment(
            id=f"comment{n:019}", node=node.id, field="body", author="Bob", at="2026-11-01T10:00:00+00:00",
            text=words(20, n),
        )  # fmt: skip
