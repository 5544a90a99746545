"""The file of answers that a report asks for, with guidance and without answers. Imports models and documents only."""

import textwrap
from collections.abc import Iterator, Mapping

from app.document.report_facts import Subject, facts
from app.models.report import LINE_SOURCES, Entry, SignOff, Template, rests_fingerprint

_WIDTH = 100
_FORMS = {
    "text": ('""', ""),
    "date": ('""', "a day, such as 9 October 2026"),
    "money": ('""', "a sum, such as £7.9m"),
    "officer": (
        '{ name = "", role = "", email = "", phone = "" }',
        "one officer, or a list of them in [ ]",
    ),
    "list": ('[\n  "",\n]', "one line of Markdown for each item"),
    "rich": ("[\n'''\n''',\n]", "Markdown; each text in the list is a numbered paragraph"),
    "appendices": ('[\n  "",\n]', "titles; the strategy comes first unless {title} stands elsewhere"),
}


def skeleton_of(template: Template, subject: Subject) -> str:
    """The TOML of answers still to be given. Sign-offs carry the fingerprint of what there is to verify now."""
    return "\n".join([*_lines(template, subject), ""])


def _lines(template: Template, subject: Subject) -> Iterator[str]:
    found = facts(subject)
    yield from _comment(
        f"Answers for the report template “{template.name}”. Leave an answer empty to give it later."
    )
    names = ", ".join(f"{{{name}}}" for name in sorted(LINE_SOURCES))
    yield from _comment(f"In any answer these stand for what the strategy says: {names}, {{appendix}}.")
    yield f'template = "{template.key}"'
    yield f'version = "{subject.version}"'
    for part in template.parts:
        asked = [entry for entry in part.entries if entry.asks]
        if asked and part.heading:
            yield f"\n# ---- {part.heading} ----"
        for entry in asked:
            yield ""
            yield from _entry(template, entry, found)
    for entry in template.entries:
        if entry.verified:
            now = rests_fingerprint(subject.root, entry.rests_on)[:12]
            yield from _sign_off(
                template.called(entry), entry, SignOff(version=subject.version, fingerprint=now)
            )


def _comment(text: str) -> Iterator[str]:
    yield from (f"# {line}" for line in textwrap.wrap(" ".join(text.split()), _WIDTH))


def _entry(template: Template, entry: Entry, found: Mapping[str, str]) -> Iterator[str]:
    value, form = _FORMS.get(entry.type, ('""', ""))
    if entry.type == "yes or no":
        form = "yes, no or n/a" if entry.may_not_apply else "yes or no"
    wanted = "" if entry.required and not entry.stands else "may be left empty"
    yield from _comment(
        f"{template.called(entry)} ({'; '.join(filter(None, (form, wanted)))})".replace(" ()", "")
    )
    yield from _comment(entry.guidance) if entry.guidance else ()
    for choice in entry.choices:
        yield from _comment(f"{choice.key}: {choice.label}")
    if entry.source and entry.source in found and found[entry.source]:
        whose = "route" if entry.source == "meeting_date" else "strategy"
        yield from _comment(f"Taken from the {whose} where this is empty: {found[entry.source]}")
    yield f"{entry.key} = {value}"


def _sign_off(called: str, entry: Entry, now: SignOff) -> Iterator[str]:
    yield f"\n# Who verified “{called}”; void once the answer, or the strategy in what this rests on, changes."
    yield f"[sign_offs.{entry.key}]"
    yield from (f'{name} = "{getattr(now, name)}"' for name in SignOff.__struct_fields__)
