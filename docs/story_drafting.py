"""The pictures of “Ten minutes” and “Drafting”: a two-theme strategy of an invented council, made step by step."""

from pathlib import Path

from app.models import tree
from app.models.content import Content
from app.models.nodes import KINDS, Node, Priority, Strategy, Theme, Vision
from app.models.text import plain
from app.ui.picker import Entry, Picker
from app.ui.window.actions import bare, keys_of
from app.ui.window.export import ExportDialog
from app.ui.window.main_window import MainWindow
from app.ui.window.welcome import NewDialog
from docs.make_pictures import render, side_by_side
from docs.picturing import Camera, shrink

TITLE, COUNCIL = "Digital Strategy 2027–2031", "Saltmere District Council"
LIBRARY = "Saltmere.engross"
THEMES = (
    (
        "Services people choose to use",
        "Four requests in five are made online by 2029, because that is the easier way.",
        (
            ("One form for each request", "Head of Customer Services", "2027-04-01", "2028-03-31"),
            ("Help in every library", "Head of Libraries", "2027-09-01", "2029-03-31"),
        ),
    ),
    (
        "Systems that stay up",
        "No service is without its system for more than four hours in any month.",
        (("A second data line", "Head of ICT", "2027-06-01", "2027-12-31"),),
    ),
)


def draw_first_strategy(window: MainWindow, camera: Camera) -> None:
    """From the welcome page to the exported document; the strategy stays open."""
    camera.take(window, "start-welcome", 440)
    houses = window.services.houses()
    dialog = NewDialog(houses, LIBRARY, window)
    dialog.title.setText(TITLE)
    dialog.organisation.setText(COUNCIL)
    dialog.house.setCurrentIndex(dialog.house.findData("plain"))
    camera.dialog(dialog, "start-new")
    library = window.services.create_library(LIBRARY)
    root = window.services.new_strategy(houses["plain"], TITLE, COUNCIL, dialog.period.text())
    library.add(Content(root), "Begun")
    window.show_strategy(library, root.id)
    camera.until(lambda: window.desktop is not None)
    camera.until(lambda: window.review.open is not None)
    camera.idle()
    assert window.desktop is not None
    vision = next(node for node in tree.walk(root) if isinstance(node, Vision))
    window.desktop.go(vision.id)
    window.desktop.workspace.finish()
    camera.take(window, "start-outline")
    for label, changed in _steps(root, vision):
        window.desktop.desk.draft.do(lambda _, changed=changed: changed, label)
    theme = next(node for node in tree.walk(window.desktop.desk.root) if isinstance(node, Theme))
    window.desktop.go(theme.id)
    window.desktop.workspace.finish()
    window.desktop.tree.view.expandAll()
    review, parts = window.review.open, len(window.desktop.desk.root.ids) - 1
    assert review is not None
    camera.until(lambda: review.state.progress is not None and review.state.progress.parts == parts)
    camera.idle()
    camera.take(window, "start-theme")
    _draw_history(window, camera)
    _draw_palette(window, camera)
    _draw_end(window, camera)


def _steps(root: Strategy, vision: Vision) -> list[tuple[str, Strategy]]:
    """The edits of the ten minutes: each label and the strategy after it."""
    now: Node = tree.change(
        root,
        vision.id,
        title="Our vision",
        body=plain("Anyone in Saltmere can deal with us in the time they have."),
    )
    steps: list[tuple[str, Node]] = [("Edit vision “Our vision”", now)]
    for old in [node for node in tree.walk(now) if node.kind not in ("strategy", "vision")]:
        if old.id in now.ids:
            now = tree.remove(now, old.id)
    steps.append(("Delete 7 parts", now))
    for title, aim, priorities in THEMES:
        theme = Theme(title=title, aim=plain(aim))
        now = tree.insert(now, vision.id, theme)
        steps.append((f"Add theme “{title}”", now))
        for name, owner, start, end in priorities:
            now = tree.insert(now, theme.id, Priority(title=name, owner=owner, start=start, end=end))
            steps.append((f"Add priority “{name}”", now))
    return [(label, each) for label, each in steps if isinstance(each, Strategy)]


def _draw_history(window: MainWindow, camera: Camera) -> None:
    assert window.desktop is not None
    window.desktop.side.setCurrentWidget(window.desktop.history)
    window.desktop.history.refresh()
    camera.until(lambda: window.desktop is not None and window.desktop.history.list.count() > 3)
    window.desktop.history.list.setCurrentRow(1)
    camera.take(window, "drafting-history")


def _draw_palette(window: MainWindow, camera: Camera) -> None:
    desk = window.desk
    assert desk is not None
    entries = [
        Entry(
            desk.called(node),
            desk.house.term(node.kind).one,
            KINDS[node.kind].icon,
        )
        for node in tree.walk(desk.root)
    ]
    entries += [Entry(bare(each), keys_of(each), "right") for each in window.actions_by_name.values()]
    picker = Picker("Go to or do", entries, "", window)
    picker.line.setText("sys")
    camera.dialog(picker, "drafting-palette")


def _draw_end(window: MainWindow, camera: Camera) -> None:
    """The version and its document."""
    from app.ui.pages.versions import SaveVersionDialog

    desk = window.desk
    assert desk is not None
    services = window.services
    dialog = SaveVersionDialog(services.proposed_label(desk.library, desk.id), "First draft", window)
    camera.dialog(dialog, "start-version")
    services.save_version(desk.library, desk.id, dialog.label.text(), "2026-11-02", "First draft", "")
    desk.versions_changed.emit()
    export = ExportDialog(
        TITLE, desk.versions(), desk.houses, "plain", Path(), desk.versions()[-1].label, window
    )
    camera.dialog(export, "start-export")
    pdf = Path("strategy.pdf")
    services.export(desk.copy_of(desk.versions()[-1].label), pdf, "plain")
    to = camera.folder / "start-document.png"
    side_by_side([render(pdf, number, 54) for number in (1, 2, 4)]).save(to)
    shrink(to)
