"""Asks identity to know groupes and DES that an import names (decision 14)."""

from collections.abc import Iterable, Mapping

import grpc

from dci.identity.v1 import register_pb2 as pb
from dci.identity.v1.register_pb2_grpc import RegisterServiceStub
from services.postes.domain.specialites import Specialites


class IdentitySpecialities:
    """Groupes and DES, by gRPC; where identity cannot answer now, a `RemoteError`."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._register = RegisterServiceStub(channel)

    def known(self) -> Specialites:
        """All that identity knows."""
        answer = self._register.ListSpecialities(pb.ListSpecialitiesRequest())
        return Specialites(_read(answer.groupes), _read(answer.des))

    def ensure(self, named: Specialites) -> Specialites:
        """Create what is missing; what identity then knows of these."""
        answer = self._register.EnsureSpecialities(
            pb.EnsureSpecialitiesRequest(groupes=_written(named.groupes), des=_written(named.des))
        )
        return Specialites(_read(answer.groupes), _read(answer.des))


def _read(specialities: Iterable[pb.Speciality]) -> dict[str, str]:
    return {speciality.code: speciality.label for speciality in specialities}


def _written(labels: Mapping[str, str]) -> list[pb.Speciality]:
    return [pb.Speciality(code=code, label=label) for code, label in sorted(labels.items())]
