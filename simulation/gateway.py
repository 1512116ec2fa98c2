"""The gateway as a client calls it: log-in, the live channel, commands sent until they are answered."""

import asyncio
import socket as sockets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

import aiohttp
import socketio

UNAUTHENTICATED: Final = 401
NOT_FOUND: Final = 404
SETTLES_NOTHING: Final = frozenset({UNAUTHENTICATED, 408, 425, 429})
"""Below 500, and yet no answer to the command itself."""
TRIES: Final = 20
PAUSE_SECONDS: Final = 1.0
COOKIE: Final = "dci-gateway-session"

Delta = dict[str, Any]


class Refused(Exception):
    """The gateway answered no, with the reason's code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def about_the_post(self) -> bool:
        """No to the post: another post may do."""
        return self.code.startswith(("poste_", "surnombre"))

    @property
    def about_the_moment(self) -> bool:
        """No for now: the amphi stands, or a procuration does (PRC-4)."""
        return self.code in {"amphi_en_pause", "amphi_gele", "procuration_donnee"}


class Unanswered(Exception):
    """No answer came, or one that settles nothing: it may or may not have been done."""


class LoggedOut(Unanswered):
    """The session is over and no log-in opens another; what was sent before may have been done."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """How one logs in: e-mail and password (intern's or mandataire's), or the secret of an open session."""

    email: str = ""
    password: str = ""
    secret: str = ""
    procuration: bool = False

    @property
    def can_log_in(self) -> bool:
        """They are somebody's."""
        return bool(self.email or self.secret)


ANYBODY: Final = Credentials()
"""Nobody in particular: watches without an account."""


class Gateway:
    """One device of one person: a cookie, a socket that comes back by itself."""

    def __init__(self, address: str, credentials: Credentials) -> None:
        self._address = address
        self._credentials = credentials
        self._http = aiohttp.ClientSession(
            cookie_jar=aiohttp.CookieJar(unsafe=True), timeout=aiohttp.ClientTimeout(total=15)
        )
        self._socket = socketio.AsyncClient(http_session=self._http, reconnection=False)
        self._online = asyncio.Event()
        self._online.set()
        self._connecting: asyncio.Task[None] | None = None
        self._closed = False

    async def log_in(self) -> str:
        """Log in, as often as it takes; gives who one is, where the gateway says it (not with a secret)."""
        told = self._credentials
        if told.secret:
            name = f"__Host-{COOKIE}" if self._address.startswith("https:") else COOKIE
            self._http.cookie_jar.update_cookies({name: told.secret})
        if not told.email:
            return ""
        body: dict[str, Any] = {"email": told.email, "password": told.password}
        if told.procuration:
            body |= {"compte": "procuration"}
        return str((await self.ask("/api/v1/connexion", body))["intern_id"])

    async def watch(
        self, on_delta: Callable[[Delta], Awaitable[None]], on_connect: Callable[[], Awaitable[None]]
    ) -> None:
        """Open the live channel; whenever it is cut it is opened again, unless the network is lost."""
        self._socket.on("delta", on_delta)
        self._socket.on("connect", on_connect)
        self._socket.on("disconnect", self._come_back)
        await self._connect()

    async def join(self, amphi_id: str, seq: int | None, version: int | None) -> dict[str, Any]:
        """Enter the amphi's rooms and get what is missing; `Unanswered`."""
        asked = {"amphi_id": amphi_id, "seq": seq, "version": version}
        try:
            answer: dict[str, Any] = await self._socket.call("join", asked, timeout=15)
        except socketio.exceptions.SocketIOError as error:
            raise Unanswered(str(error)) from error
        return answer

    async def post(self, path: str, body: dict[str, Any], key: str = "") -> dict[str, Any]:
        """Send once. `Refused`: an answer, and no; `Unanswered`: nobody knows."""
        await self._online.wait()
        headers = {"Idempotency-Key": key} if key else {}
        try:
            async with self._http.post(self._address + path, json=body, headers=headers) as answer:
                told: dict[str, Any] = await answer.json() if answer.content_type.endswith("json") else {}
                if answer.ok:
                    return told
                if answer.status >= 500 or answer.status in SETTLES_NOTHING:  # noqa: PLR2004  # HTTP's own
                    await self._renewed(answer.status)
                    raise Unanswered(str(told.get("code", answer.status)))
                raise Refused(told["code"])
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Unanswered(type(error).__name__) from error

    async def ask(self, path: str, body: dict[str, Any], key: str = "") -> dict[str, Any]:
        """Send until there is an answer, always under the same key (G-3). `Refused`, `Unanswered`."""
        for _ in range(TRIES):
            with suppress(Unanswered):
                return await self.post(path, body, key)
            await asyncio.sleep(PAUSE_SECONDS)
        raise Unanswered(path)

    async def knows(self, path: str) -> bool:
        """False where there is no such thing, or no longer; where nobody answers it is taken to be there."""
        with suppress(aiohttp.ClientError, TimeoutError):
            async with self._http.get(self._address + path) as answer:
                return answer.status != NOT_FOUND
        return True

    def lose_network(self) -> None:
        """Cut the socket without a word; nothing is sent or comes before the network is back."""
        self._online.clear()
        wire = getattr(self._socket.eio, "ws", None)
        found = wire.get_extra_info("socket") if wire is not None else None
        if found is not None:
            with suppress(OSError):
                found.shutdown(sockets.SHUT_RDWR)

    def find_network(self) -> None:
        """The network is back."""
        self._online.set()

    async def close(self) -> None:
        """Leave."""
        self._closed = True
        if self._connecting is not None:
            self._connecting.cancel()
        await self._socket.disconnect()
        await self._http.close()

    async def _renewed(self, status: int) -> None:
        """A session that ended is opened anew; with a secret there is nothing to open."""
        if status == UNAUTHENTICATED and self._credentials.email:
            try:
                await self.log_in()
            except Refused as no:
                raise LoggedOut(no.code) from no

    async def _come_back(self, *_reason: object) -> None:
        if not self._closed:
            self._connecting = asyncio.create_task(self._connect())

    async def _connect(self) -> None:
        while not self._closed:
            await self._online.wait()
            try:
                await self._socket.connect(self._address, transports=["websocket"])
            except (socketio.exceptions.SocketIOError, ValueError):
                await asyncio.sleep(PAUSE_SECONDS)
            else:
                return
