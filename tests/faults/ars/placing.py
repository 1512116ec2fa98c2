"""A gestionnaire places somebody outside the choice (CHX-8, ADM-10)."""

from random import Random
from typing import Any, Final

from dci.session.v1 import session_pb2 as session
from tests.faults.ars.room import Room, new_key
from tests.faults.world.prepared import Prepared

WITHOUT_A_POST: Final = frozenset(
    {
        session.PASSAGE_STATE_EN_ATTENTE,
        session.PASSAGE_STATE_EN_RETARD,
        session.PASSAGE_STATE_ABSENT,
        session.PASSAGE_STATE_N_A_PAS_CHOISI,
    }
)
SENT_AGAIN: Final = 0.3
ANY_POST: Final = 0.2
"""How often a post is named that may be somebody's already."""


def place_somebody(room: Room, amphi: Prepared, chance: Random) -> None:
    """Also the one whose turn is next: it waits for postes' answer then (architecture, decision 5)."""
    waiting = [each for each in room.passages(amphi) if each.state in WITHOUT_A_POST]
    if not waiting:
        return
    passage = chance.choice(waiting)
    any_post = chance.random() < ANY_POST
    numeros = [
        each.numero
        for each in room.posts(amphi)
        if any_post or (not each.pourvu and each.des_code == passage.des_code)
    ]
    if numeros:
        _place(room, amphi, chance, passage.rang_appel, chance.choice(numeros))


def _place(room: Room, amphi: Prepared, chance: Random, rang: int, numero: int) -> None:
    notes, key = room.notes(room.campaign.gestionnaire, amphi), new_key(chance)
    about: dict[str, Any] = {
        "act": "place",
        "amphi_id": amphi.amphi_id,
        "intern_id": amphi.ids[rang],
        "rang": rang,
        "numero": numero,
    }
    request = session.PlaceRequest(
        amphi_id=amphi.amphi_id, key=key, rang_appel=rang, numero=numero, reason="Situation particulière"
    )
    for _ in range(1 + (chance.random() < SENT_AGAIN)):
        notes.sent(key, lambda: room.contracts.ars.conduct.Place(request), **about)
