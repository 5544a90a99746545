"""Comparing two Word files into a third with tracked changes: the command beside every peer that can do it, in one run.

The peers are Docxodus (through python-redlines, from PyPI) and LibreOffice's “Compare Document” (needs the system's
python3-uno). git, which knows no Word files, is given the same words as text: a floor without structure or moves.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.processes import Figure, libre_office, make_workloads, peers_python, process

ENGROSS = (sys.executable, "-m", "app.cli")
SYSTEM_PYTHON = Path("/usr/bin/python3")
PATIENCE = "90"

DOCXODUS = """
import sys
from pathlib import Path
from python_redlines import DocxodusEngine
old, new, to = (Path(name) for name in sys.argv[1:4])
redline, _, _ = DocxodusEngine().run_redline("Engross", original=old.read_bytes(), modified=new.read_bytes())
to.write_bytes(redline)
"""
OFFICE = """
import subprocess, sys, time, uno
from com.sun.star.beans import PropertyValue

def given(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made

old, new, to, profile = sys.argv[1:5]
office = subprocess.Popen(["soffice", "--headless", "--norestore", "--accept=pipe,name=engross;urp;",
                           "-env:UserInstallation=file://" + profile], stderr=subprocess.DEVNULL)
here = uno.getComponentContext()
resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
while True:
    try:
        there = resolver.resolve("uno:pipe,name=engross;urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(0.02)
desktop = there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
document = desktop.loadComponentFromURL("file://" + new, "_blank", 0, (given("Hidden", True),))
dispatcher = there.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", there)
dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:CompareDocuments", "", 0,
                           (given("URL", "file://" + old), given("NoAcceptDialog", True)))
document.storeToURL("file://" + to, (given("FilterName", "MS Word 2007 XML"),))
document.close(True)
try:
    desktop.terminate()
except Exception:
    pass
office.wait()
"""


def measure() -> list[Figure]:
    """Every figure; a peer that is not there, or does not end in 90 s, is left out with a line that says so."""
    with tempfile.TemporaryDirectory(prefix="engross-") as folder:
        place = Path(folder)
        make_workloads(place, ("large", "huge"))
        return [*_ours(place), *_peers(place)]


def _ours(place: Path) -> Iterator[Figure]:
    for size in ("large", "huge"):
        command = (
            *ENGROSS,
            "compare",
            *_pair(place, size),
            "--to",
            place / "redline.docx",
            "--author",
            "Engross",
        )
        taken = process(command, 5 if size == "large" else 2)
        yield f"compare {size}.docx twice and write the redline", taken.seconds, "s"
        yield f"compare {size}.docx twice and write the redline, memory", taken.megabytes, "MB"


def _peers(place: Path) -> Iterator[Figure]:
    files = _pair(place, "large")
    ours = process((*ENGROSS, "compare", *files, "--to", place / "redline.docx"), 3).seconds
    if python := peers_python(place / "docxodus", "python-redlines[docxodus]"):
        command = (python, "-c", DOCXODUS, *files, place / "docxodus.docx")
        yield from _beside("Docxodus", command, ours)
    if _has_uno():
        command = (SYSTEM_PYTHON, "-c", OFFICE, *files, place / "office.docx", place / "profile")
        yield from _beside("LibreOffice", command, ours)
    if shutil.which("git"):
        texts = (place / "large_1.md", place / "large_2.md")
        line = f"git diff --no-index --word-diff {texts[0]} {texts[1]} >/dev/null; true"
        git = process(("sh", "-c", line), 3)
        yield "git --word-diff of large.md (no Word file, no moves, no structure)", git.seconds, "s"


def _beside(name: str, command: tuple[str | Path, ...], ours: float) -> Iterator[Figure]:
    try:
        taken = process(("timeout", PATIENCE, *command), 1)
    except RuntimeError:
        print(f"{name} did not end in {PATIENCE} s and is left out", file=sys.stderr)
        return
    yield f"{name}: the same redline of large.docx", taken.seconds, "s"
    yield f"{name} ÷ ours (at least 15)", taken.seconds / ours, "×"


def _has_uno() -> bool:
    if not SYSTEM_PYTHON.exists() or not libre_office():
        return False
    if subprocess.run((SYSTEM_PYTHON, "-c", "import uno"), capture_output=True).returncode:
        print("LibreOffice is left out: it needs the package python3-uno", file=sys.stderr)
        return False
    return True


def _pair(place: Path, size: str) -> tuple[Path, Path]:
    return place / f"{size}_1.docx", place / f"{size}_2.docx"


def main() -> None:
    """Prints the figures."""
    for what, figure, unit in measure():
        print(f"{what:70} {figure:8.2f} {unit}")


if __name__ == "__main__":
    main()
