"""Messages doubled and reordered: calls to postes made again, at once or late, and events sent again."""

import asyncio
from random import Random

import psycopg2

from tests.faults.kinds.kind import Kind
from tests.faults.stage import Stage

AGAIN = """
    UPDATE outbox SET published_at = NULL WHERE id IN (
        SELECT id FROM outbox WHERE published_at IS NOT NULL AND random() < %s ORDER BY id DESC LIMIT 60
    )
"""


async def double_calls(stage: Stage, chance: Random, _index: int) -> None:
    """Every Settle is sent twice, the second one up to some seconds late."""
    for name in stage.system.of("session"):
        stage.system.tell(name, "double")
    await asyncio.sleep(chance.uniform(4.0, 8.0))
    for name in stage.system.of("session"):
        stage.system.spare(name, "double")


async def double_events(stage: Stage, chance: Random, _index: int) -> None:
    """Rows of the outboxes are sent again: old ones after new ones."""
    for database in ("session", "postes", "identity"):
        try:
            await asyncio.to_thread(_send_again, stage.system.database(database), chance.uniform(0.2, 0.9))
        except psycopg2.OperationalError:  # it is away just now
            continue


def _send_again(dsn: str, share: float) -> None:
    connection = psycopg2.connect(dsn, connect_timeout=2)
    with connection, connection.cursor() as cursor:
        cursor.execute(AGAIN, [share])
    connection.close()


KINDS = (
    Kind("double calls to postes", "calls", double_calls),
    Kind("double and reorder events", "events", double_events),
)
