"""The campaign that goes on while faults are injected: several amphis of one semester, with short turns."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from dci.identity.v1 import rights_pb2 as rights
from dci.ranking.v1 import ranking_pb2 as ranking
from dci.session.v1 import session_pb2 as session
from deploy.local.demo import campaign as demo
from deploy.local.demo import cast
from deploy.local.demo.calls import Calls
from deploy.local.demo.facts import SEMESTRE, Groupe
from tests.faults import reading
from tests.faults.notes import Notes
from tests.faults.world import accounts, invented
from tests.faults.world.contracts import Contracts, contracts
from tests.faults.world.prepared import USUAL, Durations, Prepared, Stock
from tests.faults.world.staff import Staff, staff
from tests.faults.world.system import System

TO_BUILD_SECONDS = 60.0
LIKE_THE_BACK_OFFICE_SECONDS = 5.0


class Campaign:
    """Built once a run; amphi after amphi is then started."""

    def __init__(
        self, system: System, stocks: Sequence[Stock], durations: Durations = USUAL, seed: int = 33
    ) -> None:
        self._system = system
        self._durations = durations
        self._stocks = [invented.groupes(number, stock) for number, stock in enumerate(stocks)]
        self._invented = invented.campaign(self._stocks, seed)
        self._building = contracts(system, TO_BUILD_SECONDS)
        self.contracts: Contracts = contracts(system, LIKE_THE_BACK_OFFICE_SECONDS)
        calls = self.contracts.ars
        self.gestionnaire: Staff = staff("gestionnaire", "gestionnaire", calls)
        self.administrateurs: tuple[Staff, Staff] = (
            staff("administrateur un", "administrateur", calls),
            staff("administrateur deux", "administrateur", calls),
        )

    def build(self) -> list[tuple[Prepared, ...]]:
        """As ARS would: files, ranks, call lists, amphis; then accounts, procurations and types de choix."""
        identity = self._system.environment_of(self._system.replicas["identity-1"])
        people = (self.gestionnaire, *self.administrateurs)
        accounts.make(identity, [accounts.staff(one.account) for one in people])
        made = self._built()
        everybody = [amphi for stock in made for amphi in stock]
        seats = [(amphi, seat) for amphi in everybody for seat in amphi.seats]
        emails = {seat.person.ine: seat.person.email for _, seat in seats}
        mandataires = {
            seat.person.ine: amphi.mandataires[seat.rang_appel]
            for amphi, seat in seats
            if seat.rang_appel in amphi.mandataires
        }
        accounts.make(identity, [accounts.interns(emails), accounts.procurations(mandataires)])
        for amphi in everybody:
            self._accept_types(amphi)
        return made

    def start(self, amphi: Prepared) -> None:
        """Its first turn is announced."""
        with self.gestionnaire.acting():
            request = session.StartRequest(amphi_id=amphi.amphi_id, key=f"start-{amphi.amphi_id}")
            self._building.ars.conduct.Start(request)

    @contextmanager
    def acting(self) -> Iterator[Calls]:
        """Calls as the gestionnaire."""
        with self.gestionnaire.acting():
            yield self.contracts.ars

    def notes_file(self, amphi_id: str) -> Path:
        """What people of ARS, and interns about their rights, sent and were answered."""
        return self._system.folder / f"ars-{amphi_id}.jsonl"

    def _built(self) -> list[tuple[Prepared, ...]]:
        calls = self._building.ars
        with self.gestionnaire.acting():
            demo._semesters(calls)
            demo._import_all(calls, self._invented)
            return [
                tuple(self._prepared(calls, groupe, f"{groupe.code}-{groupe.regime}") for groupe in groupes)
                for groupes in self._stocks
            ]

    def _prepared(self, calls: Calls, groupe: Groupe, code: str) -> Prepared:
        """Validated; it opens by itself, its date having come."""
        version_id = _call_list(calls, groupe)
        listed = session.Amphi(call_list_version_id=version_id)
        seats = tuple(cast.seats(calls, self._invented, listed))
        draft = self._created(calls, groupe, code, version_id)
        self._place_beforehand(calls, draft, seats)
        plan = demo.AmphiPlan(groupe, code, groupe.label, timedelta(hours=1), timedelta(), 500)
        cut = session.CutIntoSessionsRequest(amphi_id=draft.amphi_id, timetable=demo._timetable(plan))
        calls.conduct.CutIntoSessions(cut)
        amphi = calls.conduct.Validate(session.ValidateRequest(amphi_id=draft.amphi_id)).amphi
        sql = "SELECT rang_appel, intern_id FROM roster WHERE amphi_id = %s ORDER BY rang_appel"
        roster = reading.rows(self._system, "session", sql, amphi.amphi_id)
        ids = {row["rang_appel"]: row["intern_id"] for row in roster}
        return Prepared(amphi.amphi_id, amphi.offer_id, seats, ids)

    def _created(self, calls: Calls, groupe: Groupe, code: str, version_id: str) -> session.Amphi:
        settings = session.AmphiSettings(retours_max=3)
        for name in ("duree_tour", "delai_absent", "delai_fin"):
            getattr(settings, name).FromTimedelta(timedelta(seconds=getattr(self._durations, name)))
        settings.grace_reseau.FromTimedelta(timedelta(seconds=1))
        request = session.CreateAmphiRequest(
            code=code,
            libelle=groupe.label,
            call_list_version_id=version_id,
            formation=groupe.formation,
            settings=settings,
        )
        request.favoris_at.FromDatetime(datetime.now(UTC))
        return calls.conduct.CreateAmphi(request).amphi

    def _place_beforehand(self, calls: Calls, draft: session.Amphi, seats: Sequence[cast.Seat]) -> None:
        """Noted now; at validation it becomes one of the first decisions (CHX-8)."""
        seat, groupe = seats[-2], seats[-2].person.groupe
        posts = [post for post in self._invented.posts if post.des.code == seat.person.des.code]
        numero = posts[-1 - invented.REGIMES.index(groupe.regime)].numero
        about = {"amphi_id": draft.amphi_id, "rang": seat.rang_appel, "numero": numero}
        request = session.PlaceRequest(
            amphi_id=draft.amphi_id,
            key=f"avant-{draft.amphi_id}",
            rang_appel=seat.rang_appel,
            numero=numero,
            reason="Situation particulière",
        )
        notes = Notes(self.notes_file(draft.amphi_id), self.gestionnaire.name)
        notes.asked("note a placement", lambda: calls.conduct.Place(request), **about)

    def _accept_types(self, amphi: Prepared) -> None:
        for rang, type_choix in amphi.accepted_beforehand.items():
            request = rights.ChangeTypeChoixRequest(intern_id=amphi.ids[rang], type_choix=type_choix)
            with self.gestionnaire.acting():
                self._building.desk.ChangeTypeChoix(request)


def _call_list(calls: Calls, groupe: Groupe) -> str:
    """The definitive version's id: of this groupe and this régime."""
    scope = ranking.Scope(
        semestre=SEMESTRE, groupe_code=groupe.code, regimes=[groupe.regime], policy=demo.POLICY
    )
    version_id = calls.ranking.Compute(ranking.ComputeRequest(scope=scope)).version.version_id
    definitive: Any = {"as": ranking.PUBLICATION_STATE_DEFINITIVE}
    calls.ranking.Publish(ranking.PublishRequest(version_id=version_id, **definitive))
    return version_id
