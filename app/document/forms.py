"""The form each kind of node takes in a formal document. Imports models and this package only.

A form yields the parts of one node and of all below it, given the level its heading would have. Every part says whose
words it shows; what is worked out is marked generated.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from app.document import prose
from app.document.arrangement import THEMES_SUFFIX, Place, heading_of, shows_vision, themes_heading
from app.document.drafting import Drafting
from app.document.figures.placing import around_themes, risk_figure
from app.document.nodes import Heading, Item, List, Paragraph, Part, Span
from app.document.schedules import (
    consultation_table,
    costs_summary,
    glossary_table,
    risk_register,
    schedules,
)
from app.models.nodes import (
    Architecture,
    Base,
    Consultation,
    CouncilPlan,
    Foreword,
    Glossary,
    Node,
    Outcomes,
    Principles,
    Priority,
    Risk,
    Risks,
    Section,
    Theme,
    Vision,
)
from app.models.text import Blocks
from app.models.text import List as AuthorsList

DEEPEST = 6
_GAPS = {"space": " ", "dash": " – ", "line": "\n"}
Form = Callable[[Drafting, Any, int], Iterator[Part]]


def placed(draft: Drafting, place: Place) -> Iterator[Part]:
    """The parts of one part at the top of the document."""
    if place.part == "themes" and isinstance(place.node, Vision):
        yield from _themes_part(draft, place.node)
    else:
        yield from around_themes(draft, place.node, "before") if place.part == "theme" else ()
        yield from FORMS[place.node.kind](draft, place.node, 1)
        yield from around_themes(draft, place.node, "after") if place.part == "theme" else ()


def heading(draft: Drafting, node: Node, level: int) -> Iterator[Part]:
    """The heading of a node, if it has one; below level 6 it is a line in bold, for no format has more levels."""
    draft.go_on()
    number = draft.numbers.get(node.id, "")
    text, made = heading_of(node, draft.house, number)
    if not text:
        return
    if made and number.startswith(text):
        number = ""
    if level > DEEPEST:
        yield Paragraph((Span(text, bold=True),), "label", node.id, node.id, "title", made)
        return
    yield Heading(
        level,
        prose.words(text),
        number,
        node.id,
        node.id,
        new_page=draft.new_page(node.kind, level),
        generated=made,
    )


def _below(draft: Drafting, node: Node, level: int) -> int:
    """The level of headings under this node."""
    return level + 1 if heading_of(node, draft.house)[0] else level


def _rich(draft: Drafting, node: Base, field: str = "body", role: Any = "body") -> Iterator[Part]:
    blocks: Blocks = getattr(node, field)
    return prose.parts(blocks, draft.known, node.id, field, role)


def _opening(draft: Drafting, node: Node, level: int) -> Iterator[Part]:
    """Heading and body: how every part begins."""
    shown = tuple(heading(draft, node, level))
    yield from shown
    body = tuple(_rich(draft, node))
    yield from body if shown else anchored(body, node.id)


def anchored(parts: tuple[Part, ...], anchor: str) -> tuple[Part, ...]:
    """The parts with an anchor on the first, if that is a paragraph."""
    if parts and isinstance(parts[0], Paragraph):
        return replace(parts[0], anchor=anchor), *parts[1:]
    return parts


def _sections(draft: Drafting, node: Node, level: int) -> Iterator[Part]:
    for child in node.children:
        if child.kind == "section":
            yield from _section(draft, child, level)


def _section(draft: Drafting, node: Any, level: int) -> Iterator[Part]:
    section: Section = node
    yield from _opening(draft, section, level)
    yield from schedules(draft, section)
    yield from _sections(draft, section, _below(draft, section, level))


def _foreword(draft: Drafting, foreword: Foreword, level: int) -> Iterator[Part]:
    yield from _opening(draft, foreword, level)
    for person in foreword.children:
        if person.title:
            yield Paragraph((Span(person.title, bold=True),), "signature", person.id, person.id, "title")
        if role := getattr(person, "role", ""):
            yield prose.line(role, person.id, "role", "signature")
        yield from _rich(draft, person)


def _council_plan(draft: Drafting, plan: CouncilPlan, level: int) -> Iterator[Part]:
    yield from _opening(draft, plan, level)
    yield from listing(draft, plan, "objective")
    yield from _sections(draft, plan, _below(draft, plan, level))


def _vision(draft: Drafting, vision: Vision, level: int) -> Iterator[Part]:
    house = draft.house
    yield from _opening(draft, vision, level)
    statement = tuple(_rich(draft, vision, "statement", "statement"))
    if vision.slogan and statement and isinstance(last := statement[-1], Paragraph):
        statement = (*statement[:-1], replace(last, keep=True))
    yield from statement
    if vision.slogan:
        yield prose.line(vision.slogan, vision.id, "slogan", "slogan")
    below = _below(draft, vision, level)
    if house.order.themes == "own part":
        if house.layout.aims == "aims in the vision":
            yield from _aims(draft, vision)
        yield from _sections(draft, vision, below)
        return
    if house.layout.aims != "titles over the themes":
        yield from _aims(draft, vision)
    yield from _sections(draft, vision, below)
    if vision.themes_title:
        yield Heading(
            below, prose.words(vision.themes_title), "", vision.id + THEMES_SUFFIX, vision.id, "themes_title"
        )
        below += 1
    yield from _themes(draft, vision, below)


def _themes_part(draft: Drafting, vision: Vision) -> Iterator[Part]:
    """The themes as a part of their own, under their own heading."""
    text, made = themes_heading(vision, draft.house)
    key = vision.id + THEMES_SUFFIX
    anchor = key if shows_vision(vision, draft.house) else vision.id
    yield Heading(
        1, prose.words(text), draft.numbers.get(key, ""), anchor, vision.id, "themes_title",
        new_page=draft.new_page("themes", 1), generated=made,
    )  # fmt: skip
    yield from _themes(draft, vision, 2)


def _themes(draft: Drafting, vision: Vision, level: int) -> Iterator[Part]:
    house = draft.house
    listed_here = house.layout.aims == "titles over the themes"
    if listed_here or (house.layout.aims == "no list" and house.order.themes == "own part"):
        yield from _aims(draft, vision)
    yield from around_themes(draft, vision, "before")
    for child in vision.children:
        if isinstance(child, Theme):
            yield from _theme(draft, child, level)
    yield from costs_summary(draft, vision)
    yield from around_themes(draft, vision, "after")


def _aims(draft: Drafting, vision: Vision) -> Iterator[Part]:
    """The generated list of the themes, with the vision's text before and after it."""
    yield from _rich(draft, vision, "themes_lead", "lead")
    themes = [child for child in vision.children if isinstance(child, Theme)]
    if themes and _wants_list(draft, vision):
        yield List(tuple(_aim(draft, theme) for theme in themes), node=vision.id, field="aims")
    yield from _rich(draft, vision, "closing")


def _wants_list(draft: Drafting, vision: Vision) -> bool:
    """Whether the house lists the themes; their mere titles not a second time below the author's own list of them."""
    if draft.house.layout.aims == "titles over the themes":
        return not any(isinstance(block, AuthorsList) for block in vision.themes_lead)
    return draft.house.layout.aims == "aims in the vision"


def _aim(draft: Drafting, theme: Theme) -> Item:
    if theme.aim and draft.house.layout.aims == "aims in the vision":
        return Item(tuple(_rich(draft, theme, "aim")))
    name = draft.name(theme)
    return Item((Paragraph((Span(name, link=f"#{theme.id}"),), generated=True),))


def _theme(draft: Drafting, theme: Theme, level: int) -> Iterator[Part]:
    house = draft.house
    yield from heading(draft, theme, level)
    if house.layout.aims != "aims in the vision" or not draft.in_vision(theme):
        yield from _rich(draft, theme, "aim", "lead")
    yield from _rich(draft, theme)
    if theme.objectives:
        yield from draft.links((house.wording.answers, theme.objectives))
    yield from _rich(draft, theme, "lead_in", "lead")
    yield from listing(draft, theme, "priority")
    yield from _rich(draft, theme, "closing")
    yield from schedules(draft, theme)
    for kind in ("outcome", "enabler", "change"):
        yield from _labelled(draft, theme, kind)
    yield from _risk_list(draft, theme, level + 1)
    yield from _sections(draft, theme, level + 1)


def _labelled(draft: Drafting, node: Node, kind: str) -> Iterator[Part]:
    """A list under a generated label, for the kinds that stand below a theme; also those of its priorities."""
    held = [child for child in node.children if child.kind == kind]
    held += [
        inner
        for child in node.children
        if child.kind == "priority"
        for inner in child.children
        if inner.kind == kind
    ]
    if held:
        term = draft.house.term(kind)
        yield prose.generated(term.many if len(held) > 1 else term.one, "label", bold=True)
        yield List(tuple(_item(draft, child) for child in held))


def listing(draft: Drafting, node: Node, kind: str, *, ordered: bool = False) -> Iterator[Part]:
    """The children of one kind as a list: a bold lead-in, then the text."""
    items = tuple(_item(draft, child) for child in node.children if child.kind == kind)
    if items:
        yield List(items, ordered, node.id, kind)


def _item(draft: Drafting, node: Node, *more: Part) -> Item:
    draft.go_on()
    body = tuple(_rich(draft, node))
    number = draft.numbers.get(node.id, "")
    words = run_in(draft, node, body) or (prose.generated(draft.house.term(node.kind).one),)
    return Item((*words, *more, *_links_of(draft, node)), node.id, node.id, number)


def run_in(draft: Drafting, node: Node, body: Sequence[Part]) -> tuple[Part, ...]:
    """The body with the node's title as a bold lead-in at the head of its first paragraph."""
    if not node.title:
        return tuple(body)
    title = Span(node.title, bold=True)
    if body and isinstance(first := body[0], Paragraph):
        gap = Span(_GAPS[draft.house.layout.run_in])
        return Paragraph((title, gap, *first.spans), first.role, "", node.id, first.field, lead=2), *body[1:]
    return Paragraph((title,), "body", "", node.id, "title"), *body


def _links_of(draft: Drafting, node: Node) -> Iterator[Part]:
    if isinstance(node, Priority):
        said = draft.house.wording
        yield from draft.links((said.answers, node.objectives), (said.follows, node.principles))


def _principles(draft: Drafting, principles: Principles, level: int) -> Iterator[Part]:
    yield from _opening(draft, principles, level)
    if draft.house.layout.principles == "list":
        yield from listing(draft, principles, "principle")
    else:
        for child in principles.children:
            if child.kind == "principle":
                yield from _opening(draft, child, level + 1)
    yield from _rich(draft, principles, "closing")
    yield from _sections(draft, principles, level + 1)


def _risks(draft: Drafting, risks: Risks, level: int) -> Iterator[Part]:
    yield from _opening(draft, risks, level)
    yield from _risk_list(draft, risks, level + 1)
    yield from _rich(draft, risks, "closing")
    yield from _sections(draft, risks, level + 1)


def _risk_list(draft: Drafting, holder: Node, level: int) -> Iterator[Part]:
    """A part's risks as the house shows them: a register where they are scored or owned, else headings or a list."""
    risks = [child for child in holder.children if isinstance(child, Risk)]
    detailed = any(r.likelihood or r.impact or r.likelihood_after or r.impact_after or r.owner for r in risks)
    if not risks:
        return
    if detailed:
        drawn = tuple(risk_figure(draft, holder, risks))
        before = draft.house.figures.risks == "before the register"
        yield from drawn if before else ()
        yield risk_register(draft, risks, referred=bool(drawn))
        yield from () if before else drawn
    elif draft.house.layout.risks == "headings":
        for risk in risks:
            yield from _opening(draft, risk, level)
            yield from _rich(draft, risk, "response")
            yield from _answers(draft, risk)
    else:
        items = (
            _item(draft, risk, *_rich(draft, risk, "response"), *_answers(draft, risk)) for risk in risks
        )
        yield List(tuple(items), node=risks[0].id, field="risk")


def _answers(draft: Drafting, risk: Risk) -> Iterator[Part]:
    return draft.links((draft.house.wording.answered_by, risk.answered_by))


def _outcomes(draft: Drafting, outcomes: Outcomes, level: int) -> Iterator[Part]:
    yield from _opening(draft, outcomes, level)
    yield from listing(draft, outcomes, "outcome")
    yield from schedules(draft, outcomes)
    yield from _sections(draft, outcomes, level + 1)


def _architecture(draft: Drafting, architecture: Architecture, level: int) -> Iterator[Part]:
    yield from _opening(draft, architecture, level)
    yield from listing(draft, architecture, "layer", ordered=not draft.house.numbering.layer)
    yield from _sections(draft, architecture, level + 1)


def _consultation(draft: Drafting, consultation: Consultation, level: int) -> Iterator[Part]:
    yield from _opening(draft, consultation, level)
    yield from consultation_table(draft, consultation)
    yield from _sections(draft, consultation, level + 1)


def _glossary(draft: Drafting, glossary: Glossary, level: int) -> Iterator[Part]:
    yield from _opening(draft, glossary, level)
    yield from glossary_table(draft, glossary)


FORMS: dict[str, Form] = {
    "foreword": _foreword, "section": _section, "council_plan": _council_plan, "vision": _vision, "theme": _theme,
    "principles": _principles, "risks": _risks, "outcomes": _outcomes, "architecture": _architecture,
    "consultation": _consultation, "glossary": _glossary, "appendix": _section,
}  # fmt: skip
