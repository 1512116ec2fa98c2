"""Interns who choose, in a process of their own: `python -m tests.load.choosers CONTROL`, JSON lines.

login: people (email, password, amphi_id, numero); pairs: choices and reference requests in turn; race: all
at once.
"""

import asyncio
import json
import sys
import time
from typing import Any
from uuid import uuid4

import aiohttp

LOGINS_AT_ONCE = 4


class Choosers:
    """Their sessions, and what they measure: seconds from request to answer."""

    def __init__(self) -> None:
        self._http = aiohttp.ClientSession(
            cookie_jar=aiohttp.DummyCookieJar(), connector=aiohttp.TCPConnector(limit=0)
        )
        self._cookies: dict[str, str] = {}

    async def login(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Log everybody in."""
        gate = asyncio.Semaphore(LOGINS_AT_ONCE)
        await asyncio.gather(*(self._log_in(asked["gateway"], person, gate) for person in asked["people"]))
        return {"sessions": len(self._cookies)}

    async def _log_in(self, gateway: str, person: dict[str, Any], gate: asyncio.Semaphore) -> None:
        body = {"email": person["email"], "password": person["password"]}
        async with gate, self._http.post(f"{gateway}/api/v1/connexion", json=body) as answer:
            assert answer.status == 200, await answer.text()
            self._cookies[person["email"]] = "; ".join(
                f"{key}={each.value}" for key, each in answer.cookies.items()
            )

    async def choose(self, gateway: str, person: dict[str, Any]) -> float:
        """One choice; refused ones are an error."""
        headers = {"Cookie": self._cookies[person["email"]], "Idempotency-Key": uuid4().hex}
        path = f"{gateway}/api/v1/amphis/{person['amphi_id']}/choix"
        start = time.perf_counter()
        async with self._http.post(path, json={"numero": person["numero"]}, headers=headers) as answer:
            told = await answer.read()
        seconds = time.perf_counter() - start
        assert answer.status in (200, 201), (answer.status, told)
        return seconds

    async def bare(self, url: str) -> float:
        """One request to the reference."""
        start = time.perf_counter()
        async with self._http.post(url, json={"numero": 2901}) as answer:
            told = await answer.read()
        seconds = time.perf_counter() - start
        assert answer.status == 200, told
        return seconds

    async def pairs(self, asked: dict[str, Any]) -> dict[str, Any]:
        """A choice, a reference request, a choice…"""
        ours, theirs = [], []
        for person in asked["people"]:
            await asyncio.sleep(asked.get("pause", 0.0))
            ours.append(await self.choose(asked["gateway"], person))
            if asked.get("bare"):
                await asyncio.sleep(asked.get("pause", 0.0))
                theirs.append(await self.bare(asked["bare"]))
        return {"ours": ours, "bare": theirs}

    async def race(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Every amphi's interns one after the other, all amphis at once."""
        start = time.perf_counter()
        if asked.get("bare"):
            taken: list[Any] = await asyncio.gather(
                *(self._bare_line(asked["bare"], each) for each in asked["lines"])
            )
        else:
            taken = await asyncio.gather(
                *(self._line(asked["gateway"], each, asked.get("pause", 0.0)) for each in asked["lines"])
            )
        seconds = time.perf_counter() - start
        return {"seconds": seconds, "taken": [each for line in taken for each in line]}

    async def _line(
        self, gateway: str, line: list[dict[str, Any]], pause: float
    ) -> list[tuple[float, float]]:
        taken = []
        for person in line:
            asked = time.monotonic()
            taken.append((asked, await self.choose(gateway, person)))
            await asyncio.sleep(pause)
        return taken

    async def _bare_line(self, url: str, line: list[dict[str, Any]]) -> list[float]:
        return [await self.bare(url) for _ in line]

    async def answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Do what is asked."""
        match asked["do"]:
            case "login":
                return await self.login(asked)
            case "pairs":
                return await self.pairs(asked)
            case "race":
                return await self.race(asked)
            case _:
                return {"cpu": time.process_time()}


async def main() -> None:
    """Serve until killed."""
    choosers = Choosers()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                writer.write(json.dumps(await choosers.answer(json.loads(line))).encode() + b"\n")
                await writer.drain()
        finally:
            writer.close()  # whoever asked hears that it failed

    async with await asyncio.start_server(talk, "127.0.0.1", int(sys.argv[1]), limit=1 << 26) as server:
        await server.serve_forever()


asyncio.run(main())
