"""The campaign that goes on while faults are injected: several amphis of one semester, with short turns."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from unittest.mock import patch

import pyotp

from chassis.rpc.client import connect
from chassis.rpc.context import acting_for, user_token
from chassis.tokens import ServiceSigner
from dci.session.v1 import session_pb2 as session
from dci.session.v1.session_pb2_grpc import PassageServiceStub
from deploy.local.demo import campaign as demo
from deploy.local.demo import cast, files, offer, people
from deploy.local.demo.accounts import PASSWORD
from deploy.local.demo.calls import Calls, StaffAccount, logged_in, open_calls
from deploy.local.demo.facts import PHARMACIE, SEMESTRE, Groupe
from deploy.local.paths import ROOT
from tests.faults.world.system import System

FIRST_CODE = 70
SURNOMBRES = ("surnombre_validant", "surnombre_non_validant")


@dataclass(frozen=True, slots=True)
class Durations:
    """Settings of every amphi, in seconds."""

    duree_tour: float = 15.0
    delai_absent: float = 8.0
    delai_fin: float = 4.0


USUAL = Durations()


@dataclass(frozen=True, slots=True)
class Prepared:
    """An open amphi and who has an account in it."""

    amphi_id: str
    seats: tuple[cast.Seat, ...]

    @property
    def by_rang(self) -> dict[int, str]:
        """Call rank → e-mail."""
        return {seat.rang_appel: seat.person.email for seat in self.seats}

    @property
    def in_surnombre(self) -> dict[int, str]:
        """Rank → type de choix, of those who do not choose as the others do (CHX-3, CHX-4)."""
        ranks = [seat.rang_appel for seat in self.seats][3::7]
        return {rang: SURNOMBRES[place % len(SURNOMBRES)] for place, rang in enumerate(ranks)}


class Campaign:
    """Built once a run; amphi after amphi is then started."""

    def __init__(
        self, system: System, amphis: int, internes: int, durations: Durations = USUAL, seed: int = 33
    ) -> None:
        self._system = system
        self._durations = durations
        self.groupes = tuple(_groupe(number, internes) for number in range(amphis))
        self._staff = [_gestionnaire(number) for number in range(amphis + 1)]
        """A code serves once, so each log-in has an account."""
        self._token = ""
        self._invented = _invent(self.groupes, seed)

    def build(self) -> list[Prepared]:
        """As ARS would: files, ranks, call lists, amphis; then accounts of all interns."""
        for account in self._staff:
            self._identity(
                ["create-staff", "--email", account.email, "--role", account.role],
                {"DCI_STAFF_PASSWORD": PASSWORD, "DCI_STAFF_TOTP_SECRET": account.totp_secret},
            )
        with self.acting() as calls:
            demo._semesters(calls)
            demo._import_all(calls, self._invented)
            made = [self._prepared(calls, groupe) for groupe in self.groupes]
        emails = {seat.person.ine: seat.person.email for each in made for seat in each.seats}
        self._identity(["create-accounts"], {"DCI_ACCOUNTS_PASSWORD": PASSWORD}, json.dumps(emails))
        return made

    @contextmanager
    def acting(self) -> Iterator[Calls]:
        """Calls as a gestionnaire. Not in the thread of the proxies, which the callees need meanwhile."""
        calls = self.calls()
        with logged_in(calls, self._staff.pop()):
            yield calls

    @contextmanager
    def acting_again(self) -> Iterator[Calls]:
        """The same person as at the last start, whose token still serves."""
        with acting_for(self._token):
            yield self.calls()

    def start(self, amphi: Prepared) -> None:
        """Its first turn is announced."""
        with self.acting() as calls:
            self._token = user_token() or ""
            calls.conduct.Start(session.StartRequest(amphi_id=amphi.amphi_id, key=f"start-{amphi.amphi_id}"))

    def let_choose_in_surnombre(self, amphi: Prepared, ids: Mapping[int, str]) -> None:
        """What identity tells session when ARS has accepted a type de choix (`ids`: rank → intern)."""
        signer = ServiceSigner("identity", self._system.keys.private_of("identity"))
        channel = connect(self._addresses()["DCI_SESSION"], audience="session", signer=signer)
        for rang, type_choix in amphi.in_surnombre.items():
            told: dict[str, Any] = {"version": 1, "semestre": SEMESTRE, "type_choix": type_choix}
            PassageServiceStub(channel).ApplyRights(session.ApplyRightsRequest(intern_id=ids[rang], **told))
        channel.close()

    def calls(self) -> Calls:
        """Calls as anybody may make them."""
        with patch.dict(os.environ, self._addresses()):
            return open_calls()

    def _addresses(self) -> dict[str, str]:
        replicas = self._system.replicas
        told = {
            f"DCI_{name.upper()}": "ipv4:///"
            + ",".join(f"127.0.0.1:{replicas[each].port}" for each in self._system.of(name))
            for name in ("identity", "ranking", "postes", "session", "notifications")
        }
        return told | {"DCI_DEMO_SERVICE_KEY_FILE": str(self._system.keys.private_of("admin"))}

    def _prepared(self, calls: Calls, groupe: Groupe) -> Prepared:
        plan = demo.AmphiPlan(groupe, groupe.code, groupe.label, timedelta(hours=1), timedelta(), 500)
        with patch.object(demo, "_created", self._created):
            amphi = demo._amphi(calls, plan)
        return Prepared(amphi.amphi_id, tuple(cast.seats(calls, self._invented, amphi)))

    def _created(self, calls: Calls, plan: demo.AmphiPlan) -> session.Amphi:
        settings = session.AmphiSettings(retours_max=3)
        for name in ("duree_tour", "delai_absent", "delai_fin"):
            getattr(settings, name).FromTimedelta(timedelta(seconds=getattr(self._durations, name)))
        settings.grace_reseau.FromTimedelta(timedelta(seconds=1))
        request = session.CreateAmphiRequest(
            code=plan.code,
            libelle=plan.libelle,
            call_list_version_id=demo._call_list(calls, plan.groupe),
            formation=plan.groupe.formation,
            settings=settings,
        )
        request.favoris_at.FromDatetime(datetime.now(UTC))
        return calls.conduct.CreateAmphi(request).amphi

    def _identity(self, command: list[str], told: dict[str, str], stdin: str = "") -> None:
        identity = self._system.environment_of(self._system.replicas["identity-1"])
        subprocess.run(
            [sys.executable, "-m", "services.identity", *command],
            cwd=ROOT,
            env=identity | told,
            input=stdin,
            check=True,
            capture_output=True,
            text=True,
            timeout=120,
        )


def plan_of(
    system: System, amphi: Prepared, seed: int, habits: dict[str, int], pace: list[float]
) -> dict[str, Any]:
    """Who is simulated and how (`simulation.plan`)."""
    internes = [
        {"rang_appel": seat.rang_appel, "email": seat.person.email, "password": PASSWORD}
        | ({"behaviour": "in_surnombre"} if seat.rang_appel in amphi.in_surnombre else {})
        for seat in amphi.seats
    ]
    told = {"amphi_id": amphi.amphi_id, "hesitation": pace, "habits": habits, "internes": internes}
    return {"gateway": system.gateway, "seed": seed, "amphis": [told]}


def _gestionnaire(number: int) -> StaffAccount:
    return StaffAccount("gestionnaire", f"regie{number}@ars.example", PASSWORD, pyotp.random_base32())


def _groupe(number: int, internes: int) -> Groupe:
    code = str(FIRST_CODE + number)
    des = replace(PHARMACIE.des[0], code=code, label=f"PHARMACIE {code}", internes=internes)
    return replace(PHARMACIE, code=code, label=f"PHARMACIE {code}", des=(des,))


def _invent(groupes: tuple[Groupe, ...], seed: int) -> files.Campaign:
    chance = Random(seed)
    persons = people.invent(groupes, chance)
    return files.Campaign(persons, offer.invent(groupes, chance), (persons[-1],))
