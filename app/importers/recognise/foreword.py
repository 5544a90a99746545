"""The foreword and who signed it. Imports drafts and lines."""

import re
from itertools import chain

from app.importers.recognise.drafts import Draft
from app.importers.recognise.entries import flattened
from app.importers.recognise.lines import Grid, Line, Pieces, as_text, cut, has_image
from app.importers.recognise.outline import Part

_ROLE = re.compile(
    r"\b(?:chief executive|leader|member|director|head of|chair(?:man|woman|person)?|mayor|officer|portfolio|cabinet|"
    r"manager|services?|convener|convenor|provost|president|commissioner|lead|deputy|council|executive|partner|"
    r"prif weithredwr|arweinydd)\b",
    re.I,
)
_TITLED = re.compile(
    r"^(?:[-–—]\s*)?(?:councillor|cllr\.?|cyng\.?|mr\.?|mrs\.?|ms\.?|miss|dr\.?|sir|dame|lord|lady|professor|prof\.?|"
    r"baroness|rev\.?|alderman|bailie|mayor)\s+[A-ZÀ-ÞŴŶ]",
    re.I,
)
_NAME = re.compile(
    r"^(?:[A-ZÀ-ÞŴŶ][\w'’.\-ÀÿŵŷŴŶ]*\.?|of|de|van|ap|ab|ferch|Mc\w+)(?:\s+(?:[A-ZÀ-ÞŴŶ][\w'’.\-ŵŷ]*\.?|of|de|van|ap|ab|ferch|and|&|(?:OBE|MBE|CBE|DL|JP)))*$"
)
_SPLIT = re.compile(r"\s*(?:,|\n|\t+|\s[–—-])\s*")
_LONGEST_BLOCK = 14


def foreword(part: Part) -> list[Draft]:
    """The foreword with its signatories: names at its end, each followed by the lines of its role."""
    body, people = _signed(flattened(part)[len(part.heading) :])
    return [Draft("foreword", part.heading, body, children=people, sure=0.95)]


def _signed(blocks: Pieces) -> tuple[Pieces, tuple[Draft, ...]]:
    if blocks and isinstance(last := blocks[-1], Grid) and (signed := _signed_table(last)):
        return blocks[:-1], signed
    start = _signatures_start(blocks)
    people: list[tuple[Line, list[Line]]] = []
    for block in blocks[start:]:
        assert isinstance(block, Line)
        line = as_text(block)
        if is_name(line.words) and not (people and not people[-1][1] and _is_role(line.words)):
            people.append((line, []))
        elif people:
            people[-1][1].append(line)
    if not people:
        return blocks, ()
    return blocks[:start], tuple(_person(name, roles) for name, roles in people)


def _signed_table(grid: Grid) -> tuple[Draft, ...]:
    """The people of a table of names with their posts beside or below; empty where it is none."""
    if has_image((grid,)) or any(len(cell.words.split()) > 16 for row in grid.rows for cell in row):
        return ()
    rows = [[cell.lines for cell in row] for row in grid.rows]
    across = len({len(row) for row in rows}) == 1 and all(is_name(cell.words) for cell in grid.rows[0])
    groups = [list(column) for column in zip(*rows, strict=True)] if across else rows
    people = [list(chain.from_iterable(group)) for group in groups]
    if not all(lines and is_name(lines[0].words) for lines in people):
        return ()
    return tuple(_person(as_text(lines[0]), [as_text(line) for line in lines[1:]]) for lines in people)


def _signatures_start(blocks: Pieces) -> int:
    """Where the names begin: short lines without a final stop at the end, the first of them a name."""
    start = len(blocks)
    while start and len(blocks) - start < _LONGEST_BLOCK:
        block = blocks[start - 1]
        if not isinstance(block, Line) or block.item >= 0 or not _is_short(block.words):
            break
        start -= 1
    while start < len(blocks):
        block = blocks[start]
        if isinstance(block, Line) and is_name(block.words):
            return start
        start += 1
    return start


def _is_short(words: str) -> bool:
    return len(words.split()) <= 16 and not words.endswith((".", "!", "?", ":", ";")) and len(words) <= 140


def is_name(words: str) -> bool:
    """Whether a line is somebody's name, perhaps with the post after a comma or a line end."""
    head = _SPLIT.split(words, maxsplit=1)[0].strip("-–— ")
    if _TITLED.match(words):
        return True
    count = len(head.split())
    return 2 <= count <= 5 and bool(_NAME.match(head)) and not _ROLE.search(head)


def _is_role(words: str) -> bool:
    return bool(_ROLE.search(words)) and not _TITLED.match(words)


def _person(name: Line, roles: list[Line]) -> Draft:
    found = _SPLIT.search(name.text.strip(), 3)
    dropped: tuple[Line, ...] = ()
    if found and name.text.strip()[found.end() :]:
        lead = len(name.text) - len(name.text.lstrip())
        name, rest = cut(name, lead + found.end())
        roles = [rest, *roles]
        name, stop = cut(name, lead + found.start())
        dropped = (stop,)
    return Draft("signatory", (name,), (), lines={"role": tuple(roles)}, dropped=dropped, sure=0.85)
