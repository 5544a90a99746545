"""Decisions that cannot be: one sentence each, and nothing in the library has changed."""

from pathlib import Path

import pytest

from app.cli import main
from app.command.approving import MOST_SHOWN, where_apart
from app.services.libraries import open_library
from tests.approved_files import TEXT

SUPPORTED = (
    'body = "Senior Leadership Team"\ndate = "10 May 2026"\noutcome = "supported"\nstage = "leadership"\n'
)
APPROVED = 'body = "Executive Board"\ndate = "20 June 2026"\noutcome = "approved"\n'
REASON = ("--reason", "Agreed by e-mail.")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A strategy in a house whose route asks for the senior leaders first; V1 is saved."""
    (tmp_path / "s.md").write_text(TEXT)
    place = tmp_path / "a.engross"
    words = ["import", str(tmp_path / "s.md"), "--into", str(place), "--title", "Plan", "--house", "wrexham"]
    assert main(words) == 0
    assert main(["save-version", str(place), "--label", "V1", "--date", "2026-05-01"]) == 0
    return place


def approve(library: Path, decision: str, *more: str, version: str = "V1") -> int:
    file = library.with_name("d.toml")
    file.write_text(decision)
    return main(["approve", f"{library}@{version}", "--decision", str(file), *more])


def written(library: Path) -> tuple[object, ...]:
    with open_library(library, read_only=True) as opened:
        row = opened.strategies()[0]
        return opened.decisions(row.id), opened.ledger(), row


class DescribeARefusedApproval:
    @pytest.mark.parametrize(
        ("decision", "more", "said"),
        [
            (
                APPROVED.replace("20 June 2026", "31 June 2026"),
                REASON,
                "d.toml: line 2: date: “31 June",
            ),
            (
                APPROVED + 'present = "Cllr A"',
                REASON,
                "line 4: present is “Cllr A”; permitted: a list, in [ ]",
            ),
            (APPROVED.replace("20 June 2026", "soon"), REASON, "is not a date"),
            (APPROVED.replace("20 June 2026", "1 June 2199"), REASON, "still to come"),
            (APPROVED + 'effective = "1 May 2026"\n', REASON, "cannot be effective before"),
            (APPROVED + 'effective = "1 July 9999"\n', REASON, "more than 10 years after"),
            (APPROVED, (), "asks for Senior leaders before the decision"),
            (APPROVED, ("--reason", "  "), "asks for Senior leaders before the decision"),
            (
                SUPPORTED.replace("supported", "approved"),
                REASON,
                "“Senior leaders” approves nothing on the route",
            ),
            (
                APPROVED.replace("Executive Board", "Parish Meeting"),
                (),
                "it is Executive Board that approves, not Parish",
            ),
            (APPROVED.replace("Executive Board", " "), REASON, "does not say its body"),
            (APPROVED + 'stage = "senate"\n', REASON, "no stage “senate”"),
            (APPROVED.replace('"approved"', '"agreed"'), REASON, "outcome"),
            (APPROVED.replace('"approved"', '"approved with conditions"'), REASON, "no condition is given"),
        ],
    )
    def it_says_why_in_one_sentence(
        self,
        library: Path,
        decision: str,
        more: tuple[str, ...],
        said: str,
        capsys: pytest.CaptureFixture[str],
    ):
        before = written(library)
        capsys.readouterr()
        assert approve(library, decision, *more) == 2
        error = capsys.readouterr().err
        assert said in error
        assert len(error.strip().splitlines()) == 1
        assert written(library) == before

    def it_refuses_a_second_time(self, library: Path, capsys: pytest.CaptureFixture[str]):
        assert approve(library, SUPPORTED) == 0
        assert approve(library, APPROVED) == 0
        before = written(library)
        assert approve(library, APPROVED) == 2
        assert "V1 was approved by Executive Board on 20 June 2026 already" in capsys.readouterr().err
        assert written(library) == before

    def it_says_first_that_it_is_approved_already(self, library: Path, capsys: pytest.CaptureFixture[str]):
        assert approve(library, APPROVED, *REASON) == 0
        capsys.readouterr()
        assert approve(library, APPROVED) == 2
        assert capsys.readouterr().err.startswith(
            "engross: V1 was approved by Executive Board on 20 June 2026 already"
        )

    def it_refuses_a_draft_that_differs_from_the_version(
        self, library: Path, capsys: pytest.CaptureFixture[str]
    ):
        with open_library(library) as opened:
            from msgspec import structs

            row = opened.strategies()[0]
            root = structs.replace(opened.head(row.id), title="Another plan")
            opened.commit(row.id, row.fingerprint, root, "Rename")
        before = written(library)
        assert approve(library, APPROVED, *REASON, version="draft") == 2
        assert "The draft has changed since V1" in capsys.readouterr().err
        assert written(library) == before

    def it_refuses_a_version_that_is_not_there(self, library: Path, capsys: pytest.CaptureFixture[str]):
        assert approve(library, APPROVED, *REASON, version="V9") == 2
        assert "no version V9" in capsys.readouterr().err

    def it_takes_a_reason_and_says_what_was_left_out(self, library: Path, capsys: pytest.CaptureFixture[str]):
        capsys.readouterr()
        assert approve(library, APPROVED, *REASON) == 0
        assert "Senior leaders was left out: Agreed by e-mail." in capsys.readouterr().err


class DescribeASecondOutcome:
    def it_says_that_the_stage_had_one_and_keeps_both(
        self, library: Path, capsys: pytest.CaptureFixture[str]
    ):
        assert approve(library, SUPPORTED) == 0
        capsys.readouterr()
        assert approve(library, SUPPORTED.replace("10 May", "12 May")) == 0
        said = capsys.readouterr().err
        assert (
            "“Senior leaders” had an outcome already (supported on 10 May 2026); both stay in the record"
            in said
        )
        decisions, _, _ = written(library)
        assert isinstance(decisions, tuple)
        assert len(decisions) == 2


class DescribeAnAlteredCopy:
    def it_is_shown_where_a_long_sentence_differs(self):
        long = f"It says {'very ' * 60}often that the council will spend £1.2m by 31 March 2028."
        assert where_apart(long, long.replace("£1.2m", "£1.9m")) == (
            "… that the council will spend £1.2m by 31 March 2028.",
            "… that the council will spend £1.9m by 31 March 2028.",
        )

    def it_is_shown_whole_where_it_is_short(self):
        assert where_apart("Spend £1.2m.", "") == ("Spend £1.2m.", "")

    def it_is_cut_where_what_follows_is_long(self):
        (said, _) = where_apart("We promise " + "much " * 60, "")
        assert len(said) == MOST_SHOWN
        assert said.endswith("…")
