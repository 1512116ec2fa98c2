"""identity as ranking sees it, behind a real gRPC server that lets ranking alone in."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid5

import grpc

from chassis.rpc.access import AccessTable, by_service
from dci.identity.v1 import register_pb2 as pb
from dci.identity.v1.register_pb2_grpc import RegisterServiceServicer

NAMESPACE = UUID("5d1c3a52-6c0e-4a51-9f0e-2f6b9a1d7c11")
_METHODS = pb.DESCRIPTOR.services_by_name["RegisterService"].methods_by_name
ACCESS: AccessTable = {
    f"/dci.identity.v1.RegisterService/{method}": by_service("ranking") for method in _METHODS
}


def intern_id(ine: str) -> str:
    """The same person has the same id in every test."""
    return str(uuid5(NAMESPACE, ine))


def person(ine: str, **given: Any) -> pb.Interne:
    """An intern of surgery; give what the test is about."""
    values: dict[str, Any] = {
        "intern_id": intern_id(ine),
        "ine": ine,
        "nom": f"Nom{ine}",
        "prenom": f"Prénom{ine}",
        "date_naissance": "1999-03-14",
        "formation": "medecin",
        "regime": "approfondissement",
        "groupe": pb.Speciality(code="3", label="3 - SPECIALITES CHIRURGICALES"),
        "des": pb.Speciality(code="33", label="33 - GYNÉCOLOGIE OBSTÉTRIQUE"),
        "concours": "ECN",
        "promotion": 2024,
        "rang_concours": 100,
        "actif": True,
    }
    return pb.Interne(**values | given)


class FakeIdentity(RegisterServiceServicer):
    """Says what the test put into it; `away` makes it refuse as a dead service would."""

    def __init__(self) -> None:
        self.internes: list[pb.Interne] = []
        self.absences: dict[str, str] = {}
        self.current = "052027"
        self.away = False

    def ListRegister(
        self, request: pb.ListRegisterRequest, context: grpc.ServicerContext
    ) -> Iterator[pb.ListRegisterResponse]:
        if self.away:
            context.abort(grpc.StatusCode.UNAVAILABLE, "away")
        for each in self.internes:
            yield pb.ListRegisterResponse(internes=[each])

    def ListAbsences(
        self, request: pb.ListAbsencesRequest, context: grpc.ServicerContext
    ) -> pb.ListAbsencesResponse:
        absences = [
            pb.Absence(intern_id=each, semestre=request.semestre, motif=motif)
            for each, motif in self.absences.items()
        ]
        return pb.ListAbsencesResponse(absences=absences)

    def ResolveInes(
        self, request: pb.ResolveInesRequest, context: grpc.ServicerContext
    ) -> pb.ResolveInesResponse:
        known = {each.ine: each.intern_id for each in self.internes}
        return pb.ResolveInesResponse(intern_ids={ine: known[ine] for ine in request.ines if ine in known})

    def ListSemestres(
        self, request: pb.ListSemestresRequest, context: grpc.ServicerContext
    ) -> pb.ListSemestresResponse:
        return pb.ListSemestresResponse(semestres=[pb.Semestre(code=self.current, current=True)])
