"""Channels to the services, each under admin's own name."""

from dataclasses import dataclass
from typing import Final

import grpc

from chassis.rpc.client import connect
from chassis.tokens import ServiceSigner
from services.admin.clients.identity import Identity
from services.admin.clients.imports import Imports
from services.admin.clients.notifications import Notifications
from services.admin.clients.postes import Postes
from services.admin.clients.ranking import Ranking
from services.admin.clients.session import Session
from services.admin.config import Settings


@dataclass(frozen=True, slots=True)
class Clients:
    """Every service that admin calls."""

    identity: Identity
    ranking: Ranking
    postes: Postes
    session: Session
    notifications: Notifications
    imports: Imports


KEYED = (
    "Start", "UndoStart", "StartSession", "Pause", "Resume", "AddTime", "MarkAbsent", "MoveOn", "PutBack",
    "End", "ChooseFor", "Place", "ProposeCorrection", "ApproveCorrection",
)  # fmt: skip
REPEATABLE: Final = {
    "identity": [
        "dci.identity.v1.LoginService/ExchangeSession",
        *(
            f"dci.identity.v1.RegisterService/{each}"
            for each in ("ListSemestres", "ListSpecialities", "GetContacts")
        ),
        *(f"dci.identity.v1.RightsDeskService/{each}" for each in ("ListDemandes", "GetRights")),
    ],
    "ranking": [
        f"dci.ranking.v1.RankingService/{each}" for each in ("ListVersions", "GetCallList", "Explain")
    ],
    "postes": [
        "dci.postes.v1.OfferService/GetOfferSnapshot",
        "dci.postes.v1.OfferService/SearchPostes",
        "dci.postes.v1.AffectationService/ListAffectations",
    ],
    "session": [
        "dci.session.v1.BoardService",
        "dci.session.v1.RehearsalService/ListRehearsals",
        "dci.session.v1.RehearsalService/ListParticipants",
        *(f"dci.session.v1.ConductService/{each}" for each in KEYED),
    ],
    "notifications": ["dci.notifications.v1.MailService/ListFailedMails"],
}


def connect_all(settings: Settings) -> Clients:
    """Open the channels; reads and keyed commands are asked again where nobody answered."""
    signer = ServiceSigner("admin", settings.calls.service_key_file)

    def channel(service: str, target: str) -> grpc.Channel:
        return connect(
            target,
            audience=service,
            signer=signer,
            tls_ca_file=settings.calls.tls_ca_file,
            repeatable=REPEATABLE[service],
        )

    identity = Identity(channel("identity", settings.identity))
    ranking = Ranking(channel("ranking", settings.ranking))
    postes = Postes(channel("postes", settings.postes))
    return Clients(
        identity=identity,
        ranking=ranking,
        postes=postes,
        session=Session(channel("session", settings.session)),
        notifications=Notifications(channel("notifications", settings.notifications)),
        imports=Imports(identity.register, ranking.stub, postes.offers),
    )
