"""The audit ledger for auditors, and a library held against the seals that left it."""

import csv
import io
import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.services.ledger import _csv, ledger_of, write_ledger
from app.services.libraries import open_library
from app.store.sealing import sealed
from tests.approved_files import approved_library


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return approved_library(tmp_path_factory.mktemp("approved"))


@pytest.fixture
def library(once: Path, tmp_path: Path) -> Path:
    for file in once.parent.iterdir():
        if file.is_file():
            shutil.copy(file, tmp_path)
    return tmp_path / once.name


class Rewriter:
    """Somebody who writes to the library's tables behind its back, and makes all digests fit again."""

    def __init__(self, library: Path) -> None:
        self.raw = sqlite3.connect(library)
        self.raw.row_factory = sqlite3.Row

    def __enter__(self) -> "Rewriter":
        found = self.raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        self.triggers = [row["sql"] for row in found]
        for row in found:
            self.raw.execute(f'DROP TRIGGER "{row["name"]}"')
        return self

    def __exit__(self, *_: object) -> None:
        for statement in self.triggers:
            self.raw.execute(statement)
        self.raw.commit()
        self.raw.close()

    def rows(self, table: str) -> list[dict[str, Any]]:
        return [dict(row) for row in self.raw.execute(f"SELECT * FROM {table} ORDER BY number")]

    def rewrite(self, table: str, edit, keep: int | None = None) -> None:
        """Edits a chain's rows, leaves out those after the first `keep`, and seals all of it anew."""
        rows = self.rows(table)
        strategy, previous = rows[0]["strategy"], ""
        self.raw.execute("PRAGMA foreign_keys = OFF")
        self.raw.execute(f"DELETE FROM {table}")
        kept = rows[:keep]
        for row in kept:
            new = sealed(table, edit(row) | {"previous": previous})
            previous = new["digest"]
            names = ", ".join(f'"{name}"' for name in new)
            self.raw.execute(
                f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(new))})", list(new.values())
            )
        end = sealed("chain", {"strategy": strategy, "name": table, "length": len(kept), "head": previous})
        self.raw.execute(
            "UPDATE chain SET length = ?, head = ?, digest = ? WHERE strategy = ? AND name = ?",
            (end["length"], end["head"], end["digest"], strategy, table),
        )


def fsck(library: Path, capsys: pytest.CaptureFixture[str], *against: str) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    more = ["--against", *(str(library.with_name(name)) for name in against)] if against else []
    code = main(["fsck", str(library), "--json", *more])
    return code, json.loads(capsys.readouterr().out)


class DescribeTheLedger:
    def it_says_who_did_what_when(self, library: Path):
        with open_library(library, read_only=True) as opened:
            found = ledger_of(opened, opened.strategies()[0].id)
        assert [line.what for line in found.lines] == [
            "“Digital strategy” added", "V1 of “Digital strategy” saved", "V1 of “Digital strategy” approved",
        ]  # fmt: skip
        assert [line.number for line in found.lines] == [2, 3, 4]
        assert (found.length, found.head, found.fault) == (4, found.lines[-1].digest, "")
        assert len(found.lines[-1].seal) == 64

    def it_goes_out_as_csv_json_and_pdf(self, library: Path, capsys: pytest.CaptureFixture[str]):
        for suffix in ("csv", "json", "pdf"):
            assert main(["ledger", str(library), "--to", str(library.with_name(f"l.{suffix}"))]) == 0
        rows = list(csv.DictReader(io.StringIO(library.with_name("l.csv").read_text("utf-8-sig"))))
        held = json.loads(library.with_name("l.json").read_text())
        assert [row["digest"] for row in rows] == [line["digest"] for line in held["lines"]]
        assert rows[0]["previous"] == ""
        assert [row["previous"] for row in rows[1:]] == [row["digest"] for row in rows[:-1]]
        assert library.with_name("l.pdf").read_bytes().startswith(b"%PDF-1.7")

    def it_refuses_another_suffix(self, library: Path, capsys: pytest.CaptureFixture[str]):
        assert main(["ledger", str(library), "--to", str(library.with_name("l.xls"))]) == 2
        assert "end the name with one of them" in capsys.readouterr().err

    def it_holds_no_formula(self, library: Path):
        from msgspec import structs

        with open_library(library, read_only=True) as opened:
            line = structs.replace(ledger_of(opened).lines[0], who='=HYPERLINK("x")')
        assert "'=HYPERLINK" in _csv([line])

    def it_writes_what_it_has_of_a_broken_chain_and_says_so(
        self, library: Path, capsys: pytest.CaptureFixture[str]
    ):
        with Rewriter(library) as rewriter:
            lost = rewriter.rows("ledger")[1]
            rewriter.raw.execute("DELETE FROM ledger WHERE number = ?", (lost["number"],))
        with open_library(library, read_only=True) as opened:
            found = ledger_of(opened)
            write_ledger(found, library.with_name("l.csv"))
        assert found.fault.startswith("Line 2 does not follow the one before it")
        assert main(["ledger", str(library)]) == 1


class DescribeFsckOfWhatWasDecided:
    def it_finds_a_ledger_that_was_rewritten_whole(self, library: Path, capsys: pytest.CaptureFixture[str]):
        with Rewriter(library) as rewriter:
            rewriter.rewrite("ledger", lambda row: row | {"who": "nobody"})
        code, told = fsck(library, capsys)
        assert code == 1
        assert "it was rewritten" in told["faults"][0]["what"]

    def it_finds_decisions_that_were_rewritten_whole(self, library: Path, capsys: pytest.CaptureFixture[str]):
        with Rewriter(library) as rewriter:
            rewriter.rewrite("decision", lambda row: row | {"who": "nobody"})
        code, told = fsck(library, capsys)
        assert code == 1
        assert "is of another decision" in told["faults"][0]["what"]

    @pytest.mark.parametrize("copy", ["copy.docx", "copy.pdf"])
    def it_agrees_with_the_copies_of_a_library_that_is_whole(
        self, library: Path, copy: str, capsys: pytest.CaptureFixture[str]
    ):
        code, told = fsck(library, capsys, copy)
        assert (code, told["ok"], told["against"][0]["agrees"]) == (0, True, True)

    @pytest.mark.parametrize("copy", ["copy.docx", "copy.pdf"])
    def it_finds_by_a_copy_that_everything_was_rewritten(
        self, library: Path, copy: str, capsys: pytest.CaptureFixture[str]
    ):
        with Rewriter(library) as rewriter:
            rewriter.rewrite("decision", lambda row: row | {"who": "nobody"})
            digest = rewriter.rows("decision")[0]["digest"]
            rewriter.rewrite("seal", lambda row: row | {"record": digest})
        code, told = fsck(library, capsys, copy)
        assert (code, told["faults"]) == (1, [])
        assert "is not in the library" in told["against"][0]["what"]

    def it_finds_by_a_copy_that_the_end_was_cut_off(self, library: Path, capsys: pytest.CaptureFixture[str]):
        with Rewriter(library) as rewriter:
            for table in ("seal", "decision"):
                rewriter.rewrite(table, lambda row: row, keep=0)
            rewriter.rewrite("ledger", lambda row: row, keep=3)
        code, told = fsck(library, capsys, "copy.pdf")
        assert (code, told["against"][0]["agrees"]) == (1, False)

    def it_wants_copies_that_carry_a_seal(self, library: Path, capsys: pytest.CaptureFixture[str]):
        assert main(["fsck", str(library), "--against", str(library.with_name("s.md"))]) == 2
        assert "carries no seal" in capsys.readouterr().err

    def it_says_so_where_a_decision_cannot_be_understood(
        self, library: Path, capsys: pytest.CaptureFixture[str]
    ):
        with Rewriter(library) as rewriter:
            rewriter.rewrite("decision", lambda row: row | {"record": '{"decision": 5}'})
        assert main(["verify", str(library.with_name("copy.pdf")), str(library)]) == 2
        error = capsys.readouterr().err
        assert "decision 1 cannot be understood" in error
        assert len(error.strip().splitlines()) == 1
