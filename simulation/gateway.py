"""The gateway as a client calls it: log-in, the live channel, a choice that is sent until it is answered."""

import asyncio
from collections.abc import Callable
from typing import Any, Final
from uuid import uuid4

import aiohttp
import socketio

CONFLICT: Final = 409
REFUSED: Final = frozenset({CONFLICT, 422, 404})
UNAUTHENTICATED: Final = 401
TRIES: Final = 20
PAUSE_SECONDS: Final = 1.0


class Refused(Exception):
    """The gateway answered no, with the reason's code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Gateway:
    """One client of one person: a cookie, a socket."""

    def __init__(self, address: str, email: str, password: str) -> None:
        self._address = address
        self._credentials = {"email": email, "password": password}
        self._http = aiohttp.ClientSession(
            cookie_jar=aiohttp.CookieJar(unsafe=True), timeout=aiohttp.ClientTimeout(total=15)
        )
        self._socket = socketio.AsyncClient(http_session=self._http, reconnection_delay_max=3)

    async def log_in(self) -> None:
        """Log in, as often as it takes."""
        await self._post("/api/v1/connexion", self._credentials, {})

    async def watch(self, on_delta: Callable[[dict[str, Any]], Any], on_connect: Callable[[], Any]) -> None:
        """Open the live channel; it comes back by itself when it is cut."""
        self._socket.on("delta", on_delta)
        self._socket.on("connect", on_connect)
        while True:
            try:
                await self._socket.connect(self._address, transports=["websocket"])
            except socketio.exceptions.ConnectionError:
                await asyncio.sleep(PAUSE_SECONDS)
            else:
                return

    async def join(self, amphi_id: str, seq: int | None, version: int | None) -> dict[str, Any]:
        """Enter the amphi's rooms and get what is missing."""
        asked = {"amphi_id": amphi_id, "seq": seq, "version": version}
        answer: dict[str, Any] = await self._socket.call("join", asked, timeout=15)
        return answer

    async def choose(self, amphi_id: str, numero: int) -> None:
        """Choose; the same key until there is an answer (G-3). Refused says why not."""
        key = {"Idempotency-Key": uuid4().hex}
        await self._post(f"/api/v1/amphis/{amphi_id}/choix", {"numero": numero}, key)

    async def close(self) -> None:
        """Leave."""
        await self._socket.disconnect()
        await self._http.close()

    async def _post(self, path: str, body: dict[str, Any], headers: dict[str, str]) -> None:
        for _ in range(TRIES):
            try:
                async with self._http.post(self._address + path, json=body, headers=headers) as answer:
                    if answer.ok:
                        return
                    told = await answer.json()
                    if answer.status in REFUSED:
                        raise Refused(told["code"])
                    again = answer.status == UNAUTHENTICATED and "Idempotency-Key" in headers
            except (aiohttp.ClientError, TimeoutError):
                again = False
            if again:
                await self.log_in()
            await asyncio.sleep(PAUSE_SECONDS)
        raise Refused("sans_reponse")
