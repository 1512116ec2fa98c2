"""What ranking tells: a call list was published."""

from chassis.database import Transaction
from chassis.events.outbox import publish
from chassis.events.topics import RANKING
from dci.events.v1.events_pb2 import CallListPublished, Event
from services.ranking.domain.version import Statut, Version


def tell_published(tx: Transaction, version: Version) -> None:
    """Put the event into the outbox; the périmètre's row, locked, keeps the order."""
    perimetre, publication = version.perimetre, version.publication
    if publication is None:
        raise ValueError("a version that is not published cannot be told of")
    body = CallListPublished(
        version_id=str(version.version_id),
        number=version.number,
        semestre=perimetre.semestre.code,
        groupe_code=perimetre.groupe,
        regimes=sorted(perimetre.regimes),
        definitive=publication.statut is Statut.DEFINITIVE,
    )
    aggregate = f"{perimetre.semestre.code}:{perimetre.groupe}"
    publish(tx, RANKING, Event(aggregate=aggregate, call_list_published=body))
