"""A TCP proxy between two processes, by which their connections are cut and slowed."""

import asyncio
import itertools
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

PIECE = 65_536


@dataclass(slots=True)
class Link:
    """One listening port and where it leads; with several targets, to the next one that answers."""

    name: str
    port: int
    targets: Sequence[int]
    slow: float = 0.0
    """Seconds by which each piece is late, in each direction."""
    closed: bool = False
    """New connections are refused, those there are cut."""
    _open: set[asyncio.StreamWriter] = field(default_factory=set)
    _turn: "itertools.count[int]" = field(default_factory=itertools.count)

    async def listen(self) -> asyncio.Server:
        """Serve from now on."""
        return await asyncio.start_server(self._serve, "127.0.0.1", self.port)

    def cut(self) -> None:
        """Every connection is reset, in the middle of whatever it carries."""
        for writer in tuple(self._open):
            writer.transport.abort()

    def close(self) -> None:
        """Cut, and let nobody through."""
        self.closed = True
        self.cut()

    def heal(self) -> None:
        """As if nothing had been."""
        self.closed, self.slow = False, 0.0

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        onward = None if self.closed else await self._connect()
        if onward is None:
            writer.transport.abort()
            return
        self._open |= {writer, onward[1]}
        try:
            await asyncio.gather(self._carry(reader, onward[1]), self._carry(onward[0], writer))
        except asyncio.CancelledError:  # the run is over
            return
        finally:
            for each in (writer, onward[1]):
                self._open.discard(each)
                each.transport.abort()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        first = next(self._turn)
        for offset in range(len(self.targets)):
            target = self.targets[(first + offset) % len(self.targets)]
            with suppress(OSError, TimeoutError):
                return await asyncio.wait_for(asyncio.open_connection("127.0.0.1", target), 1.0)
        return None

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while piece := await reader.read(PIECE):
                if self.slow:
                    await asyncio.sleep(self.slow)
                writer.write(piece)
                await writer.drain()
            writer.write_eof()
