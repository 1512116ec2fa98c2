"""PERF-2b: decision committed → last viewer has it, beside a bare chain by outbox and Kafka."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import psycopg2
from kafka.admin import KafkaAdminClient, NewTopic

from tests.e2e.system import environment_of
from tests.load import bare_chain
from tests.load.process import Driven, free_port
from tests.load.processes import running
from tests.load.report import Report, percentile
from tests.load.world import World, world

VIEWERS = 500
CHOICES = 120
WARM = 15
PAUSE = 0.05
FRAMES = {"gateway": 3, "bare": 2}
"""A choice is told by three deltas (taken, chosen, next turn): all three count. The chain tells two."""
TOPIC = "bare-chain"
DELTA = '42["delta",{"filler":"' + "x" * 270 + '"}]'


def main(report: Report, *, viewers: int = VIEWERS, choices: int = CHOICES) -> None:
    """Choices and bare commits in turn, both in front of as many viewers."""
    with world([choices + WARM + 5]) as found:
        _note_commits(found)
        controls = [free_port(), free_port()]
        with (
            _chain(found) as (connection, port),
            Driven(["-m", "tests.load.choosers", str(controls[0])], controls[0], None, {}) as choosers,
            Driven(["-m", "tests.load.viewers", str(controls[1])], controls[1], None, {}) as crowd,
        ):
            people = [asdict(person) for person in found.amphis[0]]
            choosers.ask(do="login", gateway=found.gateway, people=people)
            join = {"amphi_id": people[0]["amphi_id"]}
            crowd.ask(
                do="open",
                crowd="gateway",
                port=int(found.gateway.rpartition(":")[2]),
                count=viewers,
                join=join,
            )
            crowd.ask(do="open", crowd="bare", port=port, count=viewers, join=None)
            chain = _Chains(found, connection, choosers, crowd)
            found.go_first()
            found.start(found.amphis)
            taken = _measure(chain, people[: choices + WARM])
            used = crowd.ask(do="cpu")["cpu"]
    for share, label in ((0.5, "p50"), (0.99, "p99")):
        ours, bare = (percentile(taken[name], share) for name in ("gateway", "bare"))
        report.compare(f"{viewers} spectateurs, {label}", ours, bare, "ms", 1.5)
    report.say(
        f"    {choices} décisions de chaque, en alternance ; générateur : {used:.1f} s de processeur en tout"
    )


def _measure(chain: "_Chains", people: list[dict[str, Any]]) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = {"gateway": [], "bare": []}
    for number, person in enumerate(people):
        for name, act in (("gateway", lambda: chain.choose(person)), ("bare", chain.commit)):  # noqa: B023  # called at once
            seconds = chain.until_last(name, act)
            if number >= WARM:
                taken[name].append(seconds * 1000)
            time.sleep(PAUSE)
    return taken


class _Chains:
    """The two chains, from the instant of a commit to the last viewer."""

    def __init__(self, found: World, connection: Any, choosers: Driven, crowd: Driven) -> None:
        self._found = found
        self._connection = connection
        self._choosers = choosers
        self._crowd = crowd
        self._session = psycopg2.connect(found.database().removesuffix("/postgres") + "/session")
        self._ahead = time.time() - time.monotonic()

    def choose(self, person: dict[str, Any]) -> float:
        """A choice; when its decision was committed."""
        self._choosers.ask(do="pairs", gateway=self._found.gateway, people=[person])
        with self._session, self._session.cursor() as cursor:
            cursor.execute(
                "SELECT extract(epoch FROM pg_xact_commit_timestamp(xmin))::float8 FROM decision"
                " WHERE amphi_id = %s AND type = 'chosen' ORDER BY seq DESC LIMIT 1",
                [person["amphi_id"]],
            )
            (committed,) = cursor.fetchone()  # type: ignore[misc]  # there is one
            return float(committed)

    def commit(self) -> float:
        """The bare chain's."""
        return bare_chain.commit(self._connection, [DELTA, DELTA])

    def until_last(self, name: str, act: Any) -> float:
        """Seconds from the commit until everybody has its frames."""
        self._crowd.ask(do="await", crowd=name, frames=FRAMES[name])
        committed = act()
        heard = self._crowd.hear()
        assert not heard["missing"], (name, heard)
        return float(heard["last"] / 1e9 + self._ahead - committed)


def _note_commits(found: World) -> None:
    """Have PostgreSQL note when each transaction committed; it starts anew for that."""
    connection = psycopg2.connect(found.database())
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("ALTER SYSTEM SET track_commit_timestamp = on")
    folder = Path(found.setting("data_directory"))
    connection.close()
    os.kill(int((folder / "postmaster.pid").read_text().split()[0]), signal.SIGINT)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        time.sleep(1)
        try:
            if found.setting("track_commit_timestamp") == "on":
                time.sleep(5)  # the services find their database again
                return
        except psycopg2.OperationalError:
            continue
    raise TimeoutError("PostgreSQL")


@contextmanager
def _chain(found: World) -> Iterator[tuple[Any, int]]:
    connection = psycopg2.connect(found.database())
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE chain")
    connection.close()
    dsn = found.database().removesuffix("/postgres") + "/chain"
    connection = psycopg2.connect(dsn)
    with connection, connection.cursor() as cursor:
        cursor.execute(bare_chain.TABLES)
    kafka, port = environment_of(found.system, "gateway")["DCI_KAFKA"], free_port()
    admin = KafkaAdminClient(bootstrap_servers=kafka)
    admin.create_topics([NewTopic(TOPIC, 1, 1)])
    admin.close()
    told = {"CHAIN_DSN": dsn, "CHAIN_KAFKA": kafka, "CHAIN_TOPIC": TOPIC, "CHAIN_PORT": str(port)}
    with ExitStack() as stack:
        stack.enter_context(running(["-m", "tests.load.bare_chain", "relay"], told))
        stack.enter_context(running(["-m", "tests.load.bare_chain", "live"], told, port))
        yield connection, port
    connection.close()
