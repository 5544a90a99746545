"""From a report's template, its answers and a strategy at one version to the report. Imports models and this package.

Where an answer is wanting the report says so in its place; the part that records the decision stays, empty, until there
is one. Guidance for authors is never shown.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from app.document import prose
from app.document.nodes import (
    Cell,
    Document,
    Furniture,
    Heading,
    Item,
    List,
    Paragraph,
    Part,
    Properties,
    Row,
    Span,
    Spans,
    Table,
)
from app.document.numbering import letter
from app.document.report_facts import (
    Subject,
    answer_line,
    appendices,
    facts,
    filled,
    stands,
    wanting,
)
from app.document.report_sources import BLOCKS, NOTHING
from app.document.schedules import head
from app.document.wording import written_date
from app.models import report as model
from app.models.report import (
    Answers,
    Entry,
    Officer,
    SignOff,
    Template,
    answer_fingerprint,
    rests_fingerprint,
)

Groups = tuple[tuple[Part, ...], ...]
SHEET = (0.36, 0.64)


class Report(Struct, frozen=True):
    """A report while it is drawn up: what was asked, answered and found, and what each name in braces stands for."""

    template: Template
    answers: Answers
    subject: Subject
    facts: Mapping[str, str]
    stands: Mapping[str, str]

    @classmethod
    def of(cls, template: Template, answers: Answers, subject: Subject) -> "Report":
        """The report of these. Raises Refused for a name in braces, in an answer, that stands for nothing."""
        found = facts(subject)
        return cls(template, answers, subject, found, stands(template, answers, subject, found))

    def filled(self, text: str, where: str = "template") -> str:
        """A text with the names in braces filled in."""
        return filled(text, self.stands, where)

    def sign_off(self, entry: Entry) -> tuple[SignOff | None, bool]:
        """Who verified an entry, and whether that is void: what it rests on, or the answer, was changed since."""
        found = self.answers.sign_offs.get(entry.key)
        if found is None:
            return None, False
        strategy, answer = self.verifiable(entry)
        return found, not (strategy.startswith(found.fingerprint) and answer.startswith(found.text))

    def verifiable(self, entry: Entry) -> tuple[str, str]:
        """What there is to verify now: the fingerprints of what the entry rests on and of its answer."""
        rests = rests_fingerprint(self.subject.root, entry.rests_on)
        return rests, answer_fingerprint(self.answers.values.get(entry.key))


def build_report(template: Template, answers: Answers, subject: Subject) -> Document:
    """The report as a document. The same arguments give an equal document."""
    report = Report.of(template, answers, subject)
    parts: list[Part] = []
    count = 0
    for part in template.parts:
        count += part.form == "part" and part.numbered
        parts += _part(report, part, count)
    root = subject.root
    stamp = {"date": f"{subject.date}T00:00:00Z"} if subject.date else {}
    properties = Properties(
        title_of(report), root.author, root.title, template.language, version=subject.version,
        fingerprint=root.fingerprint, **stamp,
    )  # fmt: skip
    return Document(
        properties=properties, parts=tuple(parts), look=template.look, furniture=_furniture(report)
    )


def title_of(report: Report) -> str:
    """The report's title: its first heading of the form "title", or else the template's name."""
    heading = next((part.heading for part in report.template.parts if part.form == "title"), "")
    return report.filled(heading) or report.template.name


def is_missing(report: Report, entry: Entry) -> bool:
    """Whether an answer that this report cannot do without is wanting."""
    if entry.type in ("fixed", "decision") or entry.stands or not entry.required:
        return False
    if any(report.answers.values.get(key) != said for key, said in entry.required_when.items()):
        return False
    return not _shown(report, entry)


def _furniture(report: Report) -> Furniture:
    pages = {"page": "{page}", "pages": "{pages}", "date": report.facts["version_date"]}
    known = {**report.stands, **pages}
    lines = report.template.furniture
    return Furniture(
        *(
            filled(getattr(lines, name), known, f"furniture.{name}").strip(" ·")
            for name in lines.__struct_fields__
        )
    )


def _part(report: Report, part: model.Part, count: int) -> Iterator[Part]:
    if part.form == "asked":
        return
    heading = report.filled(part.heading)
    if heading:
        numbered = part.form == "part" and part.numbered
        number = report.template.numbers.part.replace("{n}", str(count)) if numbered else ""
        level = 1 if part.form == "title" else 2
        yield Heading(level, prose.words(heading), number, new_page=part.new_page, generated=True)
    if part.form == "table":
        yield _sheet(report, part)
    elif part.form == "grid":
        yield _grid(report, part)
    elif part.form == "lines":
        for entry in part.entries:
            for group in _groups(report, entry):
                yield from group
    else:
        yield from _numbered(report, part, count)


def _sheet(report: Report, part: model.Part) -> Table:
    """A table with an entry in each row: its label heads the row."""
    rows = tuple(Row((_cell(_label(report, entry)), _cell_of(report, entry))) for entry in part.entries)
    return Table(rows, 0, SHEET, row_headers=True, role="sheet")


def _grid(report: Report, part: model.Part) -> Table:
    """A table with an entry in each column: its label heads the column."""
    labels = head(*(report.filled(entry.label).replace("**", "") for entry in part.entries))
    widths = tuple(1 / len(part.entries) for _ in part.entries)
    return Table((labels, Row(tuple(_cell_of(report, entry) for entry in part.entries))), 1, widths)


def _cell(spans: Spans) -> Cell:
    return Cell((Paragraph(spans, generated=True),) if spans else ())


def _cell_of(report: Report, entry: Entry) -> Cell:
    return Cell(tuple(part for group in _groups(report, entry, labelled=False) for part in group))


def _numbered(report: Report, part: model.Part, count: int) -> Iterator[Part]:
    """The entries of a part, numbered as the template says; numbered neighbours make one list."""
    numbers = _Counting(report.template.numbers, count if part.numbered else 0)
    items: list[Item] = []
    for entry in part.entries:
        number = numbers.next(entry)
        if entry.number == "heading":
            yield from _listed(items)
            yield Heading(3, _label(report, entry), number, generated=True)
            yield from (each for group in _verified(report, entry) for each in group)
            continue
        for at, group in enumerate(_groups(report, entry) or ((),)):
            if at:
                number = numbers.next(entry)
            heading = _subheading(group) if number else None
            if heading is not None:
                yield from _listed(items)
                yield heading
                group = group[1:]
            if number:
                items.append(Item(group, number=number))
            elif group:
                yield from _listed(items)
                yield from _with_headings(group)
    yield from _listed(items)


def _listed(items: list[Item]) -> Iterator[Part]:
    """The items gathered so far as a list; none are left."""
    if items:
        yield List(tuple(items))
        items.clear()


class _Counting:
    """Numbers the entries of one part."""

    def __init__(self, numbers: model.Numbers, part: int) -> None:
        self._numbers = numbers
        self._part = str(part) if part else ""
        self._count = self._letters = 0

    def next(self, entry: Entry) -> str:
        """The number of the next paragraph; lettered neighbours share a number."""
        lettered = entry.number == "lettered" and bool(self._numbers.lettered)
        if entry.number == "none" or not self._part:
            self._letters = 0
            return ""
        self._letters = self._letters + 1 if lettered else 0
        self._count += self._letters <= 1
        form = self._numbers.lettered if lettered else self._numbers.entry
        said = {"{part}": self._part, "{n}": str(self._count), "{letter}": letter(self._letters).lower()}
        for place, words in said.items():
            form = form.replace(place, words)
        return form


def _subheading(group: tuple[Part, ...]) -> Heading | None:
    """The heading that a group begins with: a paragraph all in bold, with more to follow."""
    first = group[0] if len(group) > 1 else None
    if not isinstance(first, Paragraph) or first.generated or not first.spans:
        return None
    return _as_heading(first) if all(span.bold for span in first.spans) else None


def _as_heading(paragraph: Paragraph) -> Heading:
    return Heading(3, tuple(Span(span.text, italic=span.italic) for span in paragraph.spans), generated=True)


def _with_headings(group: tuple[Part, ...]) -> Iterator[Part]:
    for at, part in enumerate(group):
        yield _subheading(group[at:]) or part


def _label(report: Report, entry: Entry) -> Spans:
    """The words of a label; those between two pairs of stars are bold."""
    pieces = report.filled(entry.label).split("**")
    return tuple(Span(piece, bold=bool(at % 2)) for at, piece in enumerate(pieces) if piece)


def _verified(report: Report, entry: Entry) -> Groups:
    """An entry below a heading of its own: who verified it, and what it says."""
    groups = _groups(report, entry, labelled=False)
    if not entry.verified:
        return groups
    words = report.template.words
    signed, void = report.sign_off(entry)
    said = Span(f"{words.verified_by} ")
    if signed is None:
        wanted = words.verification.replace("{what}", report.template.called(entry))
        return (
            Paragraph((said, Span(wanting(report.template, wanted), bold=True)), generated=True),
        ), *groups
    role = (Span(f"\n{signed.role}"),) if signed.role else ()
    spans = (said, Span(signed.name, bold=True), *role)
    if void:
        day = written_date(signed.date, report.subject.house) or "–"
        notice = words.void.replace("{name}", signed.name).replace("{date}", day)
        spans = (*spans, Span(f"\n{notice}", bold=True))
    return (Paragraph(spans, generated=True),), *groups


def _groups(report: Report, entry: Entry, *, labelled: bool = True) -> Groups:
    """What an entry shows, in groups of parts that stand under one number; the first begins with its label."""
    label = _label(report, entry) if labelled else ()
    shown = _shown(report, entry)
    if not shown and entry.stands:
        shown = _line((Span(report.filled(entry.stands)),))
    elif not shown and is_missing(report, entry):
        shown = _line((Span(wanting(report.template, report.template.called(entry)), bold=True),))
    if not label:
        return shown
    first = shown[0] if shown else ()
    if entry.type in ("rich", "list", "generated", "appendices", "choice") and (
        len(first) > 1 or not _is_line(first)
    ):
        return (Paragraph(label, "lead", generated=True), *first), *shown[1:]
    led = first[0].spans if first and isinstance(first[0], Paragraph) else ()
    several = any(span.text.startswith("\n") for span in led)
    gap = (Span("\n" if several else " "),) if led else ()
    return (Paragraph((*label, *gap, *led), generated=True), *first[1:]), *shown[1:]


def _is_line(group: tuple[Part, ...]) -> bool:
    return bool(group) and isinstance(first := group[0], Paragraph) and len(_text(first)) <= 60


def _text(paragraph: Paragraph) -> str:
    return "".join(span.text for span in paragraph.spans)


def _line(spans: Spans) -> Groups:
    return ((Paragraph(spans, generated=True),),) if spans else ()


def _shown(report: Report, entry: Entry) -> Groups:
    """What was answered, or what the strategy has to say; nothing for neither."""
    if entry.type == "fixed":
        return _line((Span(report.filled(entry.text)),))
    if entry.type == "appendices":
        return _appendices(report)
    if entry.type in ("generated", "decision"):
        return _sourced(report, entry)
    given = report.answers.values.get(entry.key)
    if entry.type == "choice" and entry.shows == "all options":
        return _options(report, entry, given)
    if given is None and entry.type == "list" and entry.source:
        return _sourced(report, entry)
    if isinstance(given, str) or given is None:
        line = answer_line(report.template, entry, report.answers, report.subject, report.facts)
        return _line(prose.words(report.filled(line, entry.key)))
    if entry.type == "officer":
        return _line(_officers([each for each in given if isinstance(each, Officer)]))
    groups = tuple(
        tuple(prose.parts(blocks, NOTHING, "")) for blocks in given if not isinstance(blocks, str | Officer)
    )
    if entry.type == "list" and len(groups) > 1:
        return ((List(tuple(Item(group) for group in groups)),),)
    return groups


def _sourced(report: Report, entry: Entry) -> Groups:
    if drawn := BLOCKS.get(entry.source):
        parts = tuple(drawn(report.subject, report.template))
        return (parts,) if parts else ()
    lines = [line for line in report.facts[entry.source].split("\n") if line]
    return (tuple(prose.generated(line) for line in lines),) if lines else ()


def _appendices(report: Report) -> Groups:
    """Each appendix with its generated letter or number."""
    between = report.template.numbers.between
    found = appendices(report.template, report.answers, report.stands)
    lines = tuple(prose.generated(f"{name}{between}{title}") for name, title in found)
    return (lines,)


def _options(report: Report, entry: Entry, given: object) -> Groups:
    """Every option, the chosen one marked; nothing where none is."""
    words = report.template.words
    if not isinstance(given, str):
        return ()
    items = tuple(
        Item(
            (Paragraph((Span(choice.label, bold=choice.key == given),), generated=True),),
            number=words.chosen if choice.key == given else words.not_chosen,
        )
        for choice in entry.choices
    )
    return ((List(items),),)


def _officers(officers: Sequence[Officer]) -> Spans:
    """Names, posts and how to reach them, a line for each."""
    said: list[Span] = []
    for officer in officers:
        line = ", ".join(filter(None, (officer.name, officer.role, officer.phone)))
        said.append(Span(f"\n{line}" if said else line))
        if officer.email:
            said += [Span(", "), Span(officer.email, link=f"mailto:{officer.email}")]
    return tuple(said)
