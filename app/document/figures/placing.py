"""Which pictures stand in a document, with their captions and the tables that say the same in words.

A house style decides where; a picture with nothing to show is not drawn. Everything here is worked out: no reader takes
it back into a strategy. Imports models and the package above only.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import compress

from msgspec import structs

from app.document import prose
from app.document.drafting import Drafting
from app.document.figures.cost_bars import CostWords, cost_bars
from app.document.figures.drawing import Drawing
from app.document.figures.heat_map import heat_map
from app.document.figures.scores import references, standings
from app.document.figures.series import Bar, Lane, Point, cost_table, roadmap
from app.document.figures.timeline import timeline
from app.document.nodes import Cell, Paragraph, Part, Row, Span, Table
from app.document.schedules import head, shares, worked_out
from app.document.wording import pounds, written_date
from app.models.look import Look
from app.models.nodes import Node, Priority, Risk, Theme, Vision

_A4 = (210, 297)
_SHARE = 0.84
_LEAST_MARGIN = 15
_POINTS = 72 / 25.4


def text_width(look: Look) -> float:
    """The width of a page's text in points, which no figure exceeds."""
    return (_A4[0] - 2 * max(look.margin, _LEAST_MARGIN)) * _POINTS


def most_height(look: Look) -> float:
    """How high a figure may be in points, to stand on a page with its heading and caption, never made smaller."""
    return (_A4[1] - 2 * max(look.margin, _LEAST_MARGIN)) * _POINTS * _SHARE


def risk_figure(draft: Drafting, holder: Node, risks: Sequence[Risk]) -> Iterator[Drawing]:
    """The heat map of the risks of one register, which `holder` holds, where any of them is scored."""
    if draft.house.figures.risks == "no figure":
        return
    found = standings(risks, references(risks, draft.numbers))
    if found:
        caption = draft.house.figures.risks_caption.replace("{risks}", draft.house.term("risk").many)
        drawn = heat_map(found, draft.house.figures, text_width(draft.house.look), caption)
        yield structs.replace(drawn, node=holder.id)


def around_themes(draft: Drafting, holder: Node, where: str) -> Iterator[Part]:
    """The figures that stand "before" or "after" all themes, once in a document. `holder` is what holds some."""
    theme = draft.house.figures
    if holder.id != _place(draft, where):
        return
    if theme.roadmap == f"{where} the themes":
        yield from _of(holder, _roadmap(draft))
    if theme.costs == f"{where} the themes":
        yield from _of(holder, _costs(draft))


def _of(holder: Node, parts: Iterable[Part]) -> Iterator[Part]:
    """Parts, whose drawings belong to what holds them."""
    return (structs.replace(part, node=holder.id) if isinstance(part, Drawing) else part for part in parts)


def _place(draft: Drafting, where: str) -> str:
    """The first or last vision that holds themes; the first or last theme at the top where none does."""
    top = draft.root.children
    holders = [v.id for v in top if isinstance(v, Vision) and any(isinstance(c, Theme) for c in v.children)]
    holders = holders or [node.id for node in top if isinstance(node, Theme)]
    return "" if not holders else holders[0] if where == "before" else holders[-1]


def _roadmap(draft: Drafting) -> Iterator[Part]:
    house = draft.house
    lanes = tuple(_named(draft, lane) for lane in roadmap(draft.root))
    dated = tuple(lane for lane in map(_dated, lanes) if lane.bars or lane.points)
    if sum(map(_count, dated)) < 2:
        return
    by = house.term("theme").one.lower()
    caption = house.figures.roadmap_caption.replace("{theme}", by)
    room = text_width(house.look), most_height(house.look)
    yield from timeline(dated, house.figures, room, caption, by)
    yield _dates(draft, dated, house.figures.dates.replace("{caption}", caption))


def _dates(draft: Drafting, lanes: Sequence[Lane], caption: str) -> Table:
    """The table of what is drawn. A column in which nothing would stand is left out."""
    said, bars = draft.house.columns, [bar for lane in lanes for bar in lane.bars]
    starts, ends = any(bar.start for bar in bars), any(bar.end for bar in bars)
    points = any(point.day for each in (*lanes, *bars) for point in each.points)
    kept = (True, starts, ends, points)

    def row(*cells: Cell) -> Row:
        return Row(tuple(compress(cells, kept)))

    heads = draft.house.term("priority").one, said.start, said.end, draft.house.term("milestone").many
    rows = [head(*compress(heads, kept))]
    for lane in lanes:
        name = _link(lane.node, lane.name, bold=True)
        whole = Row((Cell(name.blocks, across=sum(kept)),))
        rows.append(row(name, Cell(), Cell(), _points(draft, lane.points)) if lane.points else whole)
        for bar in lane.bars:
            draft.go_on()
            days = (_day(draft, bar, "start"), _day(draft, bar, "end"))
            rows.append(row(_link(bar.node, bar.name), *days, _points(draft, bar.points)))
    widths = shares(*compress((3.4, 1.9, 1.9, 3.4), kept))
    return Table(tuple(rows), 1, widths, caption, row_headers=True, generated=True)


def _named(draft: Drafting, lane: Lane) -> Lane:
    """A lane with the names that the document calls its parts."""
    bars = tuple(
        Bar(bar.node, draft.name(draft.nodes[bar.node]), bar.start, bar.end, bar.progress, bar.points)
        for bar in lane.bars
    )
    return Lane(lane.node, draft.name(draft.nodes[lane.node]), bars, lane.points)


def _dated(lane: Lane) -> Lane:
    """A lane without what has no date."""
    bars = tuple(bar for bar in lane.bars if bar.start or bar.end or any(point.day for point in bar.points))
    return Lane(lane.node, lane.name, bars, tuple(point for point in lane.points if point.day))


def _count(lane: Lane) -> int:
    """How many priorities and milestones of a lane have a date."""
    points = [point for bar in lane.bars for point in bar.points if point.day]
    return sum(1 for bar in lane.bars if bar.start or bar.end) + len(points) + len(lane.points)


def _link(node: str, name: str, *, bold: bool = False) -> Cell:
    return Cell((Paragraph((Span(name, bold, link=f"#{node}"),), generated=True),))


def _day(draft: Drafting, bar: Bar, field: str) -> Cell:
    node = draft.nodes[bar.node]
    text = getattr(node, field) if isinstance(node, Priority) else ""
    return worked_out(written_date(text, draft.house))


def _points(draft: Drafting, points: Sequence[Point]) -> Cell:
    lines = [f"{point.name}, {_written(draft, point.node, point.day)}" for point in points if point.day]
    return Cell(tuple(prose.generated(line) for line in lines))


def _written(draft: Drafting, node: str, day: date | None) -> str:
    text: str = getattr(draft.nodes[node], "date", "") or (day.isoformat() if day else "")
    return written_date(text, draft.house)


def _costs(draft: Drafting) -> Iterator[Part]:
    house, costs = draft.house, cost_table(draft.root)
    said, by = house.columns, house.term("theme").one.lower()
    caption = house.figures.costs_caption.replace("{costs}", house.heading("costs")).replace("{theme}", by)
    words = CostWords(said.capital, said.revenue, said.total, by, house.figures.elsewhere)
    room = text_width(house.look), most_height(house.look)
    drawn = cost_bars(costs, house.figures, words, room, caption)
    if not drawn:
        return
    yield from drawn
    rows = [head(house.term("theme").one, said.year, said.capital, said.revenue, said.total, right=(2, 3, 4))]
    for row in costs.rows:
        name = draft.name(draft.nodes[row.node]) if row.node else house.figures.elsewhere
        first = _link(row.node, name) if row.node else worked_out(name)
        for year, sums in zip(costs.years, row.years, strict=True):
            if sums.capital or sums.revenue:
                written = (
                    worked_out(pounds(each), "right") for each in (sums.capital, sums.revenue, sums.total)
                )
                rows.append(Row((first, worked_out(year or house.figures.undated), *written)))
    last = (costs.total.capital, costs.total.revenue, costs.total.total)
    totals = (worked_out(pounds(each), "right", bold=True) for each in last)
    rows.append(Row((worked_out(said.total, bold=True), worked_out(""), *totals)))
    caption = house.figures.sums.replace("{caption}", caption)
    yield Table(tuple(rows), 1, shares(3.6, 1.6, 2, 2, 2), caption, row_headers=True, generated=True)
