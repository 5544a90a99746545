"""The tables of a strategy: delivery, milestones, measures, costs, risk register, glossary, consultation.

Every cell that shows a field says whose it is; heads, references and totals are generated. Imports models only.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Literal

from app.document import prose
from app.document.drafting import Drafting
from app.document.figures.scores import references
from app.document.nodes import Cell, Paragraph, Part, Row, Span, Table
from app.document.wording import pounds_beside, written_date
from app.models.nodes import (
    Consultation,
    Cost,
    Glossary,
    Measure,
    Milestone,
    Node,
    Priority,
    Response,
    Risk,
    Theme,
    Vision,
)

Align = Literal["left", "right", "centre"]


def head(*labels: str, right: Iterable[int] = ()) -> Row:
    """The row that heads the columns."""
    return Row(
        tuple(
            Cell((prose.generated(each),), align="right" if at in right else "left")
            for at, each in enumerate(labels)
        )
    )


def value(text: str, node: str, field: str, align: Align = "left") -> Cell:
    """A cell that shows a field of one line."""
    return Cell((prose.line(text, node, field),) if text else (), align=align, node=node)


def worked_out(text: str, align: Align = "left", *, bold: bool = False) -> Cell:
    """A cell whose words are generated."""
    return Cell((prose.generated(text, bold=bold),) if text else (), align=align)


def rich(draft: Drafting, node: Node, field: str = "body") -> tuple[Part, ...]:
    """The parts of a rich field."""
    return tuple(prose.parts(getattr(node, field), draft.known, node.id, field))


def titled(draft: Drafting, node: Node) -> Cell:
    """A cell with a node's title and, below it, its text; the place a link to the node leads to."""
    title = (Paragraph((Span(node.title),), "body", node.id, node.id, "title"),) if node.title else ()
    body = rich(draft, node)
    if not title and body and isinstance(first := body[0], Paragraph):
        body = (Paragraph(first.spans, first.role, node.id, node.id, first.field), *body[1:])
    return Cell((*title, *body), node=node.id)


def schedules(draft: Drafting, node: Node) -> Iterator[Part]:
    """The tables below a part: delivery of its priorities, milestones, measures and costs, its priorities' too."""
    holders = [node, *(child for child in node.children if child.kind in ("priority", "outcome"))]
    holders += [inner for child in node.children for inner in child.children if inner.kind == "outcome"]
    held = [child for holder in holders for child in holder.children]
    yield from _delivery(draft, [child for child in node.children if isinstance(child, Priority)])
    yield from _milestones(draft, [child for child in held if isinstance(child, Milestone)])
    yield from _measures(draft, [child for child in held if isinstance(child, Measure)])
    yield from _costs(draft, [child for child in held if isinstance(child, Cost)])


def _delivery(draft: Drafting, priorities: Sequence[Priority]) -> Iterator[Part]:
    """Who answers for each priority and by when; only the columns that somebody filled."""
    shown = [p for p in priorities if p.owner or p.start or p.end or p.progress]
    fields = [name for name in ("owner", "start", "end", "progress") if any(getattr(p, name) for p in shown)]
    if not shown:
        return
    rows = [head(draft.house.term("priority").one, *(getattr(draft.house.columns, name) for name in fields))]
    for priority in shown:
        cells = [value(_said(draft, priority, name), priority.id, name) for name in fields]
        link = Paragraph((Span(draft.name(priority), link=f"#{priority.id}"),), generated=True)
        rows.append(Row((Cell((link,)), *cells), priority.id))
    widths = shares(3.6, *({"owner": 3.0, "progress": 1.6}.get(name, 2.3) for name in fields))
    yield Table(tuple(rows), 1, widths, draft.house.heading("delivery"), row_headers=True)


def _said(draft: Drafting, node: Node, field: str) -> str:
    """A field of one line as the document writes it."""
    found: Any = getattr(node, field)
    if field == "progress":
        return f"{found}%" if found else ""
    return written_date(found, draft.house) if field in ("start", "end", "date") else str(found)


def _milestones(draft: Drafting, milestones: Sequence[Milestone]) -> Iterator[Part]:
    if not milestones:
        return
    said, reached = draft.house.columns, any(m.done for m in milestones)
    rows = [head(draft.house.term("milestone").one, said.date, *((said.reached,) if reached else ()))]
    for each in milestones:
        done = (value(said.yes if each.done else said.no, each.id, "done"),) if reached else ()
        rows.append(
            Row((titled(draft, each), value(_said(draft, each, "date"), each.id, "date"), *done), each.id)
        )
    widths = shares(5, 2, *((1.2,) if reached else ()))
    yield Table(tuple(rows), 1, widths, draft.house.heading("milestones"), row_headers=True)


def _measures(draft: Drafting, measures: Sequence[Measure]) -> Iterator[Part]:
    if not measures:
        return
    rows = [head(draft.house.term("measure").one, draft.house.columns.baseline, draft.house.columns.target)]
    for each in measures:
        cells = value(each.baseline, each.id, "baseline"), value(each.target, each.id, "target")
        rows.append(Row((titled(draft, each), *cells), each.id))
    yield Table(tuple(rows), 1, shares(4, 2, 2), draft.house.heading("measures"), row_headers=True)


def _costs(draft: Drafting, costs: Sequence[Cost]) -> Iterator[Part]:
    if not costs:
        return
    said = draft.house.columns
    rows = [head(said.what_for, said.year, said.capital, said.revenue, said.source, right=(2, 3))]
    for each in costs:
        fields = zip(pounds_beside(each.capital, each.revenue), ("capital", "revenue"), strict=True)
        sums = (value(text, each.id, field, "right") for text, field in fields)
        cells = (
            titled(draft, each),
            value(each.year, each.id, "year"),
            *sums,
            value(each.source, each.id, "source"),
        )
        rows.append(Row(cells, each.id))
    capital, revenue = (
        sum((c.capital for c in costs), Decimal(0)),
        sum((c.revenue for c in costs), Decimal(0)),
    )
    if len(costs) > 1:
        totals = (worked_out(text, "right", bold=True) for text in pounds_beside(capital, revenue))
        rows.append(Row((worked_out(said.total, bold=True), worked_out(""), *totals, worked_out(""))))
    yield Table(tuple(rows), 1, shares(3.4, 1.6, 2, 2, 2.6), draft.house.heading("costs"), row_headers=True)


def costs_summary(draft: Drafting, vision: Vision) -> Iterator[Part]:
    """A generated table of each theme's costs and of their total, where two themes or more have any."""
    costed = [(t, costs) for t in vision.children if isinstance(t, Theme) and (costs := costs_below(t))]
    if len(costed) < 2:
        return
    said = draft.house.columns
    rows = [head(draft.house.term("theme").one, said.capital, said.revenue, said.total, right=(1, 2, 3))]
    totals = [Decimal(0), Decimal(0)]
    for theme, costs in costed:
        sums = [sum((c.capital for c in costs), Decimal(0)), sum((c.revenue for c in costs), Decimal(0))]
        totals = [total + each for total, each in zip(totals, sums, strict=True)]
        link = Paragraph((Span(draft.name(theme), link=f"#{theme.id}"),), generated=True)
        written = (worked_out(text, "right") for text in pounds_beside(*sums, sums[0] + sums[1]))
        rows.append(Row((Cell((link,)), *written)))
    last = (worked_out(text, "right", bold=True) for text in pounds_beside(*totals, totals[0] + totals[1]))
    rows.append(Row((worked_out(said.total, bold=True), *last)))
    what, whose = draft.house.heading("costs"), draft.house.term("theme").one.lower()
    caption = draft.house.wording.costs_by.replace("{costs}", what).replace("{theme}", whose)
    yield Table(tuple(rows), 1, shares(4, 2, 2, 2), caption, row_headers=True, generated=True)


def costs_below(node: Node) -> list[Cost]:
    """The costs of a part and of all below it."""
    found = [child for child in node.children if isinstance(child, Cost)]
    return found + [cost for child in node.children for cost in costs_below(child)]


def risk_register(draft: Drafting, risks: Sequence[Risk], *, referred: bool = False) -> Table:
    """Threat, response, owner, and likelihood by impact; the score is their product (1 to 25), worked out.

    `referred` says that a picture refers to each risk, so that every one has a reference.
    """
    said = draft.house.columns
    owned, after = any(r.owner for r in risks), any(r.likelihood_after or r.impact_after for r in risks)
    scored = any(r.likelihood or r.impact for r in risks)
    called = [draft.numbers.get(r.id, "") for r in risks]
    if referred:
        called = [own or given for own, given in zip(called, references(risks, draft.numbers), strict=True)]
    numbered = any(called)
    labels = (
        [said.reference] * numbered + [draft.house.term("risk").one, said.response] + [said.owner] * owned
    )
    labels += [said.score] * scored + [said.score_after] * after
    rows = [head(*labels)]
    for risk, reference in zip(risks, called, strict=True):
        response = (
            *rich(draft, risk, "response"),
            *draft.links((draft.house.wording.answered_by, risk.answered_by)),
        )
        cells = [worked_out(reference)] * numbered + [
            _threat(draft, risk),
            Cell(response, node=risk.id),
        ]
        cells += [value(risk.owner, risk.id, "owner")] * owned
        cells += [_score(risk, "likelihood", "impact")] * scored
        cells += [_score(risk, "likelihood_after", "impact_after")] * after
        rows.append(Row(tuple(cells), risk.id))
    widths = [0.7] * numbered + [4.0, 4.8] + [1.9] * owned + [1.6] * scored + [1.5] * after
    return Table(tuple(rows), 1, shares(*widths), row_headers=not numbered, node=risks[0].id, field="risk")


def _threat(draft: Drafting, risk: Risk) -> Cell:
    cell = titled(draft, risk)
    if risk.title and isinstance(first := cell.blocks[0], Paragraph):
        bold = Paragraph((Span(risk.title, bold=True),), first.role, first.anchor, first.node, first.field)
        return Cell((bold, *cell.blocks[1:]), node=risk.id)
    return cell


def _score(risk: Risk, likelihood: str, impact: str) -> Cell:
    """ "4 × 3 = 12"; a generated line, for it shows two fields and what follows from them."""
    one, other = getattr(risk, likelihood), getattr(risk, impact)
    if not (one or other):
        return Cell()
    if not (one and other):
        return worked_out(f"{one or '–'} × {other or '–'}", "centre")
    return worked_out(f"{one} × {other} = {one * other}", "centre")


def glossary_table(draft: Drafting, glossary: Glossary) -> Iterator[Part]:
    """Terms and their meanings, in the author's order."""
    terms = [child for child in glossary.children if child.kind == "term"]
    if not terms:
        return
    rows = [head(draft.house.columns.term, draft.house.columns.meaning)]
    for term in terms:
        name = Paragraph(prose.words(term.title), "body", term.id, term.id, "title")
        rows.append(Row((Cell((name,), node=term.id), Cell(rich(draft, term), node=term.id)), term.id))
    yield Table(tuple(rows), 1, shares(1, 2.6), row_headers=True, node=glossary.id, field="term")


def consultation_table(draft: Drafting, consultation: Consultation) -> Iterator[Part]:
    """Who answered and when, what they said, what was done about it, and since which version it has been there."""
    responses = [child for child in consultation.children if isinstance(child, Response)]
    if not responses:
        return
    said, dated = draft.house.columns, any(r.date for r in responses)
    named = any(r.title for r in responses)
    placed = any(r.version for r in responses)
    last = (said.in_version,) if placed else ()
    first = (said.who,) if named else ()
    rows = [head(*first, *((said.when,) if dated else ()), said.said, said.done, *last)]
    for each in responses:
        who = Paragraph(prose.words(each.title), "body", each.id, each.id, "title")
        when = (value(_said(draft, each, "date"), each.id, "date"),) if dated else ()
        done = (*rich(draft, each, "answer"), *draft.links((draft.house.wording.see, each.nodes)))
        rows.append(
            Row(
                (
                    *((Cell((who,), node=each.id),) if named else ()),
                    *when,
                    Cell(rich(draft, each), node=each.id),
                    Cell(done, node=each.id),
                    *((value(each.version, each.id, "version"),) if placed else ()),
                ),
                each.id,
            )
        )
    widths = shares(*((2,) if named else ()), *((1.6,) if dated else ()), 4, 4, *((1.2,) if placed else ()))
    yield Table(tuple(rows), 1, widths, row_headers=named, node=consultation.id, field="response")


def shares(*weights: float) -> tuple[float, ...]:
    """Weights as shares of the width that add to 1."""
    whole = sum(weights)
    return tuple(weight / whole for weight in weights)
