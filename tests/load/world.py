"""A real local system with amphis of the benchmark's own: services, durable PostgreSQL, Kafka, call lists."""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from random import Random

import psycopg2

from dci.session.v1 import session_pb2 as session
from deploy.local.demo import campaign as demo
from deploy.local.demo import cast, offer, people
from deploy.local.demo.accounts import PASSWORD
from deploy.local.demo.calls import Calls, logged_in, open_calls
from deploy.local.demo.facts import Des, Groupe
from deploy.local.demo.files import Campaign
from tests.e2e.system import calling_environment, create_accounts, create_gestionnaire
from tests.load.process import family, go_first
from tests.local_system import LocalSystem

START_SECONDS = 240
TURN = timedelta(hours=1)
"""Nobody is late, however long others take."""
END = timedelta(seconds=1)
LATER = ("notifications", "ranking", "admin")
"""Mails, lists and the control room may come after choices (G-6)."""


@dataclass(frozen=True, slots=True)
class Chooser:
    """Somebody of a call list, and the post that is left to them."""

    amphi_id: str
    rang: int
    email: str
    numero: int
    ine: str
    password: str = PASSWORD


@dataclass(slots=True)
class World:
    """The system, and who chooses what in which amphi, in order."""

    system: LocalSystem
    calls: Calls
    amphis: list[list[Chooser]]

    @property
    def gateway(self) -> str:
        """Its address."""
        return str(self.system.demo["gateway"])

    def start(self, lines: list[list[Chooser]]) -> None:
        """These amphis begin."""
        for line in lines:
            request = session.GetAmphiRequest(amphi_id=line[0].amphi_id)
            demo.start(self.calls, self.calls.boards.GetAmphi(request).amphi)

    def go_first(self) -> None:
        """Every process that somebody who chooses waits for, before whatever else runs here."""
        later = {pid for name in LATER for pid in family(self.system.pid(name))}
        go_first(self.system.processes().keys() - later)

    def database(self) -> str:
        """The superuser's address of the PostgreSQL server that all databases share."""
        password = (self.system.folder / "postgresql/password").read_text()
        port = json.loads((self.system.folder / "ports.json").read_text())["postgresql"]
        return f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres"

    def setting(self, name: str) -> str:
        """How PostgreSQL is set."""
        connection = psycopg2.connect(self.database())
        with connection.cursor() as cursor:
            cursor.execute(f"SHOW {name}")
            row = cursor.fetchone()
        connection.close()
        return str(row[0]) if row else ""


@contextmanager
def world(sizes: list[int], duree_tour: timedelta = TURN) -> Iterator[World]:
    """A running system with an amphi of each size, open and not started."""
    with tempfile.TemporaryDirectory(prefix="dci-bench-", ignore_cleanup_errors=True) as name:
        system = LocalSystem(Path(name) / "run", "none")
        system.start(START_SECONDS)
        try:
            os.environ.update(calling_environment(system))
            gestionnaire = create_gestionnaire(system, "bench@ars.example")
            calls = open_calls()
            with logged_in(calls, gestionnaire):
                yield World(system, calls, _amphis(system, calls, plans_of(sizes, duree_tour)))
        finally:
            system.stop()


def plans_of(sizes: list[int], duree_tour: timedelta) -> list[demo.AmphiPlan]:
    """An amphi of each size."""
    return [
        demo.AmphiPlan(groupe, f"A{groupe.code}", groupe.label, timedelta(), END, size, duree_tour)
        for groupe, size in zip(_groupes(sizes), sizes, strict=True)
    ]


def _amphis(system: LocalSystem, calls: Calls, plans: list[demo.AmphiPlan]) -> list[list[Chooser]]:
    campaign = invent([plan.internes_par_session for plan in plans])
    amphis = demo.build(calls, campaign, plans)
    create_accounts(system, {person.ine: person.email for person in campaign.people})
    found = []
    for plan in plans:
        amphi = amphis[plan.code]
        numeros = [post.numero for post in campaign.posts if post.groupe.code == plan.groupe.code]
        seats = cast.seats(calls, campaign, amphi)
        found.append(
            [
                Chooser(amphi.amphi_id, seat.rang_appel, seat.person.email, numero, seat.person.ine)
                for seat, numero in zip(seats, numeros, strict=False)
            ]
        )
    return found


def invent(sizes: list[int]) -> Campaign:
    """As many interns as the amphis have places, one speciality each; names repeat, addresses do not."""
    chance = Random(2027)  # noqa: S311  # the same people every time
    groupes = _groupes(sizes)
    persons = [
        replace(
            person,
            ine=f"{1_900_000_000 + number * 7919:010d}{'ABCDEFGHJK'[number % 10]}",
            email=f"interne{number}@{people.MAIL_DOMAIN}",
            phone=f"06 39 {98 + number // 10_000:02d} {number // 100 % 100:02d} {number % 100:02d}",
        )
        for number, person in enumerate(
            (person for groupe in groupes for person in people.invent((groupe,), chance)), start=1
        )
    ]
    return Campaign(tuple(persons), offer.invent(groupes, chance), (persons[-1],))


def _groupes(sizes: list[int]) -> tuple[Groupe, ...]:
    return tuple(
        Groupe(
            str(100 + number),
            f"GROUPE {number}",
            "medecin",
            "approfondissement",
            "EDN",
            (Des(str(100 + number), f"SPECIALITE {number}", size, ("Service de soins", "Autre service")),),
        )
        for number, size in enumerate(sizes)
    )
