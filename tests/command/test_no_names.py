"""What is no file's name is refused in one line, wherever a file is to be written or read."""

from pathlib import Path

import pytest

from app.cli import main
from app.models.content import Content
from app.models.nodes import Strategy
from app.services.libraries import create_library
from tests.pack_files import write_pack


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that one stands in, with a library and an agenda, and nothing else that could be changed."""
    monkeypatch.chdir(tmp_path)
    with create_library(Path("a.engross")) as library:
        library.add(Content(Strategy(id="s", title="Plan")))
        library.save_version("s", "V1", "2026-06-01", "")
    write_pack(tmp_path)
    return tmp_path


class DescribeNames:
    @pytest.mark.parametrize(
        "command",
        [
            "review {} --into a.engross",
            "verify {} a.engross",
            "fsck a.engross --against {}",
            "pack {} --to pack.pdf",
            "report a.engross --template thurrock-cabinet --answers {} --to r.docx",
            "approve a.engross@V1 --decision {}",
            "export a.engross --to {}.docx",
            "import {} --into a.engross",
        ],
    )
    @pytest.mark.usefixtures("folder")
    def they_are_refused_in_one_line_where_too_long(self, command: str, capsys: pytest.CaptureFixture[str]):
        assert main(command.format("x" * 5000).split()) == 2
        said = capsys.readouterr().err
        assert said.count("\n") == 1
        assert "should not have" not in said


class DescribeFolders:
    @pytest.mark.parametrize("name", [".", "..", "/"])
    @pytest.mark.parametrize(
        "command",
        [
            "report a.engross --template thurrock-cabinet --answers-skeleton {}",
            "report a.engross --template thurrock-cabinet --answers {} --to r.docx",
            "report a.engross --template thurrock-cabinet --to {}",
            "timetable --meeting 2027-01-06 --to {}",
            "pack agenda.toml --to {}",
            "pack {} --to pack.pdf",
            "approve a.engross@V1 --decision {}",
            "export a.engross --to {}",
            "export a.engross --to x.pdf --sign {}",
            "send a.engross --to {}",
            "ledger a.engross --to {}",
            "compare a.engross a.engross@V1 --to {}",
            "import {} --into a.engross",
            "review {} --into a.engross",
            "verify {} a.engross",
            "fsck a.engross --against {}",
        ],
    )
    def they_are_refused_in_one_line(
        self, folder: Path, command: str, name: str, capsys: pytest.CaptureFixture[str]
    ):
        before = sorted(folder.glob("*[!s]"))  # but for “a.engross backups”
        assert main(command.format(name).split()) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.startswith("engross: ")
        assert said.err.count("\n") == 1
        assert "should not have" not in said.err
        assert not said.err.startswith("engross: :")
        assert sorted(folder.glob("*[!s]")) == before
