"""The vision: statement, slogan and aims; and the themes gathered under it. Imports drafts, entries and lines.

An aim belongs to the theme that its words name, wherever the document describes that theme.
"""

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct, structs

from app.importers.recognise.action_plan import merged_themes
from app.importers.recognise.drafts import Draft
from app.importers.recognise.entries import introduced, runs_of_items
from app.importers.recognise.lines import Line, Piece, Pieces, as_text, unbold
from app.importers.recognise.outline import Part
from app.importers.recognise.repeated import carried_out
from app.importers.recognise.wording import closed, normal

_QUOTED = re.compile(r"^[“\"‘'].*[”\"’']\.?$", re.S)
_SAYS = re.compile(
    r"\b(?:our|the council's|the council’s|the|overarching|this) (?:\w+ )?(?:vision|mission|"
    r"ambition)\b.{0,80}\b(?:is|to)\b",
    re.I | re.S,
)
_LONGEST_SLOGAN = 10


class _Text(Struct):
    """The text of a vision by purpose; `aims_lead` and `aims` are a list and the line before it."""

    body: Pieces = ()
    statement: Pieces = ()
    slogan: tuple[Line, ...] = ()
    between: Pieces = ()
    aims_lead: Pieces = ()
    aims: Pieces = ()
    closing: Pieces = ()


def vision(part: Part) -> Draft:
    """The vision under a heading, without its sub-parts; its list, perhaps the aims, stands in `aims`."""
    text = _read(part.blocks)
    rich = {
        name: pieces
        for name, pieces in (
            ("statement", text.statement),
            ("between", text.between),
            ("aims_lead", text.aims_lead),
            ("aims", text.aims),
            ("closing", text.closing),
        )
        if pieces
    }
    lines = {"slogan": text.slogan} if text.slogan else {}
    return Draft("vision", part.heading, text.body, rich, lines, sure=0.9)


def _read(blocks: Pieces) -> _Text:
    runs = runs_of_items(blocks)
    start, end = runs[0] if runs else (len(blocks), len(blocks))
    before = blocks[start - 1] if runs and start else None
    lead = 1 if introduced(blocks, start) and isinstance(before, Line) and not _is_quoted(before) else 0
    head, text = blocks[: start - lead], _Text()
    text.aims_lead, text.aims, text.closing = blocks[start - lead : start], blocks[start:end], blocks[end:]
    slogan = _slogan_at(head)
    if slogan is None:
        _find_statement(head, text)
        return text
    text.statement, text.between = head[:slogan], head[slogan + 1 :]
    if not slogan:
        text.statement, text.between = text.between[:1], text.between[1:]
    line = head[slogan]
    assert isinstance(line, Line)
    if len(text.statement) == 1 and isinstance(only := text.statement[0], Line) and only.words.endswith(":"):
        text.body, text.statement = text.statement, (as_text(line),)
        return text
    text.slogan = (as_text(line),)
    if len(text.statement) > 1 and isinstance(last := text.statement[-1], Line) and not closed(last.text):
        text.body, text.statement = text.statement[:-1], text.statement[-1:]
    return text


def _slogan_at(head: Pieces) -> int | None:
    """Where the vision in a few words stands: short, and either ending a sentence begun before it or set apart."""
    for at, block in enumerate(head):
        if (
            not isinstance(block, Line)
            or len(block.words.split()) > _LONGEST_SLOGAN
            or block.words.endswith((":", "?"))
        ):
            continue
        before = head[at - 1] if at else None
        goes_on = isinstance(before, Line) and not (closed(before.text) and not before.words.endswith(":"))
        if (
            goes_on and len(head) > 1 and before is not None and len(_words(before)) > len(_words(block))
        ) or ((at or len(head) > 1) and _set_apart(block)):
            return at
    return None


def _is_quoted(line: Line) -> bool:
    return bool(_QUOTED.match(line.words))


def _words(piece: Piece) -> list[str]:
    return piece.words.split() if isinstance(piece, Line) else []


def _set_apart(line: Line) -> bool:
    look = line.look
    italic = all(run.italic for run in line.runs if run.text.strip())
    return look.bold or look.centred or italic or bool(_QUOTED.match(line.words))


def _find_statement(head: Pieces, text: _Text) -> None:
    """The paragraph that says what the vision is; all of a short text."""
    lines = [(at, block) for at, block in enumerate(head) if isinstance(block, Line)]
    apart = [at for at, line in lines if _set_apart(line) and at]
    says = [at for at, line in lines if _SAYS.search(line.text)]
    if len(lines) == len(head) <= 2 and not apart:
        text.statement = head
        return
    chosen = (apart or says or [None])[0]
    if chosen is None:
        text.statement, text.between = head[:1], head[1:]
    else:
        text.body, text.statement, text.between = head[:chosen], head[chosen : chosen + 1], head[chosen + 1 :]


def gathered(drafts: Sequence[Draft]) -> list[Draft]:
    """The parts of a strategy with all themes under one vision, which is made where there is none."""
    visions = [draft for draft in drafts if draft.kind == "vision"]
    containers = [draft for draft in drafts if draft.kind == "themes"]
    if not visions and not containers:
        return list(drafts)
    base = visions[0] if visions else Draft("vision", sure=0.9)
    containers = _lists_regrouped(containers)
    themes = carried_out(
        merged_themes([child for draft in containers for child in draft.children if child.kind == "theme"])
    )
    made = _with_themes(_with_aims(base, themes), containers, visions[1:])
    first = visions[0] if visions else next(draft for draft in drafts if draft.kind == "themes")
    result: list[Draft] = []
    for draft in drafts:
        if draft is first:
            result.append(made)
        elif draft.kind not in ("vision", "themes"):
            result.append(draft)
    return result


def _lists_regrouped(containers: list[Draft]) -> list[Draft]:
    """A bare list under “Priorities for 2027”, where other headings hold the themes, as one theme's priorities."""
    if len(containers) < 2 or not any(child.children for draft in containers for child in draft.children):
        return containers
    said = Counter(normal(_name(child)) for draft in containers for child in draft.children)
    return [_as_one_theme(draft) if _is_bare_list(draft, said) else draft for draft in containers]


def _name(draft: Draft) -> str:
    return " ".join(line.words for line in draft.title)


def _is_bare_list(container: Draft, said: Counter[str]) -> bool:
    """Whether a heading holds only a list, of which no other heading tells more."""
    themes = container.children
    return (
        bool(container.title)
        and len(themes) >= 2
        and all(child.kind == "theme" and not child.children and not child.rich for child in themes)
        and all(said[normal(_name(child))] == 1 for child in themes)
    )


def _as_one_theme(container: Draft) -> Draft:
    rich = dict(container.rich)
    lead = rich.pop("themes_lead", ())
    priorities = tuple(structs.replace(child, kind="priority", sure=0.55) for child in container.children)
    rich = {**rich, "lead_in": lead} if lead else rich
    single = Draft("theme", container.title, rich=rich, children=priorities, sure=0.55)
    return Draft("themes", children=(single,), dropped=container.dropped, sure=0.55)


class _Aimed(Struct):
    base: Draft
    themes: list[Draft]


def _with_aims(base: Draft, themes: list[Draft]) -> _Aimed:
    """The vision with its own list given to the themes as aims where their words match, else as text."""
    rich = dict(base.rich)
    between, lead = rich.pop("between", ()), rich.pop("aims_lead", ())
    aims, closing = rich.pop("aims", ()), rich.pop("closing", ())
    groups = _grouped(aims)
    matched = _matched(groups, themes)
    if len(matched) * 2 < len(groups) or not matched:
        tail = (*between, *lead, *aims, *closing)
        return _Aimed(structs.replace(base, rich=_filled(rich, closing=tail)), themes)
    rest = tuple(line for at, group in enumerate(groups) if at not in matched.values() for line in group)
    rich = _filled(rich, themes_lead=(*between, *lead), closing=(*rest, *closing))
    aimed = [
        _aimed(theme, groups[matched[at]]) if at in matched else theme for at, theme in enumerate(themes)
    ]
    return _Aimed(structs.replace(base, rich=rich), aimed)


def _filled(rich: dict[str, Pieces], **fields: Pieces) -> dict[str, Pieces]:
    return {**rich, **{name: pieces for name, pieces in fields.items() if pieces}}


def _aimed(theme: Draft, group: list[Line]) -> Draft:
    if len(group) == 1 and group[0].words.strip(" .;:").casefold() == _name(theme).casefold():
        return structs.replace(theme, dropped=(*theme.dropped, as_text(group[0])))  # it only names the theme
    aim = (as_text(group[0]), *(line if line.item > 0 else as_text(line) for line in group[1:]))
    return structs.replace(theme, rich={**theme.rich, "aim": (*aim, *theme.rich.get("aim", ()))})


def _grouped(aims: Pieces) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for piece in aims:
        if isinstance(piece, Line):
            if groups and (piece.more or piece.item > groups[-1][0].item):
                groups[-1].append(piece)
            else:
                groups.append([piece])
    return groups


def _matched(groups: list[list[Line]], themes: list[Draft]) -> dict[int, int]:
    """Which aim names which theme (theme → aim), each at most once, the best likeness first."""
    names = [normal(_name(theme)) for theme in themes]
    texts = [(normal(group[0].words), _bold_words(group[0])) for group in groups]
    scores = sorted(
        (
            (-_likeness(name, text, bold), at_theme, at_aim)
            for at_theme, name in enumerate(names[:60])
            for at_aim, (text, bold) in enumerate(texts[:60])
        )
    )
    found: dict[int, int] = {}
    for score, at_theme, at_aim in scores:
        if -score >= 0.6 and at_theme not in found and at_aim not in found.values():
            found[at_theme] = at_aim
    return found


def _bold_words(line: Line) -> str:
    return normal(" ".join(run.text for run in line.runs if run.bold))


def _likeness(name: str, text: str, bold: str) -> float:
    """How surely an aim names a theme: 1 for the same words in bold, then in its text, then most of the words."""
    if not name:
        return 0
    if bold == name:
        return 1
    if f" {name} " in f" {text} ":
        return 0.9
    words, held = set(name.split()), set((bold or text).split())
    return 0.8 * len(words & held) / len(words)


def _with_themes(aimed: _Aimed, containers: list[Draft], more: list[Draft]) -> Draft:
    base = aimed.base
    rich, lines = dict(base.rich), dict(base.lines)
    sections = [child for child in base.children if child.kind != "theme"]
    sections += [as_section(draft) for draft in more]
    dropped = list(base.dropped)
    for at, container in enumerate(containers):
        dropped.extend(container.dropped)
        lead, closing = container.rich.get("themes_lead", ()), container.rich.get("closing", ())
        if at and not lead and not closing:
            dropped.extend(container.title)
        elif at:
            sections.append(Draft("section", container.title, (*lead, *closing), sure=0.6))
        else:
            lines.update({"themes_title": container.title} if container.title else {})
            rich["themes_lead"] = (*rich.get("themes_lead", ()), *lead)
            rich["closing"] = (*rich.get("closing", ()), *closing)
        sections.extend(child for child in container.children if child.kind != "theme")
    return structs.replace(
        base,
        rich={name: pieces for name, pieces in rich.items() if pieces},
        lines=lines,
        children=(*sections, *aimed.themes),
        dropped=tuple(dropped),
    )


def as_section(draft: Draft) -> Draft:
    """A second vision as a section under the first: all its text in the order of reading."""
    slogan = tuple(unbold(line) for line in draft.lines.get("slogan", ()))
    rich = draft.rich
    order = ("between", "aims_lead", "aims", "closing")
    text = (
        *draft.body,
        *rich.get("statement", ()),
        *slogan,
        *(p for name in order for p in rich.get(name, ())),
    )
    return Draft("section", draft.title, text, children=draft.children, dropped=draft.dropped, sure=0.7)
