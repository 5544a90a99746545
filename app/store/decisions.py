"""Decisions and seals in a library: append-only rows, chained by hash. Imports SQLAlchemy Core, never its ORM."""

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from app.models.approval import APPROVING, Decision, Noted, Recorded, Step, approving
from app.store.chains import append, end_of
from app.store.rows import Damaged, LedgerRow
from app.store.sealing import holds
from app.store.tables import decision as decisions
from app.store.tables import ledger
from app.store.tables import seal as seals


class _Record(msgspec.Struct, frozen=True, omit_defaults=True):
    """What stands in a row's `record` column: a decision, or a step towards one or after it.

    `house` is the house style in which the version was approved, `counterpart` its words as they were set then;
    `ledger` is the digest of the audit ledger's last line before, so that a seal holds the ledger too.
    """

    version: str = ""
    decision: Decision | None = None
    step: Step | None = None
    house: str = ""
    counterpart: str = ""
    ledger: str = ""


def decide(
    connection: Connection,
    strategy: str,
    fingerprint: str,
    version: str,
    decision: Decision,
    who: str,
    at: str,
    house: str = "",
    counterpart: str = "",
) -> None:
    """Records a decision about one content; an approving one is sealed."""
    held = _Record(version, decision, house=house, counterpart=counterpart, ledger=end_of(connection, ledger))
    record = msgspec.json.encode(held, order="deterministic").decode()
    row = append(
        connection, decisions, strategy, {"fingerprint": fingerprint, "record": record, "at": at, "who": who}
    )
    if decision.outcome in APPROVING:
        values = {
            "decision": row["number"],
            "fingerprint": fingerprint,
            "record": row["digest"],
            "at": at,
            "who": who,
        }
        append(connection, seals, strategy, values)


def note(connection: Connection, strategy: str, head: str, step: Step, who: str, at: str) -> None:
    """Records a step: a condition met, or a day planned. `head` is the fingerprint of the draft at the time."""
    record = msgspec.json.encode(_Record(step=step), order="deterministic").decode()
    append(connection, decisions, strategy, {"fingerprint": head, "record": record, "at": at, "who": who})


def steps_of(connection: Connection, strategy: str) -> tuple[Noted, ...]:
    """A strategy's steps, oldest first. Raises Damaged where a row is not as it was written."""
    read = ((row, _read(row)) for row in _rows(connection, decisions, strategy))
    return tuple(Noted(held.step, row["at"], row["who"]) for row, held in read if held.step is not None)


def _read(row: dict[str, Any]) -> _Record:
    try:
        return msgspec.json.decode(row["record"], type=_Record)
    except (msgspec.MsgspecError, ValueError) as fault:
        said = f"decision {row['number']} cannot be understood: it was altered, or a later Engross wrote it"
        raise Damaged(said) from fault


def counterpart_of(connection: Connection, strategy: str, number: int) -> str:
    """The words of the version that a decision approved, as they were kept; empty where nothing was."""
    rows = _rows(connection, decisions, strategy)
    return next((_read(row).counterpart for row in rows if row["number"] == number), "")


def ledger_held(row: Mapping[str, Any]) -> str:
    """The digest of the ledger's line that a row's record rests on; empty for none, or a record beyond reading."""
    try:
        return msgspec.json.decode(row["record"], type=_Record).ledger
    except (msgspec.MsgspecError, ValueError):
        return ""


def decisions_of(connection: Connection, strategy: str) -> tuple[Recorded, ...]:
    """A strategy's decisions, oldest first. Raises Damaged where a row is not as it was written."""
    sealed = {row["decision"]: row["digest"] for row in _rows(connection, seals, strategy)}
    found: list[Recorded] = []
    for row in _rows(connection, decisions, strategy):
        held = _read(row)
        if held.decision is None:
            continue
        found.append(
            Recorded(
                row["number"], held.decision, row["fingerprint"], held.version, sealed.get(row["number"], ""),
                row["at"], row["who"], held.house,
            )
        )  # fmt: skip
    return tuple(found)


def _rows(connection: Connection, table: Any, strategy: str) -> list[dict[str, Any]]:
    wanted = select(table).where(table.c.strategy == strategy).order_by(table.c.number)
    rows = [{str(k): v for k, v in row.items()} for row in connection.execute(wanted).mappings()]
    for row in rows:
        if not holds(str(table.name), row):
            raise Damaged(f"{table.name} {row['number']} was altered after it was written")
    return rows


def ledger_of(connection: Connection) -> tuple[LedgerRow, ...]:
    """Every line of the audit ledger, oldest first. Raises Damaged where one is not as it was written."""
    return tuple(
        LedgerRow(r["number"], r["at"], r["who"], r["action"], r["record"], r["previous"], r["digest"])
        for r in _rows(connection, ledger, "")
    )


def statuses(connection: Connection) -> dict[str, str]:
    """The fingerprint of the standing approval of each strategy that has one."""
    having = connection.execute(select(decisions.c.strategy).distinct()).scalars().all()
    found = {id: approving(decisions_of(connection, id)) for id in having}
    return {id: standing.fingerprint for id, standing in found.items() if standing is not None}
