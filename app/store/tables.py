"""The tables of a library, the same in SQLite and PostgreSQL, and the triggers that keep what must never change.

All times are UTC in ISO 8601, all digests SHA-256 in hex. A row that holds users' words carries a `digest` over all of
its columns (see `sealing`). Changing anything here needs a migration. Imports SQLAlchemy Core, never its ORM.
"""

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData()


def _words(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _strategy() -> Column[str]:
    return Column("strategy", Text, ForeignKey("strategy.id"), nullable=False)


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


library = Table("library", metadata, Column("key", Text, primary_key=True), _words("value"), _words("digest"))

object_ = Table(
    "object", metadata, Column("hash", Text, primary_key=True), Column("payload", LargeBinary, nullable=False)
)

picture = Table(
    "picture",
    metadata,
    Column("digest", Text, primary_key=True),
    _words("media_type"),
    Column("bytes", LargeBinary, nullable=False),
)

strategy = Table(
    "strategy",
    metadata,
    Column("id", Text, primary_key=True),
    _words("title"),
    _words("house"),
    Column("head", Text, ForeignKey("object.hash"), nullable=False),
    _count("entries"),
    _words("created"),
    _words("binned"),
    _words("digest"),
)

chain = Table(
    "chain",
    metadata,
    Column("strategy", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    _count("length"),
    _words("head"),
    _words("digest"),
)

journal = Table(
    "journal",
    metadata,
    Column("strategy", Text, ForeignKey("strategy.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    _words("before"),
    Column("after", Text, ForeignKey("object.hash"), nullable=False),
    _words("label"),
    _words("at"),
    _words("who"),
    _words("join_key"),
    _words("state"),
    _words("digest"),
    Index("journal_state", "strategy", "state", "number"),
)

version = Table(
    "version",
    metadata,
    Column("strategy", Text, ForeignKey("strategy.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    _words("label"),
    _words("date"),
    _words("changes"),
    _words("comments"),
    Column("fingerprint", Text, ForeignKey("object.hash"), nullable=False),
    _words("at"),
    _words("who"),
    _words("previous"),
    _words("digest"),
    UniqueConstraint("strategy", "label", name="version_label"),
)

comment = Table(
    "comment",
    metadata,
    Column("id", Text, primary_key=True),
    _strategy(),
    _words("node"),
    _words("field"),
    _words("quote"),
    _words("anchor"),
    _words("parent"),
    _words("author"),
    _words("at"),
    _words("text"),
    _words("resolved"),
    _words("resolved_by"),
    _words("digest"),
    Index("comment_of", "strategy", "node"),
)

suggestion = Table(
    "suggestion",
    metadata,
    Column("id", Text, primary_key=True),
    _strategy(),
    _words("node"),
    _words("field"),
    _words("base"),
    _words("before"),
    _words("after"),
    _words("author"),
    _words("at"),
    _words("source"),
    _words("state"),
    _words("decided_by"),
    _words("decided_at"),
    _words("digest"),
    Index("suggestion_of", "strategy", "node"),
)

decision = Table(
    "decision",
    metadata,
    Column("strategy", Text, ForeignKey("strategy.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("fingerprint", Text, ForeignKey("object.hash"), nullable=False),
    _words("record"),
    _words("at"),
    _words("who"),
    _words("previous"),
    _words("digest"),
)

seal = Table(
    "seal",
    metadata,
    Column("strategy", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("decision", Integer, nullable=False),
    Column("fingerprint", Text, ForeignKey("object.hash"), nullable=False),
    _words("record"),
    _words("at"),
    _words("who"),
    _words("previous"),
    _words("digest"),
    ForeignKeyConstraint(["strategy", "decision"], ["decision.strategy", "decision.number"]),
)

ledger = Table(
    "ledger",
    metadata,
    Column("strategy", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    _words("action"),
    _words("record"),
    _words("at"),
    _words("who"),
    _words("previous"),
    _words("digest"),
)

APPEND_ONLY = (version, decision, seal, ledger)
NEVER_ALTERED = (object_, picture)


def create_tables(connection: Connection) -> None:
    """Makes every table and trigger in an empty database."""
    metadata.create_all(connection)
    for statement in trigger_statements(connection.dialect.name):
        connection.execute(text(statement))


def trigger_statements(dialect: str) -> list[str]:
    """The statements that make the database itself refuse to alter what is append-only."""
    guarded = [(table.name, act) for table in APPEND_ONLY for act in ("UPDATE", "DELETE")]
    guarded += [(table.name, "UPDATE") for table in NEVER_ALTERED]
    if dialect == "sqlite":
        return [
            f'CREATE TRIGGER "{table}_never_{act.lower()}" BEFORE {act} ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never altered'); END"
            for table, act in guarded
        ]
    made = [
        "CREATE FUNCTION engross_never() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN RAISE EXCEPTION 'rows of % are never altered', TG_TABLE_NAME; END$$"
    ]
    return made + [
        f'CREATE TRIGGER "{table}_never_{act.lower()}" BEFORE {act} ON "{table}" '
        "FOR EACH ROW EXECUTE FUNCTION engross_never()"
        for table, act in guarded
    ]
