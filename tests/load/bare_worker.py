"""The reference of PERF-2: a bare `websockets` server that broadcasts a text. Arguments: PORT CONTROL."""

import asyncio
import gc
import json
import sys
import time
from typing import Any

from websockets.asyncio.server import ServerConnection, broadcast, serve

from tests.load.process import resident

here: set[ServerConnection] = set()


async def visit(connection: ServerConnection) -> None:
    """Keep a viewer until it goes."""
    here.add(connection)
    try:
        await connection.wait_closed()
    finally:
        here.discard(connection)


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """Broadcast, or tell the memory."""
    if asked["do"] == "memory":
        gc.collect()
        return {"bytes": resident(), "cpu": time.process_time()}
    cpu, start = time.thread_time(), time.monotonic_ns()
    broadcast(here, asked["text"])
    done = time.monotonic_ns()
    return {"start": start, "seconds": (done - start) / 1e9, "cpu": time.thread_time() - cpu}


async def control(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer JSON lines."""
    while line := await reader.readline():
        writer.write(json.dumps(answer(json.loads(line))).encode() + b"\n")


async def main() -> None:
    """Serve until killed."""
    port, control_port = map(int, sys.argv[1:])
    talk = await asyncio.start_server(control, "127.0.0.1", control_port)
    async with serve(visit, "127.0.0.1", port, compression=None, ping_interval=None, backlog=2048), talk:
        await talk.serve_forever()


asyncio.run(main())
