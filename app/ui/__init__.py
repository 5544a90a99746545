"""The window: PySide6 and pyqtgraph are imported here and in app.__main__, nowhere else."""
