"""Comments put into a document where the words stand that they are about. Imports models and siblings only."""

from bisect import bisect_left
from collections.abc import Callable, Sequence

from msgspec import structs

from app.document.nodes import Document, Heading, List, Paragraph, Part, Remark, Span, Spans, Table
from app.models.review import Comment

Worded = Heading | Paragraph
Owner = tuple[str, str]
Visit = Callable[[Worded, Owner], Worded]


def with_remarks(document: Document, comments: Sequence[Comment]) -> Document:
    """The document with comments, each on its words; where those are gone, on the first words of its part.

    An answer stands where the comment stands that it answers. Nothing is left out: what has no part any more stands on
    the first words of the document.
    """
    places = {each.id: at for at, each in enumerate(comments, start=1)}
    firsts = {each.id: each for each in comments}
    worded: list[tuple[Worded, Owner]] = []

    def seen(part: Worded, owner: Owner) -> Worded:
        worded.append((part, owner))
        return part

    _visited(document.parts, ("", ""), seen)
    if not worded:
        return document
    wanted: dict[int, list[tuple[int, Comment]]] = {}
    for each in comments:
        about = firsts.get(each.parent, each)
        wanted.setdefault(_target(about, worded), []).append((places[each.id], about))
    count = iter(range(len(worded)))
    parts = _visited(document.parts, ("", ""), lambda part, _: _noted(part, wanted.get(next(count), [])))
    remarks = tuple(
        Remark(c.text, c.author, c.at, places.get(c.parent, 0), bool(c.resolved)) for c in comments
    )
    return structs.replace(document, parts=parts, remarks=remarks)


def _visited(parts: tuple[Part, ...], owner: Owner, visit: Visit) -> tuple[Part, ...]:
    """The parts with every heading and paragraph as `visit` gives it back; it is told whose words they are."""
    made: list[Part] = []
    for part in parts:
        if isinstance(part, Worded):
            made.append(visit(part, (part.node, part.field) if part.node else owner))
        elif isinstance(part, List):
            inside = (part.node, part.field) if part.node else owner
            items = tuple(
                structs.replace(i, blocks=_visited(i.blocks, (i.node, "") if i.node else inside, visit))
                for i in part.items
            )
            made.append(structs.replace(part, items=items))
        elif isinstance(part, Table):
            made += [_visited_table(table, owner, visit) for table in part.replaced or (part,)]
        else:
            made.append(part)
    return tuple(made)


def _visited_table(table: Table, owner: Owner, visit: Visit) -> Table:
    inside = (table.node, table.field) if table.node else owner
    rows = tuple(
        structs.replace(
            row,
            cells=tuple(
                structs.replace(
                    c,
                    blocks=_visited(
                        c.blocks, (c.node or row.node, "") if c.node or row.node else inside, visit
                    ),
                )
                for c in row.cells
            ),
        )
        for row in table.rows
    )
    return structs.replace(table, rows=rows)


def _target(comment: Comment, worded: Sequence[tuple[Worded, Owner]]) -> int:
    """Which of the worded parts a comment stands on."""
    own = [at for at, (_, owner) in enumerate(worded) if owner[0] == comment.node]
    field = [at for at in own if worded[at][1][1] == comment.field]
    for among, loosely in ((field, False), (own, False), (field, True), (own, True)):
        for at in among:
            if comment.place_in(_text(worded[at][0].spans), loosely):
                return at
    return next(iter(field or own), 0)


def _text(spans: Spans) -> str:
    return "".join(span.text for span in spans)


def _noted(part: Worded, remarks: Sequence[tuple[int, Comment]]) -> Worded:
    if not remarks:
        return part
    spans = part.spans
    length = len(_text(spans))
    edges: list[tuple[int, int]] = []
    for place, comment in remarks:
        start, end = comment.place_in(_text(spans), loosely=True) or (0, length)
        edges += [(start, place), (end, -place)]
    changed = _with_edges(spans, sorted(edges, key=lambda edge: (edge[0], edge[1] > 0)))
    if isinstance(part, Paragraph) and part.lead:
        lead = len(_text(spans[: part.lead]))
        reach = [len(_text(changed[: at + 1])) for at in range(len(changed))]
        return structs.replace(part, spans=changed, lead=bisect_left(reach, lead) + 1)
    return structs.replace(part, spans=changed)


def _with_edges(spans: Spans, edges: Sequence[tuple[int, int]]) -> Spans:
    """The spans, cut where a remark begins or ends."""
    made: list[Span] = []
    waiting = list(edges)
    at = 0
    for span in spans:
        start = 0
        while waiting and waiting[0][0] < at + len(span.text):
            cut = waiting[0][0] - at
            if cut > start:
                made.append(structs.replace(span, text=span.text[start:cut]))
                start = cut
            made.append(Span("", remark=waiting.pop(0)[1]))
        if start < len(span.text):
            made.append(structs.replace(span, text=span.text[start:]))
        at += len(span.text)
    return (*made, *(Span("", remark=place) for _, place in waiting))
