"""An amphi as the gateway shows it, in memory and by hand: what simulated interns are tested against."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import time
from typing import Any

import socketio
from aiohttp import web

AMPHI = "a0000000-0000-0000-0000-000000000001"
ME = 2


def _poste(numero: int, *, des: str = "31", pourvu: bool = False) -> dict[str, Any]:
    return {"numero": numero, "des": des, "regimes": ["socle"], "reserve": True, "pourvu": pourvu}


@dataclass
class Room:
    """One amphi, whose second rank is simulated."""

    postes: dict[str, dict[str, Any]] = field(
        default_factory=lambda: {
            "1": _poste(1, pourvu=True),
            "2": _poste(2, des="99"),
            "3": _poste(3),
            "4": _poste(4),
        }
    )
    etat: str = "en_attente"
    turn: dict[str, Any] = field(default_factory=lambda: {"turn_id": None, "rang": None, "fin_a": None})
    number: int = 1
    requests: list[tuple[str, str, int]] = field(default_factory=list)
    """(cookie, key, numero) of each choice that arrived."""
    answers: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    log_ins: list[dict[str, Any]] = field(default_factory=list)
    returns: int = 0
    sockets: dict[str, str] = field(default_factory=dict)
    forgotten: bool = False
    without_offer: int = 0
    """So many joins find postes away."""
    procuration: bool = False
    ended: bool = False
    """Every session is, and nobody gets another."""
    deaf: int = 0
    """So many choices are done, and not answered."""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    server: socketio.AsyncServer = field(default_factory=lambda: socketio.AsyncServer(async_mode="aiohttp"))

    async def announce(self, seconds: float = 30.0, turn_id: str = "tour-1") -> None:
        self.etat = "tour"
        self.turn = {"turn_id": turn_id, "rang": ME, "fin_a": (time() + seconds) * 1000, "reste_ms": None}
        await self._tell()

    async def miss(self, etat: str = "absent") -> None:
        self.etat, self.turn = etat, {"turn_id": None, "rang": None, "fin_a": None}
        await self._tell()

    def present(self) -> bool:
        """Somebody who logged in has a socket."""
        return any(cookie for cookie in self.sockets.values())

    def application(self) -> web.Application:
        application = web.Application()
        self.server.attach(application)
        self.server.on("connect", self._connected)
        self.server.on("disconnect", self._disconnected)
        self.server.on("join", self._joined)
        application.router.add_get(f"/api/v1/amphis/{AMPHI}", self._known)
        application.router.add_post("/api/v1/connexion", self._log_in)
        application.router.add_post(f"/api/v1/amphis/{AMPHI}/choix", self._choose)
        application.router.add_post(f"/api/v1/amphis/{AMPHI}/retour", self._return)
        return application

    async def _connected(self, sid: str, environ: dict[str, Any]) -> None:
        cookie = environ["aiohttp.request"].cookies.get("dci-gateway-session", "")
        self.sockets[sid] = cookie

    async def _disconnected(self, sid: str, *_reason: object) -> None:
        self.sockets.pop(sid, None)

    async def _joined(self, _sid: str, _asked: object) -> dict[str, Any]:
        passages = {
            "1": {"etat": "a_choisi", "numero": 1, "des": "31"},
            str(ME): {"etat": self.etat, "numero": None, "des": "31"},
        }
        state = {
            "amphi": {"etat": "en_cours", "regimes": ["socle"]},
            "tour": self.turn,
            "passages": passages,
        }
        offer = {"snapshot": {"number": 1, "state": {"postes": self.postes}}}
        away, self.without_offer = self.without_offer > 0, self.without_offer - 1
        return {
            "now": time() * 1000,
            "amphi": {"snapshot": {"number": self.number, "state": state}},
            "offre": None if away else offer,
        }

    async def _known(self, _request: web.Request) -> web.Response:
        return web.json_response({}, status=404 if self.forgotten else 200)

    async def _log_in(self, request: web.Request) -> web.Response:
        told = await request.json()
        if told.keys() - {"email", "password", "compte"}:
            return web.json_response({"code": "valeurs_refusees"}, status=422)
        if self.ended:
            return web.json_response({"code": "identifiants_faux"}, status=403)
        self.log_ins.append(told)
        answer = web.json_response({"intern_id": f"intern-{len(self.log_ins)}", "nom": ""})
        answer.set_cookie("dci-gateway-session", f"cookie-{len(self.log_ins)}")
        return answer

    async def _choose(self, request: web.Request) -> web.Response:
        key, numero = request.headers["Idempotency-Key"], (await request.json())["numero"]
        if self.ended:
            return web.json_response({"code": "session_expiree"}, status=401)
        self.requests.append((request.cookies["dci-gateway-session"], key, numero))
        async with self.lock:
            if key not in self.answers:
                self.answers[key] = await self._judge(numero)
        if self.deaf:
            self.deaf -= 1
            await asyncio.sleep(60)
        status, told = self.answers[key]
        return web.json_response(told, status=status)

    async def _judge(self, numero: int) -> tuple[int, dict[str, Any]]:
        if self.turn["rang"] != ME or time() * 1000 > self.turn["fin_a"] + 1000:
            return 409, {"code": "pas_votre_tour"}
        if self.procuration:
            return 409, {"code": "procuration_donnee"}
        if self.postes[str(numero)]["pourvu"]:
            return 409, {"code": "poste_pourvu"}
        if self.postes[str(numero)]["des"] != "31":
            return 409, {"code": "poste_reserve"}
        await self.miss("a_choisi")
        return 200, {"numero": numero, "seq": self.number, "hash": "0" * 64, "recu_a": "2027"}

    async def _return(self, _request: web.Request) -> web.Response:
        self.returns += 1
        return web.json_response({"seq": 1})

    async def _tell(self) -> None:
        self.number += 1
        passages = {
            str(ME): {"etat": self.etat, "numero": 3 if self.etat == "a_choisi" else None, "des": "31"}
        }
        await self.server.emit(
            "delta",
            {
                "board": "amphi",
                "previous": self.number - 1,
                "number": self.number,
                "set": {"tour": self.turn, "passages": passages},
                "reload": False,
            },
        )


@asynccontextmanager
async def opened(room: Room) -> AsyncIterator[str]:
    """Serves it; gives its address."""
    runner = web.AppRunner(room.application(), shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def until(holds: Callable[[], bool]) -> None:
    """Wait for it, not for long."""
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110  # a test looks from outside
            await asyncio.sleep(0.01)
