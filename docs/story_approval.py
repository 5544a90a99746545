"""The pictures of the Head of ICT's story: route, conditions, report, pack, seal, and the check of copies.

The sample strategy of Harbourne is taken through its committees on days of early 2026, whatever day it is now.
"""

import tomllib
from collections.abc import Generator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

from docx import Document as word_file

from app.models import tree
from app.models.approval import Closing, Condition, Decision, Planned
from app.models.nodes import Priority
from app.resources import resource_root
from app.services.approving import close_condition, decide, plan_stage
from app.services.packs.reading import read_pack
from app.services.report_files import answers_file, save_answers
from app.store.library import Library
from app.ui.approval.outcome import OutcomeDialog
from app.ui.approval.panel import ApprovalPanel
from app.ui.checking.dialog import CheckDialog
from app.ui.packs.panel import PackPanel
from app.ui.reports.panel import ReportsPanel
from app.ui.window.desktop import Desktop
from app.ui.window.export import ExportDialog
from app.ui.window.main_window import MainWindow
from docs.picturing import Answers, Camera
from docs.story_pack import write_agenda

BEFORE, AFTER, LATER = date(2026, 3, 4), date(2026, 3, 25), date(2028, 3, 5)
VERSION, EARLIER = "V1.0", "V0.9"
Shown = TypeVar("Shown")
SEAL_HEIGHT = 340
LENT = "Say each year how many households were lent a device"
DECIDED = Decision(
    "Executive", "2026-03-16", "approved", "executive", "EX/26/14", "7",
    "It puts the council's promises and their costs into one document.",
    present=("Cllr A. Owen", "Cllr B. Price", "Cllr Y. Adeyemi"), published="2026-03-18",
)  # fmt: skip


@contextmanager
def day(then: date) -> Generator[None]:
    """Lets the program take `then` for today."""
    with (
        patch("app.services.approving.today", lambda: then.isoformat()),
        patch("app.ui.approval.making._today", lambda: then),
    ):
        yield


def draw_approval(window: MainWindow, camera: Camera, ask: Answers) -> None:
    """From the planned meeting to the approved copy, over the sample library that is open."""
    desktop, desk = window.desktop, window.desk
    assert desktop is not None
    assert desk is not None
    library = desk.library
    assert isinstance(library, Library)
    with day(BEFORE):
        _earlier_stages(library, desk.id)
        camera.wide(window)
        window.statusBar().clearMessage()
        panel = _show(desktop, camera, "approval", ApprovalPanel)
        panel.refresh()
        camera.take(panel, "approval-route")
        _draw_missed(panel, library, desk.id, camera)
        panel.line.choose(2)
        camera.take(panel, "approval-conditions", 570)
        _draw_report(
            window, desktop, camera, "blackpool-executive", "Purpose of the report", "approval-report"
        )
        _draw_report(window, desktop, camera, "thurrock-cabinet", "Implications", "approval-verify")
        _draw_pack(desktop, camera, ask)
    with day(AFTER):
        panel = _show(desktop, camera, "approval", ApprovalPanel)
        panel.refresh(keep=False)
        _draw_outcome(panel, camera)
        decide(library, desk.id, VERSION, DECIDED, "A. Owen")
        desk.versions_changed.emit()
        panel.refresh(keep=False)
        panel.line.choose(3)
        camera.take(panel, "approval-sealed")
        _draw_versions(window, desktop, camera)
        _draw_signing(window, camera)
        _draw_checks(window, camera)
        _draw_changed(window, desktop, camera)
        desk.draft.undo()
    with day(LATER):
        panel.refresh()
        camera.take(panel.seal, "approval-reminder", SEAL_HEIGHT)


def _earlier_stages(library: Library, strategy: str) -> None:
    """What happened before the picture: two stages done, two conditions of which one is met, a meeting planned."""
    supported = Decision("Corporate Leadership Team", "2026-01-19", "supported", "leadership")
    decide(library, strategy, EARLIER, supported, "A. Owen")
    heard = Decision(
        "Residents and partners", "2026-01-30", "noted", "consultation", note="611 replies, 14 letters"
    )
    decide(library, strategy, EARLIER, heard, "A. Owen")
    node = next(node for node in tree.walk(library.head(strategy)) if node.title == "Nobody shut out")
    conditions = (Condition(LENT), Condition("Name the officer who answers for each risk"))
    scrutiny = Decision(
        "Tourism, Economy and Resources Scrutiny Committee", "2026-02-23", "supported with conditions", "scrutiny",
        minute="4", conditions=conditions,
    )  # fmt: skip
    decide(library, strategy, EARLIER, scrutiny, "A. Owen")
    close_condition(library, strategy, Closing(3, 1, "2026-03-02", node.id, VERSION), "A. Owen")
    plan_stage(library, strategy, Planned("executive", DECIDED.date))


def _draw_missed(panel: ApprovalPanel, library: Library, strategy: str, camera: Camera) -> None:
    """The same meeting for a key decision, whose notice should have been given by now."""
    plan_stage(library, strategy, Planned("executive", DECIDED.date, key_decision=True))
    panel.refresh()
    camera.take(panel, "approval-missed")
    plan_stage(library, strategy, Planned("executive", DECIDED.date))
    panel.refresh()


def _draw_report(
    window: MainWindow, desktop: Desktop, camera: Camera, key: str, part: str, name: str
) -> None:
    """A report with the sample's answers, of which one is not given yet, at a part whose heading has these words."""
    sample = resource_root() / "samples" / "harbourne" / f"report-{key}.toml"
    answers = tomllib.loads(sample.read_text(encoding="utf-8"))
    answers.pop("legal", None)
    library = desktop.desk.library
    place = answers_file(library.path_or_url, library.path, desktop.desk.id, key, Path())
    save_answers(place, answers)
    shown: list[bool] = []
    desktop.show_activity("reports")
    panel = desktop.panel("reports")
    assert isinstance(panel, ReportsPanel)
    panel.preview.shown.connect(lambda: shown.append(True))
    panel.template.setCurrentIndex(panel.template.findData(key))
    panel.template.activated.emit(panel.template.currentIndex())
    camera.until(lambda: bool(shown))
    headings = [panel.parts.item(at).text().casefold() for at in range(panel.parts.count())]
    panel.parts.setCurrentRow(next(at for at, each in enumerate(headings) if part.casefold() in each))
    camera.idle()
    camera.take(window, name)


def _draw_pack(desktop: Desktop, camera: Camera, ask: Answers) -> None:
    """The pack with an exempt paper, made, with what the leak check says."""
    agenda = write_agenda(Path())
    panel = _show(desktop, camera, "packs", PackPanel)
    panel.draft.begin(read_pack(agenda)[0], agenda.parent, agenda)
    camera.until(lambda: bool(panel._counted.placed))
    ask.file = Path("Executive 16 March 2026.pdf")
    panel.make()
    camera.until(lambda: panel._job is None)
    panel.tree.expandAll()
    camera.idle()
    camera.take(panel, "approval-pack")


def _draw_outcome(panel: ApprovalPanel, camera: Camera) -> None:
    """The dialog with what stands in the minutes."""
    standing = panel.standing
    assert standing is not None
    dialog = OutcomeDialog(panel._approving, standing.route, standing.stages[3], panel)
    for name, value in (
        ("body", DECIDED.body), ("date", "16 March 2026"), ("number", DECIDED.number), ("minute", DECIDED.minute),
    ):  # fmt: skip
        dialog._set(name, value)
    camera.dialog(dialog, "approval-outcome")


def _draw_versions(window: MainWindow, desktop: Desktop, camera: Camera) -> None:
    """The version-control page, at the approved version."""
    desktop.go("page-versions")
    desktop.workspace.finish()
    camera.settle()
    table = desktop.workspace.versions.table
    table.selectRow(table.rowCount() - 1)
    table.scrollToBottom()
    camera.take(window, "approval-versions")


def _draw_signing(window: MainWindow, camera: Camera) -> None:
    """The export of the approved version as a PDF that is to be signed."""
    desk = window.desk
    assert desk is not None
    dialog = ExportDialog(
        desk.root.title, desk.versions(), desk.houses, desk.root.house, Path(), VERSION, window
    )
    dialog.format.setCurrentIndex(dialog.format.findData(".pdf"))
    dialog.format.activated.emit(dialog.format.currentIndex())
    camera.dialog(dialog, "approval-sign")


def _draw_checks(window: MainWindow, camera: Camera) -> None:
    """An approved copy, and one in which a number was changed."""
    desk = window.desk
    assert desk is not None
    true, false = Path("Strategy from the website.pdf"), Path("Strategy from a colleague.docx")
    for to in (true, Path("copy.docx")):
        window.services.export(desk.copy_of(VERSION), to, "")
    altered = word_file("copy.docx")
    for paragraph in altered.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("17%", "71%")
    altered.save(str(false))
    for name, path in (("true", true), ("false", false)):
        window.approvals.check()
        dialog = window.approvals.check_dialog
        assert isinstance(dialog, CheckDialog)
        _check(dialog, path, camera)
        if name == "true":
            dialog.resize(dialog.width(), dialog.heightForWidth(dialog.width()))
        camera.take(dialog, f"approval-check-{name}")
        dialog.close()


def _check(dialog: CheckDialog, path: Path, camera: Camera) -> None:
    said: list[bool] = []
    dialog.checked.connect(lambda: said.append(True))
    dialog.check(path)
    camera.until(lambda: bool(said))


def _draw_changed(window: MainWindow, desktop: Desktop, camera: Camera) -> None:
    """The seal once the draft has gone on."""
    desk = desktop.desk
    node = next(node for node in tree.walk(desk.root) if isinstance(node, Priority))
    desk.draft.do(lambda root: tree.change(root, node.id, owner="Director of Resources"), "Edit priority")
    panel = _show(desktop, camera, "approval", ApprovalPanel)
    panel.refresh()
    camera.take(panel, "approval-changed", 450)


def _show(desktop: Desktop, camera: Camera, key: str, kind: type[Shown]) -> Shown:
    desktop.show_activity(key)
    camera.idle()
    panel = desktop.panel(key)
    assert isinstance(panel, kind)
    return panel
