"""Topics: made once from one table, with their retention."""

import pytest
from kafka import KafkaAdminClient

from chassis.events.topics import TOPICS, Topic, create_topics


@pytest.mark.real
def test_makes_what_is_missing_and_leaves_the_rest(kafka_bootstrap: str, new_topic: Topic) -> None:
    create_topics(kafka_bootstrap, [new_topic])
    create_topics(kafka_bootstrap, [new_topic])

    admin = KafkaAdminClient(bootstrap_servers=kafka_bootstrap)
    (described,) = admin.describe_topics([new_topic.name])
    admin.close()
    assert len(described["partitions"]) == new_topic.partitions


def test_names_each_topic_once() -> None:
    assert len({topic.name for topic in TOPICS}) == len(TOPICS) == 5
