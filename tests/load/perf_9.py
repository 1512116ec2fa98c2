"""PERF-9: watchers over several live pods, all cut and back at once: who chooses hardly notices."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from typing import Any

from tests.e2e.system import environment_of
from tests.load.process import FIRST_NICE, Driven, family, free_port, go_first
from tests.load.processes import running
from tests.load.report import Report, percentile
from tests.load.world import World, world

WATCHERS = 1_000
PODS = 2
AMPHIS, EACH = 4, 200
STORMS = 5
PAUSE = 0.1
WATCHING_NICE = 16
"""Live pods and generators come after who chooses, as pods with a smaller share of the processor do."""


def main(
    report: Report,
    *,
    watchers: int = WATCHERS,
    each: int = EACH,
    storms: int = STORMS,
    nice: int = WATCHING_NICE,
) -> None:
    """Choices at rest, then during storms."""
    with world([each] * AMPHIS) as found, _pods(found) as pods:
        controls = [free_port(), free_port()]
        with (
            Driven(["-m", "tests.load.choosers", str(controls[0])], controls[0], None, {}) as choosers,
            Driven(["-m", "tests.load.watchers", str(controls[1])], controls[1], None, {}) as crowd,
        ):
            lines = [[asdict(person) for person in line] for line in found.amphis]
            people = [person for line in lines for person in line]
            choosers.ask(do="login", gateway=found.gateway, people=people)
            found.go_first()
            found.start(found.amphis)
            go_first([*pods.values(), crowd.process.pid], FIRST_NICE + nice)
            _choose(choosers, found, lines, 10)
            rest = _choose(choosers, found, lines, each // 3)
            amphis = [line[0]["amphi_id"] for line in lines]
            crowd.ask(do="open", ports=list(pods), amphis=amphis, count=watchers)
            watched = _choose(choosers, found, lines, each // 6)
            stormy, back = _storms(choosers, crowd, found, lines, storms)
            used = crowd.ask(do="cpu")["cpu"]
    report.say(f"  {watchers} spectateurs sur {PODS} processus gateway « live » (priorité {nice})")
    quiet = [one[1] * 1000 for one in rest]
    for what, taken in (
        ("spectateurs là, sans tempête", [one[1] * 1000 for one in watched]),
        ("pendant les tempêtes", stormy),
    ):
        report.say(
            f"    {what} : {len(taken)} choix, p50 {percentile(taken, 0.5):.1f} ms "
            f"(au repos {percentile(quiet, 0.5):.1f} ms, {len(quiet)} choix)"
        )
    report.compare(
        "choix pendant les tempêtes, p99", percentile(stormy, 0.99), percentile(quiet, 0.99), "ms", 1.5
    )
    report.check(
        "dernier spectateur à jour",
        f"{max(back):.1f} s après la coupure, objectif ≤ 10 s",
        met=max(back) <= 10,
    )
    report.say(
        f"    {storms} tempêtes ; p50 du retour {percentile(back, 0.5):.1f} s ; générateur : {used:.1f} s de "
        "processeur"
    )


def _choose(
    choosers: Driven, found: World, lines: list[list[dict[str, Any]]], count: int
) -> list[list[float]]:
    """So many more of each amphi, all amphis at once; when each was asked, and how long it took."""
    choosers.tell(do="race", gateway=found.gateway, lines=_next(lines, count), pause=PAUSE)
    taken: list[list[float]] = choosers.hear()["taken"]
    return taken


def _next(lines: list[list[dict[str, Any]]], count: int) -> list[list[dict[str, Any]]]:
    taken = [line[:count] for line in lines]
    for line in lines:
        del line[:count]
    return taken


def _storms(
    choosers: Driven, crowd: Driven, found: World, lines: list[list[dict[str, Any]]], storms: int
) -> tuple[list[float], list[float]]:
    stormy: list[float] = []
    back: list[float] = []
    share = len(lines[0]) // storms
    for _ in range(storms):
        choosers.tell(do="race", gateway=found.gateway, lines=_next(lines, share), pause=PAUSE)
        time.sleep(0.3)
        storm = crowd.ask(do="storm")
        back += storm["back"]
        stormy += [
            seconds * 1000
            for asked, seconds in choosers.hear()["taken"]
            if storm["start"] - seconds <= asked <= storm["end"]
        ]
        time.sleep(2)
    return stormy, back


@contextmanager
def _pods(found: World) -> Iterator[dict[int, int]]:
    """Ports of live pods, and the process that serves each."""
    told = environment_of(found.system, "gateway")
    ports = [free_port() for _ in range(PODS)]
    pods = {}
    with ExitStack() as stack:
        for port in ports:
            environment = {
                **told,
                "DCI_GATEWAY_PORT": str(port),
                "DCI_METRICS_PORT": str(free_port()),
                "DCI_ROLE": "live",
            }
            parent = stack.enter_context(running(["-m", "services.gateway"], environment, port))
            pods[port] = family(parent)[-1]
        yield pods
