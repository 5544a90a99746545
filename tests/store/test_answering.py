"""A server that falls silent is given up; one that goes on answering may take its time."""

from types import SimpleNamespace

import pytest
from sqlalchemy import text

from app.store import databases
from app.store.refusals import refusal, told
from app.store.rows import Unreachable

answering = pytest.importorskip("app.store.answering", reason="it needs psycopg")


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    made = Clock()
    monkeypatch.setattr(answering, "monotonic", made)
    return made


@pytest.fixture
def closed():
    return []


@pytest.fixture
def exchange(closed):
    def exchange(gen):
        connection = SimpleNamespace(pgconn=SimpleNamespace(finish=lambda: closed.append(True)))
        return answering.Answering._heard(connection, gen)

    return exchange


def asking(answers):
    """An exchange that wants one answer after another and comes to how many there were."""
    for _ in range(answers):
        ready = 0
        while not ready:
            ready = yield "read"
    return answers


class DescribeAnExchangeWithAServer:
    def it_may_take_long_where_something_goes_on_arriving(self, exchange, clock, closed):
        under_way = exchange(asking(3))
        assert next(under_way) == "read"
        for _ in range(2):
            clock.now += answering.SILENCE_SECONDS
            assert under_way.send(0) == "read"
            assert under_way.send(1) == "read"
        with pytest.raises(StopIteration) as end:
            under_way.send(1)
        assert end.value.value == 3
        assert closed == []

    def it_is_given_up_and_the_connection_closed_where_nothing_arrives(self, exchange, clock, closed):
        under_way = exchange(asking(1))
        next(under_way)
        clock.now += answering.SILENCE_SECONDS + 1
        with pytest.raises(answering.psycopg.OperationalError) as given_up:
            under_way.send(0)
        assert closed == [True]
        assert isinstance(refusal("db", given_up.value), Unreachable)


class DescribeASilentServer:
    def it_is_out_of_reach_and_answers_again_over_a_new_connection(self, server, monkeypatch):
        monkeypatch.setattr(answering, "SILENCE_SECONDS", 0.2)
        engine = databases.postgres_engine(server)
        with pytest.raises(Unreachable), told("db"), databases.reading(engine) as connection:
            connection.execute(text("SELECT pg_sleep(5)"))
        with databases.reading(engine) as connection:
            assert connection.execute(text("SELECT 1")).scalar_one() == 1
        engine.dispose()
