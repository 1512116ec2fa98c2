"""What one device shows of an amphi: its two boards, followed live, and what was seen on them."""

import asyncio
from contextlib import suppress
from time import time
from typing import Any, Final

from simulation.board import Board
from simulation.gateway import Gateway, Unanswered
from simulation.history import History

AMPHI: Final = "amphi"
ASK_AGAIN_SECONDS: Final = 3.0


class Screen:
    """Follows an amphi through a gateway; `changed` is set whenever something moved."""

    def __init__(self, gateway: Gateway, amphi_id: str, history: History, changed: asyncio.Event) -> None:
        self.gateway = gateway
        self.gone = False
        """The amphi is not there, or no longer."""
        self._amphi_id = amphi_id
        self._history = history
        self._changed = changed
        self._amphi = Board()
        self._offer = Board()
        self._ahead = 0.0
        self._seen: set[tuple[int, int]] = set()
        self._asking_again: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Connect and follow."""
        await self.gateway.watch(self._on_delta, self._catch_up)

    @property
    def turn(self) -> dict[str, Any]:
        """The turn that runs: turn_id, rang, fin_a (ms), or reste_ms where time stands."""
        return self._amphi.state.get("tour", {})

    @property
    def amphi(self) -> dict[str, Any]:
        """etat, regimes, gele…"""
        return self._amphi.state.get(AMPHI, {})

    @property
    def postes(self) -> dict[str, dict[str, Any]]:
        """The offer by number."""
        return self._offer.state.get("postes", {})

    def passage(self, rang: int) -> dict[str, Any]:
        """etat, numero, des."""
        found: dict[str, Any] = self._amphi.state.get("passages", {}).get(str(rang), {})
        return found

    def seconds_left(self) -> float:
        """Of the turn that runs, by the server's clock."""
        end = self.turn.get("fin_a")
        return 0.0 if end is None else end / 1000 - time() - self._ahead

    async def ask_whether_gone(self) -> None:
        """Nothing has moved for long: a rehearsal may have been forgotten meanwhile."""
        self.gone = not await self.gateway.knows(f"/api/v1/amphis/{self._amphi_id}")

    async def _catch_up(self) -> None:
        with suppress(Unanswered):  # the socket was cut: the next connection asks again
            answer = await self.gateway.join(self._amphi_id, self._amphi.number, self._offer.number)
            self._ahead = answer.get("now", time() * 1000) / 1000 - time()
            if "error" in answer:
                self.gone = answer["error"]["code"] == "amphi_inconnu"
            elif AMPHI in answer:
                self._learn_offer(answer["offre"])
                self._amphi.learn(answer[AMPHI])
                self._look(self._amphi.state.get("passages", {}))
        self._changed.set()

    def _learn_offer(self, answer: dict[str, Any] | None) -> None:
        """Or ask for it soon, where postes is away."""
        if answer is None:
            self._asking_again = asyncio.create_task(self._ask_again())
        else:
            self._offer.learn(answer)

    async def _ask_again(self) -> None:
        await asyncio.sleep(ASK_AGAIN_SECONDS)
        await self._catch_up()

    async def _on_delta(self, delta: dict[str, Any]) -> None:
        board = self._amphi if delta["board"] == AMPHI else self._offer
        if not board.take(delta):
            self._note("gap", board=delta["board"], at_number=board.number, told=delta["number"])
            await self._catch_up()
            return
        if board is self._amphi:
            self._look(delta["set"].get("passages", {}))
        self._changed.set()

    def _look(self, passages: dict[str, dict[str, Any]]) -> None:
        """Note how far the amphi's board is, and what these lines of it say."""
        self._note("head", seq=self._amphi.number)
        if self.amphi.get("gele"):
            self._note("frozen")
        for rang, passage in passages.items():
            held = (int(rang), passage.get("numero") or 0)
            if passage["etat"] == "a_choisi" and held not in self._seen:
                self._seen.add(held)
                self._note("saw", rang=held[0], numero=held[1])

    def _note(self, what: str, **facts: Any) -> None:
        self._history.note(what, amphi_id=self._amphi_id, **facts)
