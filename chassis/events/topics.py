"""The one table of Kafka topics, and their making by the migration command. No database here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from kafka import KafkaAdminClient
from kafka.errors import TopicAlreadyExistsError


@dataclass(frozen=True, slots=True)
class Topic:
    """Messages of one aggregate (the key) are in one partition, so in order; kept for `retention`."""

    name: str
    partitions: int
    retention: timedelta


FIVE_WEEKS: Final = timedelta(days=35)

IDENTITY: Final = Topic("dci.identity.events", 3, FIVE_WEEKS)
"""Key: intern_id, or what the event names (a groupe, a session of a user)."""

RANKING: Final = Topic("dci.ranking.events", 1, FIVE_WEEKS)
"""Key: the call list's groupe and semester."""

OFFERS: Final = Topic("dci.postes.offers", 3, FIVE_WEEKS)
"""Key: offer_id; changes of the offer are numbered by its version, those of somebody's favourites are not."""

DECISIONS: Final = Topic("dci.session.decisions", 3, FIVE_WEEKS)
"""Key: amphi_id; numbered by the amphi's seq."""

NOTIFICATIONS: Final = Topic("dci.notifications.events", 1, FIVE_WEEKS)
"""Key: intern_id."""

TOPICS: Final = (IDENTITY, RANKING, OFFERS, DECISIONS, NOTIFICATIONS)


def create_topics(bootstrap: str, topics: Sequence[Topic] = TOPICS) -> None:
    """Makes the topics that are missing, with the broker's own replication; leaves the others as they are."""
    admin = KafkaAdminClient(bootstrap_servers=bootstrap.split(","))
    try:
        for topic in topics:
            _create(admin, topic)
    finally:
        admin.close()


def _create(admin: KafkaAdminClient, topic: Topic) -> None:
    milliseconds = int(topic.retention / timedelta(milliseconds=1))
    options = {"num_partitions": topic.partitions, "configs": {"retention.ms": str(milliseconds)}}
    try:
        admin.create_topics({topic.name: options}, wait_for_metadata=True)
    except TopicAlreadyExistsError:
        admin.wait_for_topics([topic.name])
