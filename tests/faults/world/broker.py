"""Kafka with a door for each service, so that a proxy stands between every service and it.

A client only begins at the address that it is told; it goes on with the one that the broker advertises. Each
service has a listener of its own here, advertised as that service's link: clients never learn of another way.
"""

from collections.abc import Mapping
from pathlib import Path

from deploy.local.kafka_broker import Kafka

Doors = Mapping[str, tuple[int, int]]
"""Service → the port of its listener, and the port of the link that leads there."""


class LinkedKafka(Kafka):
    """`address` is the way past all links, for whoever reads from outside."""

    def __init__(self, folder: Path, port: int, controller_port: int, doors: Doors) -> None:
        super().__init__(folder, port, controller_port)
        self._doors = doors

    def _settings(self) -> dict[str, str]:
        told = super()._settings()
        for service, (door, link) in self._doors.items():
            told["listeners"] += f",{service.upper()}://127.0.0.1:{door}"
            told["advertised.listeners"] += f",{service.upper()}://127.0.0.1:{link}"
        names = ["PLAINTEXT", "CONTROLLER", *map(str.upper, self._doors)]
        told["listener.security.protocol.map"] = ",".join(f"{name}:PLAINTEXT" for name in names)
        told["inter.broker.listener.name"] = "PLAINTEXT"
        return told
