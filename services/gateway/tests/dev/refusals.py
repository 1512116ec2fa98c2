"""Refusals of the doubles."""

from chassis.errors import DomainError, Kind


class Refused(DomainError):
    """A refusal of a double."""

    def __init__(self, code: str, kind: Kind, text: str, **details: str) -> None:
        super().__init__(text, **details)
        self.code = code  # type: ignore[misc]
        self.kind = kind  # type: ignore[misc]


NOT_FOUND = ("introuvable", Kind.NOT_FOUND, "Introuvable.")
