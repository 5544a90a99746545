"""How the reports page is made for an open strategy. Services and exporters are imported when they are first asked."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QCoreApplication, QStandardPaths

from app.document.nodes import Document
from app.models.approval import Noted
from app.models.dates import show_date
from app.services.reporting import Reported
from app.services.targets import DRAFT
from app.ui.desk import Desk
from app.ui.reports.answering import Answering, Table
from app.ui.reports.panel import ReportsPanel

if TYPE_CHECKING:
    from app.store.library import Library

translate = QCoreApplication.translate


def make_panel(desk: Desk) -> ReportsPanel:
    """The reports of the strategy; they follow the draft, the versions and what is decided."""
    panel = ReportsPanel(answering_of(desk))
    desk.changed.connect(panel.when_changed)
    desk.versions_changed.connect(panel.when_changed)
    return panel


def answering_of(desk: Desk) -> Answering:
    """The activities behind the form, for this strategy."""
    library = cast("Library", desk.library)

    def templates() -> Sequence[tuple[str, str]]:
        from app.services.reporting import template, template_keys

        return [(key, template(key).name) for key in template_keys()]

    def default() -> str:
        from app.services.report_form import default_template

        return default_template(desk.root.house)

    def versions() -> Sequence[tuple[str, str]]:
        saved = [(row.label, f"{row.label} · {show_date(row.date)}") for row in reversed(desk.versions())]
        return [*saved, (DRAFT, translate("Reports", "Draft"))]

    def load(key: str) -> dict[str, Any]:
        from app.services.report_files import load_answers

        return load_answers(_file(desk, key))

    def save(key: str, table: Table) -> None:
        from app.services.report_files import save_answers

        save_answers(_file(desk, key), {"template": key, **table})

    def draw(key: str, version: str, table: Table) -> Reported:
        from app.services.report_form import drawn_of

        return drawn_of(library, desk.id, version, key, table)

    def sign(done: Reported, key: str, name: str, role: str) -> dict[str, str]:
        from app.services.report_form import sign

        return sign(library, desk.id, done, key, name, role)

    def ledger(key: str) -> Sequence[Noted]:
        from app.services.report_form import ledger

        return ledger(library, desk.id, key)

    return Answering(
        templates, default, versions, load, save, draw, sign, ledger, _pdf, _export,
        lambda: desk.root.title, desk.read_only, desk.ask,
    )  # fmt: skip


def _file(desk: Desk, template: str) -> Path:
    from app.services.report_files import answers_file

    home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)
    library = desk.library
    return answers_file(library.path_or_url, library.path, desk.id, template, Path(home or Path.home()))


def _pdf(document: Document) -> bytes:
    from app.exporters.pdf import pdf_bytes

    return pdf_bytes(document)


def _export(document: Document, to: Path) -> None:
    from app.exporters.writing import write

    write(document, to)
