from pathlib import Path

import pytest

from app.demo import main


class DescribeTheDemonstration:
    def it_does_the_main_job_and_says_what_lies_there(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ):
        assert main([str(tmp_path / "out")]) == 0
        said = capsys.readouterr().out
        for found in (
            "priority 27",
            "objective 4",
            "milestone 12",
            "measure 12",
            "cost 13",
            "layer 4",
            "response 6",
        ):
            assert found in said
        assert "Saved version" in said
        for name in ("samples.engross", "council-copy.docx", "demo.engross", "strategy.docx", "strategy.pdf"):
            assert name in said
            assert (tmp_path / "out" / name).stat().st_size > 10_000

    def it_takes_a_document_of_ones_own_and_can_be_repeated(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ):
        (tmp_path / "parks.md").write_text("# Parks\n\n## Background\n\nThere are 41.\n", encoding="utf-8")
        for _ in range(2):
            assert main([str(tmp_path / "out"), str(tmp_path / "parks.md")]) == 0
            assert "Imported parks.md" in capsys.readouterr().out

    def it_refuses_a_file_that_is_not_there_in_one_line(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ):
        assert main([str(tmp_path), str(tmp_path / "none.docx")]) == 2
        assert "does not exist" in capsys.readouterr().err

    def it_asks_for_a_folder(self, capsys: pytest.CaptureFixture[str]):
        assert main([]) == 2
        assert "usage" in capsys.readouterr().err

    def it_makes_no_folder_of_an_option(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ):
        monkeypatch.chdir(tmp_path)
        assert main(["--help"]) == 2
        assert "usage" in capsys.readouterr().err
        assert not list(tmp_path.iterdir())
