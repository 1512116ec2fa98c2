"""Builds the demonstration as ARS would: files, ranks, call lists, amphis. Done again, it changes nothing."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from dci.common.v1.imports_pb2 import ImportChunk, ImportReport, ImportStart
from dci.identity.v1 import register_pb2 as register
from dci.postes.v1 import postes_pb2 as postes
from dci.ranking.v1 import ranking_pb2 as ranking
from dci.session.v1 import session_pb2 as session
from deploy.local.demo.calls import Calls
from deploy.local.demo.facts import (
    CHIRURGIE,
    NEWEST_PROMOTION,
    ODONTOLOGIE,
    PHARMACIE,
    SEMESTRE,
    SEMESTRE_EN_COURS,
    Groupe,
)
from deploy.local.demo.files import Campaign

POLICY = "idf-2022"
PIECE_BYTES = 200_000


class DemoRefused(RuntimeError):
    """A service refused the demonstration's own data: a defect of ours."""


@dataclass(frozen=True, slots=True)
class AmphiPlan:
    """An amphi of the demonstration."""

    groupe: Groupe
    code: str
    libelle: str
    starts_in: timedelta
    delai_fin: timedelta
    internes_par_session: int
    duree_tour: timedelta = timedelta(seconds=90)


RUNNING = AmphiPlan(CHIRURGIE, "CHIR", "Spécialités chirurgicales", timedelta(), timedelta(minutes=5), 115)
READY = AmphiPlan(PHARMACIE, "PHARMA", "Pharmacie hospitalière", timedelta(hours=2), timedelta(minutes=5), 30)
FINISHED = AmphiPlan(ODONTOLOGIE, "ODONTO", "Médecine bucco-dentaire", timedelta(), timedelta(seconds=1), 30)
PLANS = (RUNNING, READY, FINISHED)


def build(calls: Calls, campaign: Campaign, plans: Iterable[AmphiPlan] = PLANS) -> dict[str, session.Amphi]:
    """Everything up to open amphis, by code; nothing is started yet."""
    _semesters(calls)
    _import_all(calls, campaign)
    return {plan.code: _amphi(calls, plan) for plan in plans}


def start(calls: Calls, amphi: session.Amphi) -> None:
    """Starts an amphi that is open; one that has started stays as it is."""
    if amphi.state == session.AMPHI_STATE_OUVERT:
        calls.conduct.Start(session.StartRequest(amphi_id=amphi.amphi_id, key=f"demo-{amphi.amphi_id}"))


def _semesters(calls: Calls) -> None:
    known = {each.code for each in calls.register.ListSemestres(register.ListSemestresRequest()).semestres}
    for code, newest in ((SEMESTRE_EN_COURS, NEWEST_PROMOTION), (SEMESTRE, NEWEST_PROMOTION)):
        if code not in known:
            calls.register.CreateSemestre(register.CreateSemestreRequest(code=code, newest_promotion=newest))
    calls.register.MakeSemestreCurrent(register.MakeSemestreCurrentRequest(code=SEMESTRE))


def _import_all(calls: Calls, campaign: Campaign) -> None:
    files = campaign.files()
    owners: dict[str, tuple[Any, Any]] = {
        "internes": (calls.register, register),
        "absences": (calls.register, register),
        "cursus": (calls.ranking, ranking),
        "postes": (calls.offer, postes),
    }
    for kind in ("internes", "cursus", "postes", "absences"):
        stub, messages = owners[kind]
        _import(stub, messages, kind, files[kind])


def _import(stub: Any, messages: Any, kind: str, content: bytes) -> None:
    pieces = _pieces(messages.DryRunImportRequest, kind, content)
    report: ImportReport = stub.DryRunImport(pieces).report
    if report.refused or not report.import_id:
        raise DemoRefused(f"{kind} : {[problem.reason for problem in report.problems[:3]]}")
    if report.created or report.changed:
        stub.ApplyImport(messages.ApplyImportRequest(import_id=report.import_id))


def _pieces(request: Callable[..., Any], kind: str, content: bytes) -> Iterator[Any]:
    yield request(chunk=ImportChunk(start=ImportStart(kind=kind, filename=f"{kind}.csv")))
    for begin in range(0, len(content), PIECE_BYTES):
        yield request(chunk=ImportChunk(data=content[begin : begin + PIECE_BYTES]))


def _call_list(calls: Calls, groupe: Groupe) -> str:
    """The published définitive version's id; computes and publishes where there is none."""
    for version in calls.ranking.ListPublished(ranking.ListPublishedRequest(semestre=SEMESTRE)).versions:
        if version.scope.groupe_code == groupe.code:
            return version.version_id
    scope = ranking.Scope(semestre=SEMESTRE, groupe_code=groupe.code, regimes=[groupe.regime], policy=POLICY)
    version = calls.ranking.Compute(ranking.ComputeRequest(scope=scope)).version
    definitive = ranking.PUBLICATION_STATE_DEFINITIVE
    calls.ranking.Publish(ranking.PublishRequest(version_id=version.version_id, **{"as": definitive}))
    return version.version_id


def _amphi(calls: Calls, plan: AmphiPlan) -> session.Amphi:
    known = calls.boards.ListAmphis(session.ListAmphisRequest(semestre=SEMESTRE, with_brouillons=True))
    amphi = next((each for each in known.amphis if each.code == plan.code), None)
    if amphi is None:
        amphi = _created(calls, plan)
    if amphi.state == session.AMPHI_STATE_BROUILLON:
        calls.conduct.CutIntoSessions(
            session.CutIntoSessionsRequest(amphi_id=amphi.amphi_id, timetable=_timetable(plan))
        )
        amphi = calls.conduct.Validate(session.ValidateRequest(amphi_id=amphi.amphi_id)).amphi
    if amphi.state == session.AMPHI_STATE_VALIDE:
        amphi = calls.conduct.Open(session.OpenRequest(amphi_id=amphi.amphi_id)).amphi
    return amphi


def _created(calls: Calls, plan: AmphiPlan) -> session.Amphi:
    settings = session.AmphiSettings(retours_max=3)
    settings.duree_tour.FromTimedelta(plan.duree_tour)
    settings.delai_absent.FromTimedelta(plan.duree_tour)
    settings.grace_reseau.FromTimedelta(timedelta(seconds=1))
    settings.delai_fin.FromTimedelta(plan.delai_fin)
    request = session.CreateAmphiRequest(
        code=plan.code,
        libelle=plan.libelle,
        call_list_version_id=_call_list(calls, plan.groupe),
        formation=plan.groupe.formation,
        settings=settings,
    )
    request.favoris_at.FromDatetime(datetime.now(UTC))
    return calls.conduct.CreateAmphi(request).amphi


def _timetable(plan: AmphiPlan) -> session.Timetable:
    timetable = session.Timetable(internes_par_session=plan.internes_par_session, by_clock=False)
    timetable.starts_at.FromDatetime(datetime.now(UTC) + plan.starts_in)
    timetable.temps_par_interne.FromTimedelta(timedelta(seconds=90))
    timetable.pause_entre_sessions.FromTimedelta(timedelta())
    return timetable
