"""How every client of Kafka connects."""

from typing import Any, Final

KAFKA: Final[dict[str, Any]] = {
    "bootstrap_timeout_ms": 1_000,
    "reconnect_backoff_ms": 250,
    "reconnect_backoff_max_ms": 1_000,
    "allow_auto_create_topics": False,
    "metrics_enabled": False,
}
"""Away: tried again at most four times a second. Its own metrics cost time at each message, unread."""
