"""Starts the desktop window: builds the services and hands them to it. The only place that wires all layers.

What is slow to import, above all SQLAlchemy, is imported by the services when they are first asked, behind the window.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from app.ui import background
from app.ui.desk import Copy, Services, Told
from app.ui.icons import icon
from app.ui.look import STYLE, Look, load_fonts
from app.ui.panels import panels
from app.ui.sources import OpenLibrary
from app.ui.window.faults import FaultWatch
from app.ui.window.main_window import MainWindow
from app.ui.window.session import own_name, tell_unkept
from app.ui.window.target import show_first

if TYPE_CHECKING:
    from app.importers.proposal import Proposal
    from app.models.house import House
    from app.models.nodes import Strategy
    from app.ui.desk import Arrived, Seen


# Work in the background hands Python over to the window within this many seconds; Python's own 5 ms, at each of the
# hundreds of calls of Qt in one turn, would be felt. A fifth of it makes that work no quicker, a tenth no slower.
HAND_OVER = 0.0001
LAST_WAIT = 3.0
# What hears that the program is to end takes a while to import, for which the first picture does not wait.
HEED_MS = 1000


def main(arguments: list[str] | None = None) -> int:
    """Opens the window on the library named first, or on what was open last; the exit code of the program."""
    given = sys.argv[1:] if arguments is None else arguments
    sys.setswitchinterval(HAND_OVER)
    application = QApplication([*sys.argv[:1], *STYLE])
    application.setApplicationName("Engross")
    application.setOrganizationName("Engross")
    application.setDesktopFileName("engross")
    settings = QSettings()
    window = shown(application, settings, given[0] if given else "")
    QTimer.singleShot(HEED_MS, application, lambda: _heed(application))
    QTimer.singleShot(HEED_MS, window, lambda: tell_unkept(settings, window))
    code = application.exec()
    # Python must not be taken down under work that has not heard yet that nobody waits for it.
    background.wait(LAST_WAIT)
    return code


def _heed(application: QApplication) -> None:
    from app.ui.window.ending import Ending

    ending = Ending(application.closeAllWindows, application)
    ending.install()
    application.aboutToQuit.connect(ending.leave)


def shown(application: QApplication, settings: QSettings, target: str) -> MainWindow:
    """A window on show, which will open a library, or what was open last."""
    application.setWindowIcon(icon("app"))
    load_fonts()
    look = Look(application, settings)
    look.apply()
    window = MainWindow(services(lambda: own_name(settings)), look, settings, panels())
    FaultWatch(lambda sentence: window.ask.tell("Engross", sentence), window).install()
    show_first(window, target)
    return window


def services(named: Callable[[], str] = str) -> Services:
    """Every activity that the window asks for, each imported when it is first done.

    `named` is how whoever is at work is called, empty for as the computer knows them.
    """

    def who() -> str:
        from app.services.targets import user

        return named() or user()

    return Services(
        open_library=partial(_open, who),
        create_library=partial(_create, who),
        edit=_edit,
        houses=_houses,
        new_strategy=_new,
        proposed_label=_label,
        describe_changes=_describe,
        save_version=_save,
        export=_export,
        read_document=_read,
        accept_document=partial(_accept, who),
        newest_backup=_backup,
        samples=_samples,
        first_read=partial(_first_read, who),
        who=who,
        back_up=_back_up,
    )


def _open(who: Callable[[], str], target: str, read_only: bool) -> OpenLibrary:
    from app.services.libraries import open_library

    return open_library(target, read_only=read_only, who=who(), wait=0.2)


def _first_read(who: Callable[[], str], target: str, strategy: str) -> Seen | None:
    from app.models.errors import Refused
    from app.services.houses import AvailableHouses
    from app.store.first_read import first_read
    from app.ui.desk import Arrived, Seen

    content = first_read(target, strategy)
    if content is None:
        return None
    root = content.root
    try:
        houses = AvailableHouses()
        houses[root.house]
    except (KeyError, Refused):  # the ordinary way shows it in the plain one
        return None

    def open_behind() -> Arrived:
        from app.services.editing import Editing
        from app.services.libraries import open_library

        library = open_library(target, who=who(), wait=0.2)
        try:
            library.know(root)
            return Arrived(library, Editing(library, root.id), _houses())
        except BaseException:
            library.close()
            raise

    return Seen(target, content, houses, open_behind)


def _create(who: Callable[[], str], target: str) -> OpenLibrary:
    from app.services.libraries import open_or_create

    return open_or_create(target, who(), 0.2)


def _edit(library: OpenLibrary, strategy: str):
    from app.services.editing import Editing
    from app.store.library import Library

    assert isinstance(library, Library)
    return Editing(library, strategy)


def _houses() -> dict[str, House]:
    from app.services.houses import UsableHouses

    return UsableHouses()


def _new(house: House | None, title: str, organisation: str, period: str) -> Strategy:
    from app.models.house import outlined
    from app.models.nodes import Strategy

    if house is None:
        return Strategy(title=title, organisation=organisation, period=period)
    return outlined(house, title, organisation=organisation, period=period)


def _label(library: OpenLibrary, strategy: str) -> str:
    from app.services.versions import proposed_label
    from app.store.library import Library

    assert isinstance(library, Library)
    return proposed_label(library, strategy)


def _describe(old: Strategy, new: Strategy) -> str:
    from app.services.describing import described

    return described(old, new)


def _save(library: OpenLibrary, strategy: str, label: str, date: str, changes: str, comments: str):
    from app.services.versions import save_version
    from app.store.library import Library

    assert isinstance(library, Library)
    return save_version(library, strategy, label, date, changes, comments)


def _export(copy: Copy, to: Path, house: str, progress: Told = lambda done, of: None) -> Path:
    from app.services.exporting import export
    from app.services.targets import Reached

    signer = None
    if copy.sign:
        from app.services.signing import signer_at

        signer = signer_at(*copy.sign)
    reached = Reached(copy.content, copy.version, copy.date, copy.versions, copy.approval)
    export(reached, to, house, signer, progress)
    return to


def _read(path: Path, cancelled: Callable[[], bool]) -> Proposal:
    from app.services.importing import read_document

    return read_document(path, cancelled=cancelled)[0]


def _accept(
    who: Callable[[], str], library: OpenLibrary | None, target: str, proposal: Proposal, label: str
) -> tuple[OpenLibrary, str]:
    from app.services.importing import take_in
    from app.store.library import Library

    into = library or _create(who, target)
    assert isinstance(into, Library)
    try:
        return into, take_in(into, proposal, label).strategy
    except BaseException:
        if library is None:
            into.close()
        raise


def _backup(target: str) -> Path | None:
    from app.services.libraries import newest_backup

    return newest_backup(target)


def _back_up(library: OpenLibrary) -> Path | None:
    from app.services.libraries import back_up_if_changed
    from app.store.library import Library

    assert isinstance(library, Library)
    return back_up_if_changed(library)


def _samples(to: Path) -> None:
    from app.services.samples import build_samples

    build_samples(to)


if __name__ == "__main__":
    from app.models.errors import Refused

    try:
        sys.exit(main())
    except Refused as refusal:
        sys.exit(str(refusal))
