"""Plays a plan: everybody at once, each as the habit has it, until each has nothing more to wait for."""

import asyncio
from typing import Final, TextIO

import structlog

from simulation.behaviours import BEHAVIOURS
from simulation.behaviours.present import Present
from simulation.gateway import LoggedOut, Refused, Unanswered
from simulation.history import History
from simulation.intern import Intern
from simulation.plan import Part, Plan

log = structlog.get_logger(__name__)

LOG_INS_AT_ONCE: Final = 3


async def play(plan: Plan, output: TextIO | None = None) -> None:
    """Everybody who is not absent; what they sent and saw goes to `output` (history.py)."""
    entrance = asyncio.Semaphore(LOG_INS_AT_ONCE)
    present = [part for part in plan.parts if not part.absent]
    log.info("simulation", internes=len(present), absents=len(plan.parts) - len(present))
    async with asyncio.TaskGroup() as everybody:
        for part in present:
            everybody.create_task(_live(part, plan.gateway, entrance, output))


async def _live(part: Part, gateway: str, entrance: asyncio.Semaphore, output: TextIO | None) -> None:
    history = History(f"{part.who} {part.amphi_id} {part.rang_appel}", output)
    intern = Intern(part, gateway, history, entrance)
    try:
        await live(BEHAVIOURS[part.behaviour](intern))
    except (Refused, Unanswered) as reason:
        log.warning("left", rang=part.rang_appel, behaviour=part.behaviour, reason=str(reason))
    except Exception:
        log.exception("left", rang=part.rang_appel, behaviour=part.behaviour)  # the others stay
    finally:
        await intern.leave()


async def live(behaviour: Present) -> None:
    """Come, wait for the turn, act in it, until there is nothing more to wait for."""
    intern = behaviour.intern
    await behaviour.arrive()
    while not intern.over():
        intern.changed.clear()
        if intern.has_turn():
            await _take_turn(behaviour)
        await intern.moved()


async def _take_turn(behaviour: Present) -> None:
    intern = behaviour.intern
    turn_id = intern.screen.turn["turn_id"]
    intern.dealt_with = turn_id
    try:
        await behaviour.take_turn()
    except Refused as reason:
        if reason.about_the_moment:
            intern.dealt_with = None  # tried again once something moves
    except LoggedOut:
        raise
    except Unanswered:
        intern.dealt_with = None
        intern.changed.set()
