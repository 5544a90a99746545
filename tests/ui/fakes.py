"""Fakes with the interfaces that panels are given: nothing is stored, every question has its answer ready."""

from app.models.content import digest_of
from app.models.errors import Refused
from app.services.editing import Edited


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

    def picture(self, data=b"", alt=""):
        return self._answer("picture", data, alt)

    def table_size(self):
        return self._answer("table_size")

    def open_file(self, title, filter):
        return self._answer("open_file", title)

    def save_file(self, title, name, filter):
        return self._answer("save_file", title, name)

    def tell(self, title, message):
        self._answer("tell", title, message)
