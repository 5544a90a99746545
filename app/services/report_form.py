"""What the form of a report asks and shows: questions with their guidance, what the strategy says, sign-offs. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct, structs

from app.document.report_sources import BLOCKS
from app.models.approval import Noted, Verified
from app.models.errors import Refused
from app.models.report import Entry, SignOff, Template
from app.models.report_answers import answers_of
from app.models.text import plain
from app.services import approving
from app.services.reporting import Reported, report_in, template, template_keys

if TYPE_CHECKING:
    from app.store.library import Library


class Question(Struct, frozen=True):
    """An entry as the form shows it. `says` is what the strategy or the decision says in its place."""

    entry: Entry
    called: str
    says: str = ""


class FormPart(Struct, frozen=True):
    """A part of a report: its heading and what it asks or shows, in order."""

    heading: str
    questions: tuple[Question, ...]

    @property
    def name(self) -> str:
        """The heading as a list has it, without the colon that leads on to the answer in some councils' reports."""
        return self.heading.rstrip(" :")


class SignedState(Struct, frozen=True):
    """How an entry stands with its verification: "none", "valid" or "void", and by whom."""

    state: str
    signed: SignOff | None = None


def default_template(house: str) -> str:
    """The template that goes with a house style: the one named after it, else the first."""
    keys = template_keys()
    return next((key for key in keys if key.split("-")[0] == house), keys[0])


def form_of(done: Reported) -> tuple[FormPart, ...]:
    """The parts of a report that ask or generate anything; fixed words need no form."""
    found: list[FormPart] = []
    for part in done.drawn.template.parts:
        questions = tuple(_question(done, entry) for entry in part.entries if entry.type != "fixed")
        if questions:
            found.append(FormPart(done.drawn.filled(part.heading) or questions[0].called, questions))
    return tuple(found)


def _question(done: Reported, entry: Entry) -> Question:
    chosen = done.drawn.template
    says = done.drawn.facts.get(entry.source, "") if entry.source not in BLOCKS else ""
    return Question(entry, chosen.called(entry), says)


def answer_fault(chosen: Template, key: str, value: Any) -> str:
    """What is wrong with one answer, in a sentence; "" where it may stand."""
    try:
        answers_of(chosen, {key: value}, lambda _, markdown: plain(markdown))
    except Refused as fault:
        said = str(fault)
        return said.removeprefix(f"{key}: ").removeprefix(f"{key} is ")
    return ""


def usable(chosen: Template, table: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that may stand; a report can be drawn of them while others are still being typed."""
    own = {key: value for key, value in table.items() if key in ("version", "sign_offs")}
    asked = {entry.key for entry in chosen.entries if entry.asks}
    return own | {
        key: value for key, value in table.items() if key in asked and not answer_fault(chosen, key, value)
    }


def drawn_of(library: Library, strategy: str, version: str, key: str, table: Mapping[str, Any]) -> Reported:
    """The report with the answers that may stand. An answer with a name in braces that stands for nothing is left out.

    Raises Refused for an unknown template or version.
    """
    chosen = template(key)
    answers = usable(chosen, table)
    try:
        return report_in(library, strategy, version, key, answers)
    except Refused:
        kept = {name: value for name, value in answers.items() if not _braced(value)}
        return report_in(library, strategy, version, key, kept)


def _braced(value: Any) -> bool:
    return "{" in str(value) and not isinstance(value, dict)


def signed_state(done: Reported, entry: Entry) -> SignedState:
    """How the verification of an entry stands now."""
    signed, void = done.drawn.sign_off(entry)
    if signed is None:
        return SignedState("none")
    return SignedState("void" if void else "valid", signed)


def sign(library: Library, strategy: str, done: Reported, key: str, name: str, role: str) -> dict[str, str]:
    """Notes that an officer verified an entry as it stands, and gives the sign-off for the answers' table.

    Raises Refused where there is nothing to verify, or nobody is named.
    """
    entry = done.drawn.template.entry(key)
    if entry is None or not entry.verified:
        raise Refused("This entry is not one that is verified.")
    if not name.strip() or not role.strip():
        raise Refused("Give the officer's name and post.")
    rests, text = done.drawn.verifiable(entry)
    if key not in done.drawn.answers.values:
        raise Refused("There is no answer yet to be verified; write it first.")
    made = SignOff(
        " ".join(name.split()),
        " ".join(role.split()),
        approving.today(),
        done.drawn.facts["version"],
        rests[:12],
        text[:12],
    )
    library.note(strategy, Verified(done.drawn.template.key, key, **structs.asdict(made)))
    return structs.asdict(made)


def ledger(library: Library, strategy: str, key: str) -> Sequence[Noted]:
    """Every sign-off of a report in this template that was ever noted, oldest first."""
    steps = library.steps(strategy)
    return tuple(each for each in steps if isinstance(each.step, Verified) and each.step.report == key)
