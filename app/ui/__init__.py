"""The desktop window: the only place, with `app.__main__`, that imports Qt.

PySide6 puts a hook of its own before every import of the program, for a switch that we never use; the hook looks into
each module's source and makes starting a fifth slower. The first import of this package takes it out again.
"""

import builtins
from importlib import import_module

import_module("PySide6.QtCore")  # brings the hook
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
