"""Fakes with the interfaces that panels are given: nothing is stored, every question has its answer ready."""

from app.models.content import Content, digest_of
from app.models.control import VersionRow
from app.models.errors import Refused
from app.services.editing import Edited
from app.store.rows import JournalRow, StrategyRow
from app.ui.desk import Services


class MemoryEditing:
    """As `services.editing.Editing`, in memory. With `broken`, nothing can be saved."""

    def __init__(self, root):
        self.root = root
        self.done = []
        self.undone = []
        self.joins = []
        self.pictures = {}
        self.broken = ""

    def do(self, change, label, join="", pictures=None):
        if self.broken:
            raise Refused(self.broken)
        before, after = self.root, change(self.root)
        if before != after:
            self.done.append((before, after, label))
            self.joins.append(join)
            self.undone.clear()
        self.pictures |= pictures or {}
        self.root = after
        return Edited(before, after, label)

    def undo(self):
        if not self.done:
            return None
        before, after, label = self.done.pop()
        self.undone.append((before, after, label))
        self.root = before
        return Edited(after, before, label)

    def redo(self):
        if not self.undone:
            return None
        before, after, label = self.undone.pop()
        self.done.append((before, after, label))
        self.root = after
        return Edited(before, after, label)

    def reload(self):
        return Edited(self.root, self.root, "Read again")


class MemoryPictures:
    def __init__(self):
        self.kept = {}

    def picture(self, digest):
        return self.kept.get(digest)

    def keep(self, data):
        self.kept[digest_of(data)] = data
        return digest_of(data)


class FakeAsk:
    """Gives the answers put into `answers`, by the name of the question, and remembers what it was asked."""

    def __init__(self):
        self.answers = {}
        self.asked = []

    def _answer(self, question, *about):
        self.asked.append((question, *about))
        return self.answers.get(question)

    def text(self, title, label, value=""):
        return self._answer("text", title, label, value)

    def yes(self, title, question, yes, no=""):
        return bool(self._answer("yes", title, question))

    def choice(self, title, message, ways):
        return self._answer("choice", title, message, ways)

    def picture(self, data=b"", alt="", width=0.0):
        return self._answer("picture", data, alt, width)

    def link(self, words, to, parts):
        return self._answer("link", words, to, parts)

    def table_size(self):
        return self._answer("table_size")

    def open_file(self, title, filter, beside=None):
        return self._answer("open_file", title, *([beside] if beside else []))

    def save_file(self, title, name, filter):
        return self._answer("save_file", title, name)

    def tell(self, title, message):
        self._answer("tell", title, message)


class MemoryLibrary:
    """As `store.library.Library`, over one strategy in memory."""

    path = None
    path_or_url = "memory"
    read_only = False

    def __init__(self, editing):
        self.editing = editing
        self.saved = []

    def strategies(self, *, binned=False):
        return (StrategyRow(self.editing.root.id, self.editing.root.title, "plain", ""),)

    def head(self, strategy_id):
        return self.editing.root

    def content(self, strategy_id, version=None):
        return Content(self.editing.root)

    def journal(self, strategy_id, newest=None):
        return tuple(
            JournalRow(
                n, before.fingerprint, after.fingerprint, label, "2026-06-02T09:00:00+00:00", "A. Owen"
            )
            for n, (before, after, label) in enumerate(self.editing.done, 1)
        )

    def moment(self, strategy_id, journal_id):
        return self.editing.done[journal_id - 1][1]

    def versions(self, strategy_id):
        return tuple(self.saved)

    def decisions(self, strategy_id):
        return ()

    def suggestions(self, strategy_id):
        return ()

    def has_open_suggestions(self, strategy_id):
        return False

    def reading(self, strategy_id, who=""):
        return None

    def pictures_of(self, texts):
        return {}

    def steps(self, strategy_id):
        return ()

    def add(self, content, label="Imported", who=""):
        return content.root.id

    def commit(self, strategy_id, base_fingerprint, root, label, who="", join="", pictures=None):
        self.editing.root = root

    def undo(self, strategy_id):
        return None

    def redo(self, strategy_id):
        return None

    def save_version(self, strategy_id, label, date, changes="", comments="", who=""):
        row = VersionRow(label, date, changes, comments, self.editing.root.fingerprint)
        self.saved.append(row)
        return row

    def remove(self, strategy_id, who=""):
        pass

    def restore(self, strategy_id, who=""):
        pass

    def close(self):
        pass


def fake_services():
    """Services that do nothing slow and write nothing."""

    def refuse(*_):
        raise Refused("This is not to be asked for here.")

    return Services(
        open_library=refuse, create_library=refuse, edit=refuse, houses=dict, new_strategy=refuse,
        proposed_label=lambda library, id: "V2", describe_changes=lambda old, new: "", save_version=refuse,
        export=refuse, read_document=refuse, accept_document=refuse,
        newest_backup=lambda target: None, samples=refuse,
    )  # fmt: skip
