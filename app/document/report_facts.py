"""What a strategy and its recorded decision have to say in a report, one line each. Imports models and this package.

A name in braces, in a template or in an author's answer, stands for one of these lines, so that a report's figures are
the strategy's own.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from app.document.numbering import letter
from app.document.schedules import costs_below
from app.document.wording import version_name, written_date
from app.models.approval import APPROVING, Recorded, approving
from app.models.dates import DAYS, DYDDIAU
from app.models.errors import Refused
from app.models.house import House
from app.models.money import short_money
from app.models.nodes import Cost, Risk, Strategy, Theme
from app.models.report import Answers, Entry, Template
from app.models.tree import walk

PLACE = re.compile(r"\{([a-z_]+)\}")
_DECIDING = (*APPROVING, "rejected", "referred back", "noted")


class Subject(Struct, frozen=True):
    """What a report is about: a strategy at one version, and what bodies have decided about just that content.

    `meeting` is the day on which it is to be decided, or was (ISO 8601); "" where none is planned.
    """

    root: Strategy
    house: House
    version: str = "draft"
    date: str = ""
    decisions: tuple[Recorded, ...] = ()
    meeting: str = ""


def subject_of(
    root: Strategy, house: House, template: Template, version: str, date: str, decisions: Sequence[Recorded] = (),
    planned: str = "",
) -> Subject:  # fmt: skip
    """The subject of a report, its days written as the template's; decisions on other content are left out.

    `planned` is the day of the meeting as the route has it; once it is decided, the day of the decision counts.
    """
    layout = replace(house.layout, dates=template.dates)
    styled = replace(house, layout=layout, language=template.language)
    about = tuple(each for each in decisions if each.fingerprint == root.fingerprint)
    approved = approving(about)
    return Subject(root, styled, version, date, about, approved.decision.date if approved else planned)


def deciding(decisions: Sequence[Recorded]) -> Recorded | None:
    """The decision that the report's own part records: the approval that stands, else the last one that decided."""
    decided = [each for each in decisions if each.decision.outcome in _DECIDING]
    return approving(decisions) or (decided[-1] if decided else None)


def facts(subject: Subject) -> dict[str, str]:
    """Every line that the strategy and the decision give, by the name of its source; empty where they give none."""
    root, house = subject.root, subject.house
    capital, revenue = sums_of(costs_below(root))
    days = {name: written_date(getattr(root, name), house) for name in ("implementation_date", "review_date")}
    same = "title organisation period author department placement supersedes stakeholders equality_reference"
    return {
        **{name: getattr(root, name) for name in same.split()},
        **days,
        "meeting_date": written_date(subject.meeting, house),
        "version": version_name(subject.version, house),
        "version_date": written_date(subject.date, house),
        "fingerprint": root.fingerprint[:12],
        "total_capital": short_pounds(capital),
        "total_revenue": short_pounds(revenue),
        "total_cost": short_pounds(capital + revenue),
        "number_of_themes": str(sum(isinstance(node, Theme) for node in walk(root))),
        "number_of_risks": str(sum(isinstance(node, Risk) for node in walk(root))),
        **_decided(subject),
    }


def sums_of(costs: Sequence[Cost]) -> tuple[Decimal, Decimal]:
    """Capital and revenue of some costs, in pounds."""
    return sum((c.capital for c in costs), Decimal(0)), sum((c.revenue for c in costs), Decimal(0))


def short_pounds(sum: Decimal) -> str:
    """A sum as running text writes it, never rounded: "£7.9m", "£3.247m", "£640,000"; "" for nothing."""
    return short_money(sum).replace("-", "−") if sum else ""


def _decided(subject: Subject) -> dict[str, str]:
    recorded = deciding(subject.decisions)
    house = subject.house
    called = [each.decision for each in subject.decisions if each.decision.outcome == "called in"]
    call_in = "; ".join(f"{c.body}, {written_date(c.date, house)}" for c in called)
    names = "date number reasons alternatives interests published effective note".split()
    if recorded is None:
        empty = {f"decision_{name}": "" for name in (*names, "present", "conditions")}
        return {**empty, "decision": "", "call_in": call_in}
    decision = recorded.decision
    said = {f"decision_{name}": written_date(getattr(decision, name), house) for name in names}
    outcome = f"{decision.outcome[:1].upper()}{decision.outcome[1:]}"
    conditions = "\n".join(condition.text for condition in decision.conditions)
    number = decision.number or decision.minute
    return {
        **said,
        "decision": f"{outcome} ({version_name(recorded.version or subject.version, house)})",
        "decision_number": number,
        "decision_present": ", ".join(decision.present),
        "decision_conditions": conditions,
        "call_in": call_in,
    }


def stands(
    template: Template, answers: Answers, subject: Subject, given: Mapping[str, str]
) -> dict[str, str]:
    """What each name in braces stands for: the facts `given`, answers of one line, and the strategy's own appendix."""
    found = {name: text or wanting(template, name.replace("_", " ")) for name, text in given.items()}
    for entry in template.entries:
        if entry.key and entry.key not in found and entry.type in (
            "text", "date", "money", "choice", "yes or no",
        ):  # fmt: skip
            line = answer_line(template, entry, answers, subject, given)
            found[entry.key] = line or wanting(template, template.called(entry))
    titles = appendices(template, answers, found)
    found["appendix"] = next((name for name, own in titles if own == found["title"]), titles[0][0])
    return found


def appendices(template: Template, answers: Answers, found: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Name and title of each appendix, in order: the strategy first, unless an answer gives it another place."""
    entry = next((entry for entry in template.entries if entry.type == "appendices"), None)
    given = answers.values.get(entry.key, ()) if entry else ()
    titles = [filled(title, found, "appendices") for title in given if isinstance(title, str)]
    if found["title"] not in titles:
        titles.insert(0, found["title"])
    form = template.numbers.appendix
    names = (
        form.replace("{item}", found.get("item", "")).replace("{n}", str(n)).replace("{letter}", letter(n).lower())
        for n in range(1, len(titles) + 1)
    )  # fmt: skip
    return tuple(zip(names, titles, strict=True))


def answer_line(
    template: Template, entry: Entry, answers: Answers, subject: Subject, given: Mapping[str, str]
) -> str:
    """An answer of one line as the report writes it; the strategy's own where there is none; "" for neither."""
    said = answers.values.get(entry.key)
    if not isinstance(said, str) or not said:
        own = subject.meeting if entry.source == "meeting_date" else ""
        return dated(entry, own, subject.house) if own else given.get(entry.source, "")
    if entry.type == "date":
        return dated(entry, said, subject.house)
    if entry.type == "choice":
        return next(choice.label for choice in entry.choices if choice.key == said)
    if entry.type == "yes or no":
        words = template.words
        return {"yes": words.yes, "no": words.no, "n/a": words.not_applicable}[said]
    return said


def dated(entry: Entry, day: str, house: House) -> str:
    """A day as the entry writes it: "8 April 2021" or "Thursday, 8 April 2021"."""
    written = written_date(day, house)
    if not entry.weekday:
        return written

    days = DYDDIAU if house.language == "cy-GB" else DAYS
    return f"{days[date.fromisoformat(day).weekday()]}, {written}"


def filled(text: str, found: Mapping[str, str], where: str) -> str:
    """A text with what the names in braces stand for. Raises Refused for a name that stands for nothing."""
    for place in PLACE.finditer(text):
        if place[1] not in found:
            names = ", ".join(sorted(found))
            raise Refused(f"{where}: “{place[0]}” stands for nothing; permitted between braces: {names}")
    return PLACE.sub(lambda place: found[place[1]], text)


def wanting(template: Template, what: str) -> str:
    """The words that stand, visibly, where something is still to be completed."""
    return template.words.to_complete.replace("{what}", what)
