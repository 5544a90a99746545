"""Risks: the threat, what is done about it, and a register's scores. Imports drafts, entries and lines."""

import re
from typing import Any

from msgspec import structs

from app.importers.recognise.column_heads import headed
from app.importers.recognise.drafts import Draft, one_line
from app.importers.recognise.entries import Entries, Entry, is_item, list_entries, named_blocks
from app.importers.recognise.lines import (
    Grid,
    GridCell,
    GridRow,
    Line,
    Piece,
    Pieces,
    as_text,
    cut,
    headed_by,
    lines_of,
)
from app.importers.recognise.outline import Part
from app.importers.recognise.principles import entries_of_part, merged, section_draft
from app.importers.recognise.wording import is_reference
from app.importers.scale import SCALE, scale_of

_RESPONSE = re.compile(
    r"(?:(?<=[.!?] )|(?<=[.!?]  )|(?<=[.!?]\n)|(?<=[.!?]\u00a0)|(?<=\n)|^)(?:"
    r"(?:mitigations?|mitigated by|mitigating actions?|response|actions?|controls?|our response|"
    r"what we will do)\s*[:–-]"
    r"|(?:it is|it's|it will be) (?:vital|essential|important|critical|crucial|imperative|necessary)\b"
    r"|(?:we|the (?:council|authority|service|programme|ict service|board|strategy|borough)|\w+ council|managers)"
    r" (?:will|must|shall|should|needs? to|has to|have to|therefore|are going to|is going to)\b"
    r"|(?:therefore|to (?:mitigate|address|counter|manage|reduce|respond to|avoid|prevent) (?:this|these|the))\b"
    r"|(?:this|these)(?: risks?)? (?:will be|is|are|can be) (?:mitigated|managed|addressed|reduced|controlled)\b"
    r")",
    re.I,
)
_NEEDS = re.compile(
    r"\b(?:needs? to|must|should|will need to|is vital|is essential|will be needed|will be required|will ensure|"
    r"will therefore|have to be|has to be)\b",
    re.I,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"'])")
_COLUMNS: tuple[tuple[str, str], ...] = (
    ("likelihood_after", r"(?:residual|after|target|net|mitigated).*(?:likelihood|probability|\bl$)|"
                     r"(?:likelihood|probability).*after|tebygolrwydd (?:gweddilliol|wedyn)"),
    ("impact_after", r"(?:residual|after|target|net|mitigated).*(?:impact|severity|\bi$)|(?:impact|severity).*after|"
                     r"effaith (?:weddilliol|wedyn)"),
    ("likelihood", r"likelihood|probability|^(?:gross |inherent |initial |current )?l$|^prob|tebygolrwydd"),
    ("impact", r"^(?:gross |inherent |current )?(?:impact|severity|consequence)(?: score| rating|"
               r" \(?1.*)?$|^(?:gross |inherent |initial |current )?i$|^imp\b|^impact|^effaith"),
    ("owner", r"owner|lead|responsible|accountable|who|perchennog|cyfrifol|arweiniol"),
    ("response", r"mitigat|response|control|action|treatment|what we|managed|countermeasure|how|lliniaru|ymateb|"
                 r"rheoli|camau"),
    ("threat", r"threat|description|detail|cause|consequence|effect|what could|disgrifiad"),
    ("title", r"risk|title|name|issue|threat|risg|go wrong"),
)  # fmt: skip
_PATTERNS = tuple((field, re.compile(pattern, re.I)) for field, pattern in _COLUMNS)
_STEPS = re.compile(r"\s*[/,;]\s*")
_THREE_STEPS = frozenset(("l", "m", "h", "low", "medium", "high", "isel", "canolig", "uchel"))
"""Words of a scale of three steps: read as 2, 3 and 4 of five, which somebody should look at."""
_SCORE = re.compile(r"^[1-5]$")
_PRODUCT = re.compile(r"^([1-5])\s*[x×*]\s*([1-5])(?:\s*=\s*(\d{1,2}))?$")
_TOTAL = re.compile(r"score|rating|total|level|\brag\b|\bl\s*[x×*]\s*i\b", re.I)
_BOTH = re.compile(r"likel.*(?:impact|bad|severe|serious)|probability.*impact", re.I)
_PAIR = re.compile(r"^([1-5]|[a-z]+(?: [a-z]+)?)\s*(?:/|,|;|\band\b)\s*([1-5]|[a-z]+(?: [a-z]+)?)$", re.I)
_COLOUR = re.compile(r"^(?:red|amber|yellow|green|[rag])$", re.I)
_LABEL = re.compile(
    r"\s*(?:mitigations?|mitigated by|mitigating actions?|response|our response|controls?)\s*[:–-]\s*(?=\S)",
    re.I,
)
_NAMED = re.compile(r"\s*(?:risks?|threat)\s*[:–-]\s*(?=\S)", re.I)
_OWNER = re.compile(r"\s*(?:risk )?(?:owner|lead(?: officer)?|owned by|perchennog)\s*:\s*(?=\S)", re.I)
_OWNED_LAST = re.compile(
    r"(?<=[\w.;)\]])(?P<label>[\s;,|–-]+(?:risk )?(?:owner|lead(?: officer)?|owned by|perchennog)\s*:\s*)"
    r"(?P<who>[^.:;]{2,60})(?P<stop>\.?\s*)$",
    re.I,
)
_RATED = re.compile(
    r"\s*\(?\s*(?:likelihood|probability)\s*[:=–-]?\s*(?P<likelihood>[1-5]|[a-z]+(?: (?:low|high|certain))?)"
    r"[\s,;|/.–-]+(?:and )?(?:impact|severity)\s*[:=–-]?\s*(?P<impact>[1-5]|[a-z]+(?: (?:low|high))?)\s*\)?\s*\.?\s*$",
    re.I,
)
_AFTER = re.compile(r"residual|after|target|\bnet\b|mitigated", re.I)
_REFERENCE = re.compile(r"^(?:ref(?:erence)?|no|id|number|risk (?:no|id|ref)\w*|#)\b|^#", re.I)
_SCORE_WORD = re.compile(r"^([1-5])\s*[(:–-]?\s*([a-z ]+?)\)?$")
_WORD_SCORE = re.compile(r"^([a-z ]+?)(?:\s*[(:–-]?\s*([1-5])\)?)?$")


def risks(part: Part) -> list[Draft] | None:
    """The risks under a heading; None where it holds none that can be told apart."""
    part = merged(part)
    register = _register(part)
    if register is not None:
        return [register]
    found, rest = entries_of_part(part, "risk")
    if not found.entries:
        found = _told_in_prose(part.blocks)
    if not found.entries:
        return None
    entries = list(found.entries)
    sections: list[Draft] = []
    for below in rest:
        below, items = _carried_on(below)
        entries += items
        sections.append(section_draft(below))
    children = tuple(_risk(entry) for entry in entries)
    rich = {"closing": found.closing} if found.closing else {}
    return [
        Draft("risks", part.heading, found.lead, rich, children=(*children, *sections), dropped=found.dropped)
    ]


def _told_in_prose(blocks: Pieces) -> Entries:
    """Two or more paragraphs that each tell a threat and what is done about it, as risks placed by guess."""
    told = [_is_told(block) for block in blocks]
    if sum(told) < 2:
        return Entries(blocks)
    start, end = told.index(True), len(told) - told[::-1].index(True)
    if not all(told[start:end]):
        return Entries(blocks)
    lines = [block for block in blocks[start:end] if isinstance(block, Line)]
    return Entries(blocks[:start], tuple(map(_prose_entry, lines)), blocks[end:])


def _is_told(block: Piece) -> bool:
    return isinstance(block, Line) and not is_item(block) and bool(split_response((block,))[1])


def _prose_entry(line: Line) -> Entry:
    named = _NAMED.match(line.text)
    if not named:
        return Entry((), (line,), (), (), 0.55)
    label, rest = cut(line, named.end())
    return Entry((), (rest,), (), (label,), 0.75)


def _carried_on(part: Part) -> tuple[Part, list[Entry]]:
    """A sub-part that was put into the midst of the list, without the list's items that stand after its table."""
    last = max((at for at, block in enumerate(part.blocks) if not isinstance(block, Line)), default=-1)
    tail = part.blocks[last + 1 :]
    if last < 0 or part.parts or not tail or not all(is_item(block) for block in tail):
        return part, []
    return structs.replace(part, blocks=part.blocks[: last + 1]), list_entries(tail)


def _register(part: Part) -> Draft | None:
    """A risk register laid out as a table, with what stands around it."""
    for at, grid in enumerate(part.blocks):
        made = register_risks(grid) if isinstance(grid, Grid) else None
        if made:
            children, dropped = made
            rich = {"closing": closing} if (closing := part.blocks[at + 1 :]) else {}
            sections = tuple(section_draft(below) for below in part.parts)
            body = part.blocks[:at]
            return Draft(
                "risks", part.heading, body, rich, children=(*children, *sections), dropped=dropped, sure=0.95
            )
    return None


def register_risks(grid: Grid) -> tuple[tuple[Draft, ...], tuple[Line, ...]] | None:
    """The risks of a register's rows and its column headings; None where the table is no risk register."""
    table = headed(grid)
    if table is None:
        return None
    fields: list[str] = []
    for head in table.heads:
        name = f"Residual {head.own}" if _AFTER.search(head.over) else head.own
        if _BOTH.search(name):
            fields.append("")
            continue
        known = (f for f, pattern in _PATTERNS if f not in fields and pattern.search(name))
        if _TOTAL.search(name):
            known = (field for field in known if field.startswith(("likelihood", "impact")))
        fields.append("" if _REFERENCE.match(name) else next(known, ""))
    if "title" not in fields and "threat" in fields:
        fields[fields.index("threat")] = "title"
    if "title" not in fields or not {"response", "likelihood", "impact"} & set(fields):
        return None
    names = [head.name for head in table.heads]
    return tuple(_scored(row, fields, names) for row in table.rows), table.lines


def _scored(row: GridRow, fields: list[str], names: list[str]) -> Draft:
    found: dict[str, Pieces] = {}
    kept: list[Piece] = []
    scores: dict[str, int] = {}
    dropped: list[Line] = []
    for field, name, cell in zip(fields, names, row, strict=True):
        if _BOTH.search(name) and (found_pair := _PAIR.match(cell.words)):
            pair = {"likelihood": scale_of(found_pair[1]), "impact": scale_of(found_pair[2])}
            scores.update(pair if all(pair.values()) else {})
            (dropped if all(pair.values()) else kept).extend(cell.lines)
        elif _total(cell, name, scores) or (_REFERENCE.match(name) and is_reference(cell.words)):
            dropped.extend(cell.lines)
        elif field in ("likelihood", "impact", "likelihood_after", "impact_after"):
            _score(cell, name, field, scores, kept, dropped)
        elif field:
            found[field] = found.get(field, ()) + cell.blocks
        else:
            kept.extend(headed_by(name, cell))
    title, main, stop = named_blocks(found.get("title", ()))
    dropped.extend(stop)
    if not title and len(main) == len(list(lines_of(main))):
        title, main = tuple(lines_of(main)), ()
    threat = (*main, *found.get("threat", ()))
    if not threat and sum(len(line.words.split()) for line in title) > 12:
        title, threat = (), found.get("title", ())
    rich = {"response": found["response"]} if found.get("response") else {}
    lines = {"owner": tuple(lines_of(found["owner"]))} if found.get("owner") else {}
    body = (*threat, *kept)
    sure = 0.55 if any(is_worded_score(line.words) for line in dropped) else 0.95
    return Draft("risk", title, body, rich, lines, scores, dropped=tuple(dropped), sure=sure)


def _score(
    cell: GridCell, name: str, field: str, scores: dict[str, int], kept: list[Piece], dropped: list[Line]
) -> None:
    """A score as a number, from one to five: as such, or as the word for it (“High”, “Likely (4)”, “4 – Likely”)."""
    lines = list(cell.lines)
    words = " ".join(line.words for line in lines).lower()
    words = _SCORE_WORD.sub(r"\2 (\1)", words)
    found = _WORD_SCORE.match(words)
    said = found.group(1).strip() if found else ""
    if _SCORE.match(words):
        scores[field] = int(words)
    elif found and (found.group(2) or said in SCALE):
        scores[field] = int(found.group(2)) if found.group(2) else SCALE[said]
    if field in scores and (not said or said in SCALE):
        dropped.extend(lines)
    else:
        kept.extend(headed_by(name, cell))


def _total(cell: GridCell, name: str, scores: dict[str, int]) -> bool:
    """Whether a cell is likelihood times impact: scores told so (“4 × 5 = 20”), or the product of those told before."""
    words = cell.words.strip()
    after = "_after" if _AFTER.search(name) else ""
    if found := _PRODUCT.match(words):
        likelihood, impact = int(found.group(1)), int(found.group(2))
        if found.group(3) and int(found.group(3)) != likelihood * impact:
            return False
        scores.update({"likelihood" + after: likelihood, "impact" + after: impact})
        return True
    product = scores.get("likelihood" + after, 0) * scores.get("impact" + after, 0)
    return bool(_TOTAL.search(name)) and product > 0 and (words == str(product) or bool(_COLOUR.match(words)))


def _risk(entry: Entry) -> Draft:
    title, dropped = entry.title, entry.dropped
    if title and one_line(title).casefold() in ("risk", "threat"):
        title, dropped = (), (*dropped, *title)
    threat, response = split_response(entry.body)
    if (
        title
        and not response
        and threat
        and isinstance(first := threat[0], Line)
        and _LABEL.match(first.text)
    ):
        threat, response = (), threat
    if (
        title
        and threat
        and not response
        and isinstance(first := threat[0], Line)
        and _RESPONSE.match(first.text)
    ):
        threat, response = (), threat
    if not title and threat and isinstance(first := threat[0], Line):
        title, stop, rest = _short_title(first)
        dropped = (*dropped, *stop)
        threat = (*rest, *threat[1:])
    if response and isinstance(start := response[0], Line) and (label := _LABEL.match(start.text)):
        said, rest = cut(start, label.end())
        dropped, response = (*dropped, said), (rest, *response[1:])
    rich = {"response": response} if response else {}
    columns = tuple(block for _, blocks in entry.columns for block in blocks)
    sure = min(entry.sure, 0.75) if response else entry.sure
    return _labelled(Draft("risk", title, (*threat, *columns), rich, dropped=dropped, sure=sure))


def _labelled(draft: Draft) -> Draft:
    """A risk whose own lines say “Owner: …” or “Likelihood: 4, Impact: 3”, with those as its fields."""
    lines: dict[str, tuple[Line, ...]] = {}
    values: dict[str, Any] = {}
    dropped = list(draft.dropped)
    sure = draft.sure

    def kept(block: Piece) -> Piece | None:
        nonlocal sure
        if not isinstance(block, Line):
            return block
        if not lines and (label := _OWNER.match(block.text)):
            said, rest = cut(block, label.end())
            dropped.append(said)
            lines["owner"] = (as_text(rest),)
            return None
        if not lines and (owned := _OWNED_LAST.search(block.text)):
            block, said = cut(block, owned.start("label"))
            label, said = cut(said, len(owned["label"]))
            who, stop = cut(said, len(owned["who"]))
            dropped.extend((label, *((stop,) if stop.text else ())))
            lines["owner"] = (as_text(who),)
        rated = _RATED.search(block.text) if not values else None
        scores = {name: scale_of(word) for name, word in rated.groupdict().items()} if rated else {}
        if rated is None or not all(scores.values()):
            return block
        values.update(scores)
        sure = 0.55 if any(map(is_worded_score, rated.groupdict().values())) else sure
        first, said = cut(block, rated.start())
        dropped.append(said)
        return first if first.words else None

    body = tuple(piece for block in draft.body if (piece := kept(block)) is not None)
    response = tuple(piece for block in draft.rich.get("response", ()) if (piece := kept(block)) is not None)
    if not lines and not values:
        return draft
    rich = {"response": response} if response else {}
    return structs.replace(
        draft, body=body, rich=rich, lines=lines, values=values, dropped=tuple(dropped), sure=sure
    )


def is_worded_score(words: str) -> bool:
    """Whether a score is a word of a scale of three steps (“High”, “L / M”), which a scale of five only guesses at."""
    steps = _STEPS.split(words.lower())
    return len(steps) <= 2 and all(step in _THREE_STEPS for step in steps)


def _short_title(line: Line) -> tuple[tuple[Line, ...], tuple[Line, ...], Pieces]:
    """A first sentence without a verb, of six words at most, is the risk's name (“Lack of digital skills.”)."""
    found = re.match(
        r"\s*((?:Lack|Loss|Failure|Shortage|Ignoring|Absence|Insufficient|Poor|Cyber)\b[^.]{0,60})\.\s+(?=\S)",
        line.text,
    )
    if not found or len(found.group(1).split()) > 9:
        return (), (), (line,)
    title, rest = cut(line, found.end(1))
    stop, rest = cut(rest, found.end() - found.end(1))
    return (title,), (stop,), (rest,)


def split_response(blocks: Pieces) -> tuple[Pieces, Pieces]:
    """A risk's text in two: the threat, and from the sentence on that says what is done, the response."""
    for at, block in enumerate(blocks):
        if not isinstance(block, Line):
            continue
        start = _response_start(block.text, first=at == 0)
        if start == 0 and at:
            return blocks[:at], blocks[at:]
        if start > 0:
            threat, response = cut(block, start)
            return (*blocks[:at], threat), (as_text(response), *blocks[at + 1 :])
    return blocks, ()


def _response_start(text: str, *, first: bool) -> int:
    """Where the response begins in a paragraph: 0 at its start, -1 where there is none."""
    for found in _RESPONSE.finditer(text):
        if found.start() or not first:
            return found.start()
    for found in _SENTENCE.finditer(text):
        end = _SENTENCE.search(text, found.end())
        if _NEEDS.search(text, found.end(), end.start() if end else len(text)):
            return found.end()
    return -1
