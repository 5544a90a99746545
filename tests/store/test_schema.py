"""Libraries of every schema open, the tables are what the migrations make, and the database guards what is final."""

import gzip
import sqlite3
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from app.models import tree
from app.models.review import Suggestion, excerpt_json
from app.store import backups, databases, opening, schema
from app.store.first_read import first_read
from app.store.library import Library
from app.store.places import NEWEST, SCHEMA

LIBRARIES = Path(__file__).parent / "libraries"


def described(path: Path) -> dict[str, Any]:
    """Tables, columns, keys, indexes and triggers of a library's file."""
    with sqlite3.connect(path) as raw:
        tables = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found: dict[str, Any] = {
            "triggers": sorted(raw.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'"))
        }
        for name in tables:
            indexes = [
                (row[1], row[2], row[3], tuple(raw.execute(f"PRAGMA index_info('{row[1]}')")))
                for row in raw.execute(f"PRAGMA index_list('{name}')")
            ]
            links = sorted(row[2:] for row in raw.execute(f"PRAGMA foreign_key_list('{name}')"))
            found[name] = (raw.execute(f"PRAGMA table_info('{name}')").fetchall(), links, sorted(indexes))
        found["header"] = [
            raw.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")
        ]
        found["revision"] = raw.execute(f"SELECT * FROM {schema.VERSION_TABLE}").fetchall()
    return found


class DescribeMigrations:
    def they_lead_to_the_tables_of_a_new_library(self, tmp_path: Path):
        new, migrated = tmp_path / "new", tmp_path / "migrated"
        Library.create(new).close()
        migrated.touch()
        engine = databases.sqlite_engine(migrated, "write")
        with databases.writing(engine) as connection:
            schema.upgrade(connection)
        engine.dispose()
        assert described(migrated) == described(new)

    def they_come_after_a_backup_and_keep_everything(
        self, closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        scripts = a_later_schema(tmp_path)
        before = described(closed)
        monkeypatch.setattr(schema, "SCHEMA", SCHEMA + 1)
        monkeypatch.setattr(opening, "SCHEMA", SCHEMA + 1)
        monkeypatch.setattr("app.store.places.SCHEMA", SCHEMA + 1)
        monkeypatch.setattr(schema.upgrade, "__defaults__", (SCHEMA + 1, scripts))
        with pytest.raises(opening.Refused, match="older Engross"):
            Library.open(closed, read_only=True)
        with Library.open(closed) as library:
            assert library.fsck().ok
            assert library.undo("s1") == "Edit Second"
        with sqlite3.connect(closed) as raw:
            assert raw.execute("SELECT mark FROM later").fetchall() == []
            assert raw.execute("PRAGMA user_version").fetchone() == (SCHEMA + 1,)
        [backup] = backups.folder_of(closed).iterdir()
        assert described(backup) == before
        assert backups.backups_in(backup.parent, closed) == []

    def they_leave_a_library_as_it_was_where_one_fails(
        self, closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        scripts = a_later_schema(tmp_path, fails=True)
        before = described(closed)
        monkeypatch.setattr(schema, "SCHEMA", SCHEMA + 1)
        monkeypatch.setattr(opening, "SCHEMA", SCHEMA + 1)
        monkeypatch.setattr(schema.upgrade, "__defaults__", (SCHEMA + 1, scripts))
        with pytest.raises(RuntimeError):
            Library.open(closed)
        assert described(closed) == before
        monkeypatch.undo()
        with Library.open(closed) as library:
            assert library.fsck().ok


def a_later_schema(folder: Path, *, fails: bool = False) -> Path:
    """The migrations, with one more step that adds a table."""
    scripts = folder / "migrations"
    (scripts / "versions").mkdir(parents=True)
    for name in ("env.py", "versions/schema_1.py"):
        (scripts / name).write_bytes((schema.SCRIPTS / name).read_bytes())
    step = f"""
        import sqlalchemy as sa
        from alembic import op
        revision, down_revision = "{schema.revision(SCHEMA + 1)}", "{schema.revision(SCHEMA)}"
        def upgrade():
            op.create_table("later", sa.Column("mark", sa.Text))
            {"raise RuntimeError" if fails else ""}
    """
    (scripts / "versions" / "later.py").write_text(dedent(step), encoding="utf-8")
    return scripts


class DescribeLibrariesOfEarlierSchemas:
    @pytest.mark.parametrize("saved", sorted(LIBRARIES.glob("*.gz")), ids=lambda path: path.name)
    def they_open(self, saved: Path, tmp_path: Path):
        path = tmp_path / "old.engross"
        path.write_bytes(gzip.decompress(saved.read_bytes()))
        with Library.open(path) as library:
            assert library.fsck().faults == ()
            [row] = library.strategies()
            assert [version.label for version in row.versions] == ["V1", "V2"]
            assert tree.find(library.content(row.id, "V1").root, "p1").title == "First"
            assert len(library.content(row.id).pictures) == 1
            assert library.redo(row.id) == "Edit Third"
            assert library.fsck().ok

    def they_are_one_of_each(self):
        assert {path.name.split(".")[0] for path in LIBRARIES.glob("*.gz")} == {
            schema.revision(n) for n in range(1, SCHEMA + 1)
        }


class DescribeALibraryThatAnOlderEngrossCannotRead:
    """Engross 0.1.0 takes libraries of schema 1 for its own, and knows no excerpts of long texts."""

    def of(self, before: str) -> Suggestion:
        return Suggestion(id=before[:9], node="p1", field="body", before=before, after="[]")

    def schemas(self, path: Path) -> tuple[int, str]:
        with sqlite3.connect(path) as raw:
            (header,) = raw.execute("PRAGMA user_version").fetchone()
            (revision,) = raw.execute(f"SELECT version_num FROM {schema.VERSION_TABLE}").fetchone()
        return header, revision

    def it_is_marked_when_the_first_excerpt_comes_into_it(self, closed: Path, tmp_path: Path):
        with Library.open(closed) as library:
            library.take_in("s1", [self.of("[]")], [])
        assert self.schemas(closed) == (SCHEMA, schema.revision(SCHEMA))
        excerpt = excerpt_json(1, 1, ['{"block":"p","runs":[{"text":"Words"}]}'])
        with Library.open(closed) as library:
            library.take_in("s1", [self.of(excerpt)], [])
            library.backup(tmp_path / "copy.engross")
        for path in (closed, tmp_path / "copy.engross"):
            assert self.schemas(path) == (NEWEST, schema.revision(NEWEST))
            with Library.open(path, read_only=True) as library:
                assert [each.before for each in library.suggestions("s1")] == ["[]", excerpt]
            with Library.open(path) as library:
                assert library.fsck().faults == ()
                assert library.undo("s1")
        assert first_read(closed, "s1") is not None

    def it_can_be_migrated_on(self, closed: Path):
        engine = databases.sqlite_engine(closed, "write")
        with databases.writing(engine) as connection:
            schema.mark_newest(connection)
            schema.upgrade(connection, NEWEST)
        engine.dispose()
        assert self.schemas(closed) == (NEWEST, schema.revision(NEWEST))


class DescribeWhatIsFinal:
    @pytest.fixture
    def engine(self, closed: Path) -> Engine:
        return databases.sqlite_engine(closed, "write")

    @pytest.mark.parametrize(
        "sql",
        [
            "UPDATE version SET label = 'V9'",
            "DELETE FROM version",
            "INSERT OR REPLACE INTO version SELECT * FROM version",
            "UPDATE ledger SET action = 'nothing'",
            "DELETE FROM ledger",
            "UPDATE object SET payload = ''",
            "UPDATE picture SET media_type = 'x'",
        ],
    )
    def it_cannot_be_altered_in_the_database(self, engine: Engine, sql: str):
        with (
            pytest.raises(IntegrityError, match="are never altered"),
            databases.writing(engine) as connection,
        ):
            connection.execute(text(sql))
        engine.dispose()
