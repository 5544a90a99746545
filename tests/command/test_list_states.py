"""`engross list` says which version is approved, which is superseded, and what is due for review."""

import json
from pathlib import Path

import pytest

from app.cli import main

DECISION = 'body = "Executive"\ndate = "{}"\noutcome = "approved"\n'


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library in which V1 was approved long ago and V2 after it."""
    place = tmp_path / "a.engross"
    assert main(["new", str(place), "--title", "Digital strategy"]) == 0
    for label, day in (("V1", "2019-06-20"), ("V2", "2020-06-20")):
        (tmp_path / "d.toml").write_text(DECISION.format(day))
        if label == "V2":
            from app.models import tree
            from app.models.nodes import Strategy
            from app.services.libraries import open_library

            with open_library(place) as opened:
                (row,) = opened.strategies()
                root = opened.head(row.id)
                after = tree.change(root, row.id, author="A. Owen")
                assert isinstance(after, Strategy)
                opened.commit(row.id, root.fingerprint, after, "Edit")
        assert main(["save-version", str(place), "--label", label, "--date", day]) == 0
        assert main(["approve", f"{place}@{label}", "--decision", str(tmp_path / "d.toml")]) == 0
    return place


class DescribeList:
    def it_tells_approved_from_superseded_and_what_is_overdue(
        self, library: Path, capsys: pytest.CaptureFixture[str]
    ):
        capsys.readouterr()
        assert main(["list", str(library)]) == 0
        said = capsys.readouterr().out
        assert "V1  2019-06-20  [superseded]" in said
        assert "V2  2020-06-20  [approved]" in said
        assert "⚠ V2 is overdue for review since 29 June 2021." in said

    def it_says_so_in_json(self, library: Path, capsys: pytest.CaptureFixture[str]):
        capsys.readouterr()
        assert main(["list", str(library), "--json"]) == 0
        (row,) = json.loads(capsys.readouterr().out)["strategies"]
        assert [version["state"] for version in row["versions"]] == ["superseded", "approved"]
        assert row["review"].startswith("⚠ V2 is overdue")

    def it_reminds_where_a_strategy_is_checked_too(self, library: Path, capsys: pytest.CaptureFixture[str]):
        capsys.readouterr()
        main(["check", str(library)])
        assert "⚠ V2 is overdue for review since 29 June 2021." in capsys.readouterr().err

    @pytest.mark.parametrize("label", ["Final", "V9 approved", "Pending"])
    def it_lets_no_label_claim_an_approval(
        self, library: Path, label: str, capsys: pytest.CaptureFixture[str]
    ):
        capsys.readouterr()
        assert main(["save-version", str(library), "--label", label]) == 2
        assert "only a recorded decision approves; the next label is V3" in capsys.readouterr().err
