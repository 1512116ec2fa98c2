"""A service is a list of parts that start together and stop together (draft of the contract: Part)."""

from typing import Protocol


class Part(Protocol):
    """Something that runs while the process does: a gRPC server, the outbox relay, a consumer."""

    name: str

    def start(self) -> None:
        """Start and return; raise if it cannot."""

    def stop(self) -> None:
        """Finish what is under way and return, within a few seconds."""

    def alive(self) -> bool:
        """Tell whether it still runs; a part that died ends the process, and the supervisor restarts it."""
