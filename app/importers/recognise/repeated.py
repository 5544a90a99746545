"""Action plans that say again what the themes have said: their rows go to the priorities that they name.

A plan's group may be called as a priority is, and its actions are then that priority's milestones; or its rows repeat
the priorities one by one, with who answers for them and by when. Imports actions, drafts and lines.
"""

from collections.abc import Sequence

from msgspec import structs

from app.importers.recognise.actions import named_by, told_of
from app.importers.recognise.drafts import Draft, one_line
from app.importers.recognise.lines import ADDED, Line, Piece, as_text
from app.importers.recognise.wording import normal
from app.models.text import Run

_WHO_AND_WHEN = {"owner", "start", "end"}
_PARTS_OF_PRIORITY = {"measure", "cost"}


def carried_out(themes: Sequence[Draft]) -> list[Draft]:
    """The themes without those that an action plan only made by saying again what earlier ones hold."""
    result: list[Draft] = []
    for theme in themes:
        if not (result and _is_plan(theme)) or (made := _told_again(result, theme)) is None:
            result.append(theme)
        else:
            result = made
    return [_sections_filled(theme) for theme in result]


def _is_plan(theme: Draft) -> bool:
    """Whether a theme is only a name over actions that say by whom or by when."""
    said = [
        child for child in theme.children if child.kind == "priority" and _WHO_AND_WHEN & set(child.lines)
    ]
    alone = not theme.body and not theme.rich and len(theme.children) > 0
    return (
        alone and len(said) * 2 >= len(theme.children) and all(c.kind == "priority" for c in theme.children)
    )


def _told_again(known: Sequence[Draft], plan: Draft) -> list[Draft] | None:
    """The earlier themes with what a plan says of their parts; None where it says something new, too."""
    for at, theme in enumerate(known):
        for place, child in enumerate(theme.children):
            if child.kind in ("priority", "section") and _named(child) == _named(plan) != "":
                named = _with_actions(child, plan)
                children = (*theme.children[:place], *named, *theme.children[place + 1 :])
                return [*known[:at], structs.replace(theme, children=children), *known[at + 1 :]]
    rows = list(plan.children)
    result: list[Draft] = []
    for theme in known:
        listed = [child for child in theme.children if child.kind == "priority"]
        told = told_of(listed, rows)
        rows = told[len(listed) :]
        own = iter(told)
        children = (next(own) if child.kind == "priority" else child for child in theme.children)
        result.append(structs.replace(theme, children=tuple(children)))
    if rows:
        return None
    last = result[-1]
    return [*result[:-1], structs.replace(last, dropped=(*last.dropped, *plan.title, *plan.dropped))]


def _named(draft: Draft) -> str:
    return normal(one_line(named_by(draft)))


def _with_actions(named: Draft, plan: Draft) -> tuple[Draft, ...]:
    """A priority with a plan's actions as its milestones; beside them where one of these has no date or parts below."""
    dropped = (*named.dropped, *plan.title, *plan.dropped)
    priority = structs.replace(named, kind="priority", dropped=dropped)
    if named.kind == "section":
        priority = structs.replace(priority, values={}, sure=min(named.sure, plan.sure))
        if not _can_be_priority(named):
            return (structs.replace(named, dropped=dropped), *plan.children)
    if all("end" in action.lines and not action.values for action in plan.children):
        milestones = tuple(map(_milestone, plan.children))
        more = tuple(child for action in plan.children for child in action.children)
        return (structs.replace(priority, children=(*priority.children, *milestones, *more)),)
    return (priority, *plan.children)


def _can_be_priority(section: Draft) -> bool:
    return {child.kind for child in section.children} <= _PARTS_OF_PRIORITY and not section.rich


def _milestone(action: Draft) -> Draft:
    title = named_by(action)
    body: tuple[Piece, ...] = action.body if action.title else action.body[1:]
    said = (
        _led_by(label, line)
        for name, label in (("owner", "Owner"), ("start", "Start"))
        for line in action.lines.get(name, ())
    )
    return Draft(
        "milestone",
        title,
        (*body, *said),
        lines={"date": action.lines["end"]},
        dropped=action.dropped,
        sure=action.sure,
    )


def _led_by(label: str, line: Line) -> Line:
    """A line that says what it is: “Owner: Head of ICT”."""
    said = f"{label}: "
    line = as_text(line)
    return structs.replace(
        line, runs=(Run(said), *line.runs), text=said + line.text, origin=((ADDED, len(said)), *line.origin)
    )


def _sections_filled(theme: Draft) -> Draft:
    """A theme whose sub-headings name priorities that a plan told apart as those priorities, with both texts."""
    children = list(theme.children)
    for section in [child for child in theme.children if child.kind == "section" and _can_be_priority(child)]:
        first = next((at for at, child in enumerate(children) if _is_named_so(child, section)), -1)
        if first < 0:
            continue
        end = first + 1
        while end < len(children) and children[end].kind == "priority" and not children[end].title:
            end += 1
        own = children[first]
        filled = structs.replace(
            own,
            title=section.title,
            body=(*section.body, *own.body),
            children=(*section.children, *own.children),
            dropped=(*section.dropped, *own.title, *own.dropped),
        )
        moved = [filled, *children[first + 1 : end]]
        del children[first:end]
        at = children.index(section)
        children[at : at + 1] = moved
    return structs.replace(theme, children=tuple(children))


def _is_named_so(child: Draft, section: Draft) -> bool:
    return child.kind == "priority" and bool(child.title) and _named(child) == _named(section)
