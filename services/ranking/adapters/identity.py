"""The register as ranking's domain wants it, asked of identity."""

from collections.abc import Collection
from datetime import date
from typing import Final

from dci.identity.v1 import register_pb2 as pb
from dci.identity.v1.register_pb2_grpc import RegisterServiceStub
from services.ranking.domain.interne import Interne, Nomenclature, PlaceLocale, Regime
from services.ranking.domain.semestre import Semestre

WHOLE_REGISTER_SECONDS: Final = 30.0


class IdentityRegister:
    """See `domain.ports.Register`; fails with chassis's `RemoteError`."""

    def __init__(self, stub: RegisterServiceStub) -> None:
        self._stub = stub

    def internes(self) -> list[Interne]:
        answers = self._stub.ListRegister(pb.ListRegisterRequest(), timeout=WHOLE_REGISTER_SECONDS)
        return [_interne(each) for answer in answers for each in answer.internes]

    def absences(self, semestre: Semestre) -> dict[str, str]:
        answer = self._stub.ListAbsences(pb.ListAbsencesRequest(semestre=semestre.code))
        return {each.intern_id: each.motif for each in answer.absences}

    def ids_by_ine(self, ines: Collection[str]) -> dict[str, str]:
        answer = self._stub.ResolveInes(pb.ResolveInesRequest(ines=sorted(ines)))
        return dict(answer.intern_ids)

    def current_semestre(self) -> Semestre | None:
        answer = self._stub.ListSemestres(pb.ListSemestresRequest())
        return next((Semestre.parse(each.code) for each in answer.semestres if each.current), None)


def _interne(given: pb.Interne) -> Interne:
    return Interne(
        intern_id=given.intern_id,
        ine=given.ine,
        nom=given.nom,
        prenom=given.prenom,
        date_naissance=date.fromisoformat(given.date_naissance),
        regime=Regime(given.regime),
        groupe=Nomenclature(given.groupe.code, given.groupe.label),
        des=Nomenclature(given.des.code, given.des.label),
        concours=given.concours,
        promotion=given.promotion,
        rang_concours=given.rang_concours,
        importe=PlaceLocale(given.rang_local, given.effectif_promo_local) if given.rang_local else None,
        actif=given.actif,
    )
