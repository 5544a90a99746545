"""Committee reports as values: a council's template, and what authors answer to it. Pure; imports other models only.

`services/reporting.py` reads templates and answers from TOML; `docs/report-templates.md` describes both for councils.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from msgspec import Meta, Struct

from app.models.look import Furniture, Look, look_faults
from app.models.nodes import KINDS, Strategy
from app.models.text import Blocks, blocks_text
from app.models.tree import walk

Form = Literal["part", "table", "grid", "lines", "title", "asked"]
EntryType = Literal[
    "text", "rich", "yes or no", "choice", "date", "money", "officer", "list", "appendices", "fixed", "generated",
    "decision",
]  # fmt: skip
Source = Literal[
    "title", "organisation", "period", "author", "department", "placement", "supersedes", "stakeholders",
    "equality_reference", "implementation_date", "review_date", "version", "version_date", "fingerprint",
    "total_capital", "total_revenue", "total_cost", "number_of_themes", "number_of_risks", "meeting_date",
    "vision", "themes", "themes_and_aims", "objectives", "principles", "risks", "costs",
    "decision", "decision_date", "decision_number", "decision_reasons", "decision_alternatives",
    "decision_interests", "decision_present", "decision_conditions", "decision_published", "decision_effective",
    "decision_note", "call_in",
]  # fmt: skip
BLOCK_SOURCES = frozenset(
    ("vision", "themes", "themes_and_aims", "objectives", "principles", "risks", "costs")
)
SOURCES: tuple[str, ...] = Source.__args__  # type: ignore[attr-defined]
DECISION_SOURCES = frozenset(SOURCES[SOURCES.index("decision") :])
LINE_SOURCES = frozenset(SOURCES) - BLOCK_SOURCES - DECISION_SOURCES
_STANDS = LINE_SOURCES | {"appendix"}
_SAID_IN_A_LINE = frozenset(("text", "date", "money", "choice", "yes or no"))
_LISTED = frozenset(("objectives", "themes"))
_SOURCED = frozenset(("text", "date", "money", "list"))
_PLACE = re.compile(r"\{([^{}]*)\}?")
_KEY = "^[a-z][a-z0-9_]*$"
Key = Annotated[str, Meta(pattern=_KEY)]
OWN_KEYS = frozenset(("template", "version", "sign_offs"))


class _Part(Struct, frozen=True, forbid_unknown_fields=True):
    pass


class Choice(_Part, frozen=True):
    """One of the options of a choice; the answer names it by `key`, the report shows its `label`."""

    key: Key
    label: Annotated[str, Meta(min_length=1)]


class Entry(_Part, frozen=True):
    """Something a report says: a question to its author, a fixed sentence, or what is taken from the strategy.

    `label` stands in the report, `guidance` only in forms. `source` says what the strategy or the recorded decision
    has to say. `number` is "next", "lettered" (3.2a and 3.2b share one number), "heading" (a numbered heading of its
    own) or "none". A `verified` entry wants the sign-off of a named officer, which is void once the kinds of part in
    `rests_on` change (none named: the whole strategy). `stands` is what an empty answer means ("None.").
    """

    type: EntryType
    key: Key = ""
    label: str = ""
    guidance: str = ""
    required: bool = True
    required_when: dict[str, str] = {}
    choices: tuple[Choice, ...] = ()
    shows: Literal["the chosen option", "all options"] = "the chosen option"
    source: Source | Literal[""] = ""
    text: str = ""
    stands: str = ""
    number: Literal["next", "lettered", "heading", "none"] = "next"
    weekday: bool = False
    may_not_apply: bool = False
    verified: bool = False
    rests_on: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether an author may answer it."""
        return self.type not in ("fixed", "generated", "decision")


class Part(_Part, frozen=True):
    """A part of a report. `form` says what its entries make: numbered text under a heading, a table of labels and
    values, a grid with the labels at its head, lines, the title of the report, or nothing that is shown ("asked").
    """

    form: Form = "part"
    heading: str = ""
    numbered: bool = True
    new_page: bool = False
    entries: tuple[Entry, ...] = ()


class Numbers(_Part, frozen=True):
    """Formats of generated numbers: {part} and {n} count, {letter} is a, b …; {item} is the agenda item answered.

    `between` parts an appendix's name from its title. Empty: no number.
    """

    part: str = ""
    entry: str = ""
    lettered: str = ""
    appendix: str = "Appendix {n}"
    between: str = ": "


class Words(_Part, frozen=True):
    """The words that a report adds of itself. `theme` is what it calls a theme; empty: as the strategy's house does."""

    to_complete: str = "[To be completed: {what}]"
    yes: str = "Yes"
    no: str = "No"
    not_applicable: str = "N/A"
    verified_by: str = "Implications verified by:"
    verification: str = "verification of {what}"
    void: str = (
        "[The verification by {name} of {date} is void, for what was verified has changed since: "
        "verify it again]"
    )
    chosen: str = "☒"
    not_chosen: str = "☐"
    theme: str = ""
    costs: str = "Estimated costs by {theme}"
    other_costs: str = "Other costs"


class Template(_Part, frozen=True):
    """A council's layout of a committee report. `key` is the name of its file."""

    name: Annotated[str, Meta(min_length=1)]
    parts: Annotated[tuple[Part, ...], Meta(min_length=1)]
    key: str = ""
    about: str = ""
    language: Literal["en-GB", "cy-GB"] = "en-GB"
    dates: Literal["20 June 2026", "20/06/2026"] = "20 June 2026"
    numbers: Numbers = Numbers()
    words: Words = Words()
    look: Look = Look()
    furniture: Furniture = Furniture(
        foot_left="{title} · {version} · {fingerprint}", foot_right="Page {page} of {pages}"
    )

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry, in order."""
        return tuple(entry for part in self.parts for entry in part.entries)

    def entry(self, key: str) -> Entry | None:
        """The entry with this key."""
        return next((entry for entry in self.entries if key and entry.key == key), None)

    def called(self, entry: Entry) -> str:
        """What a list of missing answers calls an entry: its label, or else the heading it stands under."""
        part = next((part for part in self.parts if entry in part.entries), Part())
        label, heading = (
            _PLACE.sub("", text).replace("**", "").strip(" :;") for text in (entry.label, part.heading)
        )
        return label or heading or (entry.key or entry.source).replace("_", " ")


class Officer(_Part, frozen=True):
    """A person named in a report, with the post held and how to reach them."""

    name: Annotated[str, Meta(min_length=1)]
    role: str = ""
    email: str = ""
    phone: str = ""


class SignOff(_Part, frozen=True):
    """Who verified an entry, in which post, on which day (ISO 8601), for which version.

    `fingerprint` is that of the parts of the strategy which the verification rests on, `text` that of the answer that
    was verified; each in full or its first 8 letters or more.
    """

    name: str = ""
    role: str = ""
    date: str = ""
    version: str = ""
    fingerprint: str = ""
    text: str = ""


Value = str | tuple[Blocks, ...] | tuple[str, ...] | tuple[Officer, ...]


class Answers(Struct, frozen=True):
    """What an author answered, by the entry's key: texts, days in ISO 8601, "yes", "no" or "n/a", the key of a choice;
    numbered paragraphs and lists as blocks. `version` is the one the report was written about, empty for any.
    """

    values: dict[str, Value] = {}
    sign_offs: dict[str, SignOff] = {}
    version: str = ""


def rests_fingerprint(root: Strategy, kinds: Iterable[str]) -> str:
    """The fingerprint (SHA-256, hex) of what a verification rests on: parts of some kinds, or the whole strategy."""
    wanted = frozenset(kinds)
    if not wanted:
        return root.fingerprint
    prints = "".join(node.fingerprint for node in walk(root) if node.kind in wanted)
    return hashlib.sha256(prints.encode("ascii")).hexdigest()


def answer_fingerprint(value: "Value | None") -> str:
    """The fingerprint (SHA-256, hex) of what an answer says: its words, however they are spaced or made to look."""
    given = value if isinstance(value, tuple) else (value or "",)
    said = (
        each if isinstance(each, str) else blocks_text(each) if isinstance(each, tuple) else each.name
        for each in given
    )
    words = " ".join(" ".join(text.split()) for text in said)
    return hashlib.sha256(unicodedata.normalize("NFC", words).encode("utf-8")).hexdigest()


Fault = tuple[tuple[str | int, ...], str]


def template_faults(template: Template) -> Iterator[Fault]:
    """The key (as steps) and the fault of every value that the types alone cannot refuse, with what is permitted."""
    yield from ((("look", key), fault) for key, fault in look_faults(template.look))
    stand = _STANDS | {entry.key for entry in template.entries if entry.type in _SAID_IN_A_LINE and entry.key}
    yield from _place_faults(template, stand)
    seen: set[str] = set()
    for at, part in enumerate(template.parts):
        if part.form in ("table", "grid") and not part.entries:
            yield ("parts", at, "entries"), f"a {part.form} of nothing; permitted: one entry or more"
        for below, entry in enumerate(part.entries):
            steps = ("parts", at, "entries", below)
            if entry.key and entry.key in seen:
                yield (*steps, "key"), f"“{entry.key}” is used twice; permitted: each key once"
            seen.add(entry.key)
            yield from (((*steps, key), fault) for key, fault in _entry_faults(entry, template))
            for name in ("label", "text", "stands"):
                yield from _unknown((*steps, name), getattr(entry, name), stand)
        yield from _unknown(("parts", at, "heading"), part.heading, stand)


def _entry_faults(entry: Entry, template: Template) -> Iterator[tuple[str, str]]:
    if entry.asks and not entry.key:
        yield "key", "the entry has no key, so nobody can answer it; permitted: a name such as background"
    if entry.key in _STANDS | OWN_KEYS and entry.key != entry.source:
        yield "key", f"“{entry.key}” is a name of the program's own; permitted: any other"
    if (entry.type == "choice") != bool(entry.choices):
        yield "choices", "permitted: two options or more for a choice, none for anything else"
    if len({choice.key for choice in entry.choices}) != len(entry.choices):
        yield "choices", "an option's key is used twice; permitted: each once"
    yield from _source_faults(entry)
    if entry.type == "fixed" and not entry.text:
        yield "text", "a fixed entry says nothing; permitted: a text"
    for key in entry.required_when:
        if template.entry(key) is None:
            yield "required_when", f"“{key}” is no entry; permitted: the key of an entry"
    for kind in entry.rests_on:
        if kind not in KINDS:
            yield "rests_on", f"“{kind}” is no kind of part; permitted: {', '.join(KINDS)}"


def _source_faults(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.type == "decision" and entry.source not in DECISION_SOURCES:
        yield (
            "source",
            f"“{entry.source}” is not of a decision; permitted: {', '.join(sorted(DECISION_SOURCES))}",
        )
    elif entry.type == "generated" and entry.source not in LINE_SOURCES | BLOCK_SOURCES:
        permitted = ", ".join(sorted(LINE_SOURCES | BLOCK_SOURCES))
        yield "source", f"“{entry.source}” is not of the strategy; permitted: {permitted}"
    elif entry.asks and entry.source:
        permitted = LINE_SOURCES | (_LISTED if entry.type == "list" else frozenset[str]())
        if entry.type not in _SOURCED:
            yield (
                "source",
                f"a {entry.type} answer has no source; permitted for: {', '.join(sorted(_SOURCED))}",
            )
        elif entry.source not in permitted:
            yield (
                "source",
                f"“{entry.source}” is no answer's source; permitted: {', '.join(sorted(permitted))}",
            )


_NUMBER_PLACES = {
    "part": frozenset(("n",)),
    "entry": frozenset(("part", "n")),
    "lettered": frozenset(("part", "n", "letter")),
    "appendix": frozenset(("n", "letter", "item")),
    "between": frozenset[str](),
}
_WORD_PLACES = {
    "to_complete": frozenset(("what",)),
    "verification": frozenset(("what",)),
    "void": frozenset(("name", "date")),
    "costs": frozenset(("theme",)),
}
_FURNITURE_PLACES = frozenset(
    ("title", "organisation", "period", "version", "date", "fingerprint", "page", "pages")
)


def _place_faults(template: Template, stand: frozenset[str] | set[str]) -> Iterator[Fault]:
    for name, permitted in _NUMBER_PLACES.items():
        yield from _unknown(("numbers", name), getattr(template.numbers, name), permitted)
    if "{item}" in template.numbers.appendix and template.entry("item") is None:
        yield (
            ("numbers", "appendix"),
            "“{item}” has no entry “item” to be answered; permitted: {n}, {letter}, or add one",
        )
    for name in template.words.__struct_fields__:
        text = getattr(template.words, name)
        yield from _unknown(("words", name), text, _WORD_PLACES.get(name, frozenset()))
    for name in template.furniture.__struct_fields__:
        yield from _unknown(("furniture", name), getattr(template.furniture, name), _FURNITURE_PLACES | stand)


def _unknown(
    steps: tuple[str | int, ...], text: str, permitted: frozenset[str] | set[str]
) -> Iterator[Fault]:
    for place in _PLACE.finditer(text):
        if place[1] not in permitted or not place[0].endswith("}"):
            names = ", ".join(f"{{{name}}}" for name in sorted(permitted)) or "none"
            yield steps, f"“{place[0]}” stands for nothing; permitted: {names}"
