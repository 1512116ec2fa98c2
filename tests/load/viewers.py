"""Viewers: thousands of raw WebSockets in one process and one epoll, which notes when the last has a frame.

`python -m tests.load.viewers CONTROL`. JSON lines: open, await (frames for everybody), stall, resume, close,
cpu.
"""

import base64
import json
import os
import select
import socket
import struct
import sys
import time
from typing import Any

TEXT, CLOSE = 0x81, 0x88
IDLE_SECONDS = 0.2


def masked(text: str) -> bytes:
    """A client's frame."""
    content, key = text.encode(), os.urandom(4)
    body = bytes(each ^ key[at % 4] for at, each in enumerate(content))
    if len(content) < 126:
        return bytes([0x81, 0x80 | len(content)]) + key + body
    return bytes([0x81, 0xFE]) + struct.pack("!H", len(content)) + key + body


PONG = masked("3")


class Viewer:
    """One connection: what it got, in whole frames and bytes not yet a frame."""

    __slots__ = ("frames", "partial", "sock", "stalled", "wrong")

    def __init__(self, port: int, *, small: bool) -> None:
        self.sock = socket.socket()
        if small:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.sock.connect(("127.0.0.1", port))
        self.frames = 0
        self.partial = b""
        self.stalled = self.wrong = False

    def greet(self, path: str) -> None:
        """Ask for a WebSocket."""
        key = base64.b64encode(os.urandom(16)).decode()
        self.sock.sendall(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"User-Agent: Mozilla/5.0 (bench)\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        self.until(b"\r\n\r\n")

    def until(self, mark: bytes) -> None:
        """Read past a mark, blocking."""
        while mark not in self.partial:
            data = self.sock.recv(65536)
            if not data:
                raise EOFError(self.partial)
            self.partial += data
        self.partial = self.partial.partition(mark)[2]

    def text(self) -> str:
        """Read one frame, blocking."""
        while True:
            frames = self.take(b"")
            if frames:
                return frames[0]
            data = self.sock.recv(65536)
            if not data:
                raise EOFError
            self.partial += data

    def take(self, data: bytes, *, most: int = 1) -> list[str]:
        """Whole frames of what came; Engine.IO's pings are answered and left out."""
        self.partial += data
        found: list[str] = []
        while len(found) < most and (span := _frame(self.partial)):
            head, end = span
            first, content = self.partial[0], self.partial[head:end]
            self.wrong = self.wrong or first not in (TEXT, CLOSE)
            self.partial = self.partial[end:]
            if content == b"2":
                self.sock.send(PONG)
            elif first != CLOSE:
                found.append(content.decode())
        return found


def _frame(data: bytes) -> tuple[int, int] | None:
    if len(data) < 2:
        return None
    head, length = 2, data[1] & 0x7F
    if length == 126:
        head = 4
        length = int.from_bytes(data[2:4], "big") if len(data) >= 4 else 1 << 60
    elif length == 127:
        head = 10
        length = int.from_bytes(data[2:10], "big") if len(data) >= 10 else 1 << 60
    return (head, head + length) if len(data) >= head + length else None


class Crowd:
    """All viewers of one server."""

    def __init__(self, port: int, join: dict[str, Any] | None) -> None:
        self._port = port
        self._join = join
        self.viewers: dict[int, Viewer] = {}
        self.epoll = select.epoll()

    def open(self, *, small: bool) -> None:
        """One more."""
        viewer = Viewer(self._port, small=small)
        if self._join is None:
            viewer.greet("/")
        else:
            viewer.greet("/socket.io/?EIO=4&transport=websocket")
            viewer.text()
            viewer.sock.sendall(masked("40"))
            viewer.text()
            viewer.sock.sendall(masked("420" + json.dumps(["join", self._join])))
            while not viewer.text().startswith("430"):
                pass
        viewer.sock.setblocking(False)
        self.viewers[viewer.sock.fileno()] = viewer
        self.epoll.register(viewer.sock, select.EPOLLIN)

    def stall(self, share: float) -> int:
        """This share reads no more."""
        chosen = [viewer for viewer in self.viewers.values() if not viewer.stalled]
        chosen = chosen[: int(len(self.viewers) * share)]
        for viewer in chosen:
            viewer.stalled = True
            self.epoll.unregister(viewer.sock)
        return len(chosen)

    def resume(self) -> dict[str, int]:
        """Those who stalled read to the end: whole frames, broken streams, ended connections."""
        found = {"whole": 0, "broken": 0, "ended": 0}
        for viewer in self.viewers.values():
            if viewer.stalled:
                viewer.sock.settimeout(0.5)
                self._drain(viewer, found)
        return found

    def _drain(self, viewer: Viewer, found: dict[str, int]) -> None:
        try:
            while data := viewer.sock.recv(1 << 20):
                for text in viewer.take(data, most=1 << 30):
                    found["whole"] += 1
                    found["broken"] += not _is_whole(text)
            found["ended"] += 1
        except TimeoutError:
            found["broken"] += bool(viewer.partial)
        except OSError:
            found["ended"] += 1
        found["broken"] += viewer.wrong

    def until_all(self, frames: int, seconds: float) -> dict[str, Any]:
        """Wait until everybody who reads has so many frames more; when the first and the last had."""
        waiting = {fd: frames for fd, viewer in self.viewers.items() if not viewer.stalled}
        first = last = 0
        end = time.monotonic() + seconds
        while waiting and time.monotonic() < end:
            for fd, _ in self.epoll.poll(1.0, 1024):
                count = self._read(fd)
                if not count or fd not in waiting:
                    continue
                last = time.monotonic_ns()
                first = first or last
                waiting[fd] -= count
                if waiting[fd] <= 0:
                    del waiting[fd]
        return {"first": first, "last": last, "missing": len(waiting)}

    def _read(self, fd: int) -> int:
        viewer = self.viewers[fd]
        try:
            data = viewer.sock.recv(65536)
        except BlockingIOError:
            return 0
        except OSError:
            data = b""
        if not data:
            self.epoll.unregister(fd)
            return 0
        if (
            not viewer.partial
            and len(data) > 126
            and data[1] == 126
            and data[2] << 8 | data[3] == len(data) - 4
        ):
            return 1
        return len(viewer.take(data, most=1 << 30))

    def idle(self) -> None:
        """Answer pings, while nothing else is to be done."""
        for fd, _ in self.epoll.poll(0, 8192):
            self._read(fd)

    def close(self) -> None:
        """All gone."""
        for viewer in self.viewers.values():
            viewer.sock.close()
        self.viewers.clear()
        self.epoll.close()


def _is_whole(text: str) -> bool:
    try:
        return json.loads(text[2:])[0] in ("delta", "presence") if text.startswith("42") else True
    except ValueError:
        return False


def serve(control: int) -> None:
    """Do what is asked."""
    crowds: dict[str, Crowd] = {}
    with socket.create_server(("127.0.0.1", control)) as server:
        connection, _ = server.accept()
        file = connection.makefile("rw")
        while True:
            while not select.select([connection], [], [], IDLE_SECONDS)[0]:
                _idle(crowds)
            line = file.readline()
            if not line:
                return
            file.write(json.dumps(_do(crowds, json.loads(line), file)) + "\n")
            file.flush()


def _idle(crowds: dict[str, Crowd]) -> None:
    for crowd in crowds.values():
        crowd.idle()


def _do(crowds: dict[str, Crowd], asked: dict[str, Any], file: Any) -> dict[str, Any]:
    name = asked.get("crowd", "")
    match asked["do"]:
        case "open":
            crowd = crowds.setdefault(name, Crowd(asked["port"], asked.get("join")))
            for _ in range(asked["count"]):
                crowd.open(small=asked.get("small", False))
                _idle(crowds)
            return {"open": len(crowd.viewers)}
        case "await":
            file.write(json.dumps({"ready": True}) + "\n")
            file.flush()
            return crowds[name].until_all(asked.get("frames", 1), asked.get("seconds", 30))
        case "stall":
            return {"stalled": crowds[name].stall(asked["share"])}
        case "resume":
            return crowds[name].resume()
        case "close":
            crowds.pop(name).close()
            return {}
        case _:
            return {"cpu": time.process_time()}


if __name__ == "__main__":
    serve(int(sys.argv[1]))
