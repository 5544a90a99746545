"""What a report still lacks, and where it no longer agrees with its strategy. Imports models and this package only.

An author may type a figure that the strategy also holds. Where a sentence states a total, the cost of a theme that it
names, the period or the version, it is compared with the strategy's own, at the precision the author chose.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from app.document.report import Report, is_missing
from app.document.report_facts import short_pounds, sums_of
from app.document.schedules import costs_below
from app.document.wording import written_date
from app.models.control import label_key
from app.models.nodes import Strategy, Theme, name_of
from app.models.report import Answers, Entry
from app.models.report_answers import Sum, sums_in
from app.models.text import blocks_text
from app.models.tree import text_of, walk

Rule = Literal["missing", "disagrees", "void", "unverified", "version"]
History = Callable[[], Iterable[tuple[str, Strategy]]]
Measure = Callable[[Strategy], Decimal]
_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n")
_TOTAL = re.compile(r"\b(total|totals|totalling|altogether|in all|overall|whole)\b", re.I)
_KIND = re.compile(r"\b(capital|revenue)\b", re.I)
_AFTER = re.compile(r"[\s(]*(?:(?:of|in|as)\s+)?(capital|revenue)\b", re.I)
_YEARS = re.compile(r"\b(20\d\d)\s?(?:[–—/-]|to)\s?((?:20)?\d\d)\b")
_VERSION = re.compile(r"\b(?:V\.?\s?|version\s)(\d+(?:\.\d+)*)\b", re.I)
_BINDING = re.compile(r"\b(attached|adopt\w*|approv\w*|recommend\w*|this version)\b", re.I)


class ReportFinding(Struct, frozen=True):
    """What is wanting or wrong with an entry, by its key, in a sentence.

    `setting` is what to write at the key in the answers' file, for those who have no window to do it for them.
    """

    rule: Rule
    key: str
    message: str
    setting: str = ""


def report_findings(report: Report, history: History) -> list[ReportFinding]:
    """Every finding, in the order of the report. `history` gives each version's label and tree, the oldest first, up
    to the one reported on; it is asked only where a figure disagrees.
    """
    found = list(_version(report))
    for entry in report.template.entries:
        if is_missing(report, entry):
            message = f"“{report.template.called(entry)}” is still to be completed."
            found.append(ReportFinding("missing", entry.key or entry.source, message))
        if entry.verified:
            found += _sign_off(report, entry)
        found += _disagreements(report, entry, history)
    return found


def _version(report: Report) -> Iterator[ReportFinding]:
    """Whether the answers were written about another version."""
    said, now = report.answers.version, report.facts["version"]
    if said and label_key(said) != label_key(report.subject.version):
        message = f"The answers were written about {said}, the report is of {now}; read them again."
        yield ReportFinding("version", "version", message)
    if report.subject.version.casefold() == "draft":
        message = (
            "The report is of the draft, which can still change; save it as a version and name that one."
        )
        yield ReportFinding("version", "version", message)


def _sign_off(report: Report, entry: Entry) -> Iterator[ReportFinding]:
    signed, void = report.sign_off(entry)
    label, key = report.template.called(entry), f"sign_offs.{entry.key}"
    strategy, answer = (found[:12] for found in report.verifiable(entry))
    setting = f'fingerprint = "{strategy}", text = "{answer}"'
    if signed is None:
        yield ReportFinding("unverified", key, f"“{label}” is not verified by anybody yet.", setting)
        return
    told = f"The verification of “{label}” by {signed.name}"
    if void:
        when = ", ".join(filter(None, (written_date(signed.date, report.subject.house), signed.version)))
        rewritten = bool(signed.text) and not answer.startswith(signed.text[:12])
        why = "the answer was rewritten since" if rewritten else "what it rests on has changed since"
        message = f"{told} ({when or 'undated'}) is void, for {why}; have it verified again."
        yield ReportFinding("void", key, message, setting)
    elif not signed.fingerprint or not signed.text:
        message = f"{told} does not say of what; have it verified again."
        yield ReportFinding("unverified", key, message, setting)


def _disagreements(report: Report, entry: Entry, history: History) -> Iterator[ReportFinding]:
    """Where the answer to an entry says another thing than the strategy."""
    given = report.answers.values.get(entry.key)
    if isinstance(given, str) and entry.source:
        yield from _sourced(report, entry, given, history)
    for sentence in _sentences(report.answers, entry):
        for sum, measure, what in _stated(sentence, report.subject.root):
            if not sum.agrees(measure(report.subject.root)):
                yield _disagrees(entry, what, sum.text, measure, history)
        yield from _other_period(report, entry, sentence)
        yield from _other_version(report, entry, sentence)


def _sentences(answers: Answers, entry: Entry) -> Iterator[str]:
    given = answers.values.get(entry.key, ())
    texts = (given,) if isinstance(given, str) else (each for each in given if not isinstance(each, str))
    for each in texts:
        text = each if isinstance(each, str) else blocks_text(each) if isinstance(each, tuple) else ""
        yield from (sentence for sentence in _SENTENCE.split(text) if sentence.strip())


def _sourced(report: Report, entry: Entry, given: str, history: History) -> Iterator[ReportFinding]:
    """An answer that stands in the place of a line of the strategy's own."""
    own = report.facts[entry.source]
    if measure := _MEASURES.get(entry.source):
        sums = [sum for _, sum in sums_in(given)]
        if sums and not sums[0].agrees(measure(report.subject.root)):
            yield _disagrees(entry, entry.source.replace("_", " "), sums[0].text, measure, history)
        return
    said = written_date(report.filled(given, entry.key), report.subject.house)
    if own and _squeezed(said) != _squeezed(own):
        whose = "route" if entry.source == "meeting_date" else "strategy"
        message = f"The report says “{said}”, the {whose} “{own}” ({entry.source.replace('_', ' ')})."
        yield ReportFinding("disagrees", entry.key, message)


def _squeezed(text: str) -> str:
    return re.sub(r"[–—-]", "-", " ".join(text.split())).casefold()


def _stated(sentence: str, root: Strategy) -> Iterator[tuple[Sum, Measure, str]]:
    """The sums in a sentence that must be the strategy's: totals, and those of the one theme it names."""
    named = [
        theme for theme in _themes(root) if theme.title and theme.title.casefold() in sentence.casefold()
    ]
    theme = named[0] if len(named) == 1 and costs_below(named[0]) else None
    if named and theme is None:
        return
    seen: set[str] = set()
    for sum, kind, total in _kinds(sentence):
        if kind not in seen and (total or seen if theme is None else kind != "cost"):
            seen.add(kind)
            what = f"{kind} of “{name_of(theme)}”" if theme is not None else f"total {kind}"
            yield sum, _measure(kind, theme), what


def _kinds(sentence: str) -> Iterator[tuple[Sum, str, bool]]:
    """Each sum of a sentence, what it is of ("capital", "revenue" or "cost"), and whether it is called a total."""
    sums = sums_in(sentence)
    ends = [place.end() for place, _ in sums]
    behind = not any(_TOTAL.search(sentence[: place.start()]) for place, _ in sums)
    for at, (place, sum) in enumerate(sums):
        before = sentence[ends[at - 1] if at else 0 : place.start()]
        kind = _AFTER.match(sentence, place.end()) or next(reversed([*_KIND.finditer(before)]), None)
        total = _TOTAL.search(sentence[place.end() :] if behind else before)
        yield sum, kind[1].lower() if kind else "cost", total is not None


def _themes(root: Strategy) -> list[Theme]:
    return [node for node in walk(root) if isinstance(node, Theme)]


def _measure(kind: str, theme: Theme | None = None) -> Measure:
    """How to read a sum out of any version of the strategy; a theme is known again by its identity."""

    def measured(root: Strategy) -> Decimal:
        held = root if theme is None else next((node for node in walk(root) if node.id == theme.id), None)
        capital, revenue = sums_of(costs_below(held) if held is not None else ())
        return {"capital": capital, "revenue": revenue}.get(kind, capital + revenue)

    return measured


_MEASURES = {f"total_{kind}": _measure(kind) for kind in ("capital", "revenue", "cost")}


def _disagrees(entry: Entry, what: str, said: str, measure: Measure, history: History) -> ReportFinding:
    """ "The report says £7.3m, the strategy £7.9m since V6"."""
    versions = [(label, measure(root)) for label, root in history()]
    now = versions[-1][1]
    since = label = versions[-1][0]
    for label, then in reversed(versions):
        if then != now:
            break
        since = label
    alike = all(then == now for _, then in versions)
    held = short_pounds(now) or "none"
    message = f"The report says {said}, the strategy {held}{'' if alike else f' since {since}'} ({what})."
    return ReportFinding("disagrees", entry.key, message)


def _other_period(report: Report, entry: Entry, sentence: str) -> Iterator[ReportFinding]:
    """A period said of the strategy that is not its own, nor told in it of something else."""
    root = report.subject.root
    own = _YEARS.search(root.period)
    if own is None or "strategy" not in sentence.casefold():
        return
    for years in _YEARS.finditer(sentence):
        if _years(years) != _years(own) and _years(years) not in _told(root):
            message = f"The report says {years[0]}, the strategy {root.period} (period)."
            yield ReportFinding("disagrees", entry.key, message)


def _told(root: Strategy) -> set[tuple[str, str]]:
    """Every period that the strategy itself speaks of."""
    texts = (f"{node.title}\n{text_of(node)}" for node in walk(root))
    return {_years(found) for text in (*texts, root.supersedes) for found in _YEARS.finditer(text)}


def _years(found: re.Match[str]) -> tuple[str, str]:
    return found[1], found[2][-2:]


def _other_version(report: Report, entry: Entry, sentence: str) -> Iterator[ReportFinding]:
    """Another version than the report's said to be the one that is attached or to be approved."""
    version = report.subject.version
    if not _BINDING.search(sentence) or version.casefold() == "draft":
        return
    for found in _VERSION.finditer(sentence):
        if label_key(found[0]) != label_key(version):
            message = f"The report says {found[0]}, but it is of {version} (version)."
            yield ReportFinding("disagrees", entry.key, message)
