"""What happens to a choice when its guard is needed: schedules for each guard, played with it in and out."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from chassis.database import Transaction
from chassis.errors import DomainError
from services.postes.storage import places
from services.postes.tests.factories import OFFER, SEMESTRE, demande, fiche
from services.session.domain.droits import Droits, TypeChoix
from services.session.storage import commands, decisions
from services.session.tests.world import but, key, staff
from services.session.use_cases.apply_rights import apply_rights
from services.session.use_cases.by import By
from services.session.use_cases.correct import Wanted, approve_correction, propose_correction
from services.session.use_cases.pause import pause
from services.session.use_cases.place import place
from tests.concurrency.dying_replica import DirectPostes
from tests.faults.guards.scene import POSTS, Died, Lost, Scene, raising

A_WHILE = 0.8
POST = POSTS[0]
OTHER_STOCK = "052027:7"

Play = Callable[[Scene], None]


@dataclass(frozen=True, slots=True)
class Schedule:
    """`guard` of tests.guards (with all that stand in front of it), and what the checker must say without."""

    guard: str
    play: Play
    guarantee: str
    finding: str

    @property
    def name(self) -> str:
        """Of its test."""
        return f"{self.guard}: {self.play.__name__}"


def dies_after_settle(scene: Scene) -> None:
    """The replica dies when postes has answered; the turn's time is up before anybody looks."""
    scene.wire.after = raising(Died)
    scene.send(1, POST)
    scene.go_on(200)


def dies_after_placing(scene: Scene) -> None:
    """The same, of a placement: ARS is told nothing, and everybody's turn goes by."""
    scene.wire.after = raising(Died)
    with suppress(Died):
        place(scene.world.engine, scene.amphi_id, staff(), 4, POST, "Situation particulière")
    scene.go_on(200)


def dies_after_correcting(scene: Scene) -> None:
    """The same, of a correction by two persons."""
    scene.send(1, POST)
    engine, amphi_id = scene.world.engine, scene.amphi_id
    wanted = [Wanted(amphi_id, 1, POST + 1)]
    proposal = propose_correction(engine, amphi_id, _person("une"), wanted, "Erreur de saisie")
    scene.wire.after = raising(Died)
    with suppress(Died):
        approve_correction(engine, amphi_id, _person("autre"), proposal.correction_id)
    scene.go_on(200)


def _person(name: str) -> By:
    return By(f"ars:administrateur:{name}", key())


def dies_before_settle_and_ars_pauses(scene: Scene) -> None:
    """The choice is received, the replica dies, and the amphi is paused."""
    scene.wire.before = raising(Died)
    scene.send(1, POST)
    pause(scene.world.engine, scene.amphi_id, staff(), "Incident")
    for _ in range(4):
        scene.go_on()


def the_answer_is_lost(scene: Scene) -> None:
    """postes gave the place, and its answer does not arrive."""
    scene.wire.after = raising(Lost)
    scene.send(1, POST)
    scene.go_on(200)


def the_answer_is_lost_and_the_roster_changes(scene: Scene) -> None:
    """The same, and what session would ask today is not what it asked."""
    scene.wire.after = raising(Lost)
    scene.send(1, POST)
    scene.alter("session", "UPDATE roster SET des_code = '34' WHERE rang_appel = 1")
    for _ in range(4):
        scene.go_on()


def the_turn_ends_between_judging_and_receiving(scene: Scene) -> None:
    """A choice was judged while its turn ran, and is stored when it has ended."""
    judged, ended = threading.Event(), threading.Event()

    def add(*arguments: Any) -> None:
        judged.set()
        ended.wait(A_WHILE)
        commands.add(*arguments)

    slow = scene.replica()
    slow.on(replace(slow.books, commands=but(commands, add=add)))
    scene.world.later(89.5)
    with ThreadPoolExecutor(1) as pool:
        choosing = pool.submit(scene.send, 1, POST, by=slow)
        judged.wait(5)
        scene.world.asleep(2.5)
        scene.tick()
        ended.set()
        with suppress(Exception):
            choosing.result(5)


def two_looks_at_once(scene: Scene) -> None:
    """Two replicas have judged the same end of a turn before either writes."""
    barrier = threading.Barrier(2, timeout=A_WHILE)

    def append(*arguments: Any) -> None:
        with suppress(threading.BrokenBarrierError):
            barrier.wait()
        decisions.append(*arguments)

    scene.world.later(91)
    replicas = [scene.replica(), scene.replica()]
    for each in replicas:
        each.on(replace(each.books, decisions=but(decisions, append=append)))
    with ThreadPoolExecutor(2) as pool:
        for look in [pool.submit(each.tick, scene.amphi_id) for each in replicas]:
            with suppress(Exception):
                look.result(5)


def a_replica_remembers_what_was(scene: Scene) -> None:
    """It saw the first turn; the second one is announced by another replica."""
    old = scene.replica()
    old.tick(scene.amphi_id)
    scene.send(1, POST)
    with suppress(Exception):
        scene.send(1, POST + 1, by=old)
    scene.go_on(200)


def two_devices_at_once(scene: Scene) -> None:
    """Two choices of one turn, the second one while the first waits for postes."""
    scene.wire.before = raising(Lost, times=2)
    scene.send(1, POST)
    with suppress(LookupError):
        scene.send(1, POST + 1)
    for _ in range(4):
        scene.go_on()


def the_same_key_again(scene: Scene) -> None:
    """A client whose answer was lost asks again."""
    scene.send(1, POST, "the-same-key")
    scene.send(1, POST, "the-same-key")


def the_engine_stops(scene: Scene) -> None:
    """Nobody looks for forty seconds in the middle of a turn."""
    scene.world.connect(scene.amphi_id, 1)
    scene.go_on(45)
    scene.gone("session", 40)
    scene.tick()
    scene.go_on(10)
    scene.go_on(40)


def postes_is_away(scene: Scene) -> None:
    """For forty seconds in the middle of a turn, while engines look."""
    scene.go_on(60)
    scene.probes_since = scene.world.clock.ahead
    since = scene.now
    for _ in range(40):
        scene.world.later(1)
        scene.tick()
    scene.gone("postes", 0)
    scene.away[-1] = {**scene.away[-1], "since": since.strftime("%Y-%m-%dT%H:%M:%S.%fZ")}
    scene.probes_since = None
    scene.go_on(60)


def a_refusal_arrives_again(scene: Scene) -> None:
    """The call that was refused arrives once more, when the post has just been published."""
    scene.alter("postes", "UPDATE post SET publie = false WHERE numero = %s", [POST])
    scene.send(1, POST)
    scene.alter("postes", "UPDATE post SET publie = true WHERE numero = %s", [POST])
    DirectPostes(scene.databases["postes"]).settle(scene.wire.sent[0])
    scene.go_on(200)


def a_surnombre_beside_somebody_ahead(scene: Scene) -> None:
    """The second intern, in surnombre validant, wants the post of the first one."""
    validant = Droits(type_choix=TypeChoix.SURNOMBRE_VALIDANT)
    apply_rights(scene.world.engine, UUID(int=2), SEMESTRE, 1, validant, "")
    scene.send(1, POST)
    scene.send(2, POST)


class Meeting:
    """Both have looked before either writes, unless a lock keeps them apart."""

    def __init__(self) -> None:
        self._barrier = threading.Barrier(2, timeout=A_WHILE)

    def __getattr__(self, name: str) -> Any:
        return getattr(places, name)

    def holds_one(self, tx: Transaction, semestre: str, intern_id: Any) -> bool:
        """The last look before the place is given."""
        found = places.holds_one(tx, semestre, intern_id)
        with suppress(threading.BrokenBarrierError):
            self._barrier.wait()
        return found


def _settle_at_once(scene: Scene, *asked: Any) -> None:
    settle = scene.stock.settle(places=Meeting())
    with ThreadPoolExecutor(len(asked)) as pool:
        for one in [pool.submit(settle, each) for each in asked]:
            with suppress(DomainError):
                one.result(10)


def two_interns_and_one_post(scene: Scene) -> None:
    """Of two amphis on one stock (CHX-9)."""
    _settle_at_once(scene, demande(POST, rang_appel=1), demande(POST, rang_appel=2))


def one_intern_and_two_stocks(scene: Scene) -> None:
    """Somebody who stands in two amphis."""
    scene.stock.given(fiche(4001, groupe="7"))
    intern_id = uuid4()
    _settle_at_once(
        scene, demande(POST, intern_id=intern_id), demande(4001, intern_id=intern_id, offer_id=OTHER_STOCK)
    )


def one_turn_and_two_posts(scene: Scene) -> None:
    """Two choices of one turn reach postes at once."""
    about: dict[str, Any] = {"turn_id": UUID(int=9), "intern_id": UUID(int=1), "offer_id": OFFER}
    _settle_at_once(scene, demande(POST, **about), demande(POST + 1, **about))


SCHEDULES = (
    Schedule("receive_before_settle", dies_after_settle, "G-2", "while it had a place"),
    Schedule("receive_before_settle", dies_after_placing, "G-1", "by postes, not by the record"),
    Schedule("receive_before_settle", dies_after_correcting, "G-1", "by postes, not by the record"),
    Schedule("finish_first", dies_after_settle, "G-2", "while it had a place"),
    Schedule("finish_while_paused", dies_before_settle_and_ars_pauses, "G-2", "never answered"),
    Schedule("only_stored_answers", the_answer_is_lost, "G-2", "says choice_refused, postes"),
    Schedule("frozen_payload", the_answer_is_lost_and_the_roster_changes, "G-2", "never answered"),
    Schedule("amphi_lock", the_turn_ends_between_judging_and_receiving, "G-2", "while it had a place"),
    Schedule("log_primary_key", two_looks_at_once, "G-5", "is missing or out of order"),
    Schedule("fresh_memory", a_replica_remembers_what_was, "G-2", "which does not run"),
    Schedule("one_unanswered", two_devices_at_once, "G-2", "never answered"),
    Schedule("idempotency_keys", the_same_key_again, "G-3", "commands under the key"),
    Schedule("reprise", the_engine_stops, "G-4", "without the engine’s stops"),
    Schedule("freeze", postes_is_away, "G-6", "with postes there"),
    Schedule("stored_refusals", a_refusal_arrives_again, "G-1", "the record has no choice"),
    Schedule("stored_answers", the_answer_is_lost, "G-1", "the record has no choice"),
    Schedule("holder_seen", a_surnombre_beside_somebody_ahead, "CHX-4", "who is ahead"),
    Schedule("post_lock", two_interns_and_one_post, "G-1", "postes gave post"),
    Schedule("unique_holder", two_interns_and_one_post, "G-1", "postes gave post"),
    Schedule("unique_intern", one_intern_and_two_stocks, "G-1", "places to intern"),
    Schedule("one_place_a_turn", one_turn_and_two_posts, "G-1", "places from turn"),
)
