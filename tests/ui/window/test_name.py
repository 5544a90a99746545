"""How the user is called: asked by the menu, kept, and put to what is done from then on."""

from app.__main__ import services
from app.ui.window.main_window import MainWindow
from app.ui.window.session import own_name


class DescribeTheUsersName:
    def it_is_kept_and_put_to_what_is_done_from_then_on(self, qtbot, look, settings, ask, library_file):
        window = MainWindow(services(lambda: own_name(settings)), look, settings, ask=ask)
        qtbot.addWidget(window)
        window.show()
        window.open_library(str(library_file))

        def is_there():
            return window.desk is not None and window.desk.is_there

        qtbot.waitUntil(is_there, timeout=20000)
        ask.answers["text"] = "  Rhian  Ellis "
        before = window.library
        window.actions_by_name["name"].trigger()
        qtbot.waitUntil(lambda: window.library not in (None, before) and is_there(), timeout=20000)
        assert window.desktop is not None
        assert window.desk is not None
        assert window.library is not None
        window.desktop.structure.remove(["p1"])
        window.desk.draft.flush()
        assert window.library.journal("s")[-1].who == "Rhian Ellis"
        assert own_name(settings) == "Rhian Ellis"
        window.close()

    def it_is_as_the_computer_knows_it_until_then(self, settings, monkeypatch):
        monkeypatch.setenv("LOGNAME", "rellis")
        assert services(lambda: own_name(settings)).who() == "rellis"
