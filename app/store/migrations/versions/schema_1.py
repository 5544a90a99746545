"""Schema 1: the first library. Frozen: later schemas are steps of their own."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "schema_1"
down_revision = None
branch_labels = None
depends_on = None

_APPEND_ONLY = ("version", "decision", "seal", "ledger")
_NEVER_ALTERED = ("object", "picture")


def _words(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _key(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=False, autoincrement=False)


def upgrade() -> None:
    op.create_table(
        "chain",
        _key("strategy"),
        _key("name"),
        _number("length"),
        _words("head"),
        _words("digest"),
        sa.PrimaryKeyConstraint("strategy", "name"),
    )
    op.create_table(
        "ledger",
        _key("strategy"),
        _number("number"),
        _words("action"),
        _words("record"),
        _words("at"),
        _words("who"),
        _words("previous"),
        _words("digest"),
        sa.PrimaryKeyConstraint("strategy", "number"),
    )
    op.create_table(
        "library",
        _key("key"),
        _words("value"),
        _words("digest"),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "object",
        _key("hash"),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_table(
        "picture",
        _key("digest"),
        _words("media_type"),
        sa.Column("bytes", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_table(
        "strategy",
        _key("id"),
        _words("title"),
        _words("house"),
        _key("head"),
        _number("entries"),
        _words("created"),
        _words("binned"),
        _words("digest"),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["head"], ["object.hash"]),
    )
    op.create_table(
        "comment",
        _key("id"),
        _key("strategy"),
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
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["strategy"], ["strategy.id"]),
    )
    op.create_index("comment_of", "comment", ["strategy", "node"])
    op.create_table(
        "decision",
        _key("strategy"),
        _number("number"),
        _key("fingerprint"),
        _words("record"),
        _words("at"),
        _words("who"),
        _words("previous"),
        _words("digest"),
        sa.PrimaryKeyConstraint("strategy", "number"),
        sa.ForeignKeyConstraint(["fingerprint"], ["object.hash"]),
        sa.ForeignKeyConstraint(["strategy"], ["strategy.id"]),
    )
    op.create_table(
        "journal",
        _key("strategy"),
        _number("number"),
        _words("before"),
        _key("after"),
        _words("label"),
        _words("at"),
        _words("who"),
        _words("join_key"),
        _words("state"),
        _words("digest"),
        sa.PrimaryKeyConstraint("strategy", "number"),
        sa.ForeignKeyConstraint(["after"], ["object.hash"]),
        sa.ForeignKeyConstraint(["strategy"], ["strategy.id"]),
    )
    op.create_index("journal_state", "journal", ["strategy", "state", "number"])
    op.create_table(
        "suggestion",
        _key("id"),
        _key("strategy"),
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
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["strategy"], ["strategy.id"]),
    )
    op.create_index("suggestion_of", "suggestion", ["strategy", "node"])
    op.create_table(
        "version",
        _key("strategy"),
        _number("number"),
        _words("label"),
        _words("date"),
        _words("changes"),
        _words("comments"),
        _key("fingerprint"),
        _words("at"),
        _words("who"),
        _words("previous"),
        _words("digest"),
        sa.PrimaryKeyConstraint("strategy", "number"),
        sa.ForeignKeyConstraint(["fingerprint"], ["object.hash"]),
        sa.ForeignKeyConstraint(["strategy"], ["strategy.id"]),
        sa.UniqueConstraint("strategy", "label", name="version_label"),
    )
    op.create_table(
        "seal",
        _key("strategy"),
        _number("number"),
        _number("decision"),
        _key("fingerprint"),
        _words("record"),
        _words("at"),
        _words("who"),
        _words("previous"),
        _words("digest"),
        sa.PrimaryKeyConstraint("strategy", "number"),
        sa.ForeignKeyConstraint(["fingerprint"], ["object.hash"]),
        sa.ForeignKeyConstraint(["strategy", "decision"], ["decision.strategy", "decision.number"]),
    )
    for table in _APPEND_ONLY + _NEVER_ALTERED:
        for act in ("UPDATE", "DELETE") if table in _APPEND_ONLY else ("UPDATE",):
            _guard(table, act)


def _guard(table: str, act: str) -> None:
    """A trigger that makes the database refuse to alter a table."""
    name = f"{table}_never_{act.lower()}"
    if op.get_context().dialect.name == "sqlite":
        op.execute(
            f'CREATE TRIGGER "{name}" BEFORE {act} ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never altered'); END"
        )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION engross_never() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN RAISE EXCEPTION 'rows of % are never altered', TG_TABLE_NAME; END$$"
    )
    op.execute(
        f'CREATE TRIGGER "{name}" BEFORE {act} ON "{table}" FOR EACH ROW EXECUTE FUNCTION engross_never()'
    )
