"""fsck finds every altered character, lost row and cut chain, and says under which heading it lies."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from app.models.errors import Refused
from app.store import databases
from app.store.chains import append
from app.store.first_read import first_read
from app.store.library import Library
from app.store.rows import Fault
from app.store.sealing import sealed
from app.store.tables import comment, decision, metadata, seal, suggestion

BEFORE = ("Harbour Strategy", "was altered after it was written")


@pytest.fixture
def full(full_once: Path, file: Path) -> Path:
    """A library with a row in every table."""
    return Path(shutil.copy(full_once, file))


@pytest.fixture(scope="module")
def full_once(closed_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = Path(shutil.copy(closed_once, tmp_path_factory.mktemp("full")))
    with Library.open(path) as library:
        head = library.fingerprint("s1")
        with databases.writing(library._connections._opened.engine) as connection:  # pyright: ignore[reportPrivateUsage]
            said = dict.fromkeys((str(c.name) for c in comment.columns), "words")
            said |= {
                "id": "c1",
                "strategy": "s1",
                "node": "p4",
                "author": "R. Ellis",
                "text": "Which quarter?",
            }
            connection.execute(insert(comment), sealed("comment", said))
            wish = dict.fromkeys((str(c.name) for c in suggestion.columns), "words")
            wish |= {"id": "g1", "strategy": "s1", "node": "background", "author": "R. Ellis", "after": "[]"}
            connection.execute(insert(suggestion), sealed("suggestion", wish))
            common = {"fingerprint": head, "record": "{}", "at": "2026-06-01T09:00:00Z", "who": "A. Owen"}
            made = append(connection, decision, "s1", common)
            append(connection, seal, "s1", common | {"decision": 1, "record": made["digest"]})
        assert library.fsck().faults == ()
    return path


def with_raw(path: Path, act: Callable[[sqlite3.Connection], Any]) -> None:
    """Does something to the tables behind the library's back, with the triggers put back afterwards."""
    raw = sqlite3.connect(path)
    triggers = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        raw.execute(f'DROP TRIGGER "{name}"')
    act(raw)
    for _, sql in triggers:
        raw.execute(sql)
    raw.commit()
    raw.close()


def faults(path: Path) -> tuple[Fault, ...]:
    with Library.open(path, read_only=True) as library:
        return library.fsck().faults


def flipped(value: Any, at: int) -> Any:
    """The value with one character or bit changed."""
    if isinstance(value, int):
        return value + 100
    if isinstance(value, bytes):
        at %= len(value)
        return value[:at] + bytes([value[at] ^ 1]) + value[at + 1 :]
    if not value:
        return "x"
    at %= len(value)
    return value[:at] + ("x" if value[at] != "x" else "y") + value[at + 1 :]


COLUMNS = [(table.name, str(column.name)) for table in metadata.sorted_tables for column in table.columns]


class DescribeASingleCharacter:
    @pytest.mark.parametrize(("table", "column"), COLUMNS)
    def it_is_found_in_any_column(self, full: Path, table: str, column: str):
        chance = random.Random(f"{table} {column}")

        def flip(raw: sqlite3.Connection) -> None:
            rows = raw.execute(f'SELECT rowid, "{column}" FROM "{table}"').fetchall()
            rowid, value = chance.choice(rows)
            new = flipped(value, chance.randrange(10_000))
            raw.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (new, rowid))

        with_raw(full, flip)
        try:
            found = faults(full)
        except Exception as refusal:
            assert "damaged" in str(refusal)  # noqa: PT017 - either way it does not go unseen
            return
        assert found

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(row=st.integers(0, 200), at=st.integers(0, 10_000), bit=st.integers(0, 7))
    def it_is_found_in_any_payload(
        self, full: Path, tmp_path_factory: pytest.TempPathFactory, row: int, at: int, bit: int
    ):
        path = Path(shutil.copy(full, tmp_path_factory.mktemp("flip")))

        def flip(raw: sqlite3.Connection) -> None:
            rows = raw.execute("SELECT rowid, payload FROM object").fetchall()
            rowid, payload = rows[row % len(rows)]
            data = bytearray(payload)
            data[at % len(data)] ^= 1 << bit
            raw.execute("UPDATE object SET payload = ? WHERE rowid = ?", (bytes(data), rowid))

        with_raw(path, flip)
        found = faults(path)
        assert found
        assert all(fault.where.startswith("Harbour Strategy") for fault in found)

    def it_does_no_harm_where_it_makes_text_of_bytes(self, full: Path):
        with Library.open(full, read_only=True) as library:
            content = library.content("s1")
        with_raw(full, lambda raw: raw.execute("UPDATE object SET payload = CAST(payload AS TEXT)"))
        assert faults(full) == ()
        assert first_read(full) == content
        with Library.open(full, read_only=True) as library:
            assert library.content("s1") == content

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(at=st.integers(0, 10_000_000), bit=st.integers(0, 7))
    def it_never_brings_fsck_down_wherever_in_the_file(
        self, full: Path, tmp_path_factory: pytest.TempPathFactory, at: int, bit: int
    ):
        path = Path(shutil.copy(full, tmp_path_factory.mktemp("flip")))
        data = bytearray(path.read_bytes())
        data[at % len(data)] ^= 1 << bit
        path.write_bytes(data)
        words_before, words_after = _words(full), _words(path)
        try:
            found = faults(path)
        except Refused:
            return
        assert found or words_after == words_before

    @pytest.mark.parametrize(
        ("words", "where"),
        [
            (b"Milestone 4", "Harbour Strategy › Milestone #"),
            (b"4.2m by 2028", "Harbour Strategy › Priority 4"),
            (b'"A map', "Harbour Strategy › Map"),
            (b"Second draft", "Harbour Strategy › version V2"),
            (b"Edit Third", "Harbour Strategy › edit 4 “Edit Thir#”"),
            (b"Which quarter?", "Harbour Strategy › Priority 4 › comment by R. Ellis"),
        ],
    )
    def it_is_reported_by_strategy_and_heading(self, full: Path, words: bytes, where: str):
        data = full.read_bytes()
        assert words in data
        full.write_bytes(data.replace(words, words[:-1] + b"#"))
        assert where in {fault.where for fault in faults(full)}


def _words(path: Path) -> object:
    """All rows of a library, as another reader of SQLite finds them; None where it finds none."""
    raw = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    raw.text_factory = bytes
    try:
        return [raw.execute(f'SELECT * FROM "{table}"').fetchall() for table in sorted(metadata.tables)]
    except (sqlite3.Error, UnicodeDecodeError):  # a name of a column may be flipped too
        return None
    finally:
        raw.close()


class DescribeWhatIsLost:
    @pytest.mark.parametrize(
        ("sql", "where", "what"),
        [
            (
                "DELETE FROM object WHERE instr(payload, CAST('Milestone 4' AS BLOB))",
                "Harbour Strategy › Priority 4",
                "lost a part",
            ),
            ("DELETE FROM version WHERE number = 2", "Harbour Strategy › versions", "1 of 2"),
            ("DELETE FROM version WHERE number = 1", "Harbour Strategy › versions", "does not follow"),
            ("DELETE FROM version", "Harbour Strategy › version V2", "its row is lost"),
            ("DELETE FROM journal WHERE number = 2", "Harbour Strategy › history", "3 of 4"),
            ("DELETE FROM journal WHERE number = 4", "Harbour Strategy › history", "3 of 4"),
            (
                "DELETE FROM chain WHERE name = 'decision'",
                "Harbour Strategy › decisions",
                "where their chain ends",
            ),
            ("DELETE FROM strategy", "strategy s1", "its own entry is lost"),
            ("DELETE FROM picture", "Harbour Strategy › Map", "a picture that is lost"),
            ("DELETE FROM ledger WHERE number = 2", "The library's ledger", "taken out"),
            ("DELETE FROM library WHERE key = 'id'", "The library's id", "lost"),
            ("DELETE FROM library WHERE key = 'created'", "The library's created", "lost"),
            ("UPDATE engross_schema SET version_num = 'schema_0'", "The library's file", "as its header"),
            ("DELETE FROM engross_schema", "The library's file", "as its header"),
            ("UPDATE strategy SET head = (SELECT before FROM journal WHERE number = 3)", *BEFORE),
        ],
    )
    def it_is_missed(self, full: Path, sql: str, where: str, what: str):
        with_raw(full, lambda raw: raw.execute(sql))
        assert any(fault.where == where and what in fault.what for fault in faults(full)), faults(full)

    def it_is_missed_where_a_cut_chain_was_patched(self, full: Path):
        def cut(raw: sqlite3.Connection) -> None:
            raw.row_factory = sqlite3.Row
            raw.execute("DELETE FROM version WHERE number = 2")
            end = raw.execute("SELECT digest FROM version").fetchone()[0]
            row = sealed("chain", {"strategy": "s1", "name": "version", "length": 1, "head": end})
            raw.execute(
                "UPDATE chain SET length = :length, head = :head, digest = :digest WHERE name = 'version'",
                row,
            )

        with_raw(full, cut)
        assert Fault("Harbour Strategy › version V2", "is in the ledger, but its row is lost") in faults(full)

    def it_is_missed_where_a_journal_row_was_rewritten_with_its_digest(self, full: Path):
        def rewrite(raw: sqlite3.Connection) -> None:
            raw.row_factory = sqlite3.Row
            row = dict(raw.execute("SELECT * FROM journal WHERE number = 2").fetchone())
            new = sealed("journal", row | {"after": row["before"]})
            raw.execute("UPDATE journal SET after = :after, digest = :digest WHERE number = 2", new)

        with_raw(full, rewrite)
        assert Fault("Harbour Strategy › history", "edit 3 does not follow the one before it") in faults(full)

    def it_notices_triggers_that_were_dropped(self, full: Path):
        with sqlite3.connect(full) as raw:
            raw.execute("DROP TRIGGER version_never_update")
        assert any("triggers" in fault.what for fault in faults(full))


class DescribeFsck:
    def it_changes_nothing(self, full: Path):
        before = full.read_bytes()
        assert faults(full) == ()
        assert full.read_bytes() == before

    def it_counts_the_objects(self, library: Library):
        assert library.fsck().objects == 15
