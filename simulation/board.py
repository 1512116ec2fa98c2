"""What a client knows of an amphi or an offer: a snapshot and the deltas since (LIV-1)."""

from typing import Any

State = dict[str, dict[str, Any]]


class Board:
    """One board as a client keeps it."""

    def __init__(self) -> None:
        self.number: int | None = None
        self.state: State = {}

    def learn(self, answer: dict[str, Any]) -> None:
        """Take what a join answered: a snapshot, or the deltas that were missed."""
        if "snapshot" in answer:
            self.number = answer["snapshot"]["number"]
            self.state = answer["snapshot"]["state"]
        for delta in answer.get("deltas", []):
            self.take(delta)

    def take(self, delta: dict[str, Any]) -> bool:
        """Apply a delta; False where one before it was missed, or a snapshot is needed."""
        if self.number is None or delta["number"] <= self.number:
            return self.number is not None
        if delta["previous"] > self.number or delta["reload"]:
            return False
        for name, changes in delta["set"].items():
            section = self.state.setdefault(name, {})
            for key, value in changes.items():
                if value is None:
                    section.pop(key, None)
                else:
                    section[key] = value
        self.number = delta["number"]
        return True
