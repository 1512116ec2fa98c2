"""Sockets in a real gunicorn worker: four defects of the stock parts, the protocol, the real client."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from chassis.live.tests.raw_client import RawClient, frame
from chassis.web.serving import CONFIGURATION

ROOT = Path(__file__).resolve().parents[3]
MEGABYTE = 1_000_000


def free_port() -> int:
    """A port that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    """Whether somebody does."""
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@dataclass(frozen=True)
class Worker:
    """The running service."""

    process: subprocess.Popen[bytes]
    port: int

    @property
    def address(self) -> str:
        """Its root."""
        return f"http://127.0.0.1:{self.port}"

    def say(self, room: str, **what: int) -> float:
        """Send to a room; how many seconds that took in the worker."""
        found = requests.post(f"{self.address}/say/{room}", params=what, timeout=30)
        return float(found.json()["seconds"])

    def state(self) -> dict[str, Any]:
        """What it knows."""
        found: dict[str, Any] = requests.get(f"{self.address}/state", timeout=10).json()
        return found

    def holds(self, client: RawClient) -> bool:
        """Whether it still has this one's socket: what others left is nobody's business."""
        return client.hello["sid"] in self.state()["sockets"]

    def fast_in(self, room: str) -> list[bool]:
        """Who is in a room: whether by a fast socket."""
        now = self.state()
        return [now["sockets"][sid] for sid in now["rooms"].get(room, []) if sid in now["sockets"]]

    def until(self, condition: Callable[[], bool], seconds: float = 10) -> None:
        """Wait until it is so."""
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, self.state()
            time.sleep(0.05)

    def memory(self) -> int:
        """Bytes that the worker holds."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return int(Path(f"/proc/{children[0]}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def start(folder: Path) -> Worker:
    """Start one as a live service does."""
    port, metrics = free_port(), free_port()
    arguments = ["--config", str(CONFIGURATION), "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *arguments, "chassis.live.tests.live_app:application()"],
        cwd=ROOT,
        env={**os.environ, "DCI_METRICS_PORT": str(metrics)},
        stdout=subprocess.DEVNULL,
        stderr=(folder / "log").open("wb"),
    )
    worker = Worker(process, port)
    end = time.monotonic() + 30
    while not listens(port):
        assert process.poll() is None, (folder / "log").read_text()
        assert time.monotonic() < end, (folder / "log").read_text()
        time.sleep(0.1)
    worker.state()
    return worker


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the service's log goes."""
    return tmp_path_factory.mktemp("live")


@pytest.fixture(scope="module")
def worker(folder: Path) -> Iterator[Worker]:
    """One service for all that do not stop it."""
    started = start(folder)
    yield started
    started.process.kill()
    started.process.wait()


@pytest.fixture(autouse=True)
def _nothing_broke(folder: Path) -> Iterator[None]:
    yield
    RawClient.close_all()
    assert "Traceback" not in (folder / "log").read_text()


@pytest.mark.rule("PERF-2")
def test_a_client_that_pauses_reads_everything_in_order_and_whole(worker: Worker) -> None:
    """Stock part: simple-websocket ignores how much the kernel took."""
    client = RawClient(worker.port)
    client.enter("pause")

    worker.say("pause", size=5 * MEGABYTE)
    worker.say("pause", times=50, size=2000)
    time.sleep(1.5)

    assert client.event() == {"number": 0, "filler": "x" * (5 * MEGABYTE)}
    assert [client.event() for _ in range(50)] == [{"number": at, "filler": "x" * 2000} for at in range(50)]


@pytest.mark.rule("PERF-2")
def test_a_client_that_reads_no_more_is_dropped_and_costs_little(worker: Worker) -> None:
    """Stock part: its queue grows without limit."""
    stalled, reading = RawClient(worker.port, small=True), RawClient(worker.port)
    stalled.enter("stall")
    reading.enter("stall")
    held = worker.memory()

    for _ in range(60):
        worker.say("stall", size=MEGABYTE)
        reading.event()

    assert worker.memory() - held < 20 * MEGABYTE  # sixty were sent
    worker.until(lambda: not worker.holds(stalled))
    assert worker.holds(reading)
    assert stalled.closed() is None


@pytest.mark.rule("PERF-2")
def test_compression_is_refused(worker: Worker) -> None:
    client = RawClient(worker.port, headers={"Sec-WebSocket-Extensions": "permessage-deflate"})

    assert client.answer.startswith("HTTP/1.1 101")
    assert "extensions" not in client.answer.lower()


@pytest.mark.rule("IFC-5")
def test_a_stop_waits_for_no_socket(tmp_path: Path) -> None:
    """Stock part: open sockets take the whole graceful timeout. The clients are told."""
    stopping = start(tmp_path)
    clients = [RawClient(stopping.port) for _ in range(20)]
    for client in clients:
        client.enter("stop")

    asked = time.monotonic()
    stopping.process.send_signal(signal.SIGTERM)
    codes = [client.closed() for client in clients]
    told = time.monotonic() - asked
    stopping.process.wait(timeout=10)

    assert codes == [1000] * 20
    assert told < 2
    assert time.monotonic() - asked < 4


@pytest.mark.rule("PERF-2")
def test_sockets_are_fast_and_leave_nothing_behind(worker: Worker) -> None:
    clients = [RawClient(worker.port) for _ in range(5)]
    for client in clients:
        client.enter("count")
    during = worker.fast_in("count")

    for client in clients:
        client.close()

    assert during == [True] * 5
    worker.until(lambda: not any(worker.holds(client) for client in clients))
    worker.until(lambda: "count" not in worker.state()["rooms"])


@pytest.mark.rule("LIV-3")
def test_who_answers_no_ping_is_gone_and_who_does_stays(worker: Worker) -> None:
    silent, talking = RawClient(worker.port), RawClient(worker.port)
    silent.enter("pings")
    talking.enter("pings")

    def silent_is_gone() -> bool:
        talking.send('423["echo",1]')
        assert talking.text() == "433[1]"
        return not worker.holds(silent)

    worker.until(silent_is_gone, seconds=12)
    assert worker.holds(talking)
    assert silent.closed() == 1000
    talking.send('424["echo",2]')
    assert talking.text() == "434[2]"


@pytest.mark.rule("SEC-6")
@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (frame(b"4\xff\xfe"), 1007),
        (frame(b"4" * 9000), 1009),
        (frame(b"4" * 5000, last=False) + frame(b"4" * 5000, "continuation"), 1009),
        (frame(b"40", masked=False), 1002),
        (frame(b"40", "continuation"), 1002),
        (frame(b"x" * 200, "ping"), 1002),
        (frame(b"\x03\xe9", "close"), 1001),
        (frame(b"", "close"), 1005),
        (b"\xff" + frame(b"40")[1:], 1002),
    ],
    ids=[
        "not UTF-8",
        "too long",
        "too long in pieces",
        "not masked",
        "a piece of nothing",
        "a long ping",
        "going away",
        "closed without a word",
        "unknown opcode",
    ],
)
def test_what_is_not_websocket_ends_the_socket_with_the_reason(
    worker: Worker, sent: bytes, code: int
) -> None:
    client = RawClient(worker.port)
    client.sock.sendall(sent)

    assert client.closed() == code


@pytest.mark.rule("SEC-6")
@pytest.mark.parametrize("packet", ["x", "", "9", "4", "44", "42[", '4299999999999["join"', "451-[]"])
def test_what_is_not_a_packet_ends_at_most_its_own_socket(worker: Worker, packet: str) -> None:
    other = RawClient(worker.port)
    other.enter("others")
    client = RawClient(worker.port)
    client.send("40")
    client.send(packet)
    client.send("1")

    client.closed()
    worker.say("others")
    assert other.event()["number"] == 0


@pytest.mark.rule("SEC-6")
@pytest.mark.parametrize(
    "headers",
    [{"Sec-WebSocket-Key": ""}, {"Sec-WebSocket-Version": "12"}, {"Upgrade": "h2c"}, {"Connection": "close"}],
)
def test_a_request_that_is_not_for_a_websocket_is_refused(worker: Worker, headers: dict[str, str]) -> None:
    before = worker.state()["sockets"].keys()

    assert RawClient(worker.port, headers=headers).answer.startswith("HTTP/1.1 4")
    worker.until(lambda: worker.state()["sockets"].keys() <= before)


def test_frames_in_pieces_are_put_together(worker: Worker) -> None:
    client = RawClient(worker.port)
    client.enter("pieces")
    said = '422["echo","né à Évry"]'.encode()
    sent = b"".join(
        [frame(said[:13], last=False), frame(b"?", "ping"), frame(said[13:18], "continuation", last=False),
         frame(said[18:], "continuation")]
    )  # fmt: skip

    for at in range(len(sent)):
        client.sock.sendall(sent[at : at + 1])

    assert client.read() == (10, b"?")
    assert client.text() == r'432["n\u00e9 \u00e0 \u00c9vry"]'


@pytest.mark.rule("SEC-4")
def test_a_client_whose_answers_are_slow_holds_up_nobody_else(worker: Worker) -> None:
    slow, other = RawClient(worker.port), RawClient(worker.port)
    slow.enter("slow")
    other.enter("slow")
    start_at = time.monotonic()
    for number in range(40):
        slow.send(f'42{number}["slow",0.02]')

    other.send('429["echo","quick"]')
    assert other.text() == '439["quick"]'
    assert time.monotonic() - start_at < 0.5

    assert [slow.text() for _ in range(40)] == [f'43{number}[{{"slept":0.02}}]' for number in range(40)]


@dataclass
class RealClient:
    """socket.io-client in Node, in a room of its own."""

    process: subprocess.Popen[bytes]
    room: str

    def says(self, seconds: float = 10) -> Any:
        """Its next line."""
        output = self.process.stdout
        assert output is not None
        assert select.select([output], [], [], seconds)[0], "nothing said"
        return json.loads(output.readline())


@pytest.fixture
def real_client(worker: Worker, request: pytest.FixtureRequest) -> Iterator[RealClient]:
    """One that joins a room by these transports."""
    room = f"real {request.param}"
    script = Path(__file__).with_name("js") / "real_client.mjs"
    process = subprocess.Popen(
        ["node", str(script), worker.address, request.param, room], stdout=subprocess.PIPE, bufsize=0
    )
    yield RealClient(process, room)
    process.kill()
    process.wait()


def joined(client: RealClient, transport: str) -> dict[str, Any]:
    """What it says first."""
    said = {"joined": {"joined": client.room}, "echo": "Éléonore « 🩺 »", "long": 5000}
    return said | {"transport": transport}


@pytest.mark.rule("LIV-1")
@pytest.mark.parametrize("real_client", ["websocket"], indirect=True)
def test_the_real_client_joins_hears_and_lasts_over_websocket(
    worker: Worker, real_client: RealClient
) -> None:
    assert real_client.says() == joined(real_client, "websocket")
    for size in (0, 200, 70_000, 3 * MEGABYTE):
        worker.say(real_client.room, size=size)
        assert real_client.says() == {"number": 0, "length": size}


@pytest.mark.rule("LIV-1")
@pytest.mark.parametrize("real_client", ["polling,websocket"], indirect=True)
def test_the_real_client_upgrades_from_polling_without_losing_anything(
    worker: Worker, real_client: RealClient
) -> None:
    said = [real_client.says(), real_client.says()]

    assert {"upgraded": "websocket"} in said
    worker.until(lambda: worker.fast_in(real_client.room) == [True])
    worker.say(real_client.room, times=30, size=20)
    assert [real_client.says()["number"] for _ in range(30)] == list(range(30))


@pytest.mark.rule("LIV-1")
@pytest.mark.parametrize("real_client", ["polling"], indirect=True)
def test_the_real_client_may_poll(worker: Worker, real_client: RealClient) -> None:
    assert real_client.says() == joined(real_client, "polling")
    worker.say(real_client.room, times=3, size=20)
    assert [real_client.says()["number"] for _ in range(3)] == [0, 1, 2]
