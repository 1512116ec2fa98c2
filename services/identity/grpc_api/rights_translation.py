"""Procurations, requests and rights in the contract's words."""

from datetime import datetime

from google.protobuf.timestamp_pb2 import Timestamp

from dci.identity.v1 import rights_pb2 as contract
from services.identity.domain.demande import Demande
from services.identity.domain.droits import Droits
from services.identity.domain.procuration import Procuration
from services.identity.use_cases.read_rights import InternRights, MyRights


def procuration(one: Procuration | None) -> contract.Procuration | None:
    """Never its password's hash; None: none stands."""
    if one is None:
        return None
    return contract.Procuration(
        mandataire_id=str(one.id),
        intern_id=str(one.intern_id),
        semestre=one.semestre,
        email=one.email,
        telephone=one.telephone,
        state=one.etat.value,
        given_at=_instant(one.given_at),
        accepted_at=_instant(one.accepted_at),
        ended_at=_instant(one.ended_at),
    )


def demande(one: Demande) -> contract.Demande:
    """With the note of ARS's staff: for them alone."""
    return contract.Demande(
        demande_id=str(one.id),
        intern_id=str(one.intern_id),
        semestre=one.semestre,
        type_choix=one.type_choix.value,
        state=one.etat.value,
        reason=one.reason,
        papers_received=one.papers_received,
        note=one.note,
        asked_at=_instant(one.asked_at),
        decided_at=_instant(one.decided_at),
    )


def own_demande(one: Demande) -> contract.Demande:
    """As the intern may read it."""
    shown = demande(one)
    shown.ClearField("note")
    return shown


def droits(one: Droits) -> contract.Rights:
    return contract.Rights(
        intern_id=str(one.intern_id),
        semestre=one.semestre,
        version=one.version,
        absent=one.absent,
        motif=one.motif,
        type_choix=one.type_choix.value,
        procuration=one.procuration,
        mandataire_id=str(one.mandataire_id or ""),
    )


def my_rights(mine: MyRights) -> contract.GetMyRightsResponse:
    return contract.GetMyRightsResponse(
        semestre=mine.semestre,
        open=mine.open,
        type_choix=mine.type_choix.value,
        demandes=[own_demande(one) for one in mine.demandes],
        procuration=procuration(mine.procuration),
    )


def intern_rights(one: InternRights) -> contract.InternRights:
    return contract.InternRights(
        rights=droits(one.droits),
        procuration=procuration(one.procuration),
        pending=demande(one.pending) if one.pending else None,
    )


def _instant(at: datetime | None) -> Timestamp | None:
    if at is None:
        return None
    stamp = Timestamp()
    stamp.FromDatetime(at)
    return stamp
