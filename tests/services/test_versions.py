"""Saving versions: labels follow one another, none stands twice in the table, and each can be gone back to."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.models import tree
from app.models.content import Content
from app.models.control import next_label, version_date
from app.models.errors import NotFound, Refused
from app.models.nodes import HistoryRow, Strategy, Theme
from app.services import versions
from app.services.editing import Editing
from app.store.library import Library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    history = (HistoryRow("V1.0", "May 2017"), HistoryRow("V5"), HistoryRow("V8", changes="Final approval"))
    with Library.create(tmp_path / "x.engross", who="A. Owen") as made:
        made.add(
            Content(
                Strategy(id="s1", title="Harbour", history=history, children=(Theme(id="t1", title="Old"),))
            )
        )
        yield made


class DescribeNextLabel:
    @pytest.mark.parametrize(
        ("labels", "next"),
        [
            ([], "V1"),
            (["V1.0", "V5", "V6", "V7", "V8"], "V9"),
            (["V9", "V10"], "V11"),
            (["0.1", "0.2", "0.9"], "0.10"),
            (["v1.2", "v1.3"], "v1.4"),
            (["Draft 3"], "Draft 4"),
            (["2.1 (Welsh)"], "2.2 (Welsh)"),
            (["Final", "V2"], "V3"),
            (["Final"], "V1"),
            (["V" + "3" * 5000], "V" + "3" * 4999 + "4"),
        ],
    )
    def it_follows_the_highest(self, labels: list[str], next: str):
        assert next_label(labels) == next


class DescribeADate:
    @pytest.mark.parametrize(
        "typed",
        [
            "2017-10-09",
            "9 October 2017",
            "9th October 2017",
            "9 Oct 2017",
            "09/10/2017",
            "9.10.2017",
            " 9/10/17 ",
        ],
    )
    def it_may_be_typed_in_any_common_form(self, typed: str):
        assert version_date(typed) == "2017-10-09"

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("soon", "write it as 9 October 2017"),
            ("31 February 2026", "no such day"),
            ("10/31/2026", "write it as 9 October 2017"),
            ("2017", "write it as 9 October 2017"),
        ],
    )
    def it_is_refused_where_it_is_none(self, typed: str, said: str):
        with pytest.raises(Refused, match=said):
            version_date(typed)


class DescribeSaving:
    def it_adds_a_row(self, library: Library):
        row = versions.save_version(library, "s1", "V9", "9 June 2026", " Costs added ", "For Cabinet")
        assert (row.label, row.date, row.changes, row.comments) == (
            "V9",
            "2026-06-09",
            "Costs added",
            "For Cabinet",
        )
        assert (row.who, row.fingerprint) == ("A. Owen", library.fingerprint("s1"))
        assert library.versions("s1") == (row,)

    def it_proposes_the_label_after_the_imported_ones(self, library: Library):
        assert versions.proposed_label(library, "s1") == "V9"
        row = versions.save_version(library, "s1")
        assert row.label == "V9"
        assert date.fromisoformat(row.date)
        assert versions.proposed_label(library, "s1") == "V10"

    @pytest.mark.parametrize("label", ["V8", "v8", "Version 8", "V5", "V9", "draft", "V9@2", "V" * 41])
    def it_refuses_a_label_that_cannot_stand_in_the_table(self, library: Library, label: str):
        versions.save_version(library, "s1", "V9")
        with pytest.raises(Refused, match=r"V10\.$"):
            versions.save_version(library, "s1", label)
        assert len(library.versions("s1")) == 1


class DescribeRestoring:
    def it_makes_a_version_the_draft_again(self, library: Library):
        versions.save_version(library, "s1", "V9")
        before = library.head("s1")
        editing = Editing(library, "s1")
        editing.change("t1", title="New")
        assert versions.restore_version(library, "s1", "V9") == before
        undone = Editing(library, "s1").undo()
        assert undone is not None
        assert undone.label == "Restore V9"
        assert tree.find(undone.after, "t1").title == "New"

    def it_knows_only_versions_there_are(self, library: Library):
        with pytest.raises(NotFound):
            versions.restore_version(library, "s1", "V8")
