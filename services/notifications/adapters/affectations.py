"""postes and session behind the port Affectations."""

from datetime import UTC, datetime
from uuid import UUID

import grpc

from chassis.errors import Kind, RemoteError
from dci.postes.v1 import postes_pb2
from dci.postes.v1.postes_pb2_grpc import AffectationServiceStub
from dci.session.v1.session_pb2 import GetAmphiRequest
from dci.session.v1.session_pb2_grpc import BoardServiceStub
from services.notifications.domain.errors import AucuneAffectation
from services.notifications.domain.facts import Affectation, Origine, Poste


class PostesAffectations:
    """Asks postes for the facts, and session for the semester of an amphi."""

    def __init__(self, postes: grpc.Channel, session: grpc.Channel) -> None:
        self._affectations = AffectationServiceStub(postes)
        self._boards = BoardServiceStub(session)

    def chosen_in(self, amphi_id: UUID, intern_id: UUID, received_at: datetime | None) -> Affectation:
        """In the semester of this amphi: what was asked for at that instant; None: what is in force."""
        amphi = self._boards.GetAmphi(GetAmphiRequest(amphi_id=str(amphi_id))).amphi
        own = postes_pb2.OwnAffectation(intern_id=str(intern_id), semestre=amphi.semestre)
        if received_at is not None:
            own.received_at.FromDatetime(received_at)
        return self._facts(own)

    def of(self, intern_id: UUID, semestre: str) -> Affectation:
        """The affectation of a semester; raises AucuneAffectation."""
        return self._facts(postes_pb2.OwnAffectation(intern_id=str(intern_id), semestre=semestre))

    def _facts(self, own: postes_pb2.OwnAffectation) -> Affectation:
        try:
            facts = self._affectations.GetAffectationFacts(postes_pb2.GetAffectationFactsRequest(own=own))
        except RemoteError as error:
            if error.kind is Kind.NOT_FOUND:
                raise AucuneAffectation from error
            raise
        held = facts.affectation
        return Affectation(
            poste=_poste(held.poste),
            rang_appel=held.rang_appel,
            at=held.at.ToDatetime(UTC),
            code=facts.code,
            type_choix=held.type_choix,
            par=held.par,
            origine=Origine(facts.origine or Origine.CHOIX),  # a postes of the version before says none
        )


def _poste(known: postes_pb2.Poste) -> Poste:
    return Poste(
        semestre=known.semestre,
        numero=known.numero,
        imotep=known.imotep,
        etablissement=known.etablissement,
        departement=known.departement,
        service=known.service,
        chef_de_service=known.chef_de_service,
        des_label=known.des_label,
        flechage=known.flechage,
    )
