"""A gestionnaire adds a post, withdraws a free one, or lifts a reservation, live (ADM-8, CHX-2)."""

from random import Random
from typing import Final

from dci.postes.v1 import postes_pb2 as postes
from deploy.local.demo.facts import SEMESTRE
from tests.faults.ars.room import Room
from tests.faults.world.prepared import Prepared

ADDED_FROM: Final = 9000
MANY: Final = 900


def add_a_post(room: Room, amphi: Prepared, chance: Random) -> None:
    """Like one that there is, under a number of its own: sent again it is the same post."""
    like = chance.choice(room.posts(amphi))
    poste = postes.Poste(
        semestre=SEMESTRE,
        numero=ADDED_FROM + chance.randrange(MANY),
        imotep=like.imotep,
        groupe_code=like.groupe_code,
        des_code=like.des_code,
        regimes=like.regimes,
        reserve=like.reserve,
        publie=True,
    )
    notes = room.notes(room.campaign.gestionnaire, amphi)
    save = postes.SavePosteRequest(poste=poste)
    notes.asked("add", lambda: room.contracts.ars.offer.SavePoste(save), numero=poste.numero)


def withdraw_a_post(room: Room, amphi: Prepared, chance: Random) -> None:
    """A free one, as far as one can see; whoever was quicker keeps it."""
    free = [each.numero for each in room.posts(amphi) if not each.pourvu and not each.surnombres]
    if free:
        numero = chance.choice(free)
        notes = room.notes(room.campaign.gestionnaire, amphi)
        withdraw = postes.WithdrawPostesRequest(semestre=SEMESTRE, numeros=[numero])
        notes.asked("withdraw", lambda: room.contracts.ars.offer.WithdrawPostes(withdraw), numero=numero)


def lift_a_reservation(room: Room, amphi: Prepared, chance: Random) -> None:
    """Of a free post: it is open to everybody of the groupe from then on."""
    reserved = [each.numero for each in room.posts(amphi) if each.reserve and not each.pourvu]
    if reserved:
        numero = chance.choice(reserved)
        notes = room.notes(room.campaign.gestionnaire, amphi)
        lift = postes.LiftReservationRequest(semestre=SEMESTRE, numero=numero)
        notes.asked("lift", lambda: room.contracts.ars.offer.LiftReservation(lift), numero=numero)
