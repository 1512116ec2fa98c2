"""One simulated person: devices, screen, and what one can do. What one does: `behaviours/`."""

import asyncio
from collections.abc import Iterable
from random import Random, uniform
from typing import Any, Final
from uuid import uuid4

import structlog

from simulation import taste
from simulation.gateway import Credentials, Gateway, LoggedOut, Refused, Unanswered
from simulation.history import History
from simulation.plan import Part
from simulation.screen import Screen

log = structlog.get_logger(__name__)

OVER: Final = frozenset({"a_choisi", "absence_prevue", "affecte"})
TRIES: Final = 20
PAUSE_SECONDS: Final = 1.0
PATIENCE_SECONDS: Final = 60.0
"""Up to twice as long, so that a crowd that waits does not ask all at once."""


class Intern:
    """Somebody of an amphi's call list, or the mandataire of somebody."""

    def __init__(self, part: Part, address: str, history: History, entrance: asyncio.Semaphore) -> None:
        self.part = part
        self.chance = Random(part.seed)
        self.changed = asyncio.Event()
        self.dealt_with: str | None = None
        """The turn in which there is nothing more to do."""
        self._address = address
        self._history = history
        self._entrance = entrance
        self._intern_id = part.intern_id
        self._devices: list[Screen] = []

    @property
    def screen(self) -> Screen:
        """The device that one looks at: the one taken last."""
        return self._devices[-1]

    async def take_device(self, credentials: Credentials) -> Screen:
        """Log in on one more device and follow the amphi on it."""
        screen = Screen(Gateway(self._address, credentials), self.part.amphi_id, self._history, self.changed)
        self._devices.append(screen)
        async with self._entrance:
            found = await screen.gateway.log_in()
            await screen.open()
        self._intern_id = self._intern_id or found
        return screen

    async def leave_device(self, screen: Screen) -> None:
        """Close it; one looks at another one, if any."""
        self._devices.remove(screen)
        await screen.gateway.close()

    async def leave(self) -> None:
        """Close everything."""
        for screen in tuple(self._devices):
            await self.leave_device(screen)

    def passage(self) -> dict[str, Any]:
        """One's own line on the board."""
        return self.screen.passage(self.part.rang_appel)

    def over(self) -> bool:
        """Nothing more is to come."""
        return (
            self.screen.gone
            or self.passage().get("etat") in OVER
            or self.screen.amphi.get("etat") == "termine"
        )

    def has_turn(self) -> bool:
        """It is one's turn, time runs, and there is something left to do in it."""
        turn = self.screen.turn
        return (
            turn.get("rang") == self.part.rang_appel
            and turn.get("reste_ms") is None
            and turn["turn_id"] != self.dealt_with
        )

    async def moved(self) -> None:
        """Something changed on a screen, or nothing did for so long that one asks."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS * uniform(1, 2)):
                await self.changed.wait()
        except TimeoutError:
            await self.screen.ask_whether_gone()

    async def until(self, *etats: str) -> None:
        """Wait until one's passage is in one of these states, or nothing more is to come."""
        while self.passage().get("etat") not in etats and not self.over():
            self.changed.clear()
            await self.moved()

    async def hesitate(self) -> None:
        """As long as one usually does."""
        await asyncio.sleep(self.chance.uniform(*self.part.hesitation))

    def wishes(self) -> list[int]:
        """The posts that one may take, the dearest first."""
        des = self.passage().get("des", "")
        free = taste.open_posts(self.screen.postes, des, self.screen.amphi["regimes"])
        return self._by_taste(free)

    def held(self) -> list[int]:
        """The posts that others hold, and that one's speciality opens."""
        des, regimes = self.passage().get("des", ""), self.screen.amphi["regimes"]
        open_to_me = taste.open_posts(self.screen.postes, des, regimes, held=True)
        return self._by_taste(open_to_me)

    def closed(self) -> list[int]:
        """The posts that one may not take."""
        return self._by_taste(set(map(int, self.screen.postes)) - set(self.wishes()))

    async def choose_one_of(self, numeros: Iterable[int]) -> None:
        """In this order, until one is answered with yes. `Refused`: no, and no other post would help."""
        for numero in numeros:
            try:
                await self.choose(numero)
            except Refused as reason:
                if not reason.about_the_post:
                    raise
            else:
                return

    async def choose(self, numero: int) -> None:
        """Send until it is answered, always under one key (G-3). `Refused`, `Unanswered`."""
        await self.send_until_answered(numero, new_key())

    async def send_until_answered(self, numero: int, key: str) -> None:
        """The same with a key that may have been sent before; `LoggedOut`: nobody is left to send it."""
        for _ in range(TRIES):
            try:
                await self.send(numero, key)
            except LoggedOut:
                raise
            except Unanswered:
                await asyncio.sleep(PAUSE_SECONDS)
            else:
                return
        raise Unanswered(key)

    async def send(self, numero: int, key: str, screen: Screen | None = None) -> None:
        """Send once; whatever comes of it is noted. `Refused`, `Unanswered`."""
        gateway = (screen or self.screen).gateway
        about = {"amphi_id": self.part.amphi_id, "intern_id": self._intern_id, "key": key, "numero": numero}
        self._history.note("sent", **about)
        try:
            told = await gateway.post(f"/api/v1/amphis/{self.part.amphi_id}/choix", {"numero": numero}, key)
        except Refused as no:
            log.info("refused", rang=self.part.rang_appel, numero=numero, code=no.code)
            self._history.note("answered", **about, yes=False, code=no.code)
            raise
        except (Unanswered, asyncio.CancelledError) as silence:
            self._history.note("unknown", **about, why=str(silence) or "cut")
            raise
        log.info("chosen", rang=self.part.rang_appel, numero=numero)
        proof = {name: told[name] for name in ("seq", "hash", "recu_a")}
        self._history.note("answered", **about, yes=True, **proof)

    async def ask_to_return(self) -> None:
        """Press the button that puts one back (ENG-5). `Refused`, `Unanswered`."""
        await self.screen.gateway.ask(f"/api/v1/amphis/{self.part.amphi_id}/retour", {}, new_key())

    def _by_taste(self, numeros: Iterable[int]) -> list[int]:
        des_of = {each["numero"]: each["des"] for each in self.screen.postes.values()}
        return taste.ordered(list(numeros), des_of, self.passage().get("des", ""), self.chance)


def new_key() -> str:
    """An idempotency key that nobody has used."""
    return uuid4().hex
