"""Watchers who come back by themselves, as the page's script does: `python -m tests.load.watchers CONTROL`.

JSON lines: open (ports, amphis, count), storm (cut everybody, wait until all are current again), cpu.
"""

import asyncio
import base64
import json
import os
import random
import sys
import time
from contextlib import suppress
from typing import Any

from tests.load.viewers import PONG, masked

FIRST_DELAY, SPREAD, LONGEST_DELAY = 0.5, 0.6, 8.0
"""As the page's socket.io-client: reconnectionDelay, randomizationFactor, reconnectionDelayMax."""


class Watcher:
    """One page that follows an amphi."""

    def __init__(self, port: int, amphi_id: str) -> None:
        self._port = port
        self._amphi_id = amphi_id
        self._last: dict[str, int] = {}
        self._writer: asyncio.StreamWriter | None = None
        self._tries = 0
        self.current = asyncio.Event()

    async def live(self) -> None:
        """Connect, follow, and come back, for ever."""
        while True:
            with suppress(OSError, EOFError, asyncio.IncompleteReadError):
                await self._follow()
            self.current.clear()
            delay = min(FIRST_DELAY * 2**self._tries, LONGEST_DELAY)
            self._tries += 1
            await asyncio.sleep(delay * random.uniform(1 - SPREAD, 1 + SPREAD))  # noqa: S311

    def cut(self) -> None:
        """The network is gone, without a word."""
        self.current.clear()
        self._tries = 0
        if self._writer is not None:
            self._writer.transport.abort()

    async def _follow(self) -> None:
        reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            key = base64.b64encode(os.urandom(16)).decode()
            self._writer.write(
                f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                f"Upgrade: websocket\r\nConnection: Upgrade\r\n"
                f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
            )
            head = await reader.readuntil(b"\r\n\r\n")
            if b" 101 " not in head:
                raise EOFError
            await self._until(reader, b"0")
            self._writer.write(masked("40"))
            await self._until(reader, b"40")
            self._writer.write(
                masked("420" + json.dumps(["join", {"amphi_id": self._amphi_id, **self._last}]))
            )
            self._learn(json.loads((await self._until(reader, b"430"))[3:])[0])
            self.current.set()
            while True:
                frame = await self._frame(reader)
                if frame.startswith(b'42["delta"'):
                    self._hear(frame)
        finally:
            self._writer.close()

    def _learn(self, answer: dict[str, Any]) -> None:
        for board, name in (("amphi", "seq"), ("offre", "version")):
            told = answer[board]
            if "snapshot" in told:
                self._last[name] = told["snapshot"]["number"]
            elif told["deltas"]:
                self._last[name] = told["deltas"][-1]["number"]

    def _hear(self, frame: bytes) -> None:
        name = "seq" if b'"board":"amphi"' in frame[:40] else "version"
        self._last[name] = int(frame.partition(b'"number":')[2].partition(b",")[0])

    async def _until(self, reader: asyncio.StreamReader, start: bytes) -> bytes:
        while True:
            frame = await self._frame(reader)
            if frame.startswith(start):
                return frame

    async def _frame(self, reader: asyncio.StreamReader) -> bytes:
        while True:
            first, length = await reader.readexactly(2)
            if length == 126:
                length = int.from_bytes(await reader.readexactly(2), "big")
            elif length == 127:
                length = int.from_bytes(await reader.readexactly(8), "big")
            content = await reader.readexactly(length)
            if first == 0x88:
                raise EOFError
            if content != b"2":
                return content
            self._writer.write(PONG)  # type: ignore[union-attr]


class Watchers:
    """All of them."""

    def __init__(self) -> None:
        self._all: list[Watcher] = []
        self._tasks: list[asyncio.Task[None]] = []

    async def answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Do what is asked."""
        match asked["do"]:
            case "open":
                for number in range(asked["count"]):
                    port = asked["ports"][number % len(asked["ports"])]
                    watcher = Watcher(port, asked["amphis"][number % len(asked["amphis"])])
                    self._all.append(watcher)
                    self._tasks.append(asyncio.create_task(watcher.live()))
                    await asyncio.sleep(0.005)
                await asyncio.gather(*(watcher.current.wait() for watcher in self._all))
                return {"watching": len(self._all)}
            case "storm":
                start = time.monotonic()
                for watcher in self._all:
                    watcher.cut()
                back = await asyncio.gather(*(self._back(watcher) for watcher in self._all))
                return {"start": start, "end": time.monotonic(), "back": [each - start for each in back]}
            case _:
                return {
                    "cpu": time.process_time(),
                    "current": sum(each.current.is_set() for each in self._all),
                }

    async def _back(self, watcher: Watcher) -> float:
        await watcher.current.wait()
        return time.monotonic()


async def main() -> None:
    """Serve until killed."""
    watchers = Watchers()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                writer.write(json.dumps(await watchers.answer(json.loads(line))).encode() + b"\n")
                await writer.drain()
        finally:
            writer.close()  # whoever asked hears that it failed

    async with await asyncio.start_server(talk, "127.0.0.1", int(sys.argv[1]), limit=1 << 26) as server:
        await server.serve_forever()


asyncio.run(main())
