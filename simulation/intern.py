"""One simulated intern: watches the amphi, waits for the turn, hesitates, chooses."""

import asyncio
from random import Random
from typing import Any, Final

import structlog

from simulation import taste
from simulation.board import Board
from simulation.gateway import Gateway, Refused
from simulation.plan import Part

log = structlog.get_logger(__name__)

TAKEN: Final = "poste_pourvu"
STOPPED: Final = frozenset({"amphi_en_pause", "amphi_gele"})
OVER: Final = frozenset({"a_choisi", "absence_prevue"})


class Intern:
    """Lives as long as there is something to wait for."""

    def __init__(self, part: Part, address: str) -> None:
        self._part = part
        self._chance = Random(part.seed)
        self._gateway = Gateway(address, part.email, part.password)
        self._amphi = Board()
        self._offer = Board()
        self._changed = asyncio.Event()
        self._answered: str | None = None

    async def enter(self) -> None:
        """Log in and open the live channel."""
        await self._gateway.log_in()
        await self._gateway.watch(self._on_delta, self._catch_up)

    async def live(self) -> None:
        """Until one has chosen or the amphi is over."""
        try:
            while not self._over():
                self._changed.clear()
                await self._act()
                await self._changed.wait()
        finally:
            await self._gateway.close()

    async def _catch_up(self) -> None:
        answer = await self._gateway.join(self._part.amphi_id, self._amphi.number, self._offer.number)
        if "error" not in answer:
            self._offer.learn(answer["offre"])
            self._amphi.learn(answer["amphi"])
        self._changed.set()

    async def _on_delta(self, delta: dict[str, Any]) -> None:
        board = self._amphi if delta["board"] == "amphi" else self._offer
        if board.take(delta):
            self._changed.set()
        else:
            await self._catch_up()

    async def _act(self) -> None:
        turn = self._amphi.state.get("tour", {})
        if turn.get("rang") != self._part.rang_appel or turn.get("turn_id") == self._answered:
            return
        self._answered = turn["turn_id"]
        await asyncio.sleep(self._chance.uniform(*self._part.hesitation))
        await self._choose()

    async def _choose(self) -> None:
        for numero in self._wishes():
            try:
                await self._gateway.choose(self._part.amphi_id, numero)
            except Refused as reason:
                log.info("refused", rang=self._part.rang_appel, numero=numero, code=reason.code)
                if reason.code == TAKEN:
                    continue
                if reason.code in STOPPED:
                    self._answered = None  # tried again once something moves
            else:
                log.info("chosen", rang=self._part.rang_appel, numero=numero)
            return

    def _wishes(self) -> list[int]:
        postes = self._offer.state.get("postes", {})
        des = self._me().get("des", "")
        free = taste.open_posts(postes, des, self._amphi.state["amphi"]["regimes"])
        return taste.ordered(
            free, {each["numero"]: each["des"] for each in postes.values()}, des, self._chance
        )

    def _over(self) -> bool:
        return self._me().get("etat") in OVER or self._amphi.state.get("amphi", {}).get("etat") == "termine"

    def _me(self) -> dict[str, Any]:
        me: dict[str, Any] = self._amphi.state.get("passages", {}).get(str(self._part.rang_appel), {})
        return me
