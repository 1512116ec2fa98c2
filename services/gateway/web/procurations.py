"""Who looks at an amphi, and the procuration that an intern gave (PRC-1)."""

from chassis.errors import DomainError, Kind
from chassis.web.login import current_person
from dci.identity.v1.rights_pb2 import Procuration
from dci.session.v1.session_pb2 import Passage
from services.gateway.context import gateway


def is_mandataire() -> bool:
    """Whether whoever is logged in acts for somebody else."""
    person = current_person()
    return person is not None and bool(person.mandataire_id)


def standing(passage: Passage) -> Procuration | None:
    """The procuration that the intern who looks gave; None also where identity is away, the page goes on."""
    if not passage.procuration or is_mandataire():
        return None
    try:
        found = gateway().clients.identity.my_rights()
    except DomainError as error:
        if error.kind is not Kind.UNAVAILABLE:
            raise
        return None
    return found.procuration if found.HasField("procuration") else None
