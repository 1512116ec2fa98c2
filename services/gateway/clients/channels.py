"""Channels to the five services, each under gateway's own name."""

from dataclasses import dataclass
from functools import partial

import grpc

from chassis.rpc.client import connect
from chassis.tokens import ServiceSigner
from services.gateway.clients.identity import Identity
from services.gateway.clients.notifications import Notifications
from services.gateway.clients.postes import Postes
from services.gateway.clients.ranking import Ranking
from services.gateway.clients.session import Session
from services.gateway.config import Settings


@dataclass(frozen=True, slots=True)
class Clients:
    """Every service that gateway calls."""

    identity: Identity
    ranking: Ranking
    postes: Postes
    session: Session
    notifications: Notifications


def connect_all(settings: Settings) -> Clients:
    """Open the channels; reads and keyed commands are asked again where nobody answered."""
    signer = ServiceSigner("gateway", settings.calls.service_key_file)
    channel = partial(connect, signer=signer, tls_ca_file=settings.calls.tls_ca_file)
    return Clients(
        identity=Identity(
            channel(
                settings.identity,
                audience="identity",
                repeatable=[
                    "dci.identity.v1.LoginService/ExchangeSession",
                    "dci.identity.v1.RegisterService",
                    "dci.identity.v1.RightsService/GetMyRights",
                    "dci.identity.v1.RightsService/LookAtProcuration",
                ],
            )
        ),
        ranking=Ranking(
            channel(settings.ranking, audience="ranking", repeatable=["dci.ranking.v1.RankingService"])
        ),
        postes=Postes(_postes(channel, settings)),
        session=Session(_session(channel, settings)),
        notifications=Notifications(channel(settings.notifications, audience="notifications", timeout=15.0)),
    )


def _postes(channel: "partial[grpc.Channel]", settings: Settings) -> grpc.Channel:
    services = ["OfferService", "FavouriteService", "AffectationService"]
    return channel(
        settings.postes, audience="postes", repeatable=[f"dci.postes.v1.{each}" for each in services]
    )


def _session(channel: "partial[grpc.Channel]", settings: Settings) -> grpc.Channel:
    keyed = ["GetMyPassage", "ListMyAmphis", "Choose", "Renounce", "RequestReturn", "AcknowledgeOrder"]
    repeatable = [
        "dci.session.v1.BoardService",
        "dci.session.v1.RecordService",
        *(f"dci.session.v1.PassageService/{each}" for each in keyed),
    ]
    return channel(settings.session, audience="session", repeatable=repeatable)
