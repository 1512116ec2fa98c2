"""One of everything in one amphi in which everything holds."""

from datetime import timedelta
from typing import Any

from tests.faults.telling import AMPHI, DUREE, Teller, intern, micros, text
from tests.faults.telling_beside import correct, offer, place, procuration, type_choix


def told() -> Teller:
    """Choices, a refusal, an absent put back, stops; rights, placements, a correction, another offer."""
    teller = Teller()
    turn = teller.announce(1)
    teller.later(3)
    teller.choose(1, 2901, turn, times=2)
    turn = teller.announce(2)
    teller.later(1)
    teller.choose(2, 2901, turn, refused="poste_pourvu")
    teller.choose(2, 2902, turn)
    turn = teller.announce(3, seen=False)
    teller.later(11)
    teller.miss(3, turn)
    turn = teller.announce(4)
    teller.decide("put_back", intern_id=intern(3), rang_appel=3, by="connexion")
    stopped(teller)
    postes_away(teller)
    teller.later(DUREE.total_seconds())
    teller.miss(4, turn, outcome="n_a_pas_choisi")
    turn = teller.announce(3)
    kafka_away(teller, turn)
    turn = teller.announce(5)
    teller.choose(5, 2905, turn)
    turn = teller.announce(6)
    teller.later(15)
    teller.choose(6, 2906, turn)
    rights_change(teller)
    ars_places_and_corrects(teller)
    the_offer_changes(teller)
    teller.decide("closing", ends_at=text(teller.now))
    teller.decide("ended")
    return teller


def stopped(teller: Teller) -> None:
    teller.gone("session", 40)
    woken: dict[str, Any] = {
        "woken_at": text(teller.now),
        "gap_us": micros(timedelta(seconds=40.5)),
        "ends_at": text(teller.now),
    }
    teller.decide("reprise", **woken)
    teller.later(0.5)


def postes_away(teller: Teller) -> None:
    since = teller.now
    teller.later(1)
    teller.gone("postes", 12)
    teller.decide("frozen", stopped_since=text(since))
    teller.note("frozen", client="onlooker", amphi_id=AMPHI)
    teller.later(2)
    teller.decide("thawed", thawed_at=text(teller.now), ends_at=text(teller.now))


def kafka_away(teller: Teller, turn: str) -> None:
    since = teller.now
    teller.later(5)
    teller.choose(3, 2903, turn)
    teller.later(15)
    teller.away.append({"part": "kafka", "since": text(since), "until": text(teller.now), "alone": True})


def rights_change(teller: Teller) -> None:
    """A mandataire chooses; a surnombre is accepted during the intern's own turn."""
    procuration(teller, 7)
    teller.choose(7, 2907, teller.announce(7), par="mandataire")
    turn = teller.announce(8)
    type_choix(teller, 8, "surnombre_validant")
    teller.choose(8, 2908, turn, type_choix="surnombre_validant")


def ars_places_and_corrects(teller: Teller) -> None:
    """One who was noted before validation, one live; an exchange by two persons."""
    place(teller, 9, 2909, noted=True)
    place(teller, 10, 2910)
    correct(teller, (5, 2905, 2906), (6, 2906, 2905))


def the_offer_changes(teller: Teller) -> None:
    """A post is added, one withdrawn, a reservation lifted."""
    offer(teller, "add", 9001, publie=True)
    offer(teller, "withdraw", 2911, publie=False)
    offer(teller, "lift", 2912, reserve=False)
