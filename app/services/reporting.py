"""Committee reports: their templates, an author's answers, and the report of a strategy at one version.

A council's own templates lie in the folder `reports` of its folder of house styles, and win over the program's.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, structs

from app.document.nodes import Document
from app.document.report import Report, build_report
from app.document.report_checks import ReportFinding, report_findings
from app.document.report_facts import Subject, filled, subject_of
from app.models.control import label_key
from app.models.errors import Refused
from app.models.nodes import Strategy
from app.models.report import Answers, Template, template_faults
from app.models.report_answers import answers_of
from app.models.text import Blocks, plain
from app.resources import resource_root
from app.services.approving import meeting_day
from app.services.exporting import house_of
from app.services.houses import own_folders
from app.services.report_skeleton import skeleton_of
from app.services.targets import DRAFT, Reached, Target, library_at, reach, reach_in, strategy_in
from app.services.toml_files import key_of, read_toml_text, said_at

if TYPE_CHECKING:
    from app.models.approval import Recorded
    from app.store.library import Library

_MARKS = re.compile(r"([\\`*_\[\]<>|#])")


class Reported(Struct, frozen=True):
    """A report as a document, what is wanting or wrong in it, the strategy it is of, and what it was drawn from."""

    document: Document
    findings: tuple[ReportFinding, ...]
    reached: Reached
    drawn: Report


def template_keys() -> tuple[str, ...]:
    """The keys of the templates there are."""
    return tuple(sorted(_files()))


def template(key: str) -> Template:
    """The template with this key. Raises Refused with the keys there are, or with the fault of its file."""
    files = _files()
    if key not in files:
        raise Refused(f"There is no report template “{key}”; choose one of {', '.join(sorted(files))}.")
    return read_template(files[key])


def read_template(path: Path) -> Template:
    """The template of one TOML file, checked. Raises Refused with file, line, key and what is permitted."""
    raw, text = read_toml_text(path, Template)
    found = structs.replace(raw, key=path.stem)
    if fault := next(template_faults(found), None):
        steps, said = fault
        raise Refused(said_at(path, text, steps, f"{key_of(steps)}: {said}"))
    return found


def _files() -> dict[str, Path]:
    folders = (resource_root() / "reports", *(folder / "reports" for folder in own_folders()))
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.toml"))}


def report(target: Target, key: str, answers: Path | None = None) -> Reported:
    """The report of a target in a template, with the answers of a TOML file.

    Raises Refused for an unknown template, a target or a file that cannot be read, and an answer that cannot be.
    """
    chosen = template(key)
    with _reached(target) as (reached, decisions, library):
        house = house_of(reached.content.root)
        subject = subject_of(
            reached.content.root, house, chosen, reached.version, reached.date, decisions,
            _meeting(library, target.name, house.key),
        )  # fmt: skip
        given = read_answers(answers, chosen, subject)
        drawn = Report.of(chosen, given, subject)
        found = report_findings(drawn, lambda: _history(reached, target, library))
        return Reported(build_report(chosen, given, subject), tuple(found), reached, drawn)


def report_in(library: Library, strategy: str, version: str, key: str, table: dict[str, Any]) -> Reported:
    """The report of a strategy of an open library at one version (or the draft), with the answers of a form.

    Raises Refused as `report` does.
    """
    chosen, name = template(key), strategy if version == DRAFT else f"{strategy}@{version}"
    reached = reach_in(library, name)
    house = house_of(reached.content.root)
    decisions = library.decisions(strategy)
    planned = meeting_day(library, strategy, house.key)
    root = reached.content.root
    subject = subject_of(root, house, chosen, reached.version, reached.date, decisions, planned)
    given = answers_from(table, chosen, subject)
    drawn = Report.of(chosen, given, subject)
    found = report_findings(drawn, lambda: _history(reached, Target("", name), library))
    return Reported(build_report(chosen, given, subject), tuple(found), reached, drawn)


@contextmanager
def _reached(target: Target) -> Generator[tuple[Reached, tuple[Recorded, ...], Library | None]]:
    """What a target leads to, what was decided about it, and its library where it is in one."""
    if target.is_document:
        yield reach(target), (), None
        return
    with library_at(target.place) as library:
        strategy, _ = strategy_in(library, target.name)
        yield reach_in(library, target.name), library.decisions(strategy), library


def _meeting(library: Library | None, name: str, house: str) -> str:
    """The day of the meeting as the route of a target's strategy has it."""
    return meeting_day(library, strategy_in(library, name)[0], house) if library is not None else ""


def _history(reached: Reached, target: Target, library: Library | None) -> Iterable[tuple[str, Strategy]]:
    """Every version up to the one reported on, the oldest first, and that one itself."""
    labels = [row.label for row in reached.versions if label_key(row.label) != label_key(reached.version)]
    if library is not None:
        strategy, _ = strategy_in(library, target.name)
        for label in labels:
            yield label, library.content(strategy, label).root
    yield ("the draft" if reached.version == DRAFT else reached.version), reached.content.root


def read_answers(path: Path | None, chosen: Template, subject: Subject) -> Answers:
    """The answers of a file; none at all for no file. Raises Refused with file, line and key."""
    if path is None:
        return Answers()
    if not path.is_file():
        raise Refused(
            f"There is no file “{path}”; give the answers' TOML file, or write one with --answers-skeleton."
        )
    table, text = read_toml_text(path, dict[str, Any])
    try:
        return answers_from(table, chosen, subject)
    except Refused as fault:
        steps = re.match(r"[\w.]*", str(fault))
        raise Refused(said_at(path, text, steps[0].split(".") if steps else (), str(fault))) from fault


def answers_from(table: dict[str, Any], chosen: Template, subject: Subject) -> Answers:
    """The answers in a table such as a form or a file gives. Raises Refused with the key and what may stand there.

    Answers of one line are read first, for longer ones may name them in braces.
    """
    lines = Report.of(chosen, answers_of(chosen, table, lambda _, markdown: plain(markdown)), subject)

    def rich(key: str, markdown: str) -> Blocks:
        from app.importers.markdown_body import markdown_blocks

        escaped = {name: _MARKS.sub(r"\\\1", said) for name, said in lines.stands.items()}
        return markdown_blocks(filled(markdown, escaped, key), key)

    found = answers_of(chosen, table, rich)
    for key, said in found.values.items():
        if isinstance(said, str):
            filled(said, lines.stands, key)
    return found


def skeleton(target: Target, key: str) -> str:
    """A file of answers still to be given: each with its guidance, and what the strategy says already."""
    chosen = template(key)
    with _reached(target) as (reached, _, library):
        root = reached.content.root
        planned = _meeting(library, target.name, root.house)
        subject = subject_of(root, house_of(root), chosen, reached.version, reached.date, (), planned)
        return skeleton_of(chosen, subject)
