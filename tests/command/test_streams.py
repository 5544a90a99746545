"""What commands answer on their streams: one JSON document, one line, or nothing where nobody listens."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli import main
from app.services.samples import build_samples

ENGLISH = "Digital Strategy 2026–2030"
DOCUMENT = "# Parks Strategy 2026–2029\n\n## Background\n\nThe borough has 41 parks.\n"


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("samples") / "samples.engross"
    build_samples(file)
    return file


def it_answers_in_json_whatever_is_written(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    target = f"{samples}#{ENGLISH}"
    skeleton = tmp_path / "answers.toml"
    given = ["report", target, "--template", "thurrock-cabinet", "--answers-skeleton", str(skeleton)]
    assert main([*given, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said == {"file": str(skeleton), "format": "toml", "template": "thurrock-cabinet"}
    assert main(["send", f"{target}@V1.0", "--to", str(tmp_path / "c.docx"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["version"] == "V1.0"


def it_says_that_a_redline_was_written(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    target, to = f"{samples}#{ENGLISH}", tmp_path / "redline.docx"
    assert main(["compare", f"{target}@V0.9", f"{target}@V1.0", "--to", str(to)]) == 0
    assert capsys.readouterr().out == f"Wrote {to}.\n"


def it_names_the_command_whose_help_tells_of_its_options(capsys: pytest.CaptureFixture[str]):
    assert main(["list", "a.engross", "--jsn"]) == 2
    assert capsys.readouterr().err == "engross list: unknown arguments: --jsn; see “engross list --help”.\n"


def it_takes_no_suggestion_as_both_accepted_and_rejected(samples: Path, capsys: pytest.CaptureFixture[str]):
    given = ["suggestions", f"{samples}#{ENGLISH}", "--accept", "all", "--reject", "all"]
    assert main(given) == 2
    assert "both accepted and rejected" in capsys.readouterr().err


def it_says_which_document_was_named_where_a_library_belongs(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "plan.md").write_text(DOCUMENT, encoding="utf-8")
    assert main(["sync", str(samples), str(tmp_path / "plan.md")]) == 2
    assert "plan.md is a document" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="streams are closed by the shell")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def it_works_for_who_closed_its_streams(tmp_path: Path, closed: str):
    (tmp_path / "plan.md").write_text(DOCUMENT, encoding="utf-8")
    command = f"{sys.executable} -m app.cli import '{tmp_path}/plan.md' --into '{tmp_path}/l.engross'"
    assert subprocess.run(["sh", "-c", f"{command} {closed}"], capture_output=True).returncode == 0
    assert main(["fsck", str(tmp_path / "l.engross")]) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only here are file names bytes")
def it_reads_and_writes_files_whose_names_are_not_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file, library = (str(tmp_path / os.fsdecode(name)) for name in (b"plan\xff.md", b"council\xff.engross"))
    Path(file).write_text(DOCUMENT, encoding="utf-8")
    assert main(["import", file, "--into", library, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["library"].endswith("council\ufffd.engross")
    assert main(["compare", file, file, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["summary"]["other"] == 0
    assert main(["backup", library, "--to", str(tmp_path / os.fsdecode(b"copy\xff.engross"))]) == 0
