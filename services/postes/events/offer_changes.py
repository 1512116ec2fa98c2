"""Tells every change of an offer, under its version, to Kafka and to those who ask where they stood."""

from collections.abc import Sequence
from datetime import datetime

from chassis.database import Row, Transaction
from chassis.events.outbox import publish
from chassis.events.topics import OFFERS
from dci.events.v1.events_pb2 import Event
from dci.postes.v1 import postes_pb2 as pb
from services.postes.domain.changement import Changement, Libere, Modifie, Pris, Retire, Surnombre
from services.postes.domain.offre import rehearsal_of
from services.postes.grpc_api import messages
from services.postes.storage import offer_board, offers


def tell(tx: Transaction, offer_id: str, changes: Sequence[Changement]) -> int:
    """Give each change the next version of the offer, keep and publish it; the last version.

    The caller holds the offer, and has written what changed.
    """
    before, at = offers.advance(tx, offer_id, len(changes))
    posts = offer_board.by_numbers(
        tx, offer_id, [change.numero for change in changes if isinstance(change, Modifie)]
    )
    told = [
        _message(offer_id, version, change, posts) for version, change in enumerate(changes, start=before + 1)
    ]
    offers.keep_changes(tx, offer_id, [(change.version, change.SerializeToString()) for change in told])
    publish(tx, OFFERS, *(_event(change, at) for change in told))
    return before + len(changes)


def _event(change: pb.OfferChange, at: datetime) -> Event:
    event = Event(aggregate=change.offer_id, number=change.version, offer_changed=change)
    event.rehearsal = rehearsal_of(change.offer_id)
    event.at.FromDatetime(at)
    return event


def _message(offer_id: str, version: int, change: Changement, posts: dict[int, Row]) -> pb.OfferChange:
    message = pb.OfferChange(offer_id=offer_id, version=version)
    match change:
        case Pris(numero, amphi_id, rang_appel):
            message.taken.CopyFrom(
                pb.PosteTaken(numero=numero, amphi_id=str(amphi_id), rang_appel=rang_appel)
            )
        case Libere(numero):
            message.freed.numero = numero
        case Surnombre(numero, surnombres):
            message.surnombre.CopyFrom(pb.PosteSurnombre(numero=numero, surnombres=surnombres))
        case Modifie(numero):
            message.changed.poste.CopyFrom(messages.poste(posts[numero]))
        case Retire(numero):
            message.withdrawn.numero = numero
    return message
