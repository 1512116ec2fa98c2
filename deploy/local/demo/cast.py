"""Who plays which part: the accounts one may try by hand, and the simulated interns around them."""

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from dci.ranking.v1 import ranking_pb2 as ranking
from dci.session.v1 import session_pb2 as session
from deploy.local.demo.accounts import PASSWORD
from deploy.local.demo.calls import Calls
from deploy.local.demo.files import Campaign
from deploy.local.demo.people import Person


@dataclass(frozen=True, slots=True)
class Part:
    """A part left to whoever tries the demonstration: its rank in the running amphi, and what to try."""

    rang_appel: int
    note: str


SOON = Part(8, "votre tour vient environ deux minutes après le démarrage : choisissez un poste")
LATE = Part(10, "absent à son tour : connectez-vous ensuite, vous passerez juste après l’interne en cours")
WAITING = Part(60, "attend son tour : rangs expliqués, favoris, amphi en direct")
NEWCOMER = Part(110, "sans compte : inscrivez-vous avec l’INE, la date de naissance et l’e-mail ci-contre")
BY_HAND = (SOON, LATE, WAITING)
MANDATAIRE = "sami.proche@mandataire.example"


@dataclass(frozen=True, slots=True)
class Seat:
    """An intern of an amphi, by rank."""

    rang_appel: int
    person: Person


def seats(calls: Calls, campaign: Campaign, amphi: session.Amphi) -> list[Seat]:
    """Everybody of the amphi in the order of its call list, those with a planned absence left out."""
    people = {person.ine: person for person in campaign.people}
    away = {person.ine for person in campaign.away}
    lines = calls.ranking.GetCallList(
        ranking.GetCallListRequest(version_id=amphi.call_list_version_id, whole=True)
    ).lines
    return [Seat(line.rang_appel, people[line.ine]) for line in lines if line.ine not in away]


def intern_accounts(running: list[Seat], ready: list[Seat]) -> list[dict[str, Any]]:
    """The interns of demo.json (IFC-3)."""
    by_rang = {seat.rang_appel: seat.person for seat in running}
    accounts = [_account(_near(by_rang, part.rang_appel), part.note) for part in BY_HAND]
    accounts.append(_account(ready[0].person, "premier de PHARMA, l’amphi prêt à démarrer"))
    return accounts


def represented(ready: list[Seat]) -> Person:
    """Who gave a procuration."""
    return ready[1].person


def asking(ready: list[Seat]) -> Person:
    """Who asks for another type de choix."""
    return ready[2].person


def mandataire_account(ready: list[Seat]) -> dict[str, Any]:
    """The mandataire of demo.json (IFC-3)."""
    note = f"mandataire de {represented(ready).prenom}, deuxième de PHARMA : choisissez « Procuration »"
    return {"role": "mandataire", "email": MANDATAIRE, "password": PASSWORD, "note": note}


def newcomer(running: list[Seat]) -> Person:
    """The one who has no account yet."""
    return _near({seat.rang_appel: seat.person for seat in running}, NEWCOMER.rang_appel)


def simulated(seats: list[Seat], by_hand: Container[str]) -> list[dict[str, Any]]:
    """Everybody of an amphi whom nobody plays by hand (e-mails), for the simulation."""
    return [
        {"rang_appel": seat.rang_appel, "email": seat.person.email, "password": PASSWORD}
        for seat in seats
        if seat.person.email not in by_hand
    ]


def _near(by_rang: dict[int, Person], rang: int) -> Person:
    """Whoever stands at this rank, or at the next one that is not away."""
    return next(by_rang[each] for each in range(rang, rang + len(by_rang)) if each in by_rang)


def _account(person: Person, note: str) -> dict[str, Any]:
    return {"role": "interne", "email": person.email, "password": PASSWORD, "note": note}
