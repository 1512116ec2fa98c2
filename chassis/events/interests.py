"""Which events a consumer has anything to do for: the others cost it neither a transaction nor a row."""

from dataclasses import dataclass

from dci.events.v1.events_pb2 import Event


@dataclass(frozen=True, slots=True)
class Interests:
    """Bodies of events, and types of session's decisions; never those of rehearsals (SIM-1)."""

    bodies: frozenset[str] = frozenset()
    decisions: frozenset[str] = frozenset()

    def include(self, event: Event) -> bool:
        """Whether this event is one of them."""
        if event.rehearsal:
            return False
        body = event.WhichOneof("body")
        return body in self.bodies or (body == "decision" and event.decision.type in self.decisions)
