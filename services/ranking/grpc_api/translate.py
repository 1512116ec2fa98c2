"""The domain's words into the contract's, and back."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from google.protobuf.timestamp_pb2 import Timestamp

from chassis.callers import Caller
from dci.ranking.v1 import ranking_pb2 as pb
from services.ranking.domain.anciennete import SemestreCompte
from services.ranking.domain.interne import Interne, Regime
from services.ranking.domain.liste_appel import Ligne, Perimetre
from services.ranking.domain.noms import full_name, public_name
from services.ranking.domain.rang_actualise import show_cut
from services.ranking.domain.semestre import Semestre
from services.ranking.domain.version import Statut, Version
from services.ranking.domain.viewer import Viewer
from services.ranking.grpc_api.phrases import NATURES, RAISONS, VALIDATIONS
from services.ranking.use_cases.errors import (
    LigneInconnue,
    PerimetreInvalide,
    StatutInvalide,
    VersionInconnue,
)

LONGEST_CODE: Final = 40
_STATUTS: Final = {
    pb.PUBLICATION_STATE_PROVISOIRE: Statut.PROVISOIRE,
    pb.PUBLICATION_STATE_DEFINITIVE: Statut.DEFINITIVE,
}
_STATES: Final = {statut: state for state, statut in _STATUTS.items()}


def viewer_of(caller: Caller) -> Viewer:
    """Who looks: nobody in particular, an intern, or ARS's staff."""
    if caller.user is None:
        return Viewer.PUBLIC
    return Viewer.STAFF if caller.user.kind == "staff" else Viewer.INTERNE


def version_id_from(text: str) -> UUID:
    """Anything but an id is an unknown version."""
    try:
        return UUID(text)
    except ValueError:
        raise VersionInconnue from None


def line_from(request: pb.ExplainRequest) -> str | int:
    """The intern, else the rang d'appel, that a line is asked by; anything but an id is nobody's."""
    if not request.intern_id:
        return request.rang_appel
    try:
        return str(UUID(request.intern_id))
    except ValueError:
        raise LigneInconnue from None


def semestre_from(text: str) -> Semestre:
    """`PerimetreInvalide` for what is not a semester."""
    try:
        return Semestre.parse(text)
    except ValueError:
        raise PerimetreInvalide from None


def perimetre_from(scope: pb.Scope) -> Perimetre:
    """`PerimetreInvalide` where something is missing or cannot be."""
    if not 0 < len(scope.groupe_code) <= LONGEST_CODE or not scope.groupe_code.isprintable():
        raise PerimetreInvalide
    try:
        return Perimetre(
            Semestre.parse(scope.semestre), scope.groupe_code, frozenset(map(Regime, scope.regimes))
        )
    except ValueError:
        raise PerimetreInvalide from None


def statut_from(state: pb.PublicationState.ValueType) -> Statut:
    """`StatutInvalide` for anything but provisoire and définitive."""
    statut = _STATUTS.get(state)
    if statut is None:
        raise StatutInvalide
    return statut


def version_message(version: Version) -> pb.Version:
    """Everything that is known of a version without its lines."""
    perimetre, publication = version.perimetre, version.publication
    return pb.Version(
        version_id=str(version.version_id),
        number=version.number,
        scope=pb.Scope(
            semestre=perimetre.semestre.code,
            groupe_code=perimetre.groupe,
            regimes=sorted(perimetre.regimes),
            policy=version.policy,
        ),
        groupe_label=version.groupe_label,
        computed_at=_timestamp(version.computed_at),
        internes=version.internes,
        publication=_STATES[publication.statut] if publication else pb.PUBLICATION_STATE_NONE,
        published_at=_timestamp(publication.published_at) if publication else None,
        inputs_digest=version.inputs_digest,
        current=publication is not None and publication.current,
    )


def line_message(ligne: Ligne, viewer: Viewer, *, absent: bool) -> pb.CallListLine:
    """A line as this viewer may see it (PUB-3): names for those logged in, the INE for staff."""
    interne = ligne.interne
    return pb.CallListLine(
        rang_appel=ligne.rang_appel,
        identity=shown_name(interne, viewer),
        **_personal(interne, viewer),
        des_label=interne.des.label,
        anciennete=ligne.anciennete.total,
        promotion=interne.promotion,
        effectif_promo_local=ligne.locales.place.effectif,
        rang_local=ligne.locales.place.rang,
        promotion_theorique=ligne.promotion_theorique,
        effectif_promo_theorique=ligne.effectif_promo_theorique,
        rang_actualise=show_cut(ligne.rang_actualise),
        absence_prevue=absent,
    )


def line_messages(lignes: Iterable[Ligne], viewer: Viewer, absent: Collection[str]) -> list[pb.CallListLine]:
    """Several lines with today's absences."""
    return [line_message(each, viewer, absent=each.interne.intern_id in absent) for each in lignes]


def shown_name(interne: Interne, viewer: Viewer) -> str:
    """« Mehdi M » for the public, « Mehdi MARTIN » for the others."""
    return public_name(interne) if viewer is Viewer.PUBLIC else full_name(interne)


def semestre_message(semestre: SemestreCompte) -> pb.CountedSemestre:
    """One semester of a cursus, and why it counts or doesn't."""
    return pb.CountedSemestre(
        semestre=semestre.fait.semestre.code,
        nature=NATURES[semestre.fait.nature],
        valide=VALIDATIONS[semestre.fait.valide],
        motif=semestre.fait.motif,
        counted=semestre.compte > 0,
        reason=RAISONS[semestre.raison],
    )


def roster_entry(ligne: Ligne, motif: str) -> pb.RosterEntry:
    """A line as session takes it."""
    interne = ligne.interne
    return pb.RosterEntry(
        rang_appel=ligne.rang_appel,
        intern_id=interne.intern_id,
        nom=interne.nom,
        prenom=interne.prenom,
        des_code=interne.des.code,
        des_label=interne.des.label,
        regime=interne.regime.value,
        anciennete=ligne.anciennete.total,
        absence_motif=motif,
    )


def _personal(interne: Interne, viewer: Viewer) -> dict[str, str]:
    if viewer is Viewer.PUBLIC:
        return {}
    known = {"intern_id": interne.intern_id, "nom": interne.nom, "prenom": interne.prenom}
    return {**known, "ine": interne.ine} if viewer is Viewer.STAFF else known


def _timestamp(instant: datetime) -> Timestamp:
    message = Timestamp()
    message.FromDatetime(instant)
    return message
