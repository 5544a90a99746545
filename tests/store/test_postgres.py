"""The same library in PostgreSQL, on a server of the tests' own; see `tests.store.server`."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.models import tree
from app.models.content import Content
from app.models.errors import NotFound, Refused
from app.models.nodes import Strategy
from app.models.review import Suggestion, excerpt_json
from app.services.editing import Editing
from app.store import databases, schema
from app.store.library import Library
from app.store.places import NEWEST, examined
from app.store.rows import StaleHead


def emptied(url: str) -> str:
    engine = databases.postgres_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url


@pytest.fixture
def library(server: str, content: Content) -> Iterator[Library]:
    with Library.create(emptied(server), who="A. Owen") as made:
        made.add(content)
        yield made


class DescribeAServersLibrary:
    def it_does_what_a_file_does(self, server: str, library: Library, content: Content):
        assert library.content("s1") == content
        editing = Editing(library, "s1")
        editing.change("p1", title="First")
        saved = library.save_version("s1", "V1", "2026-06-01")
        for title in ("S", "Se"):
            editing.change("p2", join="p2/title", title=title)
        with Library.open(server, read_only=True) as again:
            assert [row.label for row in again.journal("s1")] == [
                "Imported",
                *["Edit priority “Priority 1”"],
                *["Edit priority “S”"],
            ]
            assert again.content("s1", "V1").root.fingerprint == saved.fingerprint
            with pytest.raises(Refused, match="read-only"):
                again.undo("s1")
        assert library.undo("s1") == "Edit priority “S”"
        assert library.fingerprint("s1") == saved.fingerprint
        assert library.redo("s1") is not None
        library.remove("s1")
        library.restore("s1")
        assert library.fsck().faults == ()

    def it_is_made_once(self, server: str, library: Library):
        with pytest.raises(Refused, match="holds a library already"):
            Library.create(server)

    def it_is_not_opened_where_there_is_none(self, server: str):
        with pytest.raises(NotFound, match="holds no Engross library"):
            Library.open(emptied(server))

    def it_has_many_writers_and_loses_no_edit(self, server: str, library: Library):
        def write(who: str) -> None:
            with Library.open(server, who=who) as mine:
                editing, left = Editing(mine, "s1"), 10
                while left:
                    try:
                        editing.change("p1", title=f"{who} {left}")
                        left -= 1
                    except StaleHead:
                        editing.reload()

        threads = [threading.Thread(target=write, args=(who,)) for who in ("A", "B", "C")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(library.journal("s1")) == 31
        assert library.fsck().faults == ()

    def it_finds_altered_rows(self, server: str, library: Library):
        library.save_version("s1", "V1", "2026-06-01")
        engine = databases.postgres_engine(server)
        for sql in ("DELETE FROM version", "UPDATE ledger SET who = 'x'", "UPDATE object SET hash = 'x'"):
            with pytest.raises(DBAPIError, match="never altered"), engine.begin() as connection:
                connection.execute(text(sql))
        with engine.begin() as connection:
            connection.execute(text("ALTER TABLE version DISABLE TRIGGER USER"))
            connection.execute(text("UPDATE version SET changes = 'x'"))
        engine.dispose()
        assert [fault.where for fault in library.fsck().faults] == ["Harbour Strategy › version V1"]

    def it_is_backed_up_into_a_file(self, library: Library, tmp_path: Path):
        Editing(library, "s1").change("p1", title="Changed")
        library.save_version("s1", "V1", "2026-06-01")
        library.backup(tmp_path / "copy.engross")
        with Library.open(tmp_path / "copy.engross") as copy:
            assert copy.content("s1") == library.content("s1")
            assert copy.versions("s1") == library.versions("s1")
            assert copy.fsck().faults == ()
            assert copy.undo("s1") == "Edit priority “Priority 1”"

    def it_is_opened_and_backed_up_with_excerpts_in_it(self, server: str, library: Library, tmp_path: Path):
        excerpt = excerpt_json(1, 1, ['{"block":"p","runs":[{"text":"Words"}]}'])
        library.take_in(
            "s1", [Suggestion(id="x", node="p1", field="body", before=excerpt, after=excerpt)], []
        )
        library.backup(tmp_path / "copy.engross")
        for target in (server, tmp_path / "copy.engross"):
            with Library.open(target, read_only=True) as again:
                assert [each.before for each in again.suggestions("s1")] == [excerpt]
        assert examined(tmp_path / "copy.engross").schema == NEWEST

    def it_has_the_tables_that_the_migrations_make(self, server: str):
        from alembic.autogenerate import compare_metadata
        from alembic.migration import MigrationContext

        from app.store.tables import metadata

        engine = databases.postgres_engine(emptied(server))
        with engine.begin() as connection:
            schema.upgrade(connection)
            context = MigrationContext.configure(connection, opts={"version_table": schema.VERSION_TABLE})
            assert compare_metadata(context, metadata) == []
        engine.dispose()
        with Library.open(server) as library:
            assert library.add(Content(Strategy(id="s2", title="Quay"))) == "s2"
            assert {fault.what for fault in library.fsck().faults} == {"is lost"}  # made without its identity
            assert tree.find(library.head("s2"), "s2").title == "Quay"


class DescribeAServerThatIsNotThere:
    def it_is_said_in_one_sentence_without_the_password(self):
        pytest.importorskip("psycopg")
        with pytest.raises(Refused, match="cannot be reached") as refusal:
            Library.open("postgresql://ict:secret@127.0.0.1:1/none")
        assert "secret" not in str(refusal.value)
        assert "\n" not in str(refusal.value)
