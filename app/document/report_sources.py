"""What a report shows of its strategy in more than a line: themes, objectives, risks, costs with their totals.

Everything here is generated, so nobody can type it wrong; none of it leads anywhere, for a report stands by itself.
Imports models and this package only.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, TypeVar

from app.document import prose
from app.document.nodes import Item, List, Paragraph, Part, Row, Span, Table
from app.document.report_facts import Subject, sums_of
from app.document.schedules import costs_below, head, shares, worked_out
from app.document.wording import pounds_beside
from app.models.nodes import Node, Objective, Principle, Risk, Theme, Vision, name_of
from app.models.report import Template
from app.models.text import blocks_text
from app.models.tree import walk

T = TypeVar("T")
Drawn = Callable[[Subject, Template], Iterator[Part]]
NOTHING: frozenset[str] = frozenset()


def _vision(subject: Subject, template: Template) -> Iterator[Part]:
    for vision in _all(subject, Vision):
        yield from prose.parts(vision.statement, NOTHING, "")


def _listed(kind: type[Any], *, aims: bool = False) -> Drawn:
    def drawn(subject: Subject, template: Template) -> Iterator[Part]:
        items = tuple(Item(_named(node, aims)) for node in _all(subject, kind))
        if items:
            yield List(items)

    return drawn


def _named(node: Node, aims: bool) -> tuple[Part, ...]:
    aim = blocks_text(node.aim) if aims and isinstance(node, Theme) else ""
    if not aim:
        return (prose.generated(name_of(node, 40)),)
    return (Paragraph((Span(name_of(node, 40), bold=True), Span(f" – {aim}")), generated=True),)


def _risks(subject: Subject, template: Template) -> Iterator[Part]:
    """Each threat with what answers it, as the strategy has them."""
    items: list[Item] = []
    for risk in _all(subject, Risk):
        threat = (
            *((Span(f"{risk.title}: ", bold=True),) if risk.title else ()),
            Span(blocks_text(risk.body)),
        )
        response = blocks_text(risk.response)
        spans = tuple(span for span in (*threat, Span(f" {response}")) if span.text.strip())
        items.append(Item((Paragraph(spans, generated=True),)))
    if items:
        yield List(tuple(items))


def _costs(subject: Subject, template: Template) -> Iterator[Part]:
    """Capital and revenue of each theme, of what stands outside the themes, and of all."""
    said, name = subject.house.columns, template.words.theme or subject.house.term("theme").one
    lines = list(_cost_lines(subject, template))
    if not lines:
        return
    rows = [head(name, said.capital, said.revenue, said.total, right=(1, 2, 3))]
    for title, capital, revenue in lines:
        sums = (worked_out(text, "right") for text in pounds_beside(capital, revenue, capital + revenue))
        rows.append(Row((worked_out(title), *sums)))
    capital, revenue = sums_of(costs_below(subject.root))
    texts = pounds_beside(capital, revenue, capital + revenue)
    bold = (worked_out(text, "right", bold=True) for text in texts)
    rows.append(Row((worked_out(said.total, bold=True), *bold)))
    caption = template.words.costs.replace("{theme}", name.lower())
    yield Table(tuple(rows), 1, shares(4, 2, 2, 2), caption, row_headers=True, generated=True)


def _cost_lines(subject: Subject, template: Template) -> Iterator[tuple[str, Decimal, Decimal]]:
    counted: set[str] = set()
    for at, theme in enumerate(_all(subject, Theme), 1):
        if costs := costs_below(theme):
            counted |= {cost.id for cost in costs}
            yield f"{at}. {name_of(theme)}", *sums_of(costs)
    if rest := [cost for cost in costs_below(subject.root) if cost.id not in counted]:
        yield template.words.other_costs, *sums_of(rest)


def _all(subject: Subject, kind: type[T]) -> list[T]:
    return [node for node in walk(subject.root) if isinstance(node, kind)]


BLOCKS: dict[str, Drawn] = {
    "vision": _vision,
    "themes": _listed(Theme),
    "themes_and_aims": _listed(Theme, aims=True),
    "objectives": _listed(Objective),
    "principles": _listed(Principle),
    "risks": _risks,
    "costs": _costs,
}
