"""PERF-1: a choice, HTTP request → answer, beside the same commits behind an empty route and two hops."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import psycopg2

from tests.load import bare_choice
from tests.load.process import Driven, family, free_port
from tests.load.processes import running
from tests.load.report import Report, percentile
from tests.load.world import World, world

ONE = 220
AMPHIS, EACH = 32, 12
WARM = 20
PAUSE = 0.02


def main(report: Report, *, one: int = ONE, amphis: int = AMPHIS, each: int = EACH) -> None:
    """One amphi alone, then many at once."""
    with world([one] + [each] * amphis) as found, _bare(found) as url:
        report.say(
            f"  fsync {found.setting('fsync')}, synchronous_commit {found.setting('synchronous_commit')} ; "
            f"un serveur PostgreSQL pour toutes les bases"
        )
        control = free_port()
        with Driven(["-m", "tests.load.choosers", str(control)], control, None, {}) as choosers:
            people = [[asdict(person) for person in line] for line in found.amphis]
            choosers.ask(
                do="login", gateway=found.gateway, people=[person for line in people for person in line]
            )
            found.go_first()
            found.start(found.amphis[:1])
            _latency(report, found, url, choosers, people[0])
            found.start(found.amphis[1:])
            _throughput(report, found, url, choosers, people[1:])
            report.say(f"    générateur : {choosers.ask(do='cpu')['cpu']:.1f} s de processeur en tout")


def _latency(report: Report, found: World, url: str, choosers: Driven, line: list[dict[str, Any]]) -> None:
    cpu = cpu_of(found)
    taken = choosers.ask(do="pairs", gateway=found.gateway, bare=url, people=line, pause=PAUSE)
    ours, bare = ([1000 * each for each in taken[name][WARM:]] for name in ("ours", "bare"))
    report.say(f"  un amphi, {len(ours)} choix en alternance avec la référence")
    report.compare("p50", percentile(ours, 0.5), percentile(bare, 0.5), "ms", 2)
    report.compare("p99", percentile(ours, 0.99), percentile(bare, 0.99), "ms", 4)
    report.say(f"    les mêmes commits seuls, en psycopg2 : p50 {_commits(found):.2f} ms")
    used = {name: (seconds - cpu[name]) * 1000 / len(line) for name, seconds in cpu_of(found).items()}
    told = ", ".join(f"{name} {milliseconds:.1f} ms" for name, milliseconds in used.items())
    report.say(f"    processeur par choix : {told}")


def _throughput(
    report: Report, found: World, url: str, choosers: Driven, lines: list[list[dict[str, Any]]]
) -> None:
    half = len(lines[0]) // 2
    rates: dict[str, list[float]] = {"ours": [], "bare": []}
    for part in ([line[:half] for line in lines], [line[half:] for line in lines]):
        for name, more in (("bare", {"bare": url}), ("ours", {})):
            raced = choosers.ask(do="race", gateway=found.gateway, lines=part, **more)
            rates[name].append(len(raced["taken"]) / raced["seconds"])
    ours, bare = (sum(rates[name]) / 2 for name in ("ours", "bare"))
    met = ours >= bare / 2
    told = f"{ours:.0f} choix/s | référence {bare:.0f}/s | × {ours / bare:.2f} | objectif ≥ 0,5 : "
    report.check(f"débit sur {len(lines)} amphis", told + ("atteint" if met else "non"), met=met)


def cpu_of(found: World) -> dict[str, float]:
    """Seconds of processor that each service has used."""
    ticks = os.sysconf("SC_CLK_TCK")
    used = {}
    for name in ("gateway", "session", "postes", "identity", "kafka"):
        total = 0
        for pid in family(found.system.pid(name)):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
        used[name] = total / ticks
    return used


def _commits(found: World) -> float:
    connection = psycopg2.connect(_bare_dsn(found))

    def commit(act: Callable[..., Any], *arguments: Any) -> Any:
        with connection, connection.cursor() as cursor:
            return act(cursor, *arguments)

    taken = []
    for number in range(100):
        amphi, start = number % bare_choice.AMPHIS, time.perf_counter()
        command = commit(bare_choice.receive, amphi)
        commit(bare_choice.settle, amphi)
        commit(bare_choice.append, amphi, command)
        taken.append((time.perf_counter() - start) * 1000)
    connection.close()
    return percentile(taken, 0.5)


def _bare_dsn(found: World) -> str:
    return found.database().removesuffix("/postgres") + "/bare"


@contextmanager
def _bare(found: World) -> Iterator[str]:
    connection = psycopg2.connect(found.database())
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE bare")
    connection.close()
    dsn = _bare_dsn(found)
    bare_choice.prepare(dsn)
    http, session, postes = (free_port() for _ in range(3))
    told = {"BARE_DSN": dsn, "BARE_SESSION": f"127.0.0.1:{session}", "BARE_POSTES": f"127.0.0.1:{postes}"}
    module = ["-m", "tests.load.bare_choice"]
    gunicorn = ["-m", "gunicorn", "--config", "tests/load/bare_gunicorn.py", "--bind", f"127.0.0.1:{http}"]
    with ExitStack() as stack:
        for port, command in (
            (postes, [*module, "postes"]),
            (session, [*module, "session"]),
            (http, [*gunicorn, "tests.load.bare_choice:application()"]),
        ):
            stack.enter_context(running(command, {**told, "BARE_BIND": f"127.0.0.1:{port}"}, port))
        yield f"http://127.0.0.1:{http}/choix"
