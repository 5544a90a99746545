"""The order of the passes, from a source to a proposal. Imports the passes, models and importers' values only."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from msgspec import Struct, structs

from app.importers.proposal import UNTITLED, Placement, Proposal
from app.importers.recognise.answers import answered, with_links
from app.importers.recognise.bare import told_by_tables
from app.importers.recognise.boxes import GUESS, guessed, one_page, unboxed
from app.importers.recognise.clauses import clauses_typed
from app.importers.recognise.control import Sheet, is_control_title, new_sheet, take_control
from app.importers.recognise.drafts import Draft, Places, audit, contents, every, finish, one_line, placements
from app.importers.recognise.front import (
    Front,
    council_in,
    front_page,
    names_strategy,
    organisation_in,
    split_period,
    under_title,
    without_title,
)
from app.importers.recognise.furniture import swept
from app.importers.recognise.headings import headed
from app.importers.recognise.joins import (
    headings_once,
    items_marked,
    items_rejoined,
    tables_joined,
    trailing_notes,
)
from app.importers.recognise.kinds import kind_named, known_title
from app.importers.recognise.lines import (
    ADDED,
    Grid,
    Line,
    Piece,
    Pieces,
    as_text,
    lines_of,
    pieces_of,
    says_colour,
)
from app.importers.recognise.numbers import items_unnumbered, paragraphs_unnumbered
from app.importers.recognise.outline import Part, lifted_root, outline
from app.importers.recognise.parts import Setting, drafts_of, is_report
from app.importers.recognise.principles import section_draft
from app.importers.recognise.risks import is_worded_score
from app.importers.recognise.vision import gathered
from app.importers.recognise.wording import normal
from app.importers.source import Source
from app.models.content import Content
from app.models.kinds import Ids, new_id
from app.models.nodes import Strategy

UNSURE = 0.6
_FRONT_MATTER = (
    ("organisation", ("organisation", "council")),
    ("author", ("author",)),
    ("period", ("period",)),
    ("department", ("department",)),
    ("review_date", ("review_date", "review date", "next review")),
)
"""The fields of a strategy that front matter or a file's own properties may say where its text does not."""
_ON_COVER = ("title", "organisation", "period", "author", "department")
"""What a control sheet states that a cover says too."""
_WELSH = frozenset("yn yr y ac i ein mae bydd byddwn gan o ar".split())
_FEWEST_WELSH = 4
_ENGLISH = frozenset("the and of to in we our is will for".split())


class _Read(Struct, frozen=True):
    """A source after the passes that need no meaning: its outline, front page, notes at the end and furniture."""

    root: Part
    front: Front
    footnotes: Pieces
    furniture: tuple[Line, ...]


def propose(
    source: Source, *, title: str = "", house: str = "plain", ids: Ids = new_id, headed: bool = True
) -> Proposal:
    """The strategy that a source holds; every word of it is in the tree or among the furniture.

    `title` overrides the title found in the document, whose words are furniture then. `house` is the key of the
    house style the strategy is to have. `ids` gives the identities of the new nodes. `headed` says that a heading over
    all others may be the title.
    """
    pieces, texts = pieces_of(source)
    read = _read(unboxed(pieces))
    notes = list(source.notes)
    draft = _strategy(read, notes, headed)
    if not audit((draft,), texts):
        notes.append(
            "The parts of this document could not be told apart safely; it came in as plain sections."
        )
        draft = _plain(read)
    return _proposal(draft, source, texts, notes, title, house, ids)


def _read(pieces: list[Piece]) -> _Read:
    body, footnotes = trailing_notes(pieces)
    clean = swept(body)
    furniture = list(clean.furniture)
    front = front_page(clauses_typed(clean.pieces))
    found = headed(items_marked(list(front.rest)), clean.listed)
    joined = items_rejoined(tables_joined(headings_once(found, furniture), furniture))
    root = outline(joined)
    if not is_report(root, ()):
        root = outline(items_unnumbered(paragraphs_unnumbered(joined)))
    return _Read(root, front, tuple(footnotes), tuple(furniture))


def _strategy(read: _Read, notes: list[str], headed: bool) -> Draft:
    front, root = _titled(read.front, read.root) if headed else (read.front, read.root)
    sheet = new_sheet()
    body = take_control((*front.over, *root.blocks), sheet, sure=False)
    parts, dropped = _control_parts(root.parts, sheet)
    if not front.title:
        parts, again = _cover_again(parts, sheet)
        dropped += again
    labels = [" ".join(line.words for line in row.get("label", ())) for row in sheet.rows]
    labels += [line.words for line in sheet.dropped]
    setting = Setting(is_report(structs.replace(root, parts=tuple(parts)), labels), notes)
    body, planned = _one_page(body, setting)
    told: list[Draft] = []
    if not setting.report:
        body, told = told_by_tables(tuple(body))
    children = answered(gathered([*planned, *drafts_of(parts, setting), *told]))
    if read.footnotes:
        children.append(Draft("section", body=read.footnotes, sure=0.8))
    if setting.report:
        notes.append("This looks like a committee report, not a strategy: its parts came in as sections.")
    made = _with_front(front, sheet, notes)
    return structs.replace(
        made,
        body=(*made.body, *body),
        children=tuple(children),
        dropped=(*made.dropped, *sheet.dropped, *dropped, *read.furniture),
    )


def _one_page(body: list[Piece], setting: Setting) -> tuple[list[Piece], list[Draft]]:
    """The text above all headings without a plan on one page, and what that plan holds."""
    grids = [block for block in body if isinstance(block, Grid)]
    page = one_page(grids[0]) if len(grids) == 1 else None
    if page is None:
        return body, []
    drafts = [guessed(draft) for draft in drafts_of(page.parts, setting)]
    if page.themes:
        drafts.append(Draft("themes", children=tuple(page.themes), sure=GUESS))
    return [piece for block in body for piece in (page.rest if block is grids[0] else (block,))], drafts


def _titled(front: Front, root: Part) -> tuple[Front, Part]:
    """The front page with a title from the headings where it has none of its own, or only says whose it is."""
    if front.title:
        untitled = without_title(front)
        if untitled is front or not root.parts or not names_strategy(root.parts[0].name):
            return front, root
        named, left = _titled(untitled, root)
        return (named, left) if named.title else (front, root)
    heading: tuple[Line, ...] = ()
    if root.parts and (names_strategy(root.parts[0].name) or not known_title(root.parts[0].key)):
        heading, root = lifted_root(root)
    if (
        not heading
        and len(root.parts) > 1
        and _is_bare(root.parts[0])
        and not is_control_title(root.parts[0].name)
    ):
        heading, root = root.parts[0].heading, structs.replace(root, parts=root.parts[1:])
    if not heading:
        return front, root
    title, period = split_period(heading[0])
    front = structs.replace(front, title=(title, *map(as_text, heading[1:])), period=period)
    front, blocks = under_title(front, root.blocks)
    return front, structs.replace(root, blocks=blocks)


def _is_bare(part: Part) -> bool:
    return not part.blocks and not part.parts and not part.family


def _control_parts(parts: Iterable[Part], sheet: Sheet) -> tuple[list[Part], list[Line]]:
    """The parts without control sheets and version tables, and the headings that stood over those."""
    left: list[Part] = []
    dropped: list[Line] = []
    for part in parts:
        if is_control_title(part.name):
            below, more = _control_parts(part.parts, sheet)
            blocks = take_control(part.blocks, sheet, sure=True)
            dropped.extend((*part.heading, *more))
            if not blocks and not below:
                continue
            dropped = dropped[: len(dropped) - len(part.heading) - len(more)] + more
            left.append(structs.replace(part, blocks=tuple(blocks), parts=tuple(below)))
            continue
        known = bool(left) or kind_named(part.key) != "section"
        blocks = part.blocks if known else take_control(part.blocks, sheet, sure=False)
        left.append(structs.replace(part, blocks=tuple(blocks)))
    return left, dropped


def _cover_again(parts: list[Part], sheet: Sheet) -> tuple[list[Part], list[Line]]:
    """The parts without a cover below the control sheet whose few lines say only what the sheet has said, and these."""
    stated = [line for name in _ON_COVER for line in sheet.fields.get(name, ())]
    said = set(normal(one_line(tuple(stated))).split())
    dropped: list[Line] = []
    while "title" in sheet.fields and parts and not parts[0].family:
        pieces = list(parts[0].pieces())
        lines = [piece for piece in pieces if isinstance(piece, Line)]
        if len(lines) < len(pieces) or not all(set(normal(line.words).split()) <= said for line in lines):
            break
        dropped.extend(map(as_text, lines))
        parts = parts[1:]
    return parts, dropped


def _with_front(front: Front, sheet: Sheet, notes: list[str]) -> Draft:
    fields: dict[str, tuple[Line, ...]] = {name: tuple(lines) for name, lines in sheet.fields.items()}
    dropped: list[Line] = []
    rows = list(sheet.rows)
    title = front.title
    own_title, over = _better_title(front.title, fields)
    for name, own in (("title", own_title), ("period", front.period), ("organisation", front.organisation)):
        stated = fields.pop(name, ())
        if not own and stated:
            own = stated
        elif stated and _says_more(stated, (*front.title, *front.period, *own)):
            rows.append({"label": (), "value": stated})
        else:
            dropped.extend(stated)
        if name == "title":
            title = own
        elif own:
            fields[name] = own
    if not own_title and len(title) == 1 and "period" not in fields:
        only, period = split_period(title[0])
        title = (only,)
        fields.update({"period": period} if period else {})
    if "stated_approval" in fields:
        said = one_line(fields["stated_approval"])
        notes.append(
            f"The file says “{said}”; approval is worked out from decisions and never taken from a file."
        )
    records = {"history": tuple(sheet.history), "sheet_rows": tuple(rows)}
    return Draft(
        "strategy",
        title,
        over,
        lines=fields,
        records={name: found for name, found in records.items() if found},
        dropped=tuple(dropped),
        sure=0.9,
    )


def _better_title(
    title: tuple[Line, ...], fields: dict[str, tuple[Line, ...]]
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The front page's title; none, and its lines, where only the sheet's subject says that it is a strategy."""
    stated = fields.get("title", ())
    if title and stated and names_strategy(one_line(stated)) and not names_strategy(one_line(title)):
        return (), title
    return title, ()


def _says_more(stated: tuple[Line, ...], known: tuple[Line, ...]) -> bool:
    """Whether a control sheet's title says words that the front page does not."""
    held = set(one_line(known).casefold().replace("–", "-").split())
    return not set(one_line(stated).casefold().replace("–", "-").split()) <= held


def _plain(read: _Read) -> Draft:
    """The document as sections only, with nothing recognised but its outline."""
    front = read.front
    lines = {
        name: own for name, own in (("period", front.period), ("organisation", front.organisation)) if own
    }
    children = [section_draft(part) for part in read.root.parts]
    if read.footnotes:
        children.append(Draft("section", body=read.footnotes, sure=0.8))
    body = (*front.over, *read.root.blocks)
    return Draft("strategy", front.title, body, lines=lines, children=tuple(children), dropped=read.furniture)


def _proposal(
    draft: Draft, source: Source, texts: list[str], notes: list[str], title: str, house: str, ids: Ids
) -> Proposal:
    if title and draft.title:
        dropped = draft.title if one_line(draft.title) != title else ()
        draft = structs.replace(
            draft, title=() if dropped else draft.title, dropped=(*draft.dropped, *dropped)
        )
    places: Places = {}
    dropped_lines: list[Line] = []
    node = finish(draft, ids, places, dropped_lines)
    node = with_links(node)
    assert isinstance(node, Strategy)
    found = placements(places, texts)
    more: dict[str, Any] = {"house": house}
    if not node.title:
        more["title"] = title or source.properties.get("title", "").strip() or UNTITLED
    if not node.organisation and (name := _on_front(node.title, draft) or organisation_in(_all_lines(draft))):
        more["organisation"] = name
        notes.append(f"The organisation “{name}” was taken from the text; look whether it is right.")
    for name, keys in _FRONT_MATTER:
        said = next((source.properties[key] for key in keys if source.properties.get(key)), "")
        if said and not getattr(node, name):
            more[name] = said
    if is_welsh(texts):
        more["language"] = "cy-GB"
    _note_guesses(found, draft, notes)
    return Proposal(
        Content(structs.replace(node, **more), source.pictures),
        found,
        (*source.furniture, *_furniture(dropped_lines)),
        tuple(notes),
    )


def _on_front(title: str, draft: Draft) -> str:
    """The council that the title or a line under it names (“Prepared for Elm Borough Council”)."""
    lines = (line.text for line in lines_of(draft.body) if len(line.text) < 120)
    return council_in(title) or next((name for name in map(council_in, lines) if name), "")


def is_welsh(texts: Iterable[str]) -> bool:
    """Whether a document is in Welsh rather than in English or another language, by its commonest words.

    A few of them, such as “y” and “i”, are words of French, Spanish or Polish too.
    """
    words = " ".join(islice(texts, 100)).casefold().split()
    welsh, english = (sum(map(known.__contains__, words)) for known in (_WELSH, _ENGLISH))
    often = 10 * welsh > len(words) > 30 and len(_WELSH.intersection(words)) >= _FEWEST_WELSH
    return often and welsh > 2 * english


def _all_lines(draft: Draft) -> list[Line]:
    return [line for each in every(draft) for line in lines_of((*each.body, *each.rich.get("statement", ())))]


def _furniture(lines: list[Line]) -> list[str]:
    """The text of furniture in the order of the source; signs without letters or digits are not listed."""
    lines = [line for line in lines if any(number != ADDED for number, _ in line.origin)]
    ordered = sorted(lines, key=lambda line: line.origin[0][0])
    return [line.words.lstrip(".,; ") for line in ordered if any(letter.isalnum() for letter in line.text)]


def _note_guesses(found: tuple[Placement, ...], draft: Draft, notes: list[str]) -> None:
    guesses = [place for place in found if place.sure < UNSURE]
    if guesses:
        shown = "”, “".join(place.text[:40] for place in guesses[:3])
        several = f"{len(guesses)} paragraphs were"
        said = several if len(guesses) > 1 else "1 paragraph was"
        notes.append(f"{said} placed by guess; look at “{shown}”.")
    rated = {line.words for each in every(draft) if each.kind == "risk" for line in each.dropped}
    if worded := sorted(words for words in rated if is_worded_score(words)):
        notes.append(
            f"Risk scores in words (“{worded[0]}”) were read as 2 for low, 3 for medium and 4 for high; look at them."
        )
    kept = (line for each in every(draft) for field, own in contents(each) if field for line in lines_of(own))
    if colours := sorted({line.words.split()[-1] for line in kept if says_colour(line)}):
        shown = "”, “".join(colours)
        notes.append(
            f"Cells that said something by their colour alone came in as words (“{shown}”); look at them."
        )
    if any(each.kind == "cost" and each.sure < UNSURE for each in every(draft)):
        notes.append(
            "Some costs do not say whether they are capital or revenue; they came in by guess, so look at them."
        )
    kinds = {each.kind for each in every(draft)}
    if (
        "vision" not in kinds
        and "theme" not in kinds
        and not any("committee report" in note for note in notes)
    ):
        notes.append("No vision and no themes were found; move parts where they belong in the tree.")
