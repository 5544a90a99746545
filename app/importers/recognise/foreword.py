"""The foreword and who signed it. Imports drafts and lines."""

import re
from itertools import chain

from msgspec import structs

from app.importers.recognise.drafts import Draft
from app.importers.recognise.entries import bold_lead_in, flattened
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
_SPLIT = re.compile(r"\s*(?:,|\n|\t+|\s[–—-]|\((?=[^)]*\)[\s,;.]*$))\s*")
_NEXT = re.compile(r"\s*(?:;|\s/\s|,?\s+(?:and|&|ac?)\s)\s*(?=\S)")
_POST_FIRST = re.compile(
    r"(?:Signed(?: by)?\s*:?\s*)?(?P<post>(?:[A-Z][a-z]+ ){0,3}"
    r"(?:[A-Z]{1,3}FO|Officer|Conven[eo]r|Executive|Leader|Provost|Mayor|Chair))\s+(?=[A-Z][\w'’-]+ [A-Z][\w'’-]+)|"
    r"Signed(?: by)?\s*:\s*"
)
_POST = re.compile(
    r"\b(?:chief|leader|member|director|head|chair\w*|mayor|officer|holder|conveno?r|provost|president|commissioner|"
    r"arweinydd)\b",
    re.I,
)
_LONGEST_BLOCK = 14
_LONGEST_SENTENCE = 30


def foreword(part: Part) -> list[Draft]:
    """The foreword with its signatories: names at its end, each followed by the lines of its role."""
    body, people = _signed(flattened(part)[len(part.heading) :])
    return [Draft("foreword", part.heading, body, children=people, sure=0.95)]


def _signed(blocks: Pieces) -> tuple[Pieces, tuple[Draft, ...]]:
    if blocks and isinstance(last := blocks[-1], Grid) and (signed := _signed_table(last)):
        return blocks[:-1], signed
    start = _signatures_start(blocks)
    people: list[tuple[Line, list[Line]]] = []
    together: list[Draft] = []
    for block in blocks[start:]:
        assert isinstance(block, Line)
        line = as_text(block)
        if len(several := _people_of(line)) > 1 or (several and _POST_FIRST.match(line.words)):
            together.extend(several)
        elif is_name(line.words) and not (people and _lacks_role(*people[-1]) and _is_role(line.words)):
            people.append((line, []))
        elif people:
            people[-1][1].append(line)
        else:
            return blocks, ()
    if not people and not together:
        return blocks, ()
    return blocks[:start], (*together, *(_person(name, roles) for name, roles in people))


def _lacks_role(name: Line, roles: list[Line]) -> bool:
    """Whether nothing has been said yet of somebody's post, neither beside the name nor below it."""
    return not roles and _SPLIT.search(name.words, 3) is None


def _people_of(line: Line) -> list[Draft]:
    """The people of a line that names them with their posts: “A, Leader, and B, Chief Executive”; empty for others."""
    if len(line.words.split()) > _LONGEST_SENTENCE or line.item >= 0:
        return []
    found: list[Draft] = []
    rest, joint = line, 0
    for sign in _NEXT.finditer(line.text):
        after = line.text[sign.end() :]
        if not _names_somebody(after) or not _names_somebody(rest.text):
            continue
        person, rest = cut(rest, sign.start() - joint)
        stop, rest = cut(rest, sign.end() - sign.start())
        joint = sign.end()
        plain = not stop.text.strip().startswith((",", ";")) and not _TITLED.match(after)
        found.append(_named_person(person, stop, 0.55 if plain else 0.75))
    if _names_somebody(rest.text):
        found.append(_named_person(rest, None, found[-1].sure if found else 0.75))
        return found
    return []


def _names_somebody(text: str) -> bool:
    """Whether a text begins with a name that a title, or a post before or after it, shows to be a person's."""
    words = text.strip()
    if post := _POST_FIRST.match(words):
        return post.end() < len(words) and (bool(post["post"]) or _names_somebody(words[post.end() :]))
    if not is_name(words):
        return False
    head = _SPLIT.split(words, maxsplit=1)
    return bool(_TITLED.match(words)) or (len(head) > 1 and bool(_POST.search(head[1][:60])))


def _named_person(line: Line, stop: Line | None, sure: float) -> Draft:
    """A person named in one line with a post before or after the name; `stop` parted it from the next."""
    lead = len(line.text) - len(line.text.lstrip())
    post = _POST_FIRST.match(line.text, lead)
    roles: list[Line] = []
    dropped = [stop] if stop is not None else []
    if post:
        before, line = cut(line, post.end())
        if post["post"]:
            sign, before = cut(before, post.start("post"))
            dropped.extend([sign] if sign.text else [])
            roles = [before]
        else:
            dropped.append(before)
    made = _person(line, [])
    role = (*roles, *made.lines.get("role", ()))
    if role and role[-1].text.rstrip(" ,.;").endswith(")") and "(" not in role[-1].text:
        last, bracket = cut(role[-1], role[-1].text.rindex(")"))
        role = (*role[:-1], last)
        dropped.append(bracket)
    return structs.replace(
        made, lines={"role": role} if role else {}, dropped=(*made.dropped, *dropped), sure=sure
    )


def _signed_table(grid: Grid) -> tuple[Draft, ...]:
    """The people of a table of names with their posts beside or below; empty where it is none."""
    if has_image((grid,)) or any(len(cell.words.split()) > 16 for row in grid.rows for cell in row):
        return ()
    rows = [[cell.lines for cell in row] for row in grid.rows]
    across = len({len(row) for row in rows}) == 1 and all(
        cell.lines and is_name(cell.lines[0].words) for cell in grid.rows[0]
    )
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
        if not isinstance(block, Line) or block.item >= 0:
            break
        if not _is_short(block.words) and not _people_of(block):
            break
        start -= 1
    while start < len(blocks):
        block = blocks[start]
        if isinstance(block, Line) and (is_name(block.words) or _people_of(block)):
            return start
        start += 1
    return start


def _is_short(words: str) -> bool:
    return len(words.split()) <= 16 and not words.endswith((".", "!", "?", ":", ";")) and len(words) <= 140


def is_name(words: str) -> bool:
    """Whether a line is somebody's name, perhaps with the post after a comma or a line end."""
    head = _SPLIT.split(words, maxsplit=1)[0].strip("-–— ")
    if _TITLED.match(words):
        return not words.startswith("Mayor of")
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
    elif halves := bold_lead_in(name):
        name, rest = halves
        roles = [rest, *roles]
    return Draft("signatory", (name,), (), lines={"role": tuple(roles)}, dropped=dropped, sure=0.85)
