"""`engross report`: files written, findings told, and every refusal in one line."""

import json
from pathlib import Path

import pytest

from app.cli import main
from app.resources import resource_root
from app.services.samples import build_samples

ANSWERS = str(resource_root() / "samples" / "harbourne" / "report-thurrock-cabinet.toml")


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> str:
    place = tmp_path_factory.mktemp("samples") / "samples.engross"
    build_samples(place)
    return f"{place}#Digital Strategy 2026–2030"


class DescribeReport:
    @pytest.mark.parametrize("suffix", [".docx", ".pdf", ".html"])
    def it_writes_the_report(
        self, target: str, tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]
    ):
        to = tmp_path / f"report{suffix}"
        code = main(
            ["report", f"{target}@V1.0", "--template", "thurrock-cabinet", "--answers", ANSWERS, "--to", str(to),
             "--strict", "--json"]
        )  # fmt: skip
        said = json.loads(capsys.readouterr().out)
        assert code == 0
        assert to.stat().st_size > 1_000
        assert (said["version"], said["template"], said["findings"]) == ("V1.0", "thurrock-cabinet", [])
        assert len(said["fingerprint"]) == 64

    def it_tells_findings_and_exits_with_one_if_strict(
        self, target: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ):
        to = str(tmp_path / "report.html")
        given = ["report", f"{target}@V1.0", "--template", "thurrock-cabinet", "--to", to]
        assert main(given) == 0
        assert "summary: “Executive Summary” is still to be completed." in capsys.readouterr().err
        assert main([*given, "--strict"]) == 1

    def it_writes_answers_to_fill_in_but_never_over_others(
        self, target: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ):
        to = tmp_path / "answers.toml"
        given = ["report", f"{target}@V1.0", "--template", "thurrock-cabinet", "--answers-skeleton", str(to)]
        assert main(given) == 0
        before = to.read_bytes()
        assert main(given) == 2
        assert "is there already" in capsys.readouterr().err
        assert to.read_bytes() == before

    @pytest.mark.parametrize(
        ("more", "said"),
        [
            (["--template", "camelot", "--to", "x.docx"], "There is no report template “camelot”"),
            (["--template", "thurrock-cabinet"], "Give --to FILE for the report"),
            (["--template", "thurrock-cabinet", "--to", "x.json"], "holds no strategy of its own"),
            (["--template", "thurrock-cabinet", "--to", "x.odt"], "No document can be written as “.odt”"),
            (["--template", "thurrock-cabinet", "--to", "x.docx", "--answers", "gone.toml"], "There is no file “gone"),
            (["--template", "thurrock-cabinet", "--answers-skeleton", "x.docx"], "Answers are written as .toml"),
            (["--to", "x.docx"], "--template"),
        ],
    )  # fmt: skip
    def it_refuses_in_one_line(
        self, target: str, more: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ):  # fmt: skip
        monkeypatch.chdir(tmp_path)
        assert main(["report", f"{target}@V1.0", *more]) == 2
        error = capsys.readouterr().err
        assert said in error
        assert error.count("\n") == 1
        assert list(tmp_path.iterdir()) == []
