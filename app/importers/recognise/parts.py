"""Gives each part of the outline to the recogniser of its kind, and proves that none lost a word.

A recogniser may decline (None): then the part is a section. One that does not return every character it was given is
overruled, for nothing may be lost. Imports recognisers, drafts and the outline.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct, structs

from app.importers.recognise.action_plan import action_plan
from app.importers.recognise.actions import has_owner_or_date
from app.importers.recognise.bare import told_by_tables
from app.importers.recognise.consultation import consultation, tells_of_responses
from app.importers.recognise.drafts import Draft, counted
from app.importers.recognise.entries import bold_line, is_item
from app.importers.recognise.foreword import foreword
from app.importers.recognise.glossary import glossary
from app.importers.recognise.kinds import below_theme, kind_of, role_of
from app.importers.recognise.lines import Grid, Line, lines_of, tally
from app.importers.recognise.outline import Part
from app.importers.recognise.plan import council_plan
from app.importers.recognise.principles import (
    architecture,
    merged,
    outcomes,
    principles,
    section_draft,
    tells_of_layers,
)
from app.importers.recognise.risks import risks
from app.importers.recognise.sections import appendix, section
from app.importers.recognise.theme import theme
from app.importers.recognise.themes import themes
from app.importers.recognise.vision import vision
from app.importers.recognise.wording import names_family, normal
from app.models.nodes import may_hold

Recogniser = Callable[[Part], Sequence[Draft] | None]
RECOGNISERS: dict[str, Recogniser] = {
    "foreword": foreword,
    "glossary": glossary,
    "principles": principles,
    "risks": risks,
    "outcomes": outcomes,
    "architecture": architecture,
    "consultation": consultation,
    "council_plan": council_plan,
    "themes": themes,
}
_ADOPTED = ("principle", "theme", "programme", "priority", "objective", "risk", "layer", "outcome")
_REPORT = re.compile(
    r"\b(?:recommendations?|reasons? for|implications|legal considerations|financial considerations|background papers|"
    r"contact officer|declarations? of interest|report author|key decision|wards? (?:and communities )?affected|"
    r"report of|report to|call in|statement of compliance|other options considered|lead officers?|date of meeting)\b"
)


_JOINED = re.compile(r"\b(?:and|ac?)\b|[&,/]")
_DEEPEST = 1
_NAMES = {
    "risks": "a risk register",
    "themes": "an action plan",
    "glossary": "a glossary",
    "consultation": "a consultation",
}


class Setting(Struct, frozen=True):
    """What kind of document it is: a committee report keeps its parts as sections. `notes` gathers what to look at."""

    report: bool
    notes: list[str]


def is_report(root: Part, labels: Iterable[str]) -> bool:
    """Whether a document is a committee report rather than a strategy, by its headings and head block."""
    names = [part.key for part in root.parts] + [normal(label) for label in labels]
    found = {match.group() for name in names if (match := _REPORT.search(name))}
    return len(found) >= 3


def drafts_of(parts: Sequence[Part], setting: Setting) -> list[Draft]:
    """The drafts of the parts at the top of a strategy, each checked for lost words."""
    result: list[Draft] = []
    for part in adopted(_apart(parts)):
        made = list(_recognised(part, setting))
        given: dict[int, int] = {}
        tally(part.pieces(), given)
        if counted(made) != given:
            setting.notes.append(
                f"“{part.name}” was taken over as a plain section; look whether its parts are right."
            )
            made = [section_draft(part)]
        result.extend(made)
    return result


def _apart(parts: Sequence[Part]) -> list[Part]:
    """The parts with “Vision and principles” in two, where that heading only holds one over each."""
    result: list[Part] = []
    for part in parts:
        kinds = [kind_of(below) for below in part.parts]
        several = len(kinds) >= 2 and len(set(kinds)) == len(kinds) and set(kinds) <= {*RECOGNISERS, "vision"}
        if several and not part.blocks and not part.family and part.heading and _JOINED.search(part.name):
            first, *rest = part.parts
            over = (structs.replace(line, prefix=()) for line in part.heading)
            prefixes = (piece for line in part.heading for piece in line.prefix)
            head = structs.replace(first.heading[0], prefix=(*first.heading[0].prefix, *over, *prefixes))
            result.extend((structs.replace(first, heading=(head, *first.heading[1:])), *rest))
        else:
            result.append(part)
    return result


def _recognised(part: Part, setting: Setting, depth: int = 0) -> Sequence[Draft]:
    """The drafts of a part `depth` levels below the top; what lies deep inside a section is only a section."""
    if depth > _DEEPEST:
        return _section(part, setting, depth)
    kind = kind_of(part)
    if kind == "appendix":
        return _appendix(part, setting)
    if setting.report:
        return (_report_themes(part) if kind == "themes" else None) or _section(part, setting, depth)
    if kind == "vision":
        return _vision(part, setting, depth)
    if kind in RECOGNISERS and (made := RECOGNISERS[kind](part)):
        return made
    if kind == "section" and not depth and (made := action_plan(part)):
        return made
    if kind == "section" and not depth and not role_of(part) and tells_of_responses(part):
        return consultation(part)
    if kind == "section" and tells_of_layers(part) and (made := architecture(part)):
        return made
    return _section(part, setting, depth)


def _report_themes(part: Part) -> Sequence[Draft] | None:
    """Themes in a report only where they are listed by name; its other “priorities” are ordinary headings."""
    if part.parts or not re.search(r"programmes?\b|work ?streams|themes", part.key):
        return None
    return themes(part)


def _section(part: Part, setting: Setting, depth: int) -> Sequence[Draft]:
    kept, lifted = _below(part, "section", setting, depth)
    part, told = _without_tables(part, setting, depth)
    return (section(part, kept), *lifted, *told)


def _without_tables(part: Part, setting: Setting, depth: int) -> tuple[Part, list[Draft]]:
    """A part at the top without the tables that say themselves that they are something else, and what they are."""
    if depth or setting.report:
        return part, []
    left, told = told_by_tables(part.blocks)
    for each in told:
        setting.notes.append(
            f"A table under “{part.name}” was taken for {_NAMES[each.kind]}; look whether it is."
        )
    return (structs.replace(part, blocks=tuple(left)) if told else part), told


def _vision(part: Part, setting: Setting, depth: int) -> Sequence[Draft]:
    part = merged(part)
    first = part.parts[0] if part.parts else None
    if (
        first is not None
        and not part.blocks
        and kind_of(first) == "vision"
        and first.blocks
        and not first.parts
    ):
        told = merged(structs.replace(part, parts=(first,)))
        part = structs.replace(told, parts=part.parts[1:])
    doing = [below for below in part.parts if kind_of(below) == "section" and not role_of(below)]
    if len(doing) >= 2 and all(map(_says_what_is_done, doing)):
        below = Draft("themes", children=tuple(map(theme, doing)), sure=0.7)
        rest = structs.replace(part, parts=tuple(each for each in part.parts if each not in doing))
        return (*_vision(rest, setting, depth), below)
    kept, lifted = _below(part, "vision", setting, depth)
    part, told = _without_tables(part, setting, depth)
    return (structs.replace(vision(part), children=kept), *lifted, *told)


def _says_what_is_done(part: Part) -> bool:
    """Whether a sub-heading of the vision stands over actions: a table of them, or a list after “We will:”."""
    blocks = [block for each in (part, *part.parts) for block in each.blocks]
    return any(
        has_owner_or_date(block)
        if isinstance(block, Grid)
        else isinstance(block, Line)
        and block.words.endswith(":")
        and below_theme(block.words.lower()) == "priority"
        for block in blocks
    )


def _appendix(part: Part, setting: Setting) -> Sequence[Draft]:
    """An appendix; one that is a glossary or a risk register by its name is that."""
    kind = kind_of(structs.replace(part, family=""))
    if (
        kind in ("glossary", "risks", "consultation")
        and not setting.report
        and (made := RECOGNISERS[kind](part))
    ):
        return made
    if setting.report:
        return (section_draft(part),)
    return (appendix(part, tuple(section_draft(below) for below in part.parts)),)


def _below(
    part: Part, holder: str, setting: Setting, depth: int
) -> tuple[tuple[Draft, ...], tuple[Draft, ...]]:
    """The drafts of a part's sub-parts: those its kind may hold, and those that stand beside it instead."""
    kept: list[Draft] = []
    lifted: list[Draft] = []
    # What lies deeper comes in as sections, and counted siblings put under no heading would be put there without end.
    for below in adopted(part.parts) if depth < _DEEPEST else part.parts:
        for draft in _recognised(below, setting, depth + 1):
            if may_hold(holder, draft.kind):
                kept.extend(_under_caption(below, draft) if holder == "section" else (draft,))
                continue
            lifted.append(draft)
            if draft.kind != "themes":
                setting.notes.append(f"“{below.name}” was moved out of “{part.name}” to stand beside it.")
    return tuple(kept), tuple(lifted)


def _under_caption(below: Part, draft: Draft) -> tuple[Draft, ...]:
    """The costs or measures of a table whose caption was taken for a heading; else the draft."""
    heading = below.heading[0] if below.heading else None
    tabled = draft.children and {child.kind for child in draft.children} <= {"cost", "measure"}
    if heading is None or heading.look.outline or draft.body or not tabled:
        return (draft,)
    first, *rest = draft.children
    return (structs.replace(first, dropped=(*first.dropped, *draft.title, *draft.dropped)), *rest)


def adopted(parts: Sequence[Part]) -> list[Part]:
    """The parts with counted siblings (“Theme 1”, “Theme 2”) under the heading that announces them, or under none.

    Siblings that a list under a heading over themes names count too.
    """
    result: list[Part] = []
    at = 0
    while at < len(parts):
        part = parts[at]
        end = _family_end(parts, at)
        if end - at >= 2:
            group = tuple(parts[at:end])
            before = result[-1] if result else None
            if (
                before is not None
                and not before.parts
                and not before.family
                and names_family(before.name, part.family)
            ):
                result[-1] = structs.replace(before, parts=group)
            else:
                result.append(Part(parts=group, family=part.family))
            at = end
            continue
        end = _alike_end(parts, at)
        if end - at >= 2:
            if result:
                result[-1] = _told(result[-1], parts[at:end])
            result.append(Part(parts=tuple(parts[at:end]), family="theme"))
            at = end
            continue
        end = _named_end(parts, at)
        if end - at > 2:
            result.append(structs.replace(part, parts=(*part.parts, *parts[at + 1 : end])))
            at = end
            continue
        result.append(part)
        at += 1
    return result


def _family_end(parts: Sequence[Part], at: int) -> int:
    family = parts[at].family
    end = at
    while family in _ADOPTED and end < len(parts) and parts[end].family == family:
        end += 1
    return end


def _alike_end(parts: Sequence[Part], at: int) -> int:
    """Where siblings end that all have the same sub-heading over what will be done (“Our commitments”): the themes."""

    def doing(part: Part) -> set[str]:
        if part.family or not part.parts or kind_of(part) != "section" or role_of(part):
            return set()
        return {below.key for below in part.parts if below_theme(below.key) == "priority"}

    shared = doing(parts[at])
    end = at
    while end < len(parts) and shared & doing(parts[end]):
        shared &= doing(parts[end])
        end += 1
    return end


def _told(before: Part, named: Sequence[Part]) -> Part:
    """The part before the themes; where a sub-heading of it only lists them by name, that list is its own text."""
    if not before.parts or before.parts[-1].parts:
        return before
    last = before.parts[-1]
    names = {normal(line.words) for line in lines_of(last.blocks) if is_item(line)}
    if len(names & {part.key for part in named}) < 2:
        return before
    blocks = (*before.blocks, *map(bold_line, last.heading), *last.blocks)
    return structs.replace(before, blocks=blocks, parts=before.parts[:-1])


def _named_end(parts: Sequence[Part], at: int) -> int:
    """Where the siblings end that the list under `parts[at]`, a heading over themes, names one by one."""
    part = parts[at]
    if part.parts or kind_of(part) not in ("themes", "vision"):
        return at
    names = {normal(line.words) for line in lines_of(part.blocks) if is_item(line)}
    end = at + 1
    while end < len(parts) and parts[end].key in names:
        end += 1
    return end
