"""LibreOffice as a judge: what it makes of tracked changes when it accepts or rejects them all."""

import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Settle(jobs As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  Dim filter(0) As New com.sun.star.beans.PropertyValue
  filter(0).Name = "FilterName"
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  file = FreeFile
  Open jobs For Input As #file
  Do While Not Eof(file)
    Line Input #file, job
    parts = Split(job, "|")
    If UBound(parts) = 2 Then
      document = StarDesktop.loadComponentFromURL(ConvertToURL(parts(1)), "_blank", 0, hidden())
      frame = document.CurrentController.Frame
      dispatcher.executeDispatch(frame, ".uno:" &amp; parts(0), "", 0, Array())
      filter(0).Value = IIf(Right(parts(2), 4) = ".odt", "writer8", "MS Word 2007 XML")
      document.storeToURL(ConvertToURL(parts(2)), filter())
      document.close(True)
    End If
  Loop
  Close #file
  StarDesktop.terminate()
End Sub
</script:module>
"""


def settle(jobs: Iterable[tuple[bool, Path, Path]], folder: Path) -> None:
    """Accepts (True) or rejects all changes of each file and writes the outcome to the other; skips without Writer.

    A name that ends in .odt has the outcome in LibreOffice's own format, which tells of links as Writer has them: where
    the words of one went, its Word files link what follows.
    """
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice")
    profile = folder / "profile"
    start = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    if not profile.exists():
        subprocess.run([*start, "--terminate_after_init"], check=True, capture_output=True, timeout=120)
        (profile / "user" / "basic" / "Standard" / "Module1.xba").write_text(_MODULE, encoding="utf-8")
    listed = folder / "jobs.txt"
    commands = {True: "AcceptAllTrackedChanges", False: "RejectAllTrackedChanges"}
    listed.write_text(
        "".join(f"{commands[accept]}|{old}|{new}\n" for accept, old, new in jobs), encoding="utf-8"
    )
    subprocess.run(
        [*start, f"macro:///Standard.Module1.Settle({listed})"], check=True, capture_output=True, timeout=240
    )


def pandoc_words(file: Path, state: str) -> list[str]:
    """The words of a Word file as pandoc reads them, all changes accepted ("accept") or rejected ("reject")."""
    pandoc = shutil.which("pandoc")
    if pandoc is None:
        pytest.skip("needs pandoc")
    told = subprocess.run(
        [pandoc, f"--track-changes={state}", "-f", "docx", "-t", "html", "--wrap=none", str(file)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    shown = re.sub(
        r"<caption>.*?</caption>", "", told.stdout.decode(), flags=re.DOTALL
    )  # a property, not a text
    return re.sub(r"</?(?:p|h\d|li|td|th|tr|div|br)\b[^>]*>|<[^>]+>", _space, shown).split()


def _space(tag: "re.Match[str]") -> str:
    return " " if re.match(r"</?(?:p|h\d|li|td|th|tr|div|br)\b", tag[0]) else ""
