"""Procurations already accepted, and requests, for a demonstration: without mails."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

from services.identity.domain.demande import Demande, EtatDemande
from services.identity.domain.droits import INTERNE, TypeChoix
from services.identity.domain.events import DroitsChanged
from services.identity.domain.ports import Work
from services.identity.domain.procuration import EtatProcuration, Procuration
from services.identity.domain.semestre import Semestre
from services.identity.use_cases.choosing_semestre import hold_open_semestre
from services.identity.use_cases.create_accounts import FICTIVE_PHONE
from services.identity.use_cases.errors import InterneInconnu
from services.identity.use_cases.tools import Tools

ASKED: Final = TypeChoix.SURNOMBRE_VALIDANT


@dataclass(frozen=True, slots=True)
class WantedRights:
    """`mandataires`: INE → e-mail; `demandes`: INEs of those who ask for a surnombre validant."""

    mandataires: Mapping[str, str]
    demandes: tuple[str, ...]


def create_rights(tools: Tools, *, wanted: WantedRights, password: str) -> int:
    """How many were made: whoever has a procuration or a request keeps it. One password for all.

    Only the command line of whoever holds the database and its keys comes here. `InterneInconnu` where an
    INE is not in the register, and then nothing is made. session hears of it by the events.
    """
    password_hash = tools.hasher.hash(password)
    with tools.begin() as work:
        semestre = hold_open_semestre(work)
        ids = work.internes.ids_by_ine([*wanted.mandataires, *wanted.demandes])
        if ids.keys() != {*wanted.mandataires, *wanted.demandes}:
            raise InterneInconnu
        made = sum(
            _procuration(tools, work, semestre, ids[ine], email, password_hash)
            for ine, email in sorted(wanted.mandataires.items())
        )
        made += sum(_demande(tools, work, semestre, ids[ine]) for ine in sorted(wanted.demandes))
        work.commit()
    return made


def _procuration(
    tools: Tools, work: Work, semestre: Semestre, intern_id: UUID, email: str, password_hash: str
) -> bool:
    now = tools.clock.now()
    given = Procuration(uuid4(), intern_id, semestre.code, email, FICTIVE_PHONE, EtatProcuration.ENVOYEE, now)
    if not work.procurations.add(given):
        return False
    work.procurations.accept(given.id, password_hash, now)
    droits = work.droits.record_procuration(
        intern_id, semestre.code, par=INTERNE, given=True, mandataire_id=given.id
    )
    work.tell([DroitsChanged(droits)])
    return True


def _demande(tools: Tools, work: Work, semestre: Semestre, intern_id: UUID) -> bool:
    if work.demandes.of_interne(intern_id, semestre):
        return False
    now = tools.clock.now()
    return work.demandes.add(Demande(uuid4(), intern_id, semestre.code, ASKED, EtatDemande.EN_COURS, now))
