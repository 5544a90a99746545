"""No command writes its result over what it is made from."""

from pathlib import Path

import pytest

from app.cli import main
from app.models.content import Content
from app.models.nodes import Section, Strategy
from app.models.text import plain
from app.services.libraries import create_library


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[Path, bytes]:
    """Two Word files, and a library by the name of a Word file, in the folder that one stands in."""
    monkeypatch.chdir(tmp_path)
    root = Strategy(id="s", title="Plan", children=(Section(title="Aim", body=plain("We mend five roads.")),))
    with create_library(Path("library.docx")) as library:
        library.add(Content(root))
    for name in ("old.docx", "new.docx"):
        assert main(["export", "library.docx", "--to", name]) == 0
    return {path: path.read_bytes() for path in map(Path, ("old.docx", "new.docx", "library.docx"))}


class DescribeWhatIsRead:
    @pytest.mark.parametrize(
        "command",
        [
            "compare old.docx new.docx --to old.docx",
            "compare old.docx new.docx --to ./new.docx",
            "export old.docx --to old.docx",
            "export library.docx#Plan --to library.docx",
            "send library.docx --to library.docx",
            "report library.docx --template thurrock-cabinet --to library.docx",
        ],
    )
    def it_is_never_replaced(
        self, files: dict[Path, bytes], command: str, capsys: pytest.CaptureFixture[str]
    ):
        capsys.readouterr()
        assert main(command.split()) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.endswith("is read for what is to be written; give that another name.\n")
        assert {path: path.read_bytes() for path in files} == files

    def it_may_stand_beside_an_earlier_result_that_is_replaced(self, files: dict[Path, bytes]):
        for _ in range(2):
            assert main("compare old.docx new.docx --to redline.docx".split()) == 0
            assert main("export library.docx --to copy.docx".split()) == 0
        assert {path: path.read_bytes() for path in files} == files
