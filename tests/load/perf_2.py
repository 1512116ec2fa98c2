"""PERF-2: emit → last of 500, 2,000, 5,000 viewers, one gateway, beside a bare `websockets` broadcast."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from chassis.web.serving import CONFIGURATION
from services.gateway.tests.dev.campaign import AMPHI
from tests.load.process import GENERATOR_CORE, SERVER_CORE, Driven, free_port
from tests.load.report import Report, percentile

CROWDS = (500, 2_000, 5_000)
ROUNDS = 200
SETTLE = 50
"""Connections opened before memory is looked at, so that what the first ones bring does not count."""
SLOW_SHARE = 0.01
PARTS = 40
FILLS = 100
"""Messages of 60 KiB, more than anything holds for those who do not read."""


def main(report: Report, *, crowds: tuple[int, ...] = CROWDS, rounds: int = ROUNDS) -> None:
    """Measure each size; slow viewers at the middle one."""
    for count in crowds:
        with _both() as (gateway, bare, viewers, ports):
            _memory(report, count, gateway, bare, viewers, ports)
            _times(report, f"{count} spectateurs", rounds, gateway, bare, viewers)
            _split(report, count, gateway, viewers)
            if count == crowds[len(crowds) // 2]:
                _slow(report, rounds, gateway, viewers)


@contextmanager
def _both() -> Iterator[tuple[Driven, Driven, Driven, dict[str, int]]]:
    ports = {"gateway": free_port(), "bare": free_port()}
    controls = [free_port() for _ in range(3)]
    gunicorn = ["--config", str(CONFIGURATION), "--bind", f"127.0.0.1:{ports['gateway']}"]
    environment = {"DCI_PORT": str(ports["gateway"]), "DCI_CONTROL": str(controls[0])}
    with (
        Driven(
            ["-m", "gunicorn", *gunicorn, "tests.load.live_worker:application()"],
            controls[0],
            SERVER_CORE,
            environment,
        ) as gateway,
        Driven(
            ["-m", "tests.load.bare_worker", str(ports["bare"]), str(controls[1])],
            controls[1],
            SERVER_CORE,
            {},
        ) as bare,
        Driven(["-m", "tests.load.viewers", str(controls[2])], controls[2], GENERATOR_CORE, {}) as viewers,
    ):
        yield gateway, bare, viewers, ports


def _memory(
    report: Report, count: int, gateway: Driven, bare: Driven, viewers: Driven, ports: dict[str, int]
) -> None:
    found = {}
    for name, server, join in (("gateway", gateway, {"amphi_id": AMPHI}), ("bare", bare, None)):
        viewers.ask(do="open", crowd=name, port=ports[name], count=SETTLE, join=join)
        before = server.ask(do="memory")["bytes"]
        viewers.ask(do="open", crowd=name, port=ports[name], count=count - SETTLE, join=join)
        found[name] = (server.ask(do="memory")["bytes"] - before) / (count - SETTLE) / 1024
    report.compare(f"{count} spectateurs, mémoire d’une connexion", found["gateway"], found["bare"], "Kio", 1)


def _times(report: Report, what: str, rounds: int, gateway: Driven, bare: Driven, viewers: Driven) -> None:
    taken: dict[str, list[float]] = {"gateway": [], "bare": []}
    cpu: dict[str, list[float]] = {"gateway": [], "bare": []}
    text = _once("gateway", gateway, viewers, "")[2]
    generator = viewers.ask(do="cpu")["cpu"]
    for number in range(rounds + 5):
        order = [("gateway", gateway), ("bare", bare)]
        for name, server in order if number % 2 else reversed(order):
            seconds, used, said = _once(name, server, viewers, text)
            text = said or text
            if number >= 5:
                taken[name].append(seconds * 1000)
                cpu[name].append(used * 1e6)
    generator = viewers.ask(do="cpu")["cpu"] - generator
    for share, label in ((0.5, "p50"), (0.99, "p99")):
        ours, theirs = (percentile(taken[name], share) for name in ("gateway", "bare"))
        report.compare(f"{what}, {label}", ours, theirs, "ms", 1)
    ours, theirs = (percentile(cpu[name], 0.5) for name in ("gateway", "bare"))
    report.compare(f"{what}, processeur d’un envoi", ours, theirs, "µs", 1)
    report.say(
        f"    {len(text)} octets, {rounds} tours alternés ; générateur : {generator:.1f} s de processeur"
    )


def _once(name: str, server: Driven, viewers: Driven, text: str) -> tuple[float, float, str]:
    viewers.ask(do="await", crowd=name)
    said = server.ask(do="emit", text=text)
    heard = viewers.hear()
    assert not heard["missing"], heard
    return (heard["last"] - said["start"]) / 1e9, said["cpu"], said.get("text", "")


def _split(report: Report, count: int, gateway: Driven, viewers: Driven) -> None:
    """Where the time of a broadcast goes, as a list that adds up."""
    parts: dict[str, list[float]] = {"send": [], "way": [], "whole": [], "last": []}
    text = ""
    for _ in range(PARTS):
        viewers.ask(do="await", crowd="gateway")
        said = gateway.ask(do="emit")
        heard = viewers.hear()
        text = said["text"]
        parts["whole"].append(said["seconds"])
        parts["last"].append((heard["last"] - said["start"]) / 1e9)
        viewers.ask(do="await", crowd="gateway")
        for name, seconds in gateway.ask(do="split", text=text).items():
            parts[name].append(seconds)
        viewers.hear()
    middle = {name: percentile(values, 0.5) * 1000 for name, values in parts.items()}
    before = middle["whole"] - middle["send"] - middle["way"]
    told = {
        "envois au noyau": middle["send"],
        "chemin jusqu’à eux (salle, socket, file)": middle["way"],
        "événement appliqué, JSON, trame, attente du processeur": before,
        "du dernier envoi à sa lecture": middle["last"] - middle["whole"],
    }
    total = " + ".join(f"{name} {each:.1f}" for name, each in told.items())
    report.say(f"    {count} spectateurs, {middle['last']:.1f} ms = {total}")


def _slow(report: Report, rounds: int, gateway: Driven, viewers: Driven) -> None:
    """One in a hundred stops reading, with small buffers, for longer than anything holds for it."""
    quick = [_once("gateway", gateway, viewers, "")[0] * 1000 for _ in range(rounds)]
    stalled = viewers.ask(do="stall", crowd="gateway", share=SLOW_SHARE)["stalled"]
    slow = [_once("gateway", gateway, viewers, "")[0] * 1000 for _ in range(rounds)]
    for share, label in ((0.5, "p50"), (0.99, "p99")):
        what = f"les autres, {stalled} spectateurs ne lisant plus, {label}"
        report.compare(what, percentile(slow, share), percentile(quick, share), "ms", 1.1)
    for _ in range(FILLS):
        viewers.ask(do="await", crowd="gateway")
        gateway.ask(do="fill")
        assert not viewers.hear()["missing"]
    found: dict[str, Any] = viewers.ask(do="resume", crowd="gateway")
    told = (
        f"{found['whole']} messages entiers, {found['broken']} corrompus, {found['ended']} connexions coupées"
    )
    report.check("les lents lisent ensuite", told, met=not found["broken"] and found["ended"] == stalled)
