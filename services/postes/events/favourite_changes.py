"""Tells that an intern's favourites changed, to the other devices of that intern."""

from uuid import UUID

from chassis.database import Transaction
from chassis.events.outbox import publish
from chassis.events.topics import OFFERS
from dci.events.v1.events_pb2 import Event
from dci.postes.v1.postes_pb2 import FavouritesChanged
from services.postes.domain.offre import rehearsal_of


def tell_favourites(tx: Transaction, intern_id: UUID, offer_id: str) -> None:
    """Which list; what it is now, its owner alone may ask."""
    changed = FavouritesChanged(intern_id=str(intern_id), offer_id=offer_id)
    event = Event(aggregate=offer_id, favourites_changed=changed, rehearsal=rehearsal_of(offer_id))
    event.at.GetCurrentTime()
    publish(tx, OFFERS, event)
